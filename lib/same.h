/* Whether two texts are the same, for the many short names that are compared with known ones. */
#ifndef DDBS_SAME_H
#define DDBS_SAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool ddbs_same_two(const char *a, const char *b)
{
    uint16_t left, right;
    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return left == right;
}

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

/* Both have `length` bytes, fewer than eight. No call, for which registers would have to be saved. */
static inline bool ddbs_same_few(const char *a, const char *b, size_t length)
{
    if (length >= 4)
        return ddbs_same_four(a, b) && ddbs_same_four(a + length - 4, b + length - 4);
    for (size_t i = 0; i < length; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* Both have `length` bytes. Eight at a time, the last ones overlapping those before. */
static inline bool ddbs_same(const char *a, const char *b, size_t length)
{
    if (length < 8)
        return ddbs_same_few(a, b, length);
    if (!ddbs_same_eight(a, b))
        return false;
    for (size_t i = 8; i + 8 < length; i += 8)
        if (!ddbs_same_eight(a + i, b + i))
            return false;
    return ddbs_same_eight(a + length - 8, b + length - 8);
}

#endif
