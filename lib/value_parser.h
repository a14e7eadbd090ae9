/* Makes an image of tokens: checks that attribute values have DynamoDB's typed form, and has the
 * builder build them.
 *
 * One state, a function, for each place in the form; (n) takes a name, (s) a string.
 *
 *     at_name ──(n)──> at_value ──{──> at_type ──(n)──> at_payload ──┬── (s), true, false ──┐
 *        ^                                ^                          ├── { of M ─> at_name   │
 *        │                                {                          ├── [ of L ─> at_item   │
 *        │                                │                          └── [ of a set ─> at_member
 *        │                             at_item                                              │
 *        └── } in a map ── at_value_end <──── } of M, ] of L, ] of a set ───────────────────┘
 *             } in a list, back to at_item
 *
 * Knows nothing of records, or of where the image stands. */
#ifndef DDBS_VALUE_PARSER_H
#define DDBS_VALUE_PARSER_H

#include <ddbstream/status.h>

#include "selection.h"
#include "token.h"
#include "value_builder.h"

struct value_parser {
    struct value_builder builder;
    enum step (*state)(struct value_parser *parser, const struct token *token);
    ddbstream_map image;               /* after STEP_DONE */
    const struct selection *selection; /* of the image's attributes; NULL: all. Set before it */
    size_t depth_around;               /* of what is being stepped over */
    size_t entries_left; /* attributes, list values and set members that may still come, */
    size_t bytes_left;   /* and text; set for a record, not for each image */

    struct flaw fault;      /* after STEP_FAULT, with what was found instead: a static string, */
    const char *found;      /* or NULL when the reason says it all */
    enum value_place place; /* of the fault; only with one */
};

void ddbs_value_parser_init(struct value_parser *parser, const ddbstream_allocator *allocator,
                            struct arena *arena);

void ddbs_value_parser_release(struct value_parser *parser);

/* Starts an image whose '{' has been heard. STEP_NEXT or STEP_NO_MEMORY. */
enum step ddbs_value_parser_begin(struct value_parser *parser);

/* Takes the next token. After STEP_DONE the image is whole; after STEP_FAULT the parser can only
 * begin again. */
static inline enum step ddbs_value_parser_take(struct value_parser *parser,
                                               const struct token *token)
{
    return parser->state(parser, token);
}

/* Appends the path of what is being parsed, or of the fault, from the image on. False when there
 * is no memory. */
bool ddbs_value_parser_path(const struct value_parser *parser, struct ddbstream_buffer *path);

#endif
