/* Some bytes. */
#ifndef TOOL_PIECE_H
#define TOOL_PIECE_H

#include <stddef.h>

struct piece {
    const unsigned char *bytes;
    size_t length;
};

#endif
