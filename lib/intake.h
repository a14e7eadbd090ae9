/* The stages through which bytes become records, in order. */
#ifndef DDBS_INTAKE_H
#define DDBS_INTAKE_H

#include "decoding.h"

/* Takes bytes cut anywhere. The status that it returns stands in the decoder too. */
ddbstream_status ddbs_intake_feed(struct ddbstream_decoder *decoder, struct piece rest);

/* Ends the document: no more bytes come. Likewise. */
ddbstream_status ddbs_intake_finish(struct ddbstream_decoder *decoder);

/* Takes a document whole; no bytes have come before. Likewise. */
ddbstream_status ddbs_intake_run(struct ddbstream_decoder *decoder, struct piece document);

/* Has the lane take the record at the front of the data, which has that offset. Returns its length;
 * 0 when it withdraws, perhaps because the lane has no memory, or does not try. */
size_t ddbs_intake_take_by_lane(struct ddbstream_decoder *decoder, const char *data, size_t length,
                                uint64_t offset);

/* Who hears the reader's tokens. */
struct token_listener ddbs_intake_listener(struct ddbstream_decoder *decoder);

#endif
