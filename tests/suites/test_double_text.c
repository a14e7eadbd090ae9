/* Doubles as text: the shortest that reads back the same, whatever the locale. */
#include "double_text.h"

#include <float.h>
#include <locale.h>
#include <math.h>

#include "rows.h"

static const struct {
    double real;
    const char *text;
} rows[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 1, "1" },
    { -1, "-1" },
    { 0.1, "0.1" },
    { 0x1.5555555555555p-2, "0.3333333333333333" },
    { 0x1.3333333333334p-2, "0.30000000000000004" },
    { 100, "100" },
    { 1250.5, "1250.5" },
    { 1e21, "1000000000000000000000" },
    { 1e40, "1E+40" },
    { 123456789012345678.0, "123456789012345680" },
    { 1e-5, "0.00001" },
    { 1e-130, "1E-130" },
    { DBL_MAX, "1.7976931348623157E+308" },
    { -DBL_MAX, "-1.7976931348623157E+308" },
    { DBL_MIN, "2.2250738585072014E-308" },
    { 5e-324, "4.94065645841247E-324" },
    { 9007199254740993.0, "9007199254740992" },
    { 0x0.fffffffffffffp-1022, "2.225073858507201E-308" },
};

static void expect_text_of(double real, const char *wanted)
{
    char text[DDBSTREAM_NUMBER_ROOM];
    ck_assert_uint_eq(ddbs_double_write(real, text), strlen(wanted));
    expect_text(wanted, text, wanted);
}

START_TEST(a_double_is_written)
{
    expect_text_of(rows[_i].real, rows[_i].text);
}
END_TEST

/* Where the machine has such a locale; else this is the test before. */
START_TEST(the_point_is_no_comma)
{
    static const char *const locales[] = { "de_DE.UTF-8", "de_DE", "fr_FR.UTF-8", "C.UTF-8" };
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        if (setlocale(LC_ALL, locales[i]) == NULL)
            continue;
        expect_text_of(rows[_i].real, rows[_i].text);
    }
}
END_TEST

/* Doubles of all sizes, by their bits. */
START_TEST(a_double_reads_back_the_same)
{
    uint64_t bits = 0x9e3779b97f4a7c15u * (uint64_t)(_i + 1);
    for (int i = 0; i < 1000; i++) {
        char text[DDBSTREAM_NUMBER_ROOM];
        double real, again = 77;
        size_t length;
        memcpy(&real, &bits, sizeof real);
        length = ddbs_double_write(real, text);
        ck_assert_int_eq(length > 0, isfinite(real) != 0);
        if (length > 0) {
            ddbstream_number_to_double((ddbstream_string){ text, length }, &again);
            ck_assert_msg(memcmp(&again, &real, sizeof real) == 0, "%s is not %a", text, real);
        }
        bits = bits * 6364136223846793005u + 1442695040888963407u;
    }
}
END_TEST

static const double none[] = { INFINITY, -INFINITY, NAN };

START_TEST(what_is_not_finite_has_no_text)
{
    char text[DDBSTREAM_NUMBER_ROOM];
    ck_assert_uint_eq(ddbs_double_write(none[_i], text), 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("double_text", EACH(a_double_is_written, rows),
                     EACH(the_point_is_no_comma, rows), { a_double_reads_back_the_same, 10 },
                     EACH(what_is_not_finite_has_no_text, none));
}
