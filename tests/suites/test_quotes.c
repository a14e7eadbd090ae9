/* The scan for quotes against a plain one that goes byte by byte. */
#include "quotes.h"

#include <stdint.h>

#include "suite.h"

enum { LONGEST = 150, ALIGNMENTS = 8 };

static struct quote_scan scan_plainly(struct quote_scan scan, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (scan.escaped || data[i] != '"')
            scan.escaped = !scan.escaped && data[i] == '\\';
        else
            scan.inside = !scan.inside;
    }
    return scan;
}

static size_t find_last_plainly(const char *data, size_t length)
{
    size_t last = 0, backslashes = 0;
    for (size_t i = 0; i < length; i++) {
        if (data[i] == '"' && backslashes % 2 == 0)
            last = i;
        backslashes = data[i] == '\\' ? backslashes + 1 : 0;
    }
    return last;
}

static size_t find_mark_plainly(const char *data, size_t length)
{
    size_t i = 0;
    while (i < length && data[i] != '"' && data[i] != '\\')
        i++;
    return i;
}

static size_t string_length_plainly(const char *data, size_t length)
{
    struct quote_scan scan = { true, false };
    for (size_t i = 1; i < length; i++) {
        scan = scan_plainly(scan, data + i, 1);
        if (!scan.inside)
            return i + 1;
    }
    return length;
}

/* Which bytes of a block stand inside of a string. */
static void check_block(const char *data, struct quote_scan before)
{
    struct quote_scan scan = before, expected = before;
    uint32_t inside = ddbs_quotes_scan_block(&scan, ddbs_block_load(data));
    for (size_t i = 0; i < BLOCK; i++) {
        expected = scan_plainly(expected, data + i, 1);
        ck_assert_msg((inside >> i & 1) == expected.inside, "at %zu: %.*s", i, BLOCK, data);
    }
    ck_assert_uint_eq(inside >> BLOCK, 0);
    ck_assert(scan.inside == expected.inside && scan.escaped == expected.escaped);
}

static void check(const char *data, size_t length)
{
    for (int state = 0; state < 4; state++) {
        const struct quote_scan before = { state & 1, state & 2 };
        struct quote_scan scan = before, expected = scan_plainly(before, data, length);
        ddbs_quotes_scan(&scan, data, length);
        if (scan.inside != expected.inside || scan.escaped != expected.escaped)
            ck_abort_msg("state %d: %.*s", state, (int)length, data);
        if (length >= BLOCK)
            check_block(data, before);
    }
    if (ddbs_quotes_find_last(data, length) != find_last_plainly(data, length))
        ck_abort_msg("%.*s", (int)length, data);
    if (ddbs_quotes_find_mark(data, length) != find_mark_plainly(data, length))
        ck_abort_msg("%.*s", (int)length, data);
    if (length > 0 && data[0] == '"'
        && ddbs_quotes_string_length(data, length) != string_length_plainly(data, length))
        ck_abort_msg("%.*s", (int)length, data);
}

/* Numerical Recipes' generator; its upper bits are good enough. */
static unsigned draw(uint32_t *chance, unsigned count)
{
    *chance = *chance * 1664525u + 1013904223u;
    return (*chance >> 16) % count;
}

/* From quotes and backslashes close together to hardly any; and bytes that differ from them in one
 * bit, to catch a carry in eight bytes at a time. */
static const char *const alphabets[] = {
    "\"\\",
    "\"\\aaaa",
    "\"aaaaaaaaaaaaaaa",
    "\\aaaaaaaaaaaaaaa\"",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\\",
    "\"\\!#\xa2\xdc[]\x01\x7f\x80\xff",
};

static void fill(char *data, size_t length, const char *alphabet, uint32_t *chance)
{
    for (size_t i = 0; i < length; i++)
        data[i] = alphabet[draw(chance, (unsigned)strlen(alphabet))];
}

START_TEST(pseudo_random_bytes_at_every_alignment)
{
    uint32_t chance = (uint32_t)_i;
    _Alignas(8) char room[ALIGNMENTS + LONGEST];
    for (size_t alignment = 0; alignment < ALIGNMENTS; alignment++)
        for (size_t length = 0; length <= LONGEST; length++)
            for (int round = 0; round < 8; round++) {
                fill(room + alignment, length, alphabets[_i], &chance);
                check(room + alignment, length);
            }
}
END_TEST

START_TEST(nothing_is_read_beyond_the_end)
{
    uint32_t chance = 1;
    char data[LONGEST];
    for (size_t length = 0; length <= LONGEST; length++) {
        char *exact;
        fill(data, length, alphabets[_i], &chance);
        exact = exact_copy(data, length);
        check(exact, length);
        free(exact);
    }
}
END_TEST

/* All texts of nine bytes over three, so that each stands across the end of a word. */
START_TEST(every_short_text)
{
    char data[9];
    for (unsigned number = 0; number < 3 * 3 * 3 * 3 * 3 * 3 * 3 * 3 * 3; number++) {
        for (size_t i = 0, rest = number; i < sizeof data; i++, rest /= 3)
            data[i] = "a\"\\"[rest % 3];
        check(data, sizeof data);
    }
}
END_TEST

static const struct {
    const char *data;
    struct quote_scan after;
    size_t last;
    const char *reason;
} rows[] = {
    { "", { false, false }, 0, "nothing" },
    { "{\"a\":1", { false, false }, 3, "a whole string" },
    { "{\"a\":\"", { true, false }, 5, "just opened" },
    { "\"a\\", { true, true }, 0, "cut after a backslash" },
    { "\"a\\\"", { true, false }, 0, "an escaped quote" },
    { "\"a\\\\\"", { false, false }, 4, "an escaped backslash before the quote" },
    { "\"a\\\\\\\"", { true, false }, 0, "three backslashes" },
    { "\"\\\\\\\\\\\\\\\\\"", { false, false }, 9, "a word of backslashes" },
    { "\"1234567\"", { false, false }, 8, "a string over a word's end" },
    { "\"123456\"\"", { true, false }, 8, "three quotes over a word's end" },
};

START_TEST(known_texts)
{
    struct quote_scan scan = { false, false };
    size_t length = strlen(rows[_i].data);
    ddbs_quotes_scan(&scan, rows[_i].data, length);
    ck_assert_msg(scan.inside == rows[_i].after.inside, "%s", rows[_i].reason);
    ck_assert_msg(scan.escaped == rows[_i].after.escaped, "%s", rows[_i].reason);
    ck_assert_msg(ddbs_quotes_find_last(rows[_i].data, length) == rows[_i].last, "%s",
                  rows[_i].reason);
}
END_TEST

/* Long strings: SURE bytes without a quote are not overlooked, fewer than LONG are not taken. */

enum { LONG = 256, SURE = 512, ROOM = 4096 };

struct long_text {
    char data[ROOM];
    size_t length;
};

static void put(struct long_text *text, const char *what, size_t times)
{
    for (; times > 0; times--, text->length += strlen(what))
        memcpy(text->data + text->length, what, strlen(what));
}

static void expect_long(const struct long_text *text, size_t place)
{
    char *exact = exact_copy(text->data, text->length);
    ck_assert_uint_eq(ddbs_quotes_find_long(exact, text->length), place);
    free(exact);
}

/* Escaped quotes in the string, which end nothing. */
static const char *const quotes_inside[] = { "", "\\\"", "\\\\\\\"\\\\" };

START_TEST(a_long_string_is_found_wherever_it_stands)
{
    for (size_t before = 0; before < 2 * LONG; before++) {
        struct long_text text = { .length = 0 };
        size_t place;
        put(&text, "\"b\",", before / 4);
        put(&text, " ", before % 4);
        place = text.length;
        put(&text, "\"", 1);
        put(&text, quotes_inside[_i], 1);
        put(&text, "x", SURE);
        expect_long(&text, place);
        put(&text, "\",\"c\"", 1);
        expect_long(&text, place);
    }
}
END_TEST

START_TEST(what_is_short_or_outside_is_not_found)
{
    for (size_t length = 0; length < LONG; length++) {
        struct long_text text = { .length = 0 };
        put(&text, " ", SURE + length);
        for (int i = 0; i < 4; i++) {
            put(&text, "\"", 1);
            put(&text, "x", length);
            put(&text, "\",", 1);
        }
        put(&text, "1", SURE);
        expect_long(&text, text.length);
    }
}
END_TEST

START_TEST(a_long_string_behind_a_word_is_left)
{
    struct long_text text = { .length = 0 };
    put(&text, "[1\"", 1);
    put(&text, "x", SURE);
    expect_long(&text, text.length);
}
END_TEST

int main(void)
{
    return RUN_SUITE("quotes", EACH(a_long_string_is_found_wherever_it_stands, quotes_inside),
                     ONCE(what_is_short_or_outside_is_not_found),
                     ONCE(a_long_string_behind_a_word_is_left), EACH(known_texts, rows),
                     ONCE(every_short_text),
                     EACH(pseudo_random_bytes_at_every_alignment, alphabets),
                     EACH(nothing_is_read_beyond_the_end, alphabets));
}
