/* What goes to the caller's callbacks. */
#ifndef DDBS_DELIVERY_H
#define DDBS_DELIVERY_H

#include "decoding.h"

/* A whole record, good or bad, goes to the caller, and its memory is free for the next. Any status
 * but DDBSTREAM_OK ends the document, and stands in the decoder. */
ddbstream_status ddbs_deliver_record(struct ddbstream_decoder *decoder);

/* Ends the document because of a flaw in it, and says so. Returns the flaw's status. */
ddbstream_status ddbs_deliver_failure(struct ddbstream_decoder *decoder, const struct flaw *flaw);

#endif
