/* What a typed walk needs beside a parsed document: memory for what it makes, and the checks that
 * a parser of JSON does not do. */
#ifndef PEERS_TYPED_H
#define PEERS_TYPED_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Memory that is taken piece by piece and given back all at once. Start from all zeros. */
struct arena {
    struct arena_block *block; /* the newest and largest */
    size_t used;               /* of that block */
};

/* `size` bytes, aligned for any type. Ends the program when memory runs out. */
void *arena_take(struct arena *arena, size_t size);

/* All that was taken becomes invalid; the largest block is kept for what comes next. */
void arena_reset(struct arena *arena);

/* 0 when the name is that of no type. */
ddbstream_type typed_type(ddbstream_string name);
ddbstream_event_name typed_event_name(ddbstream_string text);
ddbstream_view_type typed_view_type(ddbstream_string text);

/* Is it a number as JSON has them? */
bool typed_is_number(ddbstream_string text);

/* Bytes of base64, in the arena. False when it is none. */
bool typed_binary(struct arena *arena, ddbstream_string text, ddbstream_bytes *bytes);

#ifdef __cplusplus
}
#endif

#endif
