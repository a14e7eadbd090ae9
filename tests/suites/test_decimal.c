/* Decimal numbers: which texts are some, and what their digits are. */
#include "decimal.h"

#include "suite.h"

static const struct {
    const char *text;
    bool is_number;
    const char *reason;
} texts[] = {
    { "0", true, "zero" },
    { "-0", true, "JSON has a negative zero" },
    { "7", true, "a digit" },
    { "10", true, "a zero at the end" },
    { "-249.50", true, "sign, fraction and a zero at the end" },
    { "0.0", true, "zero with a fraction" },
    { "0e0", true, "zero with an exponent" },
    { "1e5", true, "small e" },
    { "1E5", true, "large E" },
    { "1e+05", true, "an exponent may have '+' and leading zeros" },
    { "1.5e-10", true, "all there is" },
    { "1E-130", true, "DynamoDB's smallest" },
    { "9.9999999999999999999999999999999999999E+125", true, "DynamoDB's largest" },
    { "-9.9999999999999999999999999999999999999E+125", true, "and its negative" },
    { "12345678901234567890123456789012345678", true, "38 digits" },
    { "1e99999999999999999999", true, "any exponent is grammar" },
    { "", false, "nothing" },
    { "-", false, "a sign alone" },
    { "+1", false, "plus sign" },
    { "--1", false, "two signs" },
    { "00", false, "leading zero" },
    { "01", false, "leading zero" },
    { "-01", false, "leading zero after the sign" },
    { ".5", false, "nothing before the point" },
    { "5.", false, "nothing after the point" },
    { "-.5", false, "nothing before the point" },
    { "5.e1", false, "nothing between point and exponent" },
    { "1.2.3", false, "two points" },
    { "1,5", false, "a comma" },
    { "e5", false, "an exponent alone" },
    { "1e", false, "exponent without digits" },
    { "1e+", false, "exponent without digits" },
    { "1e1.5", false, "exponent with a fraction" },
    { "1e5e5", false, "two exponents" },
    { "0x10", false, "hexadecimal" },
    { "1f", false, "C suffix" },
    { "1_000", false, "grouping" },
    { " 1", false, "space before" },
    { "1 ", false, "space after" },
    { "1\n", false, "line end after" },
    { "NaN", false, "no number, by its name" },
    { "Infinity", false, "not in JSON" },
    { "\xd9\xa1", false, "an Arabic digit" },
};

START_TEST(grammar_is_that_of_rfc_8259)
{
    size_t length = strlen(texts[_i].text);
    char *text = exact_copy(texts[_i].text, length);
    ck_assert_msg(ddbs_decimal_is_number(text, length) == texts[_i].is_number, "%s: %s",
                  texts[_i].text, texts[_i].reason);
    free(text);
}
END_TEST

/* The same grammar as a table: in each state, where each kind of character leads.
 *
 *     start  -'-'->  sign  -0->  zero --.--> point -digit-> fraction -e-> e ...
 *                          -1-9> whole
 */
enum { BAD, START, SIGN, ZERO, WHOLE, POINT, FRACTION, E, E_SIGN, EXPONENT, STATES };
static const char kinds[] = "-+01.eE";
static const unsigned char next_state[STATES][sizeof kinds - 1] = {
    /*            -       +       0         1         .      e    E */
    [START] = { SIGN, BAD, ZERO, WHOLE, BAD, BAD, BAD },
    [SIGN] = { BAD, BAD, ZERO, WHOLE, BAD, BAD, BAD },
    [ZERO] = { BAD, BAD, BAD, BAD, POINT, E, E },
    [WHOLE] = { BAD, BAD, WHOLE, WHOLE, POINT, E, E },
    [POINT] = { BAD, BAD, FRACTION, FRACTION, BAD, BAD, BAD },
    [FRACTION] = { BAD, BAD, FRACTION, FRACTION, BAD, E, E },
    [E] = { E_SIGN, E_SIGN, EXPONENT, EXPONENT, BAD, BAD, BAD },
    [E_SIGN] = { BAD, BAD, EXPONENT, EXPONENT, BAD, BAD, BAD },
    [EXPONENT] = { BAD, BAD, EXPONENT, EXPONENT, BAD, BAD, BAD },
};

static bool is_number_by_table(const char *text, size_t length)
{
    unsigned state = START;
    for (size_t i = 0; i < length; i++)
        state = next_state[state][strchr(kinds, text[i]) - kinds];
    return state == ZERO || state == WHOLE || state == FRACTION || state == EXPONENT;
}

START_TEST(every_short_text_is_judged)
{
    enum { KINDS = sizeof kinds - 1 };
    size_t length = (size_t)_i, texts_of_length = 1;
    for (size_t i = 0; i < length; i++)
        texts_of_length *= KINDS;
    for (size_t number = 0; number < texts_of_length; number++) {
        char text[8];
        for (size_t i = 0, rest = number; i < length; i++, rest /= KINDS)
            text[i] = kinds[rest % KINDS];
        ck_assert_msg(ddbs_decimal_is_number(text, length) == is_number_by_table(text, length),
                      "%.*s", (int)length, text);
    }
}
END_TEST

static const struct {
    const char *text;
    bool negative;
    const char *digits; /* the number is 0.DIGITS times ten to the point */
    int64_t point;
    const char *reason;
} numbers[] = {
    { "1", false, "1", 1, "one digit" },
    { "-1", true, "1", 1, "negative" },
    { "249.50", false, "2495", 3, "a zero at the end is no digit" },
    { "1000", false, "1", 4, "zeros at the end of a whole number" },
    { "1000.00", false, "1", 4, "zeros on both sides of the point" },
    { "1000.01", false, "100001", 4, "zeros inside are kept" },
    { "0.001", false, "1", -2, "zeros at the front move the point" },
    { "0.5", false, "5", 0, "a zero before the point" },
    { "-0.0010200", true, "102", -2, "zeros on all sides" },
    { "10.5e1", false, "105", 3, "the exponent moves the point" },
    { "1E-130", false, "1", -129, "DynamoDB's smallest" },
    { "9.99E+125", false, "999", 126, "DynamoDB's largest, shortened" },
    { "12345678901234567890123456789012345678", false, "12345678901234567890123456789012345678", 38,
      "38 digits" },
    { "1.635734407123456789E9", false, "1635734407123456789", 10, "a creation time" },
    { "1e1000000000", false, "1", 1000000001, "the largest exponent" },
    { "1e-1000000000", false, "1", -999999999, "the smallest" },
    { "5e00000000000000000000000000000000000002", false, "5", 3, "zeros in front of an exponent" },
};

START_TEST(a_number_is_taken_apart)
{
    struct decimal decimal;
    size_t length = strlen(numbers[_i].text), count = strlen(numbers[_i].digits);
    char *text = exact_copy(numbers[_i].text, length);
    ck_assert_msg(ddbs_decimal_parse(&decimal, text, length), "%s", numbers[_i].reason);
    ck_assert_int_eq(decimal.negative, numbers[_i].negative);
    ck_assert_int_eq(decimal.point, numbers[_i].point);
    ck_assert_uint_eq(decimal.count, count);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(ddbs_decimal_digits(&decimal, (int64_t)i, 1) == numbers[_i].digits[i] - '0',
                      "%s: digit %zu", numbers[_i].text, i);
    free(text);
}
END_TEST

static const char *const zeros[] = { "0", "-0", "0.0", "0.000", "-0.00e5", "0e-7", "0E1000000000" };

START_TEST(zero_has_no_digits)
{
    struct decimal decimal;
    ck_assert(ddbs_decimal_parse(&decimal, zeros[_i], strlen(zeros[_i])));
    ck_assert_uint_eq(decimal.count, 0);
    ck_assert_int_eq(decimal.negative, zeros[_i][0] == '-');
    ck_assert_int_eq(ddbs_decimal_digits(&decimal, 0, 18), 0);
}
END_TEST

static const struct {
    const char *text, *reason;
} unparsable[] = {
    { "1e1000000001", "an exponent beyond a billion" },
    { "1e-1000000001", "the same below" },
    { "1e9223372036854775808", "an exponent beyond 63 bits" },
    { "1e99999999999999999999999999999999999999999999", "an exponent beyond everything" },
    { "", "no number" },
    { "12a", "no number" },
};

START_TEST(what_cannot_be_taken_apart_is_refused)
{
    struct decimal decimal;
    ck_assert_msg(!ddbs_decimal_parse(&decimal, unparsable[_i].text, strlen(unparsable[_i].text)),
                  "%s: %s", unparsable[_i].text, unparsable[_i].reason);
}
END_TEST

/* Read, a number may have any exponent, but one beyond ten to the seventeenth counts as that. */
static const struct {
    const char *text;
    int64_t point;
} exponents[] = {
    { "1e1000000001", 1000000002 },
    { "1e100000000000000000", 100000000000000001 },
    { "1e100000000000000001", 100000000000000001 },
    { "1e99999999999999999999999999999999999999999999", 100000000000000001 },
    { "1e-99999999999999999", -99999999999999998 },
    { "1e-100000000000000001", -99999999999999999 },
    { "12.5e-99999999999999999999999999999999999999999", -99999999999999999 },
    { "0.001e100000000000000002", 100000000000000000 },
    { "0.001e1000000000000000020", 100000000000000001 },
    { "12.5e99999999999999999999999999999999999999999", 100000000000000001 },
    { "0.5e-99999999999999999999999999999999999999999", -99999999999999999 },
};

START_TEST(any_exponent_can_be_read)
{
    struct decimal decimal;
    const char *text = exponents[_i].text;
    ck_assert_msg(ddbs_decimal_read(&decimal, text, strlen(text)), "%s", text);
    ck_assert_int_eq(decimal.point, exponents[_i].point);
}
END_TEST

START_TEST(what_is_read_is_what_is_taken_apart)
{
    struct decimal decimal, read;
    const char *text = numbers[_i].text, *at;
    ck_assert(ddbs_decimal_parse(&decimal, text, strlen(text)));
    ck_assert(ddbs_decimal_read(&read, text, strlen(text)));
    ck_assert(read.negative == decimal.negative && read.point == decimal.point);
    ck_assert_uint_eq(read.count, decimal.count);
    at = read.first;
    for (size_t i = 0; i < read.count; i++)
        ck_assert_int_eq(ddbs_decimal_next(&at), numbers[_i].digits[i] - '0');
}
END_TEST

START_TEST(no_number_can_be_read)
{
    struct decimal decimal;
    ck_assert(!ddbs_decimal_read(&decimal, "12a", 3));
    ck_assert(!ddbs_decimal_read(&decimal, "", 0));
}
END_TEST

static const struct {
    const char *text;
    int64_t from, count, digits;
    const char *reason;
} pieces[] = {
    { "12345", 0, 5, 12345, "all" },
    { "12345", 0, 3, 123, "the front" },
    { "12345", 2, 3, 345, "the end" },
    { "12345", 1, 3, 234, "the middle" },
    { "12345", 4, 1, 5, "the last" },
    { "12345", 0, 0, 0, "none" },
    { "12345", 3, 0, 0, "none in the middle" },
    { "12345", 0, 8, 12345000, "zeros beyond the last" },
    { "12345", 4, 4, 5000, "the last, and zeros beyond" },
    { "12345", 5, 4, 0, "all beyond the last" },
    { "12345", 9, 4, 0, "far beyond the last" },
    { "123.45", 1, 4, 2345, "over the point" },
    { "123.45", 3, 2, 45, "after the point" },
    { "0.00123", 0, 2, 12, "zeros at the front are none of them" },
    { "-123", 0, 3, 123, "the sign is none of them" },
    { "999999999999999999", 0, 18, 999999999999999999, "eighteen" },
    { "9999999999999999999", 1, 18, 999999999999999999, "eighteen of nineteen" },
    { "1", 0, 18, 100000000000000000, "one and seventeen zeros" },
};

START_TEST(digits_are_counted_from_the_first)
{
    struct decimal decimal;
    ck_assert(ddbs_decimal_parse(&decimal, pieces[_i].text, strlen(pieces[_i].text)));
    ck_assert_msg(ddbs_decimal_digits(&decimal, pieces[_i].from, pieces[_i].count)
                      == pieces[_i].digits,
                  "%s: %s", pieces[_i].text, pieces[_i].reason);
}
END_TEST

static const struct {
    const char *text;
    bool is_integer;
    int64_t integer;
    const char *reason;
} integers[] = {
    { "0", true, 0, "zero" },
    { "-0", true, 0, "negative zero" },
    { "0.0", true, 0, "zero with a fraction" },
    { "0E18", true, 0, "zero has no size" },
    { "0.0e100", true, 0, "nor has this" },
    { "112", true, 112, "a size" },
    { "-5", true, -5, "negative" },
    { "5.0", true, 5, "a fraction of zeros" },
    { "1.5e1", true, 15, "an exponent that leaves no fraction" },
    { "1500e-2", true, 15, "an exponent that takes only zeros" },
    { "1E+17", true, 100000000000000000, "eighteen digits by exponent" },
    { "999999999999999999", true, 999999999999999999, "the largest of eighteen digits" },
    { "-999999999999999999", true, -999999999999999999, "the smallest" },
    { "1000000000000000000", false, 0, "nineteen digits" },
    { "-1000000000000000000", false, 0, "nineteen digits, negative" },
    { "1e18", false, 0, "nineteen digits by exponent" },
    { "9223372036854775808", false, 0, "beyond 63 bits" },
    { "1e400", false, 0, "beyond a double" },
    { "0.5", false, 0, "a fraction" },
    { "1.5", false, 0, "a fraction" },
    { "15e-1", false, 0, "a fraction by exponent" },
    { "1e-400", false, 0, "far below one" },
    { "123456789012345678.5", false, 0, "a fraction after eighteen digits" },
    { "", false, 0, "nothing" },
    { "007", false, 0, "no number" },
    { "1e2000000000", false, 0, "an exponent beyond a billion" },
};

START_TEST(integers_have_at_most_eighteen_digits)
{
    int64_t integer = 0;
    size_t length = strlen(integers[_i].text);
    char *text = exact_copy(integers[_i].text, length);
    ck_assert_msg(ddbs_decimal_to_integer(text, length, &integer) == integers[_i].is_integer,
                  "%s: %s", integers[_i].text, integers[_i].reason);
    if (integers[_i].is_integer)
        ck_assert_int_eq(integer, integers[_i].integer);
    free(text);
}
END_TEST

int main(void)
{
    return RUN_SUITE("decimal", EACH(grammar_is_that_of_rfc_8259, texts),
                     { every_short_text_is_judged, 7 }, EACH(a_number_is_taken_apart, numbers),
                     EACH(zero_has_no_digits, zeros),
                     EACH(what_cannot_be_taken_apart_is_refused, unparsable),
                     EACH(any_exponent_can_be_read, exponents),
                     EACH(what_is_read_is_what_is_taken_apart, numbers),
                     ONCE(no_number_can_be_read), EACH(digits_are_counted_from_the_first, pieces),
                     EACH(integers_have_at_most_eighteen_digits, integers));
}
