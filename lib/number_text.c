/* Numbers compared by value, and the one text that stands for all equal ones. */
#include <ddbstream/number.h>

#include <inttypes.h>
#include <stdio.h>
#include "decimal.h"
#include "line.h"
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

static void put_digits(struct line *line, const char **at, size_t count)
{
    while (count-- > 0)
        ddbs_line_byte(line, (char)('0' + ddbs_decimal_next(at)));
}

static void put_zeros(struct line *line, int64_t count)
{
    while (count-- > 0)
        ddbs_line_byte(line, '0');
}

static void put_scientific(struct line *line, const struct decimal *decimal)
{
    const char *at = decimal->first;
    char exponent[sizeof "E-9223372036854775808"];
    put_digits(line, &at, 1);
    if (decimal->count > 1)
        ddbs_line_byte(line, '.');
    put_digits(line, &at, decimal->count - 1);
    snprintf(exponent, sizeof exponent, "E%+" PRId64, decimal->point - 1);
    ddbs_line_text(line, exponent);
}

static void put_plain(struct line *line, const struct decimal *decimal)
{
    const char *at = decimal->first;
    int64_t count = (int64_t)decimal->count;
    int64_t whole = decimal->point < count ? decimal->point : count;
    if (decimal->point <= 0)
        ddbs_line_byte(line, '0');
    if (whole > 0)
        put_digits(line, &at, (size_t)whole);
    put_zeros(line, decimal->point - count);
    if (decimal->point >= count)
        return;
    ddbs_line_byte(line, '.');
    put_zeros(line, -decimal->point);
    put_digits(line, &at, (size_t)(count - (whole > 0 ? whole : 0)));
}

/* How many digits its plain text has. */
static int64_t plain_length(const struct decimal *decimal)
{
    int64_t whole = decimal->point > 1 ? decimal->point : 1;
    int64_t fraction = (int64_t)decimal->count - decimal->point;
    return whole + (fraction > 0 ? fraction : 0);
}

static void put_number(struct line *line, const struct decimal *decimal)
{
    if (decimal->count == 0) {
        ddbs_line_byte(line, '0');
        return;
    }
    if (decimal->negative)
        ddbs_line_byte(line, '-');
    if (plain_length(decimal) <= MOST_PLAIN_DIGITS)
        put_plain(line, decimal);
    else
        put_scientific(line, decimal);
}

size_t ddbstream_number_canonical(ddbstream_string number, char *text, size_t size)
{
    struct line line = { text, size, 0 };
    struct decimal decimal;
    if (number.data != NULL && ddbs_decimal_read(&decimal, number.data, number.length))
        put_number(&line, &decimal);
    return ddbs_line_end(&line);
}
