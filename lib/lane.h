/* The record lane: decodes whole records in one pass straight from the bytes.
 *
 *     {"eventID":"…","dynamodb":{"Keys":{"id":{"S":"…"}},…},…}
 *     └ lane.c                          └ lane_image.c ┘     ┘
 *      lane_text.h: every string      lane_value.c: a value in any form
 *      lane_skip.c: what is stepped over   refrain.h: what comes again
 *
 * It fills the same record, through the same builder, as the record parser does from tokens, and it
 * never reports an error: on anything that it does not expect (a name with an escape, a limit, any
 * fault) it withdraws, and the record is read again from its first byte by way of yajl, which finds
 * out what is the matter. So what is accepted, what is refused and every place stay the same. At the
 * end of the bytes it withdraws too; then the record may be gathered, and come again when it is whole.
 *
 * Its functions take what begins at a place in the bytes, space before it included, and return the
 * place behind it; NULL to withdraw. So the place is passed on in a register. */
#ifndef DDBS_LANE_H
#define DDBS_LANE_H

#include <stdbool.h>
#include <stddef.h>

#include "record_parser.h"
#include "refrain.h"

/* Members' names, and texts that are taken by one or two blocks, are no longer than this, so that
 * nobody need compare their lengths with the limit. */
enum { LANE_STRING = 40 };

struct lane {
    struct record_parser *record; /* which it fills, and whose arena, builder and limits it uses */
    size_t max_string;            /* when this is below LANE_STRING, it takes nothing */
    bool no_memory;               /* that is why it withdrew */
    unsigned char lengths[32];    /* of each member's text in the record before, by its bit */
    unsigned char names[32];      /* and of an image's short names, in their order */
    struct refrain refrains[REFRAINS];
    bool has_missed; /* one of them has come otherwise */

    /* Of the record that is being taken: */
    const char *end; /* of the bytes, as far as the record may reach */
    struct arena *arena;
    size_t entries_left; /* attributes, list values and set members that may still come */
};

/* Decodes the record that begins at the front of the data. Returns its length; 0 when it withdraws.
 * The record parser must have begun the record. */
size_t ddbs_lane_take(struct lane *lane, const char *data, size_t length);

#endif
