/* Reads the document that a Kinesis record carries: base64 of JSON, which is a record.
 *
 *     text of data -> base64 -> joiner -> guarded -> reader -> record parser
 *                     (block by block)
 *
 * Unless the lane takes it, from all of the bytes; what is too much for that is never held as a
 * whole. Knows nothing of the record around it. */
#ifndef DDBS_PAYLOAD_H
#define DDBS_PAYLOAD_H

#include "guarded.h"
#include "joiner.h"
#include "lane.h"
#include "reader.h"
#include "record_parser.h"

struct payload {
    struct joiner joiner;
    struct guarded guarded;
    struct reader reader;
    struct record_parser record;
    struct lane lane;
    struct ddbstream_buffer bytes; /* for the lane */
    bool yajl_only;
};

/* Allocates nothing yet. The allocator and the outer parser, whose arena and limits it shares, must
 * outlive the payload. */
void ddbs_payload_init(struct payload *payload, const ddbstream_allocator *allocator,
                       const struct record_parser *outer, size_t max_string, bool yajl_only);

void ddbs_payload_release(struct payload *payload);

/* For a record parser to read data with; `context` is the payload. */
const struct record_parser *ddbs_payload_read(void *context, const struct token *data);

#endif
