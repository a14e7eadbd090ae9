/* Follows brackets through raw JSON text; of what is no JSON it tells anything. */
#include "brackets.h"

#include "plain.h"
#include "quotes.h"

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

size_t ddbs_brackets_find_end(const char *data, size_t length, size_t open)
{
    struct quote_scan scan = { false, false };
    for (const char *at = data, *end = data + length; at < end; at++) {
        int change = scan.inside ? 0 : opens(*at);
        ddbs_quotes_scan_byte(&scan, *at);
        if (change < 0 && open <= 1)
            return open == 1 ? (size_t)(at - data) + 1 : length;
        open += (size_t)change;
        if (scan.inside && !scan.escaped)
            at = ddbs_skip_plain(at + 1, end) - 1;
    }
    return length;
}
