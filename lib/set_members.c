/* Sorts the members of sets, and leaves out what came twice. */
#include "set_members.h"

#include <stdint.h>

#include "number_order.h"

static int order_strings(const void *left, const void *right)
{
    const ddbstream_string *a = left, *b = right;
    return ddbs_order_bytes(a->data, a->length, b->data, b->length);
}

static int order_binaries(const void *left, const void *right)
{
    const ddbstream_bytes *a = left, *b = right;
    return ddbs_order_bytes(a->data, a->length, b->data, b->length);
}

static int order_numbers(const void *left, const void *right)
{
    return ddbs_number_order(left, right);
}

static void list_strings(struct set_members *members, const ddbstream_string_set *set)
{
    members->order = order_strings;
    for (size_t i = 0; i < set->count; i++)
        members->items[i] = &set->members[i];
}

static void list_binaries(struct set_members *members, const ddbstream_bytes_set *set)
{
    members->order = order_binaries;
    for (size_t i = 0; i < set->count; i++)
        members->items[i] = &set->members[i];
}

/* Numbers are taken apart once, not each time that they are compared. */
static void list_numbers(struct set_members *members, const ddbstream_string_set *set,
                         struct number *numbers)
{
    members->order = order_numbers;
    for (size_t i = 0; i < set->count; i++) {
        ddbs_number_read(&numbers[i], set->members[i]);
        members->items[i] = &numbers[i];
    }
}

static void drop_repetitions(struct set_members *members)
{
    size_t kept = 0;
    for (size_t i = 0; i < members->count; i++)
        if (i == 0 || members->order(members->items[i], members->items[kept - 1]) != 0)
            members->items[kept++] = members->items[i];
    members->count = kept;
}

bool ddbs_set_members(struct set_members *members, const ddbstream_value *set,
                      struct ddbstream_buffer *room)
{
    size_t count = set->as.string_set.count;
    size_t each = sizeof(void *) + (set->type == DDBSTREAM_TYPE_NS ? sizeof(struct number) : 0);
    room->length = 0;
    if (count > SIZE_MAX / each || !ddbs_buffer_reserve(room, count * each))
        return false;
    members->items = (const void **)(void *)room->data;
    members->count = count;
    if (set->type == DDBSTREAM_TYPE_NS)
        list_numbers(members, &set->as.number_set, (void *)(members->items + count));
    else if (set->type == DDBSTREAM_TYPE_SS)
        list_strings(members, &set->as.string_set);
    else
        list_binaries(members, &set->as.binary_set);
    ddbs_sort(members->items, count, members->order);
    drop_repetitions(members);
    return true;
}

bool ddbs_same_set_members(const struct set_members *a, const struct set_members *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->order(a->items[i], b->items[i]) != 0)
            return false;
    return true;
}
