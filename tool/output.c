/* Standard output, fully buffered, which knows why a write has failed. */
#include "output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void output_init(struct output *output, int descriptor)
{
    output->descriptor = descriptor;
    output->problem = 0;
    output->used = 0;
}

static bool write_all(struct output *output, const char *data, size_t length)
{
    while (length > 0 && output->problem == 0) {
        ssize_t written = write(output->descriptor, data, length);
        if (written < 0 && errno != EINTR)
            output->problem = errno;
        if (written > 0) {
            data += written;
            length -= (size_t)written;
        }
    }
    return output->problem == 0;
}

bool output_flush(struct output *output)
{
    size_t used = output->used;
    output->used = 0;
    return write_all(output, output->buffer, used);
}

bool output_write(struct output *output, const char *data, size_t length)
{
    if (length > OUTPUT_ROOM - output->used && !output_flush(output))
        return false;
    if (length > OUTPUT_ROOM)
        return write_all(output, data, length);
    memcpy(output->buffer + output->used, data, length);
    output->used += length;
    return output->problem == 0;
}

bool output_is_closed(const struct output *output)
{
    return output->problem == EPIPE;
}

static int write_to_output(const char *data, size_t length, void *output)
{
    return output_write(output, data, length) ? 0 : 1;
}

ddbstream_sink output_sink(struct output *output)
{
    return (ddbstream_sink){ write_to_output, output };
}
