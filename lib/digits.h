/* Integers as decimal digits. */
#ifndef DDBS_DIGITS_H
#define DDBS_DIGITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { MOST_DIGITS_OF_INTEGER = 20 };

/* Reads the digits that the text begins with, at most so many, into a number; returns how many. */
static inline size_t ddbs_read_digits(const char *text, size_t length, size_t most, int64_t *number)
{
    size_t count = 0;
    int64_t sum = 0;
    for (; count < length && count < most; count++) {
        unsigned digit = (unsigned)text[count] - '0';
        if (digit > 9)
            break;
        sum = sum * 10 + (int64_t)digit;
    }
    *number = sum;
    return count;
}

/* Writes the digits, at least so many, with zeros in front; returns the place behind them. `least`
 * is at most MOST_DIGITS_OF_INTEGER. */
static inline char *ddbs_put_digits(char *out, uint64_t number, int least)
{
    char digits[MOST_DIGITS_OF_INTEGER], *end = digits + sizeof digits, *first = end;
    for (; number > 0 || end - first < least; number /= 10)
        *--first = (char)('0' + number % 10);
    memcpy(out, first, (size_t)(end - first));
    return out + (end - first);
}

/* Likewise, with a sign in front when it is negative. */
static inline char *ddbs_put_integer(char *out, int64_t number, int least)
{
    uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
    if (number < 0)
        *out++ = '-';
    return ddbs_put_digits(out, size, least);
}

#endif
