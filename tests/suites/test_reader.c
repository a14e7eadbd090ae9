/* The reader: RFC 8259 kept and broken, the place of each token and fault, and how reading ends. */
#include "reader.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"
#include "word.h"

enum { MOST_ENDS = 128 };

/* What was heard: "name(a)@1-4 number(12)@5-7 ...", each token with its first byte and its end. */
struct hearing {
    struct json text;
    uint64_t ends[MOST_ENDS];
    size_t count;
    struct flaw flaw;        /* the last one */
    size_t answer_at;        /* the token that is answered with */
    ddbstream_status answer; /* this */
};

struct reading {
    struct test_allocator memory;
    struct reader reader;
    struct hearing hearing;
};

/* Control characters as <1f>. */
static void note_text(struct json *text, const struct token *token)
{
    char byte[sizeof "<00>"];
    for (size_t i = 0; i < token->length; i++) {
        bool is_control = (unsigned char)token->data[i] < ' ';
        snprintf(byte, sizeof byte, is_control ? "<%02x>" : "%c", (unsigned char)token->data[i]);
        json_append(text, byte);
    }
}

static void note_place(struct json *text, const struct token *token)
{
    char place[64];
    snprintf(place, sizeof place, "@%" PRIu64 "-%" PRIu64, ddbs_token_offset(token),
             ddbs_token_end(token));
    json_append(text, place);
}

static void note(struct json *text, const struct token *token)
{
    static const char *const kinds[] = {
        [TOKEN_OBJECT] = "{",    [TOKEN_OBJECT_END] = "}",   [TOKEN_ARRAY] = "[",
        [TOKEN_ARRAY_END] = "]", [TOKEN_NAME] = "name(",     [TOKEN_STRING] = "string(",
        [TOKEN_TRUE] = "true",   [TOKEN_NUMBER] = "number(", [TOKEN_FALSE] = "false",
        [TOKEN_NULL] = "null"
    };
    bool has_text = strchr(kinds[token->kind], '(') != NULL;
    json_append(text, text->length > 0 ? " " : "");
    json_append(text, kinds[token->kind]);
    if (has_text)
        note_text(text, token);
    json_append(text, has_text ? ")" : "");
    note_place(text, token);
}

static int hear(void *context, const struct token *token)
{
    struct hearing *hearing = context;
    if (hearing->count < MOST_ENDS) {
        note(&hearing->text, token);
        hearing->ends[hearing->count] = ddbs_token_end(token);
    }
    if (token->flaw != NULL)
        hearing->flaw = *token->flaw;
    return hearing->count++ == hearing->answer_at ? (int)hearing->answer : DDBSTREAM_OK;
}

static void forget(struct hearing *hearing)
{
    *hearing = (struct hearing){ .answer_at = SIZE_MAX };
}

static void reset(struct reading *reading)
{
    forget(&reading->hearing);
    ddbs_reader_reset(&reading->reader, (struct token_listener){ hear, &reading->hearing, NULL });
}

static void begin(struct reading *reading, size_t max_string)
{
    test_allocator_init(&reading->memory);
    ddbs_reader_init(&reading->reader, &reading->memory.allocator, max_string);
    reset(reading);
}

static void end(struct reading *reading)
{
    ddbs_reader_release(&reading->reader);
    test_allocator_check_empty(&reading->memory);
}

/* Documents, whole and in pieces. */

static ddbstream_status read_whole(struct reading *reading, const char *text, size_t length)
{
    char *copy = exact_copy(text, length);
    struct piece piece = { .data = copy, .length = length };
    ddbstream_status status = ddbs_reader_finish(&reading->reader, &piece);
    free(copy);
    return status;
}

/* A word that ends a piece is padded, as the joiner does it. */
static ddbstream_status read_piece(struct reading *reading, const char *text, size_t length)
{
    char *copy = exact_copy(text, length + 1);
    struct piece piece = { .data = copy, .length = length };
    ddbstream_status status;
    piece.padding = length > 0 && ddbs_is_word_byte(text[length - 1]);
    copy[length] = ' ';
    status = ddbs_reader_parse(&reading->reader, &piece);
    free(copy);
    return status;
}

/* A piece for each token that `whole` has heard. */
static ddbstream_status read_in_pieces(struct reading *reading, const struct json *text,
                                       const struct hearing *whole)
{
    size_t from = 0;
    for (size_t i = 0; i < whole->count; i++) {
        size_t length = (size_t)whole->ends[i] - from;
        ddbstream_status status = read_piece(reading, text->data + from, length);
        if (status != DDBSTREAM_OK)
            return status;
        from += length;
    }
    return read_whole(reading, text->data + from, text->length - from);
}

/* Documents that are JSON. */

static const struct {
    const char *name, *text, *heard;
} good[] = {
    { "a string alone", "'a'", "string(a)@0-3" },
    { "a number alone, that ends with the document", "12", "number(12)@0-2" },
    { "true alone", "true", "true@0-4" },
    { "false alone", "false", "false@0-5" },
    { "null alone", "null", "null@0-4" },
    { "an empty object", "{}", "{@0-1 }@1-2" },
    { "an empty array", "[]", "[@0-1 ]@1-2" },
    { "all kinds of white space", " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n",
      "[@4-5 number(1)@9-10 number(2)@19-20 ]@24-25" },
    { "white space in an object", "{ 'a' : 1 , 'b' : 2 }",
      "{@0-1 name(a)@2-5 number(1)@8-9 name(b)@12-15 number(2)@18-19 }@20-21" },
    { "each kind of value", "['a',1,true,false,null,{},[]]",
      "[@0-1 string(a)@1-4 number(1)@5-6 true@7-11 false@12-17 null@18-22 {@23-24 }@24-25 "
      "[@26-27 ]@27-28 ]@28-29" },
    { "objects in arrays in objects", "{'a':[{'b':[]},2],'c':{}}",
      "{@0-1 name(a)@1-4 [@5-6 {@6-7 name(b)@7-10 [@11-12 ]@12-13 }@13-14 number(2)@15-16 "
      "]@16-17 name(c)@18-21 {@22-23 }@23-24 }@24-25" },
    { "a name twice", "{'a':1,'a':2}",
      "{@0-1 name(a)@1-4 number(1)@5-6 name(a)@7-10 number(2)@11-12 }@12-13" },
    { "an empty name and an empty string", "{'':''}", "{@0-1 name()@1-3 string()@4-6 }@6-7" },
    { "the short escapes", "'\\'\\\\\\/\\b\\f\\n\\r\\t'",
      "string(\"\\/<08><0c><0a><0d><09>)@0-18" },
    { "an escape for one byte", "'\\u0041'", "string(A)@0-8" },
    { "an escape for two bytes, hexadecimal in capitals", "'\\u00E9'", "string(\xc3\xa9)@0-8" },
    { "an escape for three bytes, hexadecimal in small letters", "'\\u20ac'",
      "string(\xe2\x82\xac)@0-8" },
    { "two escapes for four bytes", "'\\ud83d\\ude00'", "string(\xf0\x9f\x98\x80)@0-14" },
    { "an escaped NUL inside", "'a\\u0000b'", "string(a<00>b)@0-10" },
    { "an escaped control character", "'\\u001f'", "string(<1f>)@0-8" },
    { "escapes in a name", "{'\\'\\\\':1}", "{@0-1 name(\"\\)@1-7 number(1)@8-9 }@9-10" },
    { "a string that ends in a backslash", "['\\\\',1]",
      "[@0-1 string(\\)@1-5 number(1)@6-7 ]@7-8" },
    { "UTF-8 as it is", "'\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'",
      "string(\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80)@0-11" },
    { "DEL, which needs no escape", "'\x7f'", "string(\x7f)@0-3" },
    { "brackets and separators in a string", "['{}[],:']", "[@0-1 string({}[],:)@1-9 ]@9-10" },
    { "zero and its negative", "[0,-0]", "[@0-1 number(0)@1-2 number(-0)@3-5 ]@5-6" },
    { "all that a number can have", "[-12.50e+06]", "[@0-1 number(-12.50e+06)@1-11 ]@11-12" },
    { "exponents of each form", "[1e5,1E5,1e-5,0e0]",
      "[@0-1 number(1e5)@1-4 number(1E5)@5-8 number(1e-5)@9-13 number(0e0)@14-17 ]@17-18" },
    { "numbers beyond any of C's", "[123456789012345678901234567890,1e999]",
      "[@0-1 number(123456789012345678901234567890)@1-31 number(1e999)@32-37 ]@37-38" },
};

START_TEST(what_json_is_is_heard)
{
    struct json text = json(good[_i].text);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    expect_status(good[_i].name, read_whole(&reading, text.data, text.length), DDBSTREAM_OK);
    expect_text(good[_i].name, reading.hearing.text.data, good[_i].heard);
    end(&reading);
}
END_TEST

START_TEST(it_is_heard_the_same_in_pieces)
{
    struct json text = json(good[_i].text);
    struct reading whole, pieces;
    begin(&whole, SIZE_MAX);
    begin(&pieces, SIZE_MAX);
    read_whole(&whole, text.data, text.length);
    expect_status(good[_i].name, read_in_pieces(&pieces, &text, &whole.hearing), DDBSTREAM_OK);
    expect_text(good[_i].name, pieces.hearing.text.data, good[_i].heard);
    end(&whole);
    end(&pieces);
}
END_TEST

/* Documents that are not. The caret stands under the first byte that can't be there. */

#define A_VALUE "expected a value"
#define A_NAME "expected a member's name"
#define NAME_OR_END "expected a member's name or '}'"
#define A_COLON "expected ':' after a member's name"
#define MORE_ITEMS "expected ',' or ']'"
#define MORE_MEMBERS "expected ',' or '}'"
#define NOTHING "expected nothing after the document"
#define A_DIGIT "expected a digit"
#define A_LITERAL "expected true, false or null"
#define NO_ESCAPE "no such escape in a string"
#define FOUR_DIGITS "\\u needs four hexadecimal digits"
#define CONTROL "a control character in a string must be escaped"
#define CUT "the document ends before it is complete"

static const struct {
    const char *text, *caret, *reason, *name;
} broken[] = {
    { "{1:2}", //
      " ^", NAME_OR_END, "a number for a name" },
    { "{a:1}", //
      " ^", NAME_OR_END, "a bare word for a name" },
    { "{,'a':1}", //
      " ^", NAME_OR_END, "comma before the first member" },
    { "{'a':1,}", //
      "       ^", A_NAME, "comma after the last member" },
    { "{'a':1,,'b':2}", //
      "       ^", A_NAME, "two commas in an object" },
    { "{'a' 1}", //
      "     ^", A_COLON, "no colon" },
    { "{'a'}", //
      "    ^", A_COLON, "a name alone" },
    { "{'a',1}", //
      "    ^", A_COLON, "a comma for a colon" },
    { "{'a'::1}", //
      "     ^", A_VALUE, "two colons" },
    { "{'a':}", //
      "     ^", A_VALUE, "no value" },
    { "{'a':1 'b':2}", //
      "       ^", MORE_MEMBERS, "no comma between members" },
    { "{'a':1:2}", //
      "      ^", MORE_MEMBERS, "a second value" },
    { "{'a':1]", //
      "      ^", MORE_MEMBERS, "object closed as an array" },
    { "[,1]", //
      " ^", A_VALUE, "comma before the first item" },
    { "[1,]", //
      "   ^", A_VALUE, "comma after the last item" },
    { "[1,,2]", //
      "   ^", A_VALUE, "two commas in an array" },
    { "[1 2]", //
      "   ^", MORE_ITEMS, "no comma between items" },
    { "[1;2]", //
      "  ^", MORE_ITEMS, "semicolon" },
    { "['a':1]", //
      "    ^", MORE_ITEMS, "colon in an array" },
    { "[1}", //
      "  ^", MORE_ITEMS, "array closed as an object" },
    { "[}", //
      " ^", A_VALUE, "empty array closed as an object" },
    { "1 2", //
      "  ^", NOTHING, "two values" },
    { "{}{}", //
      "  ^", NOTHING, "two documents" },
    { "[]]", //
      "  ^", NOTHING, "one bracket too many" },
    { "[],", //
      "  ^", NOTHING, "a comma after the document" },
    { "[] 'x'", //
      "   ^", NOTHING, "a string after the document" },
    { "nullx", //
      "    ^", NOTHING, "a word that goes on" },
    { "[trUe]", //
      "   ^", A_LITERAL, "a word with a capital inside" },
    { "[tru]", //
      "    ^", A_LITERAL, "a word cut by a bracket" },
    { "[True]", //
      " ^", A_VALUE, "a word with a capital" },
    { "NaN", //
      "^", A_VALUE, "not a number" },
    { "-Infinity", //
      " ^", A_DIGIT, "infinity" },
    { "undefined", //
      "^", A_VALUE, "an undefined value" },
    { "[+1]", //
      " ^", A_VALUE, "leading plus" },
    { "[--1]", //
      "  ^", A_DIGIT, "two signs" },
    { "[-]", //
      "  ^", A_DIGIT, "a sign alone" },
    { "[01]", //
      "  ^", MORE_ITEMS, "leading zero" },
    { "[-01]", //
      "   ^", MORE_ITEMS, "leading zero after the sign" },
    { "[0x10]", //
      "  ^", MORE_ITEMS, "hexadecimal" },
    { "[.5]", //
      " ^", A_VALUE, "nothing before the point" },
    { "[1.]", //
      "   ^", A_DIGIT " after the decimal point", "nothing after the point" },
    { "[1.e5]", //
      "   ^", A_DIGIT " after the decimal point", "an exponent right after the point" },
    { "[1e]", //
      "   ^", A_DIGIT " in the exponent", "nothing in the exponent" },
    { "[1e+]", //
      "    ^", A_DIGIT " in the exponent", "a sign alone in the exponent" },
    { "[1.5.5]", //
      "    ^", MORE_ITEMS, "two points" },
    { "[1e5.5]", //
      "    ^", MORE_ITEMS, "a point in the exponent" },
    { "['ab`x']", //
      "     ^", NO_ESCAPE, "no such escape" },
    { "['`N']", //
      "   ^", NO_ESCAPE, "an escape with a capital" },
    { "'`u12G4'", //
      "     ^", FOUR_DIGITS, "a letter among hexadecimal digits" },
    { "'`u12'", //
      "     ^", FOUR_DIGITS, "too few hexadecimal digits" },
    { "{'`u':1}", //
      "    ^", FOUR_DIGITS, "no hexadecimal digits" },
    { "['a\t']", //
      "   ^", CONTROL, "a tab in a string" },
    { "['ab\n']", //
      "    ^", CONTROL, "a line end in a string" },
    { "{'\x1f':1}", //
      "  ^", CONTROL, "a control character in a name" },
    { "[1/**/]", //
      "  ^", MORE_ITEMS, "a comment in C" },
    { "//\n1", //
      "^", A_VALUE, "a comment in C++" },
    { "[]#", //
      "  ^", NOTHING, "a comment of a script" },
    { "\xc2\xa0[]", //
      "^", A_VALUE, "a space that is not ASCII" },
    { "[1\x01]", //
      "  ^", MORE_ITEMS, "a control character outside strings" },
};

/* The last document and place of fault that a reading has come to. */
static void expect_broken(int row, struct reading *reading, ddbstream_status status)
{
    expect_status(broken[row].name, status, DDBSTREAM_ERROR_JSON);
    expect_number(broken[row].name, reading->reader.fault_offset, caret(broken[row].caret));
    expect_text(broken[row].name, reading->reader.fault_reason, broken[row].reason);
}

START_TEST(what_is_not_json_has_its_place)
{
    struct json text = json(broken[_i].text);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    expect_broken(_i, &reading, read_whole(&reading, text.data, text.length));
    end(&reading);
}
END_TEST

START_TEST(it_has_the_same_place_in_pieces)
{
    struct json text = json(broken[_i].text);
    struct reading whole, pieces;
    begin(&whole, SIZE_MAX);
    begin(&pieces, SIZE_MAX);
    read_whole(&whole, text.data, text.length);
    expect_broken(_i, &pieces, read_in_pieces(&pieces, &text, &whole.hearing));
    expect_text(broken[_i].name, pieces.hearing.text.data, whole.hearing.text.data);
    end(&whole);
    end(&pieces);
}
END_TEST

START_TEST(it_breaks_before_the_document_ends)
{
    struct json text = json(broken[_i].text);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    expect_broken(_i, &reading, read_piece(&reading, text.data, text.length));
    end(&reading);
}
END_TEST

static void expect_good(struct reading *reading, int row)
{
    struct json text = json(good[row].text);
    reset(reading);
    expect_status(good[row].name, read_whole(reading, text.data, text.length), DDBSTREAM_OK);
    expect_text(good[row].name, reading->hearing.text.data, good[row].heard);
}

START_TEST(after_it_the_reader_can_be_reset)
{
    struct json text = json(broken[_i].text);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    read_whole(&reading, text.data, text.length);
    expect_good(&reading, _i % (int)COUNT_OF(good));
    end(&reading);
}
END_TEST

/* Each place in a document, and the first bytes of tokens that can stand there. */

static const struct {
    const char *name, *before, *allowed, *reason;
} places[] = {
    { "at the start", "", "{['0tfn", A_VALUE },
    { "just inside an array", "[", "{['0tfn]", A_VALUE },
    { "after a comma in an array", "[1,", "{['0tfn", A_VALUE },
    { "after an item", "[1", ",]", MORE_ITEMS },
    { "after an object in an array", "[{}", ",]", MORE_ITEMS },
    { "just inside an object", "{", "'}", NAME_OR_END },
    { "after a comma in an object", "{'a':1,", "'", A_NAME },
    { "after a name", "{'a'", ":", A_COLON },
    { "after a colon", "{'a':", "{['0tfn", A_VALUE },
    { "after a member", "{'a':'b'", ",}", MORE_MEMBERS },
    { "after an array in an object", "{'a':[]", ",}", MORE_MEMBERS },
    { "after the document", "{}", "", NOTHING },
};

static const char *const tokens[] = { "{", "[",    "'x'",   "0",    ",", ":", "}",
                                      "]", "true", "false", "null", "x", "/", "@" };

static void expect_in_place(int place, const char *token)
{
    struct json text = json(places[place].before), added = json(token);
    bool is_allowed = strchr(places[place].allowed, token[0]) != NULL;
    size_t before = text.length;
    struct reading reading;
    ddbstream_status status;
    begin(&reading, SIZE_MAX);
    json_append(&text, " ");
    json_append(&text, added.data);
    status = read_whole(&reading, text.data, text.length);
    ck_assert_msg((status == DDBSTREAM_ERROR_JSON) != is_allowed, "%s: %s", places[place].name,
                  token);
    if (!is_allowed) {
        expect_number(places[place].name, reading.reader.fault_offset, before + 1);
        expect_text(places[place].name, reading.reader.fault_reason, places[place].reason);
    }
    end(&reading);
}

START_TEST(each_place_has_its_tokens)
{
    for (size_t i = 0; i < COUNT_OF(tokens); i++)
        expect_in_place(_i, tokens[i]);
}
END_TEST

/* Documents that end too soon: all beginnings of one that has everything. */

static const char everything[] = "{'a\\u00e9':[-1.5e+3,true,false,null,{},[]],'b':{'c':'\\\\'}}";

START_TEST(a_cut_document_is_truncated_at_its_end)
{
    struct json text = json(everything);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    expect_status(everything, read_whole(&reading, text.data, (size_t)_i),
                  DDBSTREAM_ERROR_TRUNCATED);
    expect_number(everything, reading.reader.fault_offset, _i);
    expect_text(everything, reading.reader.fault_reason, CUT);
    end(&reading);
}
END_TEST

START_TEST(an_open_string_after_the_document_is_found)
{
    struct reading reading;
    begin(&reading, SIZE_MAX);
    expect_status("string", read_whole(&reading, "[] \"", 4), DDBSTREAM_ERROR_JSON);
    expect_number("string", reading.reader.fault_offset, 3);
    expect_text("string", reading.reader.fault_reason, NOTHING);
    end(&reading);
}
END_TEST

START_TEST(nothing_but_white_space_is_truncated)
{
    struct reading reading;
    begin(&reading, SIZE_MAX);
    expect_status("spaces", read_whole(&reading, " \n ", 3), DDBSTREAM_ERROR_TRUNCATED);
    expect_number("spaces", reading.reader.fault_offset, 3);
    end(&reading);
}
END_TEST

/* The listener. */

START_TEST(the_listeners_status_comes_back)
{
    static const ddbstream_status answers[] = { DDBSTREAM_STOPPED, DDBSTREAM_ERROR_MEMORY,
                                                DDBSTREAM_ERROR_DOCUMENT };
    struct json text = json(everything);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    reading.hearing.answer_at = (size_t)_i;
    reading.hearing.answer = answers[_i % (int)COUNT_OF(answers)];
    expect_status(everything, read_whole(&reading, text.data, text.length), reading.hearing.answer);
    expect_number(everything, reading.hearing.count, _i + 1);
    expect_good(&reading, 0);
    end(&reading);
}
END_TEST

enum { SAID = 1000 };

static int say_something(void *context, const struct token *token)
{
    hear(context, token);
    return (ddbstream_status)SAID;
}

static ddbstream_status judge(void *context, const struct token *token, int said)
{
    struct hearing *hearing = context;
    ck_assert_int_eq(said, SAID);
    ck_assert_uint_eq(ddbs_token_end(token), hearing->ends[hearing->count - 1]);
    return hearing->count == hearing->answer_at ? hearing->answer : DDBSTREAM_OK;
}

START_TEST(a_judge_makes_a_status_of_what_is_said)
{
    struct json text = json(good[_i].text);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    reading.reader.listener = (struct token_listener){ say_something, &reading.hearing, judge };
    ck_assert_int_eq(read_whole(&reading, text.data, text.length), DDBSTREAM_OK);
    expect_text(good[_i].name, reading.hearing.text.data, good[_i].heard);
    end(&reading);
}
END_TEST

START_TEST(a_judge_can_end_the_reading)
{
    struct json text = json(everything);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    reading.reader.listener = (struct token_listener){ say_something, &reading.hearing, judge };
    reading.hearing.answer_at = (size_t)_i + 1;
    reading.hearing.answer = DDBSTREAM_STOPPED;
    expect_status(everything, read_whole(&reading, text.data, text.length), DDBSTREAM_STOPPED);
    expect_number(everything, reading.hearing.count, _i + 1);
    end(&reading);
}
END_TEST

/* Depth. */

static void nest(struct reading *reading, const char *opening, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        ck_assert_int_eq(read_piece(reading, opening, strlen(opening)), DDBSTREAM_OK);
}

static const char *const openings[] = { "[", "{\"a\":", "[{\"a\":" };

START_TEST(depth_has_a_limit)
{
    const char *opening = openings[_i];
    size_t each = strchr(opening, '[') != NULL && strchr(opening, '{') != NULL ? 2 : 1;
    uint64_t offset = NESTING_MOST / each * strlen(opening);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    nest(&reading, opening, NESTING_MOST / each);
    expect_status(opening, read_piece(&reading, "{", 1), DDBSTREAM_ERROR_LIMIT);
    expect_number(opening, reading.reader.fault_offset, offset);
    expect_text(opening, reading.reader.fault_reason, "nested deeper than 4096 levels");
    expect_good(&reading, 0);
    end(&reading);
}
END_TEST

START_TEST(at_that_depth_all_is_still_known)
{
    struct reading reading;
    begin(&reading, SIZE_MAX);
    nest(&reading, "[{\"a\":", NESTING_MOST / 2);
    ck_assert_int_eq(read_piece(&reading, "1", 1), DDBSTREAM_OK);
    for (size_t i = 0; i < NESTING_MOST / 2; i++)
        ck_assert_int_eq(read_piece(&reading, "}]", 2), DDBSTREAM_OK);
    ck_assert_int_eq(read_whole(&reading, "", 0), DDBSTREAM_OK);
    end(&reading);
}
END_TEST

/* Words and strings that are too long, or not Unicode. */

static struct json digits(size_t count)
{
    struct json text = { .length = count };
    memset(text.data, '7', count);
    return text;
}

START_TEST(the_longest_number_is_read)
{
    struct json text = digits(LONGEST_WORD);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_whole(&reading, text.data, text.length), DDBSTREAM_OK);
    ck_assert_uint_eq(reading.hearing.count, 1);
    end(&reading);
}
END_TEST

START_TEST(a_longer_one_is_refused_where_it_begins)
{
    struct json text = digits(LONGEST_WORD + 1);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_piece(&reading, "[1,", 3), DDBSTREAM_OK);
    ck_assert_int_eq(read_piece(&reading, text.data, text.length), DDBSTREAM_ERROR_LIMIT);
    ck_assert_uint_eq(reading.reader.fault_offset, 3);
    ck_assert_str_eq(reading.reader.fault_reason, "a number is longer than 1024 characters");
    end(&reading);
}
END_TEST

/* What follows on a number too long, and does not matter. */
static const char *const behind[] = { "", "]", ",", "x", ".", ".]", "e", "e,", "'", "\x01" };

START_TEST(whatever_follows_it)
{
    struct json text = json("[1,"), number = digits(LONGEST_WORD + 1), rest = json(behind[_i]);
    struct reading reading;
    json_append(&text, number.data);
    json_append(&text, rest.data);
    begin(&reading, SIZE_MAX);
    expect_status(behind[_i], read_whole(&reading, text.data, text.length), DDBSTREAM_ERROR_LIMIT);
    expect_number(behind[_i], reading.reader.fault_offset, 3);
    expect_text(behind[_i], reading.reader.fault_reason, "a number is longer than 1024 characters");
    end(&reading);
}
END_TEST

/* The joiner hands on the start of a word that is too long. */
START_TEST(the_start_of_a_longer_one_is_refused)
{
    struct json number = digits(LONGEST_WORD + 1);
    struct piece piece = { .data = number.data, .length = number.length, .is_overlong = true };
    struct reading reading;
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_piece(&reading, "[1,", 3), DDBSTREAM_OK);
    ck_assert_int_eq(ddbs_reader_parse(&reading.reader, &piece), DDBSTREAM_ERROR_LIMIT);
    ck_assert_uint_eq(reading.reader.fault_offset, 3);
    ck_assert_str_eq(reading.reader.fault_reason, "a number is longer than 1024 characters");
    end(&reading);
}
END_TEST

/* Where no number may stand, that is what is wrong with it. */
START_TEST(the_start_of_a_longer_one_where_a_name_is_expected)
{
    struct json number = digits(LONGEST_WORD + 1), before = json("{'a':1,");
    struct piece piece = { .data = number.data, .length = number.length, .is_overlong = true };
    struct reading reading;
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_piece(&reading, before.data, before.length), DDBSTREAM_OK);
    ck_assert_int_eq(ddbs_reader_parse(&reading.reader, &piece), DDBSTREAM_ERROR_JSON);
    ck_assert_uint_eq(reading.reader.fault_offset, before.length);
    end(&reading);
}
END_TEST

START_TEST(a_long_string_is_no_number)
{
    struct json text = json("['"), inside = digits(2 * LONGEST_WORD);
    struct reading reading;
    json_append(&text, inside.data);
    json_append(&text, "\n\"]");
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_whole(&reading, text.data, text.length), DDBSTREAM_ERROR_JSON);
    ck_assert_uint_eq(reading.reader.fault_offset, 2 + inside.length);
    end(&reading);
}
END_TEST

static const struct {
    const char *name, *text;
    size_t max_string;
    const char *caret; /* NULL: nothing is too long */
} lengths[] = {
    { "as long as is allowed", "['abcd']", 4, NULL },
    { "one byte longer", "['abcde']", 4, " ^" },
    { "a name", "{'abcde':1}", 4, " ^" },
    { "an escape counts as it stands", "['\\u0041']", 5, " ^" },
    { "and is allowed as it stands", "['\\u0041']", 6, NULL },
    { "a quote escaped", "['a',  '`'`'`'']", 5, "       ^" },
};

START_TEST(strings_have_a_length_limit)
{
    struct json text = json(lengths[_i].text);
    bool is_long = lengths[_i].caret != NULL;
    struct reading reading;
    begin(&reading, lengths[_i].max_string);
    expect_status(lengths[_i].name, read_whole(&reading, text.data, text.length), DDBSTREAM_OK);
    expect_status(lengths[_i].name, reading.hearing.flaw.status,
                  is_long ? DDBSTREAM_ERROR_LIMIT : DDBSTREAM_OK);
    if (is_long)
        expect_number(lengths[_i].name, reading.hearing.flaw.offset, caret(lengths[_i].caret));
    end(&reading);
}
END_TEST

START_TEST(bytes_that_were_dropped_still_count)
{
    struct piece dropped = { .data = "\"\"", .length = 2, .unseen = 10 };
    struct reading reading;
    begin(&reading, 4);
    ck_assert_int_eq(read_piece(&reading, "[", 1), DDBSTREAM_OK);
    ck_assert_int_eq(ddbs_reader_parse(&reading.reader, &dropped), DDBSTREAM_OK);
    ck_assert_int_eq(reading.hearing.flaw.status, DDBSTREAM_ERROR_LIMIT);
    ck_assert_int_eq(read_whole(&reading, ",1]", 3), DDBSTREAM_OK);
    ck_assert_str_eq(reading.hearing.text.data, "[@0-1 string()@1-13 number(1)@14-15 ]@15-16");
    end(&reading);
}
END_TEST

START_TEST(a_damaged_string_is_told_as_such)
{
    struct piece damaged = { .data = "\"a?\"", .length = 4, .is_damaged = true, .damage_at = 2 };
    struct reading reading;
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_piece(&reading, "[\"b\",", 5), DDBSTREAM_OK);
    ck_assert_int_eq(reading.hearing.flaw.status, DDBSTREAM_OK);
    ck_assert_int_eq(ddbs_reader_parse(&reading.reader, &damaged), DDBSTREAM_OK);
    ck_assert_int_eq(reading.hearing.flaw.status, DDBSTREAM_ERROR_TEXT);
    ck_assert_uint_eq(reading.hearing.flaw.offset, 7);
    end(&reading);
}
END_TEST

static const struct {
    const char *name, *before, *reason;
    uint64_t offset;
} refused[] = {
    { "where a value may come", "[1,", "the joiner's reason", 8 },
    { "where a name may come", "{", "the joiner's reason", 6 },
    { "where a comma must come", "[1", MORE_ITEMS, 2 },
    { "where a colon must come", "{'a'", A_COLON, 4 },
    { "after the document", "[]", NOTHING, 2 },
};

START_TEST(a_string_is_refused_for_another)
{
    struct json before = json(refused[_i].before);
    struct reading reading;
    begin(&reading, SIZE_MAX);
    read_piece(&reading, before.data, before.length);
    expect_status(refused[_i].name,
                  ddbs_reader_refuse_string(&reading.reader, 5, "the joiner's reason"),
                  DDBSTREAM_ERROR_JSON);
    expect_number(refused[_i].name, reading.reader.fault_offset, refused[_i].offset);
    expect_text(refused[_i].name, reading.reader.fault_reason, refused[_i].reason);
    end(&reading);
}
END_TEST

START_TEST(bytes_that_are_skipped_count)
{
    struct reading reading;
    begin(&reading, SIZE_MAX);
    ddbs_reader_skip(&reading.reader, 3);
    ck_assert_int_eq(read_whole(&reading, "[1,]", 4), DDBSTREAM_ERROR_JSON);
    ck_assert_str_eq(reading.hearing.text.data, "[@3-4 number(1)@4-5");
    ck_assert_uint_eq(reading.reader.fault_offset, 6);
    end(&reading);
}
END_TEST

/* Memory. */

/* Deep enough that yajl has to grow what it holds, and with escapes, for which it copies. */
static ddbstream_status read_rich(struct reading *reading)
{
    struct json text = { .length = 300 };
    struct json inner = json("'\\u00e9\\n\\u00e9',{'a\\n':[-1.5e+3,true]}");
    memset(text.data, '[', text.length);
    json_append(&text, inner.data);
    reset(reading);
    memset(text.data + text.length, ']', 300);
    return read_whole(reading, text.data, text.length + 300);
}

/* True while there was an allocation to fail. */
static bool fail_once(size_t skipped)
{
    struct reading reading;
    bool has_failed;
    begin(&reading, SIZE_MAX);
    test_allocator_fail(&reading.memory, skipped, false);
    has_failed = read_rich(&reading) == DDBSTREAM_ERROR_MEMORY;
    ck_assert_uint_eq(reading.memory.failures, has_failed);
    test_allocator_recover(&reading.memory);
    ck_assert_int_eq(read_rich(&reading), DDBSTREAM_OK);
    ck_assert_uint_eq(reading.hearing.count, 300 + 1 + 7 + 300);
    end(&reading);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(failed))
        failed++;
    ck_assert_uint_gt(failed, 3);
}
END_TEST

/* True while there was an allocation to fail in a document that is a number. */
static bool fail_at_number(size_t length, size_t skipped)
{
    struct json text = digits(length);
    struct reading reading;
    ddbstream_status status;
    bool has_failed;
    begin(&reading, SIZE_MAX);
    test_allocator_fail(&reading.memory, skipped, false);
    status = read_whole(&reading, text.data, text.length);
    has_failed = reading.memory.failures > 0;
    ck_assert_int_eq(status, has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_ERROR_LIMIT);
    end(&reading);
    return has_failed;
}

START_TEST(each_allocation_for_a_number_may_fail)
{
    enum { YAJLS_BUFFER = 2048 }; /* which some of these numbers fill, and others outgrow */
    size_t length = YAJLS_BUFFER - 8 + (size_t)_i, failed = 0;
    while (fail_at_number(length, failed))
        failed++;
    ck_assert_uint_gt(failed, 3);
}
END_TEST

START_TEST(a_second_document_allocates_nothing)
{
    struct reading reading;
    size_t calls;
    begin(&reading, SIZE_MAX);
    ck_assert_int_eq(read_rich(&reading), DDBSTREAM_OK);
    calls = reading.memory.calls;
    ck_assert_int_eq(read_rich(&reading), DDBSTREAM_OK);
    ck_assert_uint_eq(reading.memory.calls, calls);
    end(&reading);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "reader", EACH(what_json_is_is_heard, good), EACH(it_is_heard_the_same_in_pieces, good),
        EACH(what_is_not_json_has_its_place, broken), EACH(it_has_the_same_place_in_pieces, broken),
        EACH(it_breaks_before_the_document_ends, broken),
        EACH(after_it_the_reader_can_be_reset, broken), EACH(each_place_has_its_tokens, places),
        { a_cut_document_is_truncated_at_its_end, sizeof everything - 1 },
        ONCE(an_open_string_after_the_document_is_found),
        ONCE(nothing_but_white_space_is_truncated), { the_listeners_status_comes_back, 18 },
        EACH(a_judge_makes_a_status_of_what_is_said, good), { a_judge_can_end_the_reading, 18 },
        EACH(depth_has_a_limit, openings), ONCE(at_that_depth_all_is_still_known),
        ONCE(the_longest_number_is_read), ONCE(a_longer_one_is_refused_where_it_begins),
        EACH(whatever_follows_it, behind), ONCE(the_start_of_a_longer_one_is_refused),
        ONCE(the_start_of_a_longer_one_where_a_name_is_expected), ONCE(a_long_string_is_no_number),
        EACH(strings_have_a_length_limit, lengths), ONCE(bytes_that_were_dropped_still_count),
        ONCE(a_damaged_string_is_told_as_such), EACH(a_string_is_refused_for_another, refused),
        ONCE(bytes_that_are_skipped_count), ONCE(each_allocation_may_fail),
        { each_allocation_for_a_number_may_fail, 16 }, ONCE(a_second_document_allocates_nothing));
}
