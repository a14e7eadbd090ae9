/* The shapes of document in which DynamoDB's changes arrive. */
#ifndef DDBSTREAM_SHAPE_H
#define DDBSTREAM_SHAPE_H

#include <ddbstream/api.h>

DDBSTREAM_BEGIN

/* Told apart by what the document holds. The numbers are part of the ABI: none is reused. */
typedef enum ddbstream_shape {
    DDBSTREAM_SHAPE_ANY = 0,     /* not known yet; as an option, whichever comes */
    DDBSTREAM_SHAPE_LAMBDA = 1,  /* {"Records":[...]}, perhaps of a tumbling window */
    DDBSTREAM_SHAPE_STREAMS = 2, /* a reply of the Streams API's GetRecords: the same, but records
                                    have no eventSourceARN, and a NextShardIterator stands beside */
    DDBSTREAM_SHAPE_KINESIS = 3, /* {"Records":[...]}, each change as base64 in kinesis.data */
    DDBSTREAM_SHAPE_PIPES = 4,   /* EventBridge Pipes: [...], the records alone */
    DDBSTREAM_SHAPE_RECORD = 5,  /* one record, or one a line */
    DDBSTREAM_SHAPE_EXPORT = 6,  /* an export to S3: a line for each item, {"Item":{...}}, or for
                                    each change, {"Metadata":{...},"Keys":{...},"NewImage":...} */
    DDBSTREAM_SHAPE_FAILURE = 7  /* the record of a failed batch that Lambda sends to an on-failure
                                    destination: it says which records, and has none */
} ddbstream_shape;

/* A word for the shape: "lambda", "streams", "kinesis", "pipes", "record", "s3-export", "failure".
 *
 * shape: DDBSTREAM_SHAPE_ANY gives "any"; a number that is no shape, "unknown".
 * Returns a static string, valid for the life of the process. Cannot fail. Any thread. */
DDBSTREAM_API const char *ddbstream_shape_name(ddbstream_shape shape);

DDBSTREAM_END

#endif
