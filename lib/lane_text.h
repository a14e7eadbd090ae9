/* Strings, numbers and literals on the lane. */
#ifndef DDBS_LANE_TEXT_H
#define DDBS_LANE_TEXT_H

#include "block.h"
#include "lane_step.h"

/* Whether there are so many bytes, with one behind them, and room for them. */
static inline bool ddbs_lane_has_bytes(const struct lane *lane, const struct arena *arena,
                                       const char *at, ptrdiff_t count)
{
    return lane->end - at > count && arena->end - arena->next > count;
}

static inline bool ddbs_lane_has_block(const struct lane *lane, const struct arena *arena,
                                       const char *at)
{
    return ddbs_lane_has_bytes(lane, arena, at, BLOCK);
}

/* Copies the block, and returns how long a text it begins with: that is whole, if a quote comes
 * behind it. */
static inline size_t ddbs_lane_copy_short(char *to, ddbs_block block)
{
    ddbs_block_store(to, block);
    return ddbs_lowest_bit(ddbs_block_stops(block) | (uint32_t)1 << BLOCK);
}

/* Likewise two blocks, with a text that is mostly as long as before. */
static inline size_t ddbs_lane_copy_two(char *to, const char *from, unsigned char *before)
{
    ddbs_block first = ddbs_block_load(from), second = ddbs_block_load(from + BLOCK);
    uint64_t stops = ddbs_block_stops(first) | (uint64_t)ddbs_block_stops(second) << BLOCK;
    ddbs_block_store(to, first);
    ddbs_block_store(to + BLOCK, second);
    return ddbs_lowest_bit_again(stops | (uint64_t)1 << 2 * BLOCK, before);
}

/* Takes into use what a block has written to the arena, as a text of that length. */
static inline ddbstream_string ddbs_lane_keep(struct arena *arena, size_t length)
{
    char *text = arena->next;
    text[length] = '\0';
    arena->next = text + length + 1;
    return (ddbstream_string){ text, length };
}

/* A string of any length, behind its first quote. */
const char *ddbs_lane_long_text(struct lane *lane, const char *at, ddbstream_string *text);

/* A string. Most are shorter than a block. */
static inline const char *ddbs_lane_text(struct lane *lane, const char *at, ddbstream_string *text)
{
    struct arena *arena = lane->arena;
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL)
        return NULL;
    if (ddbs_lane_has_block(lane, arena, at)) {
        size_t length = ddbs_lane_copy_short(arena->next, ddbs_block_load(at));
        if (at[length] == '"') {
            *text = ddbs_lane_keep(arena, length);
            return at + length + 1;
        }
    }
    return ddbs_lane_long_text(lane, at, text);
}

/* A string that is checked and dropped. */
const char *ddbs_lane_skip_text(struct lane *lane, const char *at);

/* A string that stands in the bytes as it is: all in ASCII and without escapes. */
const char *ddbs_lane_raw(struct lane *lane, const char *at, ddbstream_string *raw);

/* A string that is any number, behind its first quote. */
const char *ddbs_lane_long_number(struct lane *lane, const char *at, ddbstream_string *text);

/* Whether it is digits, as most numbers are, with perhaps a sign in front and a point between them.
 * `no_digits` has a bit for each of its bytes, fewer than 64, that is none. */
static inline bool ddbs_is_simple_number(uint64_t no_digits, const char *number, size_t length)
{
    size_t sign = *number == '-';
    const char *first = number + sign;
    size_t digits = length - sign, whole;
    uint64_t end = (uint64_t)1 << digits;
    uint64_t others = (no_digits >> sign) & (end - 1);
    whole = ddbs_lowest_bit(others | end);
    /* No branch, for nobody can foresee which numbers have a point. */
    return (whole > 0) & ((*first != '0') | (whole == 1))
           & ((others == 0)
              | ((first[whole] == '.') & (whole + 1 < digits) & ((others & (others - 1)) == 0)));
}

/* A string that is a number. Most are shorter than a block. */
static inline const char *ddbs_lane_number(struct lane *lane, const char *at,
                                           ddbstream_string *text)
{
    struct arena *arena = lane->arena;
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL)
        return NULL;
    if (ddbs_lane_has_block(lane, arena, at)) {
        ddbs_block block = ddbs_block_load(at);
        size_t length = ddbs_lane_copy_short(arena->next, block);
        if (at[length] == '"' && ddbs_is_simple_number(ddbs_block_no_digits(block), at, length)) {
            *text = ddbs_lane_keep(arena, length);
            return at + length + 1;
        }
    }
    return ddbs_lane_long_number(lane, at, text);
}

/* A string that is base64. */
const char *ddbs_lane_base64(struct lane *lane, const char *at, ddbstream_bytes *bytes);

/* A number or literal as it stands; whether it is one is for others to say. */
const char *ddbs_lane_word(struct lane *lane, const char *at, ddbstream_string *word);

const char *ddbs_lane_boolean(struct lane *lane, const char *at, bool *boolean);

const char *ddbs_lane_null(struct lane *lane, const char *at);

/* A copy of the text, in the arena; false when there is no memory. */
bool ddbs_lane_copy(struct lane *lane, ddbstream_string text, ddbstream_string *copy);

#endif
