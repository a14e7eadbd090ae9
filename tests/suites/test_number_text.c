/* Numbers in order, and their canonical text. */
#include <ddbstream/number.h>

#include "rows.h"

static ddbstream_string text_of(const char *text)
{
    return (ddbstream_string){ text, strlen(text) };
}

/* From the least to the largest; the texts of a row are equal numbers. The first is canonical. */
static const char *const ordered[][4] = {
    { "-1E+999999999999", "-10e999999999998" },
    { "-9.9999999999999999999999999999999999999E+125" },
    { "-9.99E+125", "-999e123" },
    { "-9.9E+125" },
    { "-100000000000000000000000000000000000001", "-100000000000000000000000000000000000001.0" },
    { "-100000000000000000000000000000000000000", "-1e38" },
    { "-100", "-1E+2", "-100.0", "-0.1e3" },
    { "-99.999999999999999999999999999999999999" },
    { "-1", "-1.0", "-10e-1" },
    { "-0.1" },
    { "-0.05" },
    { "-1E-130", "-10E-131" },
    { "0", "-0", "0.000", "0e-99999999999999999999" },
    { "1E-99999999999999999" },
    { "1E-131" },
    { "1E-130", "0.1e-129" },
    { "1.0000000000000000000000000000000000001E-130" },
    { "0.00000000000000000000000000000000000001" },
    { "0.001", "0.00100", "1e-3" },
    { "0.0010000000000000000000000000000000001" },
    { "0.12345678901234567890123456789012345678" },
    { "0.5" },
    { "0.50000000000000000000000000000000000001" },
    { "1", "1.0", "1.00", "1e0" },
    { "1.1" },
    { "1.10000000000000000000000000000000000000000001" },
    { "9" },
    { "10", "1e1" },
    { "12345678901234567890123456789012345678" },
    { "12345678901234567890123456789012345679" },
    { "100000000000000000000000000000000000000", "1E38", "1e+038" },
    { "1000000000000000000000000000000000000000", "1E39" },
    { "1E+40", "10000000000000000000000000000000000000000" },
    { "9.99E+125" },
    { "9.9999999999999999999999999999999999999E+125" },
    { "1E+126" },
    { "1E+400" },
};

/* 44 digits are too many for the plain form. */
static const char *canonical_of(size_t row)
{
    if (strcmp(ordered[row][0], "1.10000000000000000000000000000000000000000001") == 0)
        return "1.10000000000000000000000000000000000000000001E+0";
    return ordered[row][0];
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

START_TEST(numbers_are_ordered_by_value)
{
    for (size_t i = 0; i < 4 && ordered[_i][i] != NULL; i++)
        for (size_t row = 0; row < COUNT_OF(ordered); row++)
            for (size_t k = 0; k < 4 && ordered[row][k] != NULL; k++) {
                const char *a = ordered[_i][i], *b = ordered[row][k];
                ck_assert_msg(sign(ddbstream_number_compare(text_of(a), text_of(b)))
                                  == sign(_i - (int)row),
                              "%s and %s", a, b);
            }
}
END_TEST

START_TEST(equal_numbers_have_one_text)
{
    for (size_t i = 0; i < 4 && ordered[_i][i] != NULL; i++) {
        char text[64];
        size_t length = ddbstream_number_canonical(text_of(ordered[_i][i]), text, sizeof text);
        expect_text(ordered[_i][i], text, canonical_of((size_t)_i));
        ck_assert_uint_eq(length, strlen(text));
    }
}
END_TEST

/* In their order, behind the numbers. */
static const char *const no_numbers[] = { "", "+1", "00", "1x", "NaN", "NaN " };

START_TEST(what_is_no_number_comes_last)
{
    ddbstream_string text = text_of(no_numbers[_i]), nothing = { NULL, 0 };
    char canonical[4] = "abc";
    ck_assert_int_gt(ddbstream_number_compare(text, text_of("1e400")), 0);
    ck_assert_int_lt(ddbstream_number_compare(text_of("1e400"), text), 0);
    for (size_t i = 0; i < COUNT_OF(no_numbers); i++)
        ck_assert_int_eq(sign(ddbstream_number_compare(text, text_of(no_numbers[i]))),
                         sign(_i - (int)i));
    ck_assert_int_eq(sign(ddbstream_number_compare(nothing, text)), _i == 0 ? 0 : -1);
    ck_assert_uint_eq(ddbstream_number_canonical(text, canonical, sizeof canonical), 0);
    ck_assert_str_eq(canonical, "");
}
END_TEST

START_TEST(no_text_is_no_number)
{
    ddbstream_string nothing = { NULL, 0 };
    ck_assert_int_eq(ddbstream_number_compare(nothing, nothing), 0);
    ck_assert_int_gt(ddbstream_number_compare(nothing, text_of("1")), 0);
    ck_assert_uint_eq(ddbstream_number_canonical(nothing, NULL, 0), 0);
}
END_TEST

START_TEST(exponents_beyond_all_measure_have_one_text_but_an_order)
{
    ddbstream_string large = text_of("1e888888888888888888888888");
    ddbstream_string larger = text_of("1e999999999999999999999999");
    char text[64], other[64];
    ck_assert_int_lt(ddbstream_number_compare(large, larger), 0);
    ddbstream_number_canonical(large, text, sizeof text);
    ddbstream_number_canonical(larger, other, sizeof other);
    ck_assert_str_eq(text, "1E+100000000000000000");
    ck_assert_str_eq(text, other);
}
END_TEST

START_TEST(a_text_is_cut_to_fit)
{
    static const char whole[] = "-9.99E+125";
    char *text = malloc(sizeof whole);
    for (size_t size = 0; size <= sizeof whole; size++) {
        memset(text, 'x', sizeof whole);
        ck_assert_uint_eq(
            ddbstream_number_canonical(text_of("-999.0e123"), size > 0 ? text : NULL, size),
            strlen(whole));
        ck_assert(size == 0 || strlen(text) == size - 1);
        ck_assert(size == 0 || strncmp(text, whole, size - 1) == 0);
    }
    free(text);
}
END_TEST

/* The longest there can be, in both forms. */
START_TEST(there_is_room_for_each_of_dynamodb)
{
    static const char *const longest[] = {
        "-0.0012345678901234567890123456789012345678",
        "-1.2345678901234567890123456789012345678E-130",
        "-1.2345678901234567890123456789012345678E+125",
    };
    for (size_t i = 0; i < COUNT_OF(longest); i++)
        ck_assert_uint_lt(ddbstream_number_canonical(text_of(longest[i]), NULL, 0),
                          DDBSTREAM_NUMBER_ROOM);
}
END_TEST

int main(void)
{
    return RUN_SUITE("number_text", EACH(numbers_are_ordered_by_value, ordered),
                     EACH(equal_numbers_have_one_text, ordered),
                     EACH(what_is_no_number_comes_last, no_numbers), ONCE(no_text_is_no_number),
                     ONCE(exponents_beyond_all_measure_have_one_text_but_an_order),
                     ONCE(a_text_is_cut_to_fit), ONCE(there_is_room_for_each_of_dynamodb));
}
