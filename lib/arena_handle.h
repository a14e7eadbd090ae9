/* The arena of arena.h as a handle for callers. */
#ifndef DDBS_ARENA_HANDLE_H
#define DDBS_ARENA_HANDLE_H

#include <ddbstream/arena.h>

#include "arena.h"

struct ddbstream_arena {
    ddbstream_allocator allocator;
    struct arena arena;
};

#endif
