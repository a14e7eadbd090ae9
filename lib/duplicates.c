/* Finds a name that stands twice: few by comparing each with each, many by sorting. A hash would be
 * faster on friendly names and could be made slow by hostile ones. */
#include "duplicates.h"

#include <string.h>

enum { FEW = 16 };

static bool same_name(const ddbstream_attribute *a, const ddbstream_attribute *b)
{
    return a->name.length == b->name.length
           && memcmp(a->name.data, b->name.data, a->name.length) == 0;
}

static size_t find_among_few(const ddbstream_attribute *attributes, size_t count)
{
    for (size_t later = 1; later < count; later++)
        for (size_t earlier = 0; earlier < later; earlier++)
            if (same_name(&attributes[later], &attributes[earlier]))
                return later;
    return count;
}

/* Shorter before longer, then by bytes, then in the order they came. */
static bool is_before(const ddbstream_attribute *a, const ddbstream_attribute *b)
{
    int order;
    if (a->name.length != b->name.length)
        return a->name.length < b->name.length;
    order = memcmp(a->name.data, b->name.data, a->name.length);
    return order != 0 ? order < 0 : a < b;
}

/* Lets the item at `place` sink to where none below it comes after it. */
static void sift(const ddbstream_attribute **heap, size_t place, size_t count)
{
    const ddbstream_attribute *item = heap[place];
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && is_before(heap[child], heap[child + 1]))
            child++;
        if (!is_before(item, heap[child]))
            break;
        heap[place] = heap[child];
    }
    heap[place] = item;
}

/* The C library's qsort may allocate memory of its own; a heap needs none. */
static void sort(const ddbstream_attribute **items, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(items, i, count);
    for (size_t last = count - 1; last > 0; last--) {
        const ddbstream_attribute *largest = items[0];
        items[0] = items[last];
        items[last] = largest;
        sift(items, 0, last);
    }
}

static size_t find_in_sorted(const ddbstream_attribute **sorted, size_t count,
                             const ddbstream_attribute *attributes)
{
    size_t found = count;
    for (size_t i = 1; i < count; i++) {
        size_t place = (size_t)(sorted[i] - attributes);
        if (place < found && same_name(sorted[i - 1], sorted[i]))
            found = place;
    }
    return found;
}

bool ddbs_find_duplicate(const ddbstream_attribute *attributes, size_t count,
                         struct ddbstream_buffer *scratch, size_t *found)
{
    const ddbstream_attribute **sorted;
    if (count <= FEW) {
        *found = find_among_few(attributes, count);
        return true;
    }
    ddbstream_buffer_clear(scratch);
    if (!ddbs_buffer_reserve(scratch, count * sizeof *sorted))
        return false;
    sorted = (const ddbstream_attribute **)(void *)scratch->data;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &attributes[i];
    sort(sorted, count);
    *found = find_in_sorted(sorted, count, attributes);
    return true;
}
