/* Strings that are long, kept from yajl: it looks at each byte by itself, and copies what has an
 * escape.
 *
 *   piece   {"a":"short","b":"some hundred bytes","c":1}
 *   parts   {"a":"short","b":|""|,"c":1}
 *                             ^ with the text beside it
 *
 * Like the lane this never reports an error: a string with anything wrong is left as it is, for
 * guard and reader to find it. */
#ifndef DDBS_LONG_STRING_H
#define DDBS_LONG_STRING_H

#include <stddef.h>

#include <ddbstream/status.h>

#include "buffer.h"
#include "piece.h"

struct long_strings {
    struct ddbstream_buffer unescaped; /* the text of the last one that had to be changed */
};

void ddbs_long_string_init(struct long_strings *strings, const ddbstream_allocator *allocator);

void ddbs_long_string_release(struct long_strings *strings);

/* What yajl is to be shown for the string that those bytes are, quotes included: "" if it is good
 * and has no more than `max_string` bytes inside, else the bytes themselves. It lives until the
 * next call, and as long as the bytes. DDBSTREAM_ERROR_MEMORY is the one error. */
ddbstream_status ddbs_long_string_read(struct long_strings *strings, const char *data,
                                       size_t length, size_t max_string, struct piece *part);

#endif
