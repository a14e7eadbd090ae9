/* Bytes that grow: output lines, paths, and tokens that a cut has split. */
#ifndef DDBS_BUFFER_H
#define DDBS_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <ddbstream/sink.h>

struct ddbstream_buffer {
    const ddbstream_allocator *allocator;
    char *data; /* NULL until something is written; then data[length] is always there */
    size_t length;
    size_t capacity;
};

/* Allocates nothing yet. The allocator must outlive the buffer. */
void ddbs_buffer_init(struct ddbstream_buffer *buffer, const ddbstream_allocator *allocator);

void ddbs_buffer_release(struct ddbstream_buffer *buffer);

/* Only for the function below. */
bool ddbs_buffer_grow(struct ddbstream_buffer *buffer, size_t extra);

/* Makes room for `extra` more bytes and a NUL; false when there is no memory, and then the buffer
 * is as it was. */
static inline bool ddbs_buffer_reserve(struct ddbstream_buffer *buffer, size_t extra)
{
    return extra < buffer->capacity - buffer->length || ddbs_buffer_grow(buffer, extra);
}

/* Appends and ends in NUL; false when there is no memory, and then the buffer is as it was. */
static inline bool ddbs_buffer_append(struct ddbstream_buffer *buffer, const char *data,
                                      size_t length)
{
    if (!ddbs_buffer_reserve(buffer, length))
        return false;
    memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
    return true;
}

bool ddbs_buffer_append_text(struct ddbstream_buffer *buffer, const char *text);

#endif
