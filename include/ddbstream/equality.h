/* Whether two values are the same, and a hash that agrees with it.
 *
 * Values are the same when their types are and
 *
 *     N            the numbers are, by value over all digits: 1.0 is 1, -0 is 0, 1E2 is 100
 *     M            each has the other's names, with values that are the same, in whatever order
 *     L            as many values are the same, one by one
 *     SS, NS, BS   each has the other's members, in whatever order and however often
 *     the others   what they hold is; so NULL: false is not NULL: true
 *
 * An empty set is the same as an empty set of its own type, and as nothing else. In values made by
 * hand, N and NS may hold text that is no number: it is the same as the same text.
 *
 * A comparer keeps the memory that comparing takes, so a warm one allocates nothing for values no
 * larger than those before. Neither depth nor hostile names and members make it slow: n log n, and
 * no recursion. It is used by one thread at a time; comparers share nothing. */
#ifndef DDBSTREAM_EQUALITY_H
#define DDBSTREAM_EQUALITY_H

#include <stdbool.h>
#include <stdint.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* What comparing and hashing need. */
typedef struct ddbstream_comparer ddbstream_comparer;

/* Makes a comparer.
 *
 * comparer: receives it; the caller owns it and gives it back to ddbstream_comparer_free. NULL on
 *     failure.
 * allocator: copied; NULL for malloc, realloc and free.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY, or DDBSTREAM_ERROR_ARGUMENT when comparer is NULL
 * or the allocator lacks a function. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_comparer_create(ddbstream_comparer **comparer,
                                                         const ddbstream_allocator *allocator);

/* Whether two values are the same.
 *
 * a, b: read during the call only. NULL is no value, and the same as no value only.
 * equal: receives the answer; untouched on failure.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_VALUE when a value's type is none
 * (no decoder gives one); DDBSTREAM_ERROR_ARGUMENT when comparer or equal is NULL. */
DDBSTREAM_API ddbstream_status ddbstream_comparer_equal(ddbstream_comparer *comparer,
                                                        const ddbstream_value *a,
                                                        const ddbstream_value *b, bool *equal);

/* Whether two maps are the same, such as the attributes of two images. NULL counts as a map with
 * nothing in it. Arguments, result and errors as for ddbstream_comparer_equal. */
DDBSTREAM_API ddbstream_status ddbstream_comparer_equal_maps(ddbstream_comparer *comparer,
                                                             const ddbstream_map *a,
                                                             const ddbstream_map *b, bool *equal);

/* A number that is the same for values that are the same, and with the same seed on every machine
 * and in every version of the library; others have it in common only by chance.
 *
 * value: read during the call only. NULL, which is no value, has a hash too.
 * seed: any number. One that nobody knows keeps others from choosing values that collide.
 * hash: receives the number; untouched on failure.
 * Returns as ddbstream_comparer_equal does. */
DDBSTREAM_API ddbstream_status ddbstream_comparer_hash(ddbstream_comparer *comparer,
                                                       const ddbstream_value *value, uint64_t seed,
                                                       uint64_t *hash);

/* The hash of a map: that of an M which holds it. NULL counts as a map with nothing in it.
 * Arguments, result and errors as for ddbstream_comparer_hash. */
DDBSTREAM_API ddbstream_status ddbstream_comparer_hash_map(ddbstream_comparer *comparer,
                                                           const ddbstream_map *map, uint64_t seed,
                                                           uint64_t *hash);

/* Gives the comparer back. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_comparer_free(ddbstream_comparer *comparer);

DDBSTREAM_END

#endif
