/* Looks for the frame: nearly always it has no space, and else token by token. */
#include "frame.h"

#include "same.h"
#include "space.h"

/* Steps over space and the token; NULL when another one stands there. */
static const char *step(const char *at, const char *end, const char *token)
{
    size_t length = strlen(token);
    if (at == NULL)
        return NULL;
    at = ddbs_skip_space(at, end);
    return (size_t)(end - at) >= length && ddbs_same(at, token, length) ? at + length : NULL;
}

size_t ddbs_frame_front(const char *data, size_t length)
{
    enum { USUAL = sizeof "{\"Records\":[" - 1 };
    const char *end = data + length, *at;
    if (length >= USUAL && memcmp(data, "{\"Records\":[", USUAL) == 0)
        return USUAL;
    at = step(data, end, "{");
    at = step(at, end, "\"Records\"");
    at = step(at, end, ":");
    at = step(at, end, "[");
    return at != NULL ? (size_t)(at - data) : 0;
}

bool ddbs_frame_is_end(const char *data, size_t length)
{
    const char *end = data + length, *at;
    if (length == 2 && memcmp(data, "]}", 2) == 0)
        return true;
    at = step(data, end, "]");
    at = step(at, end, "}");
    return at != NULL && ddbs_skip_space(at, end) == end;
}
