/* What stands in a document around its records.
 *
 * Sources: "Using AWS Lambda with Amazon DynamoDB" (the event, tumbling windows, the record of a
 * failed batch) and GetRecords of the DynamoDB Streams API. */
#ifndef DDBSTREAM_DOCUMENT_H
#define DDBSTREAM_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/api.h>
#include <ddbstream/member.h>
#include <ddbstream/record.h>
#include <ddbstream/shape.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* A boolean that may be missing. */
typedef enum ddbstream_truth {
    DDBSTREAM_TRUTH_NONE = 0,  /* absent or null */
    DDBSTREAM_TRUTH_FALSE = 1, /* false */
    DDBSTREAM_TRUTH_TRUE = 2   /* true */
} ddbstream_truth;

/* `window`: the tumbling window that the event belongs to. This struct and the next stand inside a
 * document, so they will not grow. */
typedef struct ddbstream_window {
    ddbstream_presence presence; /* of the window */
    ddbstream_string start;      /* RFC 3339 */
    ddbstream_string end;        /* RFC 3339 */
} ddbstream_window;

/* What became of a batch that Lambda gave up: no records, but where to find them. Counts are -1
 * when absent or null. */
typedef struct ddbstream_failure {
    /* requestContext */
    ddbstream_presence request_presence;
    ddbstream_string request_id;
    ddbstream_string function_arn;
    ddbstream_string condition; /* "RetryAttemptsExhausted" */
    int64_t approximate_invoke_count;

    /* responseContext */
    ddbstream_presence response_presence;
    int64_t status_code;
    ddbstream_string executed_version;
    ddbstream_string function_error; /* "Unhandled" */

    ddbstream_string version;   /* of this form: "1.0" */
    ddbstream_string timestamp; /* RFC 3339 */

    /* DDBStreamBatchInfo, or KinesisBatchInfo. Times are RFC 3339. */
    ddbstream_presence batch_presence;
    ddbstream_string shard_id;
    ddbstream_string start_sequence_number;
    ddbstream_string end_sequence_number;
    ddbstream_string approximate_arrival_of_first_record;
    ddbstream_string approximate_arrival_of_last_record;
    int64_t batch_size; /* records */
    ddbstream_string stream_arn;
} ddbstream_failure;

/* What a document says beside its records, as far as it has been read. A string whose `data` is
 * NULL was absent or null, or has not come yet. The library makes these; new members are added at
 * the end. */
typedef struct ddbstream_document {
    /* DDBSTREAM_SHAPE_ANY until it is known. Documents with Records count as
     * DDBSTREAM_SHAPE_LAMBDA until their first record, or a NextShardIterator, tells. */
    ddbstream_shape shape;

    /* Of a tumbling window. */
    ddbstream_window window;
    ddbstream_string state; /* JSON, without white space: what the last reply carried */
    ddbstream_string shard_id;
    ddbstream_string event_source_arn;
    ddbstream_truth is_final_invoke_for_window;
    ddbstream_truth is_window_terminated_early;

    /* Of GetRecords. Null means that the shard is closed and has been read to its end. */
    ddbstream_presence next_shard_iterator_presence;
    ddbstream_string next_shard_iterator;

    /* Of an on-failure record, which is a document of its own. */
    ddbstream_failure failure;

    /* With the option keep_unknown_members; there when the document has been read to its end. */
    ddbstream_unknown_members unknown;
} ddbstream_document;

DDBSTREAM_END

#endif
