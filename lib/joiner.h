/* Makes whole tokens of chunks that were cut anywhere.
 *
 *   chunks   |{"total":{"N":"12|50.|5"},"quan|tity":1|2}|
 *   pieces   |{"total":{"N":|"1250.5"|},|"quantity"|:|12|}|
 *
 * yajl lexes a token that is split over calls again from its start at every call, so a long string
 * in small chunks would take quadratic time; and a reader that sees only whole tokens can tell the
 * place of each. Bytes are copied only for tokens that a cut has split.
 *
 * A string longer than is allowed is not held: its bytes are checked and dropped, and "" is handed
 * out in its place, so that memory stays bounded and what comes after it is read. */
#ifndef DDBS_JOINER_H
#define DDBS_JOINER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/status.h>

#include "buffer.h"
#include "json_fault.h"
#include "piece.h"
#include "quotes.h"

struct joiner {
    size_t max_string;            /* bytes that a string may have, quotes aside */
    struct ddbstream_buffer held; /* the first bytes of a token whose end has not come */
    struct quote_scan scan;       /* at the end of `held` */
    bool handed_out;              /* `held` was the last piece and is of no more use */

    uint64_t dropped;          /* bytes of a string too long, after its opening quote */
    struct string_check check; /* of those */
    const char *fault_reason;  /* set with DDBSTREAM_ERROR_JSON: a static string, */
    uint64_t fault_at;         /* and the place from the string's first byte on */
};

/* Allocates nothing yet. The allocator must outlive the joiner. */
void ddbs_joiner_init(struct joiner *joiner, const ddbstream_allocator *allocator,
                      size_t max_string);

/* Forgets what is held; keeps the memory. */
void ddbs_joiner_reset(struct joiner *joiner);

void ddbs_joiner_release(struct joiner *joiner);

/* Whether it holds nothing, so that whatever comes next begins outside of any token. */
bool ddbs_joiner_is_idle(const struct joiner *joiner);

/* Takes the next piece of whole tokens from the front of `rest`. A piece of length 0 says that
 * nothing is left: what remained is held. The piece lives until the next call. Errors are
 * DDBSTREAM_ERROR_MEMORY, and DDBSTREAM_ERROR_JSON for a string too long that is no string. */
ddbstream_status ddbs_joiner_next(struct joiner *joiner, struct piece *rest, struct piece *piece);

/* What is held when the input ends: the start of a token without its end, or a number at the very
 * end. Only after ddbs_joiner_next has said that nothing is left, or before its first call. It
 * lives until the joiner is reset. */
struct piece ddbs_joiner_last(const struct joiner *joiner);

#endif
