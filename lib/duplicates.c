/* Finds a name that stands twice: among few by comparing each with each, among many with a hash
 * table. Hostile names can make that slow, and then they are sorted. */
#include "duplicates.h"

#include <stdint.h>
#include <string.h>

#include "rare.h"
#include "sort.h"

enum { FEW = 64, FEWEST = 8 };

/* Times this, each bit changes all those above it. */
static const uint64_t SPREAD = 0x9e3779b97f4a7c15u;

static bool same_name(const ddbstream_attribute *a, const ddbstream_attribute *b)
{
    return a->name.length == b->name.length
           && memcmp(a->name.data, b->name.data, a->name.length) == 0;
}

static bool stands_before(const ddbstream_attribute *attributes, size_t later)
{
    for (size_t earlier = 0; earlier < later; earlier++)
        if (same_name(&attributes[later], &attributes[earlier]))
            return true;
    return false;
}

/* Of the first and last bytes, which tell most names from each other. Nearly all names have four, so
 * hardly a branch depends on what they are. */
static uint64_t quick_hash(ddbstream_string name)
{
    uint32_t first = 0, last = 0;
    if (name.length >= sizeof first) {
        memcpy(&first, name.data, sizeof first);
        memcpy(&last, name.data + name.length - sizeof last, sizeof last);
    } else if (name.length > 0) {
        memcpy(&first, name.data, name.length);
    }
    return ((uint64_t)first << 32 ^ last ^ (uint64_t)name.length << 24) * SPREAD;
}

/* Names that have been seen leave two bits, each in a place that its hash says. When both of a name's
 * are there, it may have been seen. For this many they stay in registers. */
static size_t find_among_fewest(const ddbstream_attribute *attributes, size_t count)
{
    uint64_t seen = 0, seen_too = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = quick_hash(attributes[i].name);
        uint64_t bit = (uint64_t)1 << (hash >> 58), bit_too = (uint64_t)1 << (hash >> 52) % 64;
        if ((seen & bit) != 0 && (seen_too & bit_too) != 0 && stands_before(attributes, i))
            return i;
        seen |= bit;
        seen_too |= bit_too;
    }
    return count;
}

/* Likewise one bit, of so many more. */
static size_t find_among_few(const ddbstream_attribute *attributes, size_t count)
{
    enum { BITS = 12 };
    uint64_t seen[((size_t)1 << BITS) / 64];
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < count; i++) {
        uint64_t place = quick_hash(attributes[i].name) >> (64 - BITS);
        uint64_t *word = &seen[place / 64], bit = (uint64_t)1 << place % 64;
        if ((*word & bit) != 0 && stands_before(attributes, i))
            return i;
        *word |= bit;
    }
    return count;
}

/* By name, those of one name as they stand. */
static int order_names(const void *left, const void *right)
{
    const ddbstream_attribute *a = left, *b = right;
    int order = ddbs_order_bytes(a->name.data, a->name.length, b->name.data, b->name.length);
    return order != 0 ? order : (a > b) - (a < b);
}

static size_t find_in_sorted(const void **sorted, size_t count,
                             const ddbstream_attribute *attributes)
{
    size_t found = count;
    for (size_t i = 1; i < count; i++) {
        const ddbstream_attribute *earlier = sorted[i - 1], *later = sorted[i];
        size_t place = (size_t)(later - attributes);
        if (place < found && same_name(earlier, later))
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
    uint64_t sum = name.length * SPREAD, word;
    size_t i = 0;
    for (; i + sizeof word <= name.length; i += sizeof word) {
        memcpy(&word, name.data + i, sizeof word);
        sum = (sum ^ word) * SPREAD;
    }
    for (; i < name.length; i++)
        sum = (sum ^ (unsigned char)name.data[i]) * SPREAD;
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

static size_t find_by_sorting(const ddbstream_attribute *attributes, size_t count,
                              const void **items)
{
    for (size_t i = 0; i < count; i++)
        items[i] = &attributes[i];
    ddbs_sort(items, count, order_names);
    return find_in_sorted(items, count, attributes);
}

DDBS_RARE static bool find_among_many(const ddbstream_attribute *attributes, size_t count,
                                      struct ddbstream_buffer *scratch, size_t *found)
{
    struct table table = { .mask = 2 * FEW - 1, .looks_left = 4 * count };
    void *memory;
    size_t bytes;
    *found = count;
    while (table.mask < 2 * count)
        table.mask = 2 * table.mask + 1;
    ddbstream_buffer_clear(scratch);
    bytes = (table.mask + 1) * sizeof *table.places; /* enough for a pointer to each, too */
    if (!ddbs_buffer_reserve(scratch, bytes))
        return false;
    memory = scratch->data;
    table.places = memset(memory, 0, bytes);
    if (!all_differ(attributes, count, &table))
        *found = find_by_sorting(attributes, count, memory);
    return true;
}

bool ddbs_find_duplicate_among(const ddbstream_attribute *attributes, size_t count,
                               struct ddbstream_buffer *scratch, size_t *found)
{
    if (count <= FEWEST)
        *found = find_among_fewest(attributes, count);
    else if (count <= FEW)
        *found = find_among_few(attributes, count);
    else
        return find_among_many(attributes, count, scratch, found);
    return true;
}
