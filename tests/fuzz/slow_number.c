/* Reads a number by putting its digits down one by one. */
#include "slow_number.h"

#include <string.h>

#include "fuzz.h"

/* The exponent behind its 'e', which has at least one digit. */
static int64_t read_exponent(struct slow_number *number, const char *text, size_t length)
{
    const int64_t billion = 1000000000;
    int64_t exponent = 0;
    size_t i = text[0] == '-' || text[0] == '+';
    for (; i < length; i++) {
        exponent = exponent * 10 + (text[i] - '0');
        if (exponent > billion) {
            number->has_large_exponent = true;
            exponent = billion;
        }
    }
    return text[0] == '-' ? -exponent : exponent;
}

/* Takes the zeros off both ends. */
static void trim(struct slow_number *number)
{
    int64_t zeros = 0;
    while (number->count > 0 && number->digits[number->count - 1] == 0)
        number->count--;
    while (zeros < number->count && number->digits[zeros] == 0)
        zeros++;
    memmove(number->digits, number->digits + zeros, (size_t)(number->count - zeros));
    number->count -= zeros;
    number->point -= zeros;
}

struct slow_number slow_number_read(const char *text, size_t length)
{
    struct slow_number number = { .is_negative = text[0] == '-' };
    bool in_fraction = false;
    size_t i = number.is_negative;
    MUST(length <= SLOW_MOST_DIGITS);
    for (; i < length && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] == '.') {
            in_fraction = true;
            continue;
        }
        number.digits[number.count++] = (char)(text[i] - '0');
        number.point += !in_fraction;
    }
    if (i < length)
        number.point += read_exponent(&number, text + i + 1, length - i - 1);
    trim(&number);
    return number;
}

int slow_number_digit(const struct slow_number *number, int64_t place)
{
    return place >= 0 && place < number->count ? number->digits[place] : 0;
}

int64_t slow_number_part(const struct slow_number *number, int64_t from, int64_t count)
{
    int64_t part = 0;
    for (int64_t i = 0; i < count; i++)
        part = part * 10 + slow_number_digit(number, from + i);
    return part;
}
