/* Bytes on their way from the caller to the reader. */
#ifndef DDBS_PIECE_H
#define DDBS_PIECE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/text.h>

/* Bytes of the document: as they are fed, cut anywhere, and behind the joiner whole tokens. A number
 * or literal that was held ends only when something follows it, so after such a piece's bytes stands
 * a space that is not the document's: `padding` is 1. */
struct piece {
    const char *data;
    size_t length;
    size_t padding;

    bool is_damaged;  /* it is one string, in which bad bytes were replaced, */
    size_t damage_at; /* the first byte that can't be there was at this place */

    uint64_t unseen;       /* bytes of the document that it stands for, beyond its own */
    ddbstream_string text; /* what a good string says for which "" stands; else NULL, also when ""
                              stands for one longer than is allowed */

    bool is_overlong; /* it is the start of a word longer than is allowed */
    bool is_broken;   /* a word is followed by a quote in it, which no JSON is */
};

static inline void ddbs_piece_drop_front(struct piece *piece, size_t length)
{
    piece->data += length;
    piece->length -= length;
}

/* All of it, or the front alone: what is told of a piece is true of its end. */
static inline struct piece ddbs_piece_take_front(struct piece *rest, size_t length)
{
    struct piece front = *rest;
    if (length < rest->length)
        front = (struct piece){ .data = rest->data, .length = length };
    ddbs_piece_drop_front(rest, length);
    return front;
}

#endif
