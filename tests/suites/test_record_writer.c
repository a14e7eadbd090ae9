/* The record writer: every type of value and every member of a record, compact and pretty. */
#include "record_writer.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (const unsigned char *)literal, sizeof(literal) - 1                                        \
    }

struct writing {
    struct test_allocator memory;
    struct ddbstream_buffer text;
    struct record_writer writer;
};

static void begin(struct writing *writing, bool pretty)
{
    test_allocator_init(&writing->memory);
    ddbs_buffer_init(&writing->text, &writing->memory.allocator);
    ddbs_record_writer_init(&writing->writer, &writing->memory.allocator);
    ddbs_json_writer_init(&writing->writer.json, &writing->text, pretty);
}

static void end(struct writing *writing)
{
    ddbs_record_writer_release(&writing->writer);
    ddbs_buffer_release(&writing->text);
    test_allocator_check_empty(&writing->memory);
}

static void expect_written(const char *row, const struct writing *writing, const char *want)
{
    struct json text = json(want);
    expect_status(row, writing->writer.json.status, DDBSTREAM_OK);
    expect_text(row, ddbstream_buffer_text(&writing->text).data, text.data);
}

/* Values. */

static const ddbstream_string strings[] = { TEXT("b"), TEXT(""), TEXT("b") };
static const ddbstream_string numbers[] = { TEXT("1"), TEXT("-2.50e+3") };
static const ddbstream_bytes binaries[] = { BYTES("a"), BYTES(""), BYTES("abc") };

static const ddbstream_value scalars[] = {
    { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("x") },
    { .type = DDBSTREAM_TYPE_L },
    { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1") },
};

static const ddbstream_attribute attributes[] = {
    { TEXT("b"), { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1") } },
    { TEXT("a \"b\"\n"), { .type = DDBSTREAM_TYPE_M } },
    { TEXT(""), { .type = DDBSTREAM_TYPE_L, .as.list = { scalars, 3 } } },
};

static const struct {
    const char *name;
    ddbstream_value value;
    const char *compact, *pretty;
} values[] = {
    { "S",
      { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("text") },
      "{'S':'text'}",
      "{\n    'S': 'text'\n}" },
    { "S, empty",
      { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("") },
      "{'S':''}",
      "{\n    'S': ''\n}" },
    { "S with what must be escaped",
      { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("\"\\/\b\f\n\r\t\x01\x7f") },
      "{'S':'`'``/`b`f`n`r`t`u0001\x7f'}",
      "{\n    'S': '`'``/`b`f`n`r`t`u0001\x7f'\n}" },
    { "S with NUL inside",
      { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("a\0b") },
      "{'S':'a`u0000b'}",
      "{\n    'S': 'a`u0000b'\n}" },
    { "S with UTF-8",
      { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("\xc3\xa9\xf0\x9f\x98\x80") },
      "{'S':'\xc3\xa9\xf0\x9f\x98\x80'}",
      "{\n    'S': '\xc3\xa9\xf0\x9f\x98\x80'\n}" },
    { "N, as it came",
      { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("-249.50E+05") },
      "{'N':'-249.50E+05'}",
      "{\n    'N': '-249.50E+05'\n}" },
    { "B",
      { .type = DDBSTREAM_TYPE_B, .as.binary = BYTES("\xff\x00\x01") },
      "{'B':'/wAB'}",
      "{\n    'B': '/wAB'\n}" },
    { "B with padding",
      { .type = DDBSTREAM_TYPE_B, .as.binary = BYTES("a") },
      "{'B':'YQ=='}",
      "{\n    'B': 'YQ=='\n}" },
    { "B, empty",
      { .type = DDBSTREAM_TYPE_B, .as.binary = BYTES("") },
      "{'B':''}",
      "{\n    'B': ''\n}" },
    { "BOOL",
      { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = true },
      "{'BOOL':true}",
      "{\n    'BOOL': true\n}" },
    { "BOOL, false",
      { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = false },
      "{'BOOL':false}",
      "{\n    'BOOL': false\n}" },
    { "NULL",
      { .type = DDBSTREAM_TYPE_NULL, .as.null = true },
      "{'NULL':true}",
      "{\n    'NULL': true\n}" },
    { "NULL that is false",
      { .type = DDBSTREAM_TYPE_NULL, .as.null = false },
      "{'NULL':false}",
      "{\n    'NULL': false\n}" },
    { "SS, in order and with what came twice",
      { .type = DDBSTREAM_TYPE_SS, .as.string_set = { strings, 3 } },
      "{'SS':['b','','b']}",
      "{\n    'SS': [\n        'b',\n        '',\n        'b'\n    ]\n}" },
    { "SS, empty", { .type = DDBSTREAM_TYPE_SS }, "{'SS':[]}", "{\n    'SS': []\n}" },
    { "NS",
      { .type = DDBSTREAM_TYPE_NS, .as.number_set = { numbers, 2 } },
      "{'NS':['1','-2.50e+3']}",
      "{\n    'NS': [\n        '1',\n        '-2.50e+3'\n    ]\n}" },
    { "NS, empty", { .type = DDBSTREAM_TYPE_NS }, "{'NS':[]}", "{\n    'NS': []\n}" },
    { "BS",
      { .type = DDBSTREAM_TYPE_BS, .as.binary_set = { binaries, 3 } },
      "{'BS':['YQ==','','YWJj']}",
      "{\n    'BS': [\n        'YQ==',\n        '',\n        'YWJj'\n    ]\n}" },
    { "BS, empty", { .type = DDBSTREAM_TYPE_BS }, "{'BS':[]}", "{\n    'BS': []\n}" },
    { "L",
      { .type = DDBSTREAM_TYPE_L, .as.list = { scalars, 3 } },
      "{'L':[{'S':'x'},{'L':[]},{'N':'1'}]}",
      "{\n"
      "    'L': [\n"
      "        {\n"
      "            'S': 'x'\n"
      "        },\n"
      "        {\n"
      "            'L': []\n"
      "        },\n"
      "        {\n"
      "            'N': '1'\n"
      "        }\n"
      "    ]\n"
      "}" },
    { "L, empty", { .type = DDBSTREAM_TYPE_L }, "{'L':[]}", "{\n    'L': []\n}" },
    { "M",
      { .type = DDBSTREAM_TYPE_M, .as.map = { attributes, 3 } },
      "{'M':{'b':{'N':'1'},'a `'b`'`n':{'M':{}},'':{'L':[{'S':'x'},{'L':[]},{'N':'1'}]}}}",
      "{\n"
      "    'M': {\n"
      "        'b': {\n"
      "            'N': '1'\n"
      "        },\n"
      "        'a `'b`'`n': {\n"
      "            'M': {}\n"
      "        },\n"
      "        '': {\n"
      "            'L': [\n"
      "                {\n"
      "                    'S': 'x'\n"
      "                },\n"
      "                {\n"
      "                    'L': []\n"
      "                },\n"
      "                {\n"
      "                    'N': '1'\n"
      "                }\n"
      "            ]\n"
      "        }\n"
      "    }\n"
      "}" },
    { "M, empty", { .type = DDBSTREAM_TYPE_M }, "{'M':{}}", "{\n    'M': {}\n}" },
};

START_TEST(values_are_written_compact)
{
    struct writing writing;
    begin(&writing, false);
    ddbs_write_value(&writing.writer, &values[_i].value);
    expect_written(values[_i].name, &writing, values[_i].compact);
    end(&writing);
}
END_TEST

START_TEST(values_are_written_pretty)
{
    struct writing writing;
    begin(&writing, true);
    ddbs_write_value(&writing.writer, &values[_i].value);
    expect_written(values[_i].name, &writing, values[_i].pretty);
    end(&writing);
}
END_TEST

START_TEST(values_follow_each_other)
{
    struct writing writing;
    begin(&writing, false);
    ddbs_json_open(&writing.writer.json, '[');
    ddbs_write_value(&writing.writer, &values[_i].value);
    ddbs_write_value(&writing.writer, &scalars[0]);
    ddbs_json_close(&writing.writer.json, ']');
    ck_assert_int_eq(writing.writer.json.status, DDBSTREAM_OK);
    ck_assert_ptr_nonnull(strstr(writing.text.data, ",{\"S\":\"x\"}]"));
    end(&writing);
}
END_TEST

/* Nesting. */

enum { LEVELS = 1000 };

/* Lists and maps in turn; the innermost one is empty. */
struct nest {
    ddbstream_value values[LEVELS];
    ddbstream_attribute attributes[LEVELS];
};

static const ddbstream_value *fill_nest(struct nest *nest)
{
    memset(nest, 0, sizeof *nest);
    nest->values[0].type = DDBSTREAM_TYPE_L;
    for (size_t i = 1; i < LEVELS; i++) {
        bool is_map = i % 2 == 1;
        nest->values[i].type = is_map ? DDBSTREAM_TYPE_M : DDBSTREAM_TYPE_L;
        nest->attributes[i] = (ddbstream_attribute){ TEXT("a"), nest->values[i - 1] };
        if (is_map)
            nest->values[i].as.map = (ddbstream_map){ &nest->attributes[i], 1 };
        else
            nest->values[i].as.list = (ddbstream_list){ &nest->values[i - 1], 1 };
    }
    return &nest->values[LEVELS - 1];
}

START_TEST(values_nest_without_end)
{
    static const size_t pair = sizeof "{'M':{'a':{'L':[" - 1 + sizeof "]}}}" - 1;
    static struct nest nest;
    struct writing writing;
    begin(&writing, false);
    ddbs_write_value(&writing.writer, fill_nest(&nest));
    ck_assert_int_eq(writing.writer.json.status, DDBSTREAM_OK);
    ck_assert_uint_eq(writing.text.length, pair * LEVELS / 2);
    ck_assert_ptr_nonnull(strstr(writing.text.data, "{\"M\":{\"a\":{\"L\":[]}}}"));
    end(&writing);
}
END_TEST

/* What can't be written. */

static const ddbstream_string bad_strings[] = { TEXT("good"), TEXT("\xff") };
static const ddbstream_attribute bad_names[] = { { TEXT("\xed\xa0\x80"), { 0 } } };
static const ddbstream_value no_types[] = { { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("x") },
                                            { .type = 0 } };
static const ddbstream_attribute without_type[] = { { TEXT("a"), { .type = 0 } } };

static const struct {
    const char *name;
    ddbstream_value value;
    ddbstream_status status;
} bad[] = {
    { "type 0", { .type = 0 }, DDBSTREAM_ERROR_VALUE },
    { "a type after the last", { .type = DDBSTREAM_TYPE_BS + 1 }, DDBSTREAM_ERROR_VALUE },
    { "a negative type", { .type = (ddbstream_type)-1 }, DDBSTREAM_ERROR_VALUE },
    { "no type inside a list",
      { .type = DDBSTREAM_TYPE_L, .as.list = { no_types, 2 } },
      DDBSTREAM_ERROR_VALUE },
    { "no type inside a map",
      { .type = DDBSTREAM_TYPE_M, .as.map = { without_type, 1 } },
      DDBSTREAM_ERROR_VALUE },
    { "bad UTF-8 in S",
      { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("a\xc3") },
      DDBSTREAM_ERROR_TEXT },
    { "bad UTF-8 in a set",
      { .type = DDBSTREAM_TYPE_SS, .as.string_set = { bad_strings, 2 } },
      DDBSTREAM_ERROR_TEXT },
    { "a surrogate in a name",
      { .type = DDBSTREAM_TYPE_M, .as.map = { bad_names, 1 } },
      DDBSTREAM_ERROR_TEXT },
};

START_TEST(what_cannot_be_written_is_said)
{
    struct writing writing;
    begin(&writing, false);
    ddbs_write_value(&writing.writer, &bad[_i].value);
    expect_status(bad[_i].name, writing.writer.json.status, bad[_i].status);
    end(&writing);
}
END_TEST

START_TEST(after_it_the_writer_writes_again)
{
    struct writing writing;
    begin(&writing, false);
    ddbs_write_value(&writing.writer, &bad[_i].value);
    ddbstream_buffer_clear(&writing.text);
    ddbs_json_writer_init(&writing.writer.json, &writing.text, false);
    ddbs_write_value(&writing.writer, &scalars[0]);
    expect_written(bad[_i].name, &writing, "{'S':'x'}");
    end(&writing);
}
END_TEST

/* Records. A size of -1 is absent, so each row sets one. */

#define NO_SIZE .size_bytes = -1

static const struct {
    const char *name;
    ddbstream_record record;
    const char *compact;
} records[] = {
    { "nothing there", { NO_SIZE }, "{'dynamodb':{}}" },
    { "awsRegion",
      { NO_SIZE, .aws_region = TEXT("us-east-1") },
      "{'awsRegion':'us-east-1','dynamodb':{}}" },
    { "eventID", { NO_SIZE, .event_id = TEXT("12ab") }, "{'dynamodb':{},'eventID':'12ab'}" },
    { "eventName, as it came",
      { NO_SIZE, .event_name = DDBSTREAM_EVENT_OTHER, .event_name_text = TEXT("Insert\n") },
      "{'dynamodb':{},'eventName':'Insert`n'}" },
    { "eventSource",
      { NO_SIZE, .event_source = TEXT("aws:dynamodb") },
      "{'dynamodb':{},'eventSource':'aws:dynamodb'}" },
    { "eventVersion, empty",
      { NO_SIZE, .event_version = TEXT("") },
      "{'dynamodb':{},'eventVersion':''}" },
    { "eventSourceARN",
      { NO_SIZE, .event_source_arn = TEXT("arn:aws:dynamodb:x") },
      "{'dynamodb':{},'eventSourceARN':'arn:aws:dynamodb:x'}" },
    { "userIdentity, empty",
      { NO_SIZE, .user_identity = { .presence = DDBSTREAM_PRESENT } },
      "{'dynamodb':{},'userIdentity':{}}" },
    { "userIdentity, null",
      { NO_SIZE, .user_identity = { .presence = DDBSTREAM_NULL } },
      "{'dynamodb':{},'userIdentity':null}" },
    { "userIdentity",
      { NO_SIZE, .user_identity = { DDBSTREAM_PRESENT, TEXT("Service"), TEXT("x") } },
      "{'dynamodb':{},'userIdentity':{'type':'Service','principalId':'x'}}" },
    { "a time in seconds",
      { NO_SIZE, .approximate_creation_time = { 1689103530, 0, TEXT("1689103530000") } },
      "{'dynamodb':{'ApproximateCreationDateTime':1689103530}}" },
    { "a time with a fraction",
      { NO_SIZE, .approximate_creation_time = { 1559320290, 838000000, TEXT("x") } },
      "{'dynamodb':{'ApproximateCreationDateTime':1559320290.838}}" },
    { "a time to the nanosecond",
      { NO_SIZE, .approximate_creation_time = { 0, 1, TEXT("x") } },
      "{'dynamodb':{'ApproximateCreationDateTime':0.000000001}}" },
    { "SequenceNumber",
      { NO_SIZE, .sequence_number = TEXT("100000000006899888825") },
      "{'dynamodb':{'SequenceNumber':'100000000006899888825'}}" },
    { "SizeBytes", { .size_bytes = 126 }, "{'dynamodb':{'SizeBytes':126}}" },
    { "SizeBytes of 0", { .size_bytes = 0 }, "{'dynamodb':{'SizeBytes':0}}" },
    { "SizeBytes, the largest",
      { .size_bytes = INT64_MAX },
      "{'dynamodb':{'SizeBytes':9223372036854775807}}" },
    { "StreamViewType, as it came",
      { NO_SIZE, .stream_view_type = DDBSTREAM_VIEW_OTHER, .stream_view_type_text = TEXT("new") },
      "{'dynamodb':{'StreamViewType':'new'}}" },
    { "Keys",
      { NO_SIZE, .keys = { DDBSTREAM_PRESENT, { attributes, 1 } } },
      "{'dynamodb':{'Keys':{'b':{'N':'1'}}}}" },
    { "NewImage, empty",
      { NO_SIZE, .new_image = { .presence = DDBSTREAM_PRESENT } },
      "{'dynamodb':{'NewImage':{}}}" },
    { "OldImage, null",
      { NO_SIZE, .old_image = { .presence = DDBSTREAM_NULL } },
      "{'dynamodb':{'OldImage':null}}" },
    { "all images",
      { NO_SIZE, .keys = { DDBSTREAM_PRESENT, { attributes, 2 } },
        .new_image = { DDBSTREAM_PRESENT, { attributes, 1 } },
        .old_image = { DDBSTREAM_PRESENT, { attributes + 1, 1 } } },
      "{'dynamodb':{'Keys':{'b':{'N':'1'},'a `'b`'`n':{'M':{}}},'NewImage':{'b':{'N':'1'}},"
      "'OldImage':{'a `'b`'`n':{'M':{}}}}}" },
    { "everything, in the fixed order",
      { .aws_region = TEXT("1"),
        .event_id = TEXT("2"),
        .event_name_text = TEXT("3"),
        .event_source = TEXT("4"),
        .event_version = TEXT("5"),
        .event_source_arn = TEXT("6"),
        .user_identity = { DDBSTREAM_PRESENT, TEXT("7"), TEXT("8") },
        .approximate_creation_time = { 9, 0, TEXT("9") },
        .keys = { DDBSTREAM_PRESENT, { attributes, 1 } },
        .new_image = { DDBSTREAM_PRESENT, { NULL, 0 } },
        .old_image = { DDBSTREAM_NULL, { NULL, 0 } },
        .sequence_number = TEXT("10"),
        .size_bytes = 11,
        .stream_view_type_text = TEXT("12") },
      "{'awsRegion':'1','dynamodb':{'ApproximateCreationDateTime':9,'Keys':{'b':{'N':'1'}},"
      "'NewImage':{},'OldImage':null,'SequenceNumber':'10','SizeBytes':11,'StreamViewType':'12'},"
      "'eventID':'2','eventName':'3','eventSource':'4','eventVersion':'5','eventSourceARN':'6',"
      "'userIdentity':{'type':'7','principalId':'8'}}" },
};

START_TEST(records_are_written)
{
    struct writing writing;
    begin(&writing, false);
    ddbs_write_record(&writing.writer, &records[_i].record);
    expect_written(records[_i].name, &writing, records[_i].compact);
    end(&writing);
}
END_TEST

static const struct {
    uint32_t bit;
    const char *compact;
} nulls[] = {
    { DDBSTREAM_MEMBER_AWS_REGION, "{'awsRegion':null,'dynamodb':{},'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_EVENT_ID, "{'dynamodb':{},'eventID':null,'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_EVENT_NAME, "{'dynamodb':{},'eventName':null,'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_EVENT_SOURCE, "{'dynamodb':{},'eventSource':null,'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_EVENT_VERSION, "{'dynamodb':{},'eventVersion':null,'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_EVENT_SOURCE_ARN,
      "{'dynamodb':{},'eventSourceARN':null,'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_CREATION_TIME,
      "{'dynamodb':{'ApproximateCreationDateTime':null},'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_SEQUENCE_NUMBER, "{'dynamodb':{'SequenceNumber':null},'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_SIZE_BYTES, "{'dynamodb':{'SizeBytes':null},'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_STREAM_VIEW_TYPE, "{'dynamodb':{'StreamViewType':null},'userIdentity':{}}" },
    { DDBSTREAM_MEMBER_IDENTITY_TYPE, "{'dynamodb':{},'userIdentity':{'type':null}}" },
    { DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID,
      "{'dynamodb':{},'userIdentity':{'principalId':null}}" },
};

START_TEST(nulls_are_written)
{
    const ddbstream_record record = { NO_SIZE, .user_identity = { .presence = DDBSTREAM_PRESENT },
                                      .null_members = nulls[_i].bit };
    struct writing writing;
    begin(&writing, false);
    ddbs_write_record(&writing.writer, &record);
    expect_written(nulls[_i].compact, &writing, nulls[_i].compact);
    end(&writing);
}
END_TEST

static const ddbstream_record bad_records[] = {
    { .aws_region = TEXT("\xff") },
    { .event_id = TEXT("\xff") },
    { .user_identity = { DDBSTREAM_PRESENT, { NULL, 0 }, TEXT("\xff") } },
    { .sequence_number = TEXT("\xff") },
    { .old_image = { DDBSTREAM_PRESENT, { bad_names, 1 } } },
};

START_TEST(bad_text_in_a_record_is_said)
{
    struct writing writing;
    begin(&writing, false);
    ddbs_write_record(&writing.writer, &bad_records[_i]);
    ck_assert_int_eq(writing.writer.json.status, DDBSTREAM_ERROR_TEXT);
    end(&writing);
}
END_TEST

START_TEST(a_record_is_written_pretty)
{
    struct writing writing;
    begin(&writing, true);
    ddbs_write_record(&writing.writer, &records[1].record);
    expect_written("pretty", &writing,
                   "{\n"
                   "    'awsRegion': 'us-east-1',\n"
                   "    'dynamodb': {}\n"
                   "}");
    end(&writing);
}
END_TEST

/* Memory. */

static bool fail_once(const ddbstream_value *value, size_t skipped)
{
    struct writing writing;
    bool has_failed;
    begin(&writing, true);
    test_allocator_fail(&writing.memory, skipped, true);
    ddbs_write_value(&writing.writer, value);
    has_failed = writing.writer.json.status == DDBSTREAM_ERROR_MEMORY;
    ck_assert_int_eq(writing.writer.json.status,
                     has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    ck_assert(has_failed == (writing.memory.failures > 0));
    end(&writing);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    static struct nest nest;
    const ddbstream_value *value = fill_nest(&nest);
    size_t failed = 0;
    while (fail_once(value, failed))
        failed++;
    ck_assert_uint_gt(failed, 6);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "record_writer", EACH(values_are_written_compact, values),
        EACH(values_are_written_pretty, values), EACH(values_follow_each_other, values),
        ONCE(values_nest_without_end), EACH(what_cannot_be_written_is_said, bad),
        EACH(after_it_the_writer_writes_again, bad), EACH(records_are_written, records),
        EACH(nulls_are_written, nulls), EACH(bad_text_in_a_record_is_said, bad_records),
        ONCE(a_record_is_written_pretty), ONCE(each_allocation_may_fail));
}
