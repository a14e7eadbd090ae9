/* Where output goes: to a function of yours, to a FILE, or into a growing buffer. */
#ifndef DDBSTREAM_SINK_H
#define DDBSTREAM_SINK_H

#include <stddef.h>
#include <stdio.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* Takes a piece of output: for a log, one whole line with its line end. `data` is read during the
 * call only. Return 0 when it has all been written; any other number makes the call that wrote it
 * return DDBSTREAM_ERROR_WRITE. */
typedef int (*ddbstream_write_fn)(const char *data, size_t length, void *user);

/* A destination. Copied wherever it is passed; what `user` points to must live as long as the
 * handle that has a copy. This struct will not grow: it is passed by value. */
typedef struct ddbstream_sink {
    ddbstream_write_fn write; /* takes each piece of output */
    void *user;               /* passed to it, never looked at */
} ddbstream_sink;

/* A sink that writes to an open FILE, not NULL, one fwrite for each piece of output. It does not flush: set
 * line buffering with setvbuf, or flush, as the program needs. The FILE stays the caller's, who
 * closes it after the handle that uses the sink is freed.
 *
 * Cannot fail. The sink may be used from any thread that may use the FILE. */
DDBSTREAM_API ddbstream_sink ddbstream_sink_file(FILE *file);

/* Text that grows as it is written to. */
typedef struct ddbstream_buffer ddbstream_buffer;

/* Makes an empty buffer.
 *
 * buffer: receives it; the caller owns it and gives it back to ddbstream_buffer_free. NULL on
 *     failure.
 * allocator: copied; NULL for malloc, realloc and free.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY, or DDBSTREAM_ERROR_ARGUMENT when buffer is NULL or
 * the allocator lacks a function. A buffer is used by one thread at a time. */
DDBSTREAM_API ddbstream_status ddbstream_buffer_create(ddbstream_buffer **buffer,
                                                       const ddbstream_allocator *allocator);

/* A sink that appends to a buffer, not NULL; a write fails when memory runs out, and then the buffer is as
 * it was. The buffer must live as long as the handle that uses the sink. Cannot fail. */
DDBSTREAM_API ddbstream_sink ddbstream_sink_buffer(ddbstream_buffer *buffer);

/* What has been written so far.
 *
 * Returns text that lives until the next write to the buffer, ddbstream_buffer_clear or
 * ddbstream_buffer_free. Never NULL data: an empty buffer gives "". Cannot fail. */
DDBSTREAM_API ddbstream_string ddbstream_buffer_text(const ddbstream_buffer *buffer);

/* Empties the buffer and keeps its memory for what comes next. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_buffer_clear(ddbstream_buffer *buffer);

/* Gives the buffer back. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_buffer_free(ddbstream_buffer *buffer);

DDBSTREAM_END

#endif
