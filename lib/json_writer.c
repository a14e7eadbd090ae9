/* Writes JSON into a buffer; knows nothing of what it says. */
#include "json_writer.h"

#include <string.h>

#include "base64.h"
#include "digits.h"
#include "escape.h"

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

/* Makes room, with one byte more for a NUL; false when there is no memory, or it has failed before. */
static bool reserve(struct json_writer *writer, size_t extra)
{
    if (writer->status != DDBSTREAM_OK)
        return false;
    if (ddbs_buffer_reserve(writer->out, extra))
        return true;
    writer->status = DDBSTREAM_ERROR_MEMORY;
    return false;
}

/* These two need room made before. */

static void put_byte(struct json_writer *writer, char byte)
{
    writer->out->data[writer->out->length++] = byte;
}

static void put(struct json_writer *writer, const char *data, size_t length)
{
    memcpy(writer->out->data + writer->out->length, data, length);
    writer->out->length += length;
}

static void end_text(struct json_writer *writer)
{
    writer->out->data[writer->out->length] = '\0';
}

static size_t line_break_length(const struct json_writer *writer)
{
    return 1 + writer->depth * INDENT;
}

static void put_line_break(struct json_writer *writer)
{
    size_t indent = writer->depth * INDENT;
    put_byte(writer, '\n');
    memset(writer->out->data + writer->out->length, ' ', indent);
    writer->out->length += indent;
}

/* Puts what stands before a name, or before a value that has none, and makes room for so much
 * more. */
static bool begin_item(struct json_writer *writer, size_t length)
{
    size_t before = 1 + (writer->pretty ? line_break_length(writer) : 0);
    if (!reserve(writer, before + length))
        return false;
    if (writer->after_name) {
        writer->after_name = false;
        return true;
    }
    if (!writer->is_first)
        put_byte(writer, ',');
    if (writer->pretty && writer->depth > 0)
        put_line_break(writer);
    writer->is_first = false;
    return true;
}

void ddbs_json_open(struct json_writer *writer, char bracket)
{
    if (!begin_item(writer, 1))
        return;
    put_byte(writer, bracket);
    end_text(writer);
    writer->depth++;
    writer->is_first = true;
}

void ddbs_json_close(struct json_writer *writer, char bracket)
{
    if (!reserve(writer, line_break_length(writer)))
        return;
    writer->depth--;
    if (writer->pretty && !writer->is_first)
        put_line_break(writer);
    put_byte(writer, bracket);
    end_text(writer);
    writer->is_first = false;
}

static void end_name(struct json_writer *writer)
{
    put_byte(writer, ':');
    if (writer->pretty)
        put_byte(writer, ' ');
    end_text(writer);
    writer->after_name = true;
}

static bool put_escaped(struct json_writer *writer, ddbstream_string text)
{
    writer->status = ddbs_escape(writer->out, text.data, text.length);
    return writer->status == DDBSTREAM_OK;
}

void ddbs_json_name(struct json_writer *writer, const char *name)
{
    enum { MORE = sizeof "\"\": " - 1 };
    size_t length = strlen(name);
    if (!begin_item(writer, length + MORE))
        return;
    put_byte(writer, '"');
    put(writer, name, length);
    put_byte(writer, '"');
    end_name(writer);
}

void ddbs_json_foreign_name(struct json_writer *writer, ddbstream_string name)
{
    enum { MORE = sizeof ": " - 1 };
    if (begin_item(writer, 0) && put_escaped(writer, name) && reserve(writer, MORE))
        end_name(writer);
}

void ddbs_json_verbatim(struct json_writer *writer, const char *json, size_t length)
{
    if (!begin_item(writer, length))
        return;
    put(writer, json, length);
    end_text(writer);
}

void ddbs_json_null(struct json_writer *writer)
{
    ddbs_json_verbatim(writer, "null", 4);
}

void ddbs_json_string(struct json_writer *writer, ddbstream_string text)
{
    if (text.data == NULL)
        ddbs_json_null(writer);
    else if (begin_item(writer, 0))
        put_escaped(writer, text);
}

void ddbs_json_text(struct json_writer *writer, const char *text)
{
    ddbs_json_string(writer, (ddbstream_string){ text, strlen(text) });
}

void ddbs_json_base64(struct json_writer *writer, ddbstream_bytes bytes)
{
    enum { QUOTES = 2 };
    size_t length = ddbs_base64_encoded_length(bytes.length);
    if (!begin_item(writer, length + QUOTES))
        return;
    put_byte(writer, '"');
    ddbs_base64_encode(bytes.data, bytes.length, writer->out->data + writer->out->length);
    writer->out->length += length;
    put_byte(writer, '"');
    end_text(writer);
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
