/* Walks the path of an error: .name, [3] or ["a name"], one after the other. */
#include "attribute_path.h"

#include <stdbool.h>
#include <string.h>

/* From a place inside of a quoted name. */
static size_t end_of_quoted(ddbstream_string path, size_t at)
{
    while (at < path.length && path.data[at] != '"')
        at += path.data[at] == '\\' ? 2 : 1;
    at += strlen("\"]");
    return at < path.length ? at : path.length;
}

/* Of the step that begins there; "$" is one, too. */
static size_t end_of_step(ddbstream_string path, size_t at)
{
    if (path.length - at > 1 && memcmp(path.data + at, "[\"", 2) == 0)
        return end_of_quoted(path, at + 2);
    at++;
    while (at < path.length && path.data[at] != '.' && path.data[at] != '[')
        at++;
    return at;
}

static bool is_image(const char *step, size_t length)
{
    static const char *const images[] = { ".Keys", ".NewImage", ".OldImage", ".Item" };
    for (size_t i = 0; i < sizeof images / sizeof images[0]; i++)
        if (strlen(images[i]) == length && memcmp(images[i], step, length) == 0)
            return true;
    return false;
}

ddbstream_string attribute_path(ddbstream_string path)
{
    bool is_inside = false;
    size_t at = 0;
    while (at < path.length && !is_inside) {
        size_t end = end_of_step(path, at);
        is_inside = is_image(path.data + at, end - at);
        at = end;
    }
    if (at < path.length)
        path.length = end_of_step(path, at);
    return path;
}
