/* Text that grows as it is appended to. */
#ifndef BENCH_TEXT_H
#define BENCH_TEXT_H

#include <stddef.h>

/* Start from { 0 }. */
struct text {
    char *data;
    size_t length;
    size_t size; /* bytes allocated */
};

/* When memory runs out, these say so and end the program. */
void text_append(struct text *text, const char *data, size_t length);
void text_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));

/* Room for `length` bytes at the end, which the caller fills; they count as appended. */
char *text_extend(struct text *text, size_t length);

/* Gives the memory back and makes the text { 0 } again. */
void text_release(struct text *text);

#endif
