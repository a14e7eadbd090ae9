/* Members that the library does not know, kept as they came. */
#ifndef DDBSTREAM_MEMBER_H
#define DDBSTREAM_MEMBER_H

#include <stddef.h>

#include <ddbstream/api.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* Which object of the document a member stood in. */
typedef enum ddbstream_level {
    DDBSTREAM_LEVEL_DOCUMENT = 0, /* around the records */
    DDBSTREAM_LEVEL_RECORD = 1,   /* the record itself */
    DDBSTREAM_LEVEL_CHANGE = 2,   /* `dynamodb` */
    DDBSTREAM_LEVEL_IDENTITY = 3, /* `userIdentity` */
    DDBSTREAM_LEVEL_DELIVERY = 4, /* the Kinesis record around the change */
    DDBSTREAM_LEVEL_KINESIS = 5   /* `kinesis` in that */
} ddbstream_level;

/* One such member. Stands in arrays, so it will not grow. */
typedef struct ddbstream_unknown_member {
    ddbstream_level level; /* where it stood */
    ddbstream_string name; /* its name */

    /* Its value: the same names, strings and numbers in the same order, without white space. */
    ddbstream_string json;
} ddbstream_unknown_member;

/* In the order they came. This struct will not grow. */
typedef struct ddbstream_unknown_members {
    const ddbstream_unknown_member *members; /* NULL when `count` is 0 */
    size_t count;                            /* how many there are */
} ddbstream_unknown_members;

DDBSTREAM_END

#endif
