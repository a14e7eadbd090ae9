/* Values, images and records in both forms: typed, which gives back what was read, and plain. */
#include <ddbstream/encoder.h>

#include "given.h"
#include "suite.h"
#include "test_allocator.h"

struct encoding {
    struct test_allocator memory;
    ddbstream_buffer *text;
    ddbstream_encoder *encoder;
};

static void begin(struct encoding *encoding)
{
    ddbstream_encoder_options options = DDBSTREAM_ENCODER_OPTIONS_INIT;
    test_allocator_init(&encoding->memory);
    options.allocator = &encoding->memory.allocator;
    ck_assert_int_eq(ddbstream_buffer_create(&encoding->text, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_encoder_create(&encoding->encoder,
                                              ddbstream_sink_buffer(encoding->text), &options),
                     DDBSTREAM_OK);
}

static void end(struct encoding *encoding)
{
    ddbstream_encoder_free(encoding->encoder);
    ddbstream_buffer_free(encoding->text);
    test_allocator_check_empty(&encoding->memory);
}

/* What has been written since the last time. */
static void expect_written(const char *row, struct encoding *encoding, const char *want)
{
    struct json wanted = json(want);
    expect_text(row, ddbstream_buffer_text(encoding->text).data, wanted.data);
    ddbstream_buffer_clear(encoding->text);
}

static const struct {
    const char *typed, *plain;
} values[] = {
    { "{'S':''}", "''" },
    { "{'S':'a `'b`'`u0000'}", "'a `'b`'`u0000'" },
    { "{'N':'1'}", "1" },
    { "{'N':'-249.50E+05'}", "-249.50E+05" },
    { "{'N':'12345678901234567890123456789012345678'}", "12345678901234567890123456789012345678" },
    { "{'N':'-0'}", "-0" },
    { "{'B':''}", "''" },
    { "{'B':'/wAB'}", "'/wAB'" },
    { "{'BOOL':true}", "true" },
    { "{'BOOL':false}", "false" },
    { "{'NULL':true}", "null" },
    { "{'NULL':false}", "null" },
    { "{'SS':[]}", "[]" },
    { "{'SS':['b','a','b']}", "['b','a','b']" },
    { "{'NS':[]}", "[]" },
    { "{'NS':['1.0','1','9.99E+125']}", "[1.0,1,9.99E+125]" },
    { "{'BS':[]}", "[]" },
    { "{'BS':['YQ==','']}", "['YQ==','']" },
    { "{'L':[]}", "[]" },
    { "{'M':{}}", "{}" },
    { "{'L':[{'L':[]},{'M':{}},{'N':'1'},{'NULL':true}]}", "[[],{},1,null]" },
    { "{'M':{'a.b':{'M':{'c':{'SS':['x']}}},'':{'L':[{'M':{}}]},'`'':{'BOOL':true}}}",
      "{'a.b':{'c':['x']},'':[{}],'`'':true}" },
};

START_TEST(values_are_written_typed_and_plain)
{
    struct given given = given_value(values[_i].typed);
    struct encoding encoding;
    begin(&encoding);
    ck_assert_int_eq(ddbstream_encoder_plain_value(encoding.encoder, given.value), DDBSTREAM_OK);
    expect_written(values[_i].typed, &encoding, values[_i].plain);
    ck_assert_int_eq(ddbstream_encoder_value(encoding.encoder, given.value), DDBSTREAM_OK);
    expect_written(values[_i].typed, &encoding, values[_i].typed);
    end(&encoding);
    given_free(&given);
}
END_TEST

/* Images: `image` is what follows the keys. */
static const struct {
    const char *image, *plain;
} images[] = {
    { "", "null" },
    { ",'NewImage':null", "null" },
    { ",'NewImage':{}", "{}" },
    { ",'NewImage':{'a':{'N':'1'},'b':{'M':{'c':{'L':[]}}}}", "{'a':1,'b':{'c':[]}}" },
};

START_TEST(images_are_written_plain)
{
    struct json text = json("'Keys':{}");
    struct given given;
    struct encoding encoding;
    json_append(&text, images[_i].image);
    given = given_record(text.data);
    begin(&encoding);
    ck_assert_int_eq(ddbstream_encoder_plain_image(encoding.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    expect_written(images[_i].image, &encoding, images[_i].plain);
    ck_assert_int_eq(
        ddbstream_encoder_plain_map(encoding.encoder, &given.record->new_image.attributes),
        DDBSTREAM_OK);
    expect_written(images[_i].image, &encoding,
                   strcmp(images[_i].plain, "null") != 0 ? images[_i].plain : "{}");
    end(&encoding);
    given_free(&given);
}
END_TEST

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const ddbstream_attribute id[] = {
    { TEXT("id"), { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("1") } },
};

#define ID                                                                                         \
    {                                                                                              \
        DDBSTREAM_PRESENT,                                                                         \
        {                                                                                          \
            id, 1                                                                                  \
        }                                                                                          \
    }

static const struct {
    const char *name;
    ddbstream_record record;
    const char *plain;
} records[] = {
    { "nothing", { .index = 0 }, "{'eventName':null,'keys':null,'newImage':null,'oldImage':null}" },
    { "null",
      { .null_members = DDBSTREAM_MEMBER_EVENT_NAME,
        .keys = { .presence = DDBSTREAM_NULL },
        .new_image = { .presence = DDBSTREAM_NULL },
        .old_image = { .presence = DDBSTREAM_NULL } },
      "{'eventName':null,'keys':null,'newImage':null,'oldImage':null}" },
    { "an insert",
      { .event_name_text = TEXT("INSERT"), .keys = ID, .new_image = ID },
      "{'eventName':'INSERT','keys':{'id':1},'newImage':{'id':1},'oldImage':null}" },
    { "a removal, and what is not written",
      { .event_name_text = TEXT("REMOVE"),
        .keys = ID,
        .old_image = ID,
        .event_id = TEXT("1"),
        .aws_region = TEXT("eu-west-1"),
        .sequence_number = TEXT("2") },
      "{'eventName':'REMOVE','keys':{'id':1},'newImage':null,'oldImage':{'id':1}}" },
    { "an empty image",
      { .event_name_text = TEXT("?"), .new_image = { .presence = DDBSTREAM_PRESENT } },
      "{'eventName':'?','keys':null,'newImage':{},'oldImage':null}" },
};

START_TEST(records_are_written_plain)
{
    struct encoding encoding;
    begin(&encoding);
    ck_assert_int_eq(ddbstream_encoder_plain_record(encoding.encoder, &records[_i].record),
                     DDBSTREAM_OK);
    expect_written(records[_i].name, &encoding, records[_i].plain);
    end(&encoding);
}
END_TEST

/* What can't be written: a value made by hand, alone and in a list. */
static const ddbstream_string no_numbers[] = { TEXT("1"), TEXT("1,5") };

static const struct {
    const char *name;
    ddbstream_value value;
    ddbstream_status status;
} refused[] = {
    { "N", { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("01") }, DDBSTREAM_ERROR_NUMBER },
    { "N, empty", { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("") }, DDBSTREAM_ERROR_NUMBER },
    { "N without text", { .type = DDBSTREAM_TYPE_N }, DDBSTREAM_ERROR_NUMBER },
    { "NS",
      { .type = DDBSTREAM_TYPE_NS, .as.number_set = { no_numbers, 2 } },
      DDBSTREAM_ERROR_NUMBER },
    { "S", { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("\xff") }, DDBSTREAM_ERROR_TEXT },
    { "no type", { .type = (ddbstream_type)11 }, DDBSTREAM_ERROR_VALUE },
};

START_TEST(what_is_no_json_is_not_written)
{
    ddbstream_value list = { .type = DDBSTREAM_TYPE_L, .as.list = { &refused[_i].value, 1 } };
    struct encoding encoding;
    begin(&encoding);
    expect_status(refused[_i].name,
                  ddbstream_encoder_plain_value(encoding.encoder, &refused[_i].value),
                  refused[_i].status);
    expect_status(refused[_i].name, ddbstream_encoder_plain_value(encoding.encoder, &list),
                  refused[_i].status);
    expect_written(refused[_i].name, &encoding, "");
    list.as.list.count = 0;
    ck_assert_int_eq(ddbstream_encoder_plain_value(encoding.encoder, &list), DDBSTREAM_OK);
    expect_written("afterwards", &encoding, "[]");
    end(&encoding);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    struct given given = given_value("{'M':{'a':{'L':[{'B':'YQ=='},{'NS':['1']}]}}}");
    size_t failed = 0;
    for (bool goes_on = true; goes_on; failed += goes_on) {
        struct encoding encoding;
        begin(&encoding);
        test_allocator_fail(&encoding.memory, failed, false);
        ck_assert_int_eq(ddbstream_encoder_plain_value(encoding.encoder, given.value),
                         encoding.memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        goes_on = encoding.memory.failures > 0;
        test_allocator_recover(&encoding.memory);
        ddbstream_buffer_clear(encoding.text);
        ck_assert_int_eq(ddbstream_encoder_plain_value(encoding.encoder, given.value),
                         DDBSTREAM_OK);
        expect_written("after failing", &encoding, "{'a':['YQ==',[1]]}");
        end(&encoding);
    }
    ck_assert_uint_ge(failed, 2);
    given_free(&given);
}
END_TEST

START_TEST(arguments_are_checked)
{
    struct encoding encoding;
    begin(&encoding);
    ck_assert_int_eq(ddbstream_encoder_plain_value(encoding.encoder, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_plain_image(encoding.encoder, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_plain_map(encoding.encoder, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_plain_record(encoding.encoder, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_plain_value(NULL, &id[0].value), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_encoder_plain_record(NULL, &records[0].record),
                     DDBSTREAM_ERROR_ARGUMENT);
    end(&encoding);
}
END_TEST

int main(void)
{
    return RUN_SUITE("value_writer", EACH(values_are_written_typed_and_plain, values),
                     EACH(images_are_written_plain, images),
                     EACH(records_are_written_plain, records),
                     EACH(what_is_no_json_is_not_written, refused), ONCE(each_allocation_may_fail),
                     ONCE(arguments_are_checked));
}
