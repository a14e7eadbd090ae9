/* Finds a name that stands twice: among few by comparing each with each, among many with a hash
 * table. Hostile names can make that slow, and then they are sorted. */
#include "duplicates.h"

#include <stdint.h>
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

/* Slots of places, by hash; twice as many as there are names, or more. */
struct table {
    uint32_t *places; /* one more than the place; 0: the slot is free */
    size_t mask;
    size_t looks_left; /* at slots that are taken: hostile names could make it many */
};

static size_t hash(ddbstream_string name)
{
    const uint64_t factor = 0x9e3779b97f4a7c15u;
    uint64_t sum = name.length * factor, word;
    size_t i = 0;
    for (; i + sizeof word <= name.length; i += sizeof word) {
        memcpy(&word, name.data + i, sizeof word);
        sum = (sum ^ word) * factor;
    }
    for (; i < name.length; i++)
        sum = (sum ^ (unsigned char)name.data[i]) * factor;
    return (size_t)(sum >> 32);
}

/* Enters a name in the table; false when it is there already, or nobody can tell. */
static bool enter(struct table *table, const ddbstream_attribute *attributes, size_t place)
{
    size_t slot = hash(attributes[place].name) & table->mask;
    for (; table->places[slot] != 0; slot = (slot + 1) & table->mask)
        if (table->looks_left-- == 0
            || same_name(&attributes[table->places[slot] - 1], &attributes[place]))
            return false;
    table->places[slot] = (uint32_t)place + 1;
    return true;
}

/* Whether all names differ, as far as a table can tell in a time that grows with their number. */
static bool all_differ(const ddbstream_attribute *attributes, size_t count, struct table *table)
{
    for (size_t place = 0; place < count; place++)
        if (!enter(table, attributes, place))
            return false;
    return true;
}

static void find_by_sorting(const ddbstream_attribute *attributes, size_t count, void *memory,
                            size_t *found)
{
    const ddbstream_attribute **sorted = memory;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &attributes[i];
    sort(sorted, count);
    *found = find_in_sorted(sorted, count, attributes);
}

bool ddbs_find_duplicate(const ddbstream_attribute *attributes, size_t count,
                         struct ddbstream_buffer *scratch, size_t *found)
{
    struct table table = { .mask = 2 * FEW - 1, .looks_left = 4 * count };
    *found = count;
    if (count <= FEW) {
        *found = find_among_few(attributes, count);
        return true;
    }
    while (table.mask < 2 * count)
        table.mask = 2 * table.mask + 1;
    ddbstream_buffer_clear(scratch);
    if (!ddbs_buffer_reserve(scratch, (table.mask + 1) * sizeof(void *)))
        return false;
    table.places = (uint32_t *)(void *)scratch->data;
    memset(table.places, 0, (table.mask + 1) * sizeof *table.places);
    if (!all_differ(attributes, count, &table))
        find_by_sorting(attributes, count, scratch->data, found);
    return true;
}
