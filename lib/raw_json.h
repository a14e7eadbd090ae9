/* Makes JSON text of the tokens of one value. */
#ifndef DDBS_RAW_JSON_H
#define DDBS_RAW_JSON_H

#include "json_writer.h"
#include "token.h"

struct raw_json {
    struct json_writer writer;
    struct ddbstream_buffer text;
    size_t depth_around; /* of the objects and arrays that the value stands in */
};

/* Allocates nothing yet. The allocator must outlive it. */
void ddbs_raw_json_init(struct raw_json *raw, const ddbstream_allocator *allocator);

void ddbs_raw_json_release(struct raw_json *raw);

/* Starts a value that stands at that depth. */
void ddbs_raw_json_begin(struct raw_json *raw, size_t depth_around);

/* Takes the next token of the value, which has no flaw. STEP_DONE: it was the last one, and the
 * text is whole. */
enum step ddbs_raw_json_take(struct raw_json *raw, const struct token *token);

#endif
