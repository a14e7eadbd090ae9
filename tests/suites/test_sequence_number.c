/* The order of sequence numbers. */
#include <ddbstream/arn.h>

#include "rows.h"

/* In their order; those of a row are alike. */
static const char *const ordered[][3] = {
    { "" },
    { "0", "000" },
    { "1", "01" },
    { "9", "0009" },
    { "10", "010" },
    { "11" },
    { "99999999999999999999" },
    { "100000000006899888825", "0000100000000006899888825" },
    { "100000000006899888826" },
    { "200000000006399151338" },
    { "9999999999999999999999999999999999999999" },
    { "49590338271490256608559692538361571095921575989136588898" },
    { "49590338271490256608559692538361571095921575989136588899" },
};

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

static int compare(const char *a, const char *b)
{
    char *left = exact_copy(a, strlen(a)), *right = exact_copy(b, strlen(b));
    int result = sign(ddbstream_sequence_number_compare((ddbstream_string){ left, strlen(a) },
                                                        (ddbstream_string){ right, strlen(b) }));
    free(left);
    free(right);
    return result;
}

START_TEST(sequence_numbers_are_ordered_as_numbers)
{
    for (size_t i = 0; i < 3 && ordered[_i][i] != NULL; i++)
        for (size_t row = 0; row < COUNT_OF(ordered); row++)
            for (size_t k = 0; k < 3 && ordered[row][k] != NULL; k++)
                ck_assert_msg(compare(ordered[_i][i], ordered[row][k]) == sign(_i - (int)row),
                              "'%s' and '%s'", ordered[_i][i], ordered[row][k]);
}
END_TEST

START_TEST(no_text_comes_first)
{
    ddbstream_string none = { NULL, 0 }, empty = { "", 0 }, zero = { "0", 1 };
    ck_assert_int_eq(ddbstream_sequence_number_compare(none, none), 0);
    ck_assert_int_eq(ddbstream_sequence_number_compare(none, empty), 0);
    ck_assert_int_lt(ddbstream_sequence_number_compare(none, zero), 0);
    ck_assert_int_gt(ddbstream_sequence_number_compare(zero, none), 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("sequence_number", EACH(sequence_numbers_are_ordered_as_numbers, ordered),
                     ONCE(no_text_comes_first));
}
