/* The table of cases. What is repeated, some thousand times, stands in the middle of each. */
#include "cases.h"

#define PLAIN(before, part, after)                                                                 \
    {                                                                                              \
        .front = before, .repeated = part, .middle = after                                         \
    }
#define EVENT(before, part, after) PLAIN("{'Records':[" before, part, after "]}")
#define IMAGE(before, part, after) EVENT("{'dynamodb':{'NewImage':{" before, part, after "}}}")
#define IN_STRING(text) IMAGE("'a':{'S':'", text, "'}")
#define GOOD "{'dynamodb':{}}"

/* Attributes with names of a kind. */
#define NAMES(make_name)                                                                           \
    {                                                                                              \
        .front = "{'Records':[{'dynamodb':{'NewImage':{", .repeated = "'#':{'S':''},",             \
        .middle = "'a':{'S':''}}}}]}", .name = make_name                                           \
    }

/* A part and its closing, inside each other. */
#define NESTED(before, open, inside, close, after)                                                 \
    {                                                                                              \
        .front = before, .repeated = open, .middle = inside, .closing = close, .back = after       \
    }
#define NESTED_IN_IMAGE(open, close)                                                               \
    NESTED("{'Records':[{'dynamodb':{'NewImage':{'a':", open, "{'S':'x'}", close, "}}}]}")
#define NESTED_UNKNOWN(open, close)                                                                \
    NESTED("{'Records':[{'dynamodb':{},'x':", open, "1", close, "}]}")
#define DEEP .limits = { .max_depth = 4096 }

const struct linear_case linear_cases[] = {
    /* One string. */
    { "a string", IN_STRING("x"), 8192, .records = 1 },
    { "two bytes a character", IN_STRING("\xc3\xa9"), 4096, .records = 1 },
    { "three bytes a character", IN_STRING("\xe2\x82\xac"), 2731, .records = 1 },
    { "escapes", IN_STRING("`n"), 4096, .records = 1 },
    { "escaped quotes", IN_STRING("`'"), 4096, .records = 1 },
    { "escaped backslashes", IN_STRING("``"), 4096, .records = 1 },
    { "surrogate pairs", IN_STRING("`ud83d`ude00"), 700, .records = 1 },
    { "lone surrogates", IN_STRING("`ud83d"), 1400, .errors = 1 },
    { "bytes that are no text", IN_STRING("~"), 8192, .errors = 1 },
    { "a byte that is no text", IMAGE("'a':{'S':'~", "x", "'}"), 8192, .errors = 1 },
    { "form feeds in a string", IN_STRING("\f"), 8192, .errors = 1,
      .status = DDBSTREAM_ERROR_JSON },
    { "a string beyond its limit", IN_STRING("x"), 8192, .errors = 1,
      .limits = { .max_string = 9 } },
    { "escapes beyond the limit", IN_STRING("``"), 4096, .errors = 1,
      .limits = { .max_string = 9 } },
    { "a string beyond its record's", IN_STRING("x"), 8192, .errors = 1,
      .limits = { .max_record = 99 } },
    { "base64", IMAGE("'a':{'B':'", "YWJj", "'}"), 2048, .records = 1 },
    { "bad base64", IMAGE("'a':{'B':'", "YWJj", "-'}"), 2048, .errors = 1 },
    { "a name", IMAGE("'", "x", "':{'S':''}"), 8192, .records = 1 },
    { "a name that is told", IMAGE("'", "`u0001", "':1"), 1400, .errors = 1 },
    { "an eventID", EVENT("{'dynamodb':{},'eventID':'", "x", "'}"), 8192, .records = 1 },
    { "an eventID that is told", EVENT("{'eventID':'", "x", "'}"), 8192, .errors = 1 },
    { "a string outside", PLAIN("{'x':'", "`n", "','Records':[]}"), 4096, .records = 0 },
    { "a string that does not end", PLAIN("{'x':'", "`'", ""), 4096, .errors = 1,
      .status = DDBSTREAM_ERROR_TRUNCATED },

    /* One number. */
    { "a number", IMAGE("'a':{'N':'", "7", "'}"), 8192, .records = 1 },
    { "no number", IMAGE("'a':{'N':'", "7", "x'}"), 8192, .errors = 1 },
    { "zeros", IMAGE("'a':{'N':'0.", "0", "1'}"), 8192, .records = 1 },
    { "a bare number", EVENT("{'dynamodb':{'SizeBytes':", "7", "}}"), 250, .errors = 1 },
    { "a bare number too long", EVENT("{'dynamodb':{'SizeBytes':", "7", "}}"), 8192, .errors = 1,
      .status = DDBSTREAM_ERROR_LIMIT },
    { "a time", EVENT("{'dynamodb':{'ApproximateCreationDateTime':1.", "7", "}}"), 250,
      .records = 1 },
    { "a word", EVENT("", "x", ""), 8192, .errors = 1, .status = DDBSTREAM_ERROR_JSON },

    /* Space. */
    { "space before", PLAIN("", " ", "{'Records':[]}"), 8192, .records = 0 },
    { "space behind", PLAIN("{'Records':[]}", "\n", ""), 8192, .records = 0 },
    { "space between records", EVENT(GOOD, " ", "," GOOD), 8192, .records = 2 },
    { "space in a record", EVENT("{", "\n", "'dynamodb':{}}"), 8192, .records = 1 },
    { "space in an image", IMAGE("'a':{'L':[", "\t", "]}"), 8192, .records = 1 },
    { "nothing but space", PLAIN("", "\r\n", ""), 4096, .errors = 1,
      .status = DDBSTREAM_ERROR_TRUNCATED },

    /* Depth. */
    { "nested lists", NESTED_IN_IMAGE("{'L':[", "]}"), 250, .records = 1, DEEP },
    { "nested maps", NESTED_IN_IMAGE("{'M':{'a':", "}}"), 250, .records = 1, DEEP },
    { "maps of two", NESTED_IN_IMAGE("{'M':{'b':{'S':''},'a':", "}}"), 250, .records = 1, DEEP },
    { "deeper than a record may", NESTED_IN_IMAGE("{'M':{'a':", "}}"), 250, .errors = 1 },
    { "deeper than a document may", NESTED_IN_IMAGE("{'M':{'a':", "}}"), 2048, .errors = 1,
      .status = DDBSTREAM_ERROR_LIMIT },
    { "deep in what is unknown", NESTED_UNKNOWN("[", "]"), 500, .records = 1, DEEP },
    { "deeper in what is unknown", NESTED_UNKNOWN("{'x':", "}"), 500, .errors = 1 },
    { "deep before the records", NESTED("{'x':", "{'x':[", "1", "]}", ",'Records':[]}"), 250,
      .records = 0 },
    { "opened and never closed", PLAIN("{'x':", "[", ""), 8192, .errors = 1,
      .status = DDBSTREAM_ERROR_LIMIT },
    { "a deep path", NESTED_IN_IMAGE("{'L':[", "]}1"), 250, .errors = 1,
      .status = DDBSTREAM_ERROR_JSON, DEEP },

    /* Many of a kind. */
    { "attributes", NAMES(shape_name), 400, .records = 1 },
    { "attributes with names alike", NAMES(shape_name_alike), 400, .records = 1 },
    { "attributes with names that collide", NAMES(shape_name_colliding), 400, .records = 1 },
    { "one attribute many times", IMAGE("", "'a':{'N':'1'},", "'b':{'S':''}"), 400, .errors = 1 },
    { "attributes in maps",
      IMAGE("'x':{'L':[", "{'M':{'a':{'S':''},'b':{'NULL':true}}},", "{'S':''}]}"), 128,
      .records = 1 },
    { "too many attributes", NAMES(shape_name), 400, .errors = 1,
      .limits = { .max_attributes = 9 } },
    { "a list", IMAGE("'a':{'L':[", "{'BOOL':true},", "{'S':''}]}"), 400, .records = 1 },
    { "a set of strings", IMAGE("'a':{'SS':[", "'x',", "'y']}"), 800, .records = 1 },
    { "a set of numbers", IMAGE("'a':{'NS':[", "'1e9',", "'2']}"), 400, .records = 1 },
    { "a set of binaries", IMAGE("'a':{'BS':[", "'eA==',", "'']}"), 400, .records = 1 },
    { "a set with a bad member at its end", IMAGE("'a':{'NS':[", "'1',", "'x']}"), 800,
      .errors = 1 },
    { "strings that are no text", IMAGE("'a':{'SS':[", "'~',", "'']}"), 400, .errors = 1 },
    { "unknown members", EVENT("{", "'#':1,", "'dynamodb':{}}"), 200, .records = 1 },
    { "unknown members with escapes", EVENT("{", "'`'#':'`n',", "'dynamodb':{}}"), 200,
      .records = 1 },
    { "unknown members before the records", PLAIN("{", "'#':[[]],", "'Records':[]}"), 200,
      .records = 0 },
    { "one member many times", EVENT("{'dynamodb':{},", "'eventID':'',", "'x':0}"), 400,
      .errors = 1 },
    { "the records many times", PLAIN("{'Records':null", ",'Records':null", "}"), 400, .errors = 1,
      .status = DDBSTREAM_ERROR_DOCUMENT },

    /* Many records. */
    { "records", EVENT("", GOOD ",", GOOD), 400, .records = EACH },
    { "records of one string", EVENT("", "{'eventID':'#','dynamodb':{}},", GOOD), 128,
      .records = EACH },
    { "records behind much space", EVENT("", "      " GOOD ",", GOOD), 200, .records = EACH },
    { "records with an unknown member", EVENT("", "{'dynamodb':{},'x':[]},", GOOD), 200,
      .records = EACH },
    { "empty objects for records", EVENT("", "{},", "{}"), 800, .errors = EACH },
    { "nulls for records", EVENT("", "null,", "null"), 400, .errors = EACH },
    { "arrays for records", EVENT("", "[],", "[]"), 800, .errors = EACH },
    { "strings for records", EVENT("", "'`n',", "''"), 400, .errors = EACH },
    { "records that are no text",
      EVENT("", "{'dynamodb':{'Keys':{'a':{'S':'~'}}}},", "{'eventID':'~'}"), 128, .errors = EACH },
    { "records with a bad number",
      EVENT("", "{'eventID':'#','dynamodb':{'Keys':{'a':{'N':'x'}}}},", "1"), 128, .errors = EACH },
    { "every other record bad", EVENT("", GOOD ",1,", GOOD), 400, .records = EACH, .errors = EACH },
    { "more records than may be", EVENT("", GOOD ",", GOOD), 400, .records = 9, .errors = 1,
      .status = DDBSTREAM_ERROR_LIMIT, .limits = { .max_records = 9 } },

    /* Were this found to be linear, the counting would be wrong. */
    { "as often as there are records", EVENT("", GOOD ",", GOOD), 8, .records = EACH,
      .is_square = true },
};

const size_t linear_case_count = sizeof linear_cases / sizeof linear_cases[0];
