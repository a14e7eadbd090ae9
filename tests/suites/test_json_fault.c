/* Where broken JSON breaks. In the rows ' stands for a quote, ` for a backslash, ~ for a control
 * character and @ for NUL, so that each place in the text has one column and a caret below it marks
 * the fault. */
#include "json_fault.h"

#include "suite.h"

static char *spell(const char *text)
{
    static const char stand_ins[] = "'`~@", meant[] = "\"\\\x1f";
    char *spelled = exact_copy(text, strlen(text));
    for (size_t i = 0; i < strlen(text); i++)
        if (strchr(stand_ins, text[i]) != NULL)
            spelled[i] = meant[strchr(stand_ins, text[i]) - stand_ins];
    return spelled;
}

/* The formatter would move the carets. */
/* clang-format off */
static const struct {
    const char *text;
    const char *caret; /* below the fault, with a line from the token's start; NULL: all is well */
    const char *reason;
} rows[] = {
    /* Values. */
    { "", NULL, "nothing yet" },
    { " \t\r\n", NULL, "whitespace" },
    { "{", NULL, "an object" },
    { "  [", NULL, "an array after whitespace" },
    { "'text'", NULL, "a string" },
    { "x",
      "^", "expected a value" },
    { " ,",
      " ^", "expected a value" },
    { "  }",
      "  ^", "expected a value" },
    { "]",
      "^", "expected a value" },
    { ":",
      "^", "expected a value" },
    { "+1",
      "^", "expected a value" },
    { ".5",
      "^", "expected a value" },
    { "/* comment */",
      "^", "expected a value" },
    { "~",
      "^", "expected a value" },
    { "@",
      "^", "expected a value" },
    { "\v1",
      "^", "expected a value" },
    { "\xef\xbb\xbf",
      "^", "expected a value" },

    /* Strings. */
    { "'cut in the mid", NULL, "a string without end" },
    { "'cut `", NULL, "cut inside an escape" },
    { "'cut `u12", NULL, "cut inside four digits" },
    { "'`'``/`/`b`f`n`r`t`u00Af'", NULL, "every escape" },
    { "'a`xb'",
      "---^", "no such escape in a string" },
    { "'a`U0041'",
      "---^", "no such escape in a string" },
    { "'``` '",
      "----^", "no such escape in a string" },
    { "'`u12g4'",
      "-----^", "\\u needs four hexadecimal digits" },
    { "'`u'",
      "---^", "\\u needs four hexadecimal digits" },
    { "'`u123'",
      "------^", "\\u needs four hexadecimal digits" },
    { "'`u12345`u123`'",
      "-------------^", "\\u needs four hexadecimal digits" },
    { "'a~b'",
      "--^", "a control character in a string must be escaped" },
    { "'a\nb'",
      "--^", "a control character in a string must be escaped" },
    { "'`~'",
      "--^", "no such escape in a string" },
    { "'a@b'",
      "--^", "a control character in a string must be escaped" },
    { "['a','b`',`c']",
      "     ------^", "no such escape in a string" },

    /* Numbers. */
    { "0", NULL, "zero" },
    { "-12.50e+07", NULL, "all there is in a number" },
    { "-", NULL, "cut after the sign" },
    { "1.", NULL, "cut after the point" },
    { "1e", NULL, "cut after the e" },
    { "1E-", NULL, "cut after the exponent's sign" },
    { "-x",
      "-^", "expected a digit" },
    { "--1",
      "-^", "expected a digit" },
    { "-.5",
      "-^", "expected a digit" },
    { " -}",
      " -^", "expected a digit" },
    { "1.}",
      "--^", "expected a digit after the decimal point" },
    { "12..5",
      "---^", "expected a digit after the decimal point" },
    { "0.e1",
      "--^", "expected a digit after the decimal point" },
    { "1ex",
      "--^", "expected a digit in the exponent" },
    { "1e+-5",
      "---^", "expected a digit in the exponent" },
    { "-@",
      "-^", "expected a digit" },
    { "1e@",
      "--^", "expected a digit in the exponent" },
    { "[1@]",
      "  ^", "expected ',' or ']'" },
    { "1.5E ",
      "----^", "expected a digit in the exponent" },
    { "[1,2.5,-0,-a]",
      "          -^", "expected a digit" },
    { "[01]",
      "  ^", "expected ',' or ']'" },

    /* Literals. */
    { "true", NULL, "a literal" },
    { "[false]", NULL, "a literal" },
    { "nul", NULL, "cut inside a literal" },
    { "trux",
      "---^", "expected true, false or null" },
    { "  nil",
      "  -^", "expected true, false or null" },
    { "f,",
      "-^", "expected true, false or null" },
    { "tRUE",
      "-^", "expected true, false or null" },
    { "True",
      "^", "expected a value" },
    { "NaN",
      "^", "expected a value" },
    { "[true,false,null,nul,1]",
      "                 ---^", "expected true, false or null" },
    { "[truefalse]",
      "     ^", "expected ',' or ']'" },

    /* Just inside a container. */
    { "[]", NULL, "an empty array" },
    { "[ 1", NULL, "a first item" },
    { "[,1",
      " ^", "expected a value" },
    { "[ }",
      "  ^", "expected a value" },
    { "{ }", NULL, "an empty object" },
    { "{'name'", NULL, "a first name" },
    { "{ name",
      "  ^", "expected a member's name or '}'" },
    { "{]",
      " ^", "expected a member's name or '}'" },
    { "{1",
      " ^", "expected a member's name or '}'" },
    { "{'na`me'",
      " ----^", "no such escape in a string" },

    /* Between the items of a container. */
    { "[1  ]", NULL, "the array's end" },
    { "[1 ,", NULL, "a comma" },
    { "[1  , 1", NULL, "a comma and a value" },
    { "[1 1",
      "   ^", "expected ',' or ']'" },
    { "[1  }",
      "    ^", "expected ',' or ']'" },
    { "[1 :",
      "   ^", "expected ',' or ']'" },
    { "[1 ,]",
      "    ^", "expected a value" },
    { "[1 , ,",
      "     ^", "expected a value" },
    { "{'a':1 }", NULL, "the object's end" },
    { "{'a':1 , 'name'", NULL, "a comma and a name" },
    { "{'a':1  'name'",
      "        ^", "expected ',' or '}'" },
    { "{'a':1 ]",
      "       ^", "expected ',' or '}'" },
    { "{'a':1 ,}",
      "        ^", "expected a member's name" },
    { "{'a':1 ,,",
      "        ^", "expected a member's name" },
    { "{'a':1,'name'", NULL, "a name" },
    { "{'a':1, }",
      "        ^", "expected a member's name" },
    { "{'a' : 1", NULL, "a colon and a value" },
    { "{'a' :", NULL, "a colon" },
    { "{'a' 1",
      "     ^", "expected ':' after a member's name" },
    { "{'a',",
      "    ^", "expected ':' after a member's name" },
    { "{'a'::",
      "     ^", "expected a value" },
    { "{'a':,",
      "     ^", "expected a value" },
    { "{'a':}",
      "     ^", "expected a value" },

    /* Containers in containers. */
    { "{'a':[{'b':{}},[[]],{}],'c':[]}", NULL, "each is closed as it was opened" },
    { "{'a':[{'b':{}},[[]],{}],]",
      "                        ^", "expected a member's name" },
    { "{'a':[{'b':{}}}",
      "              ^", "expected ',' or ']'" },
    { "[[{'a':[]],2]",
      "         ^", "expected ',' or '}'" },
    { "[[[[[[]]]]]]]",
      "            ^", "expected nothing after the document" },
    { "{'a':{'b':1},'c':2,3}",
      "                   ^", "expected a member's name" },

    /* After the document. */
    { "{}  \n", NULL, "whitespace" },
    { "{} {",
      "   ^", "expected nothing after the document" },
    { "01",
      " ^", "expected nothing after the document" },
    { "1 ,x",
      "  ^", "expected nothing after the document" },
    { "'ends``'x",
      "        ^", "expected nothing after the document" },
    { "{},",
      "  ^", "expected nothing after the document" },
    { "{}]",
      "  ^", "expected nothing after the document" },
};
/* clang-format on */

/* Finds the fault in the first `length` bytes of the text, which end a block. */
static struct json_fault find(struct json_state *state, const char *text, size_t length)
{
    char *spelled = spell(text), *exact = exact_copy(spelled, length);
    struct json_fault found = ddbs_json_find_fault(state, exact, length);
    free(exact);
    free(spelled);
    return found;
}

START_TEST(a_fault_has_its_place_and_reason)
{
    struct json_state state = { .expect = EXPECT_VALUE };
    const char *text = rows[_i].text, *caret = rows[_i].caret;
    struct json_fault found = find(&state, text, strlen(text));
    ck_assert_msg(found.found == (caret != NULL), "%s: %s", text, rows[_i].reason);
    if (!found.found)
        return;
    ck_assert_msg(found.at == strcspn(caret, "^"), "\n%s\n%s\nnot at %zu", text, caret, found.at);
    ck_assert_msg(found.token == strcspn(caret, "-^"), "\n%s\n%s\ntoken at %zu", text, caret,
                  found.token);
    ck_assert_msg(strcmp(found.reason, rows[_i].reason) == 0, "%s: %s", text, found.reason);
}
END_TEST

START_TEST(it_is_found_as_soon_as_its_byte_is_there)
{
    const char *text = rows[_i].text;
    size_t whole = strlen(text);
    size_t at = rows[_i].caret != NULL ? strcspn(rows[_i].caret, "^") : whole;
    for (size_t length = 0; length <= whole; length++) {
        struct json_state state = { .expect = EXPECT_VALUE };
        struct json_fault found = find(&state, text, length);
        ck_assert_msg(found.found == (length > at), "%s: first %zu bytes", text, length);
        ck_assert_msg(found.at == (length > at ? at : length), "%s: first %zu bytes", text, length);
    }
}
END_TEST

/* Reading may begin between any two tokens. */
/* clang-format off */
static const struct {
    const char *open; /* the brackets that are */
    enum json_expect expect;
    const char *text, *caret, *reason;
} states[] = {
    { "{", EXPECT_MORE_MEMBERS, ",'b':1}", NULL, "a member" },
    { "{", EXPECT_MORE_MEMBERS, "]",
                                "^", "expected ',' or '}'" },
    { "[", EXPECT_MORE_ITEMS, ",1]", NULL, "an item" },
    { "[", EXPECT_MORE_ITEMS, "}",
                              "^", "expected ',' or ']'" },
    { "[{", EXPECT_MORE_MEMBERS, "},1]", NULL, "both are closed" },
    { "[{", EXPECT_MORE_MEMBERS, "}:",
                                 " ^", "expected ',' or ']'" },
    { "{[", EXPECT_FIRST_ITEM, "],'a':1}", NULL, "the other way round" },
    { "{[", EXPECT_FIRST_ITEM, "],1",
                               "  ^", "expected a member's name" },
    { "{", EXPECT_FIRST_NAME, "'a':1}x",
                              "      ^", "expected nothing after the document" },
    { "{", EXPECT_FIRST_NAME, ",",
                              "^", "expected a member's name or '}'" },
    { "{", EXPECT_NAME, "'a'}",
                        "   ^", "expected ':' after a member's name" },
    { "{", EXPECT_NAME, "}",
                        "^", "expected a member's name" },
    { "{", EXPECT_COLON, ":1}}",
                         "   ^", "expected nothing after the document" },
    { "{", EXPECT_VALUE, "1]",
                         " ^", "expected ',' or '}'" },
    { "[", EXPECT_VALUE, "]",
                         "^", "expected a value" },
    { "", EXPECT_NOTHING, "  1",
                          "  ^", "expected nothing after the document" },
};
/* clang-format on */

START_TEST(reading_may_begin_between_tokens)
{
    struct json_state state = { .expect = states[_i].expect };
    const char *text = states[_i].text, *caret = states[_i].caret;
    struct json_fault found;
    for (const char *bracket = states[_i].open; *bracket != '\0'; bracket++)
        ddbs_nesting_push(&state.nesting, *bracket == '{');
    found = find(&state, text, strlen(text));
    ck_assert_msg(found.found == (caret != NULL), "%s: %s", text, states[_i].reason);
    if (!found.found)
        return;
    ck_assert_msg(found.at == strcspn(caret, "^"), "\n%s\n%s\nnot at %zu", text, caret, found.at);
    ck_assert_str_eq(found.reason, states[_i].reason);
}
END_TEST

static const struct {
    enum json_expect before;
    const char *text;
    size_t length; /* of the separators */
    enum json_expect after;
    const char *reason;
} separators[] = {
    { EXPECT_VALUE, "", 0, EXPECT_VALUE, "nothing" },
    { EXPECT_VALUE, " \t\r\n1 ", 4, EXPECT_VALUE, "whitespace alone" },
    { EXPECT_VALUE, "\v", 0, EXPECT_VALUE, "no whitespace in JSON" },
    { EXPECT_VALUE, ",", 0, EXPECT_VALUE, "no comma can stand there" },
    { EXPECT_MORE_ITEMS, " , 1", 3, EXPECT_VALUE, "a comma leads to a value" },
    { EXPECT_MORE_ITEMS, ",,", 1, EXPECT_VALUE, "one comma only" },
    { EXPECT_MORE_ITEMS, ":", 0, EXPECT_MORE_ITEMS, "no colon in an array" },
    { EXPECT_MORE_ITEMS, " ]", 1, EXPECT_MORE_ITEMS, "the array's end" },
    { EXPECT_MORE_MEMBERS, " ,\n\"", 3, EXPECT_NAME, "a comma leads to a name" },
    { EXPECT_MORE_MEMBERS, ":", 0, EXPECT_MORE_MEMBERS, "no colon after a value" },
    { EXPECT_NAME, ",", 0, EXPECT_NAME, "a second comma" },
    { EXPECT_COLON, " : {", 3, EXPECT_VALUE, "a colon leads to a value" },
    { EXPECT_COLON, "::", 1, EXPECT_VALUE, "one colon only" },
    { EXPECT_COLON, ",", 0, EXPECT_COLON, "no comma after a name" },
    { EXPECT_FIRST_ITEM, " ,", 1, EXPECT_FIRST_ITEM, "no comma before the first item" },
    { EXPECT_FIRST_NAME, " ,", 1, EXPECT_FIRST_NAME, "nor before the first name" },
    { EXPECT_NOTHING, "\n,", 1, EXPECT_NOTHING, "nothing separates documents" },
};

START_TEST(separators_are_stepped_over)
{
    size_t length = strlen(separators[_i].text), skipped;
    char *text = exact_copy(separators[_i].text, length);
    enum json_expect expect = separators[_i].before;
    skipped = ddbs_json_skip_separators(&expect, text, length);
    ck_assert_msg(skipped == separators[_i].length, "%s: %zu", separators[_i].reason, skipped);
    ck_assert_msg(expect == separators[_i].after, "%s", separators[_i].reason);
    free(text);
}
END_TEST

static const struct {
    const char *open;
    enum json_expect expect;
} values[] = {
    { "", EXPECT_NOTHING },      { "[", EXPECT_MORE_ITEMS },    { "{", EXPECT_MORE_MEMBERS },
    { "{[", EXPECT_MORE_ITEMS }, { "[{", EXPECT_MORE_MEMBERS },
};

START_TEST(what_is_open_tells_what_follows_a_value)
{
    struct nesting nesting = { .depth = 0 };
    for (const char *bracket = values[_i].open; *bracket != '\0'; bracket++)
        ddbs_nesting_push(&nesting, *bracket == '{');
    ck_assert_int_eq(ddbs_json_after_value(&nesting), values[_i].expect);
}
END_TEST

START_TEST(every_byte_in_a_string_and_after_a_backslash)
{
    struct string_check plain = { .after_backslash = false };
    struct string_check escaped = { .after_backslash = true };
    bool is_escape = _i != 0 && strchr("\"\\/bfnrtu", _i) != NULL;
    ck_assert((ddbs_json_check_string_byte(&plain, (char)_i) == NULL) == (_i >= 0x20));
    ck_assert((ddbs_json_check_string_byte(&escaped, (char)_i) == NULL) == is_escape);
    ck_assert_int_eq(plain.has_ended, _i == '"');
    ck_assert_int_eq(plain.after_backslash, _i == '\\');
    ck_assert(!escaped.has_ended && !escaped.after_backslash);
    ck_assert_int_eq(escaped.hex_digits_left, _i == 'u' ? 4 : 0);
}
END_TEST

START_TEST(every_byte_as_a_hexadecimal_digit)
{
    struct string_check check = { .hex_digits_left = 1 };
    bool is_digit = _i != 0 && strchr("0123456789abcdefABCDEF", _i) != NULL;
    ck_assert((ddbs_json_check_string_byte(&check, (char)_i) == NULL) == is_digit);
    ck_assert_int_eq(check.hex_digits_left, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_fault", EACH(a_fault_has_its_place_and_reason, rows),
                     EACH(it_is_found_as_soon_as_its_byte_is_there, rows),
                     EACH(reading_may_begin_between_tokens, states),
                     EACH(separators_are_stepped_over, separators),
                     EACH(what_is_open_tells_what_follows_a_value, values),
                     { every_byte_in_a_string_and_after_a_backslash, 256 },
                     { every_byte_as_a_hexadecimal_digit, 256 });
}
