/* Whether two texts are the same, for the many short names that are compared with known ones. */
#ifndef DDBS_SAME_H
#define DDBS_SAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool ddbs_same_four(const char *a, const char *b)
{
    uint32_t left, right;
    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return left == right;
}

static inline bool ddbs_same_eight(const char *a, const char *b)
{
    uint64_t left, right;
    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return left == right;
}

/* Both have `length` bytes. Eight or four at a time, the last ones overlapping those before. */
static inline bool ddbs_same(const char *a, const char *b, size_t length)
{
    const char *end = a + length;
    if (length < 4)
        return memcmp(a, b, length) == 0;
    if (length < 8)
        return ddbs_same_four(a, b) && ddbs_same_four(end - 4, b + length - 4);
    for (; end - a > 8; a += 8, b += 8)
        if (!ddbs_same_eight(a, b))
            return false;
    return ddbs_same_eight(end - 8, b - (a - (end - 8)));
}

#endif
