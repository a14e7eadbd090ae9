/* The C library's allocator, counted. */
#include "heap.h"

#include <stdlib.h>

static void *count(struct heap *heap, void *block, size_t old_size, size_t new_size)
{
    if (block == NULL)
        return NULL;
    heap->calls++;
    heap->now += new_size - old_size;
    heap->peak = heap->now > heap->peak ? heap->now : heap->peak;
    return block;
}

static void *allocate(size_t size, void *heap)
{
    return count(heap, malloc(size), 0, size);
}

static void *reallocate(void *block, size_t old_size, size_t new_size, void *heap)
{
    return count(heap, realloc(block, new_size), old_size, new_size);
}

static void release(void *block, size_t size, void *context)
{
    struct heap *heap = context;
    heap->now -= size;
    free(block);
}

ddbstream_allocator heap_allocator(struct heap *heap)
{
    return (ddbstream_allocator){ allocate, reallocate, release, heap };
}
