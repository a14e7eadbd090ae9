/* The byte order mark with which some programs begin a file in UTF-8. */
#ifndef DDBS_MARK_H
#define DDBS_MARK_H

#include "piece.h"

struct mark {
    size_t length; /* of what has come of it so far */
    bool is_over;  /* something else has come, or all of it */
};

/* Takes what belongs to a mark off the front of `rest`; returns how many bytes that is. */
size_t ddbs_mark_skip(struct mark *mark, struct piece *rest);

/* Whether a mark was begun, and something is missing yet. */
bool ddbs_mark_is_half(const struct mark *mark);

/* Whether a mark was begun and something else has come. */
bool ddbs_mark_is_broken(const struct mark *mark);

/* None can come any more, and what has come of one does not matter. */
void ddbs_mark_end(struct mark *mark);

#endif
