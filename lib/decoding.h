/* The state of a decoder: what decoder.c makes, intake.c works on, and delivery.c hands out. */
#ifndef DDBS_DECODING_H
#define DDBS_DECODING_H

#include <stdbool.h>
#include <stdint.h>

#include <ddbstream/decoder.h>

#include "arena.h"
#include "around.h"
#include "document.h"
#include "fault.h"
#include "frame.h"
#include "gather.h"
#include "guarded.h"
#include "joiner.h"
#include "lane.h"
#include "lines.h"
#include "mark.h"
#include "payload.h"
#include "reader.h"
#include "record_parser.h"

#define NOWHERE UINT64_MAX

struct ddbstream_decoder {
    ddbstream_allocator allocator;
    ddbstream_record_fn on_record;
    ddbstream_error_fn on_error;
    void *user;

    struct lines lines;
    struct mark mark;
    struct joiner joiner;
    struct gather gather;
    struct guarded guarded;
    struct reader reader;
    struct document document;
    struct around around;
    struct record_parser record;
    struct selection selection;
    struct payload *payload; /* NULL until there is a record from Kinesis */
    struct lane lane;
    uint64_t refused_at; /* where the lane withdrew last, and need not try again, or NOWHERE */
    uint64_t refusals;   /* how many records in a row it has withdrawn from */
    struct frame missed; /* read by the lane, and not shown to yajl; its front is 0: nothing */
    struct arena arena;
    bool keeps_records; /* of the whole document, for a batch */
    bool yajl_only;

    ddbstream_status status; /* DDBSTREAM_OK until the document can't be read further */
    bool finished;
    struct fault fault; /* of the document */
    ddbstream_error error;
};

#endif
