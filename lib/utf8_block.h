/* UTF-8 a block at a time: where utf8.h judges one sequence, this judges all that begin in a block.
 *
 *     bytes       a  c3 a9  e2 82 ac  b  f0 9f ...
 *     leads       .  1  .   1  .  .   .  1  .       a bit for each byte
 *     needed      .  .  1   .  1  1   .  .  1       moved on from the leads
 *     following   .  .  1   .  1  1   .  .  1       must be the same */
#ifndef DDBS_UTF8_BLOCK_H
#define DDBS_UTF8_BLOCK_H

#include "block.h"

/* The second bytes that are out of their lead's narrower range (RFC 3629, section 4), and the leads
 * that there are none of. */
static inline uint32_t ddbs_utf8_outsiders(ddbs_block block, uint32_t leads)
{
    uint32_t from_90 = ddbs_block_at_least(block, 0x90), from_a0 = ddbs_block_at_least(block, 0xa0);
    uint32_t overlong = (ddbs_block_find(block, (char)0xe0) << 1 & ~from_a0)
                        | (ddbs_block_find(block, (char)0xf0) << 1 & ~from_90)
                        | (leads & ~ddbs_block_at_least(block, 0xc2));
    uint32_t surrogates = ddbs_block_find(block, (char)0xed) << 1 & from_a0;
    uint32_t too_high =
        (ddbs_block_find(block, (char)0xf4) << 1 & from_90) | ddbs_block_at_least(block, 0xf5);
    return overlong | surrogates | too_high;
}

/* How many bytes at the front are whole characters of UTF-8, none of them a byte of `stops`. */
static inline size_t ddbs_utf8_characters(ddbs_block block, uint32_t stops)
{
    uint32_t beyond_ascii = ddbs_block_beyond_ascii(block);
    uint32_t leads = ddbs_block_at_least(block, 0xc0);
    uint32_t of_three = ddbs_block_at_least(block, 0xe0);
    uint32_t of_four = ddbs_block_at_least(block, 0xf0);
    uint32_t following = beyond_ascii & ~leads;
    uint32_t needed = leads << 1 | of_three << 2 | of_four << 3;
    uint32_t faults = (needed ^ following) | ddbs_utf8_outsiders(block, leads) | stops;
    uint32_t end = (uint32_t)1 << ddbs_lowest_bit(faults | (uint32_t)1 << BLOCK);
    /* The lead of a character that isn't whole there: before that place all is well. */
    uint32_t cut = (leads & end >> 1) | (of_three & end >> 2) | (of_four & end >> 3);
    return ddbs_lowest_bit(cut | end);
}

/* Copies characters from the front of the data, by the block while there are some in it that are not
 * ASCII: where there is one there are mostly more. All of them stand for themselves in a JSON string.
 * Returns how many bytes they are; what is behind the copy, but within `length`, comes out as
 * anything. */
static inline size_t ddbs_utf8_copy_blocks(char *to, const char *from, size_t length)
{
    size_t at = 0;
    while (length - at >= BLOCK) {
        ddbs_block block = ddbs_block_load(from + at);
        uint32_t beyond_ascii = ddbs_block_beyond_ascii(block);
        size_t used = ddbs_utf8_characters(block, ddbs_block_stops(block) & ~beyond_ascii);
        if (beyond_ascii == 0 || used == 0)
            break;
        ddbs_block_store(to + at, block);
        at += used;
    }
    return at;
}

#endif
