/* Integers as decimal digits. */
#ifndef DDBS_DIGITS_H
#define DDBS_DIGITS_H

#include <stdint.h>
#include <string.h>

enum { MOST_DIGITS_OF_INTEGER = 20 };

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
