/* Standard output, fully buffered. */
#ifndef TOOL_OUTPUT_H
#define TOOL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/sink.h>

enum { OUTPUT_ROOM = 64 * 1024 };

struct output {
    int descriptor;
    int problem; /* the errno of the write that failed, 0 while all is well */
    size_t used;
    char buffer[OUTPUT_ROOM];
};

void output_init(struct output *output, int descriptor);

/* False once a write has failed; then nothing more is written. */
bool output_write(struct output *output, const char *data, size_t length);

/* Writes what is held back. Result as of output_write. */
bool output_flush(struct output *output);

/* Whether the reader of a pipe has gone: no failure, nobody wants more. */
bool output_is_closed(const struct output *output);

/* The output as a sink of the library. */
ddbstream_sink output_sink(struct output *output);

#endif
