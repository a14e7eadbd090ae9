/* Checks that what is stepped over on the lane is JSON, and makes nothing of it. */
#include "lane_skip.h"

#include "decimal.h"
#include "lane_step.h"
#include "lane_text.h"
#include "plain.h"
#include "same.h"

/* Objects and arrays that are open; a bit for each, set for an object. */
struct skipped {
    uint64_t objects;
    size_t depth, most;
};

static const char *skip_name(struct lane *lane, const char *at)
{
    at = ddbs_lane_skip_text(lane, at);
    return at != NULL ? ddbs_lane_step(lane, at, ':') : NULL;
}

static const char *skip_scalar(struct lane *lane, const char *at)
{
    ddbstream_string word;
    const char *end;
    bool is_true;
    if (ddbs_lane_is_next(lane, &at, '"'))
        return ddbs_lane_skip_text(lane, at);
    if (ddbs_lane_is_next(lane, &at, 'n'))
        return ddbs_lane_null(lane, at);
    end = ddbs_lane_word(lane, at, &word);
    if (end == NULL || ddbs_decimal_is_number(word.data, word.length))
        return end;
    return ddbs_lane_boolean(lane, at, &is_true);
}

/* {"S":"text"}, as most values stand, whatever its type's letter: no string in it can be too long.
 * NULL, and nothing taken, when it is something else. */
static const char *skip_short_value(const struct lane *lane, const char *at)
{
    enum { FRONT = sizeof "{\"S\":\"" - 1, BEHIND = sizeof "\"}" - 1 };
    const char *first, *end;
    if (lane->end - at < FRONT + BLOCK + BEHIND || !ddbs_same_two(at, "{\"")
        || !ddbs_is_plain(at[2]) || !ddbs_same_two(at + 3, "\":") || at[FRONT - 1] != '"')
        return NULL;
    first = at + FRONT;
    end = first + ddbs_lowest_bit(ddbs_block_stops(ddbs_block_load(first)) | (uint32_t)1 << BLOCK);
    return ddbs_same_two(end, "\"}") ? end + BEHIND : NULL;
}

/* The front of a value, up to where the next one begins or, `has_ended`, behind it. */
static const char *skip_front(struct lane *lane, const char *at, struct skipped *skipped,
                              bool *has_ended)
{
    bool is_object = ddbs_lane_is_next(lane, &at, '{');
    const char *behind;
    *has_ended = true;
    if (!is_object && !ddbs_lane_is_next(lane, &at, '['))
        return skip_scalar(lane, at);
    if (skipped->depth == skipped->most)
        return NULL;
    if (is_object && (behind = skip_short_value(lane, at)) != NULL)
        return behind;
    at++;
    if (ddbs_lane_is_next(lane, &at, is_object ? '}' : ']'))
        return at + 1;
    *has_ended = false;
    skipped->objects = skipped->objects << 1 | is_object;
    skipped->depth++;
    return is_object ? skip_name(lane, at) : at;
}

/* Behind a value: closes what ends there, up to the next value, or to the end of all. */
static const char *skip_ends(struct lane *lane, const char *at, struct skipped *skipped)
{
    while (at != NULL && skipped->depth > 0) {
        bool in_object = (skipped->objects & 1) != 0;
        if (ddbs_lane_is_next(lane, &at, ','))
            return in_object ? skip_name(lane, at + 1) : at + 1;
        at = ddbs_lane_step(lane, at, in_object ? '}' : ']');
        skipped->objects >>= 1;
        skipped->depth--;
    }
    return at;
}

const char *ddbs_lane_skip(struct lane *lane, const char *at, size_t around)
{
    enum { MOST = 64 };
    size_t limit = lane->record->limits.depth;
    struct skipped skipped = { 0, 0, MOST };
    bool has_ended;
    if (limit - around < MOST)
        skipped.most = limit - around;
    do {
        at = skip_front(lane, at, &skipped, &has_ended);
        if (has_ended && at != NULL)
            at = skip_ends(lane, at, &skipped);
    } while (at != NULL && (skipped.depth > 0 || !has_ended));
    return at;
}
