/* Records, images and values kept beyond their callback, with all that they point to.
 *
 * A copy lies in an arena of yours, with whatever else is there. A clone is one block of memory,
 * which goes by itself. Both are equal to the original in every member and share nothing with it.
 * They are plain data, yours to change. */
#ifndef DDBSTREAM_COPYING_H
#define DDBSTREAM_COPYING_H

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/arena.h>
#include <ddbstream/record.h>
#include <ddbstream/status.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* Copies a record into an arena.
 *
 * record: from a decoder, a batch or a builder; read during the call only.
 * copy: receives the copy, which lives until ddbstream_arena_reset or ddbstream_arena_free;
 *     untouched on failure.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_MEMORY, and what was taken so far stays in the arena until
 * it is reset; DDBSTREAM_ERROR_VALUE when a value's type is none; DDBSTREAM_ERROR_ARGUMENT when an
 * argument is NULL. */
DDBSTREAM_API ddbstream_status ddbstream_record_copy(const ddbstream_record *record,
                                                     ddbstream_arena *arena,
                                                     ddbstream_record **copy);

/* Copies an image into an arena. As ddbstream_record_copy, but for the struct itself, which is the
 * caller's. */
DDBSTREAM_API ddbstream_status ddbstream_image_copy(const ddbstream_image *image,
                                                    ddbstream_arena *arena, ddbstream_image *copy);

/* Copies a value into an arena. As ddbstream_record_copy, but for the struct itself, which is the
 * caller's. */
DDBSTREAM_API ddbstream_status ddbstream_value_copy(const ddbstream_value *value,
                                                    ddbstream_arena *arena, ddbstream_value *copy);

/* Copies a record into one block of memory.
 *
 * record: read during the call only.
 * allocator: copied; what its `context` points to must live as long as the clone. NULL for malloc,
 *     realloc and free.
 * clone: receives the copy; the caller owns it and gives it back to ddbstream_clone_free, in any
 *     thread if the allocator allows it. NULL on failure.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_VALUE when a value's type is none;
 * DDBSTREAM_ERROR_ARGUMENT when record or clone is NULL or the allocator lacks a function. Any
 * thread. */
DDBSTREAM_API ddbstream_status ddbstream_record_clone(const ddbstream_record *record,
                                                      const ddbstream_allocator *allocator,
                                                      ddbstream_record **clone);

/* Copies an image into one block of memory. As ddbstream_record_clone. */
DDBSTREAM_API ddbstream_status ddbstream_image_clone(const ddbstream_image *image,
                                                     const ddbstream_allocator *allocator,
                                                     ddbstream_image **clone);

/* Copies a value into one block of memory. As ddbstream_record_clone. */
DDBSTREAM_API ddbstream_status ddbstream_value_clone(const ddbstream_value *value,
                                                     const ddbstream_allocator *allocator,
                                                     ddbstream_value **clone);

/* Gives back what one of the three functions above made. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_clone_free(void *clone);

DDBSTREAM_END

#endif
