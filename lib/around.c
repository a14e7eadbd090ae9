/* The states of around.h, one function each, over tables of the members that documents have. */
#include "around.h"

#include <string.h>

#include "decimal.h"
#include "memory.h"
#include "path.h"
#include "same.h"

/* How a member's value is read. */
enum around_form { FORM_TEXT, FORM_COUNT, FORM_TRUTH, FORM_ITERATOR, FORM_JSON, FORM_INSIDE };

struct around_member {
    const char *name;
    size_t length;
    enum around_form form;
    enum around_kind kind;
    size_t place; /* of what it fills, in ddbstream_document */
    const struct around_object *inside;
};

#define MEMBER(name, form, kind, field, inside)                                                    \
    {                                                                                              \
        name, sizeof(name) - 1, form, kind, offsetof(ddbstream_document, field), inside            \
    }
#define INNER(name, form, field) MEMBER(name, form, AROUND_ANY, field, NULL)
#define OBJECT(members)                                                                            \
    {                                                                                              \
        members, sizeof(members) / sizeof(members)[0]                                              \
    }

static const struct around_member window_members[] = {
    INNER("start", FORM_TEXT, window.start),
    INNER("end", FORM_TEXT, window.end),
};

static const struct around_member request_members[] = {
    INNER("requestId", FORM_TEXT, failure.request_id),
    INNER("functionArn", FORM_TEXT, failure.function_arn),
    INNER("condition", FORM_TEXT, failure.condition),
    INNER("approximateInvokeCount", FORM_COUNT, failure.approximate_invoke_count),
};

static const struct around_member response_members[] = {
    INNER("statusCode", FORM_COUNT, failure.status_code),
    INNER("executedVersion", FORM_TEXT, failure.executed_version),
    INNER("functionError", FORM_TEXT, failure.function_error),
};

static const struct around_member batch_members[] = {
    INNER("shardId", FORM_TEXT, failure.shard_id),
    INNER("startSequenceNumber", FORM_TEXT, failure.start_sequence_number),
    INNER("endSequenceNumber", FORM_TEXT, failure.end_sequence_number),
    INNER("approximateArrivalOfFirstRecord", FORM_TEXT,
          failure.approximate_arrival_of_first_record),
    INNER("approximateArrivalOfLastRecord", FORM_TEXT, failure.approximate_arrival_of_last_record),
    INNER("batchSize", FORM_COUNT, failure.batch_size),
    INNER("streamArn", FORM_TEXT, failure.stream_arn),
};

static const struct around_object window_object = OBJECT(window_members);
static const struct around_object request_object = OBJECT(request_members);
static const struct around_object response_object = OBJECT(response_members);
static const struct around_object batch_object = OBJECT(batch_members);

static const struct around_member document_members[] = {
    MEMBER("window", FORM_INSIDE, AROUND_ANY, window.presence, &window_object),
    MEMBER("state", FORM_JSON, AROUND_ANY, state, NULL),
    MEMBER("shardId", FORM_TEXT, AROUND_ANY, shard_id, NULL),
    MEMBER("eventSourceARN", FORM_TEXT, AROUND_UNKNOWN, event_source_arn, NULL),
    MEMBER("isFinalInvokeForWindow", FORM_TRUTH, AROUND_ANY, is_final_invoke_for_window, NULL),
    MEMBER("isWindowTerminatedEarly", FORM_TRUTH, AROUND_ANY, is_window_terminated_early, NULL),
    MEMBER("NextShardIterator", FORM_ITERATOR, AROUND_STREAMS, next_shard_iterator, NULL),
    MEMBER("requestContext", FORM_INSIDE, AROUND_FAILURE, failure.request_presence,
           &request_object),
    MEMBER("responseContext", FORM_INSIDE, AROUND_FAILURE, failure.response_presence,
           &response_object),
    MEMBER("version", FORM_TEXT, AROUND_ANY, failure.version, NULL),
    MEMBER("timestamp", FORM_TEXT, AROUND_ANY, failure.timestamp, NULL),
    MEMBER("DDBStreamBatchInfo", FORM_INSIDE, AROUND_FAILURE, failure.batch_presence,
           &batch_object),
    MEMBER("KinesisBatchInfo", FORM_INSIDE, AROUND_FAILURE, failure.batch_presence, &batch_object),
};

static const struct around_object document_object = OBJECT(document_members);

static enum step at_value(struct around *around, const struct token *token);
static enum step at_member(struct around *around, const struct token *token);
static enum step skipping(struct around *around, const struct token *token);
static enum step keeping(struct around *around, const struct token *token);

/* Life. */

void ddbs_around_init(struct around *around, const ddbstream_allocator *allocator,
                      bool keeps_unknown, size_t max_bytes)
{
    around->max_bytes = max_bytes;
    ddbs_arena_init(&around->arena, allocator);
    ddbs_unknown_init(&around->unknown, allocator, &around->arena, keeps_unknown);
    ddbs_fault_init(&around->fault, allocator);
    ddbs_around_reset(around);
}

void ddbs_around_release(struct around *around)
{
    ddbs_unknown_release(&around->unknown);
    ddbs_fault_release(&around->fault);
    ddbs_arena_release(&around->arena);
}

void ddbs_around_reset(struct around *around)
{
    ddbstream_document *document = &around->document;
    ddbs_arena_reset(&around->arena);
    ddbs_unknown_clear(&around->unknown);
    ddbs_clear(document, sizeof *document);
    document->failure.approximate_invoke_count = -1;
    document->failure.status_code = -1;
    document->failure.batch_size = -1;
    around->levels[0] = (struct around_level){ &document_object, NULL, 0 };
    around->level_count = 1;
    around->bytes_left = around->max_bytes;
}

/* Members. */

static const struct around_member *find(const struct around_object *object, const char *name,
                                        size_t length)
{
    for (size_t i = 0; i < object->count; i++)
        if (object->members[i].length == length && ddbs_same(object->members[i].name, name, length))
            return &object->members[i];
    return NULL;
}

static uint32_t bit_of(const struct around_object *object, const struct around_member *member)
{
    return (uint32_t)1 << (member - object->members);
}

enum around_kind ddbs_around_find(const char *name, size_t length)
{
    const struct around_member *member = find(&document_object, name, length);
    return member != NULL ? member->kind : AROUND_UNKNOWN;
}

static struct around_level *inner_level(struct around *around)
{
    return &around->levels[around->level_count - 1];
}

static void *target(struct around *around)
{
    return (char *)&around->document + inner_level(around)->member->place;
}

static enum step go(struct around *around,
                    enum step (*state)(struct around *, const struct token *))
{
    around->state = state;
    return STEP_NEXT;
}

/* Faults. */

static bool append_path(const struct around *around, struct ddbstream_buffer *path)
{
    bool fits = ddbs_buffer_append_text(path, "$");
    for (size_t i = 0; i < around->level_count && fits; i++) {
        const struct around_member *member = around->levels[i].member;
        if (member != NULL)
            fits = ddbs_path_member(path, (ddbstream_string){ member->name, member->length });
    }
    return fits;
}

/* Notes a fault, if it is the member's first; false when there is no memory. */
static bool note_fault(struct around *around, const struct token *token, ddbstream_status status,
                       const char *reason, const char *found)
{
    struct fault *fault = &around->fault;
    if (fault->status != DDBSTREAM_OK)
        return true;
    fault->status = status;
    fault->offset = ddbs_token_offset(token);
    return append_path(around, &fault->path) && ddbs_fault_say(fault, reason, found, NULL);
}

static enum step wrong_token(struct around *around, const struct token *token, const char *expected)
{
    if (!note_fault(around, token, DDBSTREAM_ERROR_MEMBER, expected,
                    ddbs_token_describe(token->kind)))
        return STEP_NO_MEMORY;
    around->state = skipping;
    return skipping(around, token);
}

/* States. */

/* A value has ended, which was that of a member of the document or of one inside. */
static enum step end_value(struct around *around)
{
    if (around->level_count > 1)
        return go(around, at_member);
    return around->fault.status == DDBSTREAM_OK ? STEP_DONE : STEP_FAULT;
}

static enum step skipping(struct around *around, const struct token *token)
{
    return token->depth > around->level_count ? STEP_NEXT : end_value(around);
}

/* Enters the member that the name is; what has come twice, or nobody knows or wants, is skipped. */
static enum step enter(struct around *around, const struct token *name)
{
    struct around_level *level = inner_level(around);
    uint32_t bit;
    level->member = find(level->object, name->data, name->length);
    if (level->member == NULL)
        return go(around, skipping);
    bit = bit_of(level->object, level->member);
    if ((level->seen & bit) == 0) {
        level->seen |= bit;
        return go(around, at_value);
    }
    if (!note_fault(around, name, DDBSTREAM_ERROR_DUPLICATE, "the document has this member twice",
                    NULL))
        return STEP_NO_MEMORY;
    return go(around, skipping);
}

enum step ddbs_around_begin(struct around *around, const struct token *name)
{
    enum step step;
    ddbs_fault_clear(&around->fault);
    step = enter(around, name);
    if (inner_level(around)->member != NULL || !around->unknown.keeps)
        return step;
    if (!ddbs_unknown_begin(&around->unknown, DDBSTREAM_LEVEL_DOCUMENT, name))
        return STEP_NO_MEMORY;
    return go(around, keeping);
}

enum step ddbs_around_take(struct around *around, const struct token *token)
{
    return around->state(around, token);
}

static enum step at_member(struct around *around, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT_END)
        return enter(around, token);
    around->level_count--;
    return end_value(around);
}

static bool copy(struct around *around, const struct token *token, ddbstream_string *text)
{
    return ddbs_arena_copy_string(&around->arena, token->data, token->length, text);
}

static enum step take_text(struct around *around, const struct token *token)
{
    if (token->kind != TOKEN_STRING)
        return wrong_token(around, token, "expected a string, found ");
    return copy(around, token, target(around)) ? end_value(around) : STEP_NO_MEMORY;
}

static enum step take_iterator(struct around *around, const struct token *token)
{
    ddbstream_presence *presence = &around->document.next_shard_iterator_presence;
    if (token->kind == TOKEN_STRING)
        *presence = DDBSTREAM_PRESENT;
    if (token->kind != TOKEN_NULL)
        return take_text(around, token);
    *presence = DDBSTREAM_NULL;
    return end_value(around);
}

static enum step take_count(struct around *around, const struct token *token)
{
    int64_t count;
    if (token->kind != TOKEN_NUMBER || !ddbs_decimal_to_integer(token->data, token->length, &count)
        || count < 0)
        return wrong_token(around, token, "expected a count, found ");
    memcpy(target(around), &count, sizeof count);
    return end_value(around);
}

static enum step take_truth(struct around *around, const struct token *token)
{
    ddbstream_truth *truth = target(around);
    if (token->kind != TOKEN_TRUE && token->kind != TOKEN_FALSE)
        return wrong_token(around, token, "expected true or false, found ");
    *truth = token->kind == TOKEN_TRUE ? DDBSTREAM_TRUTH_TRUE : DDBSTREAM_TRUTH_FALSE;
    return end_value(around);
}

static enum step take_object(struct around *around, const struct token *token)
{
    const struct around_member *member = inner_level(around)->member;
    ddbstream_presence *presence = target(around);
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(around, token, "expected an object, found ");
    *presence = DDBSTREAM_PRESENT;
    around->levels[around->level_count++] = (struct around_level){ member->inside, NULL, 0 };
    return go(around, at_member);
}

/* The state is kept as JSON, like an unknown member. */
static enum step take_json(struct around *around, const struct token *token)
{
    ddbs_raw_json_begin(&around->unknown.value, around->level_count);
    around->state = keeping;
    return keeping(around, token);
}

static enum step keep_json(struct around *around, const struct token *token)
{
    const struct ddbstream_buffer *json = &around->unknown.value.text;
    enum step step = ddbs_raw_json_take(&around->unknown.value, token);
    ddbstream_string *text = target(around);
    if (step != STEP_DONE)
        return step;
    return ddbs_arena_copy_string(&around->arena, json->data, json->length, text)
               ? end_value(around)
               : STEP_NO_MEMORY;
}

static enum step too_much(struct around *around, const struct token *token)
{
    if (!note_fault(around, token, DDBSTREAM_ERROR_LIMIT, "there is more to keep than max_record",
                    NULL))
        return STEP_NO_MEMORY;
    around->state = skipping;
    return skipping(around, token);
}

static enum step keeping(struct around *around, const struct token *token)
{
    size_t length = ddbs_token_weight(token);
    if (length > around->bytes_left)
        return too_much(around, token);
    around->bytes_left -= length;
    if (inner_level(around)->member != NULL)
        return keep_json(around, token);
    return ddbs_unknown_take(&around->unknown, token);
}

static enum step take_null(struct around *around, enum around_form form)
{
    ddbstream_presence *presence = target(around);
    if (form == FORM_INSIDE)
        *presence = DDBSTREAM_NULL;
    return end_value(around);
}

static enum step at_value(struct around *around, const struct token *token)
{
    enum around_form form = inner_level(around)->member->form;
    if (token->kind == TOKEN_NULL && form != FORM_ITERATOR && form != FORM_JSON)
        return take_null(around, form);
    switch (form) {
    case FORM_TEXT:
        return take_text(around, token);
    case FORM_COUNT:
        return take_count(around, token);
    case FORM_TRUTH:
        return take_truth(around, token);
    case FORM_ITERATOR:
        return take_iterator(around, token);
    case FORM_JSON:
        return take_json(around, token);
    case FORM_INSIDE:
        break;
    }
    return take_object(around, token);
}

bool ddbs_around_end(struct around *around)
{
    return ddbs_unknown_members(&around->unknown, &around->document.unknown);
}

/* What a record was thought to have. */

static bool copy_text(struct around *around, ddbstream_string from, ddbstream_string *to)
{
    return ddbs_arena_copy_string(&around->arena, from.data, from.length, to);
}

static bool copy_unknown(struct around *around, const ddbstream_unknown_member *from)
{
    ddbstream_unknown_member member = { .level = DDBSTREAM_LEVEL_DOCUMENT };
    if (from->level != DDBSTREAM_LEVEL_RECORD)
        return true; /* not the document's own */
    return copy_text(around, from->name, &member.name)
           && copy_text(around, from->json, &member.json)
           && ddbs_buffer_append(&around->unknown.collected, (const char *)&member, sizeof member);
}

/* From here on another eventSourceARN is a second one. */
static bool take_over_arn(struct around *around, const ddbstream_record *record)
{
    static const char name[] = "eventSourceARN";
    const struct around_member *member = find(&document_object, name, sizeof name - 1);
    ddbstream_string arn = record->event_source_arn;
    if (arn.data == NULL && (record->null_members & DDBSTREAM_MEMBER_EVENT_SOURCE_ARN) == 0)
        return true;
    around->levels[0].seen |= bit_of(&document_object, member);
    return arn.data == NULL || copy_text(around, arn, &around->document.event_source_arn);
}

bool ddbs_around_take_over(struct around *around, const ddbstream_record *record,
                           const struct unknown *unknown)
{
    const ddbstream_unknown_member *members = (const void *)unknown->collected.data;
    size_t count = unknown->collected.length / sizeof *members;
    if (!take_over_arn(around, record))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!copy_unknown(around, &members[i]))
            return false;
    return true;
}
