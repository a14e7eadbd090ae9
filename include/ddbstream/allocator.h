/* The caller's own memory functions. */
#ifndef DDBSTREAM_ALLOCATOR_H
#define DDBSTREAM_ALLOCATOR_H

#include <stddef.h>

#include <ddbstream/api.h>

DDBSTREAM_BEGIN

/* Serves every byte that the handle it is given to will use, yajl's included. The struct is copied
 * into the handle; what `context` points to must live as long as the handle.
 *
 * All three functions must be set. They are called only from calls on the handle, in the thread
 * that makes the call, and must not call back into that handle. This struct will not grow. */
typedef struct ddbstream_allocator {
    /* `size` bytes (never 0), aligned for any type, or NULL. */
    void *(*allocate)(size_t size, void *context);

    /* `block`, of `old_size` bytes, made `new_size` bytes (neither is 0) with its content kept, at
     * the same or another address; or NULL, and then `block` is as it was. */
    void *(*reallocate)(void *block, size_t old_size, size_t new_size, void *context);

    /* Gives back `block` (never NULL), which has `size` bytes. */
    void (*release)(void *block, size_t size, void *context);

    /* Passed to each of them. */
    void *context;
} ddbstream_allocator;

DDBSTREAM_END

#endif
