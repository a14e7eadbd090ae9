/* Payloads: base64 of a record, good or bad, in blocks that cut it anywhere. */
#include "payload.h"

#include "base64.h"
#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

enum { STEP = 3072 }; /* bytes that are decoded at a time */

static const struct record_limits no_limits = { 1000, SIZE_MAX, SIZE_MAX };

struct reading {
    struct test_allocator memory;
    struct arena arena;
    struct record_parser outer;
    struct payload payload;
};

static void begin_with(struct reading *reading, const struct record_limits *limits,
                       size_t max_string, bool keeps_unknown)
{
    const ddbstream_allocator *allocator = &reading->memory.allocator;
    test_allocator_init(&reading->memory);
    ddbs_arena_init(&reading->arena, allocator);
    ddbs_record_parser_init(&reading->outer, allocator, &reading->arena, limits, NULL);
    reading->outer.unknown.keeps = keeps_unknown;
    ddbs_payload_init(&reading->payload, allocator, &reading->outer, max_string, false);
}

static void begin(struct reading *reading)
{
    begin_with(reading, &no_limits, SIZE_MAX, false);
}

/* One of two ways: with the lane, or without. */
static void begin_way(struct reading *reading, int way)
{
    begin(reading);
    reading->payload.yajl_only = way == 1;
}

static void end(struct reading *reading)
{
    ddbs_payload_release(&reading->payload);
    ddbs_record_parser_release(&reading->outer);
    ddbs_arena_release(&reading->arena);
    test_allocator_check_empty(&reading->memory);
}

/* From a copy that is gone when the record is looked at. */
static const struct record_parser *read_text(struct reading *reading, const char *text,
                                             size_t length)
{
    char *copy = exact_copy(text, length);
    struct token token = { .kind = TOKEN_STRING, .data = copy, .length = length };
    const struct record_parser *record;
    ddbs_arena_reset(&reading->arena);
    record = ddbs_payload_read(&reading->payload, &token);
    free(copy);
    return record;
}

static const struct record_parser *read_bytes(struct reading *reading, const char *data,
                                              size_t length)
{
    char text[2 * ROW_ROOM];
    size_t encoded = ddbs_base64_encoded_length(length);
    ck_assert_uint_le(encoded, sizeof text);
    ddbs_base64_encode((const unsigned char *)data, length, text);
    return read_text(reading, text, encoded);
}

static const struct record_parser *read_row(struct reading *reading, const char *row)
{
    struct json data = json(row);
    return read_bytes(reading, data.data, data.length);
}

static void expect_good(const char *row, const struct record_parser *record, const char *want)
{
    struct json text = json(want), got;
    ck_assert_msg(record != NULL, "%s: no memory", row);
    expect_status(row, record->fault.status, DDBSTREAM_OK);
    got = render_record(&record->record);
    expect_text(row, got.data, text.data);
}

static void expect_bad(const char *row, const struct record_parser *record, ddbstream_status status,
                       const char *path, const char *said)
{
    ck_assert_msg(record != NULL, "%s: no memory", row);
    expect_status(row, record->fault.status, status);
    expect_text(row, ddbstream_buffer_text(&record->fault.path).data, path);
    expect_text(row, ddbstream_buffer_text(&record->fault.message).data, said);
}

/* Good ones. */

#define RICH                                                                                       \
    "{'eventID':'id','eventName':'INSERT','userIdentity':null,'other':[1,{'a':null}],'dynamodb':"  \
    "{'ApproximateCreationDateTime':1640276115000,'Keys':{'k':{'S':'caf\xc3\xa9 `u00e9'}},"        \
    "'NewImage':{'n':{'N':'12.50'},'b':{'B':'YWJj'},'t':{'BOOL':true}},'SizeBytes':58}}"
#define RICH_WRITTEN                                                                               \
    "{'dynamodb':{'ApproximateCreationDateTime':1640276115,'Keys':{'k':{'S':'caf\xc3\xa9 \xc3\xa9" \
    "'}},'NewImage':{'n':{'N':'12.50'},'b':{'B':'YWJj'},'t':{'BOOL':true}},'SizeBytes':58},"       \
    "'eventID':'id','eventName':'INSERT','userIdentity':null}"

static const struct {
    const char *data, *written;
} good[] = {
    { "{'dynamodb':{}}", "{'dynamodb':{}}" },
    { " \n\t{ 'dynamodb' : { } }\r\n", "{'dynamodb':{}}" },
    { "{'tableName':'t','dynamodb':{'SequenceNumber':'1'}}",
      "{'dynamodb':{'SequenceNumber':'1'}}" },
    { "{'dynamodb':{'ApproximateCreationDateTime':5,"
      "'ApproximateCreationDateTimePrecision':'MICROSECOND'}}",
      "{'dynamodb':{'ApproximateCreationDateTime':0.000005}}" },
    { "{'Item':{'a':1},'Keys':{},'Records':[],'dynamodb':{}}", "{'dynamodb':{}}" },
    { RICH, RICH_WRITTEN },
};

START_TEST(good_records_are_read)
{
    for (int way = 0; way < 2; way++) {
        struct reading reading;
        begin_way(&reading, way);
        expect_good(good[_i].data, read_row(&reading, good[_i].data), good[_i].written);
        end(&reading);
    }
}
END_TEST

/* Bad ones. */

static const struct {
    const char *data;
    ddbstream_status status;
    const char *path, *said;
} bad[] = {
    { "{}", DDBSTREAM_ERROR_MEMBER, "", "the record has no member dynamodb" },
    { "7", DDBSTREAM_ERROR_MEMBER, "", "a record is an object, found a number" },
    { "[{'dynamodb':{}}]", DDBSTREAM_ERROR_MEMBER, "", "a record is an object, found an array" },
    { "null", DDBSTREAM_ERROR_MEMBER, "", "a record is an object, found null" },
    { "{'dynamodb':7}", DDBSTREAM_ERROR_MEMBER, ".dynamodb", "expected an object, found a number" },
    { "{'dynamodb':{'Keys':{'a b':{'N':'x'}}}}", DDBSTREAM_ERROR_NUMBER, ".dynamodb.Keys['a b'].N",
      "the text is no number" },
    { "{'dynamodb':{'Keys':{'a':{'B':'x'}}}}", DDBSTREAM_ERROR_BASE64, ".dynamodb.Keys.a.B",
      "the text is no padded base64" },
    { "{'dynamodb':{'SequenceNumber':'\xff'}}", DDBSTREAM_ERROR_TEXT, ".dynamodb.SequenceNumber",
      "the text is not Unicode" },
    { "{'dynamodb':{},'dynamodb':{}}", DDBSTREAM_ERROR_DUPLICATE, ".dynamodb",
      "the record has this member twice" },
    { "{'dynamodb':{'ApproximateCreationDateTime':'x'}}", DDBSTREAM_ERROR_TIME,
      ".dynamodb.ApproximateCreationDateTime", "the creation time is no time" },
    { "{'kinesis':{'data':'e30='}}", DDBSTREAM_ERROR_MEMBER, ".kinesis",
      "a Kinesis record can't stand in another" },
    { "", DDBSTREAM_ERROR_TRUNCATED, "",
      "the document ends before it is complete (at byte 0 of the data)" },
    { "  ", DDBSTREAM_ERROR_TRUNCATED, "",
      "the document ends before it is complete (at byte 2 of the data)" },
    { "{'dynamodb':{}", DDBSTREAM_ERROR_TRUNCATED, "",
      "the document ends before it is complete (at byte 14 of the data)" },
    { "{'dynamodb':{'Keys':{'a':{'S':'x", DDBSTREAM_ERROR_TRUNCATED, "",
      "the document ends before it is complete (at byte 32 of the data)" },
    { "{'dynamodb':{}},", DDBSTREAM_ERROR_JSON, "",
      "expected nothing after the document (at byte 15 of the data)" },
    { "{'dynamodb':{'Keys':{'a':]", DDBSTREAM_ERROR_JSON, "",
      "expected a value (at byte 25 of the data)" },
    { "\xef\xbb\xbf{'dynamodb':{}}", DDBSTREAM_ERROR_JSON, "",
      "expected a value (at byte 0 of the data)" },
    { "{'dynamodb':{'Keys':{'a':7}},", DDBSTREAM_ERROR_VALUE, ".dynamodb.Keys.a",
      "an attribute value is an object, found a number" }, /* the first fault counts */
};

START_TEST(bad_records_are_told_of)
{
    struct json path = json(bad[_i].path);
    for (int way = 0; way < 2; way++) {
        struct reading reading;
        begin_way(&reading, way);
        expect_bad(bad[_i].data, read_row(&reading, bad[_i].data), bad[_i].status, path.data,
                   bad[_i].said);
        end(&reading);
    }
}
END_TEST

START_TEST(after_a_bad_one_the_next_is_read)
{
    for (int way = 0; way < 2; way++) {
        struct reading reading;
        begin_way(&reading, way);
        for (size_t i = 0; i < COUNT_OF(good); i++) {
            ck_assert_int_eq(read_row(&reading, bad[_i].data)->fault.status, bad[_i].status);
            expect_good(bad[_i].data, read_row(&reading, good[i].data), good[i].written);
        }
        end(&reading);
    }
}
END_TEST

/* Base64. */

static const struct {
    const char *text;
    ddbstream_status status;
    const char *said;
} texts[] = {
    { "e30=", DDBSTREAM_ERROR_MEMBER, "the record has no member dynamodb" },
    { "e30", DDBSTREAM_ERROR_BASE64, "the data is not base64" },
    { "e30=e30=", DDBSTREAM_ERROR_BASE64, "the data is not base64" },
    { "e30 ", DDBSTREAM_ERROR_BASE64, "the data is not base64" },
    { "e30-", DDBSTREAM_ERROR_BASE64, "the data is not base64" },
    { "e31=", DDBSTREAM_ERROR_BASE64, "the data is not base64" },
    { "====", DDBSTREAM_ERROR_BASE64, "the data is not base64" },
    { "", DDBSTREAM_ERROR_TRUNCATED,
      "the document ends before it is complete (at byte 0 of the data)" },
};

START_TEST(base64_is_strict)
{
    struct reading reading;
    begin(&reading);
    expect_bad(texts[_i].text, read_text(&reading, texts[_i].text, strlen(texts[_i].text)),
               texts[_i].status, "", texts[_i].said);
    end(&reading);
}
END_TEST

/* Blocks. */

/* The record behind so much space that a block ends before each of its bytes in turn. */
static struct json moved(const char *row, size_t space)
{
    struct json record = json(row), text = { .length = space };
    memset(text.data, ' ', space);
    text.data[space] = '\0';
    json_append(&text, record.data);
    return text;
}

START_TEST(blocks_may_end_anywhere)
{
    size_t length = strlen(good[_i].data);
    for (int way = 0; way < 2; way++) {
        struct reading reading;
        begin_way(&reading, way);
        for (size_t before = 0; before <= length; before++) {
            struct json data = moved(good[_i].data, STEP - before);
            expect_good(good[_i].data, read_bytes(&reading, data.data, data.length),
                        good[_i].written);
        }
        end(&reading);
    }
}
END_TEST

START_TEST(so_may_those_of_bad_records)
{
    size_t length = strlen(bad[_i].data);
    for (int way = 0; way < 2; way++) {
        struct reading reading;
        begin_way(&reading, way);
        for (size_t before = 0; before <= length && before <= STEP; before++) {
            struct json data = moved(bad[_i].data, STEP - before);
            const struct record_parser *record = read_bytes(&reading, data.data, data.length);
            expect_status(bad[_i].data, record->fault.status, bad[_i].status);
        }
        end(&reading);
    }
}
END_TEST

/* A byte of base64 that is wrong, at each place around the end of a block. */
START_TEST(each_block_must_be_base64)
{
    enum { AROUND = 12, TEXT = 2 * STEP / 3 * 4 };
    static const char wrong[] = "=-\n";
    char text[TEXT];
    struct reading reading;
    begin(&reading);
    for (size_t at = TEXT / 2 - AROUND; at < TEXT / 2 + AROUND; at++) {
        memset(text, 'A', sizeof text); /* NULs, which are no JSON: the fault of the first block */
        ck_assert_int_eq(read_text(&reading, text, sizeof text)->fault.status,
                         DDBSTREAM_ERROR_JSON);
        for (size_t i = 0; i < sizeof text; i += 4)
            memcpy(text + i, "ICAg", 4); /* spaces */
        text[at] = wrong[(size_t)_i];
        ck_assert_int_eq(read_text(&reading, text, sizeof text)->fault.status,
                         DDBSTREAM_ERROR_BASE64);
    }
    end(&reading);
}
END_TEST

/* Limits, which are the outer record's. */

static const struct {
    const char *name, *data;
    size_t place, enough;
    const char *path, *said;
} limits[] = {
    { "depth", "{'dynamodb':{'Keys':{'a':{'L':[]}}}}", offsetof(struct record_limits, depth), 5,
      ".dynamodb.Keys.a", "the record is nested deeper than max_depth" },
    { "bytes", "{'dynamodb':{'SizeBytes':1}}", offsetof(struct record_limits, bytes), 28, "",
      "the record is longer than max_record" },
    { "attributes", "{'dynamodb':{'Keys':{'a':{'S':'x'},'b':{'S':'x'}}}}",
      offsetof(struct record_limits, attributes), 2, ".dynamodb.Keys",
      "the record has more attributes than max_attributes" },
};

static const struct record_parser *read_limited(struct reading *reading, int row, size_t limit)
{
    struct record_limits given = no_limits;
    memcpy((char *)&given + limits[row].place, &limit, sizeof limit);
    begin_with(reading, &given, SIZE_MAX, false);
    return read_row(reading, limits[row].data);
}

START_TEST(limits_hold)
{
    struct reading reading;
    expect_status(limits[_i].name, read_limited(&reading, _i, limits[_i].enough)->fault.status,
                  DDBSTREAM_OK);
    end(&reading);
    expect_bad(limits[_i].name, read_limited(&reading, _i, limits[_i].enough - 1),
               DDBSTREAM_ERROR_LIMIT, limits[_i].path, limits[_i].said);
    end(&reading);
}
END_TEST

/* Whether the string stands in one block or in two. */
START_TEST(strings_have_a_limit)
{
    for (size_t before = 0; before < 60; before++) {
        struct json data = moved("{'dynamodb':{'Keys':{'a':{'S':'123456789'}}}}", STEP - before);
        struct reading reading;
        begin_with(&reading, &no_limits, 9, false);
        expect_good("9", read_bytes(&reading, data.data, data.length),
                    "{'dynamodb':{'Keys':{'a':{'S':'123456789'}}}}");
        end(&reading);
        begin_with(&reading, &no_limits, 8, false);
        expect_bad("8", read_bytes(&reading, data.data, data.length), DDBSTREAM_ERROR_LIMIT,
                   ".dynamodb.Keys.a.S", "a string is longer than max_string");
        end(&reading);
    }
}
END_TEST

START_TEST(a_long_string_must_be_one)
{
    struct json data = moved("{'dynamodb':{'Keys':{'a':{'S':'12345678`x'}}}}", STEP - 35);
    struct reading reading;
    begin_with(&reading, &no_limits, 8, false);
    ck_assert_int_eq(read_bytes(&reading, data.data, data.length)->fault.status,
                     DDBSTREAM_ERROR_JSON);
    end(&reading);
}
END_TEST

/* Unknown members. */

START_TEST(unknown_members_are_kept_when_the_outer_record_keeps_them)
{
    struct json want = json("[1,{'a':null}]");
    struct reading reading;
    const struct record_parser *record;
    begin_with(&reading, &no_limits, SIZE_MAX, true);
    record = read_row(&reading, RICH);
    ck_assert_uint_eq(record->record.unknown.count, 1);
    ck_assert_int_eq(record->record.unknown.members->level, DDBSTREAM_LEVEL_RECORD);
    expect_string("name", record->record.unknown.members->name, "other");
    expect_string("value", record->record.unknown.members->json, want.data);
    end(&reading);
}
END_TEST

/* Memory. */

static bool fail_once(const char *row, ddbstream_status status, size_t skipped)
{
    struct json data = moved(row, STEP - 20);
    struct reading reading;
    const struct record_parser *record;
    bool has_failed;
    begin_with(&reading, &no_limits, SIZE_MAX, true);
    test_allocator_fail(&reading.memory, skipped, false);
    record = read_bytes(&reading, data.data, data.length);
    has_failed = reading.memory.failures > 0;
    ck_assert_msg((record == NULL) == has_failed, "%s", row);
    test_allocator_recover(&reading.memory);
    expect_status(row, read_bytes(&reading, data.data, data.length)->fault.status, status);
    end(&reading);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(good[_i].data, DDBSTREAM_OK, failed))
        failed++;
    ck_assert_uint_gt(failed, 0);
}
END_TEST

START_TEST(so_it_may_for_bad_records)
{
    size_t failed = 0;
    while (fail_once(bad[_i].data, bad[_i].status, failed))
        failed++;
    ck_assert_uint_gt(failed, 0);
}
END_TEST

START_TEST(a_warm_payload_allocates_nothing)
{
    struct reading reading;
    size_t calls;
    begin(&reading);
    read_row(&reading, RICH);
    calls = reading.memory.calls;
    expect_good("again", read_row(&reading, RICH), RICH_WRITTEN);
    ck_assert_uint_eq(reading.memory.calls, calls);
    end(&reading);
}
END_TEST

int main(void)
{
    return RUN_SUITE("payload", EACH(good_records_are_read, good),
                     EACH(bad_records_are_told_of, bad),
                     EACH(after_a_bad_one_the_next_is_read, bad), EACH(base64_is_strict, texts),
                     EACH(blocks_may_end_anywhere, good), EACH(so_may_those_of_bad_records, bad),
                     { each_block_must_be_base64, 3 }, EACH(limits_hold, limits),
                     ONCE(strings_have_a_limit), ONCE(a_long_string_must_be_one),
                     ONCE(unknown_members_are_kept_when_the_outer_record_keeps_them),
                     EACH(each_allocation_may_fail, good), EACH(so_it_may_for_bad_records, bad),
                     ONCE(a_warm_payload_allocates_nothing));
}
