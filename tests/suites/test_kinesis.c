/* A change and the Kinesis record around it, made one: from which of the two each member comes. */
#include "kinesis.h"

#include "rows.h"
#include "suite.h"

/* NULL is a member that is absent. */
static ddbstream_string text_of(const char *text)
{
    return (ddbstream_string){ text, text != NULL ? strlen(text) : 0 };
}

/* Members that the outer record stands in for. A null one is absent and has its bit. */

#define MEMBER(field, bit)                                                                         \
    {                                                                                              \
#field, offsetof(ddbstream_record, field), bit                                             \
    }

static const struct {
    const char *name;
    size_t place;
    uint32_t bit;
} shared[] = {
    MEMBER(event_id, DDBSTREAM_MEMBER_EVENT_ID),
    MEMBER(aws_region, DDBSTREAM_MEMBER_AWS_REGION),
    MEMBER(event_source_arn, DDBSTREAM_MEMBER_EVENT_SOURCE_ARN),
};

static const struct {
    const char *name, *inner;
    bool inner_null;
    const char *outer;
    bool outer_null;
    const char *merged;
    bool merged_null;
} cases[] = {
    { "both", "inner", false, "outer", false, "inner", false },
    { "the inner one", "inner", false, NULL, false, "inner", false },
    { "the inner one, the outer null", "inner", false, NULL, true, "inner", false },
    { "the inner one, empty", "", false, "outer", false, "", false },
    { "the outer one", NULL, false, "outer", false, "outer", false },
    { "the outer one, the inner null", NULL, true, "outer", false, "outer", false },
    { "the outer one, empty", NULL, false, "", false, "", false },
    { "neither", NULL, false, NULL, false, NULL, false },
    { "neither, the inner null", NULL, true, NULL, false, NULL, true },
    { "neither, the outer null", NULL, false, NULL, true, NULL, false },
};

static void set(ddbstream_record *record, size_t member, const char *text, bool is_null)
{
    ddbstream_string string = text_of(text);
    memcpy((char *)record + shared[member].place, &string, sizeof string);
    record->null_members = DDBSTREAM_MEMBER_EVENT_NAME | (is_null ? shared[member].bit : 0);
}

static void check_shared(size_t member)
{
    ddbstream_record inner = { .index = 0 }, outer = { .index = 0 };
    ddbstream_string got;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(&inner, member, cases[i].inner, cases[i].inner_null);
        set(&outer, member, cases[i].outer, cases[i].outer_null);
        ddbs_kinesis_merge(&outer, &inner);
        memcpy(&got, (char *)&outer + shared[member].place, sizeof got);
        expect_string(cases[i].name, got, cases[i].merged);
        expect_number(cases[i].name, outer.null_members,
                      DDBSTREAM_MEMBER_EVENT_NAME
                          | (cases[i].merged_null ? shared[member].bit : 0));
    }
}

START_TEST(the_outer_record_stands_in)
{
    check_shared((size_t)_i);
}
END_TEST

static const ddbstream_attribute attribute = { { "a", 1 }, { .type = DDBSTREAM_TYPE_NULL } };

static const ddbstream_record change = {
    .index = 9,
    .offset = 99,
    .length = 999,
    .event_id = { "change", 6 },
    .event_name = DDBSTREAM_EVENT_MODIFY,
    .event_name_text = { "MODIFY", 6 },
    .event_source = { "aws:dynamodb", 12 },
    .user_identity = { DDBSTREAM_NULL, { NULL, 0 }, { NULL, 0 } },
    .approximate_creation_time = { 1, 2, { "3", 1 } },
    .keys = { DDBSTREAM_PRESENT, { &attribute, 1 } },
    .old_image = { DDBSTREAM_NULL, { NULL, 0 } },
    .size_bytes = 58,
    .table_name = { "table", 5 },
};

static const ddbstream_record delivery = {
    .index = 1,
    .offset = 11,
    .length = 111,
    .event_id = { "delivery", 8 },
    .event_name = DDBSTREAM_EVENT_OTHER,
    .event_name_text = { "aws:kinesis:record", 18 },
    .event_source = { "aws:kinesis", 11 },
    .event_version = { "1.0", 3 },
    .event_source_arn = { "stream", 6 },
    .user_identity = { DDBSTREAM_PRESENT, { "t", 1 }, { "p", 1 } },
    .size_bytes = -1,
    .kinesis = { .presence = DDBSTREAM_PRESENT,
                 .sequence_number = { "4959", 4 },
                 .partition_key = { "key", 3 },
                 .schema_version = { "1.0", 3 },
                 .approximate_arrival_time = { 4, 5, { "6", 1 } } },
};

START_TEST(the_place_is_the_outer_record_s)
{
    ddbstream_record merged = delivery;
    ddbs_kinesis_merge(&merged, &change);
    ck_assert_uint_eq(merged.index, 1);
    ck_assert_uint_eq(merged.offset, 11);
    ck_assert_uint_eq(merged.length, 111);
}
END_TEST

START_TEST(what_kinesis_adds_is_kept_beside_the_change)
{
    ddbstream_record merged = delivery;
    ddbs_kinesis_merge(&merged, &change);
    ck_assert_int_eq(merged.kinesis.presence, DDBSTREAM_PRESENT);
    expect_string("eventID", merged.kinesis.event_id, "delivery");
    expect_string("eventSourceARN", merged.kinesis.event_source_arn, "stream");
    expect_string("sequenceNumber", merged.kinesis.sequence_number, "4959");
    expect_string("partitionKey", merged.kinesis.partition_key, "key");
    expect_string("schema version", merged.kinesis.schema_version, "1.0");
    ck_assert_int_eq(merged.kinesis.approximate_arrival_time.seconds, 4);
}
END_TEST

START_TEST(all_else_is_the_change)
{
    ddbstream_record merged = delivery;
    ddbs_kinesis_merge(&merged, &change);
    expect_string("eventID", merged.event_id, "change");
    ck_assert_int_eq(merged.event_name, DDBSTREAM_EVENT_MODIFY);
    expect_string("eventName", merged.event_name_text, "MODIFY");
    expect_string("eventSource", merged.event_source, "aws:dynamodb");
    ck_assert_ptr_null(merged.event_version.data);
    ck_assert_int_eq(merged.user_identity.presence, DDBSTREAM_NULL);
    ck_assert_int_eq(merged.approximate_creation_time.seconds, 1);
    ck_assert_ptr_eq(merged.keys.attributes.attributes, &attribute);
    ck_assert_int_eq(merged.new_image.presence, DDBSTREAM_ABSENT);
    ck_assert_int_eq(merged.old_image.presence, DDBSTREAM_NULL);
    ck_assert_int_eq(merged.size_bytes, 58);
    expect_string("tableName", merged.table_name, "table");
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "kinesis", EACH(the_outer_record_stands_in, shared), ONCE(the_place_is_the_outer_record_s),
        ONCE(what_kinesis_adds_is_kept_beside_the_change), ONCE(all_else_is_the_change));
}
