/* Whether a name stands twice in a map. */
#ifndef DDBS_DUPLICATES_H
#define DDBS_DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/value.h>

#include "buffer.h"

/* ddbs_find_duplicate, for two attributes and more. */
bool ddbs_find_duplicate_among(const ddbstream_attribute *attributes, size_t count,
                               struct ddbstream_buffer *scratch, size_t *found);

/* Looks for the first attribute that has the name of one before it. `scratch` is for the function's
 * own use. Returns false when there is no memory. `*found` is the place of that attribute, or
 * `count`. Takes n log n comparisons, whatever the names. */
static inline bool ddbs_find_duplicate(const ddbstream_attribute *attributes, size_t count,
                                       struct ddbstream_buffer *scratch, size_t *found)
{
    *found = count;
    return count < 2 || ddbs_find_duplicate_among(attributes, count, scratch, found);
}

#endif
