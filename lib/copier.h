/* Moves what a value or a record points to into an arena, or tells how much memory that takes. */
#ifndef DDBS_COPIER_H
#define DDBS_COPIER_H

#include <ddbstream/record.h>
#include <ddbstream/status.h>

#include "arena.h"
#include "value_walk.h"

struct copier {
    struct arena *arena; /* NULL: nothing is copied and nothing written, only measured */
    size_t size;         /* measured so far: bytes enough in an arena's block, if it is aligned */
    struct value_walk walk;
};

/* Allocates nothing yet. The allocator, for its own use, must outlive the copier. */
void ddbs_copier_init(struct copier *copier, const ddbstream_allocator *allocator,
                      struct arena *arena);

void ddbs_copier_release(struct copier *copier);

/* Each is given a struct that is a flat copy, and makes it a deep one: DDBSTREAM_OK, _ERROR_MEMORY,
 * or _ERROR_VALUE for a value whose type is none. When only measuring the struct may be the
 * original, which is not changed. */
ddbstream_status ddbs_copier_value(struct copier *copier, ddbstream_value *value);
ddbstream_status ddbs_copier_image(struct copier *copier, ddbstream_image *image);
ddbstream_status ddbs_copier_record(struct copier *copier, ddbstream_record *record);

#endif
