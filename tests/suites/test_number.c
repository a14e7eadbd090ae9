/* Numbers as whole numbers and as decimals: exact, inexact, out of range, none. */
#include <ddbstream/number.h>

#include "rows.h"

enum { OK = DDBSTREAM_OK, CUT = DDBSTREAM_INEXACT, RANGE = DDBSTREAM_ERROR_RANGE };

/* With nothing behind it; for free(). */
static ddbstream_string number(const char *text)
{
    return (ddbstream_string){ exact_copy(text, strlen(text)), strlen(text) };
}

static void release(ddbstream_string text)
{
    free((void *)(uintptr_t)text.data);
}

static const struct {
    const char *text;
    int status;
    int64_t result;
    int unsigned_status;
    uint64_t unsigned_result;
} integers[] = {
    { "0", OK, 0, OK, 0 },
    { "-0", OK, 0, OK, 0 },
    { "0.000", OK, 0, OK, 0 },
    { "0e99999999999999999999", OK, 0, OK, 0 },
    { "1", OK, 1, OK, 1 },
    { "1.0", OK, 1, OK, 1 },
    { "-1", OK, -1, RANGE, 0 },
    { "1500e-2", OK, 15, OK, 15 },
    { "1E+2", OK, 100, OK, 100 },
    { "12.50", CUT, 12, CUT, 12 },
    { "-12.99", CUT, -12, RANGE, 0 },
    { "0.99", CUT, 0, CUT, 0 },
    { "-0.5", CUT, 0, CUT, 0 },
    { "1E-130", CUT, 0, CUT, 0 },
    { "1e-99999999999999999999", CUT, 0, CUT, 0 },
    { "9223372036854775807", OK, INT64_MAX, OK, INT64_MAX },
    { "9223372036854775807.9", CUT, INT64_MAX, CUT, INT64_MAX },
    { "9223372036854775808", RANGE, 0, OK, (uint64_t)INT64_MAX + 1 },
    { "-9223372036854775808", OK, INT64_MIN, RANGE, 0 },
    { "-9223372036854775808.9", CUT, INT64_MIN, RANGE, 0 },
    { "-9223372036854775809", RANGE, 0, RANGE, 0 },
    { "18446744073709551615", RANGE, 0, OK, UINT64_MAX },
    { "18446744073709551615.1", RANGE, 0, CUT, UINT64_MAX },
    { "18446744073709551616", RANGE, 0, RANGE, 0 },
    { "18446744073709551620", RANGE, 0, RANGE, 0 },
    { "20000000000000000000", RANGE, 0, RANGE, 0 },
    { "1e19", RANGE, 0, OK, 10000000000000000000u },
    { "1e20", RANGE, 0, RANGE, 0 },
    { "9.99E+125", RANGE, 0, RANGE, 0 },
    { "-1e99999999999999999999", RANGE, 0, RANGE, 0 },
    { "12345678901234567890123456789012345678", RANGE, 0, RANGE, 0 },
    { "123456789.01234567890123456789012345678", CUT, 123456789, CUT, 123456789 },
};

static bool is_written(int status)
{
    return status == OK || status == CUT;
}

START_TEST(integers_are_cut_to_their_whole_part)
{
    ddbstream_string text = number(integers[_i].text);
    int64_t result = -77;
    uint64_t unsigned_result = 77;
    expect_status(integers[_i].text, ddbstream_number_to_int64(text, &result),
                  (ddbstream_status)integers[_i].status);
    ck_assert_int_eq(result, is_written(integers[_i].status) ? integers[_i].result : -77);
    expect_status(integers[_i].text, ddbstream_number_to_uint64(text, &unsigned_result),
                  (ddbstream_status)integers[_i].unsigned_status);
    ck_assert_uint_eq(unsigned_result,
                      is_written(integers[_i].unsigned_status) ? integers[_i].unsigned_result : 77);
    release(text);
}
END_TEST

#define NINES "99999999999999999999999999999999999999" /* 38 */

static const struct {
    const char *text;
    int status;
    bool negative;
    const char *digits;
    int64_t exponent;
} decimals[] = {
    { "0", OK, false, "0", 0 },
    { "-0.00e7", OK, false, "0", 0 },
    { "1", OK, false, "1", 0 },
    { "1.0", OK, false, "1", 0 },
    { "100", OK, false, "1", 2 },
    { "-0.0010200", OK, true, "102", -5 },
    { "249.50", OK, false, "2495", -1 },
    { "1E-130", OK, false, "1", -130 },
    { "-9.9999999999999999999999999999999999999E+125", OK, true, NINES, 88 },
    { "9.99E+125", OK, false, "999", 123 },
    { "12345678901234567890123456789012345678", OK, false, "12345678901234567890123456789012345678",
      0 },
    { NINES "0", OK, false, NINES, 1 },
    { NINES "4", CUT, false, NINES, 1 },
    { NINES "5", CUT, false, "1", 39 },
    { "-" NINES "9", CUT, true, "1", 39 },
    { "123456789012345678901234567890123456785", CUT, false,
      "12345678901234567890123456789012345678", 1 },
    { "123456789012345678901234567890123456775", CUT, false,
      "12345678901234567890123456789012345678", 1 },
    { "1234567890123456789012345678901234567850000001", CUT, false,
      "12345678901234567890123456789012345679", 8 },
    { "1234567890123456789012345678901234567.8500000001", CUT, false,
      "12345678901234567890123456789012345679", -1 },
    { "100000000000000000000000000000000000004", CUT, false, "1", 38 },
    { "100000000000000000000000000000000000007", CUT, false,
      "10000000000000000000000000000000000001", 1 },
    { "19999999999999999999999999999999999999.9", CUT, false, "2", 37 },
    { "0.00012e100000000000000004", OK, false, "12", 99999999999999999 },
    { "0.00012e100000000000000005", RANGE, false, "untouched", 77 },
    { "-0.12e-99999999999999999", OK, true, "12", -100000000000000001 },
    { "-0.12e-100000000000000000", RANGE, false, "untouched", 77 },
    { "1e190000000000000000000000", RANGE, false, "untouched", 77 },
    { "0e190000000000000000000000", OK, false, "0", 0 },
};

START_TEST(decimals_have_38_digits_and_one_form)
{
    ddbstream_string text = number(decimals[_i].text);
    ddbstream_decimal result = { false, "untouched", 77 };
    expect_status(decimals[_i].text, ddbstream_number_to_decimal(text, &result),
                  (ddbstream_status)decimals[_i].status);
    ck_assert_int_eq(result.negative, decimals[_i].negative);
    expect_text(decimals[_i].text, result.digits, decimals[_i].digits);
    ck_assert_int_eq(result.exponent, decimals[_i].exponent);
    release(text);
}
END_TEST

static const struct {
    const char *reason;
    ddbstream_value value;
    ddbstream_status status;
} values[] = {
    { "a number", { DDBSTREAM_TYPE_N, { .number = { "25", 2 } } }, DDBSTREAM_OK },
    { "the number's length counts",
      { DDBSTREAM_TYPE_N, { .number = { "25.5", 2 } } },
      DDBSTREAM_OK },
    { "a string", { DDBSTREAM_TYPE_S, { .string = { "25", 2 } } }, DDBSTREAM_ERROR_TYPE },
    { "NULL", { DDBSTREAM_TYPE_NULL, { .null = true } }, DDBSTREAM_ERROR_TYPE },
    { "a set", { DDBSTREAM_TYPE_NS, { .number_set = { NULL, 0 } } }, DDBSTREAM_ERROR_TYPE },
    { "no number", { DDBSTREAM_TYPE_N, { .number = { "2x", 2 } } }, DDBSTREAM_ERROR_NUMBER },
    { "a plus sign", { DDBSTREAM_TYPE_N, { .number = { "+2", 2 } } }, DDBSTREAM_ERROR_NUMBER },
    { "a leading zero", { DDBSTREAM_TYPE_N, { .number = { "025", 3 } } }, DDBSTREAM_ERROR_NUMBER },
    { "an empty text", { DDBSTREAM_TYPE_N, { .number = { "", 0 } } }, DDBSTREAM_ERROR_NUMBER },
    { "no text", { DDBSTREAM_TYPE_N, { .number = { NULL, 0 } } }, DDBSTREAM_ERROR_ABSENT },
};

/* The value, or none, read in all four ways. */
static void read_value(const char *row, const ddbstream_value *value, ddbstream_status status)
{
    int64_t integer = -77;
    uint64_t natural = 77;
    double real = 77;
    ddbstream_decimal decimal = { false, "77", 0 };
    expect_status(row, ddbstream_value_to_int64(value, &integer), status);
    expect_status(row, ddbstream_value_to_uint64(value, &natural), status);
    expect_status(row, ddbstream_value_to_double(value, &real), status);
    expect_status(row, ddbstream_value_to_decimal(value, &decimal), status);
    ck_assert_int_eq(integer, status == DDBSTREAM_OK ? 25 : -77);
    ck_assert_uint_eq(natural, status == DDBSTREAM_OK ? 25 : 77);
    ck_assert(real == (status == DDBSTREAM_OK ? 25 : 77));
    expect_text(row, decimal.digits, status == DDBSTREAM_OK ? "25" : "77");
}

START_TEST(only_numbers_are_read)
{
    read_value(values[_i].reason, &values[_i].value, values[_i].status);
}
END_TEST

START_TEST(nothing_is_absent)
{
    read_value("no value", NULL, DDBSTREAM_ERROR_ABSENT);
}
END_TEST

START_TEST(a_double_tells_whether_it_is_exact)
{
    static const double tenth = 0.1; /* a constant may have more bits than a double */
    double result;
    expect_status("0.5", ddbstream_number_to_double((ddbstream_string){ "0.5", 3 }, &result),
                  DDBSTREAM_OK);
    ck_assert(result == 0.5);
    expect_status("0.1", ddbstream_number_to_double((ddbstream_string){ "0.1", 3 }, &result),
                  DDBSTREAM_INEXACT);
    ck_assert(result == tenth);
    expect_status("1e400", ddbstream_number_to_double((ddbstream_string){ "1e400", 5 }, &result),
                  DDBSTREAM_ERROR_RANGE);
    ck_assert(result == tenth);
}
END_TEST

int main(void)
{
    return RUN_SUITE("number", EACH(integers_are_cut_to_their_whole_part, integers),
                     EACH(decimals_have_38_digits_and_one_form, decimals),
                     EACH(only_numbers_are_read, values), ONCE(nothing_is_absent),
                     ONCE(a_double_tells_whether_it_is_exact));
}
