/* Takes decimal numbers apart, digit by digit, without rounding; no locale, no floating point. */
#include "decimal.h"

/* Nobody writes such exponents; the bounds keep sums of them far from overflow. */
static const int64_t LARGEST_EXPONENT = 1000000000;
static const int64_t CLAMPED_EXPONENT = 100000000000000000;
/* So large that no number of digits brings it back below the other. */
static const int64_t ENDLESS_EXPONENT = 1000000000000000000;

/* The text being read. */
struct cursor {
    const char *at;
    const char *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool skip(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    return true;
}

static size_t skip_digits(struct cursor *cursor)
{
    const char *first = cursor->at;
    while (cursor->at < cursor->end && is_digit(*cursor->at))
        cursor->at++;
    return (size_t)(cursor->at - first);
}

/* The exponent after its 'e'; false when there is no digit. */
static bool read_exponent(struct cursor *cursor, int64_t *exponent)
{
    bool negative = skip(cursor, '-');
    const char *first;
    if (!negative)
        skip(cursor, '+');
    first = cursor->at;
    *exponent = 0;
    for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++)
        *exponent =
            *exponent < CLAMPED_EXPONENT ? *exponent * 10 + (*cursor->at - '0') : ENDLESS_EXPONENT;
    if (negative)
        *exponent = -*exponent;
    return cursor->at > first;
}

/* A number as its grammar has it: [-] digits [. digits] [e digits]. */
struct parts {
    bool negative;
    const char *digits;
    size_t whole, fraction; /* how many digits before and after the point */
    int64_t exponent;
};

static bool split(struct parts *parts, const char *text, size_t length)
{
    struct cursor cursor = { text, text + length };
    *parts = (struct parts){ .negative = skip(&cursor, '-') };
    parts->digits = cursor.at;
    if (skip(&cursor, '0'))
        parts->whole = 1;
    else if ((parts->whole = skip_digits(&cursor)) == 0)
        return false;
    if (skip(&cursor, '.') && (parts->fraction = skip_digits(&cursor)) == 0)
        return false;
    if ((skip(&cursor, 'e') || skip(&cursor, 'E')) && !read_exponent(&cursor, &parts->exponent))
        return false;
    return cursor.at == cursor.end;
}

bool ddbs_decimal_is_number(const char *text, size_t length)
{
    struct parts parts;
    return split(&parts, text, length);
}

/* Zeros at the front are no digits of the number: each moves the point. */
static void drop_leading_zeros(struct decimal *decimal)
{
    while (decimal->count > 0 && (*decimal->first == '0' || *decimal->first == '.')) {
        if (*decimal->first == '0') {
            decimal->count--;
            decimal->point--;
        }
        decimal->first++;
    }
}

static void drop_trailing_zeros(struct decimal *decimal, const char *last)
{
    for (; decimal->count > 0 && (*last == '0' || *last == '.'); last--)
        decimal->count -= *last == '0';
}

static void take_apart(struct decimal *decimal, const struct parts *parts)
{
    decimal->negative = parts->negative;
    decimal->is_clamped = false;
    decimal->first = parts->digits;
    decimal->count = parts->whole + parts->fraction;
    decimal->point = (int64_t)parts->whole + parts->exponent;
    drop_trailing_zeros(decimal, parts->digits + decimal->count - (parts->fraction == 0));
    drop_leading_zeros(decimal);
}

/* So that the number can be written with that exponent and one digit before the point. */
static void clamp(struct decimal *decimal)
{
    const int64_t point = decimal->point;
    if (point > CLAMPED_EXPONENT + 1)
        decimal->point = CLAMPED_EXPONENT + 1;
    if (point < -CLAMPED_EXPONENT + 1)
        decimal->point = -CLAMPED_EXPONENT + 1;
    decimal->is_clamped = decimal->point != point;
}

bool ddbs_decimal_read(struct decimal *decimal, const char *text, size_t length)
{
    struct parts parts;
    if (!split(&parts, text, length))
        return false;
    take_apart(decimal, &parts);
    clamp(decimal);
    return true;
}

bool ddbs_decimal_parse(struct decimal *decimal, const char *text, size_t length)
{
    struct parts parts;
    if (!split(&parts, text, length))
        return false;
    if (parts.exponent > LARGEST_EXPONENT || parts.exponent < -LARGEST_EXPONENT)
        return false;
    take_apart(decimal, &parts);
    return true;
}

int64_t ddbs_decimal_digits(const struct decimal *decimal, int64_t from, int64_t count)
{
    int64_t result = 0, position = 0;
    const char *at = decimal->first;
    for (; position < from + count && position < (int64_t)decimal->count; at++) {
        if (*at == '.')
            continue;
        if (position >= from)
            result = result * 10 + (*at - '0');
        position++;
    }
    for (position = position > from ? position : from; position < from + count; position++)
        result *= 10;
    return result;
}

bool ddbs_decimal_to_integer(const char *text, size_t length, int64_t *integer)
{
    enum { MOST_DIGITS = 18 };
    struct decimal decimal;
    if (!ddbs_decimal_parse(&decimal, text, length))
        return false;
    if (decimal.count == 0)
        decimal.point = 0; /* zero has no size, whatever its exponent */
    if (decimal.point > MOST_DIGITS || decimal.point < (int64_t)decimal.count)
        return false; /* too large, or it has a fraction */
    *integer = ddbs_decimal_digits(&decimal, 0, decimal.point);
    if (decimal.negative)
        *integer = -*integer;
    return true;
}
