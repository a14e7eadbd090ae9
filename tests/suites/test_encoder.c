/* The encoder: records, images, values and text as JSON, each in one write, and what can't be. */
#include <ddbstream/encoder.h>

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

/* What the sink was given. */
struct sunk {
    struct json text;
    size_t writes;
    int answer;
};

struct encoding {
    struct test_allocator memory;
    struct sunk sunk;
    ddbstream_encoder *encoder;
};

static int sink(const char *data, size_t length, void *user)
{
    struct sunk *sunk = user;
    ck_assert_uint_lt(length, ROW_ROOM);
    memcpy(sunk->text.data, data, length);
    sunk->text.data[length] = '\0';
    sunk->text.length = length;
    sunk->writes++;
    return sunk->answer;
}

static ddbstream_encoder_options with(const ddbstream_allocator *allocator)
{
    ddbstream_encoder_options options = DDBSTREAM_ENCODER_OPTIONS_INIT;
    options.allocator = allocator;
    return options;
}

static void begin(struct encoding *encoding)
{
    ddbstream_encoder_options options = with(&encoding->memory.allocator);
    encoding->sunk = (struct sunk){ .writes = 0 };
    test_allocator_init(&encoding->memory);
    ck_assert_int_eq(ddbstream_encoder_create(&encoding->encoder,
                                              (ddbstream_sink){ sink, &encoding->sunk }, &options),
                     DDBSTREAM_OK);
}

static void end(struct encoding *encoding)
{
    ddbstream_encoder_free(encoding->encoder);
    test_allocator_check_empty(&encoding->memory);
}

/* That the last call has written so much, in one write, and nothing behind it. */
static void expect_sunk(const char *row, struct sunk *sunk, const char *want)
{
    struct json text = json(want);
    expect_text(row, sunk->text.data, text.data);
    expect_number(row, sunk->text.length, text.length);
    expect_number(row, sunk->writes, 1);
    sunk->writes = 0;
}

/* What each call is given in a row: one of the four. */
struct given {
    const ddbstream_record *record;
    const ddbstream_image *image;
    const ddbstream_value *value;
    const ddbstream_string *text;
};

static ddbstream_status encode(ddbstream_encoder *encoder, const struct given *given)
{
    if (given->record != NULL)
        return ddbstream_encoder_record(encoder, given->record);
    if (given->image != NULL)
        return ddbstream_encoder_image(encoder, given->image);
    if (given->value != NULL)
        return ddbstream_encoder_value(encoder, given->value);
    return ddbstream_encoder_string(encoder, *given->text);
}

/* Things to encode. */

static const ddbstream_value inner[] = {
    { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1.50") },
    { .type = DDBSTREAM_TYPE_M },
};
static const ddbstream_attribute attributes[] = {
    { TEXT("total"), { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1") } },
    { TEXT("a \"b\""), { .type = DDBSTREAM_TYPE_L, .as.list = { inner, 2 } } },
};
static const ddbstream_image absent = { DDBSTREAM_ABSENT, { attributes, 1 } };
static const ddbstream_image null = { DDBSTREAM_NULL, { attributes, 1 } };
static const ddbstream_image empty = { DDBSTREAM_PRESENT, { NULL, 0 } };
static const ddbstream_image present = { DDBSTREAM_PRESENT, { attributes, 2 } };
static const ddbstream_value string = { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("x\n") };
static const ddbstream_value list = { .type = DDBSTREAM_TYPE_L, .as.list = { inner, 2 } };
static const ddbstream_value no_list = { .type = DDBSTREAM_TYPE_L };
static const ddbstream_value binary = { .type = DDBSTREAM_TYPE_B,
                                        .as.binary = { (const unsigned char *)"a", 1 } };
static const ddbstream_value false_null = { .type = DDBSTREAM_TYPE_NULL, .as.null = false };
static const ddbstream_string text = TEXT("caf\xc3\xa9 \"\\\x01");
static const ddbstream_string no_text = { NULL, 0 }, empty_text = TEXT(""), nul = TEXT("a\0b");

#define NOTHING .size_bytes = -1

static const ddbstream_record bare = { NOTHING };
static const ddbstream_record images = {
    NOTHING,
    .keys = { DDBSTREAM_PRESENT, { attributes, 1 } },
    .new_image = { DDBSTREAM_NULL, { NULL, 0 } },
    .old_image = { DDBSTREAM_PRESENT, { NULL, 0 } },
};
static const ddbstream_record nulls = {
    NOTHING,
    .user_identity.presence = DDBSTREAM_NULL,
    .null_members = DDBSTREAM_MEMBER_EVENT_ID | DDBSTREAM_MEMBER_SEQUENCE_NUMBER
                    | DDBSTREAM_MEMBER_CREATION_TIME,
};
static const ddbstream_record full = {
    .aws_region = TEXT("r"),
    .event_id = TEXT("1"),
    .event_name_text = TEXT("INSERT"),
    .event_source = TEXT("s"),
    .event_version = TEXT("v"),
    .event_source_arn = TEXT("arn"),
    .user_identity = { DDBSTREAM_PRESENT, TEXT("t"), TEXT("p") },
    .approximate_creation_time = { 1, 500000000, TEXT("1500") },
    .sequence_number = TEXT("12"),
    .size_bytes = 0,
    .stream_view_type_text = TEXT("KEYS_ONLY"),
};

/* What only Kinesis or an export has is not written. */
static const ddbstream_record elsewhere = {
    NOTHING,
    .table_name = TEXT("t"),
    .creation_time_precision = TEXT("MICROSECOND"),
    .kinesis = { .presence = DDBSTREAM_PRESENT, .event_id = TEXT("1") },
    .export_metadata = { DDBSTREAM_PRESENT, { attributes, 1 } },
    .checkpoint = TEXT("12"),
};

/* One at each level. The delivery's and Kinesis's have no object that is written. */
static const ddbstream_unknown_member unknown_members[] = {
    { DDBSTREAM_LEVEL_CHANGE, TEXT("c"), TEXT("[1,{}]") },
    { DDBSTREAM_LEVEL_RECORD, TEXT("r"), TEXT("null") },
    { DDBSTREAM_LEVEL_DOCUMENT, TEXT("d"), TEXT("1") },
    { DDBSTREAM_LEVEL_IDENTITY, TEXT("i"), TEXT("\"x\"") },
    { DDBSTREAM_LEVEL_DELIVERY, TEXT("v"), TEXT("2") },
    { DDBSTREAM_LEVEL_KINESIS, TEXT("k"), TEXT("3") },
    { DDBSTREAM_LEVEL_RECORD, TEXT("\"q\"\n"), TEXT("2.50") },
};
static const ddbstream_record unknown = {
    NOTHING,
    .event_id = TEXT("1"),
    .user_identity = { DDBSTREAM_PRESENT, TEXT("t"), { NULL, 0 } },
    .sequence_number = TEXT("12"),
    .unknown = { unknown_members, COUNT_OF(unknown_members) },
};
static const ddbstream_record unknown_alone = {
    NOTHING,
    .unknown = { unknown_members, COUNT_OF(unknown_members) },
};

static const struct {
    const char *name;
    struct given given;
    const char *written;
} rows[] = {
    { "a record with nothing", { .record = &bare }, "{'dynamodb':{}}" },
    { "images present, null, empty and absent",
      { .record = &images },
      "{'dynamodb':{'Keys':{'total':{'N':'1'}},'NewImage':null,'OldImage':{}}}" },
    { "nulls",
      { .record = &nulls },
      "{'dynamodb':{'ApproximateCreationDateTime':null,'SequenceNumber':null},'eventID':null,"
      "'userIdentity':null}" },
    { "all members",
      { .record = &full },
      "{'awsRegion':'r','dynamodb':{'ApproximateCreationDateTime':1.5,'SequenceNumber':'12',"
      "'SizeBytes':0,'StreamViewType':'KEYS_ONLY'},'eventID':'1','eventName':'INSERT',"
      "'eventSource':'s','eventVersion':'v','eventSourceARN':'arn','userIdentity':{'type':'t',"
      "'principalId':'p'}}" },
    { "what has no place in a Lambda event", { .record = &elsewhere }, "{'dynamodb':{}}" },
    { "unknown members, each in its object",
      { .record = &unknown },
      "{'dynamodb':{'SequenceNumber':'12','c':[1,{}]},'eventID':'1','userIdentity':{'type':'t',"
      "'i':'x'},'r':null,'`'q`'`n':2.50}" },
    { "unknown members, where nothing else is",
      { .record = &unknown_alone },
      "{'dynamodb':{'c':[1,{}]},'r':null,'`'q`'`n':2.50}" },
    { "an absent image", { .image = &absent }, "null" },
    { "a null image", { .image = &null }, "null" },
    { "an empty image", { .image = &empty }, "{}" },
    { "an image",
      { .image = &present },
      "{'total':{'N':'1'},'a `'b`'':{'L':[{'N':'1.50'},{'M':{}}]}}" },
    { "a value", { .value = &string }, "{'S':'x`n'}" },
    { "a list", { .value = &list }, "{'L':[{'N':'1.50'},{'M':{}}]}" },
    { "an empty list", { .value = &no_list }, "{'L':[]}" },
    { "bytes", { .value = &binary }, "{'B':'YQ=='}" },
    { "NULL that is false", { .value = &false_null }, "{'NULL':false}" },
    { "text", { .text = &text }, "'caf\xc3\xa9 `'```u0001'" },
    { "no text", { .text = &no_text }, "null" },
    { "empty text", { .text = &empty_text }, "''" },
    { "text with NUL", { .text = &nul }, "'a`u0000b'" },
};

START_TEST(each_is_written_in_one_go)
{
    struct encoding encoding;
    begin(&encoding);
    expect_status(rows[_i].name, encode(encoding.encoder, &rows[_i].given), DDBSTREAM_OK);
    expect_sunk(rows[_i].name, &encoding.sunk, rows[_i].written);
    end(&encoding);
}
END_TEST

START_TEST(calls_do_not_touch_each_other)
{
    struct encoding encoding;
    begin(&encoding);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ck_assert_int_eq(encode(encoding.encoder, &rows[i].given), DDBSTREAM_OK);
        expect_sunk(rows[i].name, &encoding.sunk, rows[i].written);
        ck_assert_int_eq(encode(encoding.encoder, &rows[_i].given), DDBSTREAM_OK);
        expect_sunk(rows[_i].name, &encoding.sunk, rows[_i].written);
    }
    end(&encoding);
}
END_TEST

/* What can't be written. */

static const ddbstream_value no_type = { .type = 0 }, no_such_type = { .type = 11 };
static const ddbstream_value bad_string = { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("\xff") };
static const ddbstream_value typeless_values[] = {
    { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1") },
    { .type = 0 },
};
static const ddbstream_value typeless_list = { .type = DDBSTREAM_TYPE_L,
                                               .as.list = { typeless_values, 2 } };
static const ddbstream_attribute typeless = { TEXT("a"), { .type = 0 } };
static const ddbstream_attribute bad_name = { TEXT("\xc3"), { .type = DDBSTREAM_TYPE_L } };
static const ddbstream_image typeless_image = { DDBSTREAM_PRESENT, { &typeless, 1 } };
static const ddbstream_image bad_image = { DDBSTREAM_PRESENT, { &bad_name, 1 } };
static const ddbstream_record typeless_record = { NOTHING, .old_image = { DDBSTREAM_PRESENT,
                                                                          { &typeless, 1 } } };
static const ddbstream_record bad_record = { NOTHING, .event_id = TEXT("\xed\xa0\x80") };
static const ddbstream_unknown_member bad_member = { DDBSTREAM_LEVEL_RECORD, TEXT("\xff"),
                                                     TEXT("1") };
static const ddbstream_record bad_unknown = { NOTHING, .unknown = { &bad_member, 1 } };
static const ddbstream_string bad_text = TEXT("a\xff");

static const struct {
    const char *name;
    struct given given;
    ddbstream_status status;
} refused[] = {
    { "a value without a type", { .value = &no_type }, DDBSTREAM_ERROR_VALUE },
    { "a value of no known type", { .value = &no_such_type }, DDBSTREAM_ERROR_VALUE },
    { "such a value in a list", { .value = &typeless_list }, DDBSTREAM_ERROR_VALUE },
    { "such a value in an image", { .image = &typeless_image }, DDBSTREAM_ERROR_VALUE },
    { "such a value in a record", { .record = &typeless_record }, DDBSTREAM_ERROR_VALUE },
    { "a value that is not UTF-8", { .value = &bad_string }, DDBSTREAM_ERROR_TEXT },
    { "an attribute's name that is not", { .image = &bad_image }, DDBSTREAM_ERROR_TEXT },
    { "a record's text that is not", { .record = &bad_record }, DDBSTREAM_ERROR_TEXT },
    { "an unknown member's name that is not", { .record = &bad_unknown }, DDBSTREAM_ERROR_TEXT },
    { "a text that is not", { .text = &bad_text }, DDBSTREAM_ERROR_TEXT },
};

START_TEST(nothing_is_written_of_what_cannot_be)
{
    struct encoding encoding;
    begin(&encoding);
    expect_status(refused[_i].name, encode(encoding.encoder, &refused[_i].given),
                  refused[_i].status);
    expect_number(refused[_i].name, encoding.sunk.writes, 0);
    expect_status("the next", encode(encoding.encoder, &rows[0].given), DDBSTREAM_OK);
    expect_sunk("the next", &encoding.sunk, rows[0].written);
    end(&encoding);
}
END_TEST

static const int answers[] = { 1, -1, 42 };

START_TEST(a_sink_may_fail)
{
    struct encoding encoding;
    begin(&encoding);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        encoding.sunk.answer = answers[_i];
        expect_status(rows[i].name, encode(encoding.encoder, &rows[i].given),
                      DDBSTREAM_ERROR_WRITE);
        expect_number(rows[i].name, encoding.sunk.writes, 1);
        encoding.sunk.writes = 0;
        encoding.sunk.answer = 0;
        expect_status(rows[i].name, encode(encoding.encoder, &rows[i].given), DDBSTREAM_OK);
        expect_sunk(rows[i].name, &encoding.sunk, rows[i].written);
    }
    end(&encoding);
}
END_TEST

/* Arguments. */

static const ddbstream_allocator without[] = {
    { NULL, test_reallocate, test_release, NULL },
    { test_allocate, NULL, test_release, NULL },
    { test_allocate, test_reallocate, NULL, NULL },
};

START_TEST(half_an_allocator_is_refused)
{
    ddbstream_encoder *encoder = (ddbstream_encoder *)&encoder;
    ddbstream_encoder_options options = with(&without[_i]);
    ck_assert_int_eq(ddbstream_encoder_create(&encoder, (ddbstream_sink){ sink, NULL }, &options),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(encoder);
}
END_TEST

START_TEST(options_without_a_size_are_refused)
{
    ddbstream_encoder *encoder = (ddbstream_encoder *)&encoder;
    ddbstream_encoder_options options = with(NULL);
    for (options.size = 0; options.size < sizeof options.size; options.size++) {
        ck_assert_int_eq(
            ddbstream_encoder_create(&encoder, (ddbstream_sink){ sink, NULL }, &options),
            DDBSTREAM_ERROR_ARGUMENT);
        ck_assert_ptr_null(encoder);
    }
}
END_TEST

/* What is behind its end is not known to this version, and not looked at. */
START_TEST(options_may_be_of_another_size)
{
    struct {
        ddbstream_encoder_options known;
        char unknown[8];
    } newer = { with(NULL), "unknown" };
    ddbstream_encoder_options older = { .size = sizeof older.size, .allocator = &without[0] };
    ddbstream_encoder *encoder;
    newer.known.size = sizeof newer;
    ck_assert_int_eq(
        ddbstream_encoder_create(&encoder, (ddbstream_sink){ sink, NULL }, &newer.known),
        DDBSTREAM_OK);
    ddbstream_encoder_free(encoder);
    ck_assert_int_eq(ddbstream_encoder_create(&encoder, (ddbstream_sink){ sink, NULL }, &older),
                     DDBSTREAM_OK);
    ddbstream_encoder_free(encoder);
}
END_TEST

START_TEST(null_is_refused)
{
    struct encoding encoding;
    ddbstream_encoder *encoder = (ddbstream_encoder *)&encoder;
    begin(&encoding);
    ck_assert_int_eq(ddbstream_encoder_create(NULL, (ddbstream_sink){ sink, NULL }, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_create(&encoder, (ddbstream_sink){ NULL, NULL }, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(encoder);
    ck_assert_int_eq(ddbstream_encoder_record(NULL, &bare), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_record(encoding.encoder, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_image(NULL, &present), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_image(encoding.encoder, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_value(NULL, &list), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_value(encoding.encoder, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_string(NULL, text), DDBSTREAM_ERROR_ARGUMENT);
    ddbstream_encoder_free(NULL);
    ck_assert_uint_eq(encoding.sunk.writes, 0);
    end(&encoding);
}
END_TEST

START_TEST(by_default_memory_is_the_c_librarys)
{
    struct sunk sunk = { .writes = 0 };
    ddbstream_encoder *encoder;
    ck_assert_int_eq(ddbstream_encoder_create(&encoder, (ddbstream_sink){ sink, &sunk }, NULL),
                     DDBSTREAM_OK);
    ck_assert_int_eq(encode(encoder, &rows[_i].given), DDBSTREAM_OK);
    expect_sunk(rows[_i].name, &sunk, rows[_i].written);
    ddbstream_encoder_free(encoder);
}
END_TEST

/* Memory. */

static bool fail_once(int row, size_t skipped)
{
    struct encoding encoding;
    ddbstream_status status;
    bool has_failed;
    begin(&encoding);
    test_allocator_fail(&encoding.memory, skipped, false);
    status = encode(encoding.encoder, &rows[row].given);
    has_failed = encoding.memory.failures > 0;
    expect_status(rows[row].name, status, has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    expect_number(rows[row].name, encoding.sunk.writes, !has_failed);
    encoding.sunk.writes = 0;
    expect_status(rows[row].name, encode(encoding.encoder, &rows[row].given), DDBSTREAM_OK);
    expect_sunk(rows[row].name, &encoding.sunk, rows[row].written);
    end(&encoding);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(_i, failed))
        failed++;
    ck_assert_uint_gt(failed, 0);
}
END_TEST

START_TEST(creating_may_fail)
{
    struct test_allocator memory;
    ddbstream_encoder *encoder = (ddbstream_encoder *)&encoder;
    ddbstream_encoder_options options;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 0, false);
    options = with(&memory.allocator);
    ck_assert_int_eq(ddbstream_encoder_create(&encoder, (ddbstream_sink){ sink, NULL }, &options),
                     DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(encoder);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(a_warm_encoder_allocates_nothing)
{
    struct encoding encoding;
    size_t calls;
    begin(&encoding);
    encode(encoding.encoder, &rows[_i].given);
    calls = encoding.memory.calls;
    ck_assert_int_eq(encode(encoding.encoder, &rows[_i].given), DDBSTREAM_OK);
    ck_assert_uint_eq(encoding.memory.calls, calls);
    end(&encoding);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "encoder", EACH(each_is_written_in_one_go, rows), EACH(calls_do_not_touch_each_other, rows),
        EACH(nothing_is_written_of_what_cannot_be, refused), EACH(a_sink_may_fail, answers),
        EACH(half_an_allocator_is_refused, without), ONCE(options_without_a_size_are_refused),
        ONCE(options_may_be_of_another_size), ONCE(null_is_refused),
        EACH(by_default_memory_is_the_c_librarys, rows), EACH(each_allocation_may_fail, rows),
        ONCE(creating_may_fail), EACH(a_warm_encoder_allocates_nothing, rows));
}
