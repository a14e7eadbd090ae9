/* Looks for text that is not Unicode before yajl sees it: yajl lets bad UTF-8 through, and makes
 * garbage of half a surrogate pair.
 *
 *   piece     {"a":"good","b":"caf\xe9","c":1}
 *   handed on {"a":"good","b":|"caf?"|,"c":1}
 *                             ^ damaged
 *
 * A string that is damaged is handed on by itself, as a copy in which '?' stands for the bad bytes,
 * so that yajl can go on; it is marked, and nobody uses its text. Everything else is handed on as
 * it is. Works on pieces of whole tokens, so it need remember nothing from one to the next.
 *
 * Vertical tab and form feed, which yajl takes for white space, are handed on as a byte that it
 * refuses. */
#ifndef DDBS_GUARD_H
#define DDBS_GUARD_H

#include <stddef.h>

#include <ddbstream/status.h>

#include "buffer.h"
#include "piece.h"

struct guard {
    struct ddbstream_buffer repaired; /* the damaged string that was handed on last */
};

void ddbs_guard_init(struct guard *guard, const ddbstream_allocator *allocator);

void ddbs_guard_release(struct guard *guard);

/* Takes the next part from the front of `rest`; it lives until the next call. Call it while `rest`
 * has bytes. DDBSTREAM_ERROR_MEMORY is the one error. */
ddbstream_status ddbs_guard_next(struct guard *guard, struct piece *rest, struct piece *part);

#endif
