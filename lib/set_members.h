/* The members of a set in an order of their own, each once. */
#ifndef DDBS_SET_MEMBERS_H
#define DDBS_SET_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/value.h>

#include "buffer.h"
#include "sort.h"

struct set_members {
    const void **items; /* ddbstream_string, ddbstream_bytes or struct number, by the set's type */
    size_t count;
    order_fn order;
};

/* `set` is an SS, NS or BS. What `members` points to lies in `room`, which is emptied first. False
 * when there is no memory. */
bool ddbs_set_members(struct set_members *members, const ddbstream_value *set,
                      struct ddbstream_buffer *room);

bool ddbs_same_set_members(const struct set_members *a, const struct set_members *b);

#endif
