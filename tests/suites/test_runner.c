/* The runner: which records a handler gets, what is reported of those that fail, and which events
 * must be answered with an error. */
#include <ddbstream/runner.h>

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

#define R(number) "{'dynamodb':{'SequenceNumber':'" number "'}}"
#define BAD(number) "{'dynamodb':{'SequenceNumber':'" number "','Keys':{'a':{'N':'x'}}}}"
#define NAMELESS "{'dynamodb':{}}"
#define EVENT(records) "{'Records':[" records "]}"
#define NOTHING "{'batchItemFailures':[]}"
#define ITEM(number) "{'batchItemFailures':[{'itemIdentifier':'" number "'}]}"

/* A handler that fails at records whose position is in the mask. */
struct handling {
    unsigned fails;
    struct json handled; /* the positions, a digit each */
    size_t errors;
};

static int handle(const ddbstream_record *record, void *user)
{
    struct handling *handling = user;
    char digit[2] = { (char)('0' + record->index), '\0' };
    json_append(&handling->handled, digit);
    return (handling->fails >> record->index & 1) != 0 ? 7 : 0;
}

static int count_error(const ddbstream_error *error, void *user)
{
    (void)error;
    ((struct handling *)user)->errors++;
    return 0;
}

static const struct {
    const char *name, *event;
    unsigned fails;
    bool goes_on;
    ddbstream_status status;
    const char *handled, *reply; /* NULL: none may be sent */
    bool has_error;
} rows[] = {
    { "no records", EVENT(""), 0, false, DDBSTREAM_OK, "", NOTHING, false },
    { "null for records", "{'Records':null}", 0, false, DDBSTREAM_OK, "", NOTHING, false },
    { "all go well", EVENT(R("1") "," R("2")), 0, false, DDBSTREAM_OK, "01", NOTHING, false },
    { "the first fails", EVENT(R("1") "," R("2")), 1, false, DDBSTREAM_OK, "0", ITEM("1"), false },
    { "the second fails", EVENT(R("1") "," R("2") "," R("3")), 2, false, DDBSTREAM_OK, "01",
      ITEM("2"), false },
    { "the second fails, and it goes on", EVENT(R("1") "," R("2") "," R("3")), 2, true,
      DDBSTREAM_OK, "012", ITEM("2"), false },
    { "several fail", EVENT(R("1") "," R("2") "," R("3")), 6, true, DDBSTREAM_OK, "012", ITEM("2"),
      false },
    { "the lowest comes last", EVENT(R("30") "," R("4") "," R("29")), 7, true, DDBSTREAM_OK, "012",
      ITEM("4"), false },
    { "numbers of 22 digits and 21",
      EVENT(R("1000000000000000000000") "," R("999999999999999999999")), 3, true, DDBSTREAM_OK,
      "01", ITEM("999999999999999999999"), false },
    { "one can't be decoded", EVENT(R("1") "," BAD("2") "," R("3")), 0, false, DDBSTREAM_OK, "0",
      ITEM("2"), true },
    { "one can't be decoded, and it goes on", EVENT(R("1") "," BAD("2") "," R("3")), 0, true,
      DDBSTREAM_OK, "02", ITEM("2"), true },
    { "a lower one fails behind it", EVENT(BAD("2") "," R("1")), 2, true, DDBSTREAM_OK, "1",
      ITEM("1"), false },
    { "a lower one behind it can't be decoded either", EVENT(R("2") "," BAD("1")), 1, true,
      DDBSTREAM_OK, "0", ITEM("1"), true },
    { "a failure without a number", EVENT(R("1") "," NAMELESS), 2, false, DDBSTREAM_ERROR_ABSENT,
      "01", NULL, true },
    { "an empty number", EVENT(R("")), 1, false, DDBSTREAM_ERROR_ABSENT, "0", NULL, true },
    { "one without a number can't be decoded", EVENT(R("1") ",7," R("2")), 0, true,
      DDBSTREAM_ERROR_ABSENT, "0", NULL, true },
    { "no number, but no failure", EVENT(NAMELESS "," NAMELESS), 0, false, DDBSTREAM_OK, "01",
      NOTHING, false },
    { "a broken event", EVENT(R("1") "," R("2") "]"), 0, false, DDBSTREAM_ERROR_JSON, "01", NULL,
      true },
    { "a failure, and then it breaks", EVENT(R("1") "," R("2") "]"), 1, true, DDBSTREAM_ERROR_JSON,
      "01", NULL, true },
    { "a failure, and nobody sees it break", EVENT(R("1") "," R("2") "]"), 1, false, DDBSTREAM_OK,
      "0", ITEM("1"), false },
    { "cut short", "{'Records':[" R("1") ",", 0, false, DDBSTREAM_ERROR_TRUNCATED, "0", NULL,
      true },
    { "no event", "{'a':1}", 0, false, DDBSTREAM_ERROR_DOCUMENT, "", NULL, true },
    { "something wrong around the records", "{'window':7,'Records':[" R("1") "]}", 0, false,
      DDBSTREAM_OK, "0", NOTHING, false },
    { "from Kinesis", EVENT("{'kinesis':{'sequenceNumber':'49','data':'eyJkeW5hbW9kYiI6e319'}}"), 1,
      false, DDBSTREAM_OK, "0", ITEM("49"), false },
    { "from Kinesis, not to be decoded", EVENT("{'kinesis':{'data':'','sequenceNumber':'49'}}"), 0,
      false, DDBSTREAM_OK, "", ITEM("49"), true },
};

static ddbstream_runner *create(struct handling *handling, bool goes_on,
                                const ddbstream_allocator *allocator)
{
    ddbstream_options decoding = DDBSTREAM_OPTIONS_INIT;
    ddbstream_runner_options options = DDBSTREAM_RUNNER_OPTIONS_INIT;
    ddbstream_runner *runner;
    decoding.allocator = allocator;
    decoding.on_error = count_error;
    options.decoding = &decoding;
    options.goes_on = goes_on;
    ck_assert_int_eq(ddbstream_runner_create(&runner, handle, handling, &options), DDBSTREAM_OK);
    return runner;
}

static void expect_reply(const char *row, ddbstream_runner *runner, const char *wanted)
{
    struct json text = json(wanted != NULL ? wanted : "");
    ddbstream_buffer *buffer;
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, NULL), DDBSTREAM_OK);
    expect_status(row, ddbstream_runner_reply(runner, ddbstream_sink_buffer(buffer)),
                  wanted != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_ARGUMENT);
    expect_text(row, ddbstream_buffer_text(buffer).data, text.data);
    ddbstream_buffer_free(buffer);
}

static ddbstream_status run(ddbstream_runner *runner, const char *row)
{
    struct json event = json(row);
    char *copy = exact_copy(event.data, event.length);
    ddbstream_status status = ddbstream_runner_run(runner, copy, event.length);
    free(copy);
    return status;
}

/* The one that the reply names. */
static void expect_checkpoint(const char *row, const ddbstream_runner *runner, const char *reply)
{
    ddbstream_string checkpoint = ddbstream_runner_checkpoint(runner);
    if (reply == NULL)
        return;
    ck_assert_msg((checkpoint.data == NULL) == (strcmp(reply, NOTHING) == 0), "%s", row);
    ck_assert_msg(checkpoint.data == NULL || strstr(reply, checkpoint.data) != NULL, "%s", row);
}

static void expect_row(ddbstream_runner *runner, struct handling *handling, int row)
{
    const char *name = rows[row].name;
    handling->fails = rows[row].fails;
    handling->handled = json("");
    expect_status(name, run(runner, rows[row].event), rows[row].status);
    expect_text(name, handling->handled.data, rows[row].handled);
    expect_reply(name, runner, rows[row].reply);
    expect_checkpoint(name, runner, rows[row].reply);
    ck_assert_msg((ddbstream_runner_error(runner) != NULL) == rows[row].has_error, "%s", name);
}

START_TEST(records_are_handled_and_failures_reported)
{
    struct handling handling = { 0 };
    ddbstream_runner *runner = create(&handling, rows[_i].goes_on, NULL);
    expect_row(runner, &handling, _i);
    ddbstream_runner_free(runner);
}
END_TEST

/* Whatever came of the last one. */
START_TEST(a_runner_serves_again)
{
    struct handling handling = { 0 };
    ddbstream_runner *runner = create(&handling, rows[_i].goes_on, NULL);
    for (int row = 0; row < (int)COUNT_OF(rows); row++)
        if (rows[row].goes_on == rows[_i].goes_on) {
            expect_row(runner, &handling, _i);
            expect_row(runner, &handling, row);
        }
    ddbstream_runner_free(runner);
}
END_TEST

/* Why the run did not end well, whatever else was wrong. */
static const struct {
    const char *event;
    unsigned fails;
    ddbstream_status status;
    const char *line;
} reasons[] = {
    { EVENT("{'eventID':'e','dynamodb':{}}"), 1, DDBSTREAM_ERROR_ABSENT,
      "record 0, byte 12: the record has failed, and has no sequence number to report (eventID "
      "e)" },
    { EVENT(R("300") "," BAD("20") "," R("")), 4, DDBSTREAM_ERROR_ABSENT,
      "record 2, byte 110: the record has failed, and has no sequence number to report "
      "(SequenceNumber )" },
    { EVENT(R("1") ",7"), 0, DDBSTREAM_ERROR_ABSENT,
      "record 1, byte 48, $.Records[1]: a record is an object, found a number" },
    { "{'Records':7}", 0, DDBSTREAM_ERROR_DOCUMENT,
      "byte 11, $.Records: expected Records to be an array, found a number" },
};

START_TEST(the_error_is_why_it_failed)
{
    struct handling handling = { .fails = reasons[_i].fails };
    ddbstream_runner *runner = create(&handling, true, NULL);
    char line[256];
    expect_status(reasons[_i].event, run(runner, reasons[_i].event), reasons[_i].status);
    ddbstream_error_line(ddbstream_runner_error(runner), line, sizeof line);
    ck_assert_str_eq(line, reasons[_i].line);
    ddbstream_runner_free(runner);
}
END_TEST

START_TEST(the_error_outlives_the_run)
{
    struct handling handling = { 0 };
    ddbstream_runner *runner = create(&handling, false, NULL);
    const ddbstream_error *error;
    char line[256];
    ck_assert_int_eq(run(runner, EVENT(R("1") "," BAD("2"))), DDBSTREAM_OK);
    error = ddbstream_runner_error(runner);
    ddbstream_error_line(error, line, sizeof line);
    ck_assert_str_eq(line, "record 1, byte 99, $.Records[1].dynamodb.Keys.a.N: the text is no "
                           "number (SequenceNumber 2)");
    ck_assert_str_eq(ddbstream_runner_checkpoint(runner).data, "2");
    ck_assert_uint_eq(handling.errors, 1);
    ddbstream_runner_free(runner);
}
END_TEST

/* State. */

static const struct {
    const char *state;
    ddbstream_status status;
    const char *reply;
} states[] = {
    { "{'a':[1.50,null]}", DDBSTREAM_OK, "{'state':{'a':[1.50,null]},'batchItemFailures':[]}" },
    { "'text'", DDBSTREAM_OK, "{'state':'text','batchItemFailures':[]}" },
    { "", DDBSTREAM_ERROR_TRUNCATED, "{'state':0,'batchItemFailures':[]}" },
    { "{'a':1", DDBSTREAM_ERROR_TRUNCATED, "{'state':0,'batchItemFailures':[]}" },
    { "{}}", DDBSTREAM_ERROR_JSON, "{'state':0,'batchItemFailures':[]}" },
    { "'\xff'", DDBSTREAM_ERROR_TEXT, "{'state':0,'batchItemFailures':[]}" },
};

/* Wherever it stands: a reply without it would end the window's. */
START_TEST(a_failure_hides_no_state)
{
    static const char *const events[] = {
        "{'window':{'start':'a','end':'b'},'state':{'sum':7},'Records':[" R("1") "," R("2") "]}",
        "{'Records':[" R("1") "," R("2") "],'state':{'sum':7},'window':{'start':'a','end':'b'}}",
        "{'Records':[" BAD("1") "," BAD("2") "],'state':{'sum':7},'window':{}}",
    };
    struct handling handling = { .fails = 1 };
    ddbstream_runner *runner = create(&handling, false, NULL);
    for (size_t i = 0; i < COUNT_OF(events); i++) {
        struct json event = json(events[i]);
        const ddbstream_document *document = ddbstream_runner_document(runner);
        ck_assert_int_eq(ddbstream_runner_run(runner, event.data, event.length), DDBSTREAM_OK);
        ck_assert_int_eq(document->window.presence, DDBSTREAM_PRESENT);
        ck_assert_int_eq(ddbstream_runner_set_state(runner, document->state), DDBSTREAM_OK);
        expect_reply(events[i], runner,
                     "{'state':{'sum':7},'batchItemFailures':[{'itemIdentifier':'1'}]}");
    }
    ck_assert_str_eq(handling.handled.data, "00");
    ck_assert_uint_eq(handling.errors, 1);
    ddbstream_runner_free(runner);
}
END_TEST

START_TEST(the_reply_carries_a_state)
{
    struct handling handling = { 0 };
    ddbstream_runner *runner = create(&handling, false, NULL);
    struct json state = json(states[_i].state);
    ddbstream_string zero = { "0", 1 }, text = { state.data, state.length }, none = { NULL, 0 };
    ck_assert_int_eq(run(runner, EVENT("")), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_runner_set_state(runner, zero), DDBSTREAM_OK);
    expect_status(states[_i].state, ddbstream_runner_set_state(runner, text), states[_i].status);
    expect_reply(states[_i].state, runner, states[_i].reply);
    ck_assert_int_eq(ddbstream_runner_set_state(runner, none), DDBSTREAM_OK);
    expect_reply("none", runner, NOTHING);
    ddbstream_runner_free(runner);
}
END_TEST

START_TEST(the_state_of_the_last_event_is_forgotten)
{
    struct handling handling = { 0 };
    ddbstream_runner *runner = create(&handling, false, NULL);
    ck_assert_int_eq(run(runner, "{'state':{'n':1},'Records':[]}"), DDBSTREAM_OK);
    ck_assert_str_eq(ddbstream_runner_document(runner)->state.data, "{\"n\":1}");
    ck_assert_int_eq(ddbstream_runner_set_state(runner, ddbstream_runner_document(runner)->state),
                     DDBSTREAM_OK);
    expect_reply("state", runner, "{'state':{'n':1},'batchItemFailures':[]}");
    ck_assert_int_eq(run(runner, EVENT("")), DDBSTREAM_OK);
    expect_reply("no state", runner, NOTHING);
    ddbstream_runner_free(runner);
}
END_TEST

/* What may fail. */

static int refuse(const char *data, size_t length, void *user)
{
    (void)data;
    (void)length;
    (void)user;
    return 1;
}

START_TEST(a_sink_that_fails_is_told)
{
    struct handling handling = { 0 };
    ddbstream_runner *runner = create(&handling, false, NULL);
    ddbstream_sink sink = { refuse, NULL };
    ck_assert_int_eq(run(runner, EVENT("")), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_runner_reply(runner, sink), DDBSTREAM_ERROR_WRITE);
    ddbstream_runner_free(runner);
}
END_TEST

/* All of an event, of which the n-th allocation fails; whether one did. */
static bool fail_once(const char *event, ddbstream_status expected, size_t skipped)
{
    struct test_allocator memory;
    struct handling handling = { .fails = 1 };
    ddbstream_runner *runner;
    ddbstream_buffer *buffer;
    ddbstream_string state = { "{\"a\":1}", 7 };
    ddbstream_status status;
    bool has_failed;
    test_allocator_init(&memory);
    runner = create(&handling, true, &memory.allocator);
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, NULL), DDBSTREAM_OK);
    test_allocator_fail(&memory, skipped, false);
    status = run(runner, event);
    if (status == DDBSTREAM_OK)
        status = ddbstream_runner_set_state(runner, state);
    if (status == DDBSTREAM_OK)
        status = ddbstream_runner_reply(runner, ddbstream_sink_buffer(buffer));
    has_failed = memory.failures > 0;
    expect_status(event, status, has_failed ? DDBSTREAM_ERROR_MEMORY : expected);
    ck_assert_uint_eq(ddbstream_buffer_text(buffer).length > 0, status == DDBSTREAM_OK);
    ddbstream_buffer_free(buffer);
    ddbstream_runner_free(runner);
    test_allocator_check_empty(&memory);
    return has_failed;
}

static const struct {
    const char *event;
    ddbstream_status status;
} needing[] = {
    { EVENT(R("2") "," BAD("1")), DDBSTREAM_OK },
    { EVENT(R("2") "," NAMELESS ",7"), DDBSTREAM_ERROR_ABSENT },
    { EVENT(R("2") "]"), DDBSTREAM_ERROR_JSON },
    { "{'a':1}", DDBSTREAM_ERROR_DOCUMENT },
};

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(needing[_i].event, needing[_i].status, failed))
        failed++;
    ck_assert_uint_gt(failed, 3);
}
END_TEST

START_TEST(a_runner_may_find_no_memory)
{
    struct test_allocator memory;
    ddbstream_options decoding = DDBSTREAM_OPTIONS_INIT;
    ddbstream_runner_options options = DDBSTREAM_RUNNER_OPTIONS_INIT;
    ddbstream_runner *runner;
    test_allocator_init(&memory);
    decoding.allocator = &memory.allocator;
    options.decoding = &decoding;
    test_allocator_fail(&memory, (size_t)_i, false);
    ck_assert_int_eq(ddbstream_runner_create(&runner, handle, NULL, &options),
                     DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(runner);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(arguments_are_checked)
{
    const ddbstream_allocator half = { test_allocate, test_reallocate, NULL, NULL };
    ddbstream_options without_release = { .size = sizeof without_release, .allocator = &half };
    ddbstream_options too_small = { .size = 1 };
    ddbstream_runner_options options = DDBSTREAM_RUNNER_OPTIONS_INIT;
    ddbstream_runner_options nothing = { .size = 1 };
    struct handling handling = { 0 };
    ddbstream_runner *runner;
    ddbstream_string text = { "0", 1 };
    ddbstream_sink none = { NULL, NULL };
    ck_assert_int_eq(ddbstream_runner_create(NULL, handle, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_runner_create(&runner, NULL, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_runner_create(&runner, handle, NULL, &nothing),
                     DDBSTREAM_ERROR_ARGUMENT);
    options.decoding = &without_release;
    ck_assert_int_eq(ddbstream_runner_create(&runner, handle, NULL, &options),
                     DDBSTREAM_ERROR_ARGUMENT);
    options.decoding = &too_small;
    ck_assert_int_eq(ddbstream_runner_create(&runner, handle, NULL, &options),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(runner);
    ck_assert_int_eq(ddbstream_runner_run(NULL, "", 0), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_runner_set_state(NULL, text), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(ddbstream_runner_checkpoint(NULL).data);
    ck_assert_ptr_null(ddbstream_runner_error(NULL));
    ck_assert_ptr_null(ddbstream_runner_document(NULL));
    ddbstream_runner_free(NULL);
    runner = create(&handling, false, NULL);
    expect_reply("no run", runner, NULL);
    ck_assert_int_eq(run(runner, EVENT("")), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_runner_set_state(runner, (ddbstream_string){ NULL, 3 }),
                     DDBSTREAM_OK);
    expect_reply("no state", runner, NOTHING);
    ck_assert_int_eq(ddbstream_runner_reply(runner, none), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_runner_run(runner, NULL, 3), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_runner_error(runner)->status, DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_runner_reply(NULL, none), DDBSTREAM_ERROR_ARGUMENT);
    ddbstream_runner_free(runner);
}
END_TEST

int main(void)
{
    return RUN_SUITE("runner", EACH(records_are_handled_and_failures_reported, rows),
                     EACH(a_runner_serves_again, rows), EACH(the_error_is_why_it_failed, reasons),
                     ONCE(the_error_outlives_the_run), ONCE(a_failure_hides_no_state),
                     EACH(the_reply_carries_a_state, states),
                     ONCE(the_state_of_the_last_event_is_forgotten),
                     ONCE(a_sink_that_fails_is_told), EACH(each_allocation_may_fail, needing),
                     { a_runner_may_find_no_memory, 2 }, ONCE(arguments_are_checked));
}
