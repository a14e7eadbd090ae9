/* Projection: what is selected is built as ever, and the rest is stepped over, alike by the lane,
 * by way of yajl and for every way of cutting. */
#include "selection.h"

#include "hearer.h"
#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

#define RECORD(images) "{'Records':[{'dynamodb':{" images ",'SequenceNumber':'7'}}]}"
#define DEEP "{'M':{'a':{'L':[{'N':'1'},{'M':{}},[],{}]},'b':null,'c':-1.5e3}}"

/* Names are one letter each. */
static const struct {
    const char *name, *selected, *text, *told;
} rows[] = {
    { "one of three", "b", RECORD("'NewImage':{'a':{'S':'x'},'b':{'N':'1'},'c':{'S':'y'}}"),
      "{'NewImage':{'b':{'N':'1'}},'SequenceNumber':'7'}" },
    { "in the order they came", "cba", RECORD("'NewImage':{'a':{'S':'x'},'x':{},'c':{'S':'y'}}"),
      "{'NewImage':{'a':{'S':'x'},'c':{'S':'y'}},'SequenceNumber':'7'}" },
    { "none that is there", "z", RECORD("'NewImage':{'a':{'S':'x'},'b':{'N':'1'}}"),
      "{'NewImage':{},'SequenceNumber':'7'}" },
    { "none at all", "", RECORD("'NewImage':{'a':{'S':'x'}}"),
      "{'NewImage':{},'SequenceNumber':'7'}" },
    { "keys are not selected from", "b",
      RECORD("'Keys':{'a':{'S':'x'}},'OldImage':{'a':{'S':'x'}}"),
      "{'Keys':{'a':{'S':'x'}},'OldImage':{},'SequenceNumber':'7'}" },
    { "inside of what is selected all is built", "m",
      RECORD("'NewImage':{'m':{'M':{'x':{'S':'1'},'y':{'L':[{'NULL':true}]}}}}"),
      "{'NewImage':{'m':{'M':{'x':{'S':'1'},'y':{'L':[{'NULL':true}]}}}},'SequenceNumber':'7'}" },
    { "the same name further in", "x", RECORD("'NewImage':{'m':{'M':{'x':{'S':'1'}}}}"),
      "{'NewImage':{},'SequenceNumber':'7'}" },
    { "what is no attribute value", "b",
      RECORD("'NewImage':{'a':" DEEP ",'b':{'S':'x'},'c':7,'d':[],'e':'x','f':null,'g':true}"),
      "{'NewImage':{'b':{'S':'x'}},'SequenceNumber':'7'}" },
    { "no number, no base64", "b", RECORD("'NewImage':{'a':{'N':'x'},'b':{'B':''},'c':{'B':'!'}}"),
      "{'NewImage':{'b':{'B':''}},'SequenceNumber':'7'}" },
    { "the same one twice", "b", RECORD("'NewImage':{'a':{'S':''},'a':{'S':''},'b':{'S':'x'}}"),
      "{'NewImage':{'b':{'S':'x'}},'SequenceNumber':'7'}" },
    { "escapes", "b", RECORD("'NewImage':{'`u0061':{'S':'`n`ud83d`ude00'},'`u0062':{'S':'x'}}"),
      "{'NewImage':{'b':{'S':'x'}},'SequenceNumber':'7'}" },
    { "text that is not ASCII", "b",
      RECORD("'NewImage':{'a':{'S':'gr\xc3\xbc\xc3\x9f'},'b':{'N':'1'}}"),
      "{'NewImage':{'b':{'N':'1'}},'SequenceNumber':'7'}" },
    { "null and absent", "b", RECORD("'NewImage':null"), "{'NewImage':null,'SequenceNumber':'7'}" },
};

static const struct {
    const char *name, *text, *line;
} bad[] = {
    { "text that is not Unicode, in what is stepped over",
      RECORD("'NewImage':{'a':{'S':'\xff'},'b':{'N':'1'}}"),
      "error: record 0, byte 47, $.Records[0].dynamodb.NewImage: the text is not Unicode "
      "(SequenceNumber 7)\n" },
    { "half a pair there", RECORD("'NewImage':{'b':{'N':'1'},'a':['`ud800']}"),
      "error: record 0, byte 63, $.Records[0].dynamodb.NewImage: the text is not Unicode "
      "(SequenceNumber 7)\n" },
    { "the wanted one twice", RECORD("'NewImage':{'b':{'S':''},'a':7,'b':{'S':'x'}}"),
      "error: record 0, byte 56, $.Records[0].dynamodb.NewImage.b: the map has this attribute "
      "twice (SequenceNumber 7)\n" },
    { "no JSON there", RECORD("'NewImage':{'a':{'S':x}}"),
      "end: record 0, byte 46, $.Records[0].dynamodb.NewImage: expected a value\n" },
    { "no number of JSON's there", RECORD("'NewImage':{'a':[01]}"),
      "end: record 0, byte 43, $.Records[0].dynamodb.NewImage: expected ',' or ']'\n" },
    { "the end of the document", "{'Records':[{'dynamodb':{'NewImage':{'a':[{'x':'y",
      "end: record 0, byte 49, $.Records[0].dynamodb.NewImage: the document ends before it is "
      "complete\n" },
    { "its end behind an escape", "{'Records':[{'dynamodb':{'NewImage':{'a':'x`",
      "end: record 0, byte 44, $.Records[0].dynamodb.NewImage: the document ends before it is "
      "complete\n" },
    { "a bracket of the wrong kind", RECORD("'NewImage':{'a':[{]}}"),
      "end: record 0, byte 43, $.Records[0].dynamodb.NewImage: expected a member's name or '}'\n" },
};

/* Decoding. */

enum { WHOLE = 0 }; /* in one call, and not in chunks of so many bytes */

struct told {
    struct hearer hearer;
    struct json changes; /* each record's dynamodb, in its JSON */
};

static int tell(const ddbstream_record *record, void *user)
{
    struct told *told = user;
    struct json text = render_record(record);
    json_append(&told->changes, text.data);
    return 0;
}

static int tell_error(const ddbstream_error *error, void *user)
{
    return hear_error(error, &((struct told *)user)->hearer);
}

static struct told decode(const char *row, const ddbstream_options *options, size_t chunk)
{
    struct json text = json(row);
    ddbstream_options with_errors = *options;
    ddbstream_decoder *decoder;
    struct told told = { .hearer = hearer() };
    with_errors.on_error = tell_error;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, tell, &told, &with_errors), DDBSTREAM_OK);
    if (chunk == WHOLE) {
        char *copy = exact_copy(text.data, text.length);
        ddbstream_decoder_run(decoder, copy, text.length);
        free(copy);
    }
    for (size_t at = 0; at < text.length && chunk != WHOLE; at += chunk) {
        size_t length = text.length - at < chunk ? text.length - at : chunk;
        char *copy = exact_copy(text.data + at, length);
        ddbstream_decoder_feed(decoder, copy, length);
        free(copy);
    }
    ddbstream_decoder_finish(decoder);
    ddbstream_decoder_free(decoder);
    return told;
}

static void select_letters(ddbstream_options *options, const char *letters, char names[][2],
                           const char **pointers)
{
    size_t count = strlen(letters);
    for (size_t i = 0; i < count; i++) {
        names[i][0] = letters[i];
        names[i][1] = '\0';
        pointers[i] = names[i];
    }
    options->selected = pointers;
    options->selected_count = count;
}

/* In every way there is. */
static void expect_told(const char *row, const char *text, ddbstream_options options,
                        const char *changes, const char *errors)
{
    for (int yajl_only = 0; yajl_only < 2; yajl_only++)
        for (size_t chunk = WHOLE; chunk <= strlen(text); chunk += (size_t)test_stride()) {
            struct told told;
            options.yajl_only = yajl_only;
            told = decode(text, &options, chunk);
            expect_text(row, told.changes.data, changes);
            expect_text(row, told.hearer.text.data, errors);
        }
}

START_TEST(only_what_is_selected_is_built)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    char names[8][2];
    const char *pointers[8];
    struct json wanted = json("{'dynamodb':"), change = json(rows[_i].told);
    json_append(&wanted, change.data);
    json_append(&wanted, "}");
    select_letters(&options, rows[_i].selected, names, pointers);
    expect_told(rows[_i].name, rows[_i].text, options, wanted.data, "");
}
END_TEST

START_TEST(what_is_stepped_over_is_still_json)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    char names[8][2];
    const char *pointers[8];
    select_letters(&options, "b", names, pointers);
    expect_told(bad[_i].name, bad[_i].text, options, "", bad[_i].line);
}
END_TEST

/* Limits hold in what is stepped over. */

static const struct {
    const char *name, *text;
    size_t depth, string; /* what is enough */
    const char *line;     /* with one less of the one that is not 0 */
} limits[] = {
    { "depth", RECORD("'NewImage':{'a':[[{'x':[]}]]}"), 7, 0,
      "error: record 0, byte 48, $.Records[0].dynamodb.NewImage: the record is nested deeper than "
      "max_depth (SequenceNumber 7)\n" },
    { "depth of an empty object", RECORD("'NewImage':{'a':{}}"), 4, 0,
      "error: record 0, byte 41, $.Records[0].dynamodb.NewImage: the record is nested deeper than "
      "max_depth (SequenceNumber 7)\n" },
    { "a string", RECORD("'NewImage':{'a':['a string that is longer than any name']}"), 0, 37,
      "error: record 0, byte 42, $.Records[0].dynamodb.NewImage: a string is longer than "
      "max_string (SequenceNumber 7)\n" },
    { "a name", RECORD("'NewImage':{'a':{'a name that is longer than any other':1}}"), 0, 36,
      "error: record 0, byte 42, $.Records[0].dynamodb.NewImage: a string is longer than "
      "max_string (SequenceNumber 7)\n" },
    { "a string with an escape", RECORD("'NewImage':{'a':'`ta string longer than any name'}"), 0,
      31,
      "error: record 0, byte 41, $.Records[0].dynamodb.NewImage: a string is longer than "
      "max_string (SequenceNumber 7)\n" },
};

START_TEST(what_is_stepped_over_has_limits)
{
    struct json told = json("{'dynamodb':{'NewImage':{},'SequenceNumber':'7'}}");
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.keys_only = true;
    options.max_depth = limits[_i].depth;
    options.max_string = limits[_i].string;
    expect_told(limits[_i].name, limits[_i].text, options, told.data, "");
    options.max_depth -= options.max_depth > 0;
    options.max_string -= options.max_string > 0;
    expect_told(limits[_i].name, limits[_i].text, options, "", limits[_i].line);
}
END_TEST

/* So deep, or deeper by one, that the lane must leave it to yajl. */
START_TEST(what_is_stepped_over_may_be_deep)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json told = json("{'dynamodb':{'NewImage':{},'SequenceNumber':'7'}}");
    options.keys_only = true;
    for (int depth = 60; depth < 70; depth++) {
        struct json image = json("'NewImage':{'a':"), text = json("{'Records':[{'dynamodb':{"),
                    end = json("},'SequenceNumber':'7'}}]}");
        for (int i = 0; i < depth; i++)
            json_append(&image, "[");
        for (int i = 0; i < depth; i++)
            json_append(&image, "]");
        json_append(&text, image.data);
        json_append(&text, end.data);
        expect_told("deep", text.data, options, told.data, "");
    }
}
END_TEST

START_TEST(only_keys_may_be_built)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json told = json("{'dynamodb':{'Keys':{'k':{'S':'x'}},'NewImage':{},'OldImage':null,"
                            "'SequenceNumber':'7'}}");
    options.keys_only = true;
    expect_told("keys", RECORD("'NewImage':{'a':" DEEP "},'Keys':{'k':{'S':'x'}},'OldImage':null"),
                options, told.data, "");
}
END_TEST

START_TEST(an_image_must_still_be_one)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.keys_only = true;
    expect_told("no object", RECORD("'NewImage':[]"), options, "",
                "error: record 0, byte 36, $.Records[0].dynamodb.NewImage: expected an object of "
                "attributes, found an array (SequenceNumber 7)\n");
}
END_TEST

/* Options. */

START_TEST(names_are_copied)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json text = json(RECORD("'NewImage':{'total':{'N':'1'},'x':{'S':'y'}}"));
    struct json wanted = json("{'dynamodb':{'NewImage':{'total':{'N':'1'}},'SequenceNumber':'7'}}");
    char name[] = "total";
    const char *names[] = { name };
    struct told told = { .hearer = hearer() };
    ddbstream_decoder *decoder;
    options.selected = names;
    options.selected_count = 1;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, tell, &told, &options), DDBSTREAM_OK);
    memset(name, 'x', sizeof name);
    names[0] = NULL;
    ck_assert_int_eq(ddbstream_decoder_run(decoder, text.data, text.length), DDBSTREAM_OK);
    ck_assert_str_eq(told.changes.data, wanted.data);
    ddbstream_decoder_free(decoder);
}
END_TEST

START_TEST(names_that_are_counted_must_be_there)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    options.selected_count = 1;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, NULL, NULL, &options),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(decoder);
}
END_TEST

START_TEST(the_copy_may_find_no_memory)
{
    static const char *const names[] = { "a", "b" };
    struct test_allocator memory;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    test_allocator_init(&memory);
    options.allocator = &memory.allocator;
    options.selected = names;
    options.selected_count = COUNT_OF(names);
    test_allocator_fail(&memory, 1, true);
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, NULL, NULL, &options),
                     DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(decoder);
    test_allocator_check_empty(&memory);
}
END_TEST

int main(void)
{
    return RUN_SUITE("selection", EACH(only_what_is_selected_is_built, rows),
                     EACH(what_is_stepped_over_is_still_json, bad),
                     EACH(what_is_stepped_over_has_limits, limits),
                     ONCE(what_is_stepped_over_may_be_deep), ONCE(only_keys_may_be_built),
                     ONCE(an_image_must_still_be_one), ONCE(names_are_copied),
                     ONCE(names_that_are_counted_must_be_there), ONCE(the_copy_may_find_no_memory));
}
