/* Second implementations of what the library does with text, by definition and slowly. */
#ifndef SLOW_TEXT_H
#define SLOW_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* What a few bytes are the start of. */
struct slow_character {
    enum { SLOW_WHOLE, SLOW_CUT, SLOW_BAD } verdict;
    size_t length; /* of the bytes that can stand there */
};

struct slow_character slow_character_at(const char *bytes, size_t available);

bool slow_is_utf8(const char *text, size_t length);

/* The inside of a JSON string stands from `at` to `end`, where its quote follows, and is right as
 * far as JSON's grammar goes. Returns the place of the first byte that keeps it from being Unicode
 * text, or SLOW_NO_FAULT. */
#define SLOW_NO_FAULT ((size_t)-1)
size_t slow_text_fault(const char *data, size_t at, size_t end);

/* What the inside of a string stands for; it has no faults. Writes at most `length` bytes, and
 * returns how many. */
size_t slow_unescape(const char *inside, size_t length, char *out);

#endif
