/* Some bytes of the input. */
#ifndef TOOL_INPUT_PIECE_H
#define TOOL_INPUT_PIECE_H

#include <stddef.h>

struct input_piece {
    const unsigned char *bytes;
    size_t length;
};

#endif
