/* Follows quotes through raw JSON text, a block at a time; knows nothing else of JSON. */
#include "quotes.h"

#include "word.h"

/* Whether an odd number of a block's bits is set. */
static bool is_odd(uint32_t mask)
{
    mask ^= mask >> 8;
    mask ^= mask >> 4;
    return (0x6996 >> (mask & 15) & 1) != 0; /* for each of four bits, whether that is so */
}

static bool has_byte(const char *data, size_t blocks, char byte)
{
    ddbs_block found = ddbs_block_equal(ddbs_block_load(data), byte);
    for (size_t i = 1; i < blocks; i++)
        found = ddbs_block_either(found, ddbs_block_equal(ddbs_block_load(data + i * BLOCK), byte));
    return ddbs_block_mask(found) != 0;
}

enum { FEW = 4 };

/* Turns the places over where these few blocks have a quote. */
static ddbs_block count_quotes(ddbs_block odd, const char *data)
{
    for (size_t i = 0; i < FEW; i++)
        odd = ddbs_block_just_one(odd, ddbs_block_equal(ddbs_block_load(data + i * BLOCK), '"'));
    return odd;
}

/* Where there is no backslash, each quote turns the state over. Scans a few blocks at a time, as
 * long as there is none; returns how far that went. */
static size_t scan_blocks(struct quote_scan *scan, const char *data, size_t length)
{
    size_t i = 0, size = FEW * BLOCK;
    ddbs_block odd = ddbs_block_of_words(0, 0); /* where blocks so far had a quote */
    if (scan->escaped)
        return 0;
    for (; length - i >= size && !has_byte(data + i, FEW, '\\'); i += size)
        odd = count_quotes(odd, data + i);
    scan->inside ^= is_odd(ddbs_block_mask(odd));
    return i;
}

/* The bytes of a block that a backslash escapes, the first perhaps by one before the block. Notes
 * whether the last one escapes what comes behind it. */
static uint32_t step_over_escapes(struct quote_scan *scan, uint32_t backslashes)
{
    uint32_t escaped = scan->escaped;
    for (backslashes &= ~escaped; backslashes != 0; backslashes &= ~escaped) {
        escaped |= (backslashes & -backslashes) << 1;
        backslashes &= backslashes - 1;
    }
    scan->escaped = (escaped >> BLOCK) != 0;
    return escaped;
}

uint32_t ddbs_quotes_scan_block(struct quote_scan *scan, ddbs_block block)
{
    uint32_t backslashes = ddbs_block_find(block, '\\'), inside = ddbs_block_find(block, '"');
    if (backslashes != 0 || scan->escaped)
        inside &= ~step_over_escapes(scan, backslashes);
    inside ^= scan->inside;
    /* A byte is inside if an odd number of quotes has come by then, its own included: what is known
     * of one, two, four and eight bytes becomes known of twice as many. */
    for (uint32_t step = 1; step < BLOCK; step *= 2)
        inside ^= inside << step;
    scan->inside = (inside >> (BLOCK - 1) & 1) != 0;
    return inside & 0xffff;
}

void ddbs_quotes_scan(struct quote_scan *scan, const char *data, size_t length)
{
    size_t i = 0;
    while (length - i >= BLOCK) {
        i += scan_blocks(scan, data + i, length - i); /* up to where a backslash is near */
        for (size_t few = FEW; few > 0 && length - i >= BLOCK; few--, i += BLOCK)
            ddbs_quotes_scan_block(scan, ddbs_block_load(data + i));
    }
    for (; i < length; i++)
        ddbs_quotes_scan_byte(scan, data[i]);
}

static ddbs_block find_marks(const char *data)
{
    ddbs_block block = ddbs_block_load(data);
    return ddbs_block_either(ddbs_block_equal(block, '"'), ddbs_block_equal(block, '\\'));
}

static bool has_mark_in_four(const char *data)
{
    ddbs_block found = find_marks(data);
    for (size_t i = 1; i < 4; i++)
        found = ddbs_block_either(found, find_marks(data + i * BLOCK));
    return ddbs_block_mask(found) != 0;
}

size_t ddbs_quotes_find_mark(const char *data, size_t length)
{
    size_t i = 0;
    while (length - i >= (size_t)4 * BLOCK && !has_mark_in_four(data + i))
        i += (size_t)4 * BLOCK;
    for (; length - i >= BLOCK; i += BLOCK) {
        uint32_t marks = ddbs_block_mask(find_marks(data + i));
        if (marks != 0)
            return i + ddbs_lowest_bit(marks);
    }
    while (i < length && data[i] != '"' && data[i] != '\\')
        i++;
    return i;
}

bool ddbs_quotes_is_escaped(const char *data, size_t position)
{
    size_t backslashes = 0;
    while (backslashes < position && data[position - 1 - backslashes] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/* How much is left of the data without the blocks at its end, so many together, that have no
 * quote. */
static size_t drop_blocks(const char *data, size_t length, size_t blocks)
{
    size_t size = blocks * BLOCK;
    while (length >= size && !has_byte(data + length - size, blocks, '"'))
        length -= size;
    return length;
}

size_t ddbs_quotes_find_last(const char *data, size_t length)
{
    for (size_t i = length; i > 0; i--) {
        i = drop_blocks(data, i, 4);
        i = drop_blocks(data, i, 1);
        if (i > 0 && data[i - 1] == '"' && !ddbs_quotes_is_escaped(data, i - 1))
            return i - 1;
        if (i == 0)
            break;
    }
    return 0;
}

size_t ddbs_quotes_scan_string(struct quote_scan *scan, const char *data, size_t length)
{
    size_t i = 0;
    while (i < length && scan->inside) {
        if (!scan->escaped)
            i += ddbs_quotes_find_mark(data + i, length - i);
        if (i < length)
            ddbs_quotes_scan_byte(scan, data[i++]);
    }
    return i;
}

size_t ddbs_quotes_string_length(const char *data, size_t length)
{
    struct quote_scan scan = { .inside = true };
    return 1 + ddbs_quotes_scan_string(&scan, data + 1, length - 1);
}

/* Steps that have no quote lie inside of a long string, or in what stands between strings. */
size_t ddbs_quotes_find_long(const char *data, size_t length)
{
    enum { BLOCKS = 16, STEP = BLOCKS * BLOCK };
    struct quote_scan scan = { false, false };
    size_t scanned = 0;
    for (size_t i = 0; length - i >= STEP; i += STEP) {
        if (has_byte(data + i, BLOCKS, '"'))
            continue;
        ddbs_quotes_scan(&scan, data + scanned, i - scanned);
        scanned = i;
        if (scan.inside) {
            size_t start = ddbs_quotes_find_last(data, i);
            return start == ddbs_word_start(data, start) ? start : length;
        }
    }
    return length;
}
