/* Documents of several lines, each of which is a document by itself: exports, and records.
 *
 *     {"Item":{...}}          a line that is broken costs that line
 *     {"Item":{...
 *     {"Item":{...}}
 *
 * It is lines when an export is known for one in its first line, or when the first line is a whole
 * record. JSON that is spread over lines is one document, and so is everything else. */
#ifndef DDBS_LINES_H
#define DDBS_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include <ddbstream/decoder.h>

#include "piece.h"

/* Which line it is, in a document that may be lines. */
struct lines {
    enum { LINES_UNDECIDED, LINES_NONE, LINES_EACH } mode;
    uint64_t at;    /* bytes taken so far */
    uint64_t start; /* of the line, in the document */
    uint64_t count; /* of records before it */
    bool is_bad;    /* something is wrong with it, which the decoder's fault tells, */
    bool is_done;   /* or it has been read in full */
};

/* Ready for the next document. */
void ddbs_lines_reset(struct ddbstream_decoder *decoder);

/* Takes bytes cut anywhere. The status that it returns stands in the decoder too. */
ddbstream_status ddbs_lines_feed(struct ddbstream_decoder *decoder, struct piece rest);

/* The document ends here. */
ddbstream_status ddbs_lines_finish(struct ddbstream_decoder *decoder);

/* Takes a whole document. */
ddbstream_status ddbs_lines_run(struct ddbstream_decoder *decoder, struct piece document);

#endif
