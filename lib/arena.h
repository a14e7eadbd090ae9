/* Memory for one record: taken piece by piece, given back all at once, and used again. */
#ifndef DDBS_ARENA_H
#define DDBS_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <ddbstream/allocator.h>
#include <ddbstream/text.h>

#include "block.h"

/*   first             current
 *     |                  |
 *   [####]->[########]->[#####......]->[................]
 *                             ^     ^   kept from a larger record, used again when needed
 *                           next   end
 */
struct arena {
    const ddbstream_allocator *allocator;
    struct arena_block *first;
    struct arena_block *current; /* NULL: nothing taken yet */
    char *next;
    char *end;
};

/* Enough for every struct that the library keeps in an arena. */
enum { ARENA_ALIGNMENT = 8 };

/* Allocates nothing yet. The allocator must outlive the arena. */
void ddbs_arena_init(struct arena *arena, const ddbstream_allocator *allocator);

/* All that was taken becomes invalid; the blocks are kept for what comes next. */
void ddbs_arena_reset(struct arena *arena);

void ddbs_arena_release(struct arena *arena);

/* How much of an arena has been taken. */
struct arena_mark {
    struct arena_block *current;
    char *next;
};

static inline struct arena_mark ddbs_arena_mark(const struct arena *arena)
{
    return (struct arena_mark){ arena->current, arena->next };
}

/* All that was taken since the mark becomes invalid; the blocks are kept. There must have been no
 * reset in between. */
void ddbs_arena_go_back(struct arena *arena, struct arena_mark mark);

/* Goes on in a block with room for `size` bytes and returns where they start; NULL when there is
 * no memory. Only for the two functions below. */
char *ddbs_arena_next_block(struct arena *arena, size_t size);

/* Goes on in such a block, and copies there the first `used` of the bytes that stand behind what
 * was taken; they are no more taken than before. False when there is no memory. */
bool ddbs_arena_move(struct arena *arena, size_t used, size_t size);

/* `size` bytes without alignment, for text; NULL when there is no memory. They live until the
 * arena is reset. */
static inline char *ddbs_arena_take_bytes(struct arena *arena, size_t size)
{
    if ((size_t)(arena->end - arena->next) < size)
        return ddbs_arena_next_block(arena, size);
    arena->next += size;
    return arena->next - size;
}

/* `size` bytes aligned for any struct of the library; NULL when there is no memory. They live
 * until the arena is reset. */
static inline void *ddbs_arena_take(struct arena *arena, size_t size)
{
    size_t padding = -(uintptr_t)arena->next & (ARENA_ALIGNMENT - 1);
    size_t room = (size_t)(arena->end - arena->next);
    if (room - padding < size) /* blocks end aligned too, so there is always room to pad */
        return ddbs_arena_next_block(arena, size);
    arena->next += padding + size;
    return arena->next - size;
}

/* Text up to that length is copied in place. */
enum { ARENA_SHORT = 2 * BLOCK };

/* ddbs_arena_copy for what is longer, or has no room yet. */
char *ddbs_arena_copy_long(struct arena *arena, const char *text, size_t length);

/* A copy of the text with a NUL after it; NULL when there is no memory. */
static inline char *ddbs_arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena->next;
    if (length > ARENA_SHORT || (size_t)(arena->end - copy) <= length)
        return ddbs_arena_copy_long(arena, text, length);
    arena->next += length + 1;
    ddbs_block_copy_short(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* Likewise, as a string, which stays as it was when there is no memory: false. */
static inline bool ddbs_arena_copy_string(struct arena *arena, const char *text, size_t length,
                                          ddbstream_string *string)
{
    const char *copy = ddbs_arena_copy(arena, text, length);
    if (copy != NULL)
        *string = (ddbstream_string){ copy, length };
    return copy != NULL;
}

#endif
