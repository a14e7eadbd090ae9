/* The line and column of places that have gone by, in a fixed amount of memory.
 *
 * The ends of lines of the last so many bytes are kept, a bit for a byte:
 *
 *                 window                total
 *                   |                     |
 *     ... \n a b \n c d \n e f g \n h i j |
 *            |      0 0 1  0 0 0 1  0 0 0      `ends`, a ring
 *            `first_line_start`
 *
 * A line ends with a line feed, so "\r\n" ends one line and not two. Columns count bytes. Both
 * begin with 1. */
#ifndef TOOL_LINE_INDEX_H
#define TOOL_LINE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input_piece.h"

struct line_index {
    uint64_t *ends; /* the bit of byte n is n % 64 of word n / 64 % words */
    uint64_t words;
    uint64_t total;            /* bytes gone by */
    uint64_t lines;            /* line feeds among them */
    uint64_t first_line_start; /* of the line that the window's first byte is in */
};

struct place {
    uint64_t line;
    uint64_t column;
};

/* The window has `window` bytes or up to 64 less. False when memory runs out. */
bool line_index_init(struct line_index *index, uint64_t window);

/* For the next document. */
void line_index_reset(struct line_index *index);

void line_index_add(struct line_index *index, struct input_piece piece);

/* The place of an offset. False when it lies before the window or has not gone by; the end of what
 * has gone by has a place too. */
bool line_index_find(const struct line_index *index, uint64_t offset, struct place *place);

void line_index_release(struct line_index *index);

#endif
