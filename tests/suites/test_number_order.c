/* The order of numbers: all pairs of a list that goes up, and hashes that agree. */
#include "number_order.h"

#include "rows.h"
#include "suite.h"

#define DIGITS_38 "12345678901234567890123456789012345678"

/* From the least to the greatest; what stands in one row is the same number. */
static const char *const numbers[][5] = {
    { "-1e100000000000000000000", "-10E99999999999999999999", "-0.1E100000000000000000001" },
    { "-1e99999999999999999999" },
    { "-1e1000000001", "-10e1000000000" },
    { "-9.99E+125", "-999e123" },
    { "-" DIGITS_38 },
    { "-2" },
    { "-1.5", "-15e-1", "-1.50" },
    { "-1.05" },
    { "-1", "-1.0", "-1e0", "-0.1e1" },
    { "-0.1" },
    { "-1E-130" },
    { "-1e-100000000000000000000", "-0.1e-99999999999999999999" },
    { "0", "-0", "0.00", "0e99", "-0E-100000000000000000000" },
    { "1e-100000000000000000001" },
    { "1e-100000000000000000000", "0.1e-99999999999999999999" },
    { "1e-1000000001", "0.1e-1000000000" },
    { "1E-130", "10E-131", "0.1e-129" },
    { "2E-130" },
    { "0.001", "1e-3" },
    { "0.1", "0.10", "1E-1", "1e-01" },
    { "0.11" },
    { "1", "1.0", "1E0", "1e+0", "0.01e2" },
    { "1.00000000000000000000000000000000000001" },
    { "1.1", "11e-1" },
    { "2" },
    { "9.9" },
    { "10", "1e1", "1E+1", "10.0" },
    { "99" },
    { "100", "1E2", "1e000000000000000000000000000002" },
    { "0.1" DIGITS_38 "e38", "1" DIGITS_38 "e-1" },
    { DIGITS_38, DIGITS_38 ".0" },
    { DIGITS_38 "0", DIGITS_38 "e1" },
    { "9.99E+125", "999E123" },
    { "1e1000000000" },
    { "1e1000000001", "10e1000000000" },
    { "1e999999999999999999", "0.1e1000000000000000000" },
    { "1e1000000000000000000", "10e999999999999999999" },
    { "1e9223372036854775807" },
    { "1e9223372036854775808", "10e9223372036854775807" },
    { "1e99999999999999999999", "0.1e100000000000000000000" },
    { "1e100000000000000000000", "10e99999999999999999999" },
    { "2e100000000000000000000" },
    { "1e1000000000000000000000000000000" },
    /* No numbers: by length, then by bytes. */
    { "" },
    { "e" },
    { "x" },
    { "+1" },
    { "01" },
    { "1." },
    { "1e" },
    { "1e+" },
};

enum { ROWS = COUNT_OF(numbers), COLUMNS = COUNT_OF(numbers[0]) };

/* In memory that ends where the text does. */
struct read_number {
    struct number number;
    char *text;
};

static struct read_number read_number(const char *text)
{
    struct read_number read = { .text = exact_copy(text, strlen(text)) };
    ddbs_number_read(&read.number, (ddbstream_string){ read.text, strlen(text) });
    return read;
}

static uint64_t hash_of(const struct number *number)
{
    static const uint64_t key[2] = { 1, 2 };
    struct hash hash;
    ddbs_hash_begin(&hash, key);
    ddbs_number_hash(number, &hash);
    return ddbs_hash_end(&hash);
}

static void check_pair(const char *a, const char *b, int want)
{
    struct read_number left = read_number(a), right = read_number(b);
    int order = ddbs_number_order(&left.number, &right.number);
    bool same_hash = hash_of(&left.number) == hash_of(&right.number);
    ck_assert_msg((order > 0) - (order < 0) == want, "%s and %s: %d", a, b, order);
    ck_assert_msg(same_hash == (want == 0), "%s and %s: hashes", a, b);
    free(left.text);
    free(right.text);
}

START_TEST(each_number_has_its_place)
{
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < COLUMNS && numbers[_i][i] != NULL; i++)
            for (int k = 0; k < COLUMNS && numbers[row][k] != NULL; k++)
                check_pair(numbers[_i][i], numbers[row][k], (_i > row) - (_i < row));
}
END_TEST

START_TEST(numbers_are_told_from_other_text)
{
    static const struct {
        const char *text;
        bool is_number;
    } rows[] = { { "1", true },   { "-0.5E-7", true }, { "", false },   { "-", false },
                 { "1e", false }, { "1e5x", false },   { "1x", false }, { ".5", false },
                 { "e5", false }, { "1e5.0", false } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct read_number read = read_number(rows[i].text);
        ck_assert_msg(read.number.is_number == rows[i].is_number, "%s", rows[i].text);
        free(read.text);
    }
}
END_TEST

/* A million digits, in a mantissa or an exponent. */
START_TEST(long_numbers)
{
    enum { LONG = 1000000 };
    static const struct {
        const char *before, *after, *short_number;
        int order;
    } rows[] = {
        { "1", ".0", "1e999999", 1 },
        { "-1", "", "-1e999999", -1 },
        { "1e", "", "1e99999999999999999999999999999999", 1 },
        { "1e-", "", "1e-99999999999999999999999999999999", -1 },
        { "-1e", "", "-1e99999999999999999999999999999999", -1 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char *text = malloc(LONG + 16);
        ck_assert_ptr_nonnull(text);
        strcpy(text, rows[i].before);
        memset(text + strlen(rows[i].before), '1', LONG);
        strcpy(text + strlen(rows[i].before) + LONG, rows[i].after);
        check_pair(text, rows[i].short_number, rows[i].order);
        check_pair(rows[i].short_number, text, -rows[i].order);
        check_pair(text, text, 0);
        free(text);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("number_order", EACH(each_number_has_its_place, numbers),
                     ONCE(numbers_are_told_from_other_text), ONCE(long_numbers));
}
