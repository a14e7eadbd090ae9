/* Integers as digits, against the C library. */
#include "digits.h"

#include <inttypes.h>
#include <stdio.h>

#include "suite.h"

static const int64_t integers[] = { 0,    1,        9,         10,          99,        100,
                                    -1,   -10,      12345,     -12345,      INT64_MAX, INT64_MIN,
                                    1000, -1000000, INT32_MAX, 999999999999 };

START_TEST(integers_are_those_of_the_c_library)
{
    int64_t integer = integers[_i];
    for (int least = 1; least <= MOST_DIGITS_OF_INTEGER; least++) {
        char text[64], expected[64];
        *ddbs_put_integer(text, integer, least) = '\0';
        snprintf(expected, sizeof expected, "%0*" PRId64, least + (integer < 0), integer);
        ck_assert_str_eq(text, expected);
    }
}
END_TEST

START_TEST(nothing_may_stand_for_zero)
{
    char text[4] = "xyz";
    ck_assert_ptr_eq(ddbs_put_digits(text, 0, 0), text);
    ck_assert_str_eq(text, "xyz");
}
END_TEST

START_TEST(all_bits_may_be_set)
{
    char text[MOST_DIGITS_OF_INTEGER + 1];
    *ddbs_put_digits(text, UINT64_MAX, 1) = '\0';
    ck_assert_str_eq(text, "18446744073709551615");
}
END_TEST

int main(void)
{
    return RUN_SUITE("digits", EACH(integers_are_those_of_the_c_library, integers),
                     ONCE(nothing_may_stand_for_zero), ONCE(all_bits_may_be_set));
}
