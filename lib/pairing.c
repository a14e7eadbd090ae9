/* Pairs the attributes of two maps by their names: as they come, for as long as the names agree,
 * and the rest by sorting. */
#include "pairing.h"

#include <stdint.h>

#include "sort.h"

static int order_names(const ddbstream_attribute *a, const ddbstream_attribute *b)
{
    return ddbs_order_bytes(a->name.data, a->name.length, b->name.data, b->name.length);
}

static int order_places(const void *a, const void *b)
{
    return ((const char *)a > (const char *)b) - ((const char *)a < (const char *)b);
}

/* By name, then in the order they came. */
static int order_attributes(const void *a, const void *b)
{
    int order = order_names(a, b);
    return order != 0 ? order : order_places(a, b);
}

/* What is left of a map when those that agree have been taken from its front. */
static ddbstream_map rest_of(const ddbstream_map *map, size_t taken)
{
    if (taken == map->count)
        return (ddbstream_map){ NULL, 0 };
    return (ddbstream_map){ map->attributes + taken, map->count - taken };
}

static void sort_attributes(const void **sorted, const ddbstream_map *map)
{
    for (size_t i = 0; i < map->count; i++)
        sorted[i] = &map->attributes[i];
    ddbs_sort(sorted, map->count, order_attributes);
}

/* Gives each of the new attributes, whose pairs stand in their order, its old one. Moves the old
 * ones that are left to the front of their array, and returns how many those are. */
static size_t merge(const void **old_sorted, size_t old_count, const void **new_sorted,
                    const ddbstream_map *new_map, struct pair *pairs)
{
    size_t left = 0, at = 0;
    for (size_t i = 0; i < old_count; i++) {
        int order = 1;
        while (at < new_map->count && (order = order_names(new_sorted[at], old_sorted[i])) < 0)
            at++;
        if (order == 0)
            pairs[(const ddbstream_attribute *)new_sorted[at++] - new_map->attributes].old_one =
                old_sorted[i];
        else
            old_sorted[left++] = old_sorted[i];
    }
    return left;
}

/* `pairs` has room for all of both. */
static size_t pair_by_sorting(const ddbstream_map *old_map, const ddbstream_map *new_map,
                              struct pair *pairs, const void **sorted)
{
    const void **new_sorted = sorted + old_map->count;
    size_t left;
    for (size_t i = 0; i < new_map->count; i++)
        pairs[i] = (struct pair){ NULL, &new_map->attributes[i] };
    sort_attributes(sorted, old_map);
    sort_attributes(new_sorted, new_map);
    left = merge(sorted, old_map->count, new_sorted, new_map, pairs);
    ddbs_sort(sorted, left, order_places);
    for (size_t i = 0; i < left; i++)
        pairs[new_map->count + i] = (struct pair){ sorted[i], NULL };
    return new_map->count + left;
}

static size_t pair_in_order(const ddbstream_map *old_map, const ddbstream_map *new_map,
                            struct pair *pairs)
{
    size_t i = 0;
    for (; i < old_map->count && i < new_map->count; i++) {
        pairs[i] = (struct pair){ &old_map->attributes[i], &new_map->attributes[i] };
        if (order_names(pairs[i].old_one, pairs[i].new_one) != 0)
            break;
    }
    return i;
}

bool ddbs_pair_attributes(const ddbstream_map *old_map, const ddbstream_map *new_map,
                          struct ddbstream_buffer *pairs, struct ddbstream_buffer *scratch)
{
    size_t count = old_map->count + new_map->count, taken;
    struct pair *first;
    ddbstream_map old_rest, new_rest;
    if (count > SIZE_MAX / sizeof *first || !ddbs_buffer_reserve(pairs, count * sizeof *first))
        return false;
    first = (struct pair *)(void *)(pairs->data + pairs->length);
    taken = pair_in_order(old_map, new_map, first);
    old_rest = rest_of(old_map, taken);
    new_rest = rest_of(new_map, taken);
    scratch->length = 0;
    if (!ddbs_buffer_reserve(scratch, (count - 2 * taken) * sizeof(void *)))
        return false;
    taken +=
        pair_by_sorting(&old_rest, &new_rest, first + taken, (const void **)(void *)scratch->data);
    pairs->length += taken * sizeof *first;
    return true;
}
