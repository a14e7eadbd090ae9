/* Gathers a record that cuts have split, so that the lane can take it whole.
 *
 *   chunks     |...{..},{"eventID":"1|2","dynamodb":{..}|},{..|
 *   gathered           |,{"eventID":"12","dynamodb":{..}}|
 */
#ifndef DDBS_GATHER_H
#define DDBS_GATHER_H

#include <stdbool.h>

#include "brackets.h"
#include "buffer.h"
#include "piece.h"

struct gather {
    struct ddbstream_buffer bytes;
    size_t most; /* bytes that are gathered */
    struct bracket_scan scan;
    bool is_on;
};

/* Allocates nothing yet. The allocator must outlive it. */
void ddbs_gather_init(struct gather *gather, const ddbstream_allocator *allocator, size_t most);

/* Drops what has been gathered; keeps the memory. */
void ddbs_gather_reset(struct gather *gather);

void ddbs_gather_release(struct gather *gather);

enum gathering {
    GATHERED_PART,  /* all of `rest`: more is to come */
    GATHERED_WHOLE, /* up to and with the bracket that ends the record */
    GATHERED_NONE,  /* it would be too much */
    GATHERED_NO_MEMORY
};

/* Gathers `rest` if it is the front of a record whose end has not come, and not too much: then the
 * result is GATHERED_PART. GATHERED_NONE: nothing of it was taken. */
enum gathering ddbs_gather_begin(struct gather *gather, struct piece *rest);

/* Takes what belongs to the record off the front of `rest`. GATHERED_NONE: nothing of it; what has
 * been gathered is to be read as it is, and the next begun anew. */
enum gathering ddbs_gather_add(struct gather *gather, struct piece *rest);

#endif
