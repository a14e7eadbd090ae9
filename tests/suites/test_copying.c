/* Copies and clones: values at their edges, memory that ends anywhere, and arguments. That whole
 * records are copied in every member is tested with the golden cases, by golden/copies.c. */
#include <ddbstream/batch.h>
#include <ddbstream/copying.h>

#include "copier.h"

#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"
#include "tight_memory.h"

#define EVENT(value)                                                                               \
    "{'Records':[{'eventID':'e','dynamodb':{'SequenceNumber':'1','Keys':null,'new':[1],"           \
    "'NewImage':{'v':" value "},'OldImage':{}}}]}"

static const char *const rows[] = {
    "{'S':''}",
    "{'S':'with `u0000 inside'}",
    "{'N':'-1.50E+3'}",
    "{'B':''}",
    "{'B':'AP8='}",
    "{'BOOL':true}",
    "{'BOOL':false}",
    "{'NULL':true}",
    "{'NULL':false}",
    "{'M':{}}",
    "{'L':[]}",
    "{'SS':[]}",
    "{'NS':[]}",
    "{'BS':[]}",
    "{'SS':['a','a','']}",
    "{'NS':['1','1.0','1']}",
    "{'BS':['AA==','','AA==']}",
    "{'M':{'':{'L':[{'M':{'b':{'NULL':false}}},{'SS':['x']}]},'c':{'L':[{'L':[]}]}}}",
};

static ddbstream_batch *decode(const char *value)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json text = json(EVENT("@"));
    char *at = strchr(text.data, '@');
    struct json inside = json(value), behind = { .length = 0 };
    ddbstream_batch *batch;
    json_append(&behind, at + 1);
    text.length = (size_t)(at - text.data);
    json_append(&text, inside.data);
    json_append(&text, behind.data);
    options.keep_unknown_members = true;
    ck_assert_int_eq(ddbstream_batch_decode(&batch, text.data, text.length, &options),
                     DDBSTREAM_OK);
    ck_assert_uint_eq(ddbstream_batch_record_count(batch), 1);
    return batch;
}

/* The three things that can be copied, each copied and cloned. */
struct copies {
    ddbstream_record *record, *record_clone;
    ddbstream_image image, *image_clone;
    ddbstream_value value, *value_clone;
};

static ddbstream_status copy_all(const ddbstream_record *record, ddbstream_arena *arena,
                                 const ddbstream_allocator *allocator, struct copies *copies)
{
    const ddbstream_value *value = ddbstream_image_find(&record->new_image, "v");
    ddbstream_status results[] = {
        ddbstream_record_copy(record, arena, &copies->record),
        ddbstream_image_copy(&record->new_image, arena, &copies->image),
        ddbstream_value_copy(value, arena, &copies->value),
        ddbstream_record_clone(record, allocator, &copies->record_clone),
        ddbstream_image_clone(&record->new_image, allocator, &copies->image_clone),
        ddbstream_value_clone(value, allocator, &copies->value_clone),
    };
    ddbstream_status worst = DDBSTREAM_OK;
    for (size_t i = 0; i < COUNT_OF(results); i++)
        if (results[i] != DDBSTREAM_OK)
            worst = results[i];
    return worst;
}

static void free_clones(struct copies *copies)
{
    ddbstream_clone_free(copies->record_clone);
    ddbstream_clone_free(copies->image_clone);
    ddbstream_clone_free(copies->value_clone);
}

static struct json render_image(const ddbstream_image *image)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = image->attributes };
    ck_assert_int_eq(image->presence, DDBSTREAM_PRESENT);
    return render_value(&value);
}

static void expect_copies(const char *row, const struct copies *copies)
{
    struct json value = json(row), record, image;
    expect_text(row, render_value(copies->value_clone).data, render_value(&copies->value).data);
    if (strchr(row, '`') == NULL) /* which is written in another way */
        expect_text(row, render_value(&copies->value).data, value.data);
    image = render_image(copies->image_clone);
    expect_text(row, render_image(&copies->image).data, image.data);
    ck_assert_ptr_nonnull(strstr(image.data, render_value(&copies->value).data));
    record = render_record(copies->record_clone);
    expect_text(row, render_record(copies->record).data, record.data);
    ck_assert_ptr_nonnull(strstr(record.data, render_value(&copies->value).data));
    ck_assert_int_eq(copies->record->keys.presence, DDBSTREAM_NULL);
    ck_assert_ptr_null(copies->record->old_image.attributes.attributes);
    ck_assert_ptr_null(copies->record->aws_region.data);
    expect_string(row, copies->record->unknown.members[0].json, "[1]");
}

/* The original is gone when they are looked at. */
START_TEST(copies_stand_alone)
{
    ddbstream_batch *batch = decode(rows[_i]);
    struct test_allocator memory;
    struct copies copies;
    ddbstream_arena *arena;
    test_allocator_init(&memory);
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(copy_all(ddbstream_batch_record(batch, 0), arena, &memory.allocator, &copies),
                     DDBSTREAM_OK);
    ddbstream_batch_free(batch);
    ck_assert_uint_eq(memory.live_blocks, 3); /* one a clone */
    expect_copies(rows[_i], &copies);
    free_clones(&copies);
    ddbstream_arena_free(arena);
    test_allocator_check_empty(&memory);
}
END_TEST

/* Copies of copies need as much memory, and are as good. */
START_TEST(clones_can_be_cloned)
{
    ddbstream_batch *batch = decode(rows[_i]);
    ddbstream_record *first, *second;
    struct json text = render_record(ddbstream_batch_record(batch, 0));
    struct test_allocator memory;
    size_t size;
    test_allocator_init(&memory);
    ck_assert_int_eq(
        ddbstream_record_clone(ddbstream_batch_record(batch, 0), &memory.allocator, &first),
        DDBSTREAM_OK);
    ddbstream_batch_free(batch);
    size = memory.live_bytes;
    ck_assert_int_eq(ddbstream_record_clone(first, &memory.allocator, &second), DDBSTREAM_OK);
    ck_assert_uint_eq(memory.live_bytes, 2 * size);
    ddbstream_clone_free(first);
    expect_text(rows[_i], render_record(second).data, text.data);
    ddbstream_clone_free(second);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    ddbstream_batch *batch = decode(rows[COUNT_OF(rows) - 1]);
    const ddbstream_record *record = ddbstream_batch_record(batch, 0);
    ddbstream_status status = DDBSTREAM_ERROR_MEMORY;
    for (size_t n = 0; status != DDBSTREAM_OK; n++) {
        struct copies copies;
        struct test_allocator memory;
        ddbstream_arena *arena;
        test_allocator_init(&memory);
        ck_assert_int_eq(ddbstream_arena_create(&arena, &memory.allocator), DDBSTREAM_OK);
        test_allocator_fail(&memory, n, false);
        status = copy_all(record, arena, &memory.allocator, &copies);
        ck_assert_int_eq(status, memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        if (status == DDBSTREAM_OK)
            ck_assert_uint_gt(n, 8);
        free_clones(&copies); /* one of them is NULL, or none */
        ddbstream_arena_free(arena);
        test_allocator_check_empty(&memory);
    }
    ddbstream_batch_free(batch);
}
END_TEST

/* Memory may end at each byte, and what was measured is enough. */
START_TEST(an_arena_may_end_at_each_byte)
{
    ddbstream_batch *batch = decode(rows[_i]);
    struct test_allocator memory, for_walk;
    struct copier copier;
    struct arena arena;
    ddbstream_record copy = *ddbstream_batch_record(batch, 0);
    ddbstream_status status = DDBSTREAM_ERROR_MEMORY;
    size_t room = 0;
    test_allocator_init(&memory);
    ddbs_arena_init(&arena, &memory.allocator);
    test_allocator_init(&for_walk);
    ddbs_copier_init(&copier, &for_walk.allocator, NULL);
    ck_assert_int_eq(ddbs_copier_record(&copier, &copy), DDBSTREAM_OK);
    for (copier.arena = &arena; status != DDBSTREAM_OK; room++) {
        copy = *ddbstream_batch_record(batch, 0);
        test_allocator_recover(&memory);
        leave_in_arena(&arena, room);
        test_allocator_fail(&memory, 0, true);
        status = ddbs_copier_record(&copier, &copy);
        expect_status(rows[_i], status, room < 8 ? DDBSTREAM_ERROR_MEMORY : status);
    }
    ck_assert_uint_le(room - 1, copier.size);
    ddbs_copier_release(&copier);
    ddbs_arena_release(&arena);
    ddbstream_batch_free(batch);
}
END_TEST

/* Far deeper than a decoder allows. */
START_TEST(depth_costs_no_stack)
{
    enum { DEEP = 200000 };
    ddbstream_value *values = calloc(DEEP, sizeof *values), *clone, copy;
    const ddbstream_value *at;
    ddbstream_arena *arena;
    for (size_t i = 0; i + 1 < DEEP; i++)
        values[i] = (ddbstream_value){ .type = DDBSTREAM_TYPE_L, .as.list = { &values[i + 1], 1 } };
    values[DEEP - 1] = (ddbstream_value){ .type = DDBSTREAM_TYPE_S, .as.string = { "end", 3 } };
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_value_copy(values, arena, &copy), DDBSTREAM_OK);
    free(values);
    ck_assert_int_eq(ddbstream_value_clone(&copy, NULL, &clone), DDBSTREAM_OK);
    ddbstream_arena_free(arena);
    for (at = clone; at->type == DDBSTREAM_TYPE_L; at = at->as.list.values)
        ck_assert_uint_eq(at->as.list.count, 1);
    ck_assert_str_eq(at->as.string.data, "end");
    ddbstream_clone_free(clone);
}
END_TEST

static const ddbstream_type no_types[] = { 0, DDBSTREAM_TYPE_BS + 1 };

START_TEST(a_value_without_a_type_is_refused)
{
    ddbstream_value bad = { .type = no_types[_i] }, copy = { .type = DDBSTREAM_TYPE_NULL };
    ddbstream_value list = { .type = DDBSTREAM_TYPE_L, .as.list = { &bad, 1 } }, *clone = &copy;
    ddbstream_arena *arena;
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_value_copy(&list, arena, &copy), DDBSTREAM_ERROR_VALUE);
    ck_assert_int_eq(copy.type, DDBSTREAM_TYPE_NULL);
    ck_assert_int_eq(ddbstream_value_clone(&list, NULL, &clone), DDBSTREAM_ERROR_VALUE);
    ck_assert_ptr_null(clone);
    ddbstream_arena_free(arena);
}
END_TEST

/* Nothing is read of what there can't be memory for. */
START_TEST(a_size_beyond_all_memory_is_told)
{
    const ddbstream_string large = { "x", SIZE_MAX / 2 - 8 };
    const ddbstream_value sets[] = {
        { .type = DDBSTREAM_TYPE_SS, .as.string_set = { &large, 1 } },
        { .type = DDBSTREAM_TYPE_SS,
          .as.string_set = { (const ddbstream_string[]){ large, large }, 2 } },
        { .type = DDBSTREAM_TYPE_L, .as.list = { NULL, SIZE_MAX / 2 / sizeof(ddbstream_value) } },
    };
    ddbstream_value *clone;
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        ck_assert_int_eq(ddbstream_value_clone(&sets[i], NULL, &clone), DDBSTREAM_ERROR_MEMORY);
        ck_assert_ptr_null(clone);
    }
}
END_TEST

START_TEST(arguments_are_checked)
{
    const ddbstream_value null = { .type = DDBSTREAM_TYPE_NULL };
    ddbstream_allocator nothing = { .allocate = NULL };
    ddbstream_batch *batch = decode(rows[0]);
    const ddbstream_record *record = ddbstream_batch_record(batch, 0);
    ddbstream_record *copy, *clone;
    ddbstream_image image, *image_clone;
    ddbstream_value value, *value_clone;
    ddbstream_arena *arena;
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_record_copy(NULL, arena, &copy), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_record_copy(record, NULL, &copy), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_record_copy(record, arena, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_image_copy(NULL, arena, &image), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_image_copy(&record->new_image, NULL, &image),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_image_copy(&record->new_image, arena, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_value_copy(NULL, arena, &value), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_value_copy(&null, NULL, &value), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_value_copy(&null, arena, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_record_clone(record, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_record_clone(NULL, NULL, &clone), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(clone);
    ck_assert_int_eq(ddbstream_record_clone(record, &nothing, &clone), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_image_clone(NULL, NULL, &image_clone), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(image_clone);
    ck_assert_int_eq(ddbstream_value_clone(NULL, NULL, &value_clone), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(value_clone);
    ck_assert_int_eq(ddbstream_image_clone(&record->new_image, NULL, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_value_clone(&null, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ddbstream_clone_free(NULL);
    ddbstream_arena_free(arena);
    ddbstream_batch_free(batch);
}
END_TEST

int main(void)
{
    return RUN_SUITE("copying", EACH(copies_stand_alone, rows), EACH(clones_can_be_cloned, rows),
                     ONCE(each_allocation_may_fail), EACH(an_arena_may_end_at_each_byte, rows),
                     ONCE(depth_costs_no_stack), EACH(a_value_without_a_type_is_refused, no_types),
                     ONCE(a_size_beyond_all_memory_is_told), ONCE(arguments_are_checked));
}
