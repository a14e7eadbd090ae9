/* Building by hand: what comes of it as JSON and when that is decoded, which errors stay, and
 * memory that is lacking. */
#include <ddbstream/batch.h>
#include <ddbstream/building.h>

#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

/* Values. Each function builds what stands in the row, in an image. */

static void nothing(ddbstream_builder *b)
{
    (void)b;
}

static void scalars(ddbstream_builder *b)
{
    static const ddbstream_value not_null = { .type = DDBSTREAM_TYPE_NULL, .as.null = false };
    ddbstream_build_string(b, "s", "gr\xc3\xbc\xc3\x9f");
    ddbstream_build_number(b, "n", "-1.50E+3");
    ddbstream_build_binary(b, "b", "\0\xff", 2);
    ddbstream_build_boolean(b, "t", true);
    ddbstream_build_boolean(b, "f", false);
    ddbstream_build_null(b, "0");
    ddbstream_build_value(b, "1", &not_null);
}

static void empty(ddbstream_builder *b)
{
    static const ddbstream_type types[] = { DDBSTREAM_TYPE_M, DDBSTREAM_TYPE_L, DDBSTREAM_TYPE_SS,
                                            DDBSTREAM_TYPE_NS, DDBSTREAM_TYPE_BS };
    ddbstream_build_string(b, "", "");
    ddbstream_build_binary(b, "y", NULL, 0);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        ddbstream_build_open(b, ddbstream_type_name(types[i]), types[i]);
        ddbstream_build_close(b);
    }
}

static void sets(ddbstream_builder *b)
{
    ddbstream_build_open(b, "s", DDBSTREAM_TYPE_SS);
    ddbstream_build_string(b, NULL, "a");
    ddbstream_build_string(b, NULL, "a");
    ddbstream_build_close(b);
    ddbstream_build_open(b, "n", DDBSTREAM_TYPE_NS);
    ddbstream_build_number(b, NULL, "1");
    ddbstream_build_number(b, NULL, "1.0");
    ddbstream_build_close(b);
    ddbstream_build_open(b, "b", DDBSTREAM_TYPE_BS);
    ddbstream_build_binary(b, NULL, "a", 1);
    ddbstream_build_close(b);
}

static void nested(ddbstream_builder *b)
{
    ddbstream_build_open(b, "m", DDBSTREAM_TYPE_M);
    ddbstream_build_open(b, "m", DDBSTREAM_TYPE_L);
    ddbstream_build_open(b, NULL, DDBSTREAM_TYPE_M);
    ddbstream_build_null(b, "m");
    ddbstream_build_close(b);
    ddbstream_build_number(b, NULL, "1");
    ddbstream_build_close(b);
    ddbstream_build_null(b, "n");
    ddbstream_build_close(b);
    ddbstream_build_null(b, "n");
}

static void a_value_that_goes(ddbstream_builder *b)
{
    char text[] = "text";
    ddbstream_value inside = { .type = DDBSTREAM_TYPE_S, .as.string = { text, 4 } };
    ddbstream_value list = { .type = DDBSTREAM_TYPE_L, .as.list = { &inside, 1 } };
    ddbstream_build_value(b, "v", &list);
    memset(text, 'x', sizeof text);
    memset(&inside, 0, sizeof inside);
}

static const struct {
    const char *name;
    void (*build)(ddbstream_builder *b);
    const char *image;
} images[] = {
    { "nothing", nothing, "{}" },
    { "scalars", scalars,
      "{'s':{'S':'gr\xc3\xbc\xc3\x9f'},'n':{'N':'-1.50E+3'},'b':{'B':'AP8='},'t':{'BOOL':true},"
      "'f':{'BOOL':false},'0':{'NULL':true},'1':{'NULL':false}}" },
    { "empty", empty,
      "{'':{'S':''},'y':{'B':''},'M':{'M':{}},'L':{'L':[]},'SS':{'SS':[]},'NS':{'NS':[]},"
      "'BS':{'BS':[]}}" },
    { "sets", sets, "{'s':{'SS':['a','a']},'n':{'NS':['1','1.0']},'b':{'BS':['YQ==']}}" },
    { "nested", nested,
      "{'m':{'M':{'m':{'L':[{'M':{'m':{'NULL':true}}},{'N':'1'}]},'n':{'NULL':true}}},"
      "'n':{'NULL':true}}" },
    { "a value that goes", a_value_that_goes, "{'v':{'L':[{'S':'text'}]}}" },
};

struct building {
    struct test_allocator memory;
    ddbstream_arena *arena;
    ddbstream_builder *builder;
    ddbstream_record *record;
};

static void begin(struct building *building)
{
    test_allocator_init(&building->memory);
    ck_assert_int_eq(ddbstream_arena_create(&building->arena, &building->memory.allocator),
                     DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_builder_create(&building->builder, building->arena), DDBSTREAM_OK);
}

static void end(struct building *building)
{
    ddbstream_builder_free(building->builder);
    ddbstream_arena_free(building->arena);
    test_allocator_check_empty(&building->memory);
}

static ddbstream_status build_image(struct building *building, void (*build)(ddbstream_builder *))
{
    ddbstream_build_record(building->builder);
    ddbstream_build_image(building->builder, DDBSTREAM_IMAGE_NEW);
    build(building->builder);
    ddbstream_build_close(building->builder);
    return ddbstream_build_end(building->builder, &building->record);
}

static struct json event(const char *change)
{
    struct json text = json("{'dynamodb':{"), inside = json(change);
    json_append(&text, inside.data);
    json_append(&text, "}}");
    return text;
}

/* What is built, encoded and decoded is the same. */
static void expect_record(const char *row, const ddbstream_record *record, const char *wanted)
{
    struct json text = render_record(record);
    ddbstream_batch *batch;
    expect_text(row, text.data, wanted);
    ck_assert_int_eq(ddbstream_batch_decode(&batch, text.data, text.length, NULL), DDBSTREAM_OK);
    ck_assert_uint_eq(ddbstream_batch_record_count(batch), 1);
    expect_text(row, render_record(ddbstream_batch_record(batch, 0)).data, wanted);
    ddbstream_batch_free(batch);
}

START_TEST(values_are_built)
{
    struct building building;
    struct json wanted = event("'NewImage':@");
    struct json image = json(images[_i].image);
    wanted.length = (size_t)(strchr(wanted.data, '@') - wanted.data);
    json_append(&wanted, image.data);
    json_append(&wanted, "}}");
    begin(&building);
    expect_status(images[_i].name, build_image(&building, images[_i].build), DDBSTREAM_OK);
    expect_record(images[_i].name, building.record, wanted.data);
    end(&building);
}
END_TEST

/* Members. */

static const struct {
    uint32_t member;
    const char *text;
    ddbstream_status status;
    const char *record;
} members[] = {
    { DDBSTREAM_MEMBER_AWS_REGION, "r", DDBSTREAM_OK, "{'awsRegion':'r','dynamodb':{}}" },
    { DDBSTREAM_MEMBER_EVENT_ID, "", DDBSTREAM_OK, "{'dynamodb':{},'eventID':''}" },
    { DDBSTREAM_MEMBER_EVENT_NAME, "REMOVE", DDBSTREAM_OK, "{'dynamodb':{},'eventName':'REMOVE'}" },
    { DDBSTREAM_MEMBER_EVENT_SOURCE, NULL, DDBSTREAM_OK, "{'dynamodb':{},'eventSource':null}" },
    { DDBSTREAM_MEMBER_EVENT_VERSION, "1.1", DDBSTREAM_OK, "{'dynamodb':{},'eventVersion':'1.1'}" },
    { DDBSTREAM_MEMBER_EVENT_SOURCE_ARN, "a", DDBSTREAM_OK,
      "{'dynamodb':{},'eventSourceARN':'a'}" },
    { DDBSTREAM_MEMBER_CREATION_TIME, "1479499740.5", DDBSTREAM_OK,
      "{'dynamodb':{'ApproximateCreationDateTime':1479499740.5}}" },
    { DDBSTREAM_MEMBER_CREATION_TIME, NULL, DDBSTREAM_OK,
      "{'dynamodb':{'ApproximateCreationDateTime':null}}" },
    { DDBSTREAM_MEMBER_SEQUENCE_NUMBER, "7", DDBSTREAM_OK, "{'dynamodb':{'SequenceNumber':'7'}}" },
    { DDBSTREAM_MEMBER_SIZE_BYTES, "0", DDBSTREAM_OK, "{'dynamodb':{'SizeBytes':0}}" },
    { DDBSTREAM_MEMBER_SIZE_BYTES, NULL, DDBSTREAM_OK, "{'dynamodb':{'SizeBytes':null}}" },
    { DDBSTREAM_MEMBER_STREAM_VIEW_TYPE, "NEW_IMAGE", DDBSTREAM_OK,
      "{'dynamodb':{'StreamViewType':'NEW_IMAGE'}}" },
    { DDBSTREAM_MEMBER_IDENTITY_TYPE, "Service", DDBSTREAM_OK,
      "{'dynamodb':{},'userIdentity':{'type':'Service'}}" },
    { DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID, NULL, DDBSTREAM_OK,
      "{'dynamodb':{},'userIdentity':{'principalId':null}}" },
    { DDBSTREAM_MEMBER_TABLE_NAME, "t", DDBSTREAM_OK, "{'dynamodb':{}}" },
    { DDBSTREAM_MEMBER_CREATION_TIME_PRECISION, "MICROSECOND", DDBSTREAM_OK, "{'dynamodb':{}}" },
    { DDBSTREAM_MEMBER_CREATION_TIME, "soon", DDBSTREAM_ERROR_TIME, NULL },
    { DDBSTREAM_MEMBER_SIZE_BYTES, "-1", DDBSTREAM_ERROR_MEMBER, NULL },
    { DDBSTREAM_MEMBER_SIZE_BYTES, "1.5", DDBSTREAM_ERROR_MEMBER, NULL },
    { DDBSTREAM_MEMBER_EVENT_ID, "\xff", DDBSTREAM_ERROR_TEXT, NULL },
    { DDBSTREAM_MEMBER_EVENT_ID, "\xc3", DDBSTREAM_ERROR_TEXT, NULL },
    { 0, "", DDBSTREAM_ERROR_MEMBER, NULL },
    { DDBSTREAM_MEMBER_EVENT_ID | DDBSTREAM_MEMBER_EVENT_NAME, "", DDBSTREAM_ERROR_MEMBER, NULL },
    { 1u << 16, "", DDBSTREAM_ERROR_MEMBER, NULL },
    { 1u << 24, "", DDBSTREAM_ERROR_MEMBER, NULL },
};

/* What was set before is set no more. */
START_TEST(members_are_set)
{
    struct building building;
    struct json wanted = json(members[_i].record != NULL ? members[_i].record : "");
    uint32_t member = members[_i].member;
    begin(&building);
    for (int twice = 0; twice < 2; twice++) {
        ddbstream_build_record(building.builder);
        if (twice == 1 && members[_i].status == DDBSTREAM_OK)
            ddbstream_build_member(building.builder, member, NULL);
        expect_status(members[_i].text,
                      ddbstream_build_member(building.builder, member, members[_i].text),
                      members[_i].status);
        ck_assert_int_eq(ddbstream_build_end(building.builder, &building.record),
                         members[_i].status);
        ck_assert((building.record != NULL) == (members[_i].status == DDBSTREAM_OK));
        if (building.record == NULL)
            continue;
        expect_record(members[_i].record, building.record, wanted.data);
        expect_number(members[_i].record, building.record->null_members,
                      members[_i].text == NULL ? member : 0);
    }
    end(&building);
}
END_TEST

START_TEST(what_follows_from_members_is_set)
{
    struct building building;
    begin(&building);
    ddbstream_build_record(building.builder);
    ddbstream_build_member(building.builder, DDBSTREAM_MEMBER_EVENT_NAME, "MODIFY");
    ddbstream_build_member(building.builder, DDBSTREAM_MEMBER_STREAM_VIEW_TYPE, "new");
    ddbstream_build_member(building.builder, DDBSTREAM_MEMBER_SEQUENCE_NUMBER, "7");
    ddbstream_build_member(building.builder, DDBSTREAM_MEMBER_CREATION_TIME, "5000000");
    ddbstream_build_member(building.builder, DDBSTREAM_MEMBER_CREATION_TIME_PRECISION,
                           "MICROSECOND");
    ck_assert_int_eq(ddbstream_build_end(building.builder, &building.record), DDBSTREAM_OK);
    ck_assert_int_eq(building.record->event_name, DDBSTREAM_EVENT_MODIFY);
    ck_assert_int_eq(building.record->stream_view_type, DDBSTREAM_VIEW_OTHER);
    ck_assert_str_eq(building.record->checkpoint.data, "7");
    ck_assert_int_eq(building.record->approximate_creation_time.seconds, 5);
    ck_assert_int_eq(building.record->source, DDBSTREAM_SHAPE_LAMBDA);
    ck_assert_int_eq(building.record->size_bytes, -1);
    end(&building);
}
END_TEST

/* Errors. Each function makes one mistake in an image. */

static void no_number(ddbstream_builder *b)
{
    ddbstream_build_number(b, "n", "+1");
}

static void empty_number(ddbstream_builder *b)
{
    ddbstream_build_number(b, "n", "");
}

static void null_number(ddbstream_builder *b)
{
    ddbstream_build_number(b, "n", NULL);
}

static void no_text(ddbstream_builder *b)
{
    ddbstream_build_string(b, "s", "\xed\xa0\x80");
}

static void no_text_for_name(ddbstream_builder *b)
{
    ddbstream_build_string(b, "\x80", "s");
}

static void null_text(ddbstream_builder *b)
{
    ddbstream_build_string(b, "s", NULL);
}

static void null_bytes(ddbstream_builder *b)
{
    ddbstream_build_binary(b, "s", NULL, 1);
}

static void null_value(ddbstream_builder *b)
{
    ddbstream_build_value(b, "s", NULL);
}

static void no_value(ddbstream_builder *b)
{
    static const ddbstream_value none[2] = { { .type = 0 } };
    static const ddbstream_value list = { .type = DDBSTREAM_TYPE_L, .as.list = { none, 2 } };
    ddbstream_build_value(b, "s", &list);
}

static void no_name(ddbstream_builder *b)
{
    ddbstream_build_null(b, NULL);
}

static void name_in_list(ddbstream_builder *b)
{
    ddbstream_build_open(b, "l", DDBSTREAM_TYPE_L);
    ddbstream_build_null(b, "n");
}

static void string_in_number_set(ddbstream_builder *b)
{
    ddbstream_build_open(b, "l", DDBSTREAM_TYPE_NS);
    ddbstream_build_string(b, NULL, "1");
}

static void set_in_set(ddbstream_builder *b)
{
    ddbstream_build_open(b, "l", DDBSTREAM_TYPE_SS);
    ddbstream_build_open(b, NULL, DDBSTREAM_TYPE_SS);
}

static void number_in_binary_set(ddbstream_builder *b)
{
    ddbstream_build_open(b, "l", DDBSTREAM_TYPE_BS);
    ddbstream_build_number(b, NULL, "1");
}

static void no_container(ddbstream_builder *b)
{
    ddbstream_build_open(b, "l", DDBSTREAM_TYPE_S);
}

static void twice(ddbstream_builder *b)
{
    ddbstream_build_null(b, "a");
    ddbstream_build_null(b, "a");
}

static void twice_inside(ddbstream_builder *b)
{
    ddbstream_build_open(b, "m", DDBSTREAM_TYPE_M);
    twice(b);
    ddbstream_build_close(b);
}

static void not_closed(ddbstream_builder *b)
{
    ddbstream_build_open(b, "m", DDBSTREAM_TYPE_M);
}

static void closed_twice(ddbstream_builder *b)
{
    ddbstream_build_close(b);
}

static void image_in_image(ddbstream_builder *b)
{
    ddbstream_build_image(b, DDBSTREAM_IMAGE_OLD);
}

static void image_twice(ddbstream_builder *b)
{
    ddbstream_build_close(b);
    ddbstream_build_image(b, DDBSTREAM_IMAGE_NEW);
}

static void end_into_nothing(ddbstream_builder *b)
{
    ddbstream_build_close(b);
    ddbstream_build_end(b, NULL);
}

static void member_in_image(ddbstream_builder *b)
{
    ddbstream_build_member(b, DDBSTREAM_MEMBER_EVENT_ID, "e");
}

static void value_outside(ddbstream_builder *b)
{
    ddbstream_build_close(b);
    ddbstream_build_null(b, "a");
}

static void no_image(ddbstream_builder *b)
{
    ddbstream_build_close(b);
    ddbstream_build_image(b, (ddbstream_image_name)3);
}

static void the_first_stays(ddbstream_builder *b)
{
    no_number(b);
    no_text(b);
    ddbstream_build_null(b, "a");
}

static const struct {
    const char *name;
    void (*build)(ddbstream_builder *b);
    ddbstream_status status;
} mistakes[] = {
    { "no number", no_number, DDBSTREAM_ERROR_NUMBER },
    { "empty number", empty_number, DDBSTREAM_ERROR_NUMBER },
    { "NULL for a number", null_number, DDBSTREAM_ERROR_ARGUMENT },
    { "no text", no_text, DDBSTREAM_ERROR_TEXT },
    { "no text for a name", no_text_for_name, DDBSTREAM_ERROR_TEXT },
    { "NULL for text", null_text, DDBSTREAM_ERROR_ARGUMENT },
    { "NULL for bytes", null_bytes, DDBSTREAM_ERROR_ARGUMENT },
    { "NULL for a value", null_value, DDBSTREAM_ERROR_ARGUMENT },
    { "a value of no type", no_value, DDBSTREAM_ERROR_VALUE },
    { "no name in a map", no_name, DDBSTREAM_ERROR_ARGUMENT },
    { "a name in a list", name_in_list, DDBSTREAM_ERROR_ARGUMENT },
    { "a string in NS", string_in_number_set, DDBSTREAM_ERROR_TYPE },
    { "a set in a set", set_in_set, DDBSTREAM_ERROR_TYPE },
    { "a number in BS", number_in_binary_set, DDBSTREAM_ERROR_TYPE },
    { "S is no container", no_container, DDBSTREAM_ERROR_TYPE },
    { "a name twice", twice, DDBSTREAM_ERROR_DUPLICATE },
    { "a name twice in a map", twice_inside, DDBSTREAM_ERROR_DUPLICATE },
    { "not closed", not_closed, DDBSTREAM_ERROR_ARGUMENT },
    { "closed twice", closed_twice, DDBSTREAM_ERROR_ARGUMENT },
    { "an image in an image", image_in_image, DDBSTREAM_ERROR_ARGUMENT },
    { "an image twice", image_twice, DDBSTREAM_ERROR_DUPLICATE },
    { "an end into nothing", end_into_nothing, DDBSTREAM_ERROR_ARGUMENT },
    { "a member in an image", member_in_image, DDBSTREAM_ERROR_ARGUMENT },
    { "a value outside of images", value_outside, DDBSTREAM_ERROR_ARGUMENT },
    { "no image", no_image, DDBSTREAM_ERROR_ARGUMENT },
    { "two mistakes", the_first_stays, DDBSTREAM_ERROR_NUMBER },
};

START_TEST(a_mistake_stays_until_the_next_record)
{
    struct building building;
    begin(&building);
    expect_status(mistakes[_i].name, build_image(&building, mistakes[_i].build),
                  mistakes[_i].status);
    ck_assert_ptr_null(building.record);
    ck_assert_int_eq(ddbstream_build_end(building.builder, &building.record), mistakes[_i].status);
    expect_status(mistakes[_i].name, build_image(&building, scalars), DDBSTREAM_OK);
    ck_assert_uint_eq(building.record->new_image.attributes.count, 7);
    end(&building);
}
END_TEST

/* Size and memory. */

enum { LEVELS = (DDBSTREAM_DEFAULT_MAX_DEPTH - 3) / 2 };

static void deep(ddbstream_builder *b)
{
    for (size_t i = 0; i < LEVELS; i++)
        ddbstream_build_open(b, i == 0 ? "a" : NULL, DDBSTREAM_TYPE_L);
    for (size_t i = 0; i < LEVELS; i++)
        ddbstream_build_close(b);
}

/* As deep as a decoder takes by default: the record, dynamodb, the image, and two a level. */
START_TEST(what_is_as_deep_as_may_be_can_be_decoded)
{
    struct building building;
    begin(&building);
    ck_assert_int_eq(build_image(&building, deep), DDBSTREAM_OK);
    expect_record("deep", building.record, render_record(building.record).data);
    end(&building);
}
END_TEST

enum { MANY = 50000 };

static void large(ddbstream_builder *b)
{
    ddbstream_build_open(b, "s", DDBSTREAM_TYPE_SS);
    for (size_t i = 0; i < MANY; i++)
        ddbstream_build_string(b, NULL, "x");
    ddbstream_build_close(b);
}

START_TEST(memory_grows_by_doubling)
{
    struct building building;
    size_t calls;
    begin(&building);
    calls = building.memory.calls;
    ck_assert_int_eq(build_image(&building, large), DDBSTREAM_OK);
    ck_assert_uint_eq(building.record->new_image.attributes.attributes[0].value.as.list.count,
                      MANY);
    ck_assert_uint_lt(building.memory.calls - calls, 40);
    end(&building);
}
END_TEST

static void anything(ddbstream_builder *b)
{
    static const char kilobyte[1024];
    for (size_t i = 0; i < COUNT_OF(images); i++) {
        ddbstream_build_open(b, images[i].name, DDBSTREAM_TYPE_M);
        images[i].build(b);
        ddbstream_build_close(b);
    }
    ddbstream_build_open(b, "many", DDBSTREAM_TYPE_SS);
    for (size_t i = 0; i < 1000; i++)
        ddbstream_build_string(b, NULL, "longer than a few letters");
    ddbstream_build_close(b);
    ddbstream_build_open(b, "binaries", DDBSTREAM_TYPE_BS);
    for (size_t i = 0; i < 100; i++)
        ddbstream_build_binary(b, NULL, kilobyte, sizeof kilobyte);
    ddbstream_build_close(b);
    deep(b);
}

START_TEST(each_allocation_may_fail)
{
    ddbstream_status status = DDBSTREAM_ERROR_MEMORY;
    for (size_t n = 0; status != DDBSTREAM_OK; n++) {
        struct building building;
        begin(&building);
        test_allocator_fail(&building.memory, n, false);
        status = build_image(&building, anything);
        ck_assert_int_eq(status,
                         building.memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        if (status == DDBSTREAM_OK)
            ck_assert_uint_gt(n, 8);
        test_allocator_recover(&building.memory);
        ck_assert_int_eq(build_image(&building, anything), DDBSTREAM_OK);
        end(&building);
    }
}
END_TEST

START_TEST(a_builder_may_find_no_memory)
{
    struct test_allocator memory;
    ddbstream_arena *arena;
    ddbstream_builder *builder;
    test_allocator_init(&memory);
    ck_assert_int_eq(ddbstream_arena_create(&arena, &memory.allocator), DDBSTREAM_OK);
    test_allocator_fail(&memory, 0, false);
    ck_assert_int_eq(ddbstream_builder_create(&builder, arena), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(builder);
    ddbstream_arena_free(arena);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(records_stay_when_others_are_built)
{
    struct building building;
    ddbstream_record *first;
    struct json text;
    begin(&building);
    ck_assert_int_eq(build_image(&building, scalars), DDBSTREAM_OK);
    first = building.record;
    text = render_record(first);
    ck_assert_int_eq(build_image(&building, nested), DDBSTREAM_OK);
    ddbstream_builder_free(building.builder);
    building.builder = NULL;
    expect_text("first", render_record(first).data, text.data);
    end(&building);
}
END_TEST

START_TEST(arguments_are_checked)
{
    struct building building;
    ddbstream_builder *builder;
    begin(&building);
    ck_assert_int_eq(ddbstream_builder_create(NULL, building.arena), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_builder_create(&builder, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(builder);
    ck_assert_int_eq(ddbstream_build_record(NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_build_null(NULL, "a"), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_build_end(building.builder, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_build_end(building.builder, &building.record),
                     DDBSTREAM_ERROR_ARGUMENT); /* none has been begun */
    ck_assert_ptr_null(building.record);
    ddbstream_builder_free(NULL);
    end(&building);
}
END_TEST

int main(void)
{
    return RUN_SUITE("building", EACH(values_are_built, images), EACH(members_are_set, members),
                     ONCE(what_follows_from_members_is_set),
                     EACH(a_mistake_stays_until_the_next_record, mistakes),
                     ONCE(what_is_as_deep_as_may_be_can_be_decoded), ONCE(memory_grows_by_doubling),
                     ONCE(each_allocation_may_fail), ONCE(a_builder_may_find_no_memory),
                     ONCE(records_stay_when_others_are_built), ONCE(arguments_are_checked));
}
