/* The log: the exact line of every entry, one write a line, and what can't be written. */
#include <ddbstream/log.h>

#include <time.h>

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

struct logging {
    struct test_allocator memory;
    struct sunk sunk;
    ddbstream_log *log;
};

static int sink(const char *data, size_t length, void *user)
{
    struct sunk *sunk = user;
    struct json piece = { .length = length };
    ck_assert_uint_lt(length, ROW_ROOM);
    ck_assert_msg(memchr(data, '\0', length) == NULL, "there is a NUL in the line");
    memcpy(piece.data, data, length);
    json_append(&sunk->text, piece.data);
    sunk->writes++;
    return sunk->answer;
}

/* 2023-05-19 02:30:49 and a little */
static ddbstream_time fixed_clock(void *user)
{
    size_t *calls = user;
    if (calls != NULL)
        (*calls)++;
    return (ddbstream_time){ .seconds = 1684463449, .nanoseconds = 123999999 };
}

static void begin_with(struct logging *logging, ddbstream_log_options options)
{
    logging->sunk = (struct sunk){ .writes = 0 };
    test_allocator_init(&logging->memory);
    options.allocator = &logging->memory.allocator;
    ck_assert_int_eq(
        ddbstream_log_create(&logging->log, (ddbstream_sink){ sink, &logging->sunk }, &options),
        DDBSTREAM_OK);
}

static ddbstream_log_options fixed_options(void)
{
    ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    options.clock = fixed_clock;
    return options;
}

static void begin(struct logging *logging)
{
    begin_with(logging, fixed_options());
}

static void end(struct logging *logging)
{
    ddbstream_log_free(logging->log);
    test_allocator_check_empty(&logging->memory);
}

/* That one line was written, in one write. */
static void expect_line(const char *row, const struct sunk *sunk, const char *want)
{
    struct json line = json(want);
    json_append(&line, "\n");
    expect_text(row, sunk->text.data, line.data);
    expect_number(row, sunk->writes, 1);
}

/* Entries. All but the ends of the lines are in the rows. */

#define AT ",'log_timestamp':'2023-05-19 02:30:49'}"
#define HEAD "{'log_code':'C','log_msg':'M','log_level':'INFO'"
#define ENTRY .size = sizeof(ddbstream_log_entry)
#define INFO ENTRY, .level = DDBSTREAM_LOG_INFO, .code = "C", .message = "M"
#define KEYS(array) .keys = array, .key_count = COUNT_OF(array)

static const ddbstream_attribute attributes[] = {
    { TEXT("a"), { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1.50") } },
};
static const ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = { attributes, 1 } };

static const ddbstream_record record = {
    .event_id = TEXT("12ab"),
    .approximate_creation_time = { 1559320290, 838000000, TEXT("1559320290.838") },
    .keys = { DDBSTREAM_PRESENT, { attributes, 1 } },
    .old_image = { DDBSTREAM_NULL, { NULL, 0 } },
    .sequence_number = TEXT("10"),
    .size_bytes = -1,
    .null_members = DDBSTREAM_MEMBER_AWS_REGION,
};

#define RECORD                                                                                     \
    "'record':{'awsRegion':null,'dynamodb':{'ApproximateCreationDateTime':1559320290.838,"         \
    "'Keys':{'a':{'N':'1.50'}},'OldImage':null,'SequenceNumber':'10'},'eventID':'12ab'}"

static const ddbstream_log_key text_key[] = {
    { "order", DDBSTREAM_LOG_KEY_TEXT, { .text = TEXT("a \"b\"") } },
};
static const ddbstream_log_key no_text_key[] = {
    { "order", DDBSTREAM_LOG_KEY_TEXT, { .text = { NULL, 0 } } },
};
static const ddbstream_log_key integer_keys[] = {
    { "count", DDBSTREAM_LOG_KEY_INTEGER, { .integer = 0 } },
    { "least", DDBSTREAM_LOG_KEY_INTEGER, { .integer = INT64_MIN } },
    { "most", DDBSTREAM_LOG_KEY_INTEGER, { .integer = INT64_MAX } },
};
static const ddbstream_log_key boolean_keys[] = {
    { "yes", DDBSTREAM_LOG_KEY_BOOLEAN, { .boolean = true } },
    { "no", DDBSTREAM_LOG_KEY_BOOLEAN, { .boolean = false } },
};
static const ddbstream_log_key value_key[] = {
    { "value", DDBSTREAM_LOG_KEY_VALUE, { .value = &value } },
};
static const ddbstream_log_key no_value_key[] = {
    { "value", DDBSTREAM_LOG_KEY_VALUE, { .value = NULL } },
};
static const ddbstream_log_key odd_names[] = {
    { "", DDBSTREAM_LOG_KEY_INTEGER, { .integer = 1 } },
    { "\"\\\n", DDBSTREAM_LOG_KEY_INTEGER, { .integer = 2 } },
    { "caf\xc3\xa9", DDBSTREAM_LOG_KEY_INTEGER, { .integer = 3 } },
};

static const struct {
    const char *name;
    ddbstream_log_entry entry;
    const char *line;
} entries[] = {
    { "no records", DDBSTREAM_LOG_NO_RECORDS_ENTRY,
      "{'log_code':'DynamoDBStream','log_msg':'there are no records found','log_level':'INFO'" AT },
    { "a record entry without a record", DDBSTREAM_LOG_RECORD_ENTRY,
      "{'log_code':'DynamoDBStreamRecord','log_msg':'Events from the DynamoDB Table',"
      "'log_level':'INFO'" AT },
    { "level OK", DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_OK, "C", "M"),
      "{'log_code':'C','log_msg':'M','log_level':'OK'" AT },
    { "level INFO", DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_INFO, "C", "M"), HEAD AT },
    { "level DEBUG", DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_DEBUG, "C", "M"),
      "{'log_code':'C','log_msg':'M','log_level':'DEBUG'" AT },
    { "level ERROR", DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_ERROR, "C", "M"),
      "{'log_code':'C','log_msg':'M','log_level':'ERROR'" AT },
    { "neither code nor message", DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_OK, NULL, NULL),
      "{'log_code':'','log_msg':'','log_level':'OK'" AT },
    { "an error",
      { INFO, .error = "it broke" },
      "{'log_code':'C','log_msg':'M','log_errmsg':'it broke','log_level':'INFO'" AT },
    { "an empty error",
      { INFO, .error = "" },
      "{'log_code':'C','log_msg':'M','log_errmsg':'','log_level':'INFO'" AT },
    { "a record", { INFO, .record = &record }, HEAD ",'log_keys':{" RECORD "}" AT },
    { "a text key", { INFO, KEYS(text_key) }, HEAD ",'log_keys':{'order':'a `'b`''}" AT },
    { "a text key without text",
      { INFO, KEYS(no_text_key) },
      HEAD ",'log_keys':{'order':null}" AT },
    { "integer keys",
      { INFO, KEYS(integer_keys) },
      HEAD ",'log_keys':{'count':0,'least':-9223372036854775808,'most':9223372036854775807}" AT },
    { "boolean keys", { INFO, KEYS(boolean_keys) }, HEAD ",'log_keys':{'yes':true,'no':false}" AT },
    { "a value key",
      { INFO, KEYS(value_key) },
      HEAD ",'log_keys':{'value':{'M':{'a':{'N':'1.50'}}}}" AT },
    { "a value key without a value",
      { INFO, KEYS(no_value_key) },
      HEAD ",'log_keys':{'value':null}" AT },
    { "keys with odd names",
      { INFO, KEYS(odd_names) },
      HEAD ",'log_keys':{'':1,'`'```n':2,'caf\xc3\xa9':3}" AT },
    { "a record and keys after it",
      { INFO, .record = &record, KEYS(boolean_keys) },
      HEAD ",'log_keys':{" RECORD ",'yes':true,'no':false}" AT },
    { "keys with a count of 0", { INFO, .keys = text_key, .key_count = 0 }, HEAD AT },
    { "a timestamp", { INFO, .timestamp = "then" }, HEAD ",'log_timestamp':'then'}" },
    { "an empty timestamp", { INFO, .timestamp = "" }, HEAD ",'log_timestamp':''}" },
    { "line ends and control characters in every text",
      { ENTRY, .level = DDBSTREAM_LOG_OK, .code = "a\nb", .message = "\r\n\t", .error = "\x1b[0m",
        .timestamp = "\x01\x7f" },
      "{'log_code':'a`nb','log_msg':'`r`n`t','log_errmsg':'`u001b[0m','log_level':'OK',"
      "'log_timestamp':'`u0001\x7f'}" },
    { "quotes and backslashes",
      { ENTRY, .level = DDBSTREAM_LOG_OK, .code = "\"", .message = "\\n", .timestamp = "\"}" },
      "{'log_code':'`'','log_msg':'``n','log_level':'OK','log_timestamp':'`'}'}" },
    { "other alphabets",
      { ENTRY, .code = "\xe2\x82\xac", .message = "\xf0\x9f\x98\x80" },
      "{'log_code':'\xe2\x82\xac','log_msg':'\xf0\x9f\x98\x80','log_level':'OK'" AT },
};

START_TEST(entries_become_lines)
{
    struct logging logging;
    begin(&logging);
    expect_status(entries[_i].name, ddbstream_log_write(logging.log, &entries[_i].entry),
                  DDBSTREAM_OK);
    expect_line(entries[_i].name, &logging.sunk, entries[_i].line);
    end(&logging);
}
END_TEST

START_TEST(each_line_is_a_write_of_its_own)
{
    struct logging logging;
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[_i].entry), DDBSTREAM_OK);
    logging.sunk.text.length = 0;
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    ck_assert_uint_eq(logging.sunk.writes, 2);
    logging.sunk.writes = 1;
    expect_line(entries[_i].name, &logging.sunk, entries[0].line);
    end(&logging);
}
END_TEST

START_TEST(a_record_has_its_standard_line)
{
    struct logging logging;
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_record(logging.log, &record), DDBSTREAM_OK);
    expect_line("record", &logging.sunk,
                "{'log_code':'DynamoDBStreamRecord','log_msg':'Events from the DynamoDB Table',"
                "'log_level':'INFO','log_keys':{" RECORD "}" AT);
    end(&logging);
}
END_TEST

/* Records with every member absent, null and present are the record writer's to write; here they
 * need only stand in the line. */
static const struct {
    ddbstream_record record;
    const char *keys;
} records[] = {
    { { .size_bytes = -1 }, "{'record':{'dynamodb':{}}}" },
    { { .size_bytes = -1,
        .keys = { .presence = DDBSTREAM_NULL },
        .new_image = { .presence = DDBSTREAM_NULL },
        .old_image = { .presence = DDBSTREAM_NULL },
        .user_identity = { .presence = DDBSTREAM_NULL },
        .null_members = UINT32_MAX },
      "{'record':{'awsRegion':null,'dynamodb':{'ApproximateCreationDateTime':null,'Keys':null,"
      "'NewImage':null,'OldImage':null,'SequenceNumber':null,'SizeBytes':null,"
      "'StreamViewType':null},'eventID':null,'eventName':null,'eventSource':null,"
      "'eventVersion':null,'eventSourceARN':null,'userIdentity':null}}" },
    { { .aws_region = TEXT("us-east-1"),
        .event_id = TEXT("12ab"),
        .event_name = DDBSTREAM_EVENT_REMOVE,
        .event_name_text = TEXT("REMOVE"),
        .event_source = TEXT("aws:dynamodb"),
        .event_version = TEXT("1.1"),
        .event_source_arn = TEXT("arn"),
        .user_identity = { DDBSTREAM_PRESENT, TEXT("Service"), TEXT("dynamodb.amazonaws.com") },
        .approximate_creation_time = { 1689103530, 0, TEXT("1.68910353E9") },
        .keys = { DDBSTREAM_PRESENT, { attributes, 1 } },
        .new_image = { DDBSTREAM_PRESENT, { NULL, 0 } },
        .old_image = { DDBSTREAM_PRESENT, { attributes, 1 } },
        .sequence_number = TEXT("100000000006899888825"),
        .size_bytes = 126,
        .stream_view_type_text = TEXT("NEW_AND_OLD_IMAGES") },
      "{'record':{'awsRegion':'us-east-1','dynamodb':{'ApproximateCreationDateTime':1689103530,"
      "'Keys':{'a':{'N':'1.50'}},'NewImage':{},'OldImage':{'a':{'N':'1.50'}},"
      "'SequenceNumber':'100000000006899888825','SizeBytes':126,"
      "'StreamViewType':'NEW_AND_OLD_IMAGES'},'eventID':'12ab','eventName':'REMOVE',"
      "'eventSource':'aws:dynamodb','eventVersion':'1.1','eventSourceARN':'arn',"
      "'userIdentity':{'type':'Service','principalId':'dynamodb.amazonaws.com'}}}" },
};

START_TEST(records_stand_in_the_line)
{
    struct json line = json(HEAD ",'log_keys':"), keys = json(records[_i].keys), rest = json(AT);
    ddbstream_log_entry entry = { INFO, .record = &records[_i].record };
    struct logging logging;
    json_append(&line, keys.data);
    json_append(&line, rest.data);
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entry), DDBSTREAM_OK);
    expect_line("record", &logging.sunk, line.data);
    end(&logging);
}
END_TEST

/* The members that Amazon looks for. */

#define AMAZON(level)                                                                              \
    "'log_timestamp':'2023-05-19 02:30:49','timestamp':'2023-05-19T02:30:49.123Z','level':'" level \
    "'"

static const struct {
    ddbstream_log_level level;
    const char *request_id, *line;
} amazon[] = {
    { DDBSTREAM_LOG_OK, NULL,
      "{'log_code':'C','log_msg':'M','log_level':'OK'," AMAZON("INFO") "}" },
    { DDBSTREAM_LOG_INFO, NULL,
      "{'log_code':'C','log_msg':'M','log_level':'INFO'," AMAZON("INFO") "}" },
    { DDBSTREAM_LOG_DEBUG, "",
      "{'log_code':'C','log_msg':'M','log_level':'DEBUG'," AMAZON("DEBUG") "}" },
    { DDBSTREAM_LOG_ERROR, "79104EXAMPLE",
      "{'log_code':'C','log_msg':'M','log_level':'ERROR'," AMAZON(
          "ERROR") ",'requestId':'79104EXAMPLE'}" },
    { DDBSTREAM_LOG_INFO, "a \"b\"\n",
      "{'log_code':'C','log_msg':'M','log_level':'INFO'," AMAZON(
          "INFO") ",'requestId':'a `'b`'`n'}" },
};

static void begin_amazon(struct logging *logging)
{
    ddbstream_log_options options = fixed_options();
    options.amazon_fields = true;
    begin_with(logging, options);
}

START_TEST(amazon_finds_its_members)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_ENTRY(amazon[_i].level, "C", "M");
    struct logging logging;
    begin_amazon(&logging);
    ck_assert_int_eq(ddbstream_log_set_request_id(logging.log, amazon[_i].request_id),
                     DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entry), DDBSTREAM_OK);
    expect_line(amazon[_i].line, &logging.sunk, amazon[_i].line);
    end(&logging);
}
END_TEST

START_TEST(a_request_id_replaces_the_last_one)
{
    struct logging logging;
    begin_amazon(&logging);
    ddbstream_log_set_request_id(logging.log, "a much longer id than the one after it");
    ddbstream_log_set_request_id(logging.log, amazon[_i].request_id);
    ddbstream_log_write(logging.log,
                        &(ddbstream_log_entry)DDBSTREAM_LOG_ENTRY(amazon[_i].level, "C", "M"));
    expect_line(amazon[_i].line, &logging.sunk, amazon[_i].line);
    end(&logging);
}
END_TEST

START_TEST(a_timestamp_is_not_amazons)
{
    ddbstream_log_entry entry = { INFO, .timestamp = "then" };
    struct logging logging;
    begin_amazon(&logging);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entry), DDBSTREAM_OK);
    expect_line("then", &logging.sunk,
                HEAD ",'log_timestamp':'then','timestamp':'2023-05-19T02:30:49.123Z',"
                     "'level':'INFO'}");
    end(&logging);
}
END_TEST

START_TEST(without_them_a_request_id_is_not_written)
{
    struct logging logging;
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_set_request_id(logging.log, "id"), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    expect_line("id", &logging.sunk, entries[0].line);
    end(&logging);
}
END_TEST

/* Other options. */

START_TEST(a_pretty_line_is_one_write_too)
{
    ddbstream_log_options options = fixed_options();
    ddbstream_log_entry entry = { INFO, KEYS(boolean_keys) };
    struct logging logging;
    options.pretty = true;
    begin_with(&logging, options);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entry), DDBSTREAM_OK);
    expect_line("pretty", &logging.sunk,
                "{\n"
                "    'log_code': 'C',\n"
                "    'log_msg': 'M',\n"
                "    'log_level': 'INFO',\n"
                "    'log_keys': {\n"
                "        'yes': true,\n"
                "        'no': false\n"
                "    },\n"
                "    'log_timestamp': '2023-05-19 02:30:49'\n"
                "}");
    end(&logging);
}
END_TEST

START_TEST(the_clock_is_asked_only_when_needed)
{
    ddbstream_log_options options = fixed_options();
    ddbstream_log_entry dated = { INFO, .timestamp = "then" };
    size_t calls = 0;
    struct logging logging;
    options.clock_user = &calls;
    begin_with(&logging, options);
    ddbstream_log_write(logging.log, &dated);
    ck_assert_uint_eq(calls, 0);
    ddbstream_log_write(logging.log, &entries[0].entry);
    ck_assert_uint_eq(calls, 1);
    end(&logging);
}
END_TEST

/* One second, the same again, others, and back. */
static const struct {
    ddbstream_time time;
    const char *date;
} seconds[] = {
    { { .seconds = 0 }, "1970-01-01 00:00:00" },
    { { .seconds = 0, .nanoseconds = 999999999 }, "1970-01-01 00:00:00" },
    { { .seconds = 1 }, "1970-01-01 00:00:01" },
    { { .seconds = -1 }, "1969-12-31 23:59:59" },
    { { .seconds = 1684463449 }, "2023-05-19 02:30:49" },
    { { .seconds = 1684463449, .nanoseconds = 1 }, "2023-05-19 02:30:49" },
    { { .seconds = 0 }, "1970-01-01 00:00:00" },
};

static ddbstream_time clock_of_seconds(void *user)
{
    size_t *calls = user;
    return seconds[(*calls)++].time;
}

START_TEST(each_line_has_the_date_of_its_second)
{
    ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    size_t calls = 0;
    struct logging logging;
    options.clock = clock_of_seconds;
    options.clock_user = &calls;
    begin_with(&logging, options);
    for (size_t i = 0; i < COUNT_OF(seconds); i++) {
        char member[64];
        snprintf(member, sizeof member, "\"log_timestamp\":\"%s\"}\n", seconds[i].date);
        logging.sunk.text = json("");
        ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
        ck_assert_msg(strstr(logging.sunk.text.data, member) != NULL, "%zu: %s", i,
                      logging.sunk.text.data);
    }
    ck_assert_uint_eq(calls, COUNT_OF(seconds));
    end(&logging);
}
END_TEST

/* time() would not do: it may lag a tick behind the clock that the log asks. */
static void write_now(char text[64])
{
    struct timespec now;
    ck_assert_int_eq(timespec_get(&now, TIME_UTC), TIME_UTC);
    strftime(text, 64, "%Y-%m-%d %H:%M:%S", gmtime(&now.tv_sec));
}

START_TEST(by_default_the_systems_clock_tells_the_time)
{
    static const ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    char before[64], after[64], *stamp;
    struct logging logging;
    begin_with(&logging, options);
    write_now(before);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    write_now(after);
    stamp = strstr(logging.sunk.text.data, "\"log_timestamp\":\"") + 17;
    stamp[strlen(before)] = '\0';
    ck_assert_msg(strcmp(before, stamp) <= 0 && strcmp(stamp, after) <= 0, "%s", stamp);
    end(&logging);
}
END_TEST

START_TEST(by_default_there_is_malloc)
{
    struct sunk sunk = { .writes = 0 };
    ddbstream_log_entry entry = { INFO, .timestamp = "then" };
    ddbstream_log *log;
    ck_assert_int_eq(ddbstream_log_create(&log, (ddbstream_sink){ sink, &sunk }, NULL),
                     DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_log_write(log, &entry), DDBSTREAM_OK);
    expect_line("malloc", &sunk, HEAD ",'log_timestamp':'then'}");
    ddbstream_log_free(log);
}
END_TEST

/* Structs of other versions. */

START_TEST(members_that_an_older_caller_lacks_have_defaults)
{
    ddbstream_log_options options = fixed_options();
    ddbstream_log_entry entry = { INFO, .error = "not there yet", .timestamp = "nor this" };
    struct logging logging;
    entry.size = offsetof(ddbstream_log_entry, error);
    begin_with(&logging, options);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entry), DDBSTREAM_OK);
    expect_line("older", &logging.sunk, HEAD AT);
    end(&logging);
}
END_TEST

START_TEST(options_of_an_older_caller_have_defaults)
{
    ddbstream_log_options options = fixed_options();
    struct sunk sunk = { .writes = 0 };
    ddbstream_log *log;
    options.pretty = true;
    options.amazon_fields = true;
    options.size = offsetof(ddbstream_log_options, pretty);
    ck_assert_int_eq(ddbstream_log_create(&log, (ddbstream_sink){ sink, &sunk }, &options),
                     DDBSTREAM_OK);
    ddbstream_log_write(log, &(ddbstream_log_entry){ INFO, .timestamp = "then" });
    expect_line("older", &sunk, HEAD ",'log_timestamp':'then'}");
    ddbstream_log_free(log);
}
END_TEST

/* A later version's struct, with a member that this one does not know. */
struct later_entry {
    ddbstream_log_entry known;
    const char *unknown[4];
};

START_TEST(members_that_a_newer_caller_has_are_passed_over)
{
    struct later_entry later = { .known = { INFO }, .unknown = { "x" } };
    struct logging logging;
    later.known.size = sizeof later;
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &later.known), DDBSTREAM_OK);
    expect_line("newer", &logging.sunk, HEAD AT);
    end(&logging);
}
END_TEST

/* What can't be written. */

static const ddbstream_attribute bad_name[] = { { TEXT("\xff"), { .type = DDBSTREAM_TYPE_M } } };
static const ddbstream_value bad_value = { .type = DDBSTREAM_TYPE_M, .as.map = { bad_name, 1 } };
static const ddbstream_value no_type = { .type = 0 };
static const ddbstream_record bad_record = { .event_id = TEXT("\xc3(") };
static const ddbstream_log_key bad_key_name[] = {
    { "\xff", DDBSTREAM_LOG_KEY_INTEGER, { .integer = 1 } },
};
static const ddbstream_log_key nameless_key[] = {
    { NULL, DDBSTREAM_LOG_KEY_INTEGER, { .integer = 1 } },
};
static const ddbstream_log_key bad_key_text[] = {
    { "a", DDBSTREAM_LOG_KEY_TEXT, { .text = TEXT("\xff") } },
};
static const ddbstream_log_key bad_key_value[] = {
    { "a", DDBSTREAM_LOG_KEY_VALUE, { .value = &bad_value } },
};
static const ddbstream_log_key typeless_key[] = {
    { "a", DDBSTREAM_LOG_KEY_VALUE, { .value = &no_type } },
};
static const ddbstream_log_key unknown_key[] = {
    { "a", (ddbstream_log_key_kind)4, { .integer = 1 } },
};

static const struct {
    const char *name;
    ddbstream_log_entry entry;
    ddbstream_status status;
} refused[] = {
    { "bad UTF-8 in the code", { ENTRY, .code = "\xff" }, DDBSTREAM_ERROR_TEXT },
    { "in the message", { ENTRY, .message = "a\xc3" }, DDBSTREAM_ERROR_TEXT },
    { "in the error", { ENTRY, .error = "\xc0\x80" }, DDBSTREAM_ERROR_TEXT },
    { "in the timestamp", { ENTRY, .timestamp = "\xed\xa0\x80" }, DDBSTREAM_ERROR_TEXT },
    { "in the record", { ENTRY, .record = &bad_record }, DDBSTREAM_ERROR_TEXT },
    { "in a key's name", { ENTRY, KEYS(bad_key_name) }, DDBSTREAM_ERROR_TEXT },
    { "in a key's text", { ENTRY, KEYS(bad_key_text) }, DDBSTREAM_ERROR_TEXT },
    { "in a key's value", { ENTRY, KEYS(bad_key_value) }, DDBSTREAM_ERROR_TEXT },
    { "a value without a type", { ENTRY, KEYS(typeless_key) }, DDBSTREAM_ERROR_VALUE },
    { "a key without a name", { ENTRY, KEYS(nameless_key) }, DDBSTREAM_ERROR_ARGUMENT },
    { "an unknown kind of key", { ENTRY, KEYS(unknown_key) }, DDBSTREAM_ERROR_ARGUMENT },
    { "a level below the first",
      { ENTRY, .level = (ddbstream_log_level)-1 },
      DDBSTREAM_ERROR_ARGUMENT },
    { "a level after the last",
      { ENTRY, .level = (ddbstream_log_level)4 },
      DDBSTREAM_ERROR_ARGUMENT },
    { "no size", { .size = 0 }, DDBSTREAM_ERROR_ARGUMENT },
    { "a size too small for itself", { .size = sizeof(size_t) - 1 }, DDBSTREAM_ERROR_ARGUMENT },
    { "a count without keys", { ENTRY, .key_count = 1 }, DDBSTREAM_ERROR_ARGUMENT },
};

START_TEST(of_what_cannot_be_written_nothing_is)
{
    struct logging logging;
    begin(&logging);
    expect_status(refused[_i].name, ddbstream_log_write(logging.log, &refused[_i].entry),
                  refused[_i].status);
    expect_number(refused[_i].name, logging.sunk.writes, 0);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    expect_line(refused[_i].name, &logging.sunk, entries[0].line);
    end(&logging);
}
END_TEST

/* Or no line could be written any more. */
START_TEST(a_request_id_must_be_text)
{
    struct logging logging;
    begin_amazon(&logging);
    ck_assert_int_eq(ddbstream_log_set_request_id(logging.log, "one"), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_log_set_request_id(logging.log, "\xff"), DDBSTREAM_ERROR_TEXT);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    ck_assert_ptr_nonnull(strstr(logging.sunk.text.data, "\"requestId\":\"one\""));
    end(&logging);
}
END_TEST

static const int answers[] = { 1, -1, 12345 };

START_TEST(a_sink_that_fails_is_told)
{
    struct logging logging;
    begin(&logging);
    logging.sunk.answer = answers[_i];
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_ERROR_WRITE);
    ck_assert_int_eq(ddbstream_log_record(logging.log, &record), DDBSTREAM_ERROR_WRITE);
    ck_assert_uint_eq(logging.sunk.writes, 2);
    logging.sunk = (struct sunk){ .answer = 0 };
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    expect_line("again", &logging.sunk, entries[0].line);
    end(&logging);
}
END_TEST

START_TEST(arguments_are_checked)
{
    struct logging logging;
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_write(NULL, &entries[0].entry), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_log_write(logging.log, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_log_record(NULL, &record), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_log_record(logging.log, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_log_set_request_id(NULL, "id"), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_log_set_request_id(NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ddbstream_log_free(NULL);
    ck_assert_uint_eq(logging.sunk.writes, 0);
    end(&logging);
}
END_TEST

static const ddbstream_allocator half = { test_allocate, test_reallocate, NULL, NULL };

static const struct {
    const char *name;
    ddbstream_sink sink;
    ddbstream_log_options options;
} uncreated[] = {
    { "no function in the sink", { NULL, NULL }, DDBSTREAM_LOG_OPTIONS_INIT },
    { "no size", { sink, NULL }, { .size = 0 } },
    { "a size too small for itself", { sink, NULL }, { .size = sizeof(size_t) - 1 } },
    { "half an allocator",
      { sink, NULL },
      { .size = sizeof(ddbstream_log_options), .allocator = &half } },
};

START_TEST(a_log_is_not_made_of_nonsense)
{
    ddbstream_log *log = (ddbstream_log *)&log;
    expect_status(uncreated[_i].name,
                  ddbstream_log_create(&log, uncreated[_i].sink, &uncreated[_i].options),
                  DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(log);
    expect_status("nowhere to put it",
                  ddbstream_log_create(NULL, (ddbstream_sink){ sink, NULL }, NULL),
                  DDBSTREAM_ERROR_ARGUMENT);
}
END_TEST

/* Memory. */

static ddbstream_status create(struct logging *logging)
{
    ddbstream_log_options options = fixed_options();
    options.amazon_fields = true;
    options.allocator = &logging->memory.allocator;
    return ddbstream_log_create(&logging->log, (ddbstream_sink){ sink, &logging->sunk }, &options);
}

static ddbstream_status set_up_and_write(struct logging *logging)
{
    ddbstream_log_entry entry = { INFO, .record = &records[2].record, KEYS(value_key) };
    ddbstream_status status = create(logging);
    if (status == DDBSTREAM_OK)
        status = ddbstream_log_set_request_id(logging->log, "id");
    return status == DDBSTREAM_OK ? ddbstream_log_write(logging->log, &entry) : status;
}

static bool fail_once(size_t skipped)
{
    struct logging logging = { .sunk = { .writes = 0 } };
    ddbstream_status status;
    bool has_failed;
    test_allocator_init(&logging.memory);
    test_allocator_fail(&logging.memory, skipped, false);
    status = set_up_and_write(&logging);
    has_failed = logging.memory.failures > 0;
    ck_assert_int_eq(status, has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    ck_assert_uint_eq(logging.sunk.writes, !has_failed);
    ck_assert((logging.log == NULL) == (has_failed && skipped == 0));
    end(&logging);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(failed))
        failed++;
    ck_assert_uint_gt(failed, 4);
}
END_TEST

START_TEST(after_failing_a_log_writes_again)
{
    struct logging logging;
    begin(&logging);
    test_allocator_fail(&logging.memory, (size_t)_i, true);
    ck_assert_int_eq(ddbstream_log_record(logging.log, &records[2].record), DDBSTREAM_ERROR_MEMORY);
    test_allocator_recover(&logging.memory);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    expect_line("again", &logging.sunk, entries[0].line);
    end(&logging);
}
END_TEST

/* Lines longer by a byte each, until one finds no memory: only its line end does not. */
START_TEST(a_line_without_its_end_is_not_written)
{
    char message[1024] = "";
    ddbstream_log_entry entry = { ENTRY, .message = message };
    struct logging logging;
    size_t length = 0;
    begin(&logging);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entry), DDBSTREAM_OK);
    test_allocator_fail(&logging.memory, 0, true);
    while (ddbstream_log_write(logging.log, &entry) == DDBSTREAM_OK) {
        logging.sunk.text = (struct json){ .length = 0 };
        message[length++] = 'x';
        ck_assert_uint_lt(length, sizeof message);
    }
    ck_assert_uint_gt(length, 0);
    ck_assert_uint_eq(logging.sunk.writes, 1 + length);
    ck_assert_uint_eq(logging.memory.failures, 1);
    end(&logging);
}
END_TEST

START_TEST(an_id_that_finds_no_memory_leaves_the_old_one)
{
    struct logging logging;
    char long_id[1000] = { 0 };
    begin_amazon(&logging);
    memset(long_id, 'x', sizeof long_id - 1);
    ck_assert_int_eq(ddbstream_log_set_request_id(logging.log, "old"), DDBSTREAM_OK);
    test_allocator_fail(&logging.memory, 0, true);
    ck_assert_int_eq(ddbstream_log_set_request_id(logging.log, long_id), DDBSTREAM_ERROR_MEMORY);
    test_allocator_recover(&logging.memory);
    ck_assert_int_eq(ddbstream_log_write(logging.log, &entries[0].entry), DDBSTREAM_OK);
    ck_assert_ptr_nonnull(strstr(logging.sunk.text.data, "\"requestId\":\"old\"}\n"));
    end(&logging);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "log", EACH(entries_become_lines, entries), EACH(each_line_is_a_write_of_its_own, entries),
        ONCE(a_record_has_its_standard_line), EACH(records_stand_in_the_line, records),
        EACH(amazon_finds_its_members, amazon), EACH(a_request_id_replaces_the_last_one, amazon),
        ONCE(a_timestamp_is_not_amazons), ONCE(without_them_a_request_id_is_not_written),
        ONCE(a_pretty_line_is_one_write_too), ONCE(the_clock_is_asked_only_when_needed),
        ONCE(each_line_has_the_date_of_its_second),
        ONCE(by_default_the_systems_clock_tells_the_time), ONCE(by_default_there_is_malloc),
        ONCE(members_that_an_older_caller_lacks_have_defaults),
        ONCE(options_of_an_older_caller_have_defaults),
        ONCE(members_that_a_newer_caller_has_are_passed_over),
        EACH(of_what_cannot_be_written_nothing_is, refused), ONCE(a_request_id_must_be_text),
        EACH(a_sink_that_fails_is_told, answers), ONCE(arguments_are_checked),
        EACH(a_log_is_not_made_of_nonsense, uncreated), ONCE(each_allocation_may_fail),
        { after_failing_a_log_writes_again, 3 }, ONCE(a_line_without_its_end_is_not_written),
        ONCE(an_id_that_finds_no_memory_leaves_the_old_one));
}
