/* The excerpt of the input around an error: two lines, and a caret under the right byte. */
#include <ddbstream/error.h>

#include "rows.h"
#include "suite.h"

/* Eighty characters, so that each end of a cut can be told. */
#define EIGHTY "0123456789abcdefghijABCDEFGHIJklmnopqrstKLMNOPQRST!#$%&()*+-uvwxyzUVWXYZ,./:;<=>"

#define SPACES_40 "                                        "

static const struct {
    const char *input, *caret, *line, *under, *reason;
} rows[] = {
    { "", "^", "", "^", "nothing, and the error at its end" },
    { "{}", "^", "{}", "^", "the start" },
    { "{'a':x}", "     ^", "{'a':x}", "     ^", "the middle" },
    { "{'a':1", "      ^", "{'a':1", "      ^", "the end: the input was cut" },
    { "{\n'a':x\n}", "      ^", "'a':x", "    ^", "the line around it, and no other" },
    { "{\r\n'a':x\r\n}", "       ^", "'a':x", "    ^", "line ends of two bytes" },
    { "{\rx\r}", "  ^", "x", "^", "carriage returns alone" },
    { "ab\ncd", "  ^", "ab", "  ^", "at a line's end" },
    { "ab\ncd", "   ^", "cd", "^", "at a line's start" },
    { "ab\n\ncd", "   ^", "", "^", "in an empty line" },
    { "ab\n", "   ^", "", "^", "behind the last line's end" },
    { EIGHTY, "^", "0123456789abcdefghijABCDEFGHIJklmnop", "^", "the start of a long line" },
    { EIGHTY, SPACES_40 "^",
      "0123456789abcdefghijABCDEFGHIJklmnopqrstKLMNOPQRST!#$%&()*+-uvwxyzUVWXYZ,./:", SPACES_40 "^",
      "both ends at once" },
    { EIGHTY, SPACES_40 " ^",
      "123456789abcdefghijABCDEFGHIJklmnopqrstKLMNOPQRST!#$%&()*+-uvwxyzUVWXYZ,./:;", SPACES_40 "^",
      "the middle of a long line" },
    { EIGHTY, SPACES_40 SPACES_40 "^", "KLMNOPQRST!#$%&()*+-uvwxyzUVWXYZ,./:;<=>", SPACES_40 "^",
      "the end of a long line" },
    { "\xc3\xa9\xe2\x82\xacx", "     ^", "\xc3\xa9\xe2\x82\xacx", "  ^",
      "a column for each character" },
    { "\xc3\xa9\xf0\x9f\x98\x80", "  ^", "\xc3\xa9\xf0\x9f\x98\x80", " ^", "at a character" },
    { "a\xc3\xa9z", "  ^", "a?\?z", "  ^", "inside of a character: each part is none" },
    { "a\xff\x80z", "   ^", "a?\?z", "   ^", "bytes that are not UTF-8" },
    { "a\x1b[1m\x7fz", "      ^", "a?[1m?z", "      ^", "control characters" },
    { "\ta\tz", "   ^", "?a?z", "   ^", "tabs, too: else the caret stood elsewhere" },
    { "\xc2\x9bz", "  ^", "?z", " ^", "a control character of two bytes" },
    { "\xc3\xa9"
      "23456789012345678901234567890123456789"
      "0x",
      SPACES_40 " ^",
      "23456789012345678901234567890123456789"
      "0x",
      "                                       ^", "no half of a character in front" },
    { "x"
      "1234567890123456789012345678901234"
      "\xc3\xa9",
      "^",
      "x"
      "1234567890123456789012345678901234",
      "^", "no half of a character at the end" },
};

/* -> the length that is told */
static size_t excerpt(const char *input, uint64_t offset, char *text, size_t size)
{
    ddbstream_error error = { .size = sizeof error, .offset = offset };
    size_t length = strlen(input);
    char *exact = exact_copy(input, length);
    size_t told = ddbstream_error_excerpt(&error, exact, length, text, size);
    free(exact);
    return told;
}

START_TEST(the_place_is_shown)
{
    char text[256];
    struct json want = { .length = 0 };
    json_append(&want, rows[_i].line);
    json_append(&want, "\n");
    json_append(&want, rows[_i].under);
    expect_number(rows[_i].reason,
                  excerpt(rows[_i].input, caret(rows[_i].caret), text, sizeof text), want.length);
    expect_text(rows[_i].reason, text, want.data);
}
END_TEST

START_TEST(every_size_will_do)
{
    char whole[256];
    size_t length = excerpt(rows[_i].input, caret(rows[_i].caret), whole, sizeof whole);
    for (size_t size = 0; size <= length + 1; size++) {
        char *text = malloc(size > 0 ? size : 1);
        size_t kept = size > length ? length : size > 0 ? size - 1 : 0;
        while (kept > 0 && ((unsigned char)whole[kept] & 0xc0) == 0x80)
            kept--; /* no half characters */
        expect_number(rows[_i].reason, excerpt(rows[_i].input, caret(rows[_i].caret), text, size),
                      length);
        ck_assert(size == 0 || (memcmp(text, whole, kept) == 0 && text[kept] == '\0'));
        free(text);
    }
}
END_TEST

START_TEST(beyond_the_input_there_is_nothing_to_show)
{
    static const uint64_t offsets[] = { 3, 4, 1000, UINT64_MAX };
    for (size_t i = 0; i < COUNT_OF(offsets); i++) {
        char text[8] = "before";
        ck_assert_uint_eq(excerpt("{}", offsets[i], text, sizeof text), 0);
        ck_assert_str_eq(text, "");
    }
    ck_assert_uint_eq(excerpt("{}", 3, NULL, 0), 0);
}
END_TEST

START_TEST(without_error_or_input_there_is_nothing_to_show)
{
    const ddbstream_error error = { .size = sizeof error };
    char text[8] = "before";
    ck_assert_uint_eq(ddbstream_error_excerpt(NULL, "{}", 2, text, sizeof text), 0);
    ck_assert_str_eq(text, "");
    memcpy(text, "before", 7);
    ck_assert_uint_eq(ddbstream_error_excerpt(&error, NULL, 0, text, sizeof text), 0);
    ck_assert_str_eq(text, "");
}
END_TEST

/* At each place of text that needs care no byte is read beyond, and the caret is the last. */
START_TEST(every_place_can_be_shown)
{
    static const char input[] = EIGHTY "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\n" EIGHTY
                                       "\xf0\x9f\x98\x80\x80\xff\r\n\xc2\x80" EIGHTY;
    for (uint64_t at = 0; at < sizeof input; at++) {
        char text[256], *line_end;
        size_t length = excerpt(input, at, text, sizeof text);
        ck_assert_uint_lt(length, sizeof text);
        line_end = strchr(text, '\n');
        ck_assert_ptr_nonnull(line_end);
        ck_assert_int_le(line_end - text, 40 + 36);
        ck_assert_uint_eq(strspn(line_end + 1, " "), strlen(line_end) - 2);
        ck_assert_int_eq(text[length - 1], '^');
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("excerpt", EACH(the_place_is_shown, rows), EACH(every_size_will_do, rows),
                     ONCE(beyond_the_input_there_is_nothing_to_show),
                     ONCE(without_error_or_input_there_is_nothing_to_show),
                     ONCE(every_place_can_be_shown));
}
