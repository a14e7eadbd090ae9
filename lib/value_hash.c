/* Hashes values. Each value within is hashed together with the place where it stands, and all are
 * added up; so maps have no order, and deep values cost no C stack. */
#include <ddbstream/equality.h>

#include "comparer.h"
#include "hash.h"
#include "number_order.h"
#include "set_members.h"

struct hashing {
    struct comparer *comparer;
    uint64_t key[2];
    uint64_t sum;
};

/* A map or list, and a number for the names and positions that lead to it. */
struct placed {
    const ddbstream_value *value;
    uint64_t place;
};

static struct hash begin(const struct hashing *hashing, uint64_t place)
{
    struct hash hash;
    ddbs_hash_begin(&hash, hashing->key);
    ddbs_hash_word(&hash, place);
    return hash;
}

static uint64_t place_of_name(const struct hashing *hashing, uint64_t place, ddbstream_string name)
{
    struct hash hash = begin(hashing, place);
    ddbs_hash_bytes(&hash, name.data, name.length);
    return ddbs_hash_end(&hash);
}

static uint64_t place_of_index(const struct hashing *hashing, uint64_t place, size_t index)
{
    struct hash hash = begin(hashing, place);
    ddbs_hash_word(&hash, index);
    return ddbs_hash_end(&hash);
}

static void add_number(struct hash *hash, ddbstream_string text)
{
    struct number number;
    ddbs_number_read(&number, text);
    ddbs_number_hash(&number, hash);
}

static void add_member(struct hash *hash, ddbstream_type type, const void *member)
{
    const ddbstream_string *string = member;
    const ddbstream_bytes *binary = member;
    if (type == DDBSTREAM_TYPE_NS) {
        ddbs_number_hash(member, hash);
    } else if (type == DDBSTREAM_TYPE_SS) {
        ddbs_hash_word(hash, string->length);
        ddbs_hash_bytes(hash, string->data, string->length);
    } else {
        ddbs_hash_word(hash, binary->length);
        ddbs_hash_bytes(hash, binary->data, binary->length);
    }
}

static ddbstream_status add_set(const struct hashing *hashing, struct hash *hash,
                                const ddbstream_value *set)
{
    struct set_members members;
    if (!ddbs_set_members(&members, set, &hashing->comparer->left))
        return DDBSTREAM_ERROR_MEMORY;
    for (size_t i = 0; i < members.count; i++)
        add_member(hash, set->type, members.items[i]);
    return DDBSTREAM_OK;
}

/* What a value is, without what stands in a map or list. */
static ddbstream_status add_value(const struct hashing *hashing, struct hash *hash,
                                  const ddbstream_value *value)
{
    ddbs_hash_word(hash, (uint64_t)value->type);
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        ddbs_hash_bytes(hash, value->as.string.data, value->as.string.length);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_N:
        add_number(hash, value->as.number);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_B:
        ddbs_hash_bytes(hash, value->as.binary.data, value->as.binary.length);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL:
        ddbs_hash_word(hash, value->as.boolean);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_M:
    case DDBSTREAM_TYPE_L:
        ddbs_hash_word(hash, value->as.list.count);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_SS:
    case DDBSTREAM_TYPE_NS:
    case DDBSTREAM_TYPE_BS:
        return add_set(hashing, hash, value);
    }
    return DDBSTREAM_ERROR_VALUE;
}

static ddbstream_status add_at(struct hashing *hashing, const ddbstream_value *value,
                               uint64_t place)
{
    struct placed placed = { value, place };
    struct hash hash = begin(hashing, place);
    ddbstream_status status = add_value(hashing, &hash, value);
    hashing->sum += ddbs_hash_end(&hash);
    if (status != DDBSTREAM_OK
        || (value->type != DDBSTREAM_TYPE_M && value->type != DDBSTREAM_TYPE_L))
        return status;
    return ddbs_buffer_append(&hashing->comparer->open, (const char *)&placed, sizeof placed)
               ? DDBSTREAM_OK
               : DDBSTREAM_ERROR_MEMORY;
}

static ddbstream_status add_content(struct hashing *hashing, const struct placed *placed)
{
    const ddbstream_attribute *attributes = placed->value->as.map.attributes;
    const ddbstream_value *values = placed->value->as.list.values;
    size_t count = placed->value->as.list.count;
    bool is_map = placed->value->type == DDBSTREAM_TYPE_M;
    ddbstream_status status = DDBSTREAM_OK;
    for (size_t i = 0; status == DDBSTREAM_OK && i < count; i++)
        status = is_map ? add_at(hashing, &attributes[i].value,
                                 place_of_name(hashing, placed->place, attributes[i].name))
                        : add_at(hashing, &values[i], place_of_index(hashing, placed->place, i));
    return status;
}

ddbstream_status ddbs_hash_value(struct comparer *comparer, const ddbstream_value *value,
                                 uint64_t seed, uint64_t *hash)
{
    struct hashing hashing = { .comparer = comparer, .key = { seed, 0 } };
    struct placed placed;
    ddbstream_status status;
    comparer->open.length = 0;
    status = add_at(&hashing, value, 0);
    while (status == DDBSTREAM_OK && ddbs_take_last(&comparer->open, &placed, sizeof placed))
        status = add_content(&hashing, &placed);
    if (status == DDBSTREAM_OK)
        *hash = hashing.sum;
    return status;
}

ddbstream_status ddbstream_comparer_hash(ddbstream_comparer *comparer, const ddbstream_value *value,
                                         uint64_t seed, uint64_t *hash)
{
    if (comparer == NULL || hash == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (value != NULL)
        return ddbs_hash_value(&comparer->comparer, value, seed, hash);
    *hash = 0;
    return DDBSTREAM_OK;
}

ddbstream_status ddbstream_comparer_hash_map(ddbstream_comparer *comparer, const ddbstream_map *map,
                                             uint64_t seed, uint64_t *hash)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M };
    if (map != NULL)
        value.as.map = *map;
    return ddbstream_comparer_hash(comparer, &value, seed, hash);
}
