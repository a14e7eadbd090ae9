/* The memory that yajl works in.
 *
 * yajl does not look whether its allocations succeed. So when one fails, the pool jumps back to
 * where the reader entered yajl; nothing is lost by that, because the pool knows every block it
 * has given out. And since yajl asks for the same few blocks for each document, blocks that it
 * gives back are kept and served again. */
#ifndef DDBS_POOL_H
#define DDBS_POOL_H

#include <setjmp.h>
#include <stddef.h>

#include <ddbstream/allocator.h>

struct pool {
    const ddbstream_allocator *allocator;
    struct pool_block *blocks; /* all of them, in use or not */
    jmp_buf no_memory;         /* set by whoever is about to cause allocations */
};

/* Allocates nothing yet. The allocator must outlive the pool. */
void ddbs_pool_init(struct pool *pool, const ddbstream_allocator *allocator);

/* These three have the form that yajl wants; `context` is the pool. They never return NULL. */
void *ddbs_pool_allocate(void *context, size_t size);
void *ddbs_pool_reallocate(void *context, void *memory, size_t size);
void ddbs_pool_free(void *context, void *memory);

/* Takes back all that is in use, and keeps it to be served again. */
void ddbs_pool_reclaim(struct pool *pool);

void ddbs_pool_release(struct pool *pool);

#endif
