/* Gives callers an arena of their own, with its allocator. */
#include "arena_handle.h"

#include "memory.h"

ddbstream_status ddbstream_arena_create(ddbstream_arena **arena,
                                        const ddbstream_allocator *allocator)
{
    ddbstream_allocator chosen;
    if (arena == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *arena = NULL;
    if (!ddbs_allocator_choose(&chosen, allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    *arena = ddbs_allocate(&chosen, sizeof **arena);
    if (*arena == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    (*arena)->allocator = chosen;
    ddbs_arena_init(&(*arena)->arena, &(*arena)->allocator);
    return DDBSTREAM_OK;
}

/* NULL means that there is no memory, even when nothing is wanted. */
void *ddbstream_arena_take(ddbstream_arena *arena, size_t size)
{
    return arena != NULL ? ddbs_arena_take(&arena->arena, size + (size == 0)) : NULL;
}

ddbstream_status ddbstream_arena_copy(ddbstream_arena *arena, ddbstream_string text,
                                      ddbstream_string *copy)
{
    const char *data;
    if (arena == NULL || copy == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (text.data == NULL) {
        *copy = text;
        return DDBSTREAM_OK;
    }
    data = ddbs_arena_copy(&arena->arena, text.data, text.length);
    if (data == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    *copy = (ddbstream_string){ data, text.length };
    return DDBSTREAM_OK;
}

void ddbstream_arena_reset(ddbstream_arena *arena)
{
    if (arena != NULL)
        ddbs_arena_reset(&arena->arena);
}

void ddbstream_arena_free(ddbstream_arena *arena)
{
    ddbstream_allocator allocator;
    if (arena == NULL)
        return;
    allocator = arena->allocator;
    ddbs_arena_release(&arena->arena);
    ddbs_release(&allocator, arena, sizeof *arena);
}
