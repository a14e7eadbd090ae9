/* Makes one record of tokens: finds each member in a table, and has images parsed.
 *
 *     at_record ──{──> at_member ──(name)──> at_value ──┬── text, number, null ──> at_member
 *                          ^                            ├── { of dynamodb ──────> at_member, a level in
 *                          │                            ├── { of an image ──> in_image ──> at_member
 *                          └──── skipping <── unknown or wrong ──┘
 *
 * A fault does not end the record: what is wrong is stepped over, so that the members which name
 * the record (eventID, SequenceNumber) are read wherever they stand. The first fault is kept.
 *
 * Knows nothing of the document around the record, or of what an attribute value is. */
#ifndef DDBS_RECORD_PARSER_H
#define DDBS_RECORD_PARSER_H

#include <ddbstream/record.h>

#include "arena.h"
#include "fault.h"
#include "token.h"
#include "value_parser.h"

/* The record, and userIdentity or dynamodb in it. */
enum { RECORD_LEVELS = 2 };

/* An object of the record that is open, and the member of it that is being read. */
struct record_level {
    const struct record_object *object;
    const struct record_member *member; /* NULL: unknown, or none yet */
    uint32_t seen;                      /* a bit for each member of the object that has come */
};

/* What a record may have. */
struct record_limits {
    size_t depth;
    size_t bytes;
    size_t attributes;
};

struct record_parser {
    struct arena *arena;
    struct record_limits limits;
    enum step (*state)(struct record_parser *parser, const struct token *token);
    struct record_level levels[RECORD_LEVELS];
    size_t level_count;
    bool has_change; /* dynamodb was there */
    size_t depth;    /* JSON objects and arrays that are open, the record's own included */
    struct value_parser values;
    struct ddbstream_buffer origin; /* the record's path: "$.Records[3]" */

    ddbstream_record record;
    struct fault fault;
};

/* Allocates nothing yet. Allocator and arena must outlive the parser. */
void ddbs_record_parser_init(struct record_parser *parser, const ddbstream_allocator *allocator,
                             struct arena *arena, const struct record_limits *limits);

void ddbs_record_parser_release(struct record_parser *parser);

/* Starts the record with that position among the document's, whose first byte has that offset. The
 * arena is the caller's to reset before, and `origin` to set. */
void ddbs_record_parser_begin(struct record_parser *parser, uint64_t index, uint64_t offset);

/* Takes the next token, the record's first one included. STEP_DONE: the record is whole, good or
 * with a fault. STEP_FAULT is never returned. */
enum step ddbs_record_parser_take(struct record_parser *parser, const struct token *token);

/* Appends the path of what is being parsed. False when there is no memory. */
bool ddbs_record_parser_path(const struct record_parser *parser, struct ddbstream_buffer *path);

#endif
