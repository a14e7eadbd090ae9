/* The functions of the counting allocator. */
#include "counting.h"

#include <stddef.h>

#include "fuzz.h"

/* Stands before each block. */
union header {
    size_t size;
    max_align_t alignment;
};

static bool fails(struct counting *counting)
{
    bool has_come = counting->calls_left == 0;
    counting->calls++;
    if (!has_come) {
        counting->calls_left -= counting->calls_left != SIZE_MAX;
        return false;
    }
    counting->failures++;
    if (!counting->goes_on)
        counting->calls_left = SIZE_MAX;
    return true;
}

static void *counting_allocate(size_t size, void *context)
{
    struct counting *counting = context;
    union header *header;
    MUST(size > 0);
    if (fails(counting))
        return NULL;
    header = malloc(sizeof *header + size);
    MUST(header != NULL);
    header->size = size;
    counting->live_bytes += size;
    return header + 1;
}

static void counting_release(void *block, size_t size, void *context)
{
    struct counting *counting = context;
    union header *header = (union header *)block - 1;
    MUST(block != NULL && header->size == size);
    counting->live_bytes -= size;
    free(header);
}

/* Always moves, so that pointers into the old block are found out. */
static void *counting_reallocate(void *block, size_t old_size, size_t new_size, void *context)
{
    void *moved;
    MUST(block != NULL && ((union header *)block - 1)->size == old_size);
    moved = counting_allocate(new_size, context);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    counting_release(block, old_size, context);
    return moved;
}

void counting_init(struct counting *counting)
{
    *counting = (struct counting){ .calls_left = SIZE_MAX };
    counting->allocator =
        (ddbstream_allocator){ counting_allocate, counting_reallocate, counting_release, counting };
}

void counting_fail(struct counting *counting, size_t calls, bool goes_on)
{
    counting->calls_left = calls;
    counting->goes_on = goes_on;
}
