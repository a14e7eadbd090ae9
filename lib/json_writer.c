/* Writes JSON into a buffer; knows nothing of what it says. */
#include "json_writer.h"

#include <string.h>

#include "base64.h"
#include "digits.h"
#include "escape.h"
#include "plain.h"

enum { INDENT = 4 };

void ddbs_json_writer_init(struct json_writer *writer, struct ddbstream_buffer *out, bool pretty)
{
    *writer = (struct json_writer){ .out = out, .pretty = pretty, .is_first = true };
}

void ddbs_json_fail(struct json_writer *writer, ddbstream_status status)
{
    if (writer->status == DDBSTREAM_OK)
        writer->status = status;
}

/* Makes room, with one byte more for a NUL, and returns where that is; NULL when there is no memory,
 * or it has failed before. Whoever writes there hands the place behind it to end_at. */
static char *reserve(struct json_writer *writer, size_t extra)
{
    if (writer->status != DDBSTREAM_OK)
        return NULL;
    if (ddbs_buffer_reserve(writer->out, extra))
        return writer->out->data + writer->out->length;
    writer->status = DDBSTREAM_ERROR_MEMORY;
    return NULL;
}

static void end_at(struct json_writer *writer, char *at)
{
    *at = '\0';
    writer->out->length = (size_t)(at - writer->out->data);
}

/* Most of it is short. */
static char *put(char *at, const char *data, size_t length)
{
    if (length < BLOCK)
        ddbs_block_copy_few(at, data, length);
    else
        memcpy(at, data, length);
    return at + length;
}

static size_t line_break_length(const struct json_writer *writer)
{
    return 1 + writer->depth * INDENT;
}

static char *put_line_break(const struct json_writer *writer, char *at)
{
    size_t indent = writer->depth * INDENT;
    *at++ = '\n';
    memset(at, ' ', indent);
    return at + indent;
}

/* Puts what stands before a name, or before a value that has none, and makes room for so much
 * more. */
static char *begin_item(struct json_writer *writer, size_t length)
{
    size_t before = 1 + (writer->pretty ? line_break_length(writer) : 0);
    bool is_value = writer->after_name, is_first = writer->is_first;
    char *at = reserve(writer, before + length);
    if (at == NULL)
        return NULL;
    writer->after_name = false;
    if (is_value)
        return at;
    writer->is_first = false;
    if (!is_first)
        *at++ = ',';
    return writer->pretty && writer->depth > 0 ? put_line_break(writer, at) : at;
}

void ddbs_json_open(struct json_writer *writer, char bracket)
{
    char *at = begin_item(writer, 1);
    if (at == NULL)
        return;
    *at++ = bracket;
    end_at(writer, at);
    writer->depth++;
    writer->is_first = true;
}

void ddbs_json_close(struct json_writer *writer, char bracket)
{
    char *at = reserve(writer, line_break_length(writer));
    if (at == NULL)
        return;
    writer->depth--;
    if (writer->pretty && !writer->is_first)
        at = put_line_break(writer, at);
    *at++ = bracket;
    end_at(writer, at);
    writer->is_first = false;
}

static void end_name(struct json_writer *writer, char *at)
{
    *at++ = ':';
    if (writer->pretty)
        *at++ = ' ';
    end_at(writer, at);
    writer->after_name = true;
}

void ddbs_json_known_name(struct json_writer *writer, const char *name, size_t length)
{
    enum { MORE = sizeof "\"\": " - 1 };
    char *at = begin_item(writer, length + MORE);
    if (at == NULL)
        return;
    *at++ = '"';
    at = put(at, name, length);
    *at++ = '"';
    end_name(writer, at);
}

void ddbs_json_verbatim(struct json_writer *writer, const char *json, size_t length)
{
    char *at = begin_item(writer, length);
    if (at != NULL)
        end_at(writer, put(at, json, length));
}

void ddbs_json_open_member(struct json_writer *writer, ddbstream_string front)
{
    enum { BEFORE = sizeof "{\"" - 1, AROUND = sizeof "{\"\":" - 1 };
    if (writer->pretty) {
        ddbs_json_open(writer, '{');
        ddbs_json_known_name(writer, front.data + BEFORE, front.length - AROUND);
        return;
    }
    ddbs_json_verbatim(writer, front.data, front.length);
    writer->depth++;
    writer->after_name = true;
}

/* Text, nearly all of which needs no escapes; false when it can't be written. */
static bool write_escaped(struct json_writer *writer, ddbstream_string text)
{
    enum { QUOTES = 2 };
    bool is_huge = text.length > SIZE_MAX / 2;
    char *at = begin_item(writer, is_huge ? 0 : text.length + QUOTES + BLOCK);
    if (at == NULL)
        return false;
    *at = '"';
    if (!is_huge && ddbs_copy_plain(at + 1, text.data, text.length) == text.length) {
        at[1 + text.length] = '"';
        end_at(writer, at + text.length + QUOTES);
        return true;
    }
    end_at(writer, at);
    writer->status = ddbs_escape(writer->out, text.data, text.length);
    return writer->status == DDBSTREAM_OK;
}

void ddbs_json_foreign_name(struct json_writer *writer, ddbstream_string name)
{
    enum { MORE = sizeof ": " - 1 };
    char *at = write_escaped(writer, name) ? reserve(writer, MORE) : NULL;
    if (at != NULL)
        end_name(writer, at);
}

void ddbs_json_null(struct json_writer *writer)
{
    ddbs_json_verbatim(writer, "null", 4);
}

void ddbs_json_string(struct json_writer *writer, ddbstream_string text)
{
    if (text.data == NULL)
        ddbs_json_null(writer);
    else
        write_escaped(writer, text);
}

void ddbs_json_text(struct json_writer *writer, const char *text)
{
    ddbs_json_string(writer, (ddbstream_string){ text, strlen(text) });
}

void ddbs_json_base64(struct json_writer *writer, ddbstream_bytes bytes)
{
    enum { QUOTES = 2 };
    size_t length = ddbs_base64_encoded_length(bytes.length);
    char *at = begin_item(writer, length + QUOTES);
    if (at == NULL)
        return;
    *at++ = '"';
    ddbs_base64_encode(bytes.data, bytes.length, at);
    at += length;
    *at++ = '"';
    end_at(writer, at);
}

void ddbs_json_integer(struct json_writer *writer, int64_t integer)
{
    char text[1 + MOST_DIGITS_OF_INTEGER];
    const char *end = ddbs_put_integer(text, integer, 1);
    ddbs_json_verbatim(writer, text, (size_t)(end - text));
}

void ddbs_json_boolean(struct json_writer *writer, bool boolean)
{
    ddbs_json_verbatim(writer, boolean ? "true" : "false", boolean ? 4 : 5);
}
