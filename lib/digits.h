/* Integers as decimal digits. */
#ifndef DDBS_DIGITS_H
#define DDBS_DIGITS_H

#include <stdint.h>

enum { MOST_DIGITS_OF_INTEGER = 20 };

/* Writes the digits, at least so many, with zeros in front; returns the place behind them. `least`
 * is at most MOST_DIGITS_OF_INTEGER. */
static inline char *ddbs_put_digits(char *out, uint64_t number, int least)
{
    char digits[MOST_DIGITS_OF_INTEGER];
    int count = 0;
    for (; number > 0 || count < least; number /= 10)
        digits[count++] = (char)('0' + number % 10);
    while (count > 0)
        *out++ = digits[--count];
    return out;
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
