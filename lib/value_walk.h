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

/* Drops what is left of a walk, for another. */
static inline void ddbs_value_walk_begin(struct value_walk *walk)
{
    walk->open.length = 0;
}

/* Goes on from the value where the walk is, at first the outermost: to the first value in it, else
 * to the one behind it. `*value` is NULL at the end. False when there is no memory. */
bool ddbs_value_walk_on(struct value_walk *walk, const ddbstream_value **value);

#endif
