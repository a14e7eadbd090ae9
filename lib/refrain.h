/* Members that come alike in each record of a stream: its ARN, its region and so on. Kept as they
 * stood in the record before; where the same bytes stand again, nobody need look for their texts.
 *
 *     "eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1"       json
 *     1.1 . aws:dynamodb . us-east-1 .                                  texts, a NUL behind each
 */
#ifndef DDBS_REFRAIN_H
#define DDBS_REFRAIN_H

#include "members.h"

/* In bytes; enough for an ARN, and whole blocks. */
enum { REFRAIN_JSON = 192, REFRAIN_TEXTS = 160 };

struct refrain {
    char json[REFRAIN_JSON];
    size_t length; /* of it; 0 when nothing has been kept, and else at least a block */
    char texts[REFRAIN_TEXTS];
    size_t texts_length;
    struct {
        size_t start, length;
    } members[REFRAIN_MOST]; /* where in the texts each has its own */
    size_t count;
    uint32_t bits;                      /* of its members */
    const struct record_member *missed; /* its first member, when it has come otherwise; or NULL */
};

/* Keeps how the members from `first` on, with which a refrain begins, have come in the record: as far
 * as they have, in plain text that is not too long. */
void ddbs_refrain_keep(struct refrain *refrain, const struct record_member *first,
                       const ddbstream_record *record);

#endif
