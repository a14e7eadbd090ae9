/* Shapes: their names, and documents of each of them, read when another is the only one wanted. */
#include <ddbstream/decoder.h>

#include "hearer.h"
#include "rows.h"
#include "suite.h"

static const struct {
    int shape;
    const char *name;
} names[] = {
    { DDBSTREAM_SHAPE_ANY, "any" },
    { DDBSTREAM_SHAPE_LAMBDA, "lambda" },
    { DDBSTREAM_SHAPE_STREAMS, "streams" },
    { DDBSTREAM_SHAPE_KINESIS, "kinesis" },
    { DDBSTREAM_SHAPE_PIPES, "pipes" },
    { DDBSTREAM_SHAPE_RECORD, "record" },
    { DDBSTREAM_SHAPE_EXPORT, "s3-export" },
    { DDBSTREAM_SHAPE_FAILURE, "failure" },
    { DDBSTREAM_SHAPE_FAILURE + 1, "unknown" },
    { 1000, "unknown" },
    { -1, "unknown" },
};

START_TEST(each_shape_has_a_name)
{
    ck_assert_str_eq(ddbstream_shape_name((ddbstream_shape)names[_i].shape), names[_i].name);
}
END_TEST

/* Every document with every shape as the only one wanted. */

enum {
    ANY = 1 << DDBSTREAM_SHAPE_ANY,
    LAMBDA = 1 << DDBSTREAM_SHAPE_LAMBDA,
    STREAMS = 1 << DDBSTREAM_SHAPE_STREAMS,
    KINESIS = 1 << DDBSTREAM_SHAPE_KINESIS,
    PIPES = 1 << DDBSTREAM_SHAPE_PIPES,
    RECORD = 1 << DDBSTREAM_SHAPE_RECORD,
    EXPORT = 1 << DDBSTREAM_SHAPE_EXPORT,
    FAILURE = 1 << DDBSTREAM_SHAPE_FAILURE,
    ALL = FAILURE * 2 - 1,
    NO_RECORDS = PIPES | RECORD | FAILURE
};

#define CHANGE "'eventSourceARN':'a','dynamodb':{}"
#define READ "'eventSource':'s','dynamodb':{}"
#define DELIVERY "'kinesis':{'data':'eyJkeW5hbW9kYiI6e319'}" /* {"dynamodb":{}} */
#define BUT ": this is not the shape that was asked for, but "

struct expectation {
    int wanted; /* bits of shapes, with each of which */
    const char *heard;
};

/* The first expectation is that of the shapes which accept the document. */
static const struct {
    const char *name, *text;
    ddbstream_shape shape;
    struct expectation expected[6];
} documents[] = {
    { "an event",
      "{'Records':[{" CHANGE "}]}",
      DDBSTREAM_SHAPE_LAMBDA,
      { { ANY | LAMBDA, "record 0 -\n" },
        { STREAMS | KINESIS, "error: record 0, byte 12, $.Records[0]" BUT "lambda\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "records that name no source",
      "{'Records':[{'dynamodb':{}}]}",
      DDBSTREAM_SHAPE_LAMBDA,
      { { ANY | LAMBDA | STREAMS, "record 0 -\n" },
        { KINESIS, "error: record 0, byte 12, $.Records[0]" BUT "lambda\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "records of GetRecords",
      "{'Records':[{" READ "}]}",
      DDBSTREAM_SHAPE_STREAMS,
      { { ANY | LAMBDA | STREAMS, "record 0 -\n" },
        { KINESIS, "error: record 0, byte 12, $.Records[0]" BUT "streams\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "GetRecords, its iterator first",
      "{'NextShardIterator':'i','Records':[{" READ "}]}",
      DDBSTREAM_SHAPE_STREAMS,
      { { ANY | STREAMS, "record 0 -\n" },
        { LAMBDA | KINESIS | NO_RECORDS, "end: byte 25, $" BUT "streams\n" },
        { EXPORT, "error: record 0, byte 25, $" BUT "lambda\n" } } },
    { "GetRecords, its iterator last",
      "{'Records':[{" READ "}],'NextShardIterator':null}",
      DDBSTREAM_SHAPE_STREAMS,
      { { ANY | STREAMS, "record 0 -\n" },
        { LAMBDA, "record 0 -\nend: byte 47, $" BUT "streams\n" },
        { KINESIS, "error: record 0, byte 12, $.Records[0]" BUT "streams\n"
                   "end: byte 47, $" BUT "streams\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "GetRecords, its iterator last, no source",
      "{'Records':[{'dynamodb':{}}],'NextShardIterator':null}",
      DDBSTREAM_SHAPE_STREAMS,
      { { ANY | STREAMS, "record 0 -\n" },
        { LAMBDA, "record 0 -\nend: byte 29, $" BUT "streams\n" },
        { KINESIS, "error: record 0, byte 12, $.Records[0]" BUT "lambda\n"
                   "end: byte 29, $" BUT "streams\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "an iterator beside an event",
      "{'NextShardIterator':'i','Records':[{" CHANGE "}]}",
      DDBSTREAM_SHAPE_STREAMS,
      { { ANY, "record 0 -\n" },
        { STREAMS, "error: record 0, byte 36, $.Records[0]" BUT "lambda\n" },
        { LAMBDA | KINESIS | NO_RECORDS, "end: byte 25, $" BUT "streams\n" },
        { EXPORT, "error: record 0, byte 25, $" BUT "lambda\n" } } },
    { "no records",
      "{'Records':[]}",
      DDBSTREAM_SHAPE_LAMBDA,
      { { ANY | LAMBDA | STREAMS | KINESIS, "" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "null for records",
      "{'Records':null}",
      DDBSTREAM_SHAPE_LAMBDA,
      { { ANY | LAMBDA | STREAMS | KINESIS, "" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "GetRecords without records",
      "{'Records':[],'NextShardIterator':'i'}",
      DDBSTREAM_SHAPE_STREAMS,
      { { ANY | STREAMS, "" },
        { LAMBDA | KINESIS, "end: byte 14, $" BUT "streams\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "Kinesis",
      "{'Records':[{" DELIVERY "}]}",
      DDBSTREAM_SHAPE_KINESIS,
      { { ANY | KINESIS, "record 0 -\n" },
        { LAMBDA | STREAMS, "error: record 0, byte 12, $.Records[0]" BUT "kinesis\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "Kinesis, and an event's record",
      "{'Records':[{" DELIVERY "},{" CHANGE "}]}",
      DDBSTREAM_SHAPE_KINESIS,
      { { ANY, "record 0 -\nrecord 1 -\n" },
        { LAMBDA, "error: record 0, byte 12, $.Records[0]" BUT "kinesis\nrecord 1 -\n" },
        { KINESIS, "record 0 -\nerror: record 1, byte 56, $.Records[1]" BUT "lambda\n" },
        { STREAMS, "error: record 0, byte 12, $.Records[0]" BUT "kinesis\n"
                   "error: record 1, byte 56, $.Records[1]" BUT "lambda\n" },
        { NO_RECORDS, "end: byte 1, $" BUT "lambda\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "lambda\n" } } },
    { "an array",
      "[{" CHANGE "}]",
      DDBSTREAM_SHAPE_PIPES,
      { { ANY | PIPES, "record 0 -\n" },
        { EXPORT, "error: record 0, byte 0, $" BUT "pipes\n" },
        { ALL - ANY - PIPES - EXPORT, "end: byte 0, $" BUT "pipes\n" } } },
    { "an array from Kinesis",
      "[{" DELIVERY "}]",
      DDBSTREAM_SHAPE_PIPES,
      { { ANY | PIPES, "record 0 -\n" },
        { EXPORT, "error: record 0, byte 0, $" BUT "pipes\n" },
        { ALL - ANY - PIPES - EXPORT, "end: byte 0, $" BUT "pipes\n" } } },
    { "an empty array",
      " []",
      DDBSTREAM_SHAPE_PIPES,
      { { ANY | PIPES, "" },
        { EXPORT, "error: record 0, byte 1, $" BUT "pipes\n" },
        { ALL - ANY - PIPES - EXPORT, "end: byte 1, $" BUT "pipes\n" } } },
    { "a record",
      "{" CHANGE "}",
      DDBSTREAM_SHAPE_RECORD,
      { { ANY | RECORD, "record 0 -\n" },
        { EXPORT, "error: record 0, byte 22, $" BUT "record\n" },
        { ALL - ANY - RECORD - EXPORT, "end: byte 22, $" BUT "record\n" } } },
    { "a record from Kinesis",
      "{" DELIVERY "}",
      DDBSTREAM_SHAPE_RECORD,
      { { ANY | RECORD, "record 0 -\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "record\n" },
        { ALL - ANY - RECORD - EXPORT, "end: byte 1, $" BUT "record\n" } } },
    { "a record a line",
      "{'dynamodb':{}}\n{'dynamodb':{}}\n",
      DDBSTREAM_SHAPE_RECORD,
      { { ANY | RECORD, "record 0 -\nrecord 1 -\n" },
        { EXPORT, "error: record 0, byte 1, $" BUT "record\n"
                  "error: record 1, byte 17, $" BUT "record\n" },
        { ALL - ANY - RECORD - EXPORT, "end: byte 1, $" BUT "record\n" } } },
    { "a full export",
      "{'Item':{}}\n{'Item':{}}",
      DDBSTREAM_SHAPE_EXPORT,
      { { ANY | EXPORT, "record 0 -\nrecord 1 -\n" },
        { RECORD, "error: record 0, byte 1, $" BUT "s3-export\n"
                  "error: record 1, byte 13, $" BUT "s3-export\n" },
        { ALL - ANY - RECORD - EXPORT, "end: byte 1, $" BUT "s3-export\n" } } },
    { "an incremental export",
      "{'Metadata':{},'Keys':{},'NewImage':{}}",
      DDBSTREAM_SHAPE_EXPORT,
      { { ANY | EXPORT, "record 0 -\n" },
        { RECORD, "error: record 0, byte 1, $" BUT "s3-export\n" },
        { ALL - ANY - RECORD - EXPORT, "end: byte 1, $" BUT "s3-export\n" } } },
    { "an export with a record in it",
      "{'Item':{}}\n{'dynamodb':{}}",
      DDBSTREAM_SHAPE_EXPORT,
      { { ANY, "record 0 -\nrecord 1 -\n" },
        { EXPORT, "record 0 -\nerror: record 1, byte 13, $" BUT "record\n" },
        { RECORD, "error: record 0, byte 1, $" BUT "s3-export\nrecord 1 -\n" },
        { ALL - ANY - RECORD - EXPORT, "end: byte 1, $" BUT "s3-export\n" } } },
    { "what became of a batch",
      "{'requestContext':{},'version':'1.0'}",
      DDBSTREAM_SHAPE_FAILURE,
      { { ANY | FAILURE, "" },
        { EXPORT, "error: record 0, byte 1, $" BUT "failure\n" },
        { ALL - ANY - FAILURE - EXPORT, "end: byte 1, $" BUT "failure\n" } } },
};

static const char *expected_of(int row, int shape)
{
    const char *heard = NULL;
    for (size_t i = 0; i < COUNT_OF(documents[0].expected); i++) {
        const struct expectation *expected = &documents[row].expected[i];
        if ((expected->wanted & 1 << shape) == 0)
            continue;
        ck_assert_msg(heard == NULL, "%s is told twice", documents[row].name);
        heard = expected->heard;
    }
    ck_assert_msg(heard != NULL, "%s is not told for %d", documents[row].name, shape);
    return heard;
}

static ddbstream_decoder *create(struct hearer *hearer, int shape, bool yajl_only)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    options.on_error = hear_error;
    options.shape = (ddbstream_shape)shape;
    options.yajl_only = yajl_only;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, hear_record, hearer, &options),
                     DDBSTREAM_OK);
    return decoder;
}

/* In pieces of that size. */
static ddbstream_status feed(ddbstream_decoder *decoder, const struct json *text, size_t size)
{
    ddbstream_status status = DDBSTREAM_OK;
    for (size_t at = 0; at < text->length && status == DDBSTREAM_OK; at += size) {
        size_t length = text->length - at < size ? text->length - at : size;
        char *piece = exact_copy(text->data + at, length);
        status = ddbstream_decoder_feed(decoder, piece, length);
        free(piece);
    }
    return ddbstream_decoder_finish(decoder);
}

static void check(int row, int shape, size_t size, bool yajl_only)
{
    const char *name = documents[row].name, *want = expected_of(row, shape);
    bool ends = strstr(want, "end: ") != NULL;
    bool accepts = (documents[row].expected[0].wanted & 1 << shape) != 0;
    struct json text = json(documents[row].text);
    struct hearer heard = hearer();
    ddbstream_decoder *decoder = create(&heard, shape, yajl_only);
    ddbstream_status status = size == 0 ? ddbstream_decoder_run(decoder, text.data, text.length)
                                        : feed(decoder, &text, size);
    expect_status(name, status, ends ? DDBSTREAM_ERROR_SHAPE : DDBSTREAM_OK);
    expect_text(name, heard.text.data, want);
    if (accepts)
        expect_number(name, ddbstream_decoder_document(decoder)->shape,
                      shape != DDBSTREAM_SHAPE_ANY ? shape : (int)documents[row].shape);
    ddbstream_decoder_free(decoder);
}

START_TEST(a_document_is_accepted_or_what_it_is_is_told)
{
    for (int shape = DDBSTREAM_SHAPE_ANY; shape <= DDBSTREAM_SHAPE_FAILURE; shape++)
        for (size_t size = 0; size <= strlen(documents[_i].text); size++) {
            check(_i, shape, size, false);
            check(_i, shape, size, true);
        }
}
END_TEST

START_TEST(a_number_that_is_no_shape_is_refused)
{
    static const int numbers[] = { -1, DDBSTREAM_SHAPE_FAILURE + 1, 99 };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
        ddbstream_decoder *decoder;
        options.shape = (ddbstream_shape)numbers[i];
        ck_assert_int_eq(ddbstream_decoder_create(&decoder, hear_record, NULL, &options),
                         DDBSTREAM_ERROR_ARGUMENT);
        ck_assert_ptr_null(decoder);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("shape", EACH(each_shape_has_a_name, names),
                     EACH(a_document_is_accepted_or_what_it_is_is_told, documents),
                     ONCE(a_number_that_is_no_shape_is_refused));
}
