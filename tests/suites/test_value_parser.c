/* The value parser: each type of attribute value, good and bad, with the place of what is wrong. */
#include "value_parser.h"

#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "tight_memory.h"
#include "token_feed.h"

struct parsing {
    struct token_feed feed;
    struct arena arena;
    struct value_parser parser;
    size_t heard;
    enum step step; /* what the last token came to */
};

/* The first token is the image's '{'. */
static int hear(void *context, const struct token *token)
{
    static const ddbstream_status statuses[] = { [STEP_NEXT] = DDBSTREAM_OK,
                                                 [STEP_DONE] = DDBSTREAM_OK,
                                                 [STEP_FAULT] = DDBSTREAM_STOPPED,
                                                 [STEP_NO_MEMORY] = DDBSTREAM_ERROR_MEMORY };
    struct parsing *parsing = context;
    bool is_first = parsing->heard++ == 0;
    parsing->step = is_first ? ddbs_value_parser_begin(&parsing->parser)
                             : ddbs_value_parser_take(&parsing->parser, token);
    return (int)statuses[parsing->step];
}

static void begin(struct parsing *parsing)
{
    token_feed_init(&parsing->feed, hear, parsing);
    ddbs_arena_init(&parsing->arena, &parsing->feed.memory.allocator);
    ddbs_value_parser_init(&parsing->parser, &parsing->feed.memory.allocator, &parsing->arena);
}

static void end(struct parsing *parsing)
{
    ddbs_value_parser_release(&parsing->parser);
    ddbs_arena_release(&parsing->arena);
    token_feed_release(&parsing->feed);
}

static ddbstream_status parse(struct parsing *parsing, const struct json *text)
{
    parsing->heard = 0;
    parsing->parser.entries_left = SIZE_MAX;
    parsing->parser.bytes_left = SIZE_MAX;
    return token_feed_text(&parsing->feed, text->data, text->length);
}

/* The image as JSON, in the brackets of a map's value. */
static struct json render_image(const ddbstream_map *image)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = *image };
    return render_value(&value);
}

static struct json bracketed(const char *image)
{
    struct json text = json("{'M':"), inside = json(image);
    json_append(&text, inside.data);
    json_append(&text, "}");
    return text;
}

/* Good images. They come out as they went in, or as the second text says. */

static const struct {
    const char *name, *text, *becomes;
} good[] = {
    { "no attributes", "{}", NULL },
    { "S", "{'a':{'S':'x'}}", NULL },
    { "S, empty", "{'a':{'S':''}}", NULL },
    { "S with every escape", "{'a':{'S':'`'```/`b`f`n`r`t`u0001'}}",
      "{'a':{'S':'`'``/`b`f`n`r`t`u0001'}}" },
    { "S with NUL inside", "{'a':{'S':'x`u0000y'}}", NULL },
    { "S with other alphabets", "{'a':{'S':'`u00e9`u20ac`ud83d`ude00'}}",
      "{'a':{'S':'\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'}}" },
    { "S that looks like JSON", "{'a':{'S':'{`'S`':null}'}}", NULL },
    { "N", "{'a':{'N':'12'}}", NULL },
    { "N, zero and negative zero", "{'a':{'N':'0'},'b':{'N':'-0'}}", NULL },
    { "B", "{'a':{'B':'/wAB'}}", NULL },
    { "B, empty", "{'a':{'B':''}}", NULL },
    { "B with padding", "{'a':{'B':'YQ=='},'b':{'B':'YWI='},'c':{'B':'YWJj'}}", NULL },
    { "B with an escaped slash", "{'a':{'B':'`/wAB'}}", "{'a':{'B':'/wAB'}}" },
    { "BOOL", "{'a':{'BOOL':true},'b':{'BOOL':false}}", NULL },
    { "NULL, and one that is false", "{'a':{'NULL':true},'b':{'NULL':false}}", NULL },
    { "M", "{'a':{'M':{'b':{'S':'x'},'c':{'N':'1'}}}}", NULL },
    { "M, empty", "{'a':{'M':{}}}", NULL },
    { "L of each type",
      "{'a':{'L':[{'S':'x'},{'N':'1'},{'B':'YQ=='},{'BOOL':true},{'NULL':true},{'M':{}},{'L':[]},"
      "{'SS':['x']},{'NS':['1']},{'BS':['YQ==']}]}}",
      NULL },
    { "L, empty", "{'a':{'L':[]}}", NULL },
    { "L of lists", "{'a':{'L':[{'L':[{'L':[]},{'S':'x'}]},{'L':[]}]}}", NULL },
    { "SS", "{'a':{'SS':['b','a','c']}}", NULL },
    { "SS, empty", "{'a':{'SS':[]}}", NULL },
    { "SS with members twice, and an empty one", "{'a':{'SS':['x','','x','']}}", NULL },
    { "NS", "{'a':{'NS':['1','-2.5','1e3','1']}}", NULL },
    { "NS, empty", "{'a':{'NS':[]}}", NULL },
    { "BS", "{'a':{'BS':['YQ==','','YQ==']}}", NULL },
    { "BS, empty", "{'a':{'BS':[]}}", NULL },
    { "names that are types", "{'S':{'S':'S'},'M':{'M':{'M':{'N':'1'}}}}", NULL },
    { "a name that is empty", "{'':{'S':'x'}}", NULL },
    { "a name with escapes and NUL", "{'a`'`u0000`u00e9':{'S':'x'}}",
      "{'a`'`u0000\xc3\xa9':{'S':'x'}}" },
    { "a type's name with escapes", "{'a':{'`u0053':'x'}}", "{'a':{'S':'x'}}" },
    { "white space everywhere", " { 'a' : { 'L' : [ { 'SS' : [ 'x' , 'y' ] } ] } } ",
      "{'a':{'L':[{'SS':['x','y']}]}}" },
    { "the same name in different maps", "{'a':{'M':{'a':{'M':{'a':{'S':'x'}}}}}}", NULL },
};

START_TEST(good_images_are_kept)
{
    struct json text = json(good[_i].text), got;
    struct json want = bracketed(good[_i].becomes != NULL ? good[_i].becomes : good[_i].text);
    struct parsing parsing;
    begin(&parsing);
    expect_status(good[_i].name, parse(&parsing, &text), DDBSTREAM_OK);
    ck_assert_int_eq(parsing.step, STEP_DONE);
    got = render_image(&parsing.parser.image);
    expect_text(good[_i].name, got.data, want.data);
    end(&parsing);
}
END_TEST

static const char *const numbers[] = {
    "0",
    "-0",
    "10",
    "-249.50",
    "0.0",
    "1e5",
    "1E+05",
    "1.5e-10",
    "1E-130",
    "9.9999999999999999999999999999999999999E+125",
    "0.00000000000000000000000000000000001",
    "100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
};

START_TEST(numbers_are_kept_as_they_came)
{
    struct json text = json("{'a':{'N':'"), rest = json("'}}");
    struct parsing parsing;
    begin(&parsing);
    json_append(&text, numbers[_i]);
    json_append(&text, rest.data);
    expect_status(numbers[_i], parse(&parsing, &text), DDBSTREAM_OK);
    expect_string(numbers[_i], parsing.parser.image.attributes[0].value.as.number, numbers[_i]);
    end(&parsing);
}
END_TEST

/* What rendering does not show. */

static const ddbstream_map *parse_row(struct parsing *parsing, const char *row)
{
    struct json text = json(row);
    begin(parsing);
    expect_status(row, parse(parsing, &text), DDBSTREAM_OK);
    return &parsing->parser.image;
}

START_TEST(empty_containers_have_no_array)
{
    struct parsing parsing;
    const ddbstream_map *image = parse_row(
        &parsing, "{'a':{'M':{}},'b':{'L':[]},'c':{'SS':[]},'d':{'NS':[]},'e':{'BS':[]}}");
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(image->attributes[i].value.as.list.count, 0);
        ck_assert_ptr_null(image->attributes[i].value.as.list.values);
    }
    end(&parsing);
}
END_TEST

START_TEST(binaries_are_decoded_and_end_in_zero)
{
    struct parsing parsing;
    const ddbstream_map *image = parse_row(&parsing, "{'a':{'B':'/wAB'},'b':{'BS':['YWI=','']}}");
    const ddbstream_bytes *binary = &image->attributes[0].value.as.binary;
    const ddbstream_bytes_set *set = &image->attributes[1].value.as.binary_set;
    ck_assert_uint_eq(binary->length, 3);
    ck_assert_mem_eq(binary->data, "\xff\x00\x01\x00", 4);
    ck_assert_uint_eq(set->members[0].length, 2);
    ck_assert_mem_eq(set->members[0].data, "ab\0", 3);
    ck_assert_uint_eq(set->members[1].length, 0);
    ck_assert_mem_eq(set->members[1].data, "\0", 1);
    end(&parsing);
}
END_TEST

START_TEST(text_ends_in_nul_and_has_its_length)
{
    struct parsing parsing;
    const ddbstream_map *image = parse_row(&parsing, "{'n`u0000m':{'S':'x`u0000y'}}");
    ck_assert_uint_eq(image->attributes[0].name.length, 3);
    ck_assert_mem_eq(image->attributes[0].name.data, "n\0m\0", 4);
    ck_assert_uint_eq(image->attributes[0].value.as.string.length, 3);
    ck_assert_mem_eq(image->attributes[0].value.as.string.data, "x\0y\0", 4);
    end(&parsing);
}
END_TEST

START_TEST(sets_keep_their_order_and_what_came_twice)
{
    struct parsing parsing;
    const ddbstream_map *image = parse_row(&parsing, "{'a':{'SS':['b','a','b']}}");
    const ddbstream_string_set *set = &image->attributes[0].value.as.string_set;
    ck_assert_uint_eq(set->count, 3);
    ck_assert_str_eq(set->members[0].data, "b");
    ck_assert_str_eq(set->members[1].data, "a");
    ck_assert_str_eq(set->members[2].data, "b");
    end(&parsing);
}
END_TEST

START_TEST(a_null_that_is_false_stays_false)
{
    struct parsing parsing;
    const ddbstream_map *image = parse_row(&parsing, "{'a':{'NULL':false},'b':{'NULL':true}}");
    ck_assert_int_eq(image->attributes[0].value.type, DDBSTREAM_TYPE_NULL);
    ck_assert(!image->attributes[0].value.as.null);
    ck_assert(image->attributes[1].value.as.null);
    end(&parsing);
}
END_TEST

/* Nesting. */

static const struct {
    const char *opening, *closing;
} nests[] = {
    { "{'L':[", "]}" },
    { "{'M':{'a':", "}}" },
    { "{'L':[{'M':{'a':", "}}]}" },
};

static void append_many(struct json *text, const char *row, size_t times)
{
    struct json part = json(row);
    for (size_t i = 0; i < times; i++)
        json_append(text, part.data);
}

static struct json nested(int row, size_t levels)
{
    struct json text = json("{'a':"), inside = json("{'S':'x'}");
    append_many(&text, nests[row].opening, levels);
    json_append(&text, inside.data);
    append_many(&text, nests[row].closing, levels);
    json_append(&text, "}");
    return text;
}

static void expect_nested(int row, size_t levels)
{
    struct json text = nested(row, levels), want = bracketed(text.data), got;
    struct parsing parsing;
    begin(&parsing);
    expect_status(nests[row].opening, parse(&parsing, &text), DDBSTREAM_OK);
    got = render_image(&parsing.parser.image);
    expect_text(nests[row].opening, got.data, want.data);
    end(&parsing);
}

/* DynamoDB allows 32; how many are too many is for others to say. */
START_TEST(values_nest)
{
    static const size_t levels[] = { 1, 2, 15, 16, 17, 31, 32, 33, 100, 300 };
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        expect_nested(_i, levels[i]);
}
END_TEST

/* Bad images: what is wrong, under its first byte; its path, and the message. */

#define AN_OBJECT "an attribute value is an object, found "
#define NO_TYPE "an attribute value has no type"
#define TWO_TYPES "an attribute value has more than one type"
#define NO_SUCH_TYPE "an attribute value's type is none of S N B BOOL NULL M L SS NS BS"
#define A_STRING "expected a string, found "
#define A_BOOLEAN "expected true or false, found "
#define NO_NUMBER "the text is no number"
#define NO_BASE64 "the text is no padded base64"
#define NOT_UNICODE "the text is not Unicode"
#define TWICE "the map has this attribute twice"

static const struct {
    const char *text, *caret;
    ddbstream_status status;
    const char *path, *message;
} bad[] = {
    /* Values that are no objects with one member. */
    { "{'a':'x'}", //
      "     ^", DDBSTREAM_ERROR_VALUE, ".a", AN_OBJECT "a string" },
    { "{'a':1}", //
      "     ^", DDBSTREAM_ERROR_VALUE, ".a", AN_OBJECT "a number" },
    { "{'a':true}", //
      "     ^", DDBSTREAM_ERROR_VALUE, ".a", AN_OBJECT "true" },
    { "{'a':false}", //
      "     ^", DDBSTREAM_ERROR_VALUE, ".a", AN_OBJECT "false" },
    { "{'a':null}", //
      "     ^", DDBSTREAM_ERROR_VALUE, ".a", AN_OBJECT "null" },
    { "{'a':[{'S':'x'}]}", //
      "     ^", DDBSTREAM_ERROR_VALUE, ".a", AN_OBJECT "an array" },
    { "{'a b':1}", //
      "       ^", DDBSTREAM_ERROR_VALUE, "['a b']", AN_OBJECT "a number" },
    { "{'':1}", //
      "    ^", DDBSTREAM_ERROR_VALUE, "['']", AN_OBJECT "a number" },
    { "{'a':{}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_TYPE },
    { "{'a':{'S':'x','N':'1'}}", //
      "              ^", DDBSTREAM_ERROR_VALUE, ".a", TWO_TYPES },
    { "{'a':{'S':'x','S':'x'}}", //
      "              ^", DDBSTREAM_ERROR_VALUE, ".a", TWO_TYPES },
    { "{'a':{'L':[],'M':{}}}", //
      "             ^", DDBSTREAM_ERROR_VALUE, ".a", TWO_TYPES },

    /* Types that there are not. */
    { "{'a':{'s':'x'}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'':'x'}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'SN':'x'}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'Bool':true}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'BOOLE':true}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'S`u0000':'x'}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'?':'x'}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },
    { "{'a':{'a':{'S':'x'}}}", //
      "      ^", DDBSTREAM_ERROR_VALUE, ".a", NO_SUCH_TYPE },

    /* S. */
    { "{'a':{'S':1}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.S", A_STRING "a number" },
    { "{'a':{'S':true}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.S", A_STRING "true" },
    { "{'a':{'S':null}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.S", A_STRING "null" },
    { "{'a':{'S':{}}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.S", A_STRING "an object" },
    { "{'a':{'S':['x']}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.S", A_STRING "an array" },

    /* N. */
    { "{'a':{'N':1}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.N", A_STRING "a number" },
    { "{'a':{'N':''}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },
    { "{'a':{'N':'x'}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },
    { "{'a':{'N':'+1'}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },
    { "{'a':{'N':'01'}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },
    { "{'a':{'N':' 1'}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },
    { "{'a':{'N':'1`u0000'}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },
    { "{'a':{'N':'NaN'}}", //
      "          ^", DDBSTREAM_ERROR_NUMBER, ".a.N", NO_NUMBER },

    /* B. */
    { "{'a':{'B':[1,2]}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.B", A_STRING "an array" },
    { "{'a':{'B':'x'}}", //
      "          ^", DDBSTREAM_ERROR_BASE64, ".a.B", NO_BASE64 },
    { "{'a':{'B':'YQ'}}", //
      "          ^", DDBSTREAM_ERROR_BASE64, ".a.B", NO_BASE64 },
    { "{'a':{'B':'YR=='}}", //
      "          ^", DDBSTREAM_ERROR_BASE64, ".a.B", NO_BASE64 },
    { "{'a':{'B':'-_=='}}", //
      "          ^", DDBSTREAM_ERROR_BASE64, ".a.B", NO_BASE64 },
    { "{'a':{'B':'YQ==`n'}}", //
      "          ^", DDBSTREAM_ERROR_BASE64, ".a.B", NO_BASE64 },

    /* BOOL and NULL. */
    { "{'a':{'BOOL':'true'}}", //
      "             ^", DDBSTREAM_ERROR_VALUE, ".a.BOOL", A_BOOLEAN "a string" },
    { "{'a':{'BOOL':1}}", //
      "             ^", DDBSTREAM_ERROR_VALUE, ".a.BOOL", A_BOOLEAN "a number" },
    { "{'a':{'BOOL':null}}", //
      "             ^", DDBSTREAM_ERROR_VALUE, ".a.BOOL", A_BOOLEAN "null" },
    { "{'a':{'NULL':null}}", //
      "             ^", DDBSTREAM_ERROR_VALUE, ".a.NULL", A_BOOLEAN "null" },
    { "{'a':{'NULL':{}}}", //
      "             ^", DDBSTREAM_ERROR_VALUE, ".a.NULL", A_BOOLEAN "an object" },

    /* M. */
    { "{'a':{'M':[]}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.M", "expected an object, found an array" },
    { "{'a':{'M':null}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.M", "expected an object, found null" },
    { "{'a':{'M':{'b':1}}}", //
      "               ^", DDBSTREAM_ERROR_VALUE, ".a.M.b", AN_OBJECT "a number" },
    { "{'a':{'M':{'b':{'N':'x'}}}}", //
      "                    ^", DDBSTREAM_ERROR_NUMBER, ".a.M.b.N", NO_NUMBER },
    { "{'a':{'M':{'b':{'S':'x'},'c':{}}}}", //
      "                              ^", DDBSTREAM_ERROR_VALUE, ".a.M.c", NO_TYPE },
    { "{'a':{'M':{}},'b':{'N':'x'}}", //
      "                       ^", DDBSTREAM_ERROR_NUMBER, ".b.N", NO_NUMBER },

    /* L. */
    { "{'a':{'L':{}}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.L", "expected an array, found an object" },
    { "{'a':{'L':'x'}}", //
      "          ^", DDBSTREAM_ERROR_VALUE, ".a.L", "expected an array, found a string" },
    { "{'a':{'L':['x']}}", //
      "           ^", DDBSTREAM_ERROR_VALUE, ".a.L[0]", AN_OBJECT "a string" },
    { "{'a':{'L':[{'S':'x'},[]]}}", //
      "                     ^", DDBSTREAM_ERROR_VALUE, ".a.L[1]", AN_OBJECT "an array" },
    { "{'a':{'L':[{}]}}", //
      "            ^", DDBSTREAM_ERROR_VALUE, ".a.L[0]", NO_TYPE },
    { "{'a':{'L':[{'S':'x','N':'1'}]}}", //
      "                    ^", DDBSTREAM_ERROR_VALUE, ".a.L[0]", TWO_TYPES },
    { "{'a':{'L':[{'L':[{'M':{'b':{'N':''}}}]}]}}", //
      "                                ^", DDBSTREAM_ERROR_NUMBER, ".a.L[0].L[0].M.b.N",
      NO_NUMBER },

    /* Sets. */
    { "{'a':{'SS':'x'}}", //
      "           ^", DDBSTREAM_ERROR_VALUE, ".a.SS", "expected an array, found a string" },
    { "{'a':{'NS':{}}}", //
      "           ^", DDBSTREAM_ERROR_VALUE, ".a.NS", "expected an array, found an object" },
    { "{'a':{'BS':null}}", //
      "           ^", DDBSTREAM_ERROR_VALUE, ".a.BS", "expected an array, found null" },
    { "{'a':{'SS':[1]}}", //
      "            ^", DDBSTREAM_ERROR_VALUE, ".a.SS[0]", A_STRING "a number" },
    { "{'a':{'SS':['x',null]}}", //
      "                ^", DDBSTREAM_ERROR_VALUE, ".a.SS[1]", A_STRING "null" },
    { "{'a':{'SS':[{'S':'x'}]}}", //
      "            ^", DDBSTREAM_ERROR_VALUE, ".a.SS[0]", A_STRING "an object" },
    { "{'a':{'NS':[1]}}", //
      "            ^", DDBSTREAM_ERROR_VALUE, ".a.NS[0]", A_STRING "a number" },
    { "{'a':{'NS':['1','2','x']}}", //
      "                    ^", DDBSTREAM_ERROR_NUMBER, ".a.NS[2]", NO_NUMBER },
    { "{'a':{'BS':['YQ==','YQ']}}", //
      "                   ^", DDBSTREAM_ERROR_BASE64, ".a.BS[1]", NO_BASE64 },

    /* Names that come twice, text that is not Unicode. */
    { "{'a':{'S':'x'},'a':{'N':'1'}}", //
      "               ^", DDBSTREAM_ERROR_DUPLICATE, ".a", TWICE },
    { "{'a':{'M':{'b':{'S':''},'b':{'S':''}}}}", //
      "                        ^", DDBSTREAM_ERROR_DUPLICATE, ".a.M.b", TWICE },
    { "{'a':{'S':''},'`u0061':{'S':''}}", //
      "              ^", DDBSTREAM_ERROR_DUPLICATE, ".a", TWICE },
    { "{'a':{'S':'x\xff'}}", //
      "            ^", DDBSTREAM_ERROR_TEXT, ".a.S", NOT_UNICODE },
    { "{'a':{'N':'\xff'}}", //
      "           ^", DDBSTREAM_ERROR_TEXT, ".a.N", NOT_UNICODE },
    { "{'a':{'SS':['\xff']}}", //
      "             ^", DDBSTREAM_ERROR_TEXT, ".a.SS[0]", NOT_UNICODE },
    { "{'a':{'M':{'\xff':{'S':'x'}}}}", //
      "            ^", DDBSTREAM_ERROR_TEXT, ".a.M", NOT_UNICODE },
    { "{'\xff':{'S':'x'}}", //
      "  ^", DDBSTREAM_ERROR_TEXT, "", NOT_UNICODE },
};

static void expect_path(const struct parsing *parsing, const char *row, const char *want)
{
    struct json path = json(want);
    struct test_allocator memory;
    struct ddbstream_buffer text;
    test_allocator_init(&memory);
    ddbs_buffer_init(&text, &memory.allocator);
    ck_assert(ddbs_value_parser_path(&parsing->parser, &text));
    expect_text(row, ddbstream_buffer_text(&text).data, path.data);
    ddbs_buffer_release(&text);
}

static void expect_fault(const struct parsing *parsing, int row)
{
    const struct value_parser *parser = &parsing->parser;
    struct json message = { .length = 0 };
    json_append(&message, parser->fault.reason);
    json_append(&message, parser->found != NULL ? parser->found : "");
    expect_status(bad[row].text, parser->fault.status, bad[row].status);
    expect_number(bad[row].text, parser->fault.offset, caret(bad[row].caret));
    expect_path(parsing, bad[row].text, bad[row].path);
    expect_text(bad[row].text, message.data, bad[row].message);
}

START_TEST(bad_images_have_their_place)
{
    struct json text = json(bad[_i].text);
    struct parsing parsing;
    begin(&parsing);
    expect_status(bad[_i].text, parse(&parsing, &text), DDBSTREAM_STOPPED);
    ck_assert_int_eq(parsing.step, STEP_FAULT);
    expect_fault(&parsing, _i);
    end(&parsing);
}
END_TEST

START_TEST(after_a_bad_image_a_good_one_is_parsed)
{
    struct json text = json(bad[_i].text), next = json("{'a':{'L':[{'N':'1'}]}}"), got, want;
    struct parsing parsing;
    begin(&parsing);
    parse(&parsing, &text);
    expect_status(bad[_i].text, parse(&parsing, &next), DDBSTREAM_OK);
    got = render_image(&parsing.parser.image);
    want = bracketed(next.data);
    expect_text(bad[_i].text, got.data, want.data);
    end(&parsing);
}
END_TEST

/* Where a parser stands when nothing more comes. */

static const struct {
    const char *text, *path;
} cut[] = {
    { "{", "" },
    { "{'a'", ".a" },
    { "{'a':{", ".a" },
    { "{'a':{'S'", ".a" },
    { "{'a':{'S':'x'", ".a" },
    { "{'a':{'S':'x'}", "" },
    { "{'a':{'S':'x'},'b'", ".b" },
    { "{'a':{'M':{", ".a.M" },
    { "{'a':{'M':{'b':{", ".a.M.b" },
    { "{'a':{'M':{'b':{'S':'x'}", ".a.M" },
    { "{'a':{'M':{}", ".a" },
    { "{'a':{'L':[", ".a.L" },
    { "{'a':{'L':[{", ".a.L[0]" },
    { "{'a':{'L':[{'S':'x'},{'N':'1'", ".a.L[1]" },
    { "{'a':{'L':[{'S':'x'}", ".a.L" },
    { "{'a':{'SS':['x'", ".a.SS" },
    { "{'a':{'SS':['x']", ".a" },
};

START_TEST(a_cut_image_has_a_path_too)
{
    struct json text = json(cut[_i].text);
    struct parsing parsing;
    begin(&parsing);
    expect_status(cut[_i].text, parse(&parsing, &text), DDBSTREAM_ERROR_TRUNCATED);
    ck_assert_int_eq(parsing.step, STEP_NEXT);
    expect_path(&parsing, cut[_i].text, cut[_i].path);
    end(&parsing);
}
END_TEST

/* The number of attributes, list values and set members is counted. */

static const struct {
    const char *text;
    size_t entries;
    const char *caret, *path; /* of the entry that is one too many, if the last is */
} counted[] = {
    { "{'a':{'S':'x'}}", 1, //
      " ^", "" },
    { "{'a':{'S':'x'},'b':{'S':'y'}}", 2, //
      "               ^", "" },
    { "{'a':{'M':{'b':{'S':'x'}}}}", 2, //
      "           ^", ".a.M" },
    { "{'a':{'L':[{'S':'x'},{'S':'y'}]}}", 3, //
      "                     ^", ".a.L" },
    { "{'a':{'NS':['1','2','3']}}", 4, //
      "                    ^", ".a.NS" },
};

static ddbstream_status parse_up_to(struct parsing *parsing, const char *row, size_t entries)
{
    struct json text = json(row);
    parsing->heard = 0;
    parsing->parser.entries_left = entries;
    parsing->parser.bytes_left = SIZE_MAX;
    return token_feed_text(&parsing->feed, text.data, text.length);
}

START_TEST(entries_are_counted)
{
    const char *text = counted[_i].text;
    struct parsing parsing;
    begin(&parsing);
    expect_status(text, parse_up_to(&parsing, text, counted[_i].entries), DDBSTREAM_OK);
    expect_number(text, parsing.parser.entries_left, 0);
    expect_status(text, parse_up_to(&parsing, text, counted[_i].entries - 1), DDBSTREAM_STOPPED);
    expect_status(text, parsing.parser.fault.status, DDBSTREAM_ERROR_LIMIT);
    expect_number(text, parsing.parser.fault.offset, caret(counted[_i].caret));
    expect_path(&parsing, text, counted[_i].path);
    end(&parsing);
}
END_TEST

/* So is their text. */

static const struct {
    const char *text;
    size_t bytes;
    const char *caret, *path; /* of the text that is too much, if the last byte is */
} weighed[] = {
    { "{'a':{'S':'xyz'}}", 4, //
      "          ^", ".a.S" },
    { "{'a':{'B':'YQ=='}}", 5, //
      "          ^", ".a.B" },
    { "{'ab':{'SS':['xy','`u0000']}}", 5, //
      "                  ^", ".ab.SS[1]" },
    { "{'a':{'M':{'bc':{'N':'10'}}}}", 5, //
      "                     ^", ".a.M.bc.N" },
    { "{'a':{'BOOL':true},'bc':{'L':[]}}", 3, //
      "                   ^", "" },
};

static ddbstream_status parse_weighed(struct parsing *parsing, const char *row, size_t bytes)
{
    struct json text = json(row);
    parsing->heard = 0;
    parsing->parser.entries_left = SIZE_MAX;
    parsing->parser.bytes_left = bytes;
    return token_feed_text(&parsing->feed, text.data, text.length);
}

START_TEST(text_is_weighed)
{
    const char *text = weighed[_i].text;
    struct parsing parsing;
    begin(&parsing);
    expect_status(text, parse_weighed(&parsing, text, weighed[_i].bytes), DDBSTREAM_OK);
    expect_number(text, parsing.parser.bytes_left, 0);
    expect_status(text, parse_weighed(&parsing, text, weighed[_i].bytes - 1), DDBSTREAM_STOPPED);
    expect_status(text, parsing.parser.fault.status, DDBSTREAM_ERROR_LIMIT);
    expect_text(text, parsing.parser.fault.reason, "the record is longer than max_record");
    expect_number(text, parsing.parser.fault.offset, caret(weighed[_i].caret));
    expect_path(&parsing, text, weighed[_i].path);
    end(&parsing);
}
END_TEST

/* Memory. */

/* With a list more or less around what is deep, either lists or maps are those that need more
 * room. */
static struct json rich_image(unsigned lists)
{
    struct json text = json("{'deep':");
    append_many(&text, "{'L':[", lists);
    append_many(&text, "{'L':[{'M':{'a':", 20);
    append_many(&text, "{'SS':[]}", 1);
    append_many(&text, "}}]}", 20);
    append_many(&text, "]}", lists);
    append_many(&text, ",'b64':{'B':'YWJj'},'n':{'N':'1'},'ns':{'NS':['1'", 1);
    append_many(&text, ",'123456789'", 100);
    append_many(&text, "]},'l':{'L':[{'BS':['YQ==']}", 1);
    append_many(&text, ",{'S':'some text'}", 100);
    append_many(&text, "]}}", 1);
    return text;
}

static bool fail_once(const struct json *text, size_t skipped)
{
    struct json want = bracketed(text->data), got;
    struct parsing parsing;
    bool has_failed;
    begin(&parsing);
    test_allocator_fail(&parsing.feed.memory, skipped, false);
    has_failed = parse(&parsing, text) == DDBSTREAM_ERROR_MEMORY;
    ck_assert_uint_eq(parsing.feed.memory.failures, has_failed);
    test_allocator_recover(&parsing.feed.memory);
    ck_assert_int_eq(parse(&parsing, text), DDBSTREAM_OK);
    got = render_image(&parsing.parser.image);
    expect_text("rich", got.data, want.data);
    end(&parsing);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    struct json text = rich_image((unsigned)_i);
    size_t failed = 0;
    while (fail_once(&text, failed))
        failed++;
    ck_assert_uint_gt(failed, 6);
}
END_TEST

/* With all but so many bytes of the arena taken. */
static ddbstream_status parse_in(struct parsing *parsing, const struct json *text, size_t room)
{
    ddbstream_status status;
    leave_in_arena(&parsing->arena, room);
    test_allocator_fail(&parsing->feed.memory, 0, true);
    status = parse(parsing, text);
    ck_assert_int_eq(status,
                     parsing->feed.memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    test_allocator_recover(&parsing->feed.memory);
    parsing->feed.memory.failures = 0;
    return status;
}

START_TEST(memory_may_end_at_each_byte)
{
    struct json text = json(good[_i].text);
    struct parsing parsing;
    size_t room = 0;
    begin(&parsing);
    ck_assert_int_eq(parse(&parsing, &text), DDBSTREAM_OK);
    while (parse_in(&parsing, &text, room) != DDBSTREAM_OK)
        room++;
    expect_number(good[_i].name, room > 0, text.length > strlen("{}"));
    end(&parsing);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "value_parser", EACH(good_images_are_kept, good),
        EACH(numbers_are_kept_as_they_came, numbers), ONCE(empty_containers_have_no_array),
        ONCE(binaries_are_decoded_and_end_in_zero), ONCE(text_ends_in_nul_and_has_its_length),
        ONCE(sets_keep_their_order_and_what_came_twice), ONCE(a_null_that_is_false_stays_false),
        EACH(values_nest, nests), EACH(bad_images_have_their_place, bad),
        EACH(after_a_bad_image_a_good_one_is_parsed, bad), EACH(a_cut_image_has_a_path_too, cut),
        EACH(entries_are_counted, counted), EACH(text_is_weighed, weighed),
        { each_allocation_may_fail, 2 }, EACH(memory_may_end_at_each_byte, good));
}
