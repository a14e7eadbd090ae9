/* Lines of an export that was asked for: what stands in front of the first one, and of others. The
 * golden cases in shapes/ have the lines of documents that tell themselves what they are. */
#include <ddbstream/decoder.h>

#include "hearer.h"
#include "rows.h"
#include "suite.h"

#define MARK "\xef\xbb\xbf"
#define ITEM "{'Item':{}}"
#define NO_REST "expected the rest of a byte order mark\n"
#define NOT_WANTED "this is not the shape that was asked for, but "
#define NO_END "the document ends before it is complete\n"

static const struct {
    const char *text;
    const char *told;
} rows[] = {
    { "", "" },
    { MARK, "" },
    { MARK " \n" ITEM, "record 0 -\n" },
    { "\n\n" ITEM "\n" ITEM "\n\n", "record 0 -\nrecord 1 -\n" },
    { MARK ITEM "\n" ITEM, "record 0 -\nrecord 1 -\n" },
    { "\xef", "error: record 0, byte 1, $: " NO_END },
    { "\xef\xbb\n" ITEM, "error: record 0, byte 2, $: " NO_END "record 1 -\n" },
    { "\xef" ITEM "\n" ITEM, "error: record 0, byte 1, $: " NO_REST "record 1 -\n" },
    { ITEM "\n" MARK ITEM "\n" ITEM,
      "record 0 -\nerror: record 1, byte 12, $: expected a value\nrecord 2 -\n" },
    { "\n" MARK ITEM, "error: record 0, byte 1, $: expected a value\n" },
    { ITEM "\n\xef\n" ITEM,
      "record 0 -\nerror: record 1, byte 12, $: expected a value\nrecord 2 -\n" },
    { "{'dynamodb':{}}\n" ITEM, "error: record 0, byte 1, $: " NOT_WANTED "record\nrecord 1 -\n" },
    { "{'Records':[]}\n[]\n" ITEM "\n{'requestContext':{}}",
      "error: record 0, byte 1, $: " NOT_WANTED "lambda\n"
      "error: record 1, byte 15, $: " NOT_WANTED "pipes\nrecord 2 -\n"
      "error: record 3, byte 31, $: " NOT_WANTED "failure\n" },
    { "{'Item':{},'Records':[]}\n" ITEM,
      "error: record 0, byte 11, $: Records can't stand in such a document\nrecord 1 -\n" },
    { "7\n" ITEM, "error: record 0, byte 0, $: expected an object, found a number\nrecord 1 -\n" },
};

static ddbstream_decoder *create(struct hearer *hearer, bool yajl_only)
{
    ddbstream_decoder *decoder;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = hear_error;
    options.shape = DDBSTREAM_SHAPE_EXPORT;
    options.yajl_only = yajl_only;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, hear_record, hearer, &options),
                     DDBSTREAM_OK);
    return decoder;
}

static void check_whole(const struct json *text, const char *told, bool yajl_only)
{
    struct hearer heard = hearer();
    ddbstream_decoder *decoder = create(&heard, yajl_only);
    char *copy = exact_copy(text->data, text->length);
    expect_status(text->data, ddbstream_decoder_run(decoder, copy, text->length), DDBSTREAM_OK);
    expect_text(text->data, heard.text.data, told);
    free(copy);
    ddbstream_decoder_free(decoder);
}

START_TEST(the_first_line_may_have_a_mark_and_others_not)
{
    struct json text = json(rows[_i].text);
    check_whole(&text, rows[_i].told, false);
    check_whole(&text, rows[_i].told, true);
}
END_TEST

START_TEST(so_it_is_for_every_cut)
{
    struct json text = json(rows[_i].text);
    for (size_t size = 1; size <= text.length; size++) {
        struct hearer heard = hearer();
        ddbstream_decoder *decoder = create(&heard, false);
        for (size_t at = 0; at < text.length; at += size) {
            size_t length = text.length - at < size ? text.length - at : size;
            ck_assert_int_eq(ddbstream_decoder_feed(decoder, text.data + at, length), DDBSTREAM_OK);
        }
        expect_status(text.data, ddbstream_decoder_finish(decoder), DDBSTREAM_OK);
        expect_text(text.data, heard.text.data, rows[_i].told);
        ddbstream_decoder_free(decoder);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("lines", EACH(the_first_line_may_have_a_mark_and_others_not, rows),
                     EACH(so_it_is_for_every_cut, rows));
}
