/* An arena of a caller's, whose memory is counted and may end. */
#ifndef COUNTED_ARENA_H
#define COUNTED_ARENA_H

#include <ddbstream/arena.h>

#include "test_allocator.h"

struct counted_arena {
    struct test_allocator memory;
    ddbstream_arena *arena;
};

/* `counted` must not move afterwards. */
static inline void counted_arena_begin(struct counted_arena *counted)
{
    test_allocator_init(&counted->memory);
    ck_assert_int_eq(ddbstream_arena_create(&counted->arena, &counted->memory.allocator),
                     DDBSTREAM_OK);
}

static inline void counted_arena_end(struct counted_arena *counted)
{
    ddbstream_arena_free(counted->arena);
    test_allocator_check_empty(&counted->memory);
}

#endif
