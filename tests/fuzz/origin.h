/* Checks what has been decoded against the bytes that it came from. */
#ifndef ORIGIN_H
#define ORIGIN_H

#include <ddbstream/member.h>
#include <ddbstream/value.h>

/* Unicode, with a NUL behind it; or absent. */
void check_text(ddbstream_string text);

/* Text that came as the string at `at`. */
void check_string(ddbstream_string text, const char *data, size_t at);

/* Attributes that came as the object at `at`. */
void check_map(const ddbstream_map *map, const char *data, size_t at);

/* JSON that was kept of the value at `at`: without space, and else the same. */
void check_json(ddbstream_string json, const char *data, size_t at);

/* Names that the library knows in an object, up to NULL. */
struct names {
    const char *const *always;
    const char *const *at_first; /* until a name tells what the document is; NULL: none */
};

/* The members of that level, which are all those of the object at `at` that are not known. */
void check_unknown(const ddbstream_unknown_members *unknown, ddbstream_level level,
                   const char *data, size_t at, const struct names *known);

#endif
