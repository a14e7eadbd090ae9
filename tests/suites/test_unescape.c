/* Escapes undone: rows, code units all over, and yajl's own opinion of what is good. */
#include "unescape.h"

#include <stdio.h>

#include <yajl/yajl_parse.h>

#include "code_unit.h"
#include "plain.h"
#include "rows.h"
#include "suite.h"

struct text {
    char data[64];
    size_t length;
};

/* From and into blocks of just the right size. */
static bool unescape(const char *inside, size_t length, struct text *text)
{
    char *exact = exact_copy(inside, length), *out = malloc(length + 1);
    bool is_good;
    ck_assert_ptr_nonnull(out);
    is_good = ddbs_unescape(exact, length, out, &text->length);
    if (is_good) {
        ck_assert_uint_le(text->length, length);
        ck_assert_int_eq(out[text->length], '\0');
        memcpy(text->data, out, text->length);
    }
    free(exact);
    free(out);
    return is_good;
}

static int hear_string(void *context, const unsigned char *data, size_t length)
{
    struct text *text = context;
    text->length = length;
    memcpy(text->data, data, length);
    return 1;
}

/* False when yajl refuses the string. It says nothing of half a surrogate pair. */
static bool unescape_by_yajl(const char *inside, size_t length, struct text *text)
{
    static const yajl_callbacks callbacks = { .yajl_string = hear_string };
    yajl_handle yajl = yajl_alloc(&callbacks, NULL, text);
    bool is_good = yajl_parse(yajl, (const unsigned char *)"\"", 1) == yajl_status_ok
                   && yajl_parse(yajl, (const unsigned char *)inside, length) == yajl_status_ok
                   && yajl_parse(yajl, (const unsigned char *)"\"", 1) == yajl_status_ok
                   && yajl_complete_parse(yajl) == yajl_status_ok;
    yajl_free(yajl);
    return is_good;
}

static void check_against_yajl(const char *inside, size_t length)
{
    struct text text = { .length = 0 }, yajl = { .length = 0 };
    if (!unescape(inside, length, &text) || !unescape_by_yajl(inside, length, &yajl)
        || text.length != yajl.length || memcmp(text.data, yajl.data, text.length) != 0)
        ck_abort_msg("%.*s", (int)length, inside);
}

static const struct {
    const char *inside;
    struct text text;
    const char *reason;
} good[] = {
    { "", { "", 0 }, "nothing" },
    { "plain ~ text", { "plain ~ text", 12 }, "ASCII" },
    { "0123456789abcdef`n0123456789abcdef",
      { "0123456789abcdef\n0123456789abcdef", 33 },
      "an escape between two blocks" },
    { "`\"```/`b`f`n`r`t", { "\"\\/\b\f\n\r\t", 8 }, "each short escape" },
    { "````", { "\\\\", 2 }, "escaped backslashes" },
    { "`u0041`u00e9`u00E9", { "A\xc3\xa9\xc3\xa9", 5 }, "digits of either case" },
    { "`u0000", { "\0", 1 }, "NUL" },
    { "a`u0000b", { "a\0b", 3 }, "NUL inside" },
    { "`u007f", { "\x7f", 1 }, "the last of one byte" },
    { "`u0080", { "\xc2\x80", 2 }, "the first of two" },
    { "`u07ff", { "\xdf\xbf", 2 }, "the last of two" },
    { "`u0800", { "\xe0\xa0\x80", 3 }, "the first of three" },
    { "`uffff", { "\xef\xbf\xbf", 3 }, "the last of three" },
    { "`ud7ff", { "\xed\x9f\xbf", 3 }, "before the surrogates" },
    { "`ue000", { "\xee\x80\x80", 3 }, "after them" },
    { "`ud800`udc00", { "\xf0\x90\x80\x80", 4 }, "the first pair" },
    { "`ud83d`ude00", { "\xf0\x9f\x98\x80", 4 }, "a pair" },
    { "`uDBFF`uDFFF", { "\xf4\x8f\xbf\xbf", 4 }, "the last pair" },
    { "`ud83d`ude00`ud83d`ude00x", { "\xf0\x9f\x98\x80\xf0\x9f\x98\x80x", 9 }, "two pairs" },
    { "`u00411", { "A1", 2 }, "a digit behind an escape" },
    { "caf\xc3\xa9`u00e9", { "caf\xc3\xa9\xc3\xa9", 7 }, "UTF-8 and an escape" },
    { "\xe2\x82\xac\xf0\x9f\x98\x80", { "\xe2\x82\xac\xf0\x9f\x98\x80", 7 }, "UTF-8 alone" },
    { "\x7f'", { "\x7f'", 2 }, "DEL, and a quote of the other kind" },
};

/* In these rows ` is a backslash; quotes are quotes. */
static struct json inside_of(const char *row)
{
    struct json inside = { .length = 0 };
    json_append(&inside, row);
    for (size_t i = 0; i < inside.length; i++)
        inside.data[i] = (char)(row[i] == '`' ? '\\' : row[i]);
    return inside;
}

START_TEST(good_strings_are_kept)
{
    struct json inside = inside_of(good[_i].inside);
    struct text text = { .length = 0 };
    ck_assert_msg(unescape(inside.data, inside.length, &text), "%s", good[_i].reason);
    expect_number(good[_i].reason, text.length, good[_i].text.length);
    ck_assert_msg(memcmp(text.data, good[_i].text.data, text.length) == 0, "%s", good[_i].reason);
    check_against_yajl(inside.data, inside.length);
}
END_TEST

/* Cut inside an escape or a character a string is none; cut between them it is. */
START_TEST(strings_may_be_cut_only_between_characters)
{
    struct json inside = inside_of(good[_i].inside);
    size_t before = 0;
    for (size_t length = 0; length <= inside.length; length++) {
        struct text text = { .length = 0 };
        if (!unescape(inside.data, length, &text))
            continue;
        ck_assert_uint_ge(text.length, before);
        ck_assert_int_eq(memcmp(text.data, good[_i].text.data, text.length), 0);
        check_against_yajl(inside.data, length);
        before = text.length;
    }
    ck_assert_uint_eq(before, good[_i].text.length);
}
END_TEST

/* However a string is cut in two, what is left behind the first part's last character is the
 * rest. */
START_TEST(parts_are_the_whole)
{
    struct json inside = inside_of(good[_i].inside);
    for (size_t cut = 0; cut <= inside.length; cut++) {
        char *part = exact_copy(inside.data, cut), *out = malloc(cut + 1);
        size_t written, used;
        struct text rest = { .length = 0 };
        ck_assert_ptr_nonnull(out);
        used = (size_t)(ddbs_unescape_part(part, part + cut, out, &written) - part);
        ck_assert_uint_lt(cut - used, LONGEST_CHARACTER);
        ck_assert(unescape(inside.data + used, inside.length - used, &rest));
        ck_assert_uint_eq(written + rest.length, good[_i].text.length);
        ck_assert_mem_eq(out, good[_i].text.data, written);
        ck_assert_mem_eq(rest.data, good[_i].text.data + written, rest.length);
        free(part);
        free(out);
    }
}
END_TEST

START_TEST(a_part_ends_at_a_quote)
{
    struct json text = inside_of(good[_i].inside);
    size_t length = text.length, written;
    char out[sizeof text.data];
    json_append(&text, "\"x\"");
    ck_assert_ptr_eq(ddbs_unescape_part(text.data, text.data + text.length, out, &written),
                     text.data + length);
    ck_assert_uint_eq(written, good[_i].text.length);
}
END_TEST

static const struct {
    const char *inside, *reason;
} bad[] = {
    { "`", "a backslash alone" },
    { "a`", "a backslash last" },
    { "```", "an odd number of backslashes" },
    { "`a", "no such escape" },
    { "`N", "the wrong case" },
    { "`U0041", "the wrong case" },
    { "`'", "a quote that needs no escape" },
    { "`0", "C's escape" },
    { "`x41", "C's escape" },
    { "`u", "no digits" },
    { "`u0", "one digit" },
    { "`u00", "two digits" },
    { "`u004", "three digits" },
    { "`u004g", "no digit" },
    { "`u00:0", "the byte behind 9" },
    { "`u00@0", "the byte before A" },
    { "`u00/0", "the byte before 0" },
    { "`u00`0", "a backslash among the digits" },
    { "`u00g0", "the letter behind f" },
    { "`u 041", "space before the digits" },
    { "`u+041", "a sign before the digits" },
    { "`ud800", "a high surrogate alone" },
    { "`udbff", "the last of them" },
    { "`udc00", "a low surrogate alone" },
    { "`udfff", "the last of them" },
    { "`ud800x", "text behind a high surrogate" },
    { "`ud800`n", "an escape behind it" },
    { "`ud800`u0041", "another unit behind it" },
    { "`ud800`ud800", "another high one behind it" },
    { "`ud800`udbff", "the last unit before the low ones" },
    { "`ud800`ue000", "the first unit after them" },
    { "`ud800`udc0", "a low one that is cut" },
    { "`ud800`udc0g", "a low one that is no escape" },
    { "`udc00`ud800", "a pair the wrong way round" },
    { "`ud800\xed\xb0\x80", "half of a pair in bytes" },
    { "\"", "a quote" },
    { "a\"b", "a quote inside" },
    { "\x01", "a control character" },
    { "a\x1f", "the last of them" },
    { "a\nb", "a line end" },
    { "\x80", "a continuation first" },
    { "\xc3", "a character that is cut" },
    { "\xc3`n", "an escape inside of a character" },
    { "\xed\xa0\x80", "a surrogate in bytes" },
    { "\xff", "no UTF-8" },
    { "0123456789abcdef\xff", "no UTF-8 behind a block" },
};

START_TEST(bad_strings_are_refused)
{
    struct json inside = inside_of(bad[_i].inside);
    struct text text;
    ck_assert_msg(!unescape(inside.data, inside.length, &text), "%s", bad[_i].reason);
}
END_TEST

START_TEST(a_nul_is_a_control_character)
{
    struct text text;
    ck_assert(!unescape("a\0b", 3, &text));
}
END_TEST

/* Units that are no surrogates; those are refused. */
START_TEST(code_units_all_over)
{
    char inside[16];
    for (int unit = _i * 0x1000; unit < (_i + 1) * 0x1000; unit += 5) {
        bool is_surrogate = unit >= 0xd800 && unit <= 0xdfff;
        struct text text;
        snprintf(inside, sizeof inside, unit % 2 == 0 ? "\\u%04x" : "\\u%04X", (unsigned)unit);
        ck_assert_int_eq(ddbs_code_unit(inside, 6), unit);
        ck_assert_int_eq(ddbs_code_unit(inside, 5), -1);
        ck_assert_int_eq(ddbs_is_high_surrogate(unit) || ddbs_is_low_surrogate(unit), is_surrogate);
        if (is_surrogate)
            ck_assert(!unescape(inside, 6, &text));
        else
            check_against_yajl(inside, 6);
    }
}
END_TEST

/* Each pair of units around the bounds is kept if it is a high one and a low one. */
static const int bounds[] = { 0xd7ff, 0xd800, 0xd801, 0xdaaa, 0xdbfe, 0xdbff,
                              0xdc00, 0xdc01, 0xdeee, 0xdffe, 0xdfff, 0xe000 };

START_TEST(pairs_around_the_bounds)
{
    int first = bounds[_i];
    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        int second = bounds[i];
        bool is_pair = first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
        bool is_none =
            (first == 0xd7ff || first == 0xe000) && (second == 0xd7ff || second == 0xe000);
        struct text text;
        char inside[16];
        snprintf(inside, sizeof inside, "\\u%04x\\u%04x", (unsigned)first, (unsigned)second);
        ck_assert_int_eq(unescape(inside, 12, &text), is_pair || is_none);
        if (is_pair || is_none)
            check_against_yajl(inside, 12);
    }
}
END_TEST

/* Every byte at every place around a block of sixteen. */
static void check_plain(int byte)
{
    char data[40];
    for (size_t at = 0; at < sizeof data; at++) {
        bool is_plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
        char *exact;
        memset(data, 'x', sizeof data);
        data[at] = (char)byte;
        exact = exact_copy(data, sizeof data);
        ck_assert_int_eq(ddbs_is_plain(data[at]), is_plain);
        ck_assert_int_eq(ddbs_skip_plain(exact, exact + sizeof data) - exact,
                         is_plain ? (int)sizeof data : (int)at);
        ck_assert_int_eq(ddbs_skip_plain(exact, exact + at) - exact, (int)at);
        free(exact);
    }
}

START_TEST(plain_bytes_are_skipped)
{
    for (int byte = 0; byte < 256; byte++)
        check_plain(byte);
}
END_TEST

int main(void)
{
    return RUN_SUITE("unescape", EACH(good_strings_are_kept, good),
                     EACH(strings_may_be_cut_only_between_characters, good),
                     EACH(parts_are_the_whole, good), EACH(a_part_ends_at_a_quote, good),
                     EACH(bad_strings_are_refused, bad), ONCE(a_nul_is_a_control_character),
                     { code_units_all_over, 16 }, EACH(pairs_around_the_bounds, bounds),
                     ONCE(plain_bytes_are_skipped));
}
