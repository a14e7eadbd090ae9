/* Numbers as whole numbers, doubles and decimals of limited size. */
#include <ddbstream/number.h>

#include <string.h>

#include "decimal.h"
#include "double.h"

static ddbstream_status read_number(struct decimal *decimal, ddbstream_string number)
{
    if (number.data == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    return ddbs_decimal_read(decimal, number.data, number.length) ? DDBSTREAM_OK
                                                                  : DDBSTREAM_ERROR_NUMBER;
}

/* The whole part without its sign. */
static ddbstream_status truncate_magnitude(const struct decimal *decimal, uint64_t *result)
{
    const char *at = decimal->first;
    size_t left = decimal->count;
    *result = 0;
    if (left == 0)
        return DDBSTREAM_OK;
    if (decimal->point > 20) /* UINT64_MAX has 20 digits */
        return DDBSTREAM_ERROR_RANGE;
    for (int64_t place = 0; place < decimal->point; place++) {
        uint64_t digit = left > 0 ? (uint64_t)ddbs_decimal_next(&at) : 0;
        if (*result > (UINT64_MAX - digit) / 10)
            return DDBSTREAM_ERROR_RANGE;
        *result = *result * 10 + digit;
        left -= left > 0;
    }
    return left == 0 ? DDBSTREAM_OK : DDBSTREAM_INEXACT;
}

static bool has_result(ddbstream_status status)
{
    return status == DDBSTREAM_OK || status == DDBSTREAM_INEXACT;
}

static ddbstream_status truncate_number(ddbstream_string number, bool *negative,
                                        uint64_t *magnitude)
{
    struct decimal decimal;
    ddbstream_status status = read_number(&decimal, number);
    if (status != DDBSTREAM_OK)
        return status;
    *negative = decimal.negative;
    return truncate_magnitude(&decimal, magnitude);
}

ddbstream_status ddbstream_number_to_int64(ddbstream_string number, int64_t *result)
{
    bool negative;
    uint64_t magnitude;
    ddbstream_status status = truncate_number(number, &negative, &magnitude);
    if (!has_result(status))
        return status;
    if (magnitude > (uint64_t)INT64_MAX + negative)
        return DDBSTREAM_ERROR_RANGE;
    /* -INT64_MIN is none, so one is set aside. */
    *result = negative && magnitude > 0 ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
    return status;
}

ddbstream_status ddbstream_number_to_uint64(ddbstream_string number, uint64_t *result)
{
    bool negative;
    uint64_t magnitude;
    ddbstream_status status = truncate_number(number, &negative, &magnitude);
    if (!has_result(status))
        return status;
    if (negative && magnitude > 0)
        return DDBSTREAM_ERROR_RANGE;
    *result = magnitude;
    return status;
}

ddbstream_status ddbstream_number_to_double(ddbstream_string number, double *result)
{
    struct decimal decimal;
    ddbstream_status status = read_number(&decimal, number);
    return status == DDBSTREAM_OK ? ddbs_double_from_decimal(&decimal, result) : status;
}

/* Whether what stands behind the digits makes them larger by one. */
static bool rounds_up(char last_digit, const char *at, size_t left)
{
    int next = ddbs_decimal_next(&at);
    if (next != 5)
        return next > 5;
    return left > 1 || (last_digit - '0') % 2 == 1;
}

/* Adds one to the last digit; nines become zeros, which are no digits of the number. */
static void round_up(ddbstream_decimal *result, size_t count)
{
    for (; count > 0 && result->digits[count - 1] == '9'; count--)
        result->exponent++;
    if (count == 0)
        result->digits[count++] = '0';
    result->digits[count - 1]++;
    result->digits[count] = '\0';
}

/* What is cut off after a zero leaves zeros at the end. */
static void drop_zeros(ddbstream_decimal *result, size_t count)
{
    for (; count > 1 && result->digits[count - 1] == '0'; count--)
        result->exponent++;
    result->digits[count] = '\0';
}

static ddbstream_status take_digits(const struct decimal *decimal, ddbstream_decimal *result)
{
    bool fits = decimal->count <= DDBSTREAM_DECIMAL_DIGITS;
    size_t count = fits ? decimal->count : DDBSTREAM_DECIMAL_DIGITS;
    const char *at = decimal->first;
    *result = (ddbstream_decimal){ decimal->negative, "", decimal->point - (int64_t)count };
    for (size_t i = 0; i < count; i++)
        result->digits[i] = (char)('0' + ddbs_decimal_next(&at));
    if (fits)
        return DDBSTREAM_OK;
    if (rounds_up(result->digits[count - 1], at, decimal->count - count))
        round_up(result, count);
    else
        drop_zeros(result, count);
    return DDBSTREAM_INEXACT;
}

ddbstream_status ddbstream_number_to_decimal(ddbstream_string number, ddbstream_decimal *result)
{
    struct decimal decimal;
    ddbstream_status status = read_number(&decimal, number);
    if (status != DDBSTREAM_OK)
        return status;
    if (decimal.count == 0) {
        *result = (ddbstream_decimal){ false, "0", 0 };
        return DDBSTREAM_OK;
    }
    return decimal.is_clamped ? DDBSTREAM_ERROR_RANGE : take_digits(&decimal, result);
}

/* The same for values. */

ddbstream_status ddbstream_value_to_int64(const ddbstream_value *value, int64_t *result)
{
    ddbstream_string number;
    ddbstream_status status = ddbstream_value_to_number_text(value, &number);
    return status == DDBSTREAM_OK ? ddbstream_number_to_int64(number, result) : status;
}

ddbstream_status ddbstream_value_to_uint64(const ddbstream_value *value, uint64_t *result)
{
    ddbstream_string number;
    ddbstream_status status = ddbstream_value_to_number_text(value, &number);
    return status == DDBSTREAM_OK ? ddbstream_number_to_uint64(number, result) : status;
}

ddbstream_status ddbstream_value_to_double(const ddbstream_value *value, double *result)
{
    ddbstream_string number;
    ddbstream_status status = ddbstream_value_to_number_text(value, &number);
    return status == DDBSTREAM_OK ? ddbstream_number_to_double(number, result) : status;
}

ddbstream_status ddbstream_value_to_decimal(const ddbstream_value *value, ddbstream_decimal *result)
{
    ddbstream_string number;
    ddbstream_status status = ddbstream_value_to_number_text(value, &number);
    return status == DDBSTREAM_OK ? ddbstream_number_to_decimal(number, result) : status;
}
