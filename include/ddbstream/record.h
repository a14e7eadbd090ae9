/* A stream record: one change of one item.
 *
 * Source of the members: the Record, StreamRecord and Identity types of the DynamoDB Streams API,
 * and the event that AWS Lambda makes of them. Members may come in any order, and those the
 * library does not know are stepped over, or kept as JSON with the option keep_unknown_members.
 * A line of an export is a record too: an Item is its new image.
 *
 * Lifetime: a record handed to a callback, and every string, value and array in it, lives until
 * the callback returns; one from a batch, until ddbstream_batch_free. Records are plain data:
 * reading one from several threads at once is fine. */
#ifndef DDBSTREAM_RECORD_H
#define DDBSTREAM_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/api.h>
#include <ddbstream/member.h>
#include <ddbstream/shape.h>
#include <ddbstream/text.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* Absent, null and {} are three things. */
typedef enum ddbstream_presence {
    DDBSTREAM_ABSENT = 0, /* the member was not there */
    DDBSTREAM_NULL = 1,   /* it was there and null */
    DDBSTREAM_PRESENT = 2 /* it was an object, perhaps an empty one */
} ddbstream_presence;

/* `eventName`. */
typedef enum ddbstream_event_name {
    DDBSTREAM_EVENT_NONE = 0,   /* absent or null */
    DDBSTREAM_EVENT_OTHER = 1,  /* a name this version does not know; its text is kept */
    DDBSTREAM_EVENT_INSERT = 2, /* the item is new */
    DDBSTREAM_EVENT_MODIFY = 3, /* it was there before */
    DDBSTREAM_EVENT_REMOVE = 4  /* it is gone */
} ddbstream_event_name;

/* `StreamViewType`: which images the stream carries. */
typedef enum ddbstream_view_type {
    DDBSTREAM_VIEW_NONE = 0,              /* absent or null */
    DDBSTREAM_VIEW_OTHER = 1,             /* a name this version does not know; its text is kept */
    DDBSTREAM_VIEW_KEYS_ONLY = 2,         /* none */
    DDBSTREAM_VIEW_NEW_IMAGE = 3,         /* the item after the change */
    DDBSTREAM_VIEW_OLD_IMAGE = 4,         /* the item before it */
    DDBSTREAM_VIEW_NEW_AND_OLD_IMAGES = 5 /* both */
} ddbstream_view_type;

/* A point in time, in UTC, taken from the decimal text without passing through floating point.
 *
 * The unit is the one that ApproximateCreationDateTimePrecision names (MILLISECOND, MICROSECOND)
 * where it stands beside the time, else told by the size: below 1e11 seconds, below 1e14
 * milliseconds, below 1e17 microseconds, else nanoseconds.
 *
 * This struct will not grow: it is passed by value. */
typedef struct ddbstream_time {
    int64_t seconds;       /* since 1970-01-01T00:00:00Z */
    uint32_t nanoseconds;  /* after that, 0 to 999,999,999 */
    ddbstream_string text; /* what came, whatever its unit and form; no `data` when none came */
} ddbstream_time;

/* The item, or its keys, at one moment. This struct and the two below stand inside a record, so
 * they will not grow. */
typedef struct ddbstream_image {
    ddbstream_presence presence; /* an absent or null one has no attributes */
    ddbstream_map attributes;    /* with the names that they have in the item */
} ddbstream_image;

/* Who made the change, when it was not an ordinary caller: deletes by time to live come from type
 * "Service", principal "dynamodb.amazonaws.com". */
typedef struct ddbstream_user_identity {
    ddbstream_presence presence;   /* DDBSTREAM_ABSENT for an ordinary caller */
    ddbstream_string type;         /* type: "Service" */
    ddbstream_string principal_id; /* principalId: "dynamodb.amazonaws.com" */
} ddbstream_user_identity;

/* What Kinesis adds to a change that it delivers. Strings whose `data` is NULL were absent or null.
 * Source: "Using AWS Lambda with Amazon Kinesis". */
typedef struct ddbstream_kinesis {
    ddbstream_presence presence;             /* DDBSTREAM_ABSENT unless the record came this way */
    ddbstream_string event_id;               /* of the delivery: "shardId-000000000006:4959..." */
    ddbstream_string event_source_arn;       /* the Kinesis stream, not DynamoDB's */
    ddbstream_string sequence_number;        /* the checkpoint */
    ddbstream_string partition_key;          /* partitionKey */
    ddbstream_string schema_version;         /* kinesisSchemaVersion */
    ddbstream_time approximate_arrival_time; /* approximateArrivalTimestamp */
} ddbstream_kinesis;

/* Bits for `null_members`. */
enum {
    DDBSTREAM_MEMBER_AWS_REGION = 1 << 0,              /* awsRegion */
    DDBSTREAM_MEMBER_EVENT_ID = 1 << 1,                /* eventID */
    DDBSTREAM_MEMBER_EVENT_NAME = 1 << 2,              /* eventName */
    DDBSTREAM_MEMBER_EVENT_SOURCE = 1 << 3,            /* eventSource */
    DDBSTREAM_MEMBER_EVENT_VERSION = 1 << 4,           /* eventVersion */
    DDBSTREAM_MEMBER_EVENT_SOURCE_ARN = 1 << 5,        /* eventSourceARN */
    DDBSTREAM_MEMBER_CREATION_TIME = 1 << 6,           /* ApproximateCreationDateTime */
    DDBSTREAM_MEMBER_SEQUENCE_NUMBER = 1 << 7,         /* SequenceNumber */
    DDBSTREAM_MEMBER_SIZE_BYTES = 1 << 8,              /* SizeBytes */
    DDBSTREAM_MEMBER_STREAM_VIEW_TYPE = 1 << 9,        /* StreamViewType */
    DDBSTREAM_MEMBER_IDENTITY_TYPE = 1 << 10,          /* userIdentity.type */
    DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID = 1 << 11,  /* userIdentity.principalId */
    DDBSTREAM_MEMBER_TABLE_NAME = 1 << 12,             /* tableName */
    DDBSTREAM_MEMBER_CREATION_TIME_PRECISION = 1 << 13 /* ApproximateCreationDateTimePrecision */
};

/* One record. The library makes these, with copying.h and building.h too; new members are added at
 * the end. So pass pointers on: a struct of your own, or an assignment, has only the members of the
 * header it was compiled with, and a newer library would read beyond them. A string whose `data`
 * is NULL was absent, or null if its bit is set in `null_members`. */
typedef struct ddbstream_record {
    /* Where it stood in the document: its position among the records, from 0, its first byte, and
     * how many bytes it has. */
    uint64_t index;
    uint64_t offset;
    uint64_t length;

    ddbstream_string aws_region;           /* awsRegion: "us-east-1" */
    ddbstream_string event_id;             /* eventID: unique to the change */
    ddbstream_event_name event_name;       /* eventName */
    ddbstream_string event_name_text;      /* eventName as it came */
    ddbstream_string event_source;         /* eventSource: "aws:dynamodb" */
    ddbstream_string event_version;        /* eventVersion: "1.1" */
    ddbstream_string event_source_arn;     /* eventSourceARN: the stream, by Kinesis that one's */
    ddbstream_user_identity user_identity; /* userIdentity */

    /* The members of `dynamodb`. */
    ddbstream_time approximate_creation_time; /* ApproximateCreationDateTime */
    ddbstream_image keys;                     /* Keys */
    ddbstream_image new_image;                /* NewImage */
    ddbstream_image old_image;                /* OldImage */
    ddbstream_string sequence_number;         /* SequenceNumber: up to 40 digits, so text */
    int64_t size_bytes;                       /* SizeBytes, in bytes; -1 when absent or null */
    ddbstream_view_type stream_view_type;     /* StreamViewType */
    ddbstream_string stream_view_type_text;   /* StreamViewType as it came */

    /* Members that came as null: DDBSTREAM_MEMBER_ bits. Images and userIdentity say it
     * themselves. */
    uint32_t null_members;

    /* How the record arrived: one of DDBSTREAM_SHAPE_LAMBDA, _STREAMS, _KINESIS, _PIPES, _EXPORT.
     * A record that is a document by itself is told by what it holds. */
    ddbstream_shape source;

    /* What a partial-failure reply must name for the batch to go on from this record: the
     * SequenceNumber, or of a Kinesis record the outer sequenceNumber. NULL `data` when there is
     * none, as in an export. */
    ddbstream_string checkpoint;

    ddbstream_string table_name;              /* tableName; only with Kinesis */
    ddbstream_string creation_time_precision; /* ApproximateCreationDateTimePrecision; likewise */
    ddbstream_kinesis kinesis;                /* what the delivery says */
    ddbstream_image export_metadata;          /* Metadata of an incremental export's line, whose
                                        WriteTimestampMicros is the creation time */

    /* With the option keep_unknown_members. */
    ddbstream_unknown_members unknown;
} ddbstream_record;

/* Whether DynamoDB deleted the item because its time to live was over: the event is REMOVE, by the
 * type "Service" and the principal "dynamodb.amazonaws.com". A global table's other regions see
 * such a delete as an ordinary one. Source: "DynamoDB Streams and Time to Live".
 *
 * record: NULL gives false. Cannot fail. Any thread. */
DDBSTREAM_API bool ddbstream_record_is_ttl_delete(const ddbstream_record *record);

/* The attribute of that name in an image.
 *
 * image: NULL, absent and null images count as images with nothing in them.
 * name: ends in NUL, matched byte by byte.
 * Returns a pointer that lives as long as the record, or NULL when there is no such attribute.
 * Cannot fail. Any thread. */
DDBSTREAM_API const ddbstream_value *ddbstream_image_find(const ddbstream_image *image,
                                                          const char *name);

DDBSTREAM_END

#endif
