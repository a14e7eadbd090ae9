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

size_t ddbs_frame_front(const char *data, size_t length)
{
    static const char usual[] = "{\"Records\":["; /* nearly always there is no space */
    const char *end = data + length, *at = step(data, end, usual);
    if (at != NULL)
        return (size_t)(at - data);
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
