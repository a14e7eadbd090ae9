/* A decimal number in a digit array: a second implementation of what the library does with numbers
 * and times, slowly. */
#ifndef SLOW_NUMBER_H
#define SLOW_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SLOW_MOST_DIGITS = 1024 };

/* 0.DIGITS times ten to the `point`, without zeros at either end of the digits; zero has none. */
struct slow_number {
    bool is_negative;
    char digits[SLOW_MOST_DIGITS];
    int64_t count, point;
    bool has_large_exponent; /* beyond a billion; then count and point say nothing */
};

/* The text is a number by JSON's grammar, no longer than the array. */
struct slow_number slow_number_read(const char *text, size_t length);

/* The digit so many places after the first; 0 for what is before or beyond the digits. */
int slow_number_digit(const struct slow_number *number, int64_t place);

/* The integer that `count` digits make, from that place on. */
int64_t slow_number_part(const struct slow_number *number, int64_t from, int64_t count);

#endif
