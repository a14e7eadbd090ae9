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

/* Shorter before longer, then by bytes. */
static bool is_before(const ddbstream_attribute *a, const ddbstream_attribute *b)
{
    if (a->name.length != b->name.length)
        return a->name.length < b->name.length;
    return memcmp(a->name.data, b->name.data, a->name.length) < 0;
}

/* Merges the items before `middle` with those from there on; of equal ones the former come first. */
static void merge(const ddbstream_attribute **items, size_t middle, size_t count,
                  const ddbstream_attribute **merged)
{
    size_t left = 0, right = middle;
    for (size_t i = 0; i < count; i++) {
        bool takes_right =
            left == middle || (right < count && is_before(items[right], items[left]));
        merged[i] = takes_right ? items[right++] : items[left++];
    }
}

/* The C library's qsort may allocate memory of its own. This needs as much again as there are
 * items; returns where of the two they end up. */
static const ddbstream_attribute **sort(const ddbstream_attribute **items, size_t count,
                                        const ddbstream_attribute **spare)
{
    for (size_t half = 1; half < count; half *= 2) {
        const ddbstream_attribute **merged = spare;
        for (size_t at = 0; at < count; at += 2 * half) {
            size_t left = count - at;
            merge(items + at, left < half ? left : half, left < 2 * half ? left : 2 * half,
                  merged + at);
        }
        spare = items;
        items = merged;
    }
    return items;
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

/* Slots of places, by hash; more than twice as many as there are names. */
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
    return (size_t)(sum >> 32 ^ sum >> 48); /* a word's last bytes change only the highest bits */
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
    const ddbstream_attribute **items = memory;
    for (size_t i = 0; i < count; i++)
        items[i] = &attributes[i];
    *found = find_in_sorted(sort(items, count, items + count), count, attributes);
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
