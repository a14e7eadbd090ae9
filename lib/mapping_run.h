/* What reading and writing structs share: where a conversion is, and what went wrong. */
#ifndef DDBS_MAPPING_RUN_H
#define DDBS_MAPPING_RUN_H

#include <ddbstream/mapping.h>

#include "rare.h"

/* One conversion. For each struct that is open, from the outside in, the field that is at hand. */
struct mapping_run {
    ddbstream_arena *arena;
    size_t depth;
    struct mapping_step {
        const char *name; /* NULL: no field yet */
        size_t index;     /* in its list or set, or NO_INDEX */
    } steps[DDBSTREAM_MAPPING_DEPTH];
    const char *message;
    const char *found; /* what stands there instead; NULL: the message is all */
};

#define NO_INDEX SIZE_MAX

/* Opens a struct. DDBSTREAM_ERROR_LIMIT when there are too many; DDBSTREAM_ERROR_ARGUMENT when
 * there is no mapping. */
ddbstream_status ddbs_mapping_open(struct mapping_run *run, const ddbstream_mapping *mapping);

static inline void ddbs_mapping_close(struct mapping_run *run)
{
    run->depth--;
}

static inline void ddbs_mapping_at_field(struct mapping_run *run, const ddbstream_field *field)
{
    run->steps[run->depth - 1] = (struct mapping_step){ field->name, NO_INDEX };
}

static inline void ddbs_mapping_at_index(struct mapping_run *run, size_t index)
{
    run->steps[run->depth - 1].index = index;
}

/* Returns the status. */
DDBS_RARE ddbstream_status ddbs_mapping_fail(struct mapping_run *run, ddbstream_status status,
                                             const char *message);

/* The same for a number that could not be read or is only nearly what was wanted. */
DDBS_RARE ddbstream_status ddbs_mapping_fail_number(struct mapping_run *run,
                                                    ddbstream_status status);

/* An array in the caller's arena, of one byte at least; NULL when there is no memory, or no arena. */
void *ddbs_mapping_take(struct mapping_run *run, size_t count, size_t size);

/* Returns the status for that. */
DDBS_RARE ddbstream_status ddbs_mapping_no_array(struct mapping_run *run);

/* Whether the field's mapping is there and of its size. */
bool ddbs_mapping_is_of_size(const ddbstream_field *field, size_t size);

/* Fills the caller's error, if there is one, and returns the status. */
ddbstream_status ddbs_mapping_report(const struct mapping_run *run, ddbstream_status status,
                                     ddbstream_mapping_error *error);

#endif
