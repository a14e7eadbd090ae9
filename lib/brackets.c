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

/* The quote that ends a string; else the end, or the backslash that stands last and escapes what is
 * to come. ddbs_quotes_scan_string could do it, but stops at each backslash; a push of long strings
 * took a seventh more instructions. */
static const char *find_string_end(const char *data, const char *end)
{
    const char *at = data, *quote;
    while ((quote = memchr(at, '"', (size_t)(end - at))) != NULL
           && ddbs_quotes_is_escaped(data, (size_t)(quote - data)))
        at = quote + 1;
    return quote != NULL ? quote : end - ddbs_quotes_is_escaped(data, (size_t)(end - data));
}

static uint32_t find_either(ddbs_block block, char a, char b)
{
    return ddbs_block_mask(
        ddbs_block_either(ddbs_block_equal(block, a), ddbs_block_equal(block, b)));
}

/* How many bits of each of two masks are set, for a block each. */
static void count_bits(uint32_t first, uint32_t second, size_t counts[2])
{
    uint32_t bits = first | second << BLOCK;
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f;
    bits += bits >> 8;
    counts[0] = bits & 0xff;
    counts[1] = bits >> BLOCK & 0xff;
}

/* Scans a block; false, and nothing done, when the last bracket may close in it. */
static bool scan_block(struct bracket_scan *scan, ddbs_block block)
{
    struct quote_scan quotes = scan->quotes;
    uint32_t outside = ~ddbs_quotes_scan_block(&quotes, block);
    size_t counts[2]; /* of those that open, and that close */
    count_bits(find_either(block, '{', '[') & outside, find_either(block, '}', ']') & outside,
               counts);
    if (counts[1] >= scan->open)
        return false;
    scan->open += counts[0] - counts[1];
    scan->quotes = quotes;
    return true;
}

/* Scans a byte; whether the scan ends with it. */
static bool scan_byte(struct bracket_scan *scan, char byte)
{
    bool is_outside = !scan->quotes.inside;
    ddbs_quotes_scan_byte(&scan->quotes, byte);
    if (is_outside && (byte == '}' || byte == ']')) {
        scan->has_ended = scan->open == 1;
        if (scan->open <= 1)
            return true;
        scan->open--;
    }
    scan->open += is_outside && (byte == '{' || byte == '[');
    return false;
}

size_t ddbs_brackets_scan(struct bracket_scan *scan, const char *data, size_t length)
{
    const char *at = data, *end = data + length;
    while (at < end) {
        const char *few = end - at < BLOCK ? end : at + BLOCK;
        if (end - at >= BLOCK && scan_block(scan, ddbs_block_load(at)))
            at = few;
        while (at < few)
            if (scan_byte(scan, *at++))
                return scan->has_ended ? (size_t)(at - data) : length;
        if (scan->quotes.inside && !scan->quotes.escaped)
            at = find_string_end(at, end);
    }
    return length;
}

size_t ddbs_brackets_find_end(const char *data, size_t length, size_t open)
{
    struct bracket_scan scan = { .open = open };
    return ddbs_brackets_scan(&scan, data, length);
}
