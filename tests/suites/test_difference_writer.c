/* Differences as JSON: rows of images, redaction, and memory. */
#include <ddbstream/encoder.h>

#include "given.h"
#include "suite.h"
#include "test_allocator.h"

struct encoding {
    struct test_allocator memory;
    ddbstream_buffer *text;
    ddbstream_encoder *encoder;
};

static void begin(struct encoding *encoding, const ddbstream_redaction *redaction)
{
    ddbstream_encoder_options options = DDBSTREAM_ENCODER_OPTIONS_INIT;
    test_allocator_init(&encoding->memory);
    options.allocator = &encoding->memory.allocator;
    options.redaction = redaction;
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

static ddbstream_status write_difference(struct encoding *encoding, const ddbstream_record *record)
{
    ddbstream_buffer_clear(encoding->text);
    return ddbstream_encoder_difference(encoding->encoder, &record->old_image, &record->new_image);
}

static void expect_written(const char *row, const struct encoding *encoding, const char *want)
{
    struct json wanted = json(want);
    expect_text(row, ddbstream_buffer_text(encoding->text).data, wanted.data);
}

#define NOTHING "{'added':{},'removed':{},'changed':{}}"

static const struct {
    const char *name, *images, *difference;
} rows[] = {
    { "no images", "'Keys':{}", NOTHING },
    { "null and empty", "'OldImage':null,'NewImage':{}", NOTHING },
    { "the same",
      "'OldImage':{'a':{'N':'1'},'s':{'SS':['x','y']}},"
      "'NewImage':{'s':{'SS':['y','x']},'a':{'N':'1.0'}}",
      NOTHING },
    { "an insert", "'NewImage':{'b':{'S':'x'},'a':{'M':{'c':{'NULL':true}}}}",
      "{'added':{'b':{'S':'x'},'a':{'M':{'c':{'NULL':true}}}},'removed':{},'changed':{}}" },
    { "a removal", "'OldImage':{'b':{'S':'x'},'a':{'L':[]}}",
      "{'added':{},'removed':{'b':{'S':'x'},'a':{'L':[]}},'changed':{}}" },
    { "orders",
      "'OldImage':{'r2':{'N':'1'},'a':{'N':'1'},'b':{'N':'1'},'c':{'N':'1'},'r1':{'N':'1'}},"
      "'NewImage':{'n2':{'N':'1'},'c':{'N':'2'},'b':{'N':'1'},'n1':{'N':'1'},'a':{'N':'2'}}",
      "{'added':{'n2':{'N':'1'},'n1':{'N':'1'}},'removed':{'r2':{'N':'1'},'r1':{'N':'1'}},"
      "'changed':{'c':{'old':{'N':'1'},'new':{'N':'2'}},'a':{'old':{'N':'1'},'new':{'N':'2'}}}}" },
    { "attributes as a whole",
      "'OldImage':{'a.b':{'M':{'x':{'N':'1'},'y':{'N':'1'}}},'t':{'SS':[]}},"
      "'NewImage':{'a.b':{'M':{'x':{'N':'2'},'y':{'N':'1'}}},'t':{'L':[]}}",
      "{'added':{},'removed':{},'changed':{"
      "'a.b':{'old':{'M':{'x':{'N':'1'},'y':{'N':'1'}}},'new':{'M':{'x':{'N':'2'},'y':{'N':'1'}}}},"
      "'t':{'old':{'SS':[]},'new':{'L':[]}}}}" },
};

START_TEST(differences_are_written)
{
    struct given given = given_record(rows[_i].images);
    struct encoding encoding;
    begin(&encoding, NULL);
    ck_assert_int_eq(write_difference(&encoding, given.record), DDBSTREAM_OK);
    expect_written(rows[_i].name, &encoding, rows[_i].difference);
    end(&encoding);
    given_free(&given);
}
END_TEST

START_TEST(no_image_is_empty)
{
    struct encoding encoding;
    begin(&encoding, NULL);
    ck_assert_int_eq(ddbstream_encoder_difference(encoding.encoder, NULL, NULL), DDBSTREAM_OK);
    expect_written("no images", &encoding, NOTHING);
    ck_assert_int_eq(ddbstream_encoder_difference(NULL, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    end(&encoding);
}
END_TEST

START_TEST(differences_are_redacted)
{
    static const ddbstream_redaction_rule rules[] = {
        { "a", NULL, DDBSTREAM_REDACT_MASK },
        { "d", NULL, DDBSTREAM_REDACT_DROP },
        { NULL, "m.b", DDBSTREAM_REDACT_MASK },
    };
    struct given given = given_record(
        "'OldImage':{'m':{'M':{'b':{'N':'1'},'c':{'N':'1'}}},'d':{'N':'1'},'x':{'M':{'a':{'N':'1'}}"
        "}},"
        "'NewImage':{'m':{'M':{'b':{'N':'2'},'c':{'N':'1'}}},'d':{'N':'2'},'a':{'N':'1'}}");
    ddbstream_redaction *redaction;
    struct encoding encoding;
    ck_assert_int_eq(ddbstream_redaction_create(&redaction, rules, COUNT_OF(rules), NULL),
                     DDBSTREAM_OK);
    begin(&encoding, redaction);
    ck_assert_int_eq(write_difference(&encoding, given.record), DDBSTREAM_OK);
    expect_written("redacted", &encoding,
                   "{'added':{'a':{'S':'***'}},'removed':{'x':{'M':{'a':{'S':'***'}}}},'changed':{"
                   "'m':{'old':{'M':{'b':{'S':'***'},'c':{'N':'1'}}},"
                   "'new':{'M':{'b':{'S':'***'},'c':{'N':'1'}}}}}}");
    end(&encoding);
    ddbstream_redaction_free(redaction);
    given_free(&given);
}
END_TEST

START_TEST(a_type_that_is_none_is_told)
{
    const ddbstream_attribute bad = { { "a", 1 }, { .type = (ddbstream_type)11 } };
    const ddbstream_image image = { DDBSTREAM_PRESENT, { &bad, 1 } };
    struct encoding encoding;
    begin(&encoding, NULL);
    ck_assert_int_eq(ddbstream_encoder_difference(encoding.encoder, &image, &image),
                     DDBSTREAM_ERROR_VALUE);
    expect_written("nothing", &encoding, "");
    end(&encoding);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    struct given given = given_record("'OldImage':{'b':{'SS':['x','y']},'a':{'L':[{'N':'1'}]}},"
                                      "'NewImage':{'a':{'L':[{'N':'2'}]},'b':{'SS':['y','x']}}");
    size_t failed = 0;
    for (bool goes_on = true; goes_on; failed += goes_on) {
        struct encoding encoding;
        begin(&encoding, NULL);
        test_allocator_fail(&encoding.memory, failed, false);
        ck_assert_int_eq(write_difference(&encoding, given.record),
                         encoding.memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        goes_on = encoding.memory.failures > 0;
        if (goes_on)
            expect_written("nothing", &encoding, "");
        test_allocator_recover(&encoding.memory);
        ck_assert_int_eq(write_difference(&encoding, given.record), DDBSTREAM_OK);
        expect_written("after failing", &encoding,
                       "{'added':{},'removed':{},'changed':{"
                       "'a':{'old':{'L':[{'N':'1'}]},'new':{'L':[{'N':'2'}]}}}}");
        end(&encoding);
    }
    ck_assert_uint_ge(failed, 5);
    given_free(&given);
}
END_TEST

int main(void)
{
    return RUN_SUITE("difference_writer", EACH(differences_are_written, rows),
                     ONCE(no_image_is_empty), ONCE(differences_are_redacted),
                     ONCE(a_type_that_is_none_is_told), ONCE(each_allocation_may_fail));
}
