/* Reads JSON by recursive descent, one function for each rule of the grammar; what no rule can take
 * is the fault. */
#include "slow_json.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "slow_text.h"

enum { MOST_DEPTH = 4096, LONGEST_NUMBER = 1024 };

#define DIGITS "0123456789"

struct reading {
    const char *data;
    size_t length, at, depth;
    struct slow_json *json;
};

static bool read_value(struct reading *reading);

static bool refuse_with(struct reading *reading, ddbstream_status status, size_t offset)
{
    reading->json->status = status;
    reading->json->offset = offset;
    return false;
}

/* Nothing can take what comes next. */
static bool refuse(struct reading *reading)
{
    bool is_cut = reading->at == reading->length;
    return refuse_with(reading, is_cut ? DDBSTREAM_ERROR_TRUNCATED : DDBSTREAM_ERROR_JSON,
                       reading->at);
}

static bool next_is(const struct reading *reading, const char *allowed)
{
    return reading->at < reading->length
           && memchr(allowed, reading->data[reading->at], strlen(allowed)) != NULL;
}

static bool take(struct reading *reading, const char *allowed)
{
    bool is_there = next_is(reading, allowed);
    reading->at += is_there;
    return is_there;
}

static bool expect(struct reading *reading, const char *allowed)
{
    return take(reading, allowed) || refuse(reading);
}

static bool expect_all(struct reading *reading, const char *word)
{
    for (; *word != '\0'; word++)
        if (!expect(reading, (const char[]){ *word, '\0' }))
            return false;
    return true;
}

static void skip_space(struct reading *reading)
{
    while (take(reading, " \t\n\r"))
        ;
}

/* Numbers. */

static bool read_digits(struct reading *reading)
{
    if (!expect(reading, DIGITS))
        return false;
    while (take(reading, DIGITS))
        ;
    return true;
}

static bool read_parts(struct reading *reading)
{
    take(reading, "-");
    if (!take(reading, "0") && !read_digits(reading))
        return false;
    if (take(reading, ".") && !read_digits(reading))
        return false;
    if (!take(reading, "eE"))
        return true;
    take(reading, "+-");
    return read_digits(reading);
}

static bool read_number(struct reading *reading)
{
    size_t start = reading->at;
    bool is_right = read_parts(reading);
    if (reading->at - start > LONGEST_NUMBER)
        return refuse_with(reading, DDBSTREAM_ERROR_LIMIT, start);
    return is_right;
}

/* Strings. */

static bool read_escape(struct reading *reading)
{
    if (!take(reading, "u"))
        return expect(reading, "\"\\/bfnrt");
    for (int i = 0; i < 4; i++)
        if (!expect(reading, DIGITS "abcdefABCDEF"))
            return false;
    return true;
}

static void note_text_fault(struct reading *reading, size_t fault)
{
    struct slow_json *json = reading->json;
    if (fault == SLOW_NO_FAULT)
        return;
    json->text_faults = realloc(json->text_faults, (json->text_fault_count + 1) * sizeof fault);
    MUST(json->text_faults != NULL);
    json->text_faults[json->text_fault_count++] = fault;
}

static bool read_string(struct reading *reading)
{
    size_t start = reading->at + 1;
    if (!expect(reading, "\""))
        return false;
    while (!next_is(reading, "\"")) {
        if (reading->at == reading->length || (unsigned char)reading->data[reading->at] < 0x20)
            return refuse(reading);
        if (reading->data[reading->at++] == '\\' && !read_escape(reading))
            return false;
    }
    note_text_fault(reading, slow_text_fault(reading->data, start, reading->at));
    return take(reading, "\"");
}

/* Objects and arrays. */

static void note_name(struct reading *reading, size_t name)
{
    struct slow_json *json = reading->json;
    if (reading->depth > 1)
        return;
    json->names = realloc(json->names, (json->name_count + 1) * sizeof name);
    MUST(json->names != NULL);
    json->names[json->name_count++] = name;
}

static bool read_member(struct reading *reading)
{
    size_t name = reading->at;
    if (!read_string(reading))
        return false;
    note_name(reading, name);
    skip_space(reading);
    if (!expect(reading, ":"))
        return false;
    skip_space(reading);
    return read_value(reading);
}

/* What stands between the brackets, and the closing one. */
static bool read_inside(struct reading *reading, bool (*read)(struct reading *), const char *end)
{
    skip_space(reading);
    if (take(reading, end))
        return true;
    while (read(reading)) {
        skip_space(reading);
        if (!take(reading, ","))
            return expect(reading, end);
        skip_space(reading);
    }
    return false;
}

static bool read_container(struct reading *reading)
{
    bool is_object = next_is(reading, "{"), is_right;
    if (reading->depth == MOST_DEPTH)
        return refuse_with(reading, DDBSTREAM_ERROR_LIMIT, reading->at);
    reading->at++;
    reading->depth++;
    is_right =
        is_object ? read_inside(reading, read_member, "}") : read_inside(reading, read_value, "]");
    reading->depth--;
    return is_right;
}

static bool read_value(struct reading *reading)
{
    if (next_is(reading, "{["))
        return read_container(reading);
    if (next_is(reading, "\""))
        return read_string(reading);
    if (next_is(reading, "t"))
        return expect_all(reading, "true");
    if (next_is(reading, "f"))
        return expect_all(reading, "false");
    return next_is(reading, "n") ? expect_all(reading, "null") : read_number(reading);
}

static bool read_document(struct reading *reading)
{
    if (next_is(reading, "\xef") && !expect_all(reading, "\xef\xbb\xbf"))
        return false;
    skip_space(reading);
    if (!read_value(reading))
        return false;
    skip_space(reading);
    return reading->at == reading->length || refuse(reading);
}

void slow_json_read(struct slow_json *json, const char *data, size_t length)
{
    struct reading reading = { data, length, 0, 0, json };
    *json = (struct slow_json){ DDBSTREAM_OK, length, NULL, 0, NULL, 0 };
    read_document(&reading);
}

void slow_json_free(struct slow_json *json)
{
    free(json->text_faults);
    free(json->names);
}

bool slow_json_is_valid(const char *data, size_t length)
{
    struct slow_json json;
    slow_json_read(&json, data, length);
    slow_json_free(&json);
    return json.status == DDBSTREAM_OK && json.text_fault_count == 0;
}

bool slow_json_is_number(const char *text, size_t length)
{
    struct slow_json json;
    struct reading reading = { text, length, 0, 0, &json };
    return read_parts(&reading) && reading.at == length;
}
