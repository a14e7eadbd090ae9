/* Makes whole tokens of chunks that were cut anywhere.
 *
 *   chunks   |{"total":{"N":"12|50.|5"},"quan|tity":1|2}|
 *   pieces   |{"total":{"N":|"1250.5"|},|"quantity"|:|12|}|
 *
 * yajl lexes a token that is split over calls again from its start at every call, so a long string
 * in small chunks would take quadratic time; and a reader that sees only whole tokens can tell the
 * place of each. Bytes are copied only for tokens that a cut has split. */
#ifndef DDBS_JOINER_H
#define DDBS_JOINER_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/status.h>

#include "buffer.h"
#include "piece.h"
#include "quotes.h"

struct joiner {
    struct ddbstream_buffer held; /* the first bytes of a token whose end has not come */
    struct quote_scan scan;       /* at the end of `held` */
    bool handed_out;              /* `held` was the last piece and is of no more use */
};

void ddbs_joiner_init(struct joiner *joiner, const ddbstream_allocator *allocator);

/* Forgets what is held; keeps the memory. */
void ddbs_joiner_reset(struct joiner *joiner);

void ddbs_joiner_release(struct joiner *joiner);

/* Takes the next piece of whole tokens from the front of `rest`. A piece of length 0 says that
 * nothing is left: what remained is held. The piece lives until the next call.
 * DDBSTREAM_ERROR_MEMORY is the one error. */
ddbstream_status ddbs_joiner_next(struct joiner *joiner, struct piece *rest, struct piece *piece);

/* What is held when the input ends: the start of a token without its end, or a number at the very
 * end. It lives until the joiner is reset. */
struct piece ddbs_joiner_last(const struct joiner *joiner);

#endif
