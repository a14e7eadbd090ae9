/* Follows quotes through raw JSON text, a block at a time; knows nothing else of JSON. */
#include "quotes.h"

#include "block.h"

/* Whether an odd number of a block's bits is set. */
static bool is_odd(uint32_t mask)
{
    mask ^= mask >> 8;
    mask ^= mask >> 4;
    return (0x6996 >> (mask & 15) & 1) != 0; /* for each of four bits, whether that is so */
}

/* Where there is no backslash, each quote turns the state over. */
void ddbs_quotes_scan(struct quote_scan *scan, const char *data, size_t length)
{
    size_t i = 0;
    for (; length - i >= BLOCK; i += BLOCK) {
        ddbs_block block = ddbs_block_load(data + i);
        if (!scan->escaped && ddbs_block_find(block, '\\') == 0) {
            scan->inside ^= is_odd(ddbs_block_find(block, '"'));
            continue;
        }
        for (size_t k = 0; k < BLOCK; k++)
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
