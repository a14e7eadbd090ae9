/* Tables of the members that documents have, each looked up in the bytes. */
#include "origin_document.h"

#include "fuzz.h"
#include "origin.h"
#include "slow_place.h"

/* Objects, by name; NULL is the document. */
static const char request[] = "requestContext", response[] = "responseContext";
static const char window[] = "window", batch[] = "DDBStreamBatchInfo";
static const char kinesis_batch[] = "KinesisBatchInfo";

#define FIELD(field) offsetof(ddbstream_document, field)

static const struct {
    const char *object, *name;
    size_t field;
} texts[] = {
    { window, "start", FIELD(window.start) },
    { window, "end", FIELD(window.end) },
    { NULL, "shardId", FIELD(shard_id) },
    { NULL, "NextShardIterator", FIELD(next_shard_iterator) },
    { request, "requestId", FIELD(failure.request_id) },
    { request, "functionArn", FIELD(failure.function_arn) },
    { request, "condition", FIELD(failure.condition) },
    { response, "executedVersion", FIELD(failure.executed_version) },
    { response, "functionError", FIELD(failure.function_error) },
    { NULL, "version", FIELD(failure.version) },
    { NULL, "timestamp", FIELD(failure.timestamp) },
    { batch, "shardId", FIELD(failure.shard_id) },
    { batch, "startSequenceNumber", FIELD(failure.start_sequence_number) },
    { batch, "endSequenceNumber", FIELD(failure.end_sequence_number) },
    { batch, "approximateArrivalOfFirstRecord",
      FIELD(failure.approximate_arrival_of_first_record) },
    { batch, "approximateArrivalOfLastRecord", FIELD(failure.approximate_arrival_of_last_record) },
    { batch, "streamArn", FIELD(failure.stream_arn) },
};

static const struct {
    const char *object, *name;
    size_t field;
} counts[] = {
    { request, "approximateInvokeCount", FIELD(failure.approximate_invoke_count) },
    { response, "statusCode", FIELD(failure.status_code) },
    { batch, "batchSize", FIELD(failure.batch_size) },
};

static const struct {
    const char *object;
    size_t field;
} presences[] = {
    { window, FIELD(window.presence) },
    { request, FIELD(failure.request_presence) },
    { response, FIELD(failure.response_presence) },
    { batch, FIELD(failure.batch_presence) },
};

/* Places. Of two members of the same name the first one counts, even if it is wrong. */

static bool has_two_batches(const char *data)
{
    return slow_find(data, 0, batch) != SLOW_NOWHERE
           && slow_find(data, 0, kinesis_batch) != SLOW_NOWHERE;
}

static size_t find_object(const char *data, const char *object)
{
    size_t at = object != NULL ? slow_find(data, 0, object) : 0;
    return object == batch && at == SLOW_NOWHERE ? slow_find(data, 0, kinesis_batch) : at;
}

static char byte_at(const char *data, size_t at)
{
    return at != SLOW_NOWHERE ? data[at] : '\0';
}

static const void *field_of(const ddbstream_document *document, size_t field)
{
    return (const char *)document + field;
}

/* Members. What is of the wrong type counts as absent. */

static void check_texts(const ddbstream_document *document, const char *data)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const ddbstream_string *text = field_of(document, texts[i].field);
        size_t at = slow_find(data, find_object(data, texts[i].object), texts[i].name);
        check_text(*text);
        if (texts[i].object == batch && has_two_batches(data))
            continue;
        if (byte_at(data, at) == '"')
            check_string(*text, data, at);
        else
            MUST(text->data == NULL);
    }
}

/* Digits alone; other forms of a number are for fuzz_numbers. */
static void check_count(int64_t count, const char *data, size_t at)
{
    size_t digits = at != SLOW_NOWHERE ? strspn(data + at, "0123456789") : 0;
    MUST(count >= -1);
    if (digits > 0 && digits < 18 && slow_value_end(data, at) == at + digits)
        MUST(count == strtoll(data + at, NULL, 10));
    if (digits == 0 && byte_at(data, at) != '-')
        MUST(count == -1);
}

static void check_counts(const ddbstream_document *document, const char *data)
{
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        const int64_t *count = field_of(document, counts[i].field);
        size_t at = slow_find(data, find_object(data, counts[i].object), counts[i].name);
        if (counts[i].object != batch || !has_two_batches(data))
            check_count(*count, data, at);
    }
}

static ddbstream_presence presence_of(char byte, char when_present)
{
    if (byte == 'n')
        return DDBSTREAM_NULL;
    return byte == when_present ? DDBSTREAM_PRESENT : DDBSTREAM_ABSENT;
}

static void check_presences(const ddbstream_document *document, const char *data)
{
    size_t iterator = slow_find(data, 0, "NextShardIterator");
    for (size_t i = 0; i < sizeof presences / sizeof presences[0]; i++) {
        const ddbstream_presence *presence = field_of(document, presences[i].field);
        char byte = byte_at(data, find_object(data, presences[i].object));
        if (presences[i].object != batch || !has_two_batches(data))
            MUST(*presence == presence_of(byte, '{'));
    }
    MUST(document->next_shard_iterator_presence == presence_of(byte_at(data, iterator), '"'));
}

static void check_truth(ddbstream_truth truth, const char *data, const char *name)
{
    char byte = byte_at(data, slow_find(data, 0, name));
    MUST((truth == DDBSTREAM_TRUTH_TRUE) == (byte == 't'));
    MUST((truth == DDBSTREAM_TRUTH_FALSE) == (byte == 'f'));
}

static void check_state(const ddbstream_document *document, const char *data)
{
    size_t at = slow_find(data, 0, "state");
    if (at != SLOW_NOWHERE)
        check_json(document->state, data, at);
    else
        MUST(document->state.data == NULL);
}

/* Before Records, what could be a record's is taken for that, and not kept if none comes. */
static void check_unknown_members(const ddbstream_document *document, const char *data)
{
    static const char *const names[] = {
        "Records",
        "window",
        "state",
        "shardId",
        "eventSourceARN",
        "isFinalInvokeForWindow",
        "isWindowTerminatedEarly",
        "NextShardIterator",
        "requestContext",
        "responseContext",
        "version",
        "timestamp",
        "DDBStreamBatchInfo",
        "KinesisBatchInfo",
        NULL,
    };
    static const char *const record_names[] = {
        "eventID",   "eventName",    "eventVersion", "eventSource",
        "awsRegion", "userIdentity", "tableName",    NULL,
    };
    struct names known = { names, record_names };
    check_unknown(&document->unknown, DDBSTREAM_LEVEL_DOCUMENT, data, 0, &known);
}

void check_document(const ddbstream_document *document, const char *data, bool keeps)
{
    size_t arn = slow_find(data, 0, "eventSourceARN");
    check_texts(document, data);
    check_counts(document, data);
    check_presences(document, data);
    check_truth(document->is_final_invoke_for_window, data, "isFinalInvokeForWindow");
    check_truth(document->is_window_terminated_early, data, "isWindowTerminatedEarly");
    check_state(document, data);
    check_text(document->event_source_arn);
    if (byte_at(data, arn) == '"')
        check_string(document->event_source_arn, data, arn);
    if (keeps)
        check_unknown_members(document, data);
    else
        MUST(document->unknown.count == 0);
}
