/* A bump allocator over a chain of blocks that grow; knows nothing of what is kept in it. */
#include "arena.h"

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

void ddbs_arena_go_back(struct arena *arena, struct arena_mark mark)
{
    enter(arena, mark.current != NULL ? mark.current : arena->first);
    if (mark.current != NULL)
        arena->next = mark.next;
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

/* Each block is twice the last, so that a large record costs few of them; one for something larger
 * is a power of two too, so that what grows slowly from record to record seldom needs a new one. 0
 * when no size will do. */
static size_t next_size(const struct arena *arena, size_t wanted)
{
    size_t size = FIRST_BLOCK;
    if (arena->current != NULL)
        size = arena->current->size < LARGEST_STEP ? arena->current->size * 2 : LARGEST_STEP;
    while (size < wanted && size > 0)
        size *= 2;
    return size;
}

static struct arena_block *new_block(struct arena *arena, size_t size)
{
    struct arena_block *block = NULL;
    if (size > 0)
        block = ddbs_allocate(arena->allocator, sizeof *block + size);
    if (block != NULL)
        *block = (struct arena_block){ .next = NULL, .size = size };
    return block;
}

/* Kept blocks that are too small make way, or records of growing size would pile them up. */
char *ddbs_arena_next_block(struct arena *arena, size_t size)
{
    struct arena_block **place = arena->current != NULL ? &arena->current->next : &arena->first;
    while (*place != NULL && (*place)->size < size) {
        struct arena_block *small = *place;
        *place = small->next;
        ddbs_release(arena->allocator, small, sizeof *small + small->size);
    }
    if (*place == NULL)
        *place = new_block(arena, next_size(arena, size));
    if (*place == NULL)
        return NULL;
    enter(arena, *place);
    arena->next += size;
    return arena->current->data;
}

bool ddbs_arena_move(struct arena *arena, size_t used, size_t size)
{
    const char *from = arena->next;
    char *to = ddbs_arena_next_block(arena, size);
    if (to == NULL)
        return false;
    if (used > 0)
        memcpy(to, from, used);
    arena->next = to;
    return true;
}

char *ddbs_arena_copy_long(struct arena *arena, const char *text, size_t length)
{
    char *copy = ddbs_arena_take_bytes(arena, length + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
