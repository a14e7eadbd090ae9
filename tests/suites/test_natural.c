/* Large whole numbers, compared with what the machine calculates and with powers of two. */
#include "natural.h"

#include "suite.h"

static struct natural natural(uint64_t value)
{
    struct natural number;
    number.count = 0;
    ddbs_natural_multiply(&number, 0, (uint32_t)(value >> 32));
    ddbs_natural_shift_left(&number, 32);
    if (number.count > 0)
        number.words[0] = (uint32_t)value;
    else
        ddbs_natural_multiply(&number, 0, (uint32_t)value);
    return number;
}

static const uint64_t values[] = { 0,          1,          2,           10,        0x7fffffff,
                                   0x80000000, 0xffffffff, 0x100000000, UINT64_MAX };

START_TEST(a_number_is_what_it_was_made_of)
{
    struct natural number = natural(values[_i]);
    size_t bits = 0;
    while (bits < 64 && values[_i] >> bits != 0)
        bits++;
    ck_assert_uint_eq(ddbs_natural_bits(&number), bits);
    for (size_t bit = 0; bit < 64; bit++) {
        uint64_t below = values[_i] & (((uint64_t)1 << bit) - 1);
        ck_assert_uint_eq(ddbs_natural_from_bit(&number, bit), values[_i] >> bit);
        ck_assert_int_eq(ddbs_natural_any_below(&number, bit), below != 0);
    }
    ck_assert_uint_eq(ddbs_natural_from_bit(&number, 64), 0);
    ck_assert_uint_eq(ddbs_natural_from_bit(&number, 1000), 0);
    ck_assert_int_eq(ddbs_natural_any_below(&number, 1000), values[_i] != 0);
}
END_TEST

static const uint32_t factors[] = { 1, 2, 3, 10, 1000000000, 0x80000000, 0xffffffff };

START_TEST(division_undoes_multiplication)
{
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        struct natural number = natural(values[i]);
        uint32_t factor = factors[_i], addend = factor - 1;
        for (int times = 0; times < 20; times++)
            ddbs_natural_multiply(&number, factor, addend);
        for (int times = 0; times < 20; times++)
            ck_assert_int_eq(ddbs_natural_divide(&number, factor), addend != 0);
        ck_assert_uint_eq(ddbs_natural_from_bit(&number, 0), values[i]);
        ck_assert_uint_eq(number.count, natural(values[i]).count);
    }
}
END_TEST

START_TEST(division_is_that_of_the_machine)
{
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        struct natural number = natural(values[i]);
        ck_assert_int_eq(ddbs_natural_divide(&number, factors[_i]), values[i] % factors[_i] != 0);
        ck_assert_uint_eq(ddbs_natural_from_bit(&number, 0), values[i] / factors[_i]);
    }
}
END_TEST

START_TEST(shifting_moves_every_bit)
{
    enum { MOST = (NATURAL_WORDS - 3) * NATURAL_WORD };
    for (size_t bits = 0; bits < MOST; bits += 1 + bits / 40) {
        struct natural number = natural(values[_i]), was = number;
        ddbs_natural_shift_left(&number, bits);
        ck_assert_uint_eq(ddbs_natural_from_bit(&number, bits), values[_i]);
        ck_assert(!ddbs_natural_any_below(&number, bits));
        ck_assert_uint_eq(ddbs_natural_bits(&number),
                          values[_i] == 0 ? 0 : ddbs_natural_bits(&was) + bits);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("natural", EACH(a_number_is_what_it_was_made_of, values),
                     EACH(division_undoes_multiplication, factors),
                     EACH(division_is_that_of_the_machine, factors),
                     EACH(shifting_moves_every_bit, values));
}
