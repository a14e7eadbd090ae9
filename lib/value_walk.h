/* From a value to each of those in it, in the order they stand, without recursion. */
#ifndef DDBS_VALUE_WALK_H
#define DDBS_VALUE_WALK_H

#include <stdbool.h>

#include <ddbstream/value.h>

#include "buffer.h"

struct value_walk {
    struct ddbstream_buffer open; /* containers with values that have not been reached */
};

/* Allocates nothing yet. The allocator must outlive the walk. */
void ddbs_value_walk_init(struct value_walk *walk, const ddbstream_allocator *allocator);

void ddbs_value_walk_release(struct value_walk *walk);

/* Goes on from the value it was given last, or begins with the values in this one: to the first
 * value in it, else to the one behind it. `*value` is NULL at the end, and the walk is ready for
 * another. False when there is no memory. */
bool ddbs_value_walk_on(struct value_walk *walk, const ddbstream_value **value);

#endif
