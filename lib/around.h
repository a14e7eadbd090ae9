/* What a document says beside its records, member by member.
 *
 *     (name) ──> at_value ──┬── text, count, boolean ──> done
 *                  ^        ├── { of window, ... ──> at_member ──(name)──> at_value
 *                  │        │                            └── } ──> done
 *                  │        └── state, or unknown and wanted ──> keeping ──> done
 *                  └ skipping <── unknown or wrong
 *
 * A member of the wrong type costs that member: what is wrong is kept, and the rest is read. Knows
 * nothing of records. */
#ifndef DDBS_AROUND_H
#define DDBS_AROUND_H

#include <ddbstream/document.h>

#include "arena.h"
#include "fault.h"
#include "token.h"
#include "unknown.h"

struct around_member;

/* A table of members, and which of them have come. */
struct around_object {
    const struct around_member *members;
    size_t count;
};

struct around_level {
    const struct around_object *object;
    const struct around_member *member; /* being read; NULL: an unknown one */
    uint32_t seen;                      /* a bit for each member */
};

/* The document, and an object in it. */
enum { AROUND_LEVELS = 2 };

struct around {
    struct arena arena; /* for as long as the document */
    struct unknown unknown;
    size_t max_bytes; /* of all JSON that is kept */
    ddbstream_document document;
    struct around_level levels[AROUND_LEVELS];
    size_t level_count;
    enum step (*state)(struct around *around, const struct token *token);
    size_t bytes_left; /* of JSON that may still be kept */
    struct fault fault;
};

/* Allocates nothing yet. The allocator must outlive it. */
void ddbs_around_init(struct around *around, const ddbstream_allocator *allocator,
                      bool keeps_unknown, size_t max_bytes);

void ddbs_around_release(struct around *around);

/* Forgets the last document. */
void ddbs_around_reset(struct around *around);

/* What a member tells of the document by its name. */
enum around_kind {
    AROUND_UNKNOWN, /* it may as well be a record's */
    AROUND_ANY,     /* nothing, but it is no record's */
    AROUND_STREAMS, /* it is a reply of GetRecords */
    AROUND_FAILURE  /* it is the record of a failed batch */
};
enum around_kind ddbs_around_find(const char *name, size_t length);

/* Starts a member of the document, whose name the token is. STEP_NEXT or STEP_NO_MEMORY. */
enum step ddbs_around_begin(struct around *around, const struct token *name);

/* Takes the next token of the member's value, which has no flaw. STEP_DONE: it was the last one.
 * STEP_FAULT: likewise, but something was wrong, which `fault` tells. */
enum step ddbs_around_take(struct around *around, const struct token *token);

/* The document has ended: what was kept can be looked at. False when there is no memory. */
bool ddbs_around_end(struct around *around);

/* Takes over what was taken for members of a record, and is not. False when there is no memory. */
bool ddbs_around_take_over(struct around *around, const ddbstream_record *record,
                           const struct unknown *unknown);

#endif
