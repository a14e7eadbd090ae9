/* Lines of an export that was asked for: what stands in front of the first one, and of others. The
 * golden cases in shapes/ have the lines of documents that tell themselves what they are. */
#include <ddbstream/decoder.h>

#include "hearer.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

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

static ddbstream_options export_options(bool yajl_only)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = hear_error;
    options.shape = DDBSTREAM_SHAPE_EXPORT;
    options.yajl_only = yajl_only;
    return options;
}

static ddbstream_decoder *create(struct hearer *hearer, bool yajl_only)
{
    ddbstream_decoder *decoder;
    ddbstream_options options = export_options(yajl_only);
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

/* Limits and memory. */

START_TEST(lines_are_counted)
{
    struct json text = json(ITEM "\n7\n\n" ITEM "\n" ITEM "\n");
    for (int yajl_only = 0; yajl_only < 2; yajl_only++) {
        ddbstream_options options = export_options(yajl_only);
        struct hearer heard = hearer();
        options.max_records = 3;
        ck_assert_int_eq(ddbstream_decode(text.data, text.length, hear_record, &heard, &options),
                         DDBSTREAM_ERROR_LIMIT);
        ck_assert_str_eq(heard.text.data,
                         "record 0 -\nerror: record 1, byte 12, $: expected an object, found a "
                         "number\nrecord 2 -\nend: byte 27, $: the document has more records "
                         "than max_records\n");
    }
}
END_TEST

static bool fail_once(bool yajl_only, size_t skipped)
{
    struct json text = json("{'Item':{'a':{'S':'b'}}}\n7\n{'Item':{'a':{'M':{}}},'x':[1]}\n");
    ddbstream_options options = export_options(yajl_only);
    struct hearer heard = hearer();
    struct test_allocator memory;
    ddbstream_status status;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, skipped, false);
    options.allocator = &memory.allocator;
    status = ddbstream_decode(text.data, text.length, hear_record, &heard, &options);
    ck_assert_int_eq(status, memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    ck_assert_int_eq(strstr(heard.text.data, "record 2 -\n") != NULL, memory.failures == 0);
    test_allocator_check_empty(&memory);
    return memory.failures > 0;
}

START_TEST(without_memory_they_end)
{
    size_t failed = 0;
    while (fail_once(_i > 0, failed))
        failed++;
    ck_assert_uint_gt(failed, 3);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lines", EACH(the_first_line_may_have_a_mark_and_others_not, rows),
                     EACH(so_it_is_for_every_cut, rows), ONCE(lines_are_counted),
                     { without_memory_they_end, 2 });
}
