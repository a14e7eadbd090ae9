/* Text for people: cut to fit, and harmless for a terminal. */
#include "bounded_text.h"

#include "suite.h"

static const struct {
    ddbstream_string text;
    const char *written;
    size_t characters;
    const char *reason;
} rows[] = {
    { { "", 0 }, "", 0, "nothing" },
    { { NULL, 0 }, "", 0, "absent text" },
    { { "plain ~ text", 12 }, "plain ~ text", 12, "ASCII" },
    { { "a\0b", 3 }, "a?b", 3, "NUL" },
    { { "\x1b[31m", 5 }, "?[31m", 5, "a terminal's command" },
    { { "\r\n\t\x1f\x7f", 5 }, "?\?\?\?\?", 5, "control characters" },
    { { "\xc2\x80\xc2\x9b\xc2\x9f", 6 }, "?\?\?", 3, "those that are two bytes" },
    { { "\xc2\xa0\xc3\x9f", 4 }, "\xc2\xa0\xc3\x9f", 2, "two bytes that are none" },
    { { "\xe2\x82\xac\xf0\x9f\x98\x80", 7 }, "\xe2\x82\xac\xf0\x9f\x98\x80", 2, "longer ones" },
    { { "\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9", 12 },
      "?\?\?\?",
      4,
      "those that turn text around" },
    { { "\xe2\x80\xa9\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa", 12 },
      "\xe2\x80\xa9\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa",
      4,
      "those beside them" },
    { { "\xe3\x81\xa6\xe3\x80\xaa", 6 }, "\xe3\x81\xa6\xe3\x80\xaa", 2, "those of another kind" },
    { { "\xe2\x82", 2 }, "?\?", 2, "a character that is cut" },
    { { "\x80\xff\xc3(", 4 }, "?\?\?(", 4, "each byte that is not UTF-8" },
};

START_TEST(foreign_text_is_made_harmless)
{
    char text[64];
    struct bounded_text out = { text, sizeof text, 0 };
    ck_assert_uint_eq(ddbs_bounded_foreign(&out, rows[_i].text), rows[_i].characters);
    ck_assert_uint_eq(ddbs_bounded_end(&out), strlen(rows[_i].written));
    ck_assert_msg(strcmp(text, rows[_i].written) == 0, "%s: %s", rows[_i].reason, text);
}
END_TEST

START_TEST(pieces_follow_each_other_and_are_cut_to_fit)
{
    static const char whole[] = "byte 7: no";
    size_t size = (size_t)_i, kept = size < sizeof whole ? size - 1 : sizeof whole - 1;
    char *text = malloc(size > 0 ? size : 1);
    struct bounded_text out = { text, size, 0 };
    ddbs_bounded_text(&out, "byte ");
    ddbs_bounded_byte(&out, '7');
    ddbs_bounded_text(&out, "");
    ddbs_bounded_text(&out, ": ");
    ck_assert_uint_eq(ddbs_bounded_foreign(&out, (ddbstream_string){ "no", 2 }), 2);
    ck_assert_uint_eq(ddbs_bounded_end(&out), strlen(whole));
    if (size > 0) {
        ck_assert_mem_eq(text, whole, kept);
        ck_assert_int_eq(text[kept], '\0');
    }
    free(text);
}
END_TEST

/* However little room there is, no character is cut. */
START_TEST(it_is_cut_between_characters)
{
    static const char whole[] = "a\xc3\xa9"
                                "b\xe2\x82\xac\xf0\x9f\x98\x80"
                                "c";
    static const size_t kept[] = { 0, 0, 1, 1, 3, 4, 4, 4, 7, 7, 7, 7, 11, 12, 12 };
    size_t size = (size_t)_i;
    char *text = malloc(size > 0 ? size : 1);
    struct bounded_text out = { text, size, 0 };
    ddbs_bounded_foreign(&out, (ddbstream_string){ whole, sizeof whole - 1 });
    ck_assert_uint_eq(ddbs_bounded_end(&out), sizeof whole - 1);
    if (size > 0) {
        ck_assert_uint_eq(strlen(text), kept[size]);
        ck_assert_mem_eq(text, whole, kept[size]);
    }
    free(text);
}
END_TEST

int main(void)
{
    return RUN_SUITE("bounded_text", { it_is_cut_between_characters, 15 },
                     EACH(foreign_text_is_made_harmless, rows),
                     { pieces_follow_each_other_and_are_cut_to_fit, 14 });
}
