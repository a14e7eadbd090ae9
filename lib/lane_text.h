/* Strings, numbers and literals on the lane. */
#ifndef DDBS_LANE_TEXT_H
#define DDBS_LANE_TEXT_H

#include "block.h"
#include "lane_step.h"

/* Counts text as the value parser does; false when there is too much of it. */
static inline bool ddbs_lane_may_keep(struct lane *lane, size_t length)
{
    if (length > lane->max_string || length > lane->bytes_left)
        return false;
    lane->bytes_left -= length;
    return true;
}

/* Whether a block can be read at the place, and written to the arena with a byte behind it. */
static inline bool ddbs_lane_has_block(const struct lane *lane, const char *at)
{
    return lane->end - at >= BLOCK && lane->arena->end - lane->arena->next > BLOCK;
}

/* Takes into use what a block has written to the arena, as a text of that length. */
static inline ddbstream_string ddbs_lane_keep(struct lane *lane, size_t length)
{
    char *text = lane->arena->next;
    text[length] = '\0';
    lane->arena->next += length + 1;
    return (ddbstream_string){ text, length };
}

/* A string of any length, behind its first quote. */
const char *ddbs_lane_long_text(struct lane *lane, const char *at, ddbstream_string *text);

/* A string. */
static inline const char *ddbs_lane_text(struct lane *lane, const char *at, ddbstream_string *text)
{
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL)
        return NULL;
    if (ddbs_lane_has_block(lane, at)) {
        uint32_t stops = ddbs_block_stops(at);
        ddbs_block_copy(lane->arena->next, at);
        if (stops != 0) {
            size_t length = ddbs_lowest_bit(stops);
            if (at[length] == '"' && ddbs_lane_may_keep(lane, length)) {
                *text = ddbs_lane_keep(lane, length);
                return at + length + 1;
            }
        }
    }
    return ddbs_lane_long_text(lane, at, text);
}

/* A string that is checked and dropped. */
const char *ddbs_lane_skip_text(struct lane *lane, const char *at);

/* A string that stands in the bytes as it is: all in ASCII and without escapes. */
const char *ddbs_lane_raw(struct lane *lane, const char *at, ddbstream_string *raw);

/* A string that is a number. */
const char *ddbs_lane_number(struct lane *lane, const char *at, ddbstream_string *text);

/* A string that is base64. */
const char *ddbs_lane_base64(struct lane *lane, const char *at, ddbstream_bytes *bytes);

/* A number or literal as it stands; whether it is one is for others to say. */
const char *ddbs_lane_word(struct lane *lane, const char *at, ddbstream_string *word);

const char *ddbs_lane_boolean(struct lane *lane, const char *at, bool *boolean);

const char *ddbs_lane_null(struct lane *lane, const char *at);

/* A copy of the text, in the arena; false when there is no memory. */
bool ddbs_lane_copy(struct lane *lane, ddbstream_string text, ddbstream_string *copy);

#endif
