/* Writes JSON into a buffer; knows nothing of what it says. */
#include "json_writer.h"

#include <string.h>

#include "base64.h"
#include "digits.h"
#include "escape.h"
#include "plain.h"
#include "rare.h"

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

/* Whether a comma comes before what is written now, which stands behind a name or does not. */
static bool is_behind_item(struct json_writer *writer, bool is_value)
{
    bool is_first = writer->is_first;
    writer->after_name = false;
    writer->is_first = is_first && is_value;
    return !is_first && !is_value;
}

DDBS_RARE static char *begin_pretty_item(struct json_writer *writer, size_t length)
{
    bool is_value = writer->after_name;
    char *at = reserve(writer, 1 + line_break_length(writer) + length);
    if (at == NULL)
        return NULL;
    if (is_behind_item(writer, is_value))
        *at++ = ',';
    return writer->depth > 0 && !is_value ? put_line_break(writer, at) : at;
}

/* Puts what stands before a name, or before a value that has none, and makes room for so much
 * more. */
static inline char *begin_item(struct json_writer *writer, size_t length)
{
    char *at;
    if (writer->pretty)
        return begin_pretty_item(writer, length);
    at = reserve(writer, 1 + length);
    if (at == NULL)
        return NULL;
    *at = ',';
    return at + is_behind_item(writer, writer->after_name);
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

/* The text is one that needs escapes, or none at all. Its quotes are written with it. */
static void write_escaped(struct json_writer *writer, char *at, ddbstream_string text,
                          const char *behind, size_t behind_length)
{
    end_at(writer, at);
    writer->status = ddbs_escape(writer->out, text.data, text.length);
    if (writer->status == DDBSTREAM_OK)
        writer->status = ddbs_buffer_append(writer->out, behind, behind_length)
                             ? DDBSTREAM_OK
                             : DDBSTREAM_ERROR_MEMORY;
}

/* Room for a text with what is fixed before it, and some bytes behind it. */
enum { AROUND_TEXT = JSON_FRONT_ROOM + BLOCK };

static bool is_huge(ddbstream_string text)
{
    return text.length > SIZE_MAX / 4;
}

/* Puts text with what is fixed before it, up to its first quote, and its last one; NULL when it is
 * not all plain. */
static inline char *put_plain_text(char *at, const struct json_front *front, ddbstream_string text)
{
    memcpy(at, front->text, sizeof front->text);
    at += front->length;
    if (!ddbs_copy_if_plain(at, text.data, text.length))
        return NULL;
    at += text.length;
    *at++ = '"';
    return at;
}

/* Text with what is fixed before it, up to its first quote, and behind it, after its last one. That
 * is most of what is ever written, so it is one step. There is room for it at that place, unless it
 * is so long that nobody could have any. */
static inline void write_text_at(struct json_writer *writer, char *at,
                                 const struct json_front *front, ddbstream_string text,
                                 const char behind[2], size_t behind_length)
{
    char *end = is_huge(text) ? NULL : put_plain_text(at, front, text);
    if (end != NULL) {
        memcpy(end, behind, 2);
        end_at(writer, end + behind_length);
        return;
    }
    memcpy(at, front->text, sizeof front->text);
    write_escaped(writer, at + front->length - 1, text, behind, behind_length);
}

static void write_text(struct json_writer *writer, const struct json_front *front,
                       ddbstream_string text, const char behind[2], size_t behind_length)
{
    char *at = begin_item(writer, AROUND_TEXT + (is_huge(text) ? 0 : text.length));
    if (at != NULL)
        write_text_at(writer, at, front, text, behind, behind_length);
}

static const struct json_front quote = JSON_FRONT("");

void ddbs_json_foreign_name(struct json_writer *writer, ddbstream_string name)
{
    write_text(writer, &quote, name, ": ", writer->pretty ? 2 : 1);
    writer->after_name = true;
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
        write_text(writer, &quote, text, "\0", 0);
}

void ddbs_json_member(struct json_writer *writer, const struct json_front *front)
{
    enum { BEFORE = sizeof "\"" - 1, AROUND = sizeof "\"\":\"" - 1, BEHIND = sizeof "\"" - 1 };
    char *at;
    if (writer->pretty) {
        ddbs_json_known_name(writer, front->text + BEFORE, front->length - AROUND);
        return;
    }
    at = begin_item(writer, sizeof front->text);
    if (at == NULL)
        return;
    memcpy(at, front->text, sizeof front->text);
    end_at(writer, at + front->length - BEHIND);
    writer->after_name = true;
}

void ddbs_json_member_string(struct json_writer *writer, const struct json_front *front,
                             ddbstream_string text)
{
    if (writer->pretty || text.data == NULL) {
        ddbs_json_member(writer, front);
        ddbs_json_string(writer, text);
    } else {
        write_text(writer, front, text, "\0", 0);
    }
}

void ddbs_json_wrapped_string(struct json_writer *writer, const struct json_front *front,
                              ddbstream_string text)
{
    if (writer->pretty || text.data == NULL) {
        ddbs_json_open_member(writer, (ddbstream_string){ front->text, front->length - 1 });
        ddbs_json_string(writer, text);
        ddbs_json_close(writer, '}');
    } else {
        write_text(writer, front, text, "}", 1);
    }
}

/* Puts a plain name, and makes room for a text; NULL, and all is as it was, when that can't be. */
static char *begin_plain_member(struct json_writer *writer, ddbstream_string name,
                                ddbstream_string text)
{
    bool is_first = writer->is_first;
    char *at;
    if (writer->pretty || is_huge(name) || is_huge(text))
        return NULL;
    at = begin_item(writer, 2 * AROUND_TEXT + name.length + text.length);
    if (at != NULL)
        at = put_plain_text(at, &quote, name);
    if (at == NULL)
        writer->is_first = is_first;
    else
        *at++ = ':';
    return at;
}

void ddbs_json_member_wrapped_string(struct json_writer *writer, ddbstream_string name,
                                     const struct json_front *front, ddbstream_string text)
{
    char *at = text.data != NULL ? begin_plain_member(writer, name, text) : NULL;
    if (at != NULL) {
        write_text_at(writer, at, front, text, "}", 1);
    } else {
        ddbs_json_foreign_name(writer, name);
        ddbs_json_wrapped_string(writer, front, text);
    }
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
