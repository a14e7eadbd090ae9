/* Sorting, and the order of texts and bytes that it is mostly asked for. */
#ifndef DDBS_SORT_H
#define DDBS_SORT_H

#include <stddef.h>
#include <string.h>

/* Below 0, 0 or above 0, as for qsort, but of what two items point to. */
typedef int (*order_fn)(const void *a, const void *b);

/* Sorts the items. Takes n log n comparisons, whatever they point to; items that are alike may
 * change places. */
void ddbs_sort(const void **items, size_t count, order_fn order);

/* Shorter before longer, then by bytes. */
static inline int ddbs_order_bytes(const void *a, size_t a_length, const void *b, size_t b_length)
{
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    return a_length == 0 ? 0 : memcmp(a, b, a_length);
}

#endif
