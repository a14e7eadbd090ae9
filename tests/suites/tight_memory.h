/* Arenas and buffers in which just so many bytes are left. */
#ifndef TIGHT_MEMORY_H
#define TIGHT_MEMORY_H

#include "arena.h"
#include "buffer.h"

#include "suite.h"

/* Takes all but the last `room` bytes of an arena's first block. */
static inline void leave_in_arena(struct arena *arena, size_t room)
{
    size_t left;
    ddbs_arena_reset(arena);
    ck_assert_ptr_nonnull(ddbs_arena_take_bytes(arena, 1));
    left = (size_t)(arena->end - arena->next);
    ck_assert_uint_ge(left, room);
    ck_assert_ptr_nonnull(ddbs_arena_take_bytes(arena, left - room));
}

/* Appends until only `room` more bytes fit. */
static inline void leave_in_buffer(struct ddbstream_buffer *buffer, size_t room)
{
    ck_assert(ddbs_buffer_reserve(buffer, room + 1));
    while (buffer->capacity - buffer->length - 1 > room)
        ck_assert(ddbs_buffer_append(buffer, "x", 1));
}

#endif
