/* Memory that is taken piece by piece and given back all at once: for records that are built or
 * kept, and for what is made of them. */
#ifndef DDBSTREAM_ARENA_H
#define DDBSTREAM_ARENA_H

#include <stddef.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* Used by one thread at a time; arenas share nothing. */
typedef struct ddbstream_arena ddbstream_arena;

/* Makes an arena, which holds nothing yet.
 *
 * arena: receives it; the caller owns it and gives it back to ddbstream_arena_free. NULL on
 *     failure.
 * allocator: copied; NULL for malloc, realloc and free.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY, or DDBSTREAM_ERROR_ARGUMENT when arena is NULL or
 * the allocator lacks a function. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_arena_create(ddbstream_arena **arena,
                                                      const ddbstream_allocator *allocator);

/* Takes `size` bytes, aligned for every struct of the library.
 *
 * Returns a pointer that lives until ddbstream_arena_reset or ddbstream_arena_free; NULL when there
 * is no memory, or for a NULL arena. */
DDBSTREAM_API void *ddbstream_arena_take(ddbstream_arena *arena, size_t size);

/* Copies text, with a NUL behind it.
 *
 * text: one whose `data` is NULL gives such a one again.
 * copy: receives text that lives until ddbstream_arena_reset or ddbstream_arena_free; untouched on
 *     failure.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY, or DDBSTREAM_ERROR_ARGUMENT when arena or copy is
 * NULL. */
DDBSTREAM_API ddbstream_status ddbstream_arena_copy(ddbstream_arena *arena, ddbstream_string text,
                                                    ddbstream_string *copy);

/* All that was taken becomes invalid; the memory is kept for what comes next. NULL does nothing.
 * Cannot fail. */
DDBSTREAM_API void ddbstream_arena_reset(ddbstream_arena *arena);

/* Gives back the arena and all that was taken from it. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_arena_free(ddbstream_arena *arena);

DDBSTREAM_END

#endif
