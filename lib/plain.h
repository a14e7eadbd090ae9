/* Runs of bytes that stand for themselves in a JSON string: ASCII, and no quote, backslash or control
 * character. */
#ifndef DDBS_PLAIN_H
#define DDBS_PLAIN_H

#include <stdbool.h>

#include "block.h"

static inline bool ddbs_is_plain(char byte)
{
    return (unsigned char)byte >= 0x20 && (unsigned char)byte < 0x80 && byte != '"' && byte != '\\';
}

/* Whether, and not where, a byte of four blocks ends a run. */
static inline bool ddbs_ends_in_four_blocks(const char *at)
{
    uint32_t stops = 0;
    for (int i = 0; i < 4; i++)
        stops |= ddbs_block_stops(ddbs_block_load(at + i * BLOCK));
    return stops != 0;
}

/* Where the first block begins in which a run ends; if it ends in none, where less than a block is
 * left. */
static inline const char *ddbs_skip_plain_blocks(const char *at, const char *end)
{
    if (end - at < BLOCK || ddbs_block_stops(ddbs_block_load(at)) != 0) /* most runs are short */
        return at;
    at += BLOCK;
    while (end - at >= 4 * BLOCK && !ddbs_ends_in_four_blocks(at))
        at += 4 * BLOCK;
    while (end - at >= BLOCK && ddbs_block_stops(ddbs_block_load(at)) == 0)
        at += BLOCK;
    return at;
}

/* The first byte that is a quote, a backslash, a control character or no ASCII. */
static inline const char *ddbs_skip_plain(const char *at, const char *end)
{
    at = ddbs_skip_plain_blocks(at, end);
    if (end - at >= BLOCK)
        return at + ddbs_lowest_bit(ddbs_block_stops(ddbs_block_load(at)));
    while (at < end && ddbs_is_plain(*at))
        at++;
    return at;
}

/* Copies a block; which of its bytes end a run. */
static inline uint32_t ddbs_copy_plain_block(char *to, const char *from)
{
    ddbs_block block = ddbs_block_load(from);
    ddbs_block_store(to, block);
    return ddbs_block_stops(block);
}

static inline uint32_t ddbs_copy_two_plain_blocks(char *to, const char *from)
{
    uint32_t stops = ddbs_copy_plain_block(to, from);
    return stops | ddbs_copy_plain_block(to + BLOCK, from + BLOCK) << BLOCK;
}

static inline uint64_t ddbs_copy_four_plain_blocks(char *to, const char *from)
{
    uint64_t stops = ddbs_copy_two_plain_blocks(to, from);
    return stops
           | (uint64_t)ddbs_copy_two_plain_blocks(to + 2 * BLOCK, from + 2 * BLOCK) << 2 * BLOCK;
}

/* Copies the run at the front of the data, as far as it fills whole blocks or ends in one; returns
 * that length. By fours: how long a run is can't be foreseen, so the fewer branches depend on it the
 * better. What is behind the copy, but within `length`, comes out as anything. */
static inline size_t ddbs_copy_plain_blocks(char *to, const char *from, size_t length)
{
    size_t at = 0;
    for (; length - at >= 4 * BLOCK; at += 4 * BLOCK) {
        uint64_t stops = ddbs_copy_four_plain_blocks(to + at, from + at);
        if (stops != 0)
            return at + ddbs_lowest_bit(stops);
    }
    for (; length - at >= BLOCK; at += BLOCK) {
        uint32_t stops = ddbs_copy_plain_block(to + at, from + at);
        if (stops != 0)
            return at + ddbs_lowest_bit(stops);
    }
    return at;
}

/* Copies fewer bytes than a block has; whether all are plain. The bytes are looked at as they come: a
 * block that has just been put together in memory is slow to load. */
static inline bool ddbs_copy_few_if_plain(char *to, const char *from, size_t length)
{
    uint64_t first = 0x2020202020202020, second = first; /* spaces, which are plain */
    if (length >= 8) {
        memcpy(&first, from, 8);
        memcpy(&second, from + length - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + length - 8, &second, 8);
    } else if (length >= 4) {
        uint32_t begin, end;
        memcpy(&begin, from, 4);
        memcpy(&end, from + length - 4, 4);
        memcpy(to, &begin, 4);
        memcpy(to + length - 4, &end, 4);
        first = begin | (uint64_t)end << 32;
    } else if (length > 0) {
        const char three[] = { from[0], from[length / 2], from[length - 1] };
        to[0] = three[0];
        to[length / 2] = three[1];
        to[length - 1] = three[2];
        memcpy(&first, three, sizeof three);
    }
    return ddbs_block_stops(ddbs_block_of_words(first, second)) == 0;
}

/* Copies the run at the front of the data; returns its length. There is room for a block more than
 * `length`, and what is behind the copy comes out as anything. */
static inline size_t ddbs_copy_plain(char *to, const char *from, size_t length)
{
    size_t at = ddbs_copy_plain_blocks(to, from, length), rest = length - at;
    char last[BLOCK] = { 0 };
    if (rest >= BLOCK)
        return at;
    if (ddbs_copy_few_if_plain(to + at, from + at, rest))
        return length;
    ddbs_block_copy_few(last, from + at, rest);
    return at + ddbs_lowest_bit(ddbs_block_stops(ddbs_block_load(last)));
}

/* Copies text that is mostly plain; whether all of it is. If not, the copy comes out as anything. */
static inline bool ddbs_copy_if_plain(char *to, const char *from, size_t length)
{
    size_t used, last = length - BLOCK;
    if (length < BLOCK)
        return ddbs_copy_few_if_plain(to, from, length);
    used = ddbs_copy_plain_blocks(to, from, length);
    return used > last && ddbs_copy_plain_block(to + last, from + last) == 0;
}

#endif
