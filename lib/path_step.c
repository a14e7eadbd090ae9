/* Takes document paths apart; knows nothing of what they lead to. */
#include "path_step.h"

#include <stdint.h>
#include <string.h>

static const struct path_step bad = { .kind = STEP_BAD };

static bool skip(struct path_rest *rest, char c)
{
    if (rest->at == rest->end || *rest->at != c)
        return false;
    rest->at++;
    return true;
}

/* Lenient: all but what has a meaning in paths. */
static struct path_step read_name(struct path_rest *rest)
{
    const char *first = rest->at;
    while (rest->at < rest->end && strchr(".[]\"", *rest->at) == NULL)
        rest->at++;
    if (rest->at == first)
        return bad;
    return (struct path_step){ STEP_NAME, { first, (size_t)(rest->at - first) }, 0 };
}

/* Behind the quote; what stands in it is looked at when it is used. */
static struct path_step read_quoted(struct path_rest *rest)
{
    const char *first = rest->at;
    while (rest->at < rest->end && *rest->at != '"') {
        if (*rest->at == '\\' && rest->at + 1 < rest->end)
            rest->at++;
        rest->at++;
    }
    if (!skip(rest, '"') || !skip(rest, ']'))
        return bad;
    return (struct path_step){ STEP_QUOTED, { first, (size_t)(rest->at - first) - 2 }, 0 };
}

static struct path_step read_index(struct path_rest *rest)
{
    const char *first = rest->at;
    size_t index = 0;
    for (; rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9'; rest->at++) {
        size_t digit = (size_t)(*rest->at - '0');
        if (index > (SIZE_MAX - digit) / 10)
            return bad;
        index = index * 10 + digit;
    }
    if (rest->at == first || !skip(rest, ']'))
        return bad;
    return (struct path_step){ .kind = STEP_INDEX, .index = index };
}

struct path_step ddbs_path_step(struct path_rest *rest)
{
    bool is_first = rest->is_first;
    rest->is_first = false;
    if (rest->at == rest->end && !is_first)
        return (struct path_step){ .kind = STEP_END };
    if (skip(rest, '[')) {
        if (skip(rest, '"'))
            return read_quoted(rest);
        return is_first ? bad : read_index(rest);
    }
    if (!is_first && !skip(rest, '.'))
        return bad;
    return read_name(rest);
}
