/* Follows quotes through raw JSON text, eight bytes at a time; knows nothing else of JSON. */
#include "quotes.h"

#include <stdint.h>
#include <string.h>

static const uint64_t EVERY_BYTE = 0x0101010101010101u;

/* 0x80 in each byte of `word` that equals `byte`, 0 in the others. */
static uint64_t matches(uint64_t word, unsigned char byte)
{
    uint64_t low = EVERY_BYTE * 0x7f;
    uint64_t difference = word ^ (EVERY_BYTE * byte);
    return ~(((difference & low) + low) | difference | low);
}

/* Whether the eight bytes, each 0 or 1, add up to an odd number. */
static bool is_odd(uint64_t ones)
{
    return (ones * EVERY_BYTE) >> 56 & 1;
}

/* Where there is no backslash, each quote turns the state over. */
void ddbs_quotes_scan(struct quote_scan *scan, const char *data, size_t length)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, data + i, 8);
        if (!scan->escaped && matches(word, '\\') == 0) {
            scan->inside ^= is_odd(matches(word, '"') >> 7);
            continue;
        }
        for (size_t k = 0; k < 8; k++)
            ddbs_quotes_scan_byte(scan, data[i + k]);
    }
    for (; i < length; i++)
        ddbs_quotes_scan_byte(scan, data[i]);
}

static bool is_escaped(const char *data, size_t position)
{
    size_t backslashes = 0;
    while (backslashes < position && data[position - 1 - backslashes] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

size_t ddbs_quotes_find_last(const char *data, size_t length)
{
    for (size_t i = length; i > 0; i--)
        if (data[i - 1] == '"' && !is_escaped(data, i - 1))
            return i - 1;
    return 0;
}
