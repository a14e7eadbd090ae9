/* What a call came to. Every function that can fail returns one of these. */
#ifndef DDBSTREAM_STATUS_H
#define DDBSTREAM_STATUS_H

#include <ddbstream/api.h>

DDBSTREAM_BEGIN

/* The numbers are part of the ABI: new ones are added before DDBSTREAM_STATUS_COUNT_, none is
 * reused. */
typedef enum ddbstream_status {
    DDBSTREAM_OK = 0, /* all is well */

    /* The caller's doing. */
    DDBSTREAM_STOPPED = 1,        /* a callback returned other than 0 */
    DDBSTREAM_ERROR_ARGUMENT = 2, /* an argument that makes no sense, or a call out of turn */
    DDBSTREAM_ERROR_MEMORY = 3,   /* the allocator returned NULL */
    DDBSTREAM_ERROR_WRITE = 4,    /* a sink could not write */

    /* The document can't be read any further. */
    DDBSTREAM_ERROR_JSON = 5,      /* not JSON (RFC 8259) at this place */
    DDBSTREAM_ERROR_TRUNCATED = 6, /* the input ended inside the document */
    DDBSTREAM_ERROR_DOCUMENT = 7,  /* JSON, but of no shape in which changes arrive */

    /* One record can't be decoded; the others can. (Outside of one, TEXT and LIMIT end the document,
     * and MEMBER and DUPLICATE cost a member beside the records.) */
    DDBSTREAM_ERROR_MEMBER = 8,  /* a member of the wrong JSON type, or a required one missing */
    DDBSTREAM_ERROR_VALUE = 9,   /* an attribute value that is no single typed value */
    DDBSTREAM_ERROR_NUMBER = 10, /* text in N or NS that is no number */
    DDBSTREAM_ERROR_BASE64 = 11, /* text in B or BS that is no padded base64 */
    DDBSTREAM_ERROR_TIME = 12,   /* a creation time that is no time */
    DDBSTREAM_ERROR_TEXT = 13,   /* text that is not Unicode: bad UTF-8 or half a surrogate pair */
    DDBSTREAM_ERROR_DUPLICATE = 14, /* the same member or attribute twice */
    DDBSTREAM_ERROR_LIMIT = 15,     /* larger or deeper than the options allow */

    /* Reading a value. */
    DDBSTREAM_ERROR_ABSENT = 16, /* there is no value */
    DDBSTREAM_ERROR_TYPE = 17,   /* there is one, of another type */

    /* A document, or one record in it. */
    DDBSTREAM_ERROR_SHAPE = 18, /* of another shape than was asked for */

    DDBSTREAM_ERROR_PATH = 19, /* a text that is no path */

    /* Reading a number. */
    DDBSTREAM_INEXACT = 20,     /* what was read is not the number itself */
    DDBSTREAM_ERROR_RANGE = 21, /* a number beyond what can be held */

    DDBSTREAM_ERROR_ARN = 22, /* a text that is no ARN of a table or stream */

    DDBSTREAM_STATUS_COUNT_ /* how many there are; not a status */
} ddbstream_status;

/* What a status means, in a few words: "not valid JSON".
 *
 * status: any number; one that is no status gives "unknown status".
 * Returns a static string, valid for the life of the process. Cannot fail. Any thread. */
DDBSTREAM_API const char *ddbstream_status_text(ddbstream_status status);

DDBSTREAM_END

#endif
