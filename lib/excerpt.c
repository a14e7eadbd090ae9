/* Shows the place of an error in the input, with a caret under the byte. */
#include <ddbstream/error.h>

#include "bounded_text.h"

enum {
    BEFORE = 40, /* bytes shown before the place, and from it on: with the mark of a */
    AFTER = 36   /* cut on either side they fit on a terminal of 80 columns */
};

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Where the excerpt begins: not before the line does, and not inside a character. */
static size_t find_start(const char *input, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start < BEFORE && !is_line_end(input[start - 1]))
        start--;
    while (start < at && is_inside_character(input[start]))
        start++;
    return start;
}

static size_t find_end(const char *input, size_t length, size_t at)
{
    size_t end = at;
    while (end < length && end - at < AFTER && !is_line_end(input[end]))
        end++;
    while (end > at && end < length && is_inside_character(input[end]))
        end--;
    return end;
}

size_t ddbstream_error_excerpt(const ddbstream_error *error, const void *input, size_t length,
                               char *text, size_t size)
{
    struct bounded_text out = { text, size, 0 };
    const char *bytes = input;
    size_t at, start, end, column;
    if (error == NULL || input == NULL || error->offset > length)
        return ddbs_bounded_end(&out);
    at = (size_t)error->offset;
    start = find_start(bytes, at);
    end = find_end(bytes, length, at);
    column = ddbs_bounded_foreign(&out, (ddbstream_string){ bytes + start, at - start });
    ddbs_bounded_foreign(&out, (ddbstream_string){ bytes + at, end - at });
    ddbs_bounded_byte(&out, '\n');
    while (column-- > 0)
        ddbs_bounded_byte(&out, ' ');
    ddbs_bounded_byte(&out, '^');
    return ddbs_bounded_end(&out);
}
