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

/* The first byte that is a quote, a backslash, a control character or no ASCII. */
static inline const char *ddbs_skip_plain(const char *at, const char *end)
{
    for (; end - at >= BLOCK; at += BLOCK) {
        uint32_t stops = ddbs_block_stops(ddbs_block_load(at));
        if (stops != 0)
            return at + ddbs_lowest_bit(stops);
    }
    while (at < end && ddbs_is_plain(*at))
        at++;
    return at;
}

/* Copies the run at the front of the data; returns its length. What is behind the copy, but within
 * `length`, comes out as anything. */
static inline size_t ddbs_copy_plain(char *to, const char *from, size_t length)
{
    char last[BLOCK] = { 0 }; /* which are no plain bytes, so the run ends at the last one */
    size_t at = 0;
    for (; length - at >= BLOCK; at += BLOCK) {
        ddbs_block block = ddbs_block_load(from + at);
        uint32_t stops = ddbs_block_stops(block);
        ddbs_block_store(to + at, block);
        if (stops != 0)
            return at + ddbs_lowest_bit(stops);
    }
    ddbs_block_copy_few(last, from + at, length - at);
    ddbs_block_copy_few(to + at, last, length - at);
    return at + ddbs_lowest_bit(ddbs_block_stops(ddbs_block_load(last)));
}

#endif
