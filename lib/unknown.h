/* Collects the members that the library does not know, for those who asked to keep them. */
#ifndef DDBS_UNKNOWN_H
#define DDBS_UNKNOWN_H

#include <ddbstream/member.h>

#include "arena.h"
#include "raw_json.h"

struct unknown {
    bool keeps; /* it was asked for; else nothing below is used */
    struct arena *arena;
    struct raw_json value;             /* of the member being read */
    ddbstream_unknown_member member;   /* likewise, but for its value */
    struct ddbstream_buffer collected; /* members, until they go to the arena as an array */
};

/* Allocates nothing yet. Allocator and arena must outlive it. */
void ddbs_unknown_init(struct unknown *unknown, const ddbstream_allocator *allocator,
                       struct arena *arena, bool keeps);

void ddbs_unknown_release(struct unknown *unknown);

/* Forgets what was collected. */
void ddbs_unknown_clear(struct unknown *unknown);

/* Starts a member with the name that the token is. False when there is no memory. */
bool ddbs_unknown_begin(struct unknown *unknown, ddbstream_level level, const struct token *name);

/* Takes the next token of the member's value, which has no flaw. STEP_DONE: it has been
 * collected. */
enum step ddbs_unknown_take(struct unknown *unknown, const struct token *token);

/* Adds to what was collected around a record inside of another what was collected in it. False when
 * there is no memory. */
bool ddbs_unknown_merge(struct unknown *outer, const struct unknown *inner);

/* What was collected, as an array in the arena. False when there is no memory. */
bool ddbs_unknown_members(const struct unknown *unknown, ddbstream_unknown_members *members);

#endif
