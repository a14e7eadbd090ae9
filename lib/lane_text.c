/* Strings on the lane that are long or unusual, and what is made of their text. */
#include "lane_text.h"

#include "base64.h"
#include "decimal.h"
#include "plain.h"
#include "unescape.h"
#include "word.h"

bool ddbs_lane_copy(struct lane *lane, ddbstream_string text, ddbstream_string *copy)
{
    copy->data = ddbs_arena_copy(lane->arena, text.data, text.length);
    copy->length = text.length;
    if (copy->data == NULL)
        ddbs_lane_no_memory(lane);
    return copy->data != NULL;
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
    size_t length = (size_t)(stop - start);
    return end < lane->end && end - stop < LONGEST_CHARACTER && length <= lane->max_string
           && length <= lane->bytes_left;
}

/* Text is copied, and its escapes undone, while its end is looked for. It may have to move. */
const char *ddbs_lane_long_text(struct lane *lane, const char *at, ddbstream_string *text)
{
    struct arena *arena = lane->arena;
    const char *start = at, *end;
    size_t used = 0, more;
    for (;;) {
        end = end_of_room(lane, at, used);
        if (end > at) {
            at = ddbs_unescape_part(at, end, arena->next + used, &more);
            used += more;
        }
        if (at < end && *at == '"')
            break;
        if (!may_go_on(lane, start, at, end))
            return NULL;
        if (!ddbs_arena_move(arena, used, 2 * used + LONGEST_CHARACTER + 1))
            return ddbs_lane_no_memory(lane);
    }
    if (!ddbs_lane_may_keep(lane, (size_t)(at - start)))
        return NULL;
    *text = ddbs_lane_keep(lane, used);
    return at + 1;
}

const char *ddbs_lane_skip_text(struct lane *lane, const char *at)
{
    const char *end;
    ddbstream_string dropped;
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL)
        return NULL;
    end = ddbs_skip_plain(at, lane->end);
    if (end == lane->end || (size_t)(end - at) > lane->max_string)
        return NULL;
    return *end == '"' ? end + 1 : ddbs_lane_long_text(lane, at, &dropped);
}

const char *ddbs_lane_raw(struct lane *lane, const char *at, ddbstream_string *raw)
{
    const char *end;
    at = ddbs_lane_step(lane, at, '"');
    if (at == NULL)
        return NULL;
    end = ddbs_skip_plain(at, lane->end);
    if (end == lane->end || *end != '"' || (size_t)(end - at) > lane->max_string)
        return NULL;
    *raw = (ddbstream_string){ at, (size_t)(end - at) };
    return end + 1;
}

static const char *long_number(struct lane *lane, const char *at, ddbstream_string *text)
{
    ddbstream_string raw;
    at = ddbs_lane_raw(lane, at, &raw);
    if (at == NULL || !ddbs_decimal_is_number(raw.data, raw.length)
        || !ddbs_lane_may_keep(lane, raw.length) || !ddbs_lane_copy(lane, raw, text))
        return NULL;
    return at;
}

/* Whether it is digits, as most numbers are, with perhaps a point between them. `others` has a bit
 * for each byte that is no digit. */
static bool is_simple_number(const char *number, size_t length, uint32_t others)
{
    size_t whole = others == 0 ? length : ddbs_lowest_bit(others);
    if (whole == 0 || (*number == '0' && whole > 1))
        return false;
    return others == 0
           || (number[whole] == '.' && whole + 1 < length && (others & (others - 1)) == 0);
}

const char *ddbs_lane_number(struct lane *lane, const char *at, ddbstream_string *text)
{
    const char *first = ddbs_lane_step(lane, at, '"');
    uint32_t stops, others;
    size_t length;
    if (first == NULL)
        return NULL;
    if (!ddbs_lane_has_block(lane, first) || (stops = ddbs_block_stops(first)) == 0)
        return long_number(lane, at, text);
    length = ddbs_lowest_bit(stops);
    others = ddbs_block_no_digits(first) & (((uint32_t)1 << length) - 1);
    if (first[length] != '"' || !is_simple_number(first, length, others)
        || length > lane->max_string || length > lane->bytes_left)
        return long_number(lane, at, text);
    lane->bytes_left -= length;
    ddbs_block_copy(lane->arena->next, first);
    *text = ddbs_lane_keep(lane, length);
    return first + length + 1;
}

const char *ddbs_lane_base64(struct lane *lane, const char *at, ddbstream_bytes *bytes)
{
    ddbstream_string raw;
    char *copy;
    at = ddbs_lane_raw(lane, at, &raw);
    if (at == NULL || !ddbs_lane_may_keep(lane, raw.length))
        return NULL;
    copy = ddbs_arena_take_bytes(lane->arena, ddbs_base64_decoded_room(raw.length) + 1);
    if (copy == NULL)
        return ddbs_lane_no_memory(lane);
    bytes->data = (unsigned char *)copy;
    if (!ddbs_base64_decode(raw.data, raw.length, (unsigned char *)copy, &bytes->length))
        return NULL;
    copy[bytes->length] = '\0';
    return at;
}

const char *ddbs_lane_word(struct lane *lane, const char *at, ddbstream_string *word)
{
    at = ddbs_lane_token(lane, at);
    word->data = at;
    word->length = ddbs_word_end(at, (size_t)(lane->end - at));
    at += word->length;
    return word->length > 0 && word->length <= LONGEST_WORD && at < lane->end ? at : NULL;
}

static bool is_literal(ddbstream_string word, const char *literal, size_t length)
{
    return word.length == length && memcmp(word.data, literal, length) == 0;
}

const char *ddbs_lane_boolean(struct lane *lane, const char *at, bool *boolean)
{
    ddbstream_string word;
    at = ddbs_lane_word(lane, at, &word);
    if (at == NULL)
        return NULL;
    *boolean = is_literal(word, "true", 4);
    return *boolean || is_literal(word, "false", 5) ? at : NULL;
}

const char *ddbs_lane_null(struct lane *lane, const char *at)
{
    ddbstream_string word;
    at = ddbs_lane_word(lane, at, &word);
    return at != NULL && is_literal(word, "null", 4) ? at : NULL;
}
