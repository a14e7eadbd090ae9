/* What follows from a record as a whole: where it came from, what its checkpoint is, what its time
 * means. Known only when all of it has been read, since members come in any order. */
#ifndef DDBS_CONCLUSION_H
#define DDBS_CONCLUSION_H

#include <stdbool.h>

#include <ddbstream/record.h>
#include <ddbstream/status.h>

/* How records stand in the document. */
enum arrangement {
    RECORDS_MEMBER, /* {"Records":[...]} */
    BARE_ARRAY,     /* [...] */
    STANDS_ALONE,   /* a record is the document, or a line of it */
    INSIDE_RECORD   /* in the data of a Kinesis record */
};

/* What a record holds of its change. */
enum record_kind {
    KIND_NONE,    /* nothing */
    KIND_CHANGE,  /* dynamodb */
    KIND_KINESIS, /* kinesis, with a document in it */
    KIND_EXPORT   /* the images themselves */
};

/* What is known of where a record comes from before it is read. */
struct origin {
    enum arrangement arrangement;
    bool from_streams;      /* a NextShardIterator has come */
    ddbstream_shape wanted; /* the only shape to accept; DDBSTREAM_SHAPE_ANY: each */
};

/* Why a record that is well formed can't be accepted. */
struct objection {
    ddbstream_status status; /* DDBSTREAM_OK: there is none */
    const char *reason;      /* static strings: a sentence, */
    const char *found;       /* and its end, or NULL */
};

/* Sets source, checkpoint, time and the numbers of names. */
struct objection ddbs_conclude(ddbstream_record *record, enum record_kind kind,
                               const struct origin *origin);

#endif
