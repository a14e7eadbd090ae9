/* Makes the text of long strings, by sixteen bytes, without yajl. */
#include "long_string.h"

#include "plain.h"
#include "unescape.h"

void ddbs_long_string_init(struct long_strings *strings, const ddbstream_allocator *allocator)
{
    ddbs_buffer_init(&strings->unescaped, allocator);
}

void ddbs_long_string_release(struct long_strings *strings)
{
    ddbs_buffer_release(&strings->unescaped);
}

static struct piece stand_in(ddbstream_string text, size_t length)
{
    static const char empty[] = "\"\"";
    enum { EMPTY = sizeof empty - 1 };
    return (struct piece){ .data = empty, .length = EMPTY, .unseen = length - EMPTY, .text = text };
}

ddbstream_status ddbs_long_string_read(struct long_strings *strings, const char *data,
                                       size_t length, size_t max_string, struct piece *part)
{
    enum { QUOTES = 2 };
    ddbstream_string text = { data + 1, length - QUOTES };
    const char *end = text.data + text.length;
    struct ddbstream_buffer *unescaped = &strings->unescaped;
    *part = (struct piece){ .data = data, .length = length };
    if (*end != '"' || text.length > max_string)
        return DDBSTREAM_OK;
    if (ddbs_skip_plain(text.data, end) < end) {
        ddbstream_buffer_clear(unescaped);
        if (!ddbs_buffer_reserve(unescaped, text.length))
            return DDBSTREAM_ERROR_MEMORY;
        if (!ddbs_unescape(text.data, text.length, unescaped->data, &text.length))
            return DDBSTREAM_OK;
        text.data = unescaped->data;
    }
    *part = stand_in(text, length);
    return DDBSTREAM_OK;
}
