/* The guard: what it hands on, part by part, against rows and against a plain search. */
#include "guard.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"
#include "utf8.h"
#include "word.h"

/* What came of a piece: the bytes that were handed on, with a damaged string between < and >, what
 * ends in a broken word before !, and # for a byte that is to be refused; and below them a caret
 * for each damage. Nothing comes after ! or #: no JSON goes on there. */
struct outcome {
    struct json parts, carets;
};

static void put_byte(struct json *text, char byte)
{
    ck_assert_uint_lt(text->length + 1, ROW_ROOM);
    text->data[text->length++] = byte;
    text->data[text->length] = '\0';
}

static void put_bytes(struct json *text, const char *data, size_t length)
{
    while (length-- > 0)
        put_byte(text, *data++);
}

static void put_caret(struct outcome *outcome, size_t place)
{
    while (outcome->carets.length < place)
        put_byte(&outcome->carets, ' ');
    put_byte(&outcome->carets, '^');
}

static void put_damaged(struct outcome *outcome, const char *data, size_t length, size_t place)
{
    put_byte(&outcome->parts, '<');
    put_bytes(&outcome->parts, data, length);
    put_byte(&outcome->parts, '>');
    put_caret(outcome, place);
}

/* Adds a part; false when nothing more may come. The part stands at `start` in the piece. */
static bool note_part(struct outcome *outcome, const struct piece *part, size_t start)
{
    bool is_refused = part->data[part->length - 1] == '\001';
    if (part->is_damaged) {
        put_damaged(outcome, part->data, part->length, start + part->damage_at);
        return true;
    }
    put_bytes(&outcome->parts, part->data, part->length - is_refused);
    if (part->is_broken || is_refused)
        put_byte(&outcome->parts, is_refused ? '#' : '!');
    return !part->is_broken && !is_refused;
}

/* Together the parts have the piece's length: each stands where the last one ended. */
static struct outcome guard_text(const char *text, size_t length)
{
    struct outcome outcome = { { .length = 0 }, { .length = 0 } };
    struct test_allocator memory;
    struct guard guard;
    char *data = exact_copy(text, length);
    struct piece rest = { .data = data, .length = length }, part;
    test_allocator_init(&memory);
    ddbs_guard_init(&guard, &memory.allocator);
    for (size_t start = 0; rest.length > 0; start += part.length) {
        ck_assert_int_eq(ddbs_guard_next(&guard, &rest, &part), DDBSTREAM_OK);
        ck_assert_ptr_eq(rest.data, data + start + part.length);
        ck_assert_uint_eq(rest.length, length - start - part.length);
        if (!note_part(&outcome, &part, start))
            break;
    }
    ddbs_guard_release(&guard);
    test_allocator_check_empty(&memory);
    free(data);
    return outcome;
}

static const struct {
    const char *text, *carets, *parts, *reason;
} rows[] = {
    /* Nothing wrong. */
    { "{'a':[1,true,null]}", "", "{'a':[1,true,null]}", "all ASCII" },
    { "['\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80']", "", "['\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80']",
      "characters of each length" },
    { "['`u00e9`ud83d`ude00`uDBFF`uDFFF']", "", "['`u00e9`ud83d`ude00`uDBFF`uDFFF']",
      "escapes, and pairs of them" },
    { "['``ud800','```u0041']", "", "['``ud800','```u0041']", "an escaped backslash is no escape" },
    { "['`q`u12','`u00g0']", "", "['`q`u12','`u00g0']", "escapes that yajl refuses" },
    { "['\x7f\x01']", "", "['\x7f\x01']", "control characters that yajl refuses" },
    { "\xc3\xa9", "", "\xc3\xa9", "a character outside of strings that yajl refuses" },

    /* Bad UTF-8. */
    { "['\x80']", "  ^", "[<'?'>]", "a continuation first" },
    { "['\xc0\x80']", "  ^", "[<'?\?'>]", "NUL in two bytes" },
    { "['\xc1\xbf']", "  ^", "[<'?\?'>]", "overlong, in two bytes" },
    { "['\xe0\x9f\xbf']", "   ^", "[<'?\?\?'>]", "overlong, in three bytes" },
    { "['\xf0\x8f\xbf\xbf']", "   ^", "[<'?\?\?\?'>]", "overlong, in four bytes" },
    { "['\xed\xa0\x80']", "   ^", "[<'?\?\?'>]", "a surrogate in bytes" },
    { "['\xf4\x90\x80\x80']", "   ^", "[<'?\?\?\?'>]", "above U+10FFFF" },
    { "['\xf5\x80']", "  ^", "[<'?\?'>]", "a byte that leads nothing" },
    { "['\xff']", "  ^", "[<'?'>]", "a byte that is in no character" },
    { "['\xc3']", "   ^", "[<'?'>]", "cut by the quote after one byte of two" },
    { "['\xe2\x82']", "    ^", "[<'?\?'>]", "after two of three" },
    { "['\xf0\x9f\x98']", "     ^", "[<'?\?\?'>]", "after three of four" },
    { "['\xe2\x82z']", "    ^", "[<'?\?z'>]", "a letter inside of a character" },
    { "['\xf0\x9f\xc3\xa9']", "    ^", "[<'?\?\xc3\xa9'>]", "a character inside of another" },
    { "['\xe2`n']", "   ^", "[<'?`n'>]", "an escape inside of a character" },
    { "['0123456789abcdef\xff']", "                  ^", "[<'0123456789abcdef?'>]",
      "behind a block of sixteen" },

    /* Surrogates; the first byte that can't be there is told. */
    { "['`ud800']", "        ^", "[<'?\?\?\?\?\?'>]", "a high one alone" },
    { "['`uDBFFx']", "        ^", "[<'?\?\?\?\?\?x'>]", "text behind a high one" },
    { "['`ud800`n']", "         ^", "[<'?\?\?\?\?\?`n'>]", "another escape behind it" },
    { "['`ud800`u0041']", "          ^", "[<'?\?\?\?\?\?`u0041'>]", "another unit behind it" },
    { "['`ud800`ud800']", "           ^", "[<'?\?\?\?\?\?\?\?\?\?\?\?'>]", "two high ones" },
    { "['`ud800`ue000']", "          ^", "[<'?\?\?\?\?\?`ue000'>]", "the unit after all of them" },
    { "['`udc00']", "     ^", "[<'?\?\?\?\?\?'>]", "a low one alone" },
    { "['`uDFFF']", "     ^", "[<'?\?\?\?\?\?'>]", "the last low one" },
    { "['`udc00`ud800']", "     ^", "[<'?\?\?\?\?\?\?\?\?\?\?\?'>]", "mis-ordered" },
    { "['`ud800`udc00`udc00']", "                 ^", "[<'`ud800`udc00?\?\?\?\?\?'>]",
      "a low one behind a pair" },
    { "['```ud800']", "          ^", "[<'``?\?\?\?\?\?'>]", "behind an escaped backslash" },
    { "['`'`ud800']", "          ^", "[<'`'?\?\?\?\?\?'>]", "behind an escaped quote" },

    /* Where the damage is. */
    { "'\xff'", " ^", "<'?'>", "nothing but a damaged string" },
    { "['\xff','b']", "  ^", "[<'?'>,'b']", "in the first string" },
    { "['a','\xff']", "      ^", "['a',<'?'>]", "in the last string" },
    { "{'\xff':1}", "  ^", "{<'?'>:1}", "in a name" },
    { "{'a':{'caf\xe9':1},'b':2}", "           ^", "{'a':{<'caf?'>:1},'b':2}",
      "in a name that is not the first" },
    { "['\xff','\x80','c','`udc00']", "  ^   ^          ^", "[<'?'>,<'?'>,'c',<'?\?\?\?\?\?'>]",
      "several damaged strings" },
    { "['\xff'x\x80y`udc00']", "  ^", "[<'?'>x#", "what seems one string is two" },
    { "['\xff`udc00\x80']", "  ^", "[<'?\?\?\?\?\?\?\?'>]", "damaged thrice, told once" },
    { "['a\xff", "   ^", "[<'a?>", "a damaged string that does not end" },
    { "['\xe2\x82", "", "['\xe2\x82", "cut inside of a character: the rest may be right" },

    /* Right behind a word. */
    { "[1'\xff']", "", "[1'!", "a number before a damaged string" },
    { "[true'`udc00']", "", "[true'!", "a literal before one" },
    { "1'\xff'", "", "1'!", "and nothing before it" },
    { "[1 '\xff']", "    ^", "[1 <'?'>]", "space between them" },
    { "[1'a']", "", "[1'a']", "a string that is not damaged is left to yajl" },
    { "['\xff'1]", "  ^", "[<'?'>1]", "a word behind a damaged string is left to yajl" },

    /* What yajl takes for white space, and what it does not. */
    { "\v[]", "", "#", "a vertical tab in front" },
    { "[\f]", "", "[#", "a form feed inside" },
    { "[1\v,2]", "", "[1#", "behind a word" },
    { "['a',\v'b']", "", "['a',#", "behind strings" },
    { "['\xff'\f]", "  ^", "[<'?'>#", "behind a damaged string" },
    { "['a\vb']", "   ^", "[<'a\vb'>]", "in a string it stays, for yajl to refuse" },
    { "['a\fb\xff']", "   ^", "[<'a\fb?'>]", "in a damaged string it stays too" },
    { "[\xff]", "", "[#", "no UTF-8 outside of strings" },
    { "[`ud800]", "", "[#", "half of a pair outside of strings" },
};

START_TEST(parts_are_as_they_must_be)
{
    struct json text = json(rows[_i].text), parts = json(rows[_i].parts);
    struct outcome outcome = guard_text(text.data, text.length);
    expect_text(rows[_i].reason, outcome.parts.data, parts.data);
    expect_text(rows[_i].reason, outcome.carets.data, rows[_i].carets);
}
END_TEST

/* However much stands before it, a block of sixteen ends somewhere else; and before that, four of
 * them may be passed at once. */
START_TEST(space_before_the_text_moves_everything)
{
    struct json text = json(rows[_i].text);
    struct outcome plain = guard_text(text.data, text.length);
    for (size_t space = 1; space <= 81; space += (size_t)test_stride()) {
        struct json moved = { .length = 0 }, parts = { .length = 0 };
        for (size_t i = 0; i < space; i++)
            put_byte(&moved, ' ');
        json_append(&parts, moved.data);
        json_append(&parts, plain.parts.data);
        json_append(&moved, text.data);
        expect_text(rows[_i].reason, guard_text(moved.data, moved.length).parts.data, parts.data);
    }
}
END_TEST

/* The plain search. */

/* How many characters at the front are in the sets of the pattern, which ends in NULL. */
static size_t fitting(const char *text, size_t length, const char *const *pattern)
{
    size_t i = 0;
    while (i < length && pattern[i] != NULL && memchr(pattern[i], text[i], strlen(pattern[i])))
        i++;
    return i;
}

#define HEX "0123456789abcdefABCDEF"

static const char *const high_unit[] = { "\\", "u", "dD", "89abAB", HEX, HEX, NULL };
static const char *const low_unit[] = { "\\", "u", "dD", "cCdDeEfF", HEX, HEX, NULL };

/* How many bytes at the front belong together; if they are bad, `bad_at` is where, else -1. */
static size_t step_over_escape(const char *text, size_t length, int *bad_at)
{
    size_t low;
    if (fitting(text, length, low_unit) == 6) {
        *bad_at = 3;
        return 6;
    }
    if (fitting(text, length, high_unit) < 6)
        return length < 2 ? length : 2;
    low = fitting(text + 6, length - 6, low_unit);
    if (low == 6)
        return 12;
    *bad_at = 6 + (low < 4 ? (int)low : 4); /* from there on it is yajl's to refuse */
    return 6;
}

static size_t step_over(const char *text, size_t length, int *bad_at)
{
    struct utf8_sequence sequence;
    *bad_at = -1;
    if (*text == '\v' || *text == '\f')
        *bad_at = 0;
    if (*text == '\\')
        return step_over_escape(text, length, bad_at);
    sequence = ddbs_utf8_look(text, length);
    if (sequence.verdict == UTF8_BAD)
        *bad_at = (int)sequence.length;
    return sequence.length > 0 ? sequence.length : 1;
}

/* A string from its quote on: repaired into `out`; returns its length. `damage` is where, or 0. */
static size_t read_string(const char *text, size_t length, char *out, size_t *damage)
{
    size_t at = 1;
    *damage = 0;
    memcpy(out, text, length);
    while (at < length && text[at] != '"') {
        int bad_at;
        size_t step = step_over(text + at, length - at, &bad_at);
        if (bad_at >= 0 && *damage == 0)
            *damage = at + (size_t)bad_at;
        if (bad_at >= 0 && text[at] != '\v' && text[at] != '\f')
            memset(out + at, '?', step);
        at += step;
    }
    return at < length ? at + 1 : length;
}

static struct outcome guard_plainly(const char *text, size_t length)
{
    struct outcome outcome = { { .length = 0 }, { .length = 0 } };
    char string[ROW_ROOM];
    for (size_t at = 0, step; at < length; at += step) {
        size_t damage = 0;
        int bad_at = -1;
        if (text[at] == '"')
            step = read_string(text + at, length - at, string, &damage);
        else
            step = step_over(text + at, length - at, &bad_at);
        if (damage > 0 && at > 0 && ddbs_is_word_byte(text[at - 1])) {
            json_append(&outcome.parts, "\"!");
            break;
        }
        if (bad_at >= 0) {
            json_append(&outcome.parts, "#");
            break;
        }
        if (damage > 0)
            put_damaged(&outcome, string, step, at + damage);
        else
            put_bytes(&outcome.parts, text + at, step);
    }
    return outcome;
}

#define PLAIN "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Pieces of texts, one each, that are nasty when they meet. */
static const char *const nasty[][12] = {
    { "\"", "\\", "u", "d", "8", "0", "c", "\"\"", "a", ",", "\\ud8", "00" },
    { "\"", "\"", "\\ud800", "\\udc00", "\\u", "\\", "\\u0041", "x", ",", "\\ud8ff", "\\uDC", "0" },
    { "\"", "\"", "\xc3", "\xa9", "\xe2", "\x82", "\xed", "\xa0", "\xf0", "\xf4", "\xff", "," },
    { "\"", "\"", "\v", "\f", "\xff", "\x80", "1", "true", " ", ",", "\\ud800", "\\\"" },
    { "\"", "\"", "0123456789abcdef", "\xc3", "\xa9", ",", " ", "1", "\\n", "\\\\", "\x80", "[" },
    { "\"", "\"", PLAIN, PLAIN, PLAIN, PLAIN, "\xc3\xa9", "\v", "\f", "\xe2", "\\ud800", "\n" },
};

START_TEST(pseudo_random_texts)
{
    uint32_t chance = (uint32_t)_i;
    for (int round = 0; round < 1500; round += test_stride()) {
        struct json text = { .length = 0 };
        struct outcome got, want;
        size_t most = (size_t)(round % 260);
        while (text.length < most) {
            chance = chance * 1664525u + 1013904223u;
            json_append(&text, nasty[_i][(chance >> 16) % 12]);
        }
        got = guard_text(text.data, text.length);
        want = guard_plainly(text.data, text.length);
        expect_text(text.data, got.parts.data, want.parts.data);
        expect_text(text.data, got.carets.data, want.carets.data);
    }
}
END_TEST

/* What a piece carries goes with its last part. */

static const struct {
    struct piece piece;
    size_t parts;
    const char *reason;
} carrying[] = {
    { { .data = "123", .length = 3, .padding = 1 }, 1, "a word that was held" },
    { { .data = "\"abc\"", .length = 5, .unseen = 7 }, 1, "a string that is too long" },
    { { .data = "\"a\xff\"", .length = 4, .unseen = 7 }, 1, "a damaged one" },
    { { .data = "\"a\v\"", .length = 4, .unseen = 7 }, 1, "one that yajl refuses" },
    { { .data = "1e9", .length = 3, .is_overlong = true }, 1, "a word that is too long" },
    { { .data = "\"\xff\",1", .length = 5, .padding = 1 }, 2, "a word behind a damaged string" },
    { { .data = "[\"a\xff\"", .length = 5, .unseen = 7 }, 2, "a damaged string behind others" },
};

START_TEST(the_last_part_carries_what_the_piece_did)
{
    struct piece rest = carrying[_i].piece, part = { .length = 0 };
    struct test_allocator memory;
    struct guard guard;
    size_t parts = 0;
    test_allocator_init(&memory);
    ddbs_guard_init(&guard, &memory.allocator);
    for (; rest.length > 0; parts++) {
        expect_number(carrying[_i].reason, part.padding + part.unseen + part.is_overlong, 0);
        ck_assert_int_eq(ddbs_guard_next(&guard, &rest, &part), DDBSTREAM_OK);
    }
    expect_number(carrying[_i].reason, parts, carrying[_i].parts);
    expect_number(carrying[_i].reason, part.padding, carrying[_i].piece.padding);
    expect_number(carrying[_i].reason, part.unseen, carrying[_i].piece.unseen);
    expect_number(carrying[_i].reason, part.is_overlong, carrying[_i].piece.is_overlong);
    ddbs_guard_release(&guard);
    test_allocator_check_empty(&memory);
}
END_TEST

/* Memory. */

static const char *const needing[] = { "\"\xff\",1", "\"\\udc00\"", "\"a\vb\"", "\v1" };

START_TEST(memory_may_fail)
{
    struct piece rest = { .data = needing[_i], .length = strlen(needing[_i]) }, part;
    struct test_allocator memory;
    struct guard guard;
    test_allocator_init(&memory);
    ddbs_guard_init(&guard, &memory.allocator);
    test_allocator_fail(&memory, 0, false);
    ck_assert_int_eq(ddbs_guard_next(&guard, &rest, &part), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_eq(rest.data, needing[_i]);
    ck_assert_uint_eq(rest.length, strlen(needing[_i]));
    ck_assert_int_eq(ddbs_guard_next(&guard, &rest, &part), DDBSTREAM_OK);
    ddbs_guard_release(&guard);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(what_is_good_needs_no_memory)
{
    struct piece rest = { .data = "[\"a\xc3\xa9\",1]", .length = 9 }, part;
    struct test_allocator memory;
    struct guard guard;
    test_allocator_init(&memory);
    ddbs_guard_init(&guard, &memory.allocator);
    ck_assert_int_eq(ddbs_guard_next(&guard, &rest, &part), DDBSTREAM_OK);
    ck_assert_uint_eq(memory.calls, 0);
    ddbs_guard_release(&guard);
}
END_TEST

/* Words, before which the guard cuts. */

static void check_word_byte(char byte)
{
    static const char word_bytes[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ-+.";
    const char data[3] = { 'a', byte, 'a' };
    bool is_of_word = byte != '\0' && strchr(word_bytes, byte) != NULL;
    ck_assert_int_eq(ddbs_is_word_byte(byte), is_of_word);
    ck_assert_uint_eq(ddbs_word_start(data, 3), is_of_word ? 0 : 2);
    ck_assert_uint_eq(ddbs_word_end(data, 3), is_of_word ? 3 : 1);
    ck_assert_uint_eq(ddbs_word_start(data, 2), is_of_word ? 0 : 2);
    ck_assert_uint_eq(ddbs_word_start(data, 0), 0);
    ck_assert_uint_eq(ddbs_word_end(data, 0), 0);
}

START_TEST(every_byte_is_or_is_not_of_a_word)
{
    for (int byte = 0; byte < 256; byte++)
        check_word_byte((char)byte);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "guard", EACH(parts_are_as_they_must_be, rows),
        EACH(space_before_the_text_moves_everything, rows), EACH(pseudo_random_texts, nasty),
        EACH(the_last_part_carries_what_the_piece_did, carrying), EACH(memory_may_fail, needing),
        ONCE(what_is_good_needs_no_memory), ONCE(every_byte_is_or_is_not_of_a_word));
}
