/* The caller's allocator, or the C library's, and arrays that grow. */
#ifndef DDBS_MEMORY_H
#define DDBS_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/allocator.h>

/* Copies the allocator that the caller gave, or the default for NULL, into `chosen`; false when it
 * lacks a function. */
bool ddbs_allocator_choose(ddbstream_allocator *chosen, const ddbstream_allocator *given);

static inline void *ddbs_allocate(const ddbstream_allocator *allocator, size_t size)
{
    return allocator->allocate(size, allocator->context);
}

/* NULL for `block` allocates. */
static inline void *ddbs_reallocate(const ddbstream_allocator *allocator, void *block,
                                    size_t old_size, size_t new_size)
{
    if (block == NULL)
        return allocator->allocate(new_size, allocator->context);
    return allocator->reallocate(block, old_size, new_size, allocator->context);
}

/* NULL for `block` does nothing. */
static inline void ddbs_release(const ddbstream_allocator *allocator, void *block, size_t size)
{
    if (block != NULL)
        allocator->release(block, size, allocator->context);
}

/* Doubles an array with room for `*room` elements of that size; NULL makes one with room for
 * `first`. Returns it, or NULL when there is no memory, and then all is as it was. */
void *ddbs_grow_array(const ddbstream_allocator *allocator, void *array, size_t *room, size_t first,
                      size_t element);

/* Sets all bytes to 0. Of a large struct, whose size they know, compilers do that in place, with an
 * instruction that is slow to begin; this is memset. */
void ddbs_clear(void *at, size_t size);

#endif
