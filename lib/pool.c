/* Keeps the blocks that yajl uses, and leaves yajl by a jump when there is no memory. */
#include "pool.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "memory.h"

struct pool_block {
    struct pool_block *next;
    size_t size; /* of data */
    bool in_use;
    _Alignas(max_align_t) char data[];
};

void ddbs_pool_init(struct pool *pool, const ddbstream_allocator *allocator)
{
    pool->allocator = allocator;
    pool->blocks = NULL;
}

static struct pool_block *block_of(void *memory)
{
    return (struct pool_block *)((char *)memory - offsetof(struct pool_block, data));
}

/* There are about ten blocks in all, so a look at each is cheap. The smallest that is large enough
 * is taken, so that the large ones serve the large requests again; mostly one is just as large. */
static struct pool_block *find_unused(const struct pool *pool, size_t size)
{
    struct pool_block *best = NULL;
    for (struct pool_block *block = pool->blocks; block != NULL; block = block->next) {
        if (!block->in_use && block->size == size)
            return block;
        if (!block->in_use && block->size > size && (best == NULL || block->size < best->size))
            best = block;
    }
    return best;
}

static struct pool_block *add_block(struct pool *pool, size_t size)
{
    struct pool_block *block = NULL;
    if (size <= SIZE_MAX - sizeof *block)
        block = ddbs_allocate(pool->allocator, sizeof *block + size);
    if (block == NULL)
        longjmp(pool->no_memory, 1);
    block->size = size;
    block->next = pool->blocks;
    pool->blocks = block;
    return block;
}

void *ddbs_pool_allocate(void *context, size_t size)
{
    struct pool *pool = context;
    struct pool_block *block = find_unused(pool, size);
    if (block == NULL)
        block = add_block(pool, size);
    block->in_use = true;
    return block->data;
}

void ddbs_pool_free(void *context, void *memory)
{
    (void)context;
    if (memory != NULL)
        block_of(memory)->in_use = false;
}

/* yajl grows its state stack by 128 bytes at a time; doubling keeps deep nesting linear. */
void *ddbs_pool_reallocate(void *context, void *memory, size_t size)
{
    void *grown;
    size_t old_size;
    if (memory == NULL)
        return ddbs_pool_allocate(context, size);
    old_size = block_of(memory)->size;
    if (old_size >= size)
        return memory;
    if (size < SIZE_MAX / 2 && old_size * 2 > size)
        size = old_size * 2;
    grown = ddbs_pool_allocate(context, size);
    memcpy(grown, memory, old_size);
    ddbs_pool_free(context, memory);
    return grown;
}

void ddbs_pool_reclaim(struct pool *pool)
{
    for (struct pool_block *block = pool->blocks; block != NULL; block = block->next)
        block->in_use = false;
}

void ddbs_pool_release(struct pool *pool)
{
    while (pool->blocks != NULL) {
        struct pool_block *block = pool->blocks;
        pool->blocks = block->next;
        ddbs_release(pool->allocator, block, sizeof *block + block->size);
    }
}
