/* What goes to the caller's callbacks. */
#ifndef DDBS_DELIVERY_H
#define DDBS_DELIVERY_H

#include "decoding.h"

/* A whole record, good or bad, goes to the caller, and its memory is free for the next. Any status
 * but DDBSTREAM_OK ends the document, and stands in the decoder. */
ddbstream_status ddbs_deliver_record(struct ddbstream_decoder *decoder);

/* A member around the records is wrong, as decoder->around tells. Result as above. */
ddbstream_status ddbs_deliver_remark(struct ddbstream_decoder *decoder);

/* Gives up the document because of a flaw in it, and says so; in documents of lines only the line,
 * which ddbs_deliver_bad_line tells of at its end. `found` is the end of the reason's sentence, or
 * NULL. Returns the status. */
ddbstream_status ddbs_give_up(struct ddbstream_decoder *decoder, const struct flaw *flaw,
                              const char *found);

ddbstream_status ddbs_deliver_no_memory(struct ddbstream_decoder *decoder);

/* A line noted as bad has ended. Result as for ddbs_deliver_record. */
ddbstream_status ddbs_deliver_bad_line(struct ddbstream_decoder *decoder);

#endif
