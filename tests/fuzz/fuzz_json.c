/* Compares the verdict on any bytes, as a document and as a member of one, with that of a second
 * reader of JSON: what is refused, why, and at which byte. */
#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "slow_json.h"

/* A stretch of the document. */
struct range {
    uint64_t from, to;
};

/* An error that did not end the document. */
struct told {
    uint64_t offset;
    bool is_of_json; /* of a line's JSON, and not of what it says */
};

/* What the library made of a document. */
struct outcome {
    const char *document;
    ddbstream_shape shape;
    ddbstream_status status;
    uint64_t offset;
    struct told *told; /* of records and lines, in order */
    size_t told_count;
    struct range *bad_records; /* and where the document broke, the rest of it */
    size_t bad_record_count;
};

static bool is_json(const char *data, size_t length)
{
    struct slow_json json;
    bool is_good;
    slow_json_read(&json, data, length);
    is_good = json.status == DDBSTREAM_OK;
    slow_json_free(&json);
    return is_good;
}

static void note_told(struct outcome *outcome, const ddbstream_error *error)
{
    bool is_record =
        error->record_index != DDBSTREAM_NO_RECORD
        && is_json(outcome->document + error->record_offset, (size_t)error->record_length);
    bool is_broken =
        error->status == DDBSTREAM_ERROR_JSON || error->status == DDBSTREAM_ERROR_TRUNCATED;
    struct told told = { error->offset, is_broken && !is_record };
    outcome->told = realloc(outcome->told, (outcome->told_count + 1) * sizeof told);
    MUST(outcome->told != NULL);
    outcome->told[outcome->told_count++] = told;
}

static int note_error(const ddbstream_error *error, void *user)
{
    struct outcome *outcome = user;
    struct range range = { error->record_offset, error->record_offset + error->record_length };
    if (error->ends_document) {
        outcome->status = error->status;
        outcome->offset = error->offset;
        range.to = UINT64_MAX;
    }
    if (!error->ends_document)
        note_told(outcome, error);
    if (error->record_index == DDBSTREAM_NO_RECORD)
        return 0;
    outcome->bad_records =
        realloc(outcome->bad_records, (outcome->bad_record_count + 1) * sizeof range);
    MUST(outcome->bad_records != NULL);
    outcome->bad_records[outcome->bad_record_count++] = range;
    return 0;
}

static struct outcome decode(const char *document, size_t length, bool yajl_only)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct outcome outcome = { .document = document, .status = DDBSTREAM_OK };
    ddbstream_decoder *decoder;
    options.on_error = note_error;
    options.yajl_only = yajl_only;
    MUST(ddbstream_decoder_create(&decoder, NULL, &outcome, &options) == DDBSTREAM_OK);
    MUST(ddbstream_decoder_run(decoder, document, length) == outcome.status);
    outcome.shape = ddbstream_decoder_document(decoder)->shape;
    ddbstream_decoder_free(decoder);
    return outcome;
}

static bool is_in_bad_record(const struct outcome *outcome, size_t fault)
{
    for (size_t i = 0; i < outcome->bad_record_count; i++)
        if (fault >= outcome->bad_records[i].from && fault < outcome->bad_records[i].to)
            return true;
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

static void check_outcome(const struct outcome *outcome, const struct slow_json *json)
{
    switch (outcome->status) {
    case DDBSTREAM_OK:
        MUST(json->status == DDBSTREAM_OK);
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

/* Documents of lines. */

/* The end of the line that begins there. */
static size_t line_end(const char *document, size_t length, size_t start)
{
    const char *end = memchr(document + start, '\n', length - start);
    return end != NULL ? (size_t)(end - document) : length;
}

static bool is_blank(const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(" \t\r", data[i]) == NULL || data[i] == '\0')
            return false;
    return true;
}

/* Whether a line has been refused by itself, or the first one that is not blank is a whole record
 * and another follows. A byte order mark belongs to the first. */
static bool is_lines(const char *document, size_t length, const struct outcome *outcome)
{
    size_t start = 0, end = line_end(document, length, 0);
    if (outcome->shape != DDBSTREAM_SHAPE_RECORD && outcome->shape != DDBSTREAM_SHAPE_EXPORT)
        return false;
    for (size_t i = 0; i < outcome->told_count; i++)
        if (outcome->told[i].is_of_json)
            return true;
    while (end < length && is_blank(document + start, end - start)) {
        start = end + 1;
        end = line_end(document, length, start);
    }
    return end < length && is_json(document + start, end - start);
}

/* A line's JSON may be refused only for what the second reader refuses it for, and there; what it
 * says may be refused before. */
static void check_line(const struct outcome *outcome, size_t start, size_t end,
                       const struct slow_json *json, bool is_bad)
{
    bool is_told = false;
    for (size_t i = 0; i < outcome->told_count; i++) {
        const struct told *told = &outcome->told[i];
        if (told->offset < start || told->offset > end)
            continue;
        is_told |= told->offset <= start + json->offset;
        if (told->is_of_json)
            MUST(is_bad && told->offset == start + json->offset);
    }
    MUST(is_told || !is_bad);
}

/* Each line is judged by itself. */
static void check_lines(const char *document, size_t length, const struct outcome *outcome)
{
    MUST(outcome->status == DDBSTREAM_OK);
    for (size_t start = 0, end; start <= length; start = end + 1) {
        struct slow_json json;
        bool has_mark = start > 0 && start < length && document[start] == '\xef';
        end = line_end(document, length, start);
        slow_json_read(&json, document + start, end - start);
        if (!has_mark && !is_blank(document + start, end - start)
            && json.status != DDBSTREAM_ERROR_LIMIT)
            check_line(outcome, start, end, &json, json.status != DDBSTREAM_OK);
        slow_json_free(&json);
    }
}

/* Returns what the document came to. */
static ddbstream_status check(const char *document, size_t length)
{
    struct slow_json json;
    ddbstream_status status = DDBSTREAM_OK;
    slow_json_read(&json, document, length);
    for (int yajl_only = 0; yajl_only <= 1; yajl_only++) {
        struct outcome outcome = decode(document, length, yajl_only);
        if (is_lines(document, length, &outcome))
            check_lines(document, length, &outcome);
        else if (outcome.shape != DDBSTREAM_SHAPE_EXPORT)
            check_outcome(&outcome, &json);
        status = outcome.status;
        free(outcome.bad_records);
        free(outcome.told);
    }
    slow_json_free(&json);
    return status;
}

static void check_as_document(const char *data, size_t length)
{
    char *document = exact_copy(data, length);
    check(document, length);
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
    status = check(document, BEFORE + length + 1);
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
