/* A number over all that a record holds, so that no decoding can be left out. */
#include "checksum.h"

/* Cheap, because its time counts as the decoder's. */
static uint64_t add(uint64_t checksum, uint64_t number)
{
    return checksum * 31 + number;
}

static uint64_t add_map(uint64_t checksum, const ddbstream_map *map);
static uint64_t add_list(uint64_t checksum, const ddbstream_list *list);

static uint64_t add_string_set(uint64_t checksum, const ddbstream_string_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        checksum = add(checksum, set->members[i].length);
    return checksum;
}

static uint64_t add_bytes_set(uint64_t checksum, const ddbstream_bytes_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        checksum = add(checksum, set->members[i].length);
    return checksum;
}

static uint64_t add_value(uint64_t checksum, const ddbstream_value *value)
{
    checksum = add(checksum, value->type);
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        return add(checksum, value->as.string.length);
    case DDBSTREAM_TYPE_N:
        return add(checksum, value->as.number.length);
    case DDBSTREAM_TYPE_B:
        return add(checksum, value->as.binary.length);
    case DDBSTREAM_TYPE_BOOL:
        return add(checksum, value->as.boolean);
    case DDBSTREAM_TYPE_NULL:
        return add(checksum, value->as.null);
    case DDBSTREAM_TYPE_M:
        return add_map(checksum, &value->as.map);
    case DDBSTREAM_TYPE_L:
        return add_list(checksum, &value->as.list);
    case DDBSTREAM_TYPE_SS:
        return add_string_set(checksum, &value->as.string_set);
    case DDBSTREAM_TYPE_NS:
        return add_string_set(checksum, &value->as.number_set);
    case DDBSTREAM_TYPE_BS:
        return add_bytes_set(checksum, &value->as.binary_set);
    }
    return checksum;
}

/* Each member has a number of its own, and their sum counts: those who keep maps in hash tables have
 * no order. */
static uint64_t add_map(uint64_t checksum, const ddbstream_map *map)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < map->count; i++)
        sum += add_value(map->attributes[i].name.length, &map->attributes[i].value);
    return add(add(checksum, map->count), sum);
}

static uint64_t add_list(uint64_t checksum, const ddbstream_list *list)
{
    checksum = add(checksum, list->count);
    for (size_t i = 0; i < list->count; i++)
        checksum = add_value(checksum, &list->values[i]);
    return checksum;
}

uint64_t checksum_add(uint64_t checksum, const ddbstream_record *record)
{
    checksum = add(checksum, record->event_name);
    checksum = add(checksum, record->sequence_number.length);
    checksum = add_map(checksum, &record->keys.attributes);
    checksum = add_map(checksum, &record->new_image.attributes);
    return add_map(checksum, &record->old_image.attributes);
}
