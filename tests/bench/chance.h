/* Text made up by chance, but the same at every run: words, digits, base64. */
#ifndef BENCH_CHANCE_H
#define BENCH_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* Where chance stands, and the text that it appends to. */
struct chance {
    uint64_t state; /* not 0 */
    struct text text;
};

/* A number from `low` up to and with `high`. */
uint64_t chance_between(struct chance *chance, uint64_t low, uint64_t high);

/* True so many times in a hundred. */
bool chance_percent(struct chance *chance, unsigned percent);

/* The text itself, as it is. */
void chance_put(struct chance *chance, const char *text);

void chance_put_digits(struct chance *chance, size_t length);
void chance_put_hex(struct chance *chance, size_t length);

/* Words for the inside of a JSON string, with spaces between; `percent` of them are not ASCII, or
 * have escapes. */
void chance_put_words(struct chance *chance, size_t count, unsigned percent);

/* So many bytes, in base64. */
void chance_put_base64(struct chance *chance, size_t length);

/* A number as DynamoDB writes them. */
void chance_put_number(struct chance *chance);

#endif
