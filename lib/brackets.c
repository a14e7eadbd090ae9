/* Follows brackets through raw JSON text; of what is no JSON it tells anything. */
#include "brackets.h"

#include <string.h>

size_t ddbs_brackets_find_array(const char *data, size_t length)
{
    struct quote_scan scan = { false, false };
    for (size_t i = 0; i < length; i++) {
        if (data[i] == '[' && !scan.inside)
            return i + 1;
        ddbs_quotes_scan_byte(&scan, data[i]);
    }
    return length;
}

static int opens(char byte)
{
    if (byte == '{' || byte == '[')
        return 1;
    return byte == '}' || byte == ']' ? -1 : 0;
}

/* The quote that ends a string; else the end, or the backslash that stands last and escapes what is
 * to come. */
static const char *find_string_end(const char *data, const char *end)
{
    const char *at = data, *quote;
    while ((quote = memchr(at, '"', (size_t)(end - at))) != NULL
           && ddbs_quotes_is_escaped(data, (size_t)(quote - data)))
        at = quote + 1;
    return quote != NULL ? quote : end - ddbs_quotes_is_escaped(data, (size_t)(end - data));
}

size_t ddbs_brackets_scan(struct bracket_scan *scan, const char *data, size_t length)
{
    struct quote_scan *quotes = &scan->quotes;
    for (const char *at = data, *end = data + length; at < end; at++) {
        int change = quotes->inside ? 0 : opens(*at);
        ddbs_quotes_scan_byte(quotes, *at);
        if (change < 0 && scan->open <= 1) {
            scan->has_ended = scan->open == 1;
            return scan->has_ended ? (size_t)(at - data) + 1 : length;
        }
        scan->open += (size_t)change;
        if (quotes->inside && !quotes->escaped)
            at = find_string_end(at + 1, end) - 1;
    }
    return length;
}

size_t ddbs_brackets_find_end(const char *data, size_t length, size_t open)
{
    struct bracket_scan scan = { .open = open };
    return ddbs_brackets_scan(&scan, data, length);
}
