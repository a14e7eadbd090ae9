/* Compares values. Maps and lists within are put aside and looked into later, so that deep ones
 * cost no C stack. */
#include <ddbstream/equality.h>

#include "comparer.h"
#include "number_order.h"
#include "pairing.h"
#include "set_members.h"

/* Two values that stand in the same place. */
struct both {
    const ddbstream_value *a, *b;
};

static bool same_text(ddbstream_string a, ddbstream_string b)
{
    return ddbs_order_bytes(a.data, a.length, b.data, b.length) == 0;
}

static bool same_binary(ddbstream_bytes a, ddbstream_bytes b)
{
    return ddbs_order_bytes(a.data, a.length, b.data, b.length) == 0;
}

static bool same_number(ddbstream_string a, ddbstream_string b)
{
    struct number left, right;
    if (same_text(a, b))
        return true;
    ddbs_number_read(&left, a);
    ddbs_number_read(&right, b);
    return ddbs_number_order(&left, &right) == 0;
}

/* Sets. */

static bool same_strings_in_order(const ddbstream_string_set *a, const ddbstream_string_set *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!same_text(a->members[i], b->members[i]))
            return false;
    return true;
}

static bool same_binaries_in_order(const ddbstream_bytes_set *a, const ddbstream_bytes_set *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!same_binary(a->members[i], b->members[i]))
            return false;
    return true;
}

/* True for most sets that are the same, and then nothing need be sorted. */
static bool same_in_order(const ddbstream_value *a, const ddbstream_value *b)
{
    if (a->as.string_set.count != b->as.string_set.count)
        return false;
    if (a->type == DDBSTREAM_TYPE_BS)
        return same_binaries_in_order(&a->as.binary_set, &b->as.binary_set);
    return same_strings_in_order(&a->as.string_set, &b->as.string_set);
}

static ddbstream_status compare_sets(struct comparer *comparer, const ddbstream_value *a,
                                     const ddbstream_value *b, bool *equal)
{
    struct set_members left, right;
    *equal = same_in_order(a, b);
    if (*equal)
        return DDBSTREAM_OK;
    if (!ddbs_set_members(&left, a, &comparer->left)
        || !ddbs_set_members(&right, b, &comparer->right))
        return DDBSTREAM_ERROR_MEMORY;
    *equal = ddbs_same_set_members(&left, &right);
    return DDBSTREAM_OK;
}

/* Maps and lists. */

static ddbstream_status put_aside(struct comparer *comparer, const ddbstream_value *a,
                                  const ddbstream_value *b, bool *equal)
{
    struct both both = { a, b };
    *equal = a->as.list.count == b->as.list.count;
    if (!*equal || a->as.list.count == 0)
        return DDBSTREAM_OK;
    return ddbs_buffer_append(&comparer->open, (const char *)&both, sizeof both)
               ? DDBSTREAM_OK
               : DDBSTREAM_ERROR_MEMORY;
}

/* As far as one can tell without looking into maps and lists. */
static ddbstream_status compare_two(struct comparer *comparer, const ddbstream_value *a,
                                    const ddbstream_value *b, bool *equal)
{
    *equal = a->type == b->type;
    if (!*equal)
        return DDBSTREAM_OK;
    switch (a->type) {
    case DDBSTREAM_TYPE_S:
        *equal = same_text(a->as.string, b->as.string);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_N:
        *equal = same_number(a->as.number, b->as.number);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_B:
        *equal = same_binary(a->as.binary, b->as.binary);
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL:
        *equal = a->as.boolean == b->as.boolean;
        return DDBSTREAM_OK;
    case DDBSTREAM_TYPE_M:
    case DDBSTREAM_TYPE_L:
        return put_aside(comparer, a, b, equal);
    case DDBSTREAM_TYPE_SS:
    case DDBSTREAM_TYPE_NS:
    case DDBSTREAM_TYPE_BS:
        return compare_sets(comparer, a, b, equal);
    }
    return DDBSTREAM_ERROR_VALUE;
}

static ddbstream_status compare_lists(struct comparer *comparer, const struct both *lists,
                                      bool *equal)
{
    const ddbstream_list *a = &lists->a->as.list, *b = &lists->b->as.list;
    ddbstream_status status = DDBSTREAM_OK;
    for (size_t i = 0; status == DDBSTREAM_OK && *equal && i < a->count; i++)
        status = compare_two(comparer, &a->values[i], &b->values[i], equal);
    return status;
}

static ddbstream_status compare_maps(struct comparer *comparer, const struct both *maps,
                                     bool *equal)
{
    const ddbstream_map *a = &maps->a->as.map, *b = &maps->b->as.map;
    struct ddbstream_buffer *pairs = &comparer->pairs;
    ddbstream_status status = DDBSTREAM_OK;
    const struct pair *pair;
    pairs->length = 0;
    if (!ddbs_pair_attributes(a, b, pairs, &comparer->left))
        return DDBSTREAM_ERROR_MEMORY;
    *equal = pairs->length == a->count * sizeof *pair;
    pair = (const struct pair *)(const void *)pairs->data;
    for (size_t i = 0; status == DDBSTREAM_OK && *equal && i < a->count; i++)
        status = compare_two(comparer, &pair[i].old_one->value, &pair[i].new_one->value, equal);
    return status;
}

ddbstream_status ddbs_compare(struct comparer *comparer, const ddbstream_value *a,
                              const ddbstream_value *b, bool *equal)
{
    struct both both;
    bool same = true;
    ddbstream_status status;
    comparer->open.length = 0;
    status = compare_two(comparer, a, b, &same);
    while (status == DDBSTREAM_OK && same && ddbs_take_last(&comparer->open, &both, sizeof both))
        status = both.a->type == DDBSTREAM_TYPE_L ? compare_lists(comparer, &both, &same)
                                                  : compare_maps(comparer, &both, &same);
    if (status == DDBSTREAM_OK)
        *equal = same;
    return status;
}

ddbstream_status ddbstream_comparer_equal(ddbstream_comparer *comparer, const ddbstream_value *a,
                                          const ddbstream_value *b, bool *equal)
{
    if (comparer == NULL || equal == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (a != NULL && b != NULL)
        return ddbs_compare(&comparer->comparer, a, b, equal);
    *equal = a == b;
    return DDBSTREAM_OK;
}

static ddbstream_value value_of(const ddbstream_map *map)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M };
    if (map != NULL)
        value.as.map = *map;
    return value;
}

ddbstream_status ddbstream_comparer_equal_maps(ddbstream_comparer *comparer, const ddbstream_map *a,
                                               const ddbstream_map *b, bool *equal)
{
    ddbstream_value left = value_of(a), right = value_of(b);
    return ddbstream_comparer_equal(comparer, &left, &right, equal);
}
