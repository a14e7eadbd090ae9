/* The sink that writes to a FILE; the one for buffers lives with them, in buffer.c. */
#include <ddbstream/sink.h>

static int write_to_file(const char *data, size_t length, void *user)
{
    return fwrite(data, 1, length, user) == length ? 0 : -1;
}

ddbstream_sink ddbstream_sink_file(FILE *file)
{
    return (ddbstream_sink){ write_to_file, file };
}
