/* What is counted: decoding one document in one way. */
#ifndef MEASURED_H
#define MEASURED_H

#include <stdbool.h>

#include <ddbstream/ddbstream.h>

#include "shape.h"

enum way { WHOLE, BY_BYTES, WHOLE_BY_YAJL, BYTES_BY_YAJL, BATCH, WAYS };

struct work {
    enum way way;
    size_t times; /* normally 1 */
    ddbstream_options options;
    ddbstream_log *log; /* of all good records */
    ddbstream_status status;
    size_t records, errors;
};

/* In a file of its own, so that no compiler makes it a part of its caller: `run` tells callgrind to
 * count from its beginning to its end. */
void measured(struct work *work, const struct document *document);

#endif
