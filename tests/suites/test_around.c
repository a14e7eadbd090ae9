/* What stands around records: every member, wrong ones, unknown ones, and how much is kept. */
#include "around.h"

#include "rows.h"
#include "suite.h"
#include "token_feed.h"

/* Takes each member of the object that a document is, and writes down what is wrong. */
struct taking {
    struct token_feed feed;
    struct around around;
    bool in_value;
    struct json faults; /* "byte 12, $.window: a message\n" */
};

static void note_fault(struct taking *taking)
{
    const struct fault *fault = &taking->around.fault;
    ddbstream_error error = ddbs_fault_error(fault);
    char line[256];
    ddbstream_error_line(&error, line, sizeof line);
    json_append(&taking->faults, line);
    json_append(&taking->faults, "\n");
}

static int hear(void *context, const struct token *token)
{
    struct taking *taking = context;
    enum step step;
    if (!taking->in_value && token->kind != TOKEN_NAME)
        return DDBSTREAM_OK;
    if (taking->in_value)
        step = ddbs_around_take(&taking->around, token);
    else
        step = ddbs_around_begin(&taking->around, token);
    taking->in_value = step == STEP_NEXT;
    if (step == STEP_FAULT)
        note_fault(taking);
    return step == STEP_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
}

static void begin_with(struct taking *taking, bool keeps_unknown, size_t max_bytes)
{
    token_feed_init(&taking->feed, hear, taking);
    ddbs_around_init(&taking->around, &taking->feed.memory.allocator, keeps_unknown, max_bytes);
}

static void begin(struct taking *taking)
{
    begin_with(taking, true, SIZE_MAX);
}

static void end(struct taking *taking)
{
    ddbs_around_release(&taking->around);
    token_feed_release(&taking->feed);
}

/* Another document, after which nothing is left of the last one. */
static ddbstream_status take(struct taking *taking, const char *row)
{
    struct json text = json(row);
    ddbstream_status status;
    taking->in_value = false;
    taking->faults = (struct json){ .length = 0 };
    ddbs_around_reset(&taking->around);
    status = token_feed_text(&taking->feed, text.data, text.length);
    if (status != DDBSTREAM_OK)
        return status;
    return ddbs_around_end(&taking->around) ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
}

/* What a document came to: a line for each thing that is there, in the order of the struct. */

static void tell_text(struct json *told, const char *name, ddbstream_string text)
{
    if (text.data == NULL)
        return;
    ck_assert_uint_eq(strlen(text.data), text.length);
    json_append(told, name);
    json_append(told, text.data);
    json_append(told, "\n");
}

static void tell_number(struct json *told, const char *name, int64_t number, int64_t absent)
{
    char line[64];
    snprintf(line, sizeof line, "%" PRId64, number);
    if (number != absent)
        tell_text(told, name, (ddbstream_string){ line, strlen(line) });
}

static void tell_failure(struct json *told, const ddbstream_failure *failure)
{
    tell_number(told, "request ", failure->request_presence, DDBSTREAM_ABSENT);
    tell_text(told, "requestId ", failure->request_id);
    tell_text(told, "functionArn ", failure->function_arn);
    tell_text(told, "condition ", failure->condition);
    tell_number(told, "invokes ", failure->approximate_invoke_count, -1);
    tell_number(told, "response ", failure->response_presence, DDBSTREAM_ABSENT);
    tell_number(told, "statusCode ", failure->status_code, -1);
    tell_text(told, "executed ", failure->executed_version);
    tell_text(told, "error ", failure->function_error);
    tell_text(told, "version ", failure->version);
    tell_text(told, "timestamp ", failure->timestamp);
    tell_number(told, "batch ", failure->batch_presence, DDBSTREAM_ABSENT);
    tell_text(told, "shard ", failure->shard_id);
    tell_text(told, "from ", failure->start_sequence_number);
    tell_text(told, "to ", failure->end_sequence_number);
    tell_text(told, "first ", failure->approximate_arrival_of_first_record);
    tell_text(told, "last ", failure->approximate_arrival_of_last_record);
    tell_number(told, "size ", failure->batch_size, -1);
    tell_text(told, "streamArn ", failure->stream_arn);
}

static struct json told_of(const ddbstream_document *document)
{
    struct json told = { .length = 0 };
    tell_number(&told, "shape ", document->shape, DDBSTREAM_SHAPE_ANY);
    tell_number(&told, "window ", document->window.presence, DDBSTREAM_ABSENT);
    tell_text(&told, "start ", document->window.start);
    tell_text(&told, "end ", document->window.end);
    tell_text(&told, "state ", document->state);
    tell_text(&told, "shardId ", document->shard_id);
    tell_text(&told, "arn ", document->event_source_arn);
    tell_number(&told, "final ", document->is_final_invoke_for_window, DDBSTREAM_TRUTH_NONE);
    tell_number(&told, "early ", document->is_window_terminated_early, DDBSTREAM_TRUTH_NONE);
    tell_number(&told, "next ", document->next_shard_iterator_presence, DDBSTREAM_ABSENT);
    tell_text(&told, "iterator ", document->next_shard_iterator);
    tell_failure(&told, &document->failure);
    for (size_t i = 0; i < document->unknown.count; i++) {
        ck_assert_int_eq(document->unknown.members[i].level, DDBSTREAM_LEVEL_DOCUMENT);
        tell_text(&told, "unknown ", document->unknown.members[i].name);
        tell_text(&told, "as ", document->unknown.members[i].json);
    }
    return told;
}

static void expect_told(const char *row, const struct taking *taking, const char *want)
{
    struct json text = json(want);
    expect_text(row, told_of(&taking->around.document).data, text.data);
}

/* Members that are as they should be. */

static const struct {
    const char *text, *told;
} good[] = {
    { "{}", "" },
    { "{'window':{'start':'a','end':'b'}}", "window 2\nstart a\nend b\n" },
    { "{'window':{'end':'b'}}", "window 2\nend b\n" },
    { "{'window':{'start':null,'end':null}}", "window 2\n" },
    { "{'window':{}}", "window 2\n" },
    { "{'window':null}", "window 1\n" },
    { "{'window':{'x':{'start':1},'start':'a','y':[{}]}}", "window 2\nstart a\n" },
    { "{'state':{'a':[1, 2.50,{}]}}", "state {'a':[1,2.50,{}]}\n" },
    { "{'state':{}}", "state {}\n" },
    { "{'state':null}", "state null\n" },
    { "{'state':'`u00e9'}", "state '\xc3\xa9'\n" },
    { "{'state':[[],7]}", "state [[],7]\n" },
    { "{'shardId':'s','eventSourceARN':'a'}", "shardId s\narn a\n" },
    { "{'shardId':null,'eventSourceARN':null}", "" },
    { "{'shardId':''}", "shardId \n" },
    { "{'isFinalInvokeForWindow':true,'isWindowTerminatedEarly':false}", "final 2\nearly 1\n" },
    { "{'isFinalInvokeForWindow':false,'isWindowTerminatedEarly':true}", "final 1\nearly 2\n" },
    { "{'isFinalInvokeForWindow':null}", "" },
    { "{'NextShardIterator':'AAAA'}", "next 2\niterator AAAA\n" },
    { "{'NextShardIterator':''}", "next 2\niterator \n" },
    { "{'NextShardIterator':null}", "next 1\n" },
    { "{'requestContext':{'requestId':'a','functionArn':'b','condition':'c',"
      "'approximateInvokeCount':3}}",
      "request 2\nrequestId a\nfunctionArn b\ncondition c\ninvokes 3\n" },
    { "{'responseContext':{'statusCode':200,'executedVersion':'a','functionError':'b'}}",
      "response 2\nstatusCode 200\nexecuted a\nerror b\n" },
    { "{'responseContext':{'statusCode':null}}", "response 2\n" },
    { "{'requestContext':null,'responseContext':null}", "request 1\nresponse 1\n" },
    { "{'version':'1.0','timestamp':'t'}", "version 1.0\ntimestamp t\n" },
    { "{'DDBStreamBatchInfo':{'shardId':'a','startSequenceNumber':'b','endSequenceNumber':'c',"
      "'approximateArrivalOfFirstRecord':'d','approximateArrivalOfLastRecord':'e','batchSize':0,"
      "'streamArn':'f'}}",
      "batch 2\nshard a\nfrom b\nto c\nfirst d\nlast e\nsize 0\nstreamArn f\n" },
    { "{'KinesisBatchInfo':{'shardId':'a','batchSize':1e2}}", "batch 2\nshard a\nsize 100\n" },
    { "{'DDBStreamBatchInfo':null}", "batch 1\n" },
    { "{'shardId':'a','DDBStreamBatchInfo':{'shardId':'b'}}", "shardId a\nbatch 2\nshard b\n" },
    { "{'a':1,'b':{'window':{}},'c':[null,'x'],'':true}",
      "unknown a\nas 1\nunknown b\nas {'window':{}}\nunknown c\nas [null,'x']\nunknown \n"
      "as true\n" },
    { "{'Window':{},'windows':{},'windo':{}}",
      "unknown Window\nas {}\nunknown windows\nas {}\nunknown windo\nas {}\n" },
};

START_TEST(members_are_kept)
{
    struct taking taking;
    begin(&taking);
    expect_status(good[_i].text, take(&taking, good[_i].text), DDBSTREAM_OK);
    expect_text(good[_i].text, taking.faults.data, "");
    expect_told(good[_i].text, &taking, good[_i].told);
    end(&taking);
}
END_TEST

START_TEST(unknown_members_are_left_out_unless_wanted)
{
    struct taking taking;
    begin_with(&taking, false, SIZE_MAX);
    expect_status(good[_i].text, take(&taking, good[_i].text), DDBSTREAM_OK);
    expect_number(good[_i].text, taking.around.document.unknown.count, 0);
    expect_text(good[_i].text, taking.faults.data, "");
    end(&taking);
}
END_TEST

START_TEST(each_document_begins_anew)
{
    struct taking taking;
    begin(&taking);
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        expect_status(good[i].text, take(&taking, good[i].text), DDBSTREAM_OK);
        expect_status(good[_i].text, take(&taking, good[_i].text), DDBSTREAM_OK);
        expect_told(good[_i].text, &taking, good[_i].told);
    }
    end(&taking);
}
END_TEST

/* Members that are wrong: each costs itself, and the others are read. The caret stands under the
 * token that makes it so. */

#define TEXT_WANTED "expected a string, found "
#define COUNT_WANTED "expected a count, found "
#define TRUTH_WANTED "expected true or false, found "
#define OBJECT_WANTED "expected an object, found "
#define TWICE "the document has this member twice"

static const struct {
    const char *text, *caret;
    const char *path, *said, *told;
} bad[] = {
    { "{'shardId':7,'eventSourceARN':'a'}", //
      "           ^", "$.shardId", TEXT_WANTED "a number", "arn a\n" },
    { "{'shardId':{'x':[{}]},'eventSourceARN':'a'}", //
      "           ^", "$.shardId", TEXT_WANTED "an object", "arn a\n" },
    { "{'shardId':[['x'],{}],'eventSourceARN':'a'}", //
      "           ^", "$.shardId", TEXT_WANTED "an array", "arn a\n" },
    { "{'timestamp':true}", //
      "             ^", "$.timestamp", TEXT_WANTED "true", "" },
    { "{'window':[{'start':'a'}],'version':'1'}", //
      "          ^", "$.window", OBJECT_WANTED "an array", "version 1\n" },
    { "{'window':'x'}", //
      "          ^", "$.window", OBJECT_WANTED "a string", "" },
    { "{'window':{'start':7,'end':'b'}}", //
      "                   ^", "$.window.start", TEXT_WANTED "a number", "window 2\nend b\n" },
    { "{'window':{'start':[{}],'end':'b'}}", //
      "                   ^", "$.window.start", TEXT_WANTED "an array", "window 2\nend b\n" },
    { "{'window':{'end':'b','start':{}}}", //
      "                             ^", "$.window.start", TEXT_WANTED "an object",
      "window 2\nend b\n" },
    { "{'isFinalInvokeForWindow':'true'}", //
      "                          ^", "$.isFinalInvokeForWindow", TRUTH_WANTED "a string", "" },
    { "{'isWindowTerminatedEarly':0}", //
      "                           ^", "$.isWindowTerminatedEarly", TRUTH_WANTED "a number", "" },
    { "{'NextShardIterator':7}", //
      "                     ^", "$.NextShardIterator", TEXT_WANTED "a number", "" },
    { "{'NextShardIterator':{'a':1},'version':'1'}", //
      "                     ^", "$.NextShardIterator", TEXT_WANTED "an object", "version 1\n" },
    { "{'responseContext':{'statusCode':'200','executedVersion':'1'}}", //
      "                                 ^", "$.responseContext.statusCode", COUNT_WANTED "a string",
      "response 2\nexecuted 1\n" },
    { "{'responseContext':{'statusCode':-1}}", //
      "                                 ^", "$.responseContext.statusCode", COUNT_WANTED "a number",
      "response 2\n" },
    { "{'responseContext':{'statusCode':1.5}}", //
      "                                 ^", "$.responseContext.statusCode", COUNT_WANTED "a number",
      "response 2\n" },
    { "{'DDBStreamBatchInfo':{'batchSize':9223372036854775808}}", //
      "                                   ^", "$.DDBStreamBatchInfo.batchSize",
      COUNT_WANTED "a number", "batch 2\n" },
    { "{'version':'1','version':'2','timestamp':'t'}", //
      "               ^", "$.version", TWICE, "version 1\ntimestamp t\n" },
    { "{'window':null,'window':{'start':'a'}}", //
      "               ^", "$.window", TWICE, "window 1\n" },
    { "{'window':{'start':'a','start':'b','end':'c'}}", //
      "                       ^", "$.window.start", TWICE, "window 2\nstart a\nend c\n" },
    { "{'state':1,'state':[{}]}", //
      "           ^", "$.state", TWICE, "state 1\n" },
};

START_TEST(wrong_members_cost_themselves)
{
    struct taking taking;
    char want[256];
    begin(&taking);
    expect_status(bad[_i].text, take(&taking, bad[_i].text), DDBSTREAM_OK);
    snprintf(want, sizeof want, "byte %" PRIu64 ", %s: %s\n", caret(bad[_i].caret), bad[_i].path,
             bad[_i].said);
    expect_text(bad[_i].text, taking.faults.data, want);
    expect_told(bad[_i].text, &taking, bad[_i].told);
    end(&taking);
}
END_TEST

START_TEST(several_may_be_wrong)
{
    struct taking taking;
    begin(&taking);
    take(&taking, "{'version':1,'window':{'start':2,'end':3},'shardId':'s','state':4,'state':5}");
    expect_text("of one member the first fault", taking.faults.data,
                "byte 11, $.version: expected a string, found a number\n"
                "byte 31, $.window.start: expected a string, found a number\n"
                "byte 66, $.state: the document has this member twice\n");
    expect_told("the rest", &taking, "window 2\nstate 4\nshardId s\n");
    end(&taking);
}
END_TEST

/* All that is kept as JSON has a limit. */

static const struct {
    const char *name, *text;
    size_t enough; /* bytes */
    const char *caret, *path;
} limits[] = {
    { "a state", "{'state':{'a':[1,'xyz']}}", 12, //
      "                       ^", "$.state" },
    { "a text", "{'state':'12345678'}", 9, //
      "         ^", "$.state" },
    { "an unknown member", "{'x':{'a':[1,'xyz']}}", 12, //
      "                   ^", "$" },
    { "the second of two", "{'x':'123','y':'456'}", 8, //
      "               ^", "$" },
    { "one of each", "{'state':'123','y':'456'}", 8, //
      "                   ^", "$" },
};

static void expect_limited(int row, size_t limit, const char *want)
{
    struct taking taking;
    begin_with(&taking, true, limit);
    for (int i = 0; i < 2; i++) { /* of each document anew */
        expect_status(limits[row].name, take(&taking, limits[row].text), DDBSTREAM_OK);
        expect_text(limits[row].name, taking.faults.data, want);
    }
    end(&taking);
}

START_TEST(what_is_kept_has_a_limit)
{
    char want[128];
    expect_limited(_i, limits[_i].enough, "");
    snprintf(want, sizeof want, "byte %" PRIu64 ", %s: there is more to keep than max_record\n",
             caret(limits[_i].caret), limits[_i].path);
    expect_limited(_i, limits[_i].enough - 1, want);
}
END_TEST

/* What was taken for a record's. */

static const ddbstream_unknown_member of_record[] = {
    { DDBSTREAM_LEVEL_RECORD, { "a", 1 }, { "[1]", 3 } },
    { DDBSTREAM_LEVEL_IDENTITY, { "b", 1 }, { "2", 1 } },
    { DDBSTREAM_LEVEL_RECORD, { "", 0 }, { "3", 1 } },
};

static ddbstream_status take_over(struct taking *taking)
{
    const ddbstream_record record = { .event_source_arn = { "arn", 3 } };
    struct unknown unknown;
    bool ok = true;
    ddbs_unknown_init(&unknown, &taking->feed.memory.allocator, &taking->around.arena, true);
    for (size_t i = 0; i < COUNT_OF(of_record) && ok; i++)
        ok = ddbs_buffer_append(&unknown.collected, (const char *)&of_record[i],
                                sizeof of_record[i]);
    ok = ok && ddbs_around_take_over(&taking->around, &record, &unknown)
         && ddbs_around_end(&taking->around);
    ddbs_unknown_release(&unknown);
    return ok ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
}

/* Members of objects in it are no more the document's than those of other unknown objects. */
START_TEST(what_was_taken_for_a_records_is_taken_over)
{
    struct taking taking;
    begin(&taking);
    take(&taking, "{'x':1}");
    ck_assert_int_eq(take_over(&taking), DDBSTREAM_OK);
    expect_told("both", &taking, "arn arn\nunknown x\nas 1\nunknown a\nas [1]\nunknown \nas 3\n");
    end(&taking);
}
END_TEST

/* A member that stood before Records stands there once. */
START_TEST(what_was_taken_over_may_not_come_again)
{
    const ddbstream_record records[] = {
        { .event_source_arn = { "arn", 3 } },
        { .null_members = DDBSTREAM_MEMBER_EVENT_SOURCE_ARN },
    };
    struct json again = json("{'eventSourceARN':'b'}");
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        struct taking taking;
        struct unknown unknown;
        begin(&taking);
        ddbs_unknown_init(&unknown, &taking.feed.memory.allocator, &taking.around.arena, false);
        ck_assert(ddbs_around_take_over(&taking.around, &records[i], &unknown));
        taking.faults = (struct json){ .length = 0 };
        taking.in_value = false;
        token_feed_text(&taking.feed, again.data, again.length);
        expect_text("again", taking.faults.data,
                    "byte 1, $.eventSourceARN: the document has this member twice\n");
        ddbs_unknown_release(&unknown);
        end(&taking);
    }
}
END_TEST

START_TEST(a_record_without_them_changes_nothing)
{
    const ddbstream_record record = { .event_id = { "1", 1 } };
    struct taking taking;
    struct unknown unknown;
    begin(&taking);
    take(&taking, "{'eventSourceARN':'a','x':1}");
    ddbs_unknown_init(&unknown, &taking.feed.memory.allocator, &taking.around.arena, false);
    ck_assert(ddbs_around_take_over(&taking.around, &record, &unknown));
    expect_told("as before", &taking, "arn a\nunknown x\nas 1\n");
    ddbs_unknown_release(&unknown);
    end(&taking);
}
END_TEST

/* Names. */

static const struct {
    const char *name;
    enum around_kind kind;
} kinds[] = {
    { "window", AROUND_ANY },
    { "state", AROUND_ANY },
    { "shardId", AROUND_ANY },
    { "isFinalInvokeForWindow", AROUND_ANY },
    { "isWindowTerminatedEarly", AROUND_ANY },
    { "version", AROUND_ANY },
    { "timestamp", AROUND_ANY },
    { "NextShardIterator", AROUND_STREAMS },
    { "requestContext", AROUND_FAILURE },
    { "responseContext", AROUND_FAILURE },
    { "DDBStreamBatchInfo", AROUND_FAILURE },
    { "KinesisBatchInfo", AROUND_FAILURE },
    { "eventSourceARN", AROUND_UNKNOWN }, /* a record has it too */
    { "Records", AROUND_UNKNOWN },
    { "dynamodb", AROUND_UNKNOWN },
    { "start", AROUND_UNKNOWN },
    { "", AROUND_UNKNOWN },
};

START_TEST(names_tell_what_a_document_is)
{
    const char *name = kinds[_i].name;
    size_t length = strlen(name);
    ck_assert_msg(ddbs_around_find(name, length) == kinds[_i].kind, "%s", name);
    if (length > 0)
        ck_assert_msg(ddbs_around_find(name, length - 1) == AROUND_UNKNOWN, "%s", name);
    ck_assert_msg(ddbs_around_find(name, length + 1) == AROUND_UNKNOWN, "%s", name);
}
END_TEST

/* Memory. */

static const struct {
    const char *text;
    size_t max_bytes;
} needing[] = {
    { "{'window':{'start':'a','end':'b'},'state':{'a':[1]},'shardId':'s'}", SIZE_MAX },
    { "{'a':{'b':[1,2]},'c':'text'}", SIZE_MAX },
    { "{'window':{'start':7},'version':1,'state':1,'state':2}", SIZE_MAX },
    { "{'a':'b','state':['more','than','there','is','room']}", 20 },
};

static bool fail_once(const char *row, size_t max_bytes, size_t skipped)
{
    struct taking taking;
    ddbstream_status status;
    bool has_failed;
    begin_with(&taking, true, max_bytes);
    test_allocator_fail(&taking.feed.memory, skipped, false);
    status = take(&taking, row);
    if (status == DDBSTREAM_OK)
        status = take_over(&taking);
    has_failed = taking.feed.memory.failures > 0;
    expect_string_or_absent(taking.around.document.shard_id);
    expect_string_or_absent(taking.around.document.state);
    expect_status(row, status, has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    test_allocator_recover(&taking.feed.memory);
    expect_status(row, take(&taking, row), DDBSTREAM_OK);
    end(&taking);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(needing[_i].text, needing[_i].max_bytes, failed))
        failed++;
    ck_assert_uint_gt(failed, 3);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "around", EACH(members_are_kept, good),
        EACH(unknown_members_are_left_out_unless_wanted, good),
        EACH(each_document_begins_anew, good), EACH(wrong_members_cost_themselves, bad),
        ONCE(several_may_be_wrong), EACH(what_is_kept_has_a_limit, limits),
        ONCE(what_was_taken_for_a_records_is_taken_over),
        ONCE(what_was_taken_over_may_not_come_again), ONCE(a_record_without_them_changes_nothing),
        EACH(names_tell_what_a_document_is, kinds), EACH(each_allocation_may_fail, needing));
}
