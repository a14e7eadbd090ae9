/* Decimal numbers as doubles: the nearest one, whether it is exact, and nothing of the process's
 * touched. */
#include "double.h"

#include <errno.h>
#include <math.h>

#include "rows.h"

/* Worked out in fractions; HUGE_VAL stands for out of range. */
static const struct {
    const char *text;
    double nearest;
    bool is_exact;
} rows[] = {
#include "double_rows.h"
};

static ddbstream_status convert(const char *text, double *result)
{
    struct decimal decimal;
    size_t length = strlen(text);
    char *copy = exact_copy(text, length);
    ddbstream_status status;
    ck_assert_msg(ddbs_decimal_read(&decimal, copy, length), "%s", text);
    status = ddbs_double_from_decimal(&decimal, result);
    free(copy);
    return status;
}

static void expect_double(const char *text, double nearest, bool is_exact)
{
    double result = 77;
    ddbstream_status status = convert(text, &result);
    if (nearest == HUGE_VAL) {
        expect_status(text, status, DDBSTREAM_ERROR_RANGE);
        nearest = 77;
    } else {
        expect_status(text, status, is_exact ? DDBSTREAM_OK : DDBSTREAM_INEXACT);
    }
    ck_assert_msg(memcmp(&result, &nearest, sizeof result) == 0, "%s: %a instead of %a", text,
                  result, nearest);
}

START_TEST(the_nearest_double_is_found)
{
    expect_double(rows[_i].text, rows[_i].nearest, rows[_i].is_exact);
}
END_TEST

static const char *const zeros[] = { "0", "-0", "0.000", "-0E5", "0e-99999999999999999999999" };

START_TEST(zero_has_no_sign)
{
    expect_double(zeros[_i], 0, true);
}
END_TEST

static const struct {
    const char *text;
    double nearest;
} far[] = {
    { "1e-99999999999999999999999", 0 },        { "-1e-400", -0.0 },
    { "1e99999999999999999999999", HUGE_VAL },  { "1e1000000000", HUGE_VAL },
    { "-1e99999999999999999999999", HUGE_VAL }, { "123e-1000000000", 0 },
};

START_TEST(what_is_far_away_becomes_zero_or_is_refused)
{
    expect_double(far[_i].text, far[_i].nearest, false);
}
END_TEST

/* "0.", zeros, digits, zeros, a last digit: longer than what is calculated with. */
START_TEST(digits_that_are_not_calculated_with_count)
{
    enum { ZEROS = 5000 };
    static const char halfway[] = "9007199254740993"; /* to the even side it goes down */
    char text[sizeof halfway + ZEROS + 2];
    memcpy(text, halfway, sizeof halfway - 1);
    text[sizeof halfway - 1] = '.';
    memset(text + sizeof halfway, '0', ZEROS);
    text[sizeof halfway + ZEROS] = '0';
    text[sizeof halfway + ZEROS + 1] = '\0';
    expect_double(text, 9007199254740992, false);
    text[sizeof halfway + ZEROS] = '1';
    expect_double(text, 9007199254740994, false);
    memcpy(text, "9007199254740992", sizeof halfway - 1);
    expect_double(text, 9007199254740992, false);
}
END_TEST

/* Every power of two is exact, in all its digits, and its half above the last is not. */
START_TEST(all_digits_of_a_power_of_two_are_exact)
{
    char text[1100];
    double power = ldexp(1, _i - 1074);
    snprintf(text, sizeof text, "%.1074f", power);
    expect_double(text, power, true);
    text[strlen(text) - 1] = '1';
    if (_i < 900)
        expect_double(text, power, false);
}
END_TEST

START_TEST(the_process_stays_as_it_is)
{
    errno = 77;
    expect_double("1e-400", 0, false);
    expect_double("1e400", HUGE_VAL, false);
    expect_double("3.141592653589793238462643383279", 3.141592653589793, false);
    ck_assert_int_eq(errno, 77);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "double", EACH(the_nearest_double_is_found, rows), EACH(zero_has_no_sign, zeros),
        EACH(what_is_far_away_becomes_zero_or_is_refused, far),
        ONCE(digits_that_are_not_calculated_with_count),
        { all_digits_of_a_power_of_two_are_exact, 1074 + 1024 }, ONCE(the_process_stays_as_it_is));
}
