/* Names of tables and streams (ARNs), sequence numbers, and the table that a record is of.
 *
 * Source of the forms: "Resource types defined by Amazon DynamoDB" in the Service Authorization
 * Reference.
 *
 *     arn:aws:dynamodb:us-east-1:123456789101:table/orders/stream/2023-05-19T02:24:40.803
 *         |   |        |         |                  |             |
 *         |   service  region    account            table         stream (its label has colons)
 *         partition
 */
#ifndef DDBSTREAM_ARN_H
#define DDBSTREAM_ARN_H

#include <ddbstream/api.h>
#include <ddbstream/record.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* The pieces of an ARN. They point into its text and do not end in NUL; none is empty. This struct
 * will not grow. */
typedef struct ddbstream_arn {
    ddbstream_string partition; /* "aws", "aws-cn", "aws-us-gov" */
    ddbstream_string service;   /* "dynamodb" */
    ddbstream_string region;    /* "us-east-1" */
    ddbstream_string account;   /* "123456789101" */
    ddbstream_string table;     /* its name */
    ddbstream_string index;     /* only of an index's ARN; else its `data` is NULL */
    ddbstream_string stream;    /* the label; only of a stream's ARN; else its `data` is NULL */
} ddbstream_arn;

/* Takes the ARN of a table, of one of its indexes, or of its stream apart.
 *
 * text: need not end in NUL; NULL data counts as an empty text.
 * arn: receives the pieces, which live as long as the text; not NULL, and untouched on failure.
 * Returns DDBSTREAM_OK, or DDBSTREAM_ERROR_ARN when it is another's ARN, such as that of a Kinesis
 * stream, or none. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_arn_parse(ddbstream_string text, ddbstream_arn *arn);

/* Which of two sequence numbers comes first: of a record, a Kinesis record or a checkpoint. They
 * are whole numbers of any length; zeros at the front count for nothing. Only those of one shard
 * tell of an order in time.
 *
 * Returns less than 0, 0, or more than 0. NULL data counts as an empty text, which comes before all
 * others. Text that is no number is compared in the same way: the shorter one first, then by bytes.
 * Cannot fail. Any thread. */
DDBSTREAM_API int ddbstream_sequence_number_compare(ddbstream_string a, ddbstream_string b);

/* The name of the table that a record is of: tableName, which comes with Kinesis, or else the
 * table in eventSourceARN.
 *
 * record: NULL counts as one that names no table.
 * name: receives the name, which lives as long as the record and need not end in NUL; untouched on
 *     failure.
 * Returns DDBSTREAM_OK, or DDBSTREAM_ERROR_ABSENT when the record does not say, as in an export or
 * a reply of GetRecords. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_record_table_name(const ddbstream_record *record,
                                                           ddbstream_string *name);

DDBSTREAM_END

#endif
