/* Maps made from structs: each kind, what is left out, what can't be written. */
#include <math.h>

#include "counted_arena.h"
#include "everything.h"
#include "item.h"
#include "rendering.h"

/* The map as typed JSON, with ' for ". */
static void expect_map(ddbstream_map map, const char *row)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = map };
    struct json want = json("{'M':"), got = render_value(&value);
    json_append(&want, json(row).data);
    json_append(&want, "}");
    expect_text("the map", got.data, want.data);
}

/* Numbers are written in canonical form, and members without a value left out. */
static const struct {
    const char *item, *again;
} items[] = {
    { EVERYTHING, NULL },
    { "{'points':{'L':[]}}",
      "{'chars':{'S':''},'boolean':{'BOOL':false},'int8':{'N':'0'},'int16':{'N':'0'},"
      "'int32':{'N':'0'},'int64':{'N':'0'},'uint8':{'N':'0'},'uint16':{'N':'0'},"
      "'uint32':{'N':'0'},'uint64':{'N':'0'},'real':{'N':'0'},'points':{'L':[]}}" },
};

START_TEST(what_is_read_is_written)
{
    struct item item = item_decode(items[_i].item);
    struct everything all;
    struct counted_arena memory;
    ddbstream_map map;
    counted_arena_begin(&memory);
    ck_assert_int_eq(ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all,
                                             memory.arena, NULL),
                     DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_struct_to_map(&everything_mapping, &all, memory.arena, &map, NULL),
                     DDBSTREAM_OK);
    expect_map(map, items[_i].again != NULL ? items[_i].again : items[_i].item);
    counted_arena_end(&memory);
    item_release(&item);
}
END_TEST

/* Sets with a flag, and one that is required. */
struct sets {
    ddbstream_string_set strings, numbers;
    ddbstream_int64_set int64s;
    ddbstream_double_set reals;
    ddbstream_bytes_set binaries;
    bool has;
};

#define SET(member, kind)                                                                          \
    DDBSTREAM_FIELD(struct sets, member, kind, #member,                                            \
                    .presence = DDBSTREAM_PRESENCE(struct sets, has))

static const ddbstream_field sets_fields[] = {
    SET(strings, STRING_SET), SET(numbers, NUMBER_SET), SET(int64s, INT64_SET),
    SET(reals, DOUBLE_SET),   SET(binaries, BYTES_SET),
};
static const ddbstream_mapping sets_mapping = DDBSTREAM_MAPPING(struct sets, sets_fields);

START_TEST(empty_sets_are_written_if_they_are_said_to_be_there)
{
    struct sets sets = { .has = true };
    struct counted_arena memory;
    ddbstream_map map;
    counted_arena_begin(&memory);
    ck_assert_int_eq(ddbstream_struct_to_map(&sets_mapping, &sets, memory.arena, &map, NULL),
                     DDBSTREAM_OK);
    expect_map(map, "{'strings':{'SS':[]},'numbers':{'NS':[]},'int64s':{'NS':[]},"
                    "'reals':{'NS':[]},'binaries':{'BS':[]}}");
    sets.has = false;
    ck_assert_int_eq(ddbstream_struct_to_map(&sets_mapping, &sets, memory.arena, &map, NULL),
                     DDBSTREAM_OK);
    ck_assert(map.count == 0 && map.attributes == NULL);
    counted_arena_end(&memory);
}
END_TEST

static const struct {
    double real;
    const char *text;
} reals[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 0.1, "0.1" },
    { -1250.5, "-1250.5" },
    { 0x1.3333333333334p-2, "0.30000000000000004" },
    { 1e22, "10000000000000000000000" },
    { 1e125, "1E+125" },
    { 1e-130, "1E-130" },
    { 9007199254740993.0, "9007199254740992" },
    { 5e-324, "4.94065645841247E-324" },
    { 1.7976931348623157e308, "1.7976931348623157E+308" },
};

START_TEST(a_double_reads_back_the_same)
{
    struct everything all = { .real = reals[_i].real };
    struct counted_arena memory;
    ddbstream_map map;
    const ddbstream_value *value;
    double again = 77;
    counted_arena_begin(&memory);
    ck_assert_int_eq(ddbstream_struct_to_map(&everything_mapping, &all, memory.arena, &map, NULL),
                     DDBSTREAM_OK);
    value = ddbstream_map_find(&map, "real");
    expect_string("real", value->as.number, reals[_i].text);
    ddbstream_value_to_double(value, &again);
    ck_assert(again == reals[_i].real);
    counted_arena_end(&memory);
}
END_TEST

static const ddbstream_string no_numbers[] = { { "1", 1 }, { "1x", 2 } };
static const double no_reals[] = { 1, INFINITY };
static const struct point few_points[] = { { 1, 2, true } };

static const struct {
    struct everything all;
    ddbstream_status status;
    const char *path, *message;
} faults[] = {
    { { .chars = "EURO" }, DDBSTREAM_ERROR_RANGE, "chars", "the text does not end in NUL" },
    { { .real = INFINITY }, DDBSTREAM_ERROR_RANGE, "real", "the double is no finite number" },
    { { .real = NAN }, DDBSTREAM_ERROR_RANGE, "real", "the double is no finite number" },
    { { .number = { "one", 3 } }, DDBSTREAM_ERROR_NUMBER, "number", "the text is no number" },
    { { .decimal = { false, "007", 0 } },
      DDBSTREAM_ERROR_NUMBER,
      "decimal",
      "the text is no number" },
    { { .decimal = { false, "1", 100000000000000001 } },
      DDBSTREAM_ERROR_RANGE,
      "decimal",
      "the number does not fit" },
    { { .numbers = { no_numbers, 2 } },
      DDBSTREAM_ERROR_NUMBER,
      "numbers[1]",
      "the text is no number" },
    { { .reals = { no_reals, 2 } },
      DDBSTREAM_ERROR_RANGE,
      "reals[1]",
      "the double is no finite number" },
};

START_TEST(a_fault_is_told_with_its_path)
{
    struct counted_arena memory;
    ddbstream_map map = { NULL, 77 };
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    expect_status(
        faults[_i].path,
        ddbstream_struct_to_map(&everything_mapping, &faults[_i].all, memory.arena, &map, &error),
        faults[_i].status);
    expect_text(faults[_i].path, error.path, faults[_i].path);
    expect_text(faults[_i].path, error.message, faults[_i].message);
    ck_assert_uint_eq(map.count, 77);
    counted_arena_end(&memory);
}
END_TEST

/* A struct of structs whose field is required and has nothing in it. */
struct outer {
    struct inner {
        ddbstream_string name;
    } inner;
};

static const ddbstream_field inner_fields[] = {
    DDBSTREAM_FIELD(struct inner, name, STRING, "name", .required = true),
};
static const ddbstream_mapping inner_mapping = DDBSTREAM_MAPPING(struct inner, inner_fields);
static const ddbstream_field outer_fields[] = {
    DDBSTREAM_STRUCT(struct outer, inner, &inner_mapping, "inner"),
};
static const ddbstream_mapping outer_mapping = DDBSTREAM_MAPPING(struct outer, outer_fields);

START_TEST(what_is_required_is_not_left_out)
{
    struct outer outer = { { { NULL, 0 } } };
    struct counted_arena memory;
    ddbstream_map map;
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    ck_assert_int_eq(ddbstream_struct_to_map(&outer_mapping, &outer, memory.arena, &map, &error),
                     DDBSTREAM_ERROR_ABSENT);
    ck_assert_str_eq(error.path, "inner.name");
    ck_assert_str_eq(error.message, "there is nothing to write");
    counted_arena_end(&memory);
}
END_TEST

/* The arena has blocks of 16 KiB, so the struct is written until one more is needed. */
START_TEST(memory_may_end_anywhere)
{
    static const int64_t integers[] = { 1, 2 };
    static const double some_reals[] = { 1, 2 };
    struct everything all = { .int64s = { integers, 2 },
                              .reals = { some_reals, 2 },
                              .points = { few_points, 1 },
                              .has_point = true,
                              .decimal = { false, "1", 0 } };
    struct counted_arena memory;
    ddbstream_map map;
    ddbstream_mapping_error error;
    size_t left, failures = 0;
    for (left = 0; left < 4096; left += 8) {
        counted_arena_begin(&memory);
        ck_assert_ptr_nonnull(ddbstream_arena_take(memory.arena, 16 * 1024 - left));
        test_allocator_fail(&memory.memory, 0, true);
        if (ddbstream_struct_to_map(&everything_mapping, &all, memory.arena, &map, &error)
            != DDBSTREAM_OK) {
            ck_assert_int_eq(error.status, DDBSTREAM_ERROR_MEMORY);
            ck_assert_str_eq(error.message, "there is no memory");
            failures++;
        }
        counted_arena_end(&memory);
    }
    ck_assert_uint_gt(failures, 50);
    ck_assert_uint_lt(failures, 4096 / 8);
}
END_TEST

START_TEST(structs_in_themselves_have_a_bound)
{
    struct tree trees[DDBSTREAM_MAPPING_DEPTH + 1] = { { 0 } };
    struct counted_arena memory;
    ddbstream_map map;
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    for (size_t i = 0; i < DDBSTREAM_MAPPING_DEPTH; i++)
        trees[i].branches = (ddbstream_structs){ &trees[i + 1], 1 };
    ck_assert_int_eq(ddbstream_struct_to_map(&tree_mapping, &trees[1], memory.arena, &map, &error),
                     DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_struct_to_map(&tree_mapping, &trees[0], memory.arena, &map, &error),
                     DDBSTREAM_ERROR_LIMIT);
    trees[0].branches.items = trees; /* in itself without end */
    ck_assert_int_eq(ddbstream_struct_to_map(&tree_mapping, &trees[0], memory.arena, &map, &error),
                     DDBSTREAM_ERROR_LIMIT);
    counted_arena_end(&memory);
}
END_TEST

static const ddbstream_field senseless[] = {
    { 0, 4, (ddbstream_field_kind)0, NULL, "x", false, 0 },
    { 0, 4, (ddbstream_field_kind)99, NULL, "x", false, 0 },
    { 0, 4, DDBSTREAM_FIELD_STRUCT, NULL, "m", false, 0 },
    { 0, 4, DDBSTREAM_FIELD_STRUCT, &point_mapping, "m", false, 0 },
    { 0, 4, DDBSTREAM_FIELD_LIST, NULL, "l", false, 0 },
};

START_TEST(tables_without_sense_are_refused)
{
    ddbstream_mapping mapping = { &senseless[_i], 1, sizeof(struct point), NULL };
    struct everything all = { .has_point = false };
    struct counted_arena memory;
    ddbstream_map map;
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    ck_assert_int_eq(ddbstream_struct_to_map(&mapping, &all, memory.arena, &map, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_str_eq(error.path, senseless[_i].name);
    ck_assert_int_eq(ddbstream_struct_to_map(NULL, &all, memory.arena, &map, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_struct_to_map(&everything_mapping, NULL, memory.arena, &map, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_struct_to_map(&everything_mapping, &all, memory.arena, NULL, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_struct_to_map(&everything_mapping, &all, NULL, &map, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "there is no arena");
    counted_arena_end(&memory);
}
END_TEST

int main(void)
{
    return RUN_SUITE("mapping_writer", EACH(what_is_read_is_written, items),
                     ONCE(empty_sets_are_written_if_they_are_said_to_be_there),
                     EACH(a_double_reads_back_the_same, reals),
                     EACH(a_fault_is_told_with_its_path, faults),
                     ONCE(what_is_required_is_not_left_out), ONCE(memory_may_end_anywhere),
                     ONCE(structs_in_themselves_have_a_bound),
                     EACH(tables_without_sense_are_refused, senseless));
}
