/* Whether two texts are the same, for the many short names that are compared with known ones. */
#ifndef DDBS_SAME_H
#define DDBS_SAME_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Both have `length` bytes. Eight at a time, the last ones overlapping those before. */
static inline bool ddbs_same(const char *a, const char *b, size_t length)
{
    uint64_t left, right;
    if (length < sizeof left)
        return memcmp(a, b, length) == 0;
    for (size_t i = 0;; i = i + 2 * sizeof left < length ? i + sizeof left : length - sizeof left) {
        memcpy(&left, a + i, sizeof left);
        memcpy(&right, b + i, sizeof right);
        if (left != right)
            return false;
        if (i + sizeof left == length)
            return true;
    }
}

#endif
