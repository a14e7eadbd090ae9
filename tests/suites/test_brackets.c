/* The ends of stretches against a plain search that goes byte by byte. */
#include "brackets.h"

#include <stdbool.h>
#include <stdint.h>

#include "suite.h"

enum { LONGEST = 80 };

/* How many are open at first; the last, for a text that may close more than a block can hold. */
static const size_t counts[] = { 0, 1, 2, 3, 20 };

static const char alphabet[] = "[]{}\"\\a";

enum { LETTERS = sizeof alphabet - 1 };

/* The byte's part: 'o' opens, 'a' opens an array, 'c' closes, ' ' none of them. A quote behind a
 * backslash is none, wherever it stands. */
static char part_of(const char *data, size_t at, bool *inside)
{
    size_t backslashes = 0;
    while (backslashes < at && data[at - backslashes - 1] == '\\')
        backslashes++;
    if (data[at] == '"' && backslashes % 2 == 0)
        *inside = !*inside;
    if (*inside || strchr("[]{}", data[at]) == NULL || data[at] == '\0')
        return ' ';
    return data[at] == '[' ? 'a' : data[at] == '{' ? 'o' : 'c';
}

static size_t find_array_plainly(const char *data, size_t length)
{
    bool inside = false;
    for (size_t i = 0; i < length; i++)
        if (part_of(data, i, &inside) == 'a')
            return i + 1;
    return length;
}

static size_t find_end_plainly(const char *data, size_t length, size_t open)
{
    bool inside = false;
    for (size_t i = 0; i < length; i++) {
        char part = part_of(data, i, &inside);
        if (part == 'c' && open == 0)
            return length;
        if (part == 'c' && --open == 0)
            return i + 1;
        open += part == 'a' || part == 'o';
    }
    return length;
}

/* However the data is cut in two, the end is found where it is in one. */
static void check_cuts(const char *data, size_t length, size_t open)
{
    struct bracket_scan whole = { .open = open };
    size_t end = ddbs_brackets_scan(&whole, data, length);
    for (size_t cut = 0; cut < end; cut++) {
        struct bracket_scan scan = { .open = open };
        if (ddbs_brackets_scan(&scan, data, cut) != cut || scan.has_ended)
            break; /* one closed that was not open: from there on it tells anything */
        if (cut + ddbs_brackets_scan(&scan, data + cut, length - cut) != end
            || scan.has_ended != whole.has_ended)
            ck_abort_msg("%zu open, cut at %zu: %.*s", open, cut, (int)length, data);
    }
}

static void check(const char *data, size_t length)
{
    if (ddbs_brackets_find_array(data, length) != find_array_plainly(data, length))
        ck_abort_msg("array: %.*s", (int)length, data);
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        if (ddbs_brackets_find_end(data, length, counts[i])
            != find_end_plainly(data, length, counts[i]))
            ck_abort_msg("%zu open: %.*s", counts[i], (int)length, data);
}

START_TEST(every_short_text)
{
    char data[8];
    size_t length = (size_t)_i, texts = 1;
    for (size_t i = 0; i < length; i++)
        texts *= LETTERS;
    for (size_t number = 0; number < texts; number += (size_t)test_stride()) {
        for (size_t i = 0, rest = number; i < length; i++, rest /= LETTERS)
            data[i] = alphabet[rest % LETTERS];
        check(data, length);
    }
}
END_TEST

/* Numerical Recipes' generator; its upper bits are good enough. */
static unsigned draw(uint32_t *chance, unsigned count)
{
    *chance = *chance * 1664525u + 1013904223u;
    return (*chance >> 16) % count;
}

/* From brackets close together to long strings, and bytes that differ from them in one bit. */
static const char *const alphabets[] = {
    "[]{}\"\\a",
    "[{}]",
    "{}\"aaaaaaaaaaaaaaa",
    "[]\"\\aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "{}[]\"\\\x01\x1f\x7f\x80\xdb\xdd\xfb\xfd\xa2\xdc",
};

START_TEST(pseudo_random_texts)
{
    uint32_t chance = (uint32_t)_i;
    for (size_t length = 0; length <= LONGEST; length++)
        for (int round = 0; round < 200; round++) {
            char data[LONGEST], *exact;
            for (size_t i = 0; i < length; i++)
                data[i] = alphabets[_i][draw(&chance, (unsigned)strlen(alphabets[_i]))];
            exact = exact_copy(data, length);
            check(exact, length);
            free(exact);
        }
}
END_TEST

static const struct {
    const char *text;
    size_t open, array, end;
    const char *reason;
} rows[] = {
    { "", 0, 0, 0, "nothing" },
    { "{\"a\":1}", 0, 7, 7, "an object" },
    { "{\"a\":1},{}", 0, 10, 7, "only the first of two" },
    { "{\"Records\":[{}]}", 0, 12, 16, "an array in an object" },
    { "{\"[\":\"]\",\"a\":[]}", 0, 14, 16, "brackets in strings are none" },
    { "{\"\\\"[\":[1", 0, 8, 9, "an escaped quote ends no string" },
    { "{\"\\\\\":[1]}", 0, 7, 10, "a quote behind an escaped backslash does" },
    { "1}]}", 2, 4, 3, "two were open" },
    { "1}],[]}", 2, 5, 3, "what comes after the end is not looked at" },
    { "]{}", 0, 3, 3, "closes while none is open" },
    { "{]}", 0, 3, 2, "which bracket closes which is not looked at" },
    { "{\"a}", 0, 4, 4, "a string that does not end" },
};

START_TEST(known_texts)
{
    const char *text = rows[_i].text;
    size_t length = strlen(text);
    ck_assert_msg(ddbs_brackets_find_array(text, length) == rows[_i].array, "%s", rows[_i].reason);
    ck_assert_msg(ddbs_brackets_find_end(text, length, rows[_i].open) == rows[_i].end, "%s",
                  rows[_i].reason);
    check(text, length);
}
END_TEST

START_TEST(cuts_change_nothing)
{
    static const char text[] = "{\"a\":[{\"]\\\"}\":\"\\\\\"},[[]]],\"0123456789abcdef}\":{}},{}";
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        check_cuts(text, sizeof text - 1, counts[i]);
}
END_TEST

START_TEST(none_that_is_open_can_close)
{
    struct bracket_scan scan = { .open = 0 };
    ck_assert_uint_eq(ddbs_brackets_scan(&scan, "]", 1), 1);
    ck_assert(!scan.has_ended);
    ck_assert_uint_eq(scan.open, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("brackets", EACH(known_texts, rows), { every_short_text, 8 },
                     EACH(pseudo_random_texts, alphabets), ONCE(cuts_change_nothing),
                     ONCE(none_that_is_open_can_close));
}
