/* From the guard to the reader. */
#ifndef DDBS_GUARDED_H
#define DDBS_GUARDED_H

#include "guard.h"
#include "reader.h"

/* A stretch of whole tokens goes through the guard to the reader; the last one of a document, which
 * may be empty, ends it. Result as of ddbs_reader_parse and ddbs_reader_finish. */
ddbstream_status ddbs_read_guarded(struct guard *guard, struct reader *reader, struct piece rest,
                                   bool is_last);

#endif
