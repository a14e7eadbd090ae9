/* A file or standard input, as the bytes of a document. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "gunzip.h"

enum { INPUT_ROOM = 256 * 1024 };

/* Large: not for the stack. */
struct input {
    int descriptor;
    bool at_end; /* of the file */
    bool is_gzip;
    const char *problem;     /* why the last call failed; lives until the next one fails */
    struct input_piece rest; /* of what has been read, what waits */
    struct gunzip gunzip;
    unsigned char bytes[INPUT_ROOM];    /* as read */
    unsigned char unpacked[INPUT_ROOM]; /* what gzip data holds */
};

/* What input_next comes to. */
enum input_result { INPUT_BYTES, INPUT_END, INPUT_FAILED };

/* Opens a file, or standard input if the name is "-". False when that fails; `problem` says why. */
bool input_open(struct input *input, const char *name);

/* Hands out the document's next bytes, one or more, which live until the next call. */
enum input_result input_next(struct input *input, struct input_piece *next);

void input_close(struct input *input);

#endif
