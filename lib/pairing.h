/* Which attribute of one map goes with which of another. */
#ifndef DDBS_PAIRING_H
#define DDBS_PAIRING_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/record.h>

#include "buffer.h"

/* An image's attributes; none for NULL, and for images that are absent or null. */
static inline ddbstream_map ddbs_image_map(const ddbstream_image *image)
{
    if (image == NULL || image->presence != DDBSTREAM_PRESENT)
        return (ddbstream_map){ NULL, 0 };
    return image->attributes;
}

/* Attributes of the same name. NULL: there is none on that side. */
struct pair {
    const ddbstream_attribute *old_one;
    const ddbstream_attribute *new_one;
};

/* Appends a pair for each name to `pairs`: those of the new map in its order, then what only the
 * old one has in its order. A name that stands twice in a map counts as that many names. `scratch`
 * is for the function's own use. Takes n log n comparisons. False when there is no memory, and then
 * `pairs` is as it was. */
bool ddbs_pair_attributes(const ddbstream_map *old_map, const ddbstream_map *new_map,
                          struct ddbstream_buffer *pairs, struct ddbstream_buffer *scratch);

#endif
