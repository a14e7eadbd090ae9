/* Writes JSON into a buffer; knows nothing of what it says. */
#include "json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base64.h"
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

static void put(struct json_writer *writer, const char *data, size_t length)
{
    if (writer->status == DDBSTREAM_OK && !ddbs_buffer_append(writer->out, data, length))
        ddbs_json_fail(writer, DDBSTREAM_ERROR_MEMORY);
}

static void put_line_break(struct json_writer *writer)
{
    static const char spaces[] = "                                ";
    size_t indent = writer->depth * INDENT;
    put(writer, "\n", 1);
    for (size_t part; indent > 0; indent -= part) {
        part = indent < sizeof spaces - 1 ? indent : sizeof spaces - 1;
        put(writer, spaces, part);
    }
}

/* What stands before a name, or before a value that has none. */
static void begin_item(struct json_writer *writer)
{
    if (writer->after_name) {
        writer->after_name = false;
        return;
    }
    if (!writer->is_first)
        put(writer, ",", 1);
    if (writer->pretty && writer->depth > 0)
        put_line_break(writer);
    writer->is_first = false;
}

void ddbs_json_open(struct json_writer *writer, char bracket)
{
    begin_item(writer);
    put(writer, &bracket, 1);
    writer->depth++;
    writer->is_first = true;
}

void ddbs_json_close(struct json_writer *writer, char bracket)
{
    writer->depth--;
    if (writer->pretty && !writer->is_first)
        put_line_break(writer);
    put(writer, &bracket, 1);
    writer->is_first = false;
}

static void end_name(struct json_writer *writer)
{
    put(writer, ": ", writer->pretty ? 2 : 1);
    writer->after_name = true;
}

static void put_escaped(struct json_writer *writer, const char *text, size_t length)
{
    if (writer->status == DDBSTREAM_OK)
        writer->status = ddbs_escape(writer->out, text, length);
}

void ddbs_json_name(struct json_writer *writer, const char *name)
{
    begin_item(writer);
    put(writer, "\"", 1);
    put(writer, name, strlen(name));
    put(writer, "\"", 1);
    end_name(writer);
}

void ddbs_json_foreign_name(struct json_writer *writer, ddbstream_string name)
{
    begin_item(writer);
    put_escaped(writer, name.data, name.length);
    end_name(writer);
}

void ddbs_json_verbatim(struct json_writer *writer, const char *json, size_t length)
{
    begin_item(writer);
    put(writer, json, length);
}

void ddbs_json_null(struct json_writer *writer)
{
    ddbs_json_verbatim(writer, "null", 4);
}

void ddbs_json_string(struct json_writer *writer, ddbstream_string text)
{
    if (text.data == NULL) {
        ddbs_json_null(writer);
        return;
    }
    begin_item(writer);
    put_escaped(writer, text.data, text.length);
}

void ddbs_json_text(struct json_writer *writer, const char *text)
{
    ddbs_json_string(writer, (ddbstream_string){ text, strlen(text) });
}

void ddbs_json_base64(struct json_writer *writer, ddbstream_bytes bytes)
{
    size_t length = ddbs_base64_encoded_length(bytes.length);
    struct ddbstream_buffer *out = writer->out;
    begin_item(writer);
    put(writer, "\"", 1);
    if (writer->status == DDBSTREAM_OK && !ddbs_buffer_reserve(out, length))
        ddbs_json_fail(writer, DDBSTREAM_ERROR_MEMORY);
    if (writer->status != DDBSTREAM_OK)
        return;
    ddbs_base64_encode(bytes.data, bytes.length, out->data + out->length);
    out->length += length;
    put(writer, "\"", 1);
}

void ddbs_json_integer(struct json_writer *writer, int64_t integer)
{
    char digits[sizeof "-9223372036854775808"];
    int length = snprintf(digits, sizeof digits, "%" PRId64, integer);
    ddbs_json_verbatim(writer, digits, (size_t)length);
}

void ddbs_json_boolean(struct json_writer *writer, bool boolean)
{
    ddbs_json_verbatim(writer, boolean ? "true" : "false", boolean ? 4 : 5);
}
