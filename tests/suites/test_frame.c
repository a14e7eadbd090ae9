/* The frame around records: where it begins and ends, and that what is read without yajl is told as
 * yajl would have it. */
#include "frame.h"

#include "both_ways.h"

static const struct {
    const char *text;
    size_t front;
} fronts[] = {
    { "{'Records':[", 12 },
    { "{'Records':[{", 12 },
    { " {\n\t'Records'\r:  [ {", 18 },
    { "", 0 },
    { "{", 0 },
    { "{'Records':", 0 },
    { "{'Records':null}", 0 },
    { "{'Records':{", 0 },
    { "{'Record':[", 0 },
    { "{'records':[", 0 },
    { "{'`u0052ecords':[", 0 },
    { "{'Recordss':[", 0 },
    { "{'Records'::[", 0 },
    { "{{'Records':[", 0 },
    { "['Records':[", 0 },
    { "\v{'Records':[", 0 },
    { "\xef\xbb\xbf{'Records':[", 0 },
};

START_TEST(fronts_are_known)
{
    struct json text = json(fronts[_i].text);
    for (size_t length = 0; length <= text.length; length++) {
        char *exact = exact_copy(text.data, length);
        expect_number(text.data, ddbs_frame_front(exact, length),
                      length >= fronts[_i].front ? fronts[_i].front : 0);
        free(exact);
    }
}
END_TEST

static const struct {
    const char *text;
    bool is_end;
} ends[] = {
    { "]}", true },   { " ] } \n", true }, { "", false },      { "]", false },
    { "]]", false },  { "}", false },      { "]}}", false },   { "]},", false },
    { ",]}", false }, { "]}\v", false },   { "]},{}", false }, { "]}0", false },
};

START_TEST(ends_are_known)
{
    const char *text = ends[_i].text;
    char *exact = exact_copy(text, strlen(text));
    ck_assert_int_eq(ddbs_frame_is_end(exact, strlen(text)), ends[_i].is_end);
    free(exact);
}
END_TEST

#define RECORD "{'eventID':'1','dynamodb':{'Keys':{'a':{'S':'x'}}}}"
#define BAD "{'eventID':'1','dynamodb':{'Keys':{'a':{'X':'x'}}}}"

static const char *const documents[] = {
    "{'Records':[]}",
    "{'Records':[" RECORD "]}",
    " { 'Records' : [ " RECORD " , " RECORD " ] } ",
    "\xef\xbb\xbf{'Records':[" RECORD "," RECORD "]}\n",
    "{'Records':[" RECORD "," RECORD ",7," RECORD ",null," RECORD "]}",
    "{'Records':[" BAD "]}",
    "{'Records':[" RECORD "," BAD "," RECORD "]}",
    "{'Records':[" RECORD ",]}",
    "{'Records':[," RECORD "]}",
    "{'Records':[" RECORD RECORD "]}",
    "{'Records':[" RECORD "]",
    "{'Records':[" RECORD,
    "{'Records':[" RECORD "]}}",
    "{'Records':[" RECORD "]} x",
    "{'Records':[" RECORD "]}{'Records':[" RECORD "]}",
    "{'Records':[" RECORD "],'NextShardIterator':'x'}",
    "{'Records':[" RECORD "],'Records':[" RECORD "]}",
    "{'Records':[" RECORD "],'other':[1,{}],'state':{'a':'b'}}",
    "{'Records':[" RECORD "],'eventID':'1'}",
    "{'Records':[{'kinesis':{'data':''}}]}",
    "{'Records':[" RECORD ",{'eventID':'1','Item':{}}]}",
};

START_TEST(what_is_told_is_the_same)
{
    struct json text = json(documents[_i]);
    for (size_t length = 0; length <= text.length; length++) {
        ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
        struct json document = text;
        document.length = length;
        expect_same(documents[_i], &document, options);
    }
}
END_TEST

/* Fed in three parts, of which two may be nothing: all at once, and cut anywhere. */
START_TEST(in_parts_too)
{
    const ddbstream_options yajl_only = { .size = sizeof yajl_only, .yajl_only = true };
    const ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json document = json(documents[_i]);
    struct json told = told_one_way(&document, yajl_only, NEVER);
    for (size_t first = 0; first <= document.length; first += (size_t)test_stride()) {
        const size_t seconds[] = { first, first + 1, document.length - 1, document.length };
        for (size_t i = 0; i < COUNT_OF(seconds); i++) {
            const struct cuts cuts = { first, seconds[i] };
            if (first <= cuts.second && cuts.second <= document.length)
                expect_text(documents[_i], told_in_parts(&document, &cuts, options, NEVER).data,
                            told.data);
        }
    }
}
END_TEST

START_TEST(with_each_shape_that_may_be_asked_for)
{
    struct json document = json(documents[_i]);
    for (int shape = DDBSTREAM_SHAPE_ANY; shape <= DDBSTREAM_SHAPE_FAILURE; shape++) {
        ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
        options.shape = (ddbstream_shape)shape;
        expect_same(documents[_i], &document, options);
        options.keep_unknown_members = true;
        expect_same(documents[_i], &document, options);
    }
}
END_TEST

START_TEST(with_limits)
{
    struct json document = json(documents[_i]);
    for (size_t limit = 1; limit <= 50; limit++) {
        ddbstream_options options = { .size = sizeof options, .max_string = limit };
        expect_same(documents[_i], &document, options);
        options = (ddbstream_options){ .size = sizeof options, .max_records = limit };
        expect_same(documents[_i], &document, options);
        options = (ddbstream_options){ .size = sizeof options, .max_depth = limit };
        expect_same(documents[_i], &document, options);
    }
}
END_TEST

START_TEST(until_a_callback_stops_it)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json document = json(documents[_i]);
    for (size_t call = 0; call < 6; call++)
        expect_same_until(documents[_i], &document, options, call);
}
END_TEST

/* A decoder that has not needed yajl for one document may need it for the next. */
START_TEST(documents_follow_each_other)
{
    struct hearer heard = hearer();
    ddbstream_decoder *decoder;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = hear_error;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, tell_record, &heard, &options),
                     DDBSTREAM_OK);
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        struct json first = json(documents[i]), second = json(documents[_i]);
        struct json alone = told_one_way(&second, options, NEVER);
        ddbstream_decoder_run(decoder, first.data, first.length);
        heard.text.length = 0;
        heard.records = heard.errors = 0;
        ddbstream_decoder_run(decoder, second.data, second.length);
        ck_assert_msg(strncmp(alone.data, heard.text.data, heard.text.length) == 0, "%s",
                      documents[i]);
    }
    ddbstream_decoder_free(decoder);
}
END_TEST

int main(void)
{
    return RUN_SUITE("frame", EACH(fronts_are_known, fronts), EACH(ends_are_known, ends),
                     EACH(what_is_told_is_the_same, documents), EACH(in_parts_too, documents),
                     EACH(with_each_shape_that_may_be_asked_for, documents),
                     EACH(with_limits, documents), EACH(until_a_callback_stops_it, documents),
                     EACH(documents_follow_each_other, documents));
}
