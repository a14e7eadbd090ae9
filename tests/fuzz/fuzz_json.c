/* Compares the verdict on any bytes, as a document, as lines and as a member of a document, with
 * that of a second reader of JSON: what is refused, why, and at which byte. */
#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "slow_json.h"
#include "slow_lines.h"

/* What a callback was told: a good record, or an error. */
struct event {
    bool is_record;
    ddbstream_status status;
    uint64_t offset;
    uint64_t index;    /* of the record; DDBSTREAM_NO_RECORD for an error beside records */
    uint64_t from, to; /* its bytes; where the document broke, the rest of it */
};

/* What the library made of a document. */
struct outcome {
    ddbstream_status status;
    uint64_t offset;
    ddbstream_shape shape;
    uint64_t record_count;
    struct event *events;
    size_t event_count;
};

/* Decoding. */

static void note(struct outcome *outcome, struct event event)
{
    outcome->events = realloc(outcome->events, (outcome->event_count + 1) * sizeof event);
    MUST(outcome->events != NULL);
    outcome->events[outcome->event_count++] = event;
}

static int note_record(const ddbstream_record *record, void *user)
{
    note(user, (struct event){ true, DDBSTREAM_OK, record->offset, record->index, record->offset,
                               record->offset + record->length });
    return 0;
}

static int note_error(const ddbstream_error *error, void *user)
{
    struct outcome *outcome = user;
    struct event event = { false,
                           error->status,
                           error->offset,
                           error->record_index,
                           error->record_offset,
                           error->record_offset + error->record_length };
    if (error->ends_document) {
        outcome->status = error->status;
        outcome->offset = error->offset;
        event.to = UINT64_MAX;
    }
    note(outcome, event);
    return 0;
}

static struct outcome decode(const char *document, size_t length, ddbstream_options options)
{
    ddbstream_decoder *decoder;
    struct outcome outcome = { .status = DDBSTREAM_OK };
    options.on_error = note_error;
    MUST(ddbstream_decoder_create(&decoder, note_record, &outcome, &options) == DDBSTREAM_OK);
    MUST(ddbstream_decoder_run(decoder, document, length) == outcome.status);
    outcome.shape = ddbstream_decoder_document(decoder)->shape;
    outcome.record_count = ddbstream_decoder_record_count(decoder);
    ddbstream_decoder_free(decoder);
    return outcome;
}

/* One JSON text. */

static bool is_in_bad_record(const struct outcome *outcome, size_t fault)
{
    for (size_t i = 0; i < outcome->event_count; i++) {
        const struct event *event = &outcome->events[i];
        if (!event->is_record && event->index != DDBSTREAM_NO_RECORD && fault >= event->from
            && fault < event->to)
            return true;
    }
    return false;
}

/* Bad text ends the document unless it stands in a record, which then is a bad one. */
static void check_text(const struct outcome *outcome, const struct slow_json *json)
{
    size_t i = 0;
    while (i < json->text_fault_count && is_in_bad_record(outcome, json->text_faults[i]))
        i++;
    if (outcome->status == DDBSTREAM_ERROR_TEXT)
        MUST(i < json->text_fault_count && json->text_faults[i] == outcome->offset);
    else if (outcome->status == DDBSTREAM_ERROR_DOCUMENT)
        MUST(i == json->text_fault_count || json->text_faults[i] >= outcome->offset);
    else
        MUST(i == json->text_fault_count);
}

static void check_one(const struct outcome *outcome, const struct slow_json *json)
{
    switch (outcome->status) {
    case DDBSTREAM_OK:
        MUST(json->status == DDBSTREAM_OK && outcome->shape != DDBSTREAM_SHAPE_ANY);
        break;
    case DDBSTREAM_ERROR_JSON:
    case DDBSTREAM_ERROR_TRUNCATED:
    case DDBSTREAM_ERROR_LIMIT:
        MUST(json->status == outcome->status && json->offset == outcome->offset);
        break;
    default: /* found before the second reader found anything */
        MUST(outcome->status == DDBSTREAM_ERROR_TEXT
             || outcome->status == DDBSTREAM_ERROR_DOCUMENT);
        MUST(outcome->offset <= json->offset);
    }
    check_text(outcome, json);
}

static void check_document(const struct outcome *outcome, const char *document, size_t length)
{
    struct slow_json json;
    slow_json_read(&json, document, length);
    check_one(outcome, &json);
    slow_json_free(&json);
}

/* Lines. */

/* A line, and what was told of it. */
struct verdict {
    struct slow_line line;
    const struct event *events;
    size_t count;
};

/* The line is JSON: a good record, or one error, in the place of a record. */
static void check_good_line(const struct verdict *verdict, const struct slow_json *json,
                            const char *document)
{
    const struct event *event = verdict->events;
    bool is_good = verdict->count == 1 && event->is_record;
    MUST(verdict->count == 1 && event->index != DDBSTREAM_NO_RECORD);
    MUST(!is_good || json->text_fault_count == 0);
    MUST(event->status != DDBSTREAM_ERROR_TRUNCATED || document[event->offset] == '"');
    MUST(event->status != DDBSTREAM_ERROR_JSON || document[event->offset] == '"');
}

/* The error is that of the second reader, unless another one was found before. */
static void check_same_fault(const struct event *error, const struct slow_json *json,
                             size_t line_start)
{
    switch (error->status) {
    case DDBSTREAM_ERROR_TEXT:
    case DDBSTREAM_ERROR_DOCUMENT:
    case DDBSTREAM_ERROR_SHAPE:
        MUST(error->offset <= line_start + json->offset);
        break;
    default:
        MUST(error->status == json->status && error->offset == line_start + json->offset);
    }
}

/* The line is not JSON: one error in the place of a record, or one behind a record. */
static void check_bad_line(const struct verdict *verdict, const struct slow_json *json)
{
    const struct event *last = verdict->events + verdict->count - 1;
    MUST(verdict->count == 1 || verdict->count == 2);
    MUST(!last->is_record);
    check_same_fault(last, json, verdict->line.start);
    if (verdict->count == 1) {
        MUST(last->index != DDBSTREAM_NO_RECORD);
        MUST(last->from == verdict->line.start && last->to == verdict->line.end);
    } else {
        MUST(last->index == DDBSTREAM_NO_RECORD && verdict->events->index != DDBSTREAM_NO_RECORD);
        MUST(verdict->events->to <= last->offset);
    }
}

static bool is_remark(const struct event *event)
{
    return event->index == DDBSTREAM_NO_RECORD
           && (event->status == DDBSTREAM_ERROR_MEMBER
               || event->status == DDBSTREAM_ERROR_DUPLICATE);
}

/* Until the first line shows what it is, it may be of a document that has members beside records,
 * and those may be wrong. Each line that is not blank counts as a record. */
static void check_line(struct verdict *verdict, uint64_t *index, const char *document)
{
    struct slow_json json;
    if (slow_line_is_blank(&verdict->line, document)) {
        MUST(verdict->count == 0);
        return;
    }
    while (*index == 0 && verdict->count > 0 && is_remark(verdict->events)) {
        verdict->events++;
        verdict->count--;
    }
    slow_line_read(&json, &verdict->line, document);
    MUST(verdict->count > 0);
    if (json.status == DDBSTREAM_OK)
        check_good_line(verdict, &json, document);
    else
        check_bad_line(verdict, &json);
    MUST(verdict->events->index == *index);
    ++*index;
    slow_json_free(&json);
}

static void check_lines(const struct outcome *outcome, const char *document, size_t length)
{
    static const struct event none;
    const struct event *events = outcome->events != NULL ? outcome->events : &none;
    const struct event *end = events + outcome->event_count;
    struct verdict verdict = { slow_first_line(document, length), events, 0 };
    uint64_t index = 0;
    MUST(outcome->status == DDBSTREAM_OK);
    do {
        const struct event *next = verdict.events + verdict.count;
        verdict.events = next;
        while (next < end && next->offset <= verdict.line.end) {
            MUST(next->offset >= verdict.line.start);
            next++;
        }
        verdict.count = (size_t)(next - verdict.events);
        check_line(&verdict, &index, document);
    } while (slow_next_line(&verdict.line, document, length));
    MUST(verdict.events + verdict.count == end);
    MUST(outcome->record_count == index);
}

/* Ways to decode. */

/* Returns what the document came to. */
static ddbstream_status check(const char *document, size_t length, ddbstream_options options)
{
    struct outcome outcome = decode(document, length, options);
    bool is_export = options.shape == DDBSTREAM_SHAPE_EXPORT;
    if (is_export || slow_is_lines(document, length))
        check_lines(&outcome, document, length);
    else
        check_document(&outcome, document, length);
    free(outcome.events);
    return outcome.status;
}

static ddbstream_status check_both_ways(const char *document, size_t length, ddbstream_shape shape)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_status status;
    options.shape = shape;
    status = check(document, length, options);
    options.yajl_only = true;
    options.keep_unknown_members = true;
    MUST(check(document, length, options) == status);
    return status;
}

static void check_as_document(const char *data, size_t length)
{
    char *document = exact_copy(data, length);
    check_both_ways(document, length, DDBSTREAM_SHAPE_ANY);
    check_both_ways(document, length, DDBSTREAM_SHAPE_EXPORT);
    free(document);
}

/* The document is an event, unless the data ends the member. */
static void check_as_member(const char *data, size_t length)
{
    static const char before[] = "{\"Records\":[],\"x\":";
    enum { BEFORE = sizeof before - 1 };
    char *document = malloc(BEFORE + length + 1);
    ddbstream_status status;
    MUST(document != NULL);
    memcpy(document, before, BEFORE);
    memcpy(document + BEFORE, data, length);
    document[BEFORE + length] = '}';
    status = check_both_ways(document, BEFORE + length + 1, DDBSTREAM_SHAPE_ANY);
    if (slow_json_is_valid(data, length) && data[0] != '\xef')
        MUST(status == DDBSTREAM_OK || status == DDBSTREAM_ERROR_LIMIT);
    free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_as_document((const char *)data, size);
    check_as_member((const char *)data, size);
    return 0;
}
