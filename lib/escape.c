/* Writes text as a JSON string: runs of plain bytes at once, the rest one by one. */
#include "escape.h"

#include <string.h>

#include "plain.h"
#include "utf8.h"

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

static ddbstream_status append(struct ddbstream_buffer *buffer, const char *text, size_t length)
{
    return ddbs_buffer_append(buffer, text, length) ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
}

static ddbstream_status append_escape(struct ddbstream_buffer *buffer, unsigned char byte,
                                      char escape)
{
    static const char hex[] = "0123456789abcdef";
    const char text[] = { '\\', escape, '0', '0', hex[byte >> 4], hex[byte & 15] };
    return append(buffer, text, escape == 'u' ? 6 : 2);
}

/* Appends what stands at the front of the text and is not plain; `used` bytes of it. */
static ddbstream_status append_special(struct ddbstream_buffer *buffer, const char *text,
                                       size_t length, size_t *used)
{
    char escape = escape_of((unsigned char)*text);
    struct utf8_sequence sequence = { 1, UTF8_WHOLE };
    if (escape == '8') {
        sequence = ddbs_utf8_look(text, length);
        if (sequence.verdict != UTF8_WHOLE)
            return DDBSTREAM_ERROR_TEXT;
    }
    *used = sequence.length;
    return escape == '8' ? append(buffer, text, sequence.length)
                         : append_escape(buffer, (unsigned char)*text, escape);
}

/* Nearly all text is plain from end to end. */
static ddbstream_status append_plain(struct ddbstream_buffer *buffer, const char *text,
                                     size_t length)
{
    enum { QUOTES = 2 };
    char *out;
    if (!ddbs_buffer_reserve(buffer, length + QUOTES))
        return DDBSTREAM_ERROR_MEMORY;
    out = buffer->data + buffer->length;
    out[0] = '"';
    memcpy(out + 1, text, length);
    out[length + 1] = '"';
    out[length + QUOTES] = '\0';
    buffer->length += length + QUOTES;
    return DDBSTREAM_OK;
}

static size_t plain_run(const char *text, size_t length)
{
    return (size_t)(ddbs_skip_plain(text, text + length) - text);
}

ddbstream_status ddbs_escape(struct ddbstream_buffer *buffer, const char *text, size_t length)
{
    size_t used = plain_run(text, length);
    ddbstream_status status;
    if (used == length)
        return append_plain(buffer, text, length);
    status = append(buffer, "\"", 1);
    while (status == DDBSTREAM_OK && length > 0) {
        status =
            used > 0 ? append(buffer, text, used) : append_special(buffer, text, length, &used);
        text += used;
        length -= used;
        used = plain_run(text, length);
    }
    return status == DDBSTREAM_OK ? append(buffer, "\"", 1) : status;
}
