/* Writes text as a JSON string: runs of plain bytes at once, the rest one by one. */
#include "escape.h"

#include <stdint.h>
#include <string.h>

#include "plain.h"
#include "utf8.h"
#include "utf8_block.h"

/* What a byte that is not plain becomes: 'u' \u00XX, '8' part of UTF-8, else a backslash and
 * this. */
static char escape_of(unsigned char byte)
{
    static const char low[0x20] = { 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b', 't', 'n',
                                    'u', 'f', 'r', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u',
                                    'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u' };
    if (byte < 0x20)
        return low[byte];
    return byte >= 0x80 ? '8' : (char)byte;
}

enum { LONGEST_ESCAPE = sizeof "\\u0000" - 1 };

static size_t put_escape(char *out, unsigned char byte, char escape)
{
    static const char hex[] = "0123456789abcdef";
    const char text[LONGEST_ESCAPE] = { '\\', escape, '0', '0', hex[byte >> 4], hex[byte & 15] };
    memcpy(out, text, sizeof text);
    return escape == 'u' ? sizeof text : 2;
}

/* Puts the character at the front of the text; returns its length, 0 when it is not UTF-8. */
static size_t put_character(struct ddbstream_buffer *buffer, const char *text, size_t length)
{
    struct utf8_sequence sequence = ddbs_utf8_look(text, length);
    if (sequence.verdict != UTF8_WHOLE)
        return 0;
    memcpy(buffer->data + buffer->length, text, sequence.length);
    buffer->length += sequence.length;
    return sequence.length;
}

/* Puts what stands at the front of the text and is not plain; returns how many bytes of it that is,
 * 0 when it is not UTF-8. */
static size_t put_special(struct ddbstream_buffer *buffer, const char *text, size_t length)
{
    char *out = buffer->data + buffer->length;
    char escape = escape_of((unsigned char)*text);
    size_t used;
    if (escape != '8') {
        buffer->length += put_escape(out, (unsigned char)*text, escape);
        return 1;
    }
    used = ddbs_utf8_copy_blocks(out, text, length);
    if (used == 0)
        return put_character(buffer, text, length);
    buffer->length += used;
    return used;
}

/* Puts the plain run at the front of the text, and returns its length. */
static size_t put_plain(struct ddbstream_buffer *buffer, const char *text, size_t length)
{
    size_t used = ddbs_copy_plain(buffer->data + buffer->length, text, length);
    buffer->length += used;
    return used;
}

static ddbstream_status end(struct ddbstream_buffer *buffer, ddbstream_status status)
{
    buffer->data[buffer->length] = '\0';
    return status;
}

/* Always with room for the rest as it is and a block more, so that putting needs no look: an escape
 * and a quote are shorter. */
ddbstream_status ddbs_escape(struct ddbstream_buffer *buffer, const char *text, size_t length)
{
    enum { MORE = 1 + BLOCK };
    size_t used;
    if (length > SIZE_MAX - MORE || !ddbs_buffer_reserve(buffer, length + MORE))
        return DDBSTREAM_ERROR_MEMORY;
    buffer->data[buffer->length++] = '"';
    for (;;) {
        used = put_plain(buffer, text, length);
        text += used;
        length -= used;
        if (length == 0)
            break;
        used = put_special(buffer, text, length);
        if (used == 0)
            return end(buffer, DDBSTREAM_ERROR_TEXT);
        text += used;
        length -= used;
        if (!ddbs_buffer_reserve(buffer, length + MORE))
            return end(buffer, DDBSTREAM_ERROR_MEMORY);
    }
    buffer->data[buffer->length++] = '"';
    return end(buffer, DDBSTREAM_OK);
}
