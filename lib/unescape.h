/* The text that a JSON string stands for. */
#ifndef DDBS_UNESCAPE_H
#define DDBS_UNESCAPE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes what the inside of a string stands for into `out`, which has room for `length` bytes and a
 * NUL. False when it is no JSON string, or its text is not Unicode; then `out` holds nothing of
 * use. */
bool ddbs_unescape(const char *inside, size_t length, char *out, size_t *written);

/* Likewise with a part of a string: goes on to the quote that ends it, to the end of the part, or to
 * what can't stand there, perhaps only because the part ends before it does. Returns that place.
 * `out` has room for as many bytes as the part has; no NUL is written. */
const char *ddbs_unescape_part(const char *at, const char *end, char *out, size_t *written);

/* Nothing that stands for one character is longer: a pair of surrogates. */
enum { LONGEST_CHARACTER = sizeof "\\uXXXX\\uXXXX" - 1 };

#endif
