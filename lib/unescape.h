/* The text that a JSON string stands for. */
#ifndef DDBS_UNESCAPE_H
#define DDBS_UNESCAPE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes what the inside of a string stands for into `out`, which has room for `length` bytes and a
 * NUL. False when it is no JSON string, or its text is not Unicode; then `out` holds nothing of
 * use. */
bool ddbs_unescape(const char *inside, size_t length, char *out, size_t *written);

/* Likewise with a string that begins at `at`, behind its first quote: goes on up to the quote that
 * ends it, and returns where that is. NULL when there is none before `end`, or as above. `out` has
 * room for as many bytes as there are before `end`; no NUL is written. */
const char *ddbs_unescape_string(const char *at, const char *end, char *out, size_t *written);

#endif
