/* From whole tokens to the reader, through what looks at their text. */
#ifndef DDBS_GUARDED_H
#define DDBS_GUARDED_H

#include "guard.h"
#include "long_string.h"
#include "reader.h"

struct guarded {
    struct long_strings strings;
    struct guard guard;
};

void ddbs_guarded_init(struct guarded *guarded, const ddbstream_allocator *allocator);

void ddbs_guarded_release(struct guarded *guarded);

/* A stretch of whole tokens goes to the reader, long strings by themselves and all else through the
 * guard; the last one of a document, which may be empty, ends it. Result as of ddbs_reader_parse
 * and ddbs_reader_finish. */
ddbstream_status ddbs_read_guarded(struct guarded *guarded, struct reader *reader,
                                   struct piece rest, bool is_last);

#endif
