/* A window of the last ids, to tell what is delivered a second time.
 *
 * Streams deliver at least once: after a failure or a lost reply the same records come again. A
 * window remembers as many eventIDs, sequence numbers or other ids as it has room for, first in,
 * first out. Its memory is taken when it is made and never grows, and each call takes the same
 * short time whatever the ids, unless who makes them knows the key that they are scattered by.
 *
 * A window is used by one thread at a time; windows share nothing. */
#ifndef DDBSTREAM_ONCE_H
#define DDBSTREAM_ONCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* Bytes of an id. An eventID has 32, the id of a Kinesis delivery 77. */
#define DDBSTREAM_ONCE_DEFAULT_MAX_LENGTH 128

/* Options. Start from DDBSTREAM_ONCE_OPTIONS_INIT; a member left 0 or NULL has its default. `size`
 * lets a program compiled with an older header run with a newer library. */
typedef struct ddbstream_once_options {
    size_t size; /* sizeof(ddbstream_once_options) */

    /* Copied. Default: malloc, realloc and free. */
    const ddbstream_allocator *allocator;

    /* The longest id. Each id is kept whole, and takes as much room as the longest. */
    size_t max_length;

    /* What ids are scattered by: random numbers that those who make ids don't know. Default (both
     * 0): from the time and an address, which they can hardly guess. */
    uint64_t key[2];
} ddbstream_once_options;

/* All defaults. */
#define DDBSTREAM_ONCE_OPTIONS_INIT                                                                \
    {                                                                                              \
        sizeof(ddbstream_once_options), NULL, 0,                                                   \
        {                                                                                          \
            0, 0                                                                                   \
        }                                                                                          \
    }

/* A window of ids. */
typedef struct ddbstream_once ddbstream_once;

/* Makes a window in which no id has been seen.
 *
 * once: receives it; the caller owns it and gives it back to ddbstream_once_free. NULL on failure.
 * capacity: how many ids it remembers, at least 1.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_ARGUMENT when once is NULL,
 * capacity is 0, the options' size is too small to be one, or the allocator lacks a function. Any
 * thread. */
DDBSTREAM_API ddbstream_status ddbstream_once_create(ddbstream_once **once, size_t capacity,
                                                     const ddbstream_once_options *options);

/* Tells whether an id is new, and remembers it; when the window is full, the oldest one is
 * forgotten for it. An id that is seen again does not become younger.
 *
 * id: any bytes, copied.
 * is_new: receives true for an id that is not in the window; untouched on failure.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ABSENT when the id's `data` is NULL;
 * DDBSTREAM_ERROR_LIMIT when the id is longer than max_length; DDBSTREAM_ERROR_ARGUMENT when once
 * or is_new is NULL. Nothing is remembered then. Allocates nothing. */
DDBSTREAM_API ddbstream_status ddbstream_once_see(ddbstream_once *once, ddbstream_string id,
                                                  bool *is_new);

/* Makes an id new again, such as that of a record which could not be handled and will be delivered
 * again. One that is not in the window, and a NULL window, do nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_once_forget(ddbstream_once *once, ddbstream_string id);

/* Gives the window back. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_once_free(ddbstream_once *once);

DDBSTREAM_END

#endif
