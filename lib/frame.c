/* Looks for the frame, token by token. */
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

/* Nearly always there is no space. */
static bool is_usual_front(const char *data, size_t length)
{
    enum { USUAL = sizeof "{\"Records\":[" - 1 };
    return length >= USUAL && ddbs_same(data, "{\"Records\":[", USUAL);
}

size_t ddbs_frame_front(const char *data, size_t length)
{
    const char *end = data + length, *at;
    if (is_usual_front(data, length))
        return strlen("{\"Records\":[");
    at = step(data, end, "{");
    at = step(at, end, "\"Records\"");
    at = step(at, end, ":");
    at = step(at, end, "[");
    return at != NULL ? (size_t)(at - data) : 0;
}

bool ddbs_frame_is_end(const char *data, size_t length)
{
    const char *end = data + length, *at = step(data, end, "]");
    at = step(at, end, "}");
    return at != NULL && ddbs_skip_space(at, end) == end;
}
