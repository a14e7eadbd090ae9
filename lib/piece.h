/* What passes from the joiner through the guard to the reader. */
#ifndef DDBS_PIECE_H
#define DDBS_PIECE_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the document: as they are fed, cut anywhere, and behind the joiner whole tokens. A number
 * or literal that was held ends only when something follows it, so after such a piece's bytes stands
 * a space that is not the document's: `padding` is 1. */
struct piece {
    const char *data;
    size_t length;
    size_t padding;

    bool is_damaged;  /* it is one string, in which bad bytes were replaced, */
    size_t damage_at; /* the first byte that can't be there was at this place */

    size_t unseen;    /* it is one string longer than is allowed, and lacks that many bytes */
    bool is_overlong; /* it is the start of a word longer than is allowed */
    bool is_broken;   /* a word is followed by a quote in it, which no JSON is */
};

static inline void ddbs_piece_drop_front(struct piece *piece, size_t length)
{
    piece->data += length;
    piece->length -= length;
}

#endif
