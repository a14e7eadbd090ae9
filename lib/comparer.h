/* Comparing values, with memory that is kept from one time to the next. */
#ifndef DDBS_COMPARER_H
#define DDBS_COMPARER_H

#include <stdbool.h>

#include <ddbstream/equality.h>

#include "buffer.h"

struct comparer {
    struct ddbstream_buffer open;        /* maps and lists that have not been looked into yet */
    struct ddbstream_buffer pairs;       /* the attributes of two maps */
    struct ddbstream_buffer left, right; /* the members of two sets, or what sorting needs */
};

struct ddbstream_comparer {
    ddbstream_allocator allocator;
    struct comparer comparer;
};

/* Allocates nothing yet. The allocator must outlive the comparer. */
void ddbs_comparer_init(struct comparer *comparer, const ddbstream_allocator *allocator);

void ddbs_comparer_release(struct comparer *comparer);

/* As ddbstream_comparer_equal. */
ddbstream_status ddbs_compare(struct comparer *comparer, const ddbstream_value *a,
                              const ddbstream_value *b, bool *equal);

/* As ddbstream_comparer_hash. */
ddbstream_status ddbs_hash_value(struct comparer *comparer, const ddbstream_value *value,
                                 uint64_t seed, uint64_t *hash);

/* Takes the last of the items of `size` bytes that a buffer holds; false when it is empty. */
bool ddbs_take_last(struct ddbstream_buffer *items, void *item, size_t size);

#endif
