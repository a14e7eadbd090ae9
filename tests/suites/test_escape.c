/* Text as JSON strings: each byte, good and bad UTF-8, and no memory. */
#include "escape.h"

#include <stdio.h>

#include "suite.h"
#include "test_allocator.h"

/* Escapes into `out` and returns the status. */
static ddbstream_status escape(const char *text, size_t length, char *out)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    char *exact = exact_copy(text, length);
    ddbstream_status status;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    status = ddbs_escape(&buffer, exact, length);
    strcpy(out, ddbstream_buffer_text(&buffer).data);
    ddbs_buffer_release(&buffer);
    test_allocator_check_empty(&test);
    free(exact);
    return status;
}

static const struct {
    const char *text, *escaped, *reason;
} good[] = {
    { "", "\"\"", "nothing" },
    { "plain text", "\"plain text\"", "nothing to escape" },
    { "a\"b", "\"a\\\"b\"", "a quote" },
    { "a\\b", "\"a\\\\b\"", "a backslash" },
    { "a/b", "\"a/b\"", "a slash needs no escape" },
    { "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"", "those with letters" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"", "those without, and DEL as it is" },
    { "\"\"", "\"\\\"\\\"\"", "nothing plain" },
    { "a\"b\"c", "\"a\\\"b\\\"c\"", "plain runs between" },
    { "M\xc3\xbcnchen", "\"M\xc3\xbcnchen\"", "two bytes" },
    { "\xe2\x82\xac", "\"\xe2\x82\xac\"", "three bytes" },
    { "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"", "four bytes" },
    { "\xe2\x80\xa8", "\"\xe2\x80\xa8\"", "U+2028, which JavaScript once could not have" },
    { "\xc3\xa9\n\xc3\xa9", "\"\xc3\xa9\\n\xc3\xa9\"", "UTF-8 beside an escape" },
};

START_TEST(text_becomes_a_json_string)
{
    char out[256];
    ck_assert_int_eq(escape(good[_i].text, strlen(good[_i].text), out), DDBSTREAM_OK);
    ck_assert_msg(strcmp(out, good[_i].escaped) == 0, "%s: %s", good[_i].reason, out);
}
END_TEST

static void expect_for_byte(int byte, char expected[16])
{
    static const char letters[] = "\bb\tt\nn\ff\rr\"\"\\\\";
    for (const char *pair = letters; *pair != '\0'; pair += 2)
        if (*pair == byte) {
            snprintf(expected, 16, "\"\\%c\"", pair[1]);
            return;
        }
    snprintf(expected, 16, byte < 0x20 ? "\"\\u%04x\"" : "\"%c\"", byte);
}

START_TEST(every_ascii_byte)
{
    char byte = (char)_i, out[32], expected[16];
    expect_for_byte(_i, expected);
    ck_assert_int_eq(escape(&byte, 1, out), DDBSTREAM_OK);
    ck_assert_str_eq(out, expected);
}
END_TEST

START_TEST(every_ascii_byte_at_every_place)
{
    enum { LENGTH = 18 };
    char text[LENGTH], out[64], expected[64], escaped[16];
    expect_for_byte(_i, escaped);
    escaped[strlen(escaped) - 1] = '\0';
    for (int at = 0; at < LENGTH; at++) {
        memset(text, 'x', LENGTH);
        text[at] = (char)_i;
        snprintf(expected, sizeof expected, "\"%.*s%s%.*s\"", at, text, escaped + 1,
                 LENGTH - at - 1, text + at + 1);
        ck_assert_int_eq(escape(text, LENGTH, out), DDBSTREAM_OK);
        ck_assert_str_eq(out, expected);
    }
}
END_TEST

static const struct {
    const char *text, *reason;
} bad[] = {
    { "\x80", "a continuation alone" },
    { "\xff", "no UTF-8 at all" },
    { "ok\xc3", "cut at the end" },
    { "\xe2\x82", "cut at the end" },
    { "\xc3(", "a lead without continuation" },
    { "\xc0\xaf", "overlong" },
    { "\xed\xa0\x80", "a surrogate" },
    { "\xf4\x90\x80\x80", "above U+10FFFF" },
    { "good \xc3\xa9 then bad \xa9", "after good text" },
};

START_TEST(what_is_no_utf8_is_refused)
{
    char out[64];
    ck_assert_msg(escape(bad[_i].text, strlen(bad[_i].text), out) == DDBSTREAM_ERROR_TEXT, "%s",
                  bad[_i].reason);
}
END_TEST

START_TEST(nul_is_text_like_any_other)
{
    char out[16];
    ck_assert_int_eq(escape("a\0b", 3, out), DDBSTREAM_OK);
    ck_assert_str_eq(out, "\"a\\u0000b\"");
}
END_TEST

/* Long enough to need several allocations at each kind of byte. */
static const char *const repeated[] = { "x", "\n", "\x01", "\xc3\xa9" };

START_TEST(no_memory_is_told)
{
    enum { TIMES = 1000 };
    ddbstream_status status = DDBSTREAM_ERROR_MEMORY;
    char text[TIMES * 2 + 1] = "";
    for (int i = 0; i < TIMES; i++)
        strcat(text, repeated[_i]);
    for (size_t fail_at = 0; status != DDBSTREAM_OK; fail_at++) {
        struct test_allocator test;
        struct ddbstream_buffer buffer;
        test_allocator_init(&test);
        test.fail_at = fail_at;
        ddbs_buffer_init(&buffer, &test.allocator);
        status = ddbs_escape(&buffer, text, strlen(text));
        ck_assert_int_eq(status, test.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        ddbs_buffer_release(&buffer);
        test_allocator_check_empty(&test);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("escape", EACH(text_becomes_a_json_string, good), { every_ascii_byte, 128 },
                     { every_ascii_byte_at_every_place, 128 },
                     EACH(what_is_no_utf8_is_refused, bad), ONCE(nul_is_text_like_any_other),
                     EACH(no_memory_is_told, repeated));
}
