/* Decodes any bytes at once, and checks that what comes out is what came in, in the form that the
 * headers promise. */
#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "origin.h"
#include "origin_document.h"
#include "origin_record.h"
#include "slow_json.h"
#include "slow_lines.h"
#include "slow_place.h"
#include "slow_text.h"

/* The document, and what has come of it so far. */
struct watch {
    const char *input;
    size_t length;
    bool is_lines;
    bool keeps;           /* unknown members */
    uint64_t count;       /* of records, bad ones included */
    uint64_t end_of_last; /* record */
    ddbstream_status status;
};

/* Records. */

/* Where the JSON text begins that the byte at `at` belongs to. */
static size_t text_start(const struct watch *watch, size_t at)
{
    size_t start = 0;
    if (watch->is_lines)
        start = slow_line_at(watch->input, watch->length, at).start;
    if (start == 0 && watch->length >= 3 && memcmp(watch->input, "\xef\xbb\xbf", 3) == 0)
        start = 3;
    while (start < watch->length && strchr(" \t\r\n", watch->input[start]) != NULL)
        start++;
    return start;
}

static enum standing standing_of(const struct watch *watch, const ddbstream_record *record)
{
    size_t start = text_start(watch, (size_t)record->offset);
    if (start == record->offset)
        return record->index == 0 ? STANDS_FIRST : STANDS_IN_LINE;
    return watch->input[start] == '[' ? STANDS_IN_ARRAY : STANDS_IN_MEMBER;
}

/* Behind the last one. */
static void check_range(struct watch *watch, uint64_t offset, uint64_t length)
{
    MUST(offset >= watch->end_of_last && length > 0);
    MUST(offset <= watch->length && length <= watch->length - offset);
    watch->end_of_last = offset + length;
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct watch *watch = user;
    const char *data = watch->input + record->offset;
    MUST(watch->status == DDBSTREAM_OK);
    MUST(record->index == watch->count++);
    check_range(watch, record->offset, record->length);
    MUST(data[0] == '{' && data[record->length - 1] == '}');
    MUST(slow_json_is_valid(data, (size_t)record->length));
    check_record(record, data, standing_of(watch, record), watch->keeps);
    return 0;
}

/* Errors. */

/* What is written for people has no control characters, and its length is known without room. */
static void check_line(const char *line, size_t length)
{
    MUST(strlen(line) == length);
    MUST(slow_is_utf8(line, length));
    for (size_t i = 0; i < length; i++)
        MUST((unsigned char)line[i] >= 0x20 && line[i] != 0x7f);
}

static void check_error_line(const ddbstream_error *error)
{
    size_t length = ddbstream_error_line(error, NULL, 0);
    char *line = malloc(length + 1), *half = malloc(length / 2 + 1);
    MUST(line != NULL && half != NULL);
    MUST(ddbstream_error_line(error, line, length + 1) == length);
    check_line(line, length);
    MUST(ddbstream_error_line(error, half, length / 2 + 1) == length);
    MUST(strlen(half) <= length / 2 && length / 2 - strlen(half) < 4);
    check_line(half, strlen(half));
    MUST(memcmp(half, line, strlen(half)) == 0);
    free(half);
    free(line);
}

/* Two lines: some of the input, and spaces up to a caret. */
static void check_excerpt(const struct watch *watch, const ddbstream_error *error)
{
    size_t length = ddbstream_error_excerpt(error, watch->input, watch->length, NULL, 0);
    char *text = malloc(length + 1), *line_end;
    MUST(text != NULL);
    MUST(ddbstream_error_excerpt(error, watch->input, watch->length, text, length + 1) == length);
    line_end = strchr(text, '\n');
    MUST(line_end != NULL);
    MUST(strspn(line_end + 1, " ") + 1 == strlen(line_end + 1) && text[length - 1] == '^');
    *line_end = '\0';
    check_line(text, (size_t)(line_end - text));
    free(text);
}

/* The path leads to the place, or if the place is in what is wrong, to that; in the data of a
 * Kinesis record it goes on from there. */
static void check_path(const struct watch *watch, const ddbstream_error *error)
{
    size_t start = text_start(watch, (size_t)error->offset);
    char *path = slow_path(watch->input + start, (size_t)error->offset - start);
    size_t length = error->path.length, place = strlen(path);
    MUST(strncmp(path, error->path.data, length < place ? length : place) == 0);
    if (length > place)
        MUST(place > 5 && strcmp(path + place - 5, ".data") == 0);
    else
        MUST(path[length] == '\0' || path[length] == '.' || path[length] == '[');
    switch (error->status) {
    case DDBSTREAM_ERROR_NUMBER:
    case DDBSTREAM_ERROR_BASE64:
    case DDBSTREAM_ERROR_DUPLICATE:
        MUST(path[length < place ? length : place] == '\0');
        break;
    default:
        break;
    }
    free(path);
}

/* The name of a bad record is that of the first member which has it, if it is a string in good
 * text. */
static void check_id(const char *data, size_t object, const char *name, ddbstream_string id)
{
    size_t at = slow_find(data, object, name);
    if (at != SLOW_NOWHERE && data[at] == '"' && slow_is_text(data, at))
        MUST(slow_string_is(data, at, id));
    else
        MUST(id.data == NULL);
}

/* A Kinesis record may have its change's eventID; its number is its own. */
static void check_ids(const char *record, const ddbstream_error *error)
{
    size_t kinesis = slow_find(record, 0, "kinesis");
    if (kinesis != SLOW_NOWHERE && (record[kinesis] != '"' || slow_is_text(record, kinesis))) {
        check_id(record, kinesis, "sequenceNumber", error->sequence_number);
        return;
    }
    check_id(record, 0, "eventID", error->event_id);
    check_id(record, slow_find(record, 0, "dynamodb"), "SequenceNumber", error->sequence_number);
}

/* In a line of an export, Item and NewImage are two names of the same member. */
static bool is_second_image(const char *record, size_t name)
{
    static const ddbstream_string names[2] = { { "Item", 4 }, { "NewImage", 8 } };
    for (int i = 0; i < 2; i++)
        if (slow_string_is(record, name, names[i])
            && slow_find(record, 0, names[1 - i].data) < name)
            return true;
    return false;
}

/* The name stands there for the second time; among attributes, it is the first such. Members of a
 * record that nobody knows may stand twice before it. */
static void check_duplicate(const struct watch *watch, const ddbstream_error *error)
{
    size_t start = text_start(watch, (size_t)error->offset);
    size_t name = (size_t)error->offset - start;
    const char *data = watch->input + start;
    if (strstr(error->message.data, "attribute") != NULL)
        MUST(slow_is_first_second(data, name));
    MUST(slow_is_second(data, name) || is_second_image(data, name));
}

/* What is wrong in the data of a Kinesis record may be its JSON. */
static void check_bad_record(struct watch *watch, const ddbstream_error *error)
{
    const char *data = watch->input + error->record_offset;
    bool has_payload = data[0] == '{' && slow_find(data, 0, "kinesis") != SLOW_NOWHERE;
    MUST(error->status != DDBSTREAM_ERROR_DOCUMENT);
    MUST(error->status >= (has_payload ? DDBSTREAM_ERROR_JSON : DDBSTREAM_ERROR_MEMBER));
    MUST(error->status <= DDBSTREAM_ERROR_LIMIT);
    MUST(error->record_index == watch->count++);
    check_range(watch, error->record_offset, error->record_length);
    MUST(error->offset >= error->record_offset);
    MUST(error->offset < error->record_offset + error->record_length);
    check_path(watch, error);
    if (error->status == DDBSTREAM_ERROR_DUPLICATE && !has_payload)
        check_duplicate(watch, error);
    check_ids(data, error);
}

/* A line that is no JSON, or no record. */
static void check_bad_line(struct watch *watch, const ddbstream_error *error)
{
    struct slow_line line = slow_line_at(watch->input, watch->length, (size_t)error->record_offset);
    MUST(watch->is_lines);
    MUST((error->status >= DDBSTREAM_ERROR_JSON && error->status <= DDBSTREAM_ERROR_DOCUMENT)
         || error->status == DDBSTREAM_ERROR_TEXT || error->status == DDBSTREAM_ERROR_LIMIT);
    MUST(error->record_index == watch->count++);
    check_range(watch, error->record_offset, error->record_length);
    MUST(error->record_offset == line.start);
    MUST(error->record_length == line.end - line.start);
    MUST(error->offset >= line.start && error->offset <= line.end);
}

/* A member around the records that is wrong; or something behind a line's record. */
static void check_remark(const struct watch *watch, const ddbstream_error *error)
{
    MUST(error->record_offset == 0 && error->record_length == 0);
    if (error->status == DDBSTREAM_ERROR_JSON) {
        MUST(watch->is_lines && watch->count > 0 && error->offset >= watch->end_of_last);
        return;
    }
    MUST(error->status == DDBSTREAM_ERROR_MEMBER || error->status == DDBSTREAM_ERROR_DUPLICATE);
    MUST(!watch->is_lines || watch->count == 0);
    check_path(watch, error);
    if (error->status == DDBSTREAM_ERROR_DUPLICATE)
        check_duplicate(watch, error);
}

/* Whether it is a record that is wrong, and not the line. */
static bool is_of_record(const struct watch *watch, const ddbstream_error *error)
{
    const char *data = watch->input + error->record_offset;
    struct slow_json json;
    slow_json_read(&json, data, (size_t)error->record_length);
    slow_json_free(&json);
    if (!watch->is_lines)
        MUST(json.status == DDBSTREAM_OK);
    return !watch->is_lines
           || (json.status == DDBSTREAM_OK && error->status != DDBSTREAM_ERROR_DOCUMENT
               && data[0] == '{' && slow_is_record(data, 0));
}

static void check_broken_document(struct watch *watch, const ddbstream_error *error)
{
    MUST((error->status >= DDBSTREAM_ERROR_JSON && error->status <= DDBSTREAM_ERROR_DOCUMENT)
         || error->status == DDBSTREAM_ERROR_TEXT || error->status == DDBSTREAM_ERROR_LIMIT);
    MUST(error->status != DDBSTREAM_ERROR_TRUNCATED || error->offset == watch->length);
    MUST(error->offset >= watch->end_of_last);
    MUST(error->record_length == 0 && !watch->is_lines);
    watch->status = error->status;
    if (error->record_index == DDBSTREAM_NO_RECORD)
        return;
    MUST(error->record_index == watch->count);
    MUST(error->record_offset >= watch->end_of_last && error->record_offset <= error->offset);
}

static int on_error(const ddbstream_error *error, void *user)
{
    struct watch *watch = user;
    MUST(watch->status == DDBSTREAM_OK);
    MUST(error->size == sizeof *error && error->callback_result == 0);
    MUST(error->offset <= watch->length);
    check_text(error->path);
    MUST(error->path.data != NULL && error->path.data[0] == '$');
    check_text(error->message);
    MUST(error->message.length > 0);
    check_text(error->event_id);
    check_text(error->sequence_number);
    check_error_line(error);
    check_excerpt(watch, error);
    if (error->ends_document)
        check_broken_document(watch, error);
    else if (error->record_index == DDBSTREAM_NO_RECORD)
        check_remark(watch, error);
    else if (is_of_record(watch, error))
        check_bad_record(watch, error);
    else
        check_bad_line(watch, error);
    return 0;
}

/* The document's own members are looked at when all of it was read, unless it is a record. */
static void check_end(const struct watch *watch, const ddbstream_decoder *decoder)
{
    size_t start = text_start(watch, 0);
    MUST(ddbstream_decoder_record_count(decoder) == watch->count);
    if (watch->status == DDBSTREAM_OK && !watch->is_lines && watch->input[start] == '{'
        && !slow_is_record(watch->input + start, 0))
        check_document(ddbstream_decoder_document(decoder), watch->input + start, watch->keeps);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *input = exact_copy(data, size);
    struct watch watch = { .input = input, .length = size, .keeps = size % 2 != 0 };
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    watch.is_lines = slow_is_lines(input, size);
    options.on_error = on_error;
    options.keep_unknown_members = watch.keeps;
    MUST(ddbstream_decoder_create(&decoder, on_record, &watch, &options) == DDBSTREAM_OK);
    MUST(ddbstream_decoder_run(decoder, input, size) == watch.status);
    check_end(&watch, decoder);
    ddbstream_decoder_free(decoder);
    free(input);
    return 0;
}
