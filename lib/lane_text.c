/* Strings on the lane that are long or unusual, and what is made of their text. */
#include "lane_text.h"

#include "base64.h"
#include "decimal.h"
#include "plain.h"
#include "same.h"
#include "unescape.h"
#include "word.h"

bool ddbs_lane_copy(struct lane *lane, ddbstream_string text, ddbstream_string *copy)
{
    bool has_copied = ddbs_arena_copy_string(lane->arena, text.data, text.length, copy);
    if (!has_copied)
        ddbs_lane_no_memory(lane);
    return has_copied;
}

/* As far as the arena has room for the text, with a byte behind it. */
static const char *end_of_room(const struct lane *lane, const char *at, size_t used)
{
    size_t bytes = (size_t)(lane->end - at);
    size_t room = (size_t)(lane->arena->end - lane->arena->next);
    if (room <= used)
        return at;
    return room - used > bytes ? lane->end : at + (room - used - 1);
}

/* Whether the text stops there only for want of room. */
static bool may_go_on(const struct lane *lane, const char *start, const char *stop, const char *end)
{
    return end < lane->end && end - stop < LONGEST_CHARACTER
           && (size_t)(stop - start) <= lane->max_string;
}

/* Text of which so many bytes, all plain, have been copied. It may have to move. */
static const char *take_rest(struct lane *lane, const char *at, size_t used, ddbstream_string *text)
{
    struct arena *arena = lane->arena;
    const char *start = at, *end = end_of_room(lane, at, 0);
    size_t more;
    at += used;
    for (;;) {
        if (at < end && *at != '"') {
            at = ddbs_unescape_part(at, end, arena->next + used, &more);
            used += more;
        }
        if (at < end && *at == '"')
            break;
        if (!may_go_on(lane, start, at, end))
            return NULL;
        if (!ddbs_arena_move(arena, used, 2 * used + LONGEST_CHARACTER + 1))
            return ddbs_lane_no_memory(lane);
        end = end_of_room(lane, at, used);
    }
    if ((size_t)(at - start) > lane->max_string)
        return NULL;
    *text = ddbs_lane_keep(arena, used);
    return at + 1;
}

/* Text is copied, and its escapes undone, while its end is looked for. */
const char *ddbs_lane_long_text(struct lane *lane, const char *at, ddbstream_string *text)
{
    const char *end = end_of_room(lane, at, 0);
    size_t used = ddbs_copy_plain_blocks(lane->arena->next, at, (size_t)(end - at));
    if (at + used == end || at[used] != '"' || used > lane->max_string)
        return take_rest(lane, at, used, text);
    *text = ddbs_lane_keep(lane->arena, used);
    return at + used + 1;
}

const char *ddbs_lane_skip_text(struct lane *lane, const char *at)
{
    struct arena_mark before = ddbs_arena_mark(lane->arena);
    const char *end;
    ddbstream_string dropped;
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL)
        return NULL;
    end = ddbs_skip_plain(at, lane->end);
    if (end == lane->end || (size_t)(end - at) > lane->max_string)
        return NULL;
    if (*end == '"')
        return end + 1;
    at = ddbs_lane_long_text(lane, at, &dropped);
    ddbs_arena_go_back(lane->arena, before);
    return at;
}

/* Such a string, behind its first quote. */
static const char *take_raw(const struct lane *lane, const char *at, ddbstream_string *raw)
{
    const char *end = ddbs_skip_plain(at, lane->end);
    if (end == lane->end || *end != '"' || (size_t)(end - at) > lane->max_string)
        return NULL;
    *raw = (ddbstream_string){ at, (size_t)(end - at) };
    return end + 1;
}

const char *ddbs_lane_raw(struct lane *lane, const char *at, ddbstream_string *raw)
{
    at = ddbs_lane_step(lane, at, '"');
    return at != NULL ? take_raw(lane, at, raw) : NULL;
}

/* A number of digits, with all that DynamoDB keeps of them. NULL, and nothing taken, when it is
 * another one. */
static const char *take_digits(struct lane *lane, const char *first, ddbstream_string *text)
{
    enum { BLOCKS = 4 };
    uint64_t stops, no_digits = 0;
    size_t length;
    if (!ddbs_lane_has_bytes(lane, lane->arena, first, BLOCKS * BLOCK))
        return NULL;
    stops = ddbs_copy_four_plain_blocks(lane->arena->next, first);
    if (stops == 0)
        return NULL;
    for (int i = 0; i < BLOCKS; i++)
        no_digits |= (uint64_t)ddbs_block_no_digits(ddbs_block_load(first + i * BLOCK))
                     << i * BLOCK;
    length = ddbs_lowest_bit(stops);
    if (first[length] != '"' || length > lane->max_string
        || !ddbs_is_simple_number(no_digits, first, length))
        return NULL;
    *text = ddbs_lane_keep(lane->arena, length);
    return first + length + 1;
}

/* A number of any form that stands in the bytes as it is. */
static const char *take_number(struct lane *lane, const char *first, ddbstream_string *text)
{
    ddbstream_string raw;
    const char *behind = take_raw(lane, first, &raw);
    if (behind == NULL || !ddbs_decimal_is_number(raw.data, raw.length)
        || !ddbs_lane_copy(lane, raw, text))
        return NULL;
    return behind;
}

const char *ddbs_lane_long_number(struct lane *lane, const char *at, ddbstream_string *text)
{
    const char *behind = take_digits(lane, at, text);
    return behind != NULL ? behind : take_number(lane, at, text);
}

/* Its end is found by its quote alone: all that is no base64 before it is refused. */
const char *ddbs_lane_base64(struct lane *lane, const char *at, ddbstream_bytes *bytes)
{
    const char *end;
    char *copy;
    size_t length;
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL || (end = memchr(at, '"', (size_t)(lane->end - at))) == NULL)
        return NULL;
    length = (size_t)(end - at);
    if (length > lane->max_string)
        return NULL;
    copy = ddbs_arena_take_bytes(lane->arena, ddbs_base64_decoded_room(length) + 1);
    if (copy == NULL)
        return ddbs_lane_no_memory(lane);
    bytes->data = (unsigned char *)copy;
    if (!ddbs_base64_decode(at, length, (unsigned char *)copy, &bytes->length))
        return NULL;
    copy[bytes->length] = '\0';
    return end + 1;
}

const char *ddbs_lane_word(struct lane *lane, const char *at, ddbstream_string *word)
{
    at = ddbs_lane_token(lane, at);
    word->data = at;
    word->length = ddbs_word_end(at, (size_t)(lane->end - at));
    at += word->length;
    return word->length > 0 && word->length <= LONGEST_WORD && at < lane->end ? at : NULL;
}

/* What comes behind a literal is for those to see who go on from there. */
static const char *take_literal(const struct lane *lane, const char *at, const char *literal,
                                size_t length)
{
    bool is_there = (size_t)(lane->end - at) >= length && ddbs_same(at, literal, length);
    return is_there ? at + length : NULL;
}

const char *ddbs_lane_boolean(struct lane *lane, const char *at, bool *boolean)
{
    const char *behind;
    at = ddbs_lane_token(lane, at);
    behind = take_literal(lane, at, "true", 4);
    *boolean = behind != NULL;
    return behind != NULL ? behind : take_literal(lane, at, "false", 5);
}

const char *ddbs_lane_null(struct lane *lane, const char *at)
{
    return take_literal(lane, ddbs_lane_token(lane, at), "null", 4);
}
