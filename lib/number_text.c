/* Numbers compared by value, and the one text that stands for all equal ones. */
#include <ddbstream/number.h>

#include <inttypes.h>
#include <stdio.h>
#include "bounded_text.h"
#include "decimal.h"
#include "number_order.h"

int ddbstream_number_compare(ddbstream_string a, ddbstream_string b)
{
    struct number left, right;
    ddbs_number_read(&left, a);
    ddbs_number_read(&right, b);
    return ddbs_number_order(&left, &right);
}

/* Canonical text. */

enum { MOST_PLAIN_DIGITS = 40 };

static void put_digits(struct bounded_text *out, const char **at, size_t count)
{
    while (count-- > 0)
        ddbs_bounded_byte(out, (char)('0' + ddbs_decimal_next(at)));
}

static void put_zeros(struct bounded_text *out, int64_t count)
{
    while (count-- > 0)
        ddbs_bounded_byte(out, '0');
}

static void put_scientific(struct bounded_text *out, const struct decimal *decimal)
{
    const char *at = decimal->first;
    char exponent[sizeof "E-9223372036854775808"];
    put_digits(out, &at, 1);
    if (decimal->count > 1)
        ddbs_bounded_byte(out, '.');
    put_digits(out, &at, decimal->count - 1);
    snprintf(exponent, sizeof exponent, "E%+" PRId64, decimal->point - 1);
    ddbs_bounded_text(out, exponent);
}

static void put_plain(struct bounded_text *out, const struct decimal *decimal)
{
    const char *at = decimal->first;
    int64_t count = (int64_t)decimal->count;
    int64_t whole = decimal->point < count ? decimal->point : count;
    if (decimal->point <= 0)
        ddbs_bounded_byte(out, '0');
    if (whole > 0)
        put_digits(out, &at, (size_t)whole);
    put_zeros(out, decimal->point - count);
    if (decimal->point >= count)
        return;
    ddbs_bounded_byte(out, '.');
    put_zeros(out, -decimal->point);
    put_digits(out, &at, (size_t)(count - (whole > 0 ? whole : 0)));
}

/* How many digits its plain text has. */
static int64_t plain_length(const struct decimal *decimal)
{
    int64_t whole = decimal->point > 1 ? decimal->point : 1;
    int64_t fraction = (int64_t)decimal->count - decimal->point;
    return whole + (fraction > 0 ? fraction : 0);
}

static void put_number(struct bounded_text *out, const struct decimal *decimal)
{
    if (decimal->count == 0) {
        ddbs_bounded_byte(out, '0');
        return;
    }
    if (decimal->negative)
        ddbs_bounded_byte(out, '-');
    if (plain_length(decimal) <= MOST_PLAIN_DIGITS)
        put_plain(out, decimal);
    else
        put_scientific(out, decimal);
}

size_t ddbstream_number_canonical(ddbstream_string number, char *text, size_t size)
{
    struct bounded_text out = { text, size, 0 };
    struct decimal decimal;
    if (number.data != NULL && ddbs_decimal_read(&decimal, number.data, number.length))
        put_number(&out, &decimal);
    return ddbs_bounded_end(&out);
}
