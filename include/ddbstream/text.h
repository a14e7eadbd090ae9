/* Text and bytes as the library hands them out: a pointer with a length. */
#ifndef DDBSTREAM_TEXT_H
#define DDBSTREAM_TEXT_H

#include <stddef.h>

/* UTF-8 text. `data` ends in a NUL that `length` does not count, so it can go wherever C expects a
 * string; a NUL inside the text (JSON's \u0000) is possible, and then `length` is what to trust.
 * Who owns the bytes and how long they live is said where the text is handed out.
 *
 * This struct will not grow: it is passed by value. */
typedef struct ddbstream_string {
    const char *data; /* NULL when there is no text at all: a member that was absent */
    size_t length;    /* in bytes; 0 when there is no text */
} ddbstream_string;

/* Binary data. Ends in a zero byte that `length` does not count. This struct will not grow. */
typedef struct ddbstream_bytes {
    const unsigned char *data; /* NULL when there is nothing at all */
    size_t length;             /* in bytes; 0 when there is nothing */
} ddbstream_bytes;

#endif
