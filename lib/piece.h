/* What passes from the joiner to the reader. */
#ifndef DDBS_PIECE_H
#define DDBS_PIECE_H

#include <stddef.h>

/* Bytes of the document that hold whole tokens. A number or literal that was held ends only when something follows it, so
 * after such a piece's bytes stands a space that is not the document's: `padding` is 1. */
struct piece {
    const char *data;
    size_t length;
    size_t padding;
};

#endif
