/* Makes one record of tokens: finds each member in a table, and has images parsed.
 *
 *     at_record ──{──> at_member ──(name)──> at_value ──┬── text, number, null ──> at_member
 *                          ^                            ├── { of dynamodb ──────> at_member in it
 *                          │                            ├── { of an image ─> in_image ─> at_member
 *                          ├──── skipping <── unknown or wrong ──┤
 *                          └──── keeping <─── unknown and wanted ──┘
 *
 * A fault does not end the record: what is wrong is stepped over, so that the members which name
 * the record (eventID, SequenceNumber) are read wherever they stand. The first fault is kept.
 *
 * Knows nothing of the document around the record, or of what an attribute value is. */
#ifndef DDBS_RECORD_PARSER_H
#define DDBS_RECORD_PARSER_H

#include <ddbstream/record.h>

#include "arena.h"
#include "conclusion.h"
#include "fault.h"
#include "members.h"
#include "token.h"
#include "unknown.h"
#include "value_parser.h"

/* The record, and userIdentity, dynamodb or kinesis in it. */
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

/* Reads the document in the data of a Kinesis record. Returns the parser that has read it, with a
 * record or a fault; NULL when there is no memory. */
struct data_reader {
    const struct record_parser *(*read)(void *context, const struct token *data);
    void *context;
};

struct record_parser {
    struct arena *arena;
    struct record_limits limits;
    const struct selection *selection; /* NULL: all is built */
    struct data_reader data;           /* read is NULL in such a document itself */
    struct origin origin;              /* of the records; the caller's to set before they begin */
    struct token_listener *listener;   /* who hears the tokens; NULL: nobody need be told */
    struct token_listener listener_before; /* while the parser hears those of an image itself, */
    bool hears_alone;                      /* which this says */
    enum step (*state)(struct record_parser *parser, const struct token *token);
    struct record_level levels[RECORD_LEVELS];
    size_t level_count;
    enum record_kind kind;
    const struct record_parser *inner; /* which has read the data; NULL: none has come */
    size_t depth_around;               /* of objects and arrays in the document */
    size_t depth_limit;                /* likewise */
    struct value_parser values;
    struct unknown unknown; /* to keep such members, set its `keeps` */

    ddbstream_record record;
    struct fault fault;
};

/* Allocates nothing yet. Allocator, arena and listener must outlive the parser. `listener` is where
 * whoever makes the tokens looks up who hears them: inside images the parser does so itself, and
 * puts back what was there. May be NULL. */
void ddbs_record_parser_init(struct record_parser *parser, const ddbstream_allocator *allocator,
                             struct arena *arena, const struct record_limits *limits,
                             struct token_listener *listener);

void ddbs_record_parser_release(struct record_parser *parser);

/* The object that the record is. */
const struct record_object *ddbs_record_parser_root(const struct record_parser *parser);

/* What of that image is to be built; NULL: all. */
const struct selection *ddbs_record_parser_selection(const struct record_parser *parser,
                                                     const ddbstream_image *image);

/* Says of what kind the record is; false when it is of another one already. */
bool ddbs_record_parser_set_kind(struct record_parser *parser, enum record_kind kind);

/* Starts the record with that position among the document's, whose first byte has that offset. The
 * arena is the caller's to reset before. */
void ddbs_record_parser_begin(struct record_parser *parser, uint64_t index, uint64_t offset);

/* The token opens one object or array too many. */
enum step ddbs_record_parser_take_too_deep(struct record_parser *parser, const struct token *token);

/* Takes the next token, the record's first one included. STEP_DONE: the record is whole, good or
 * with a fault. STEP_FAULT is never returned. */
static inline enum step ddbs_record_parser_take(struct record_parser *parser,
                                                const struct token *token)
{
    if (token->depth > parser->depth_limit)
        return ddbs_record_parser_take_too_deep(parser, token);
    return parser->state(parser, token);
}

/* Appends the path of what is being parsed. False when there is no memory. */
bool ddbs_record_parser_path(const struct record_parser *parser, struct ddbstream_buffer *path);

#endif
