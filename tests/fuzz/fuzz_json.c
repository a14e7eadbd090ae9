/* Compares the verdict on any bytes, as a document and as a member of one, with that of a second
 * reader of JSON: what is refused, why, and at which byte. */
#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "slow_json.h"

/* A stretch of the document. */
struct range {
    uint64_t from, to;
};

/* What the library made of a document. */
struct outcome {
    ddbstream_status status;
    uint64_t offset;
    struct range *bad_records; /* and where the document broke, the rest of it */
    size_t bad_record_count;
};

static int note_error(const ddbstream_error *error, void *user)
{
    struct outcome *outcome = user;
    struct range range = { error->record_offset, error->record_offset + error->record_length };
    if (error->ends_document) {
        outcome->status = error->status;
        outcome->offset = error->offset;
        range.to = UINT64_MAX;
    }
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
    struct outcome outcome = { .status = DDBSTREAM_OK };
    options.on_error = note_error;
    options.yajl_only = yajl_only;
    MUST(ddbstream_decode(document, length, NULL, &outcome, &options) == outcome.status);
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

/* Returns what the document came to. */
static ddbstream_status check(const char *document, size_t length)
{
    struct slow_json json;
    ddbstream_status status = DDBSTREAM_OK;
    slow_json_read(&json, document, length);
    for (int yajl_only = 0; yajl_only <= 1; yajl_only++) {
        struct outcome outcome = decode(document, length, yajl_only);
        check_outcome(&outcome, &json);
        status = outcome.status;
        free(outcome.bad_records);
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
