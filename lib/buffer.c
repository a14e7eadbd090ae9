/* A growing buffer, and the sink that writes into one; knows nothing of what is written. */
#include "buffer.h"

#include <stdint.h>
#include <string.h>

#include "memory.h"

enum { FIRST_CAPACITY = 256 };

/* What ddbstream_buffer_create hands out: a buffer that owns its allocator. */
struct owned_buffer {
    struct ddbstream_buffer buffer;
    ddbstream_allocator allocator;
};

void ddbs_buffer_init(struct ddbstream_buffer *buffer, const ddbstream_allocator *allocator)
{
    *buffer = (struct ddbstream_buffer){ .allocator = allocator };
}

void ddbs_buffer_release(struct ddbstream_buffer *buffer)
{
    ddbs_release(buffer->allocator, buffer->data, buffer->capacity);
    ddbs_buffer_init(buffer, buffer->allocator);
}

/* At least double, so that appending byte by byte takes linear time. 0 when no size will do. */
static size_t grown(size_t capacity, size_t needed)
{
    size_t size = capacity > 0 ? capacity : FIRST_CAPACITY;
    if (needed > SIZE_MAX / 2)
        return 0;
    while (size < needed)
        size *= 2;
    return size;
}

bool ddbs_buffer_grow(struct ddbstream_buffer *buffer, size_t extra)
{
    size_t capacity;
    char *data;
    if (extra >= SIZE_MAX - buffer->length)
        return false;
    capacity = grown(buffer->capacity, buffer->length + extra + 1);
    if (capacity == 0)
        return false;
    data = ddbs_reallocate(buffer->allocator, buffer->data, buffer->capacity, capacity);
    if (data == NULL)
        return false;
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool ddbs_buffer_append_text(struct ddbstream_buffer *buffer, const char *text)
{
    return ddbs_buffer_append(buffer, text, strlen(text));
}

ddbstream_status ddbstream_buffer_create(ddbstream_buffer **buffer,
                                         const ddbstream_allocator *allocator)
{
    struct owned_buffer *owned;
    ddbstream_allocator chosen;
    if (buffer == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *buffer = NULL;
    if (!ddbs_allocator_choose(&chosen, allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    owned = ddbs_allocate(&chosen, sizeof *owned);
    if (owned == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    owned->allocator = chosen;
    ddbs_buffer_init(&owned->buffer, &owned->allocator);
    *buffer = &owned->buffer;
    return DDBSTREAM_OK;
}

static int write_to_buffer(const char *data, size_t length, void *user)
{
    return ddbs_buffer_append(user, data, length) ? 0 : -1;
}

ddbstream_sink ddbstream_sink_buffer(ddbstream_buffer *buffer)
{
    return (ddbstream_sink){ write_to_buffer, buffer };
}

ddbstream_string ddbstream_buffer_text(const ddbstream_buffer *buffer)
{
    if (buffer == NULL || buffer->data == NULL)
        return (ddbstream_string){ "", 0 };
    return (ddbstream_string){ buffer->data, buffer->length };
}

void ddbstream_buffer_clear(ddbstream_buffer *buffer)
{
    if (buffer == NULL)
        return;
    buffer->length = 0;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

void ddbstream_buffer_free(ddbstream_buffer *buffer)
{
    ddbstream_allocator allocator;
    if (buffer == NULL)
        return;
    allocator = *buffer->allocator;
    ddbs_buffer_release(buffer);
    ddbs_release(&allocator, buffer, sizeof(struct owned_buffer));
}
