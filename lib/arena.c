/* A bump allocator over a chain of blocks that grow; knows nothing of what is kept in it. */
#include "arena.h"

#include <string.h>

#include "memory.h"

struct arena_block {
    struct arena_block *next;
    size_t size; /* of data */
    _Alignas(ARENA_ALIGNMENT) char data[];
};

enum {
    FIRST_BLOCK = 16 * 1024, /* holds an ordinary record */
    LARGEST_STEP = 1024 * 1024
};

void ddbs_arena_init(struct arena *arena, const ddbstream_allocator *allocator)
{
    *arena = (struct arena){ .allocator = allocator };
}

static void enter(struct arena *arena, struct arena_block *block)
{
    arena->current = block;
    arena->next = block != NULL ? block->data : NULL;
    arena->end = block != NULL ? block->data + block->size : NULL;
}

void ddbs_arena_reset(struct arena *arena)
{
    enter(arena, arena->first);
}

void ddbs_arena_release(struct arena *arena)
{
    struct arena_block *block = arena->first;
    while (block != NULL) {
        struct arena_block *next = block->next;
        ddbs_release(arena->allocator, block, sizeof *block + block->size);
        block = next;
    }
    ddbs_arena_init(arena, arena->allocator);
}

/* Each block is twice the last, so that a large record costs few of them. */
static size_t next_size(const struct arena *arena, size_t wanted)
{
    size_t size = FIRST_BLOCK;
    if (arena->current != NULL)
        size = arena->current->size < LARGEST_STEP ? arena->current->size * 2 : LARGEST_STEP;
    return size < wanted ? wanted : size;
}

static struct arena_block *add_block(struct arena *arena, size_t wanted)
{
    size_t size = next_size(arena, wanted);
    struct arena_block **place = arena->current != NULL ? &arena->current->next : &arena->first;
    struct arena_block *block;
    if (size > SIZE_MAX - sizeof *block)
        return NULL;
    block = ddbs_allocate(arena->allocator, sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    block->next = *place;
    *place = block;
    return block;
}

char *ddbs_arena_next_block(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->current != NULL ? arena->current->next : arena->first;
    if (block == NULL || block->size < size)
        block = add_block(arena, size);
    if (block == NULL)
        return NULL;
    enter(arena, block);
    arena->next += size;
    return block->data;
}

char *ddbs_arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = ddbs_arena_take_bytes(arena, length + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
