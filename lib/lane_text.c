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

/* How much of the bytes the arena has room for, with a byte behind it. */
static size_t room_for(const struct lane *lane, const char *at)
{
    size_t bytes = (size_t)(lane->end - at);
    size_t room = (size_t)(lane->arena->end - lane->arena->next);
    return room > bytes ? bytes : room > 0 ? room - 1 : 0;
}

/* The quote that ends a string; NULL when there is none. */
static const char *find_end(const struct lane *lane, const char *at)
{
    for (at = ddbs_skip_plain(at, lane->end); at < lane->end && *at != '"';) {
        ptrdiff_t step = *at == '\\' ? 2 : 1;
        at = lane->end - at > step ? ddbs_skip_plain(at + step, lane->end) : lane->end;
    }
    return at < lane->end ? at : NULL;
}

/* A string for which the arena's block has too little room. */
static const char *move_to_next_block(struct lane *lane, const char *at, ddbstream_string *text)
{
    const char *end = find_end(lane, at);
    size_t length = end != NULL ? (size_t)(end - at) : 0;
    char *copy;
    if (end == NULL || !ddbs_lane_may_keep(lane, length))
        return NULL;
    copy = ddbs_arena_take_bytes(lane->arena, length + 1);
    if (copy == NULL)
        return ddbs_lane_no_memory(lane);
    text->data = copy;
    return ddbs_unescape(at, length, copy, &text->length) ? end + 1 : NULL;
}

/* Its text is copied, and its escapes undone, while its end is looked for. */
const char *ddbs_lane_long_text(struct lane *lane, const char *at, ddbstream_string *text)
{
    size_t room = room_for(lane, at), length;
    const char *end =
        room > 0 ? ddbs_unescape_string(at, at + room, lane->arena->next, &length) : NULL;
    if (end == NULL)
        return at + room < lane->end ? move_to_next_block(lane, at, text) : NULL;
    if (!ddbs_lane_may_keep(lane, (size_t)(end - at)))
        return NULL;
    *text = ddbs_lane_keep(lane, length);
    return end + 1;
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
