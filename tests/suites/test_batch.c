/* Batches: all records and errors of an event, what a broken one leaves, and memory. */
#include <ddbstream/batch.h>

#include "hearer.h"
#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

struct batching {
    struct test_allocator memory;
    ddbstream_options options;
    ddbstream_batch *batch;
};

static void begin(struct batching *batching)
{
    test_allocator_init(&batching->memory);
    batching->options = (ddbstream_options)DDBSTREAM_OPTIONS_INIT;
    batching->options.allocator = &batching->memory.allocator;
    batching->batch = (ddbstream_batch *)batching;
}

/* The text is gone when it has been decoded. */
static ddbstream_status decode_text(struct batching *batching, const char *text, size_t length)
{
    char *copy = exact_copy(text, length);
    ddbstream_status status =
        ddbstream_batch_decode(&batching->batch, copy, length, &batching->options);
    memset(copy, '!', length);
    free(copy);
    return status;
}

static ddbstream_status decode(struct batching *batching, const char *row)
{
    struct json text = json(row);
    return decode_text(batching, text.data, text.length);
}

static void end(struct batching *batching)
{
    ddbstream_batch_free(batching->batch);
    test_allocator_check_empty(&batching->memory);
}

/* The records, then the errors, as a hearer writes them. */
static struct json contents(const ddbstream_batch *batch)
{
    struct hearer heard = hearer();
    for (size_t i = 0; i < ddbstream_batch_record_count(batch); i++)
        hear_record(ddbstream_batch_record(batch, i), &heard);
    for (size_t i = 0; i < ddbstream_batch_error_count(batch); i++)
        hear_error(ddbstream_batch_error(batch, i), &heard);
    return heard.text;
}

#define GOOD_0 "{'eventID':'a','dynamodb':{'SequenceNumber':'10'}}"
#define BAD_1 "{'dynamodb':{'Keys':{'k':{'N':'x'}},'SequenceNumber':'11'},'eventID':'b'}"
#define GOOD_2 "{'eventID':'c','dynamodb':{'SequenceNumber':'12'}}"
#define LONG "{'eventID':'much longer','dynamodb':{'SequenceNumber':'11'}}"
#define ALL "{'Records':[" GOOD_0 "," BAD_1 "," GOOD_2 ",7]}"

#define TOLD_1                                                                                     \
    "error: record 1, byte 93, $.Records[1].dynamodb.Keys.k.N: the text is no number"              \
    " (eventID b, SequenceNumber 11)\n"

static const struct {
    const char *name, *text;
    ddbstream_status status;
    const char *contents;
} rows[] = {
    { "no records", "{'Records':[]}", DDBSTREAM_OK, "" },
    { "one record", "{'Records':[" GOOD_0 "]}", DDBSTREAM_OK, "record 0 10\n" },
    { "bad records among good ones", ALL, DDBSTREAM_OK,
      "record 0 10\nrecord 2 12\n" TOLD_1
      "error: record 3, byte 188, $.Records[3]: a record is an object, found a number\n" },
    { "only bad ones", "{'Records':[1,2]}", DDBSTREAM_OK,
      "error: record 0, byte 12, $.Records[0]: a record is an object, found a number\n"
      "error: record 1, byte 14, $.Records[1]: a record is an object, found a number\n" },
    { "broken between records", "{'Records':[" GOOD_0 "," BAD_1 ",]}", DDBSTREAM_ERROR_JSON,
      "record 0 10\n" TOLD_1 "end: byte 137, $.Records: expected a value\n" },
    { "broken inside a record", "{'Records':[" GOOD_0 ",{'eventID':'x','dynamodb':!",
      DDBSTREAM_ERROR_JSON,
      "record 0 10\n"
      "end: record 1, byte 89, $.Records[1].dynamodb: expected a value (eventID x)\n" },
    { "cut short", "{'Records':[" GOOD_0 ",", DDBSTREAM_ERROR_TRUNCATED,
      "record 0 10\nend: byte 63, $.Records: the document ends before it is complete\n" },
    { "broken after the records", "{'Records':[" GOOD_0 "]}}", DDBSTREAM_ERROR_JSON,
      "record 0 10\nend: byte 64, $: expected nothing after the document\n" },
    { "nothing at all", "", DDBSTREAM_ERROR_TRUNCATED,
      "end: byte 0, $: the document ends before it is complete\n" },
    { "no stream records", "{'Records':1}", DDBSTREAM_ERROR_DOCUMENT,
      "end: byte 11, $.Records: expected Records to be an array, found a number\n" },
};

START_TEST(all_that_could_be_read_is_kept)
{
    struct batching batching;
    struct json got;
    begin(&batching);
    expect_status(rows[_i].name, decode(&batching, rows[_i].text), rows[_i].status);
    got = contents(batching.batch);
    expect_text(rows[_i].name, got.data, rows[_i].contents);
    end(&batching);
}
END_TEST

START_TEST(by_default_it_is_the_same)
{
    struct json text = json(rows[_i].text), got;
    ddbstream_batch *batch;
    expect_status(rows[_i].name, ddbstream_batch_decode(&batch, text.data, text.length, NULL),
                  rows[_i].status);
    got = contents(batch);
    expect_text(rows[_i].name, got.data, rows[_i].contents);
    ddbstream_batch_free(batch);
}
END_TEST

START_TEST(beyond_the_last_there_is_none)
{
    struct batching batching;
    size_t records, errors;
    begin(&batching);
    decode(&batching, rows[_i].text);
    records = ddbstream_batch_record_count(batching.batch);
    errors = ddbstream_batch_error_count(batching.batch);
    ck_assert_ptr_null(ddbstream_batch_record(batching.batch, records));
    ck_assert_ptr_null(ddbstream_batch_error(batching.batch, errors));
    ck_assert_ptr_null(ddbstream_batch_record(batching.batch, SIZE_MAX));
    ck_assert_ptr_null(ddbstream_batch_error(batching.batch, SIZE_MAX));
    end(&batching);
}
END_TEST

START_TEST(errors_are_complete)
{
    struct batching batching;
    const ddbstream_error *error;
    begin(&batching);
    decode(&batching, ALL);
    error = ddbstream_batch_error(batching.batch, 0);
    ck_assert_uint_eq(error->size, sizeof *error);
    ck_assert_int_eq(error->status, DDBSTREAM_ERROR_NUMBER);
    ck_assert(!error->ends_document);
    ck_assert_uint_eq(error->record_index, 1);
    expect_string("path", error->path, "$.Records[1].dynamodb.Keys.k.N");
    expect_string("message", error->message, "the text is no number");
    expect_string("eventID", error->event_id, "b");
    expect_string("SequenceNumber", error->sequence_number, "11");
    ck_assert_uint_eq(error->record_offset, 63);
    ck_assert_uint_eq(error->record_length, sizeof BAD_1 - 1);
    end(&batching);
}
END_TEST

START_TEST(records_know_their_place_among_bad_ones)
{
    struct batching batching;
    const ddbstream_record *record;
    begin(&batching);
    decode(&batching, ALL);
    record = ddbstream_batch_record(batching.batch, 1);
    ck_assert_uint_eq(record->index, 2);
    ck_assert_uint_eq(record->offset, 137);
    ck_assert_uint_eq(record->length, sizeof GOOD_2 - 1);
    expect_string("eventID", record->event_id, "c");
    end(&batching);
}
END_TEST

/* Many records, each with text and values of its own. */

enum { MANY = 50 };

static struct json many_records(void)
{
    struct json text = json("{'Records':[");
    for (int i = 0; i < MANY; i++) {
        struct json record = json("{'dynamodb':{'Keys':{'k':{'L':[{'S':'value ##'}]}}}}");
        char *digits = strstr(record.data, "##");
        digits[0] = (char)('0' + i / 10);
        digits[1] = (char)('0' + i % 10);
        json_append(&text, i > 0 ? "," : "");
        json_append(&text, record.data);
    }
    json_append(&text, "]}");
    return text;
}

static void expect_many(const ddbstream_batch *batch)
{
    ck_assert_uint_eq(ddbstream_batch_record_count(batch), MANY);
    for (size_t i = 0; i < MANY; i++) {
        const ddbstream_record *record = ddbstream_batch_record(batch, i);
        const ddbstream_value *value = ddbstream_image_find(&record->keys, "k");
        char want[16];
        snprintf(want, sizeof want, "value %02zu", i);
        ck_assert_uint_eq(record->index, i);
        expect_string(want, value->as.list.values[0].as.string, want);
    }
}

START_TEST(all_records_are_there_at_once)
{
    struct json text = many_records();
    struct batching batching;
    begin(&batching);
    ck_assert_int_eq(decode(&batching, text.data), DDBSTREAM_OK);
    expect_many(batching.batch);
    end(&batching);
}
END_TEST

/* Options. */

static int refuse(const ddbstream_error *error, void *user)
{
    (void)error;
    (void)user;
    ck_abort_msg("a batch keeps errors to itself");
    return 1;
}

START_TEST(an_error_callback_is_not_called)
{
    struct batching batching;
    begin(&batching);
    batching.options.on_error = refuse;
    ck_assert_int_eq(decode(&batching, ALL), DDBSTREAM_OK);
    ck_assert_uint_eq(ddbstream_batch_error_count(batching.batch), 2);
    end(&batching);
}
END_TEST

START_TEST(limits_hold)
{
    struct batching batching;
    begin(&batching);
    batching.options.max_record = sizeof GOOD_0 - 1;
    batching.options.max_records = 3;
    ck_assert_int_eq(decode(&batching, "{'Records':[" GOOD_0 "," LONG "," GOOD_2 ",7]}"),
                     DDBSTREAM_ERROR_LIMIT);
    ck_assert_uint_eq(ddbstream_batch_record_count(batching.batch), 2);
    ck_assert_uint_eq(ddbstream_batch_error_count(batching.batch), 2);
    ck_assert_int_eq(ddbstream_batch_error(batching.batch, 0)->status, DDBSTREAM_ERROR_LIMIT);
    ck_assert(!ddbstream_batch_error(batching.batch, 0)->ends_document);
    ck_assert(ddbstream_batch_error(batching.batch, 1)->ends_document);
    end(&batching);
}
END_TEST

/* Arguments. */

START_TEST(null_is_a_batch_of_nothing)
{
    ck_assert_uint_eq(ddbstream_batch_record_count(NULL), 0);
    ck_assert_uint_eq(ddbstream_batch_error_count(NULL), 0);
    ck_assert_ptr_null(ddbstream_batch_record(NULL, 0));
    ck_assert_ptr_null(ddbstream_batch_error(NULL, 0));
    ck_assert_ptr_null(ddbstream_batch_document(NULL));
    ddbstream_batch_free(NULL);
}
END_TEST

static const ddbstream_allocator half = { test_allocate, NULL, test_release, NULL };

static const struct {
    const char *name, *data;
    size_t length;
    ddbstream_options options;
} refused[] = {
    { "a length without data", NULL, 1, DDBSTREAM_OPTIONS_INIT },
    { "options without a size", "{}", 2, { .size = 0 } },
    { "options too small for their size", "{}", 2, { .size = sizeof(size_t) - 1 } },
    { "half an allocator", "{}", 2, { .size = sizeof(ddbstream_options), .allocator = &half } },
};

START_TEST(nonsense_is_refused)
{
    ddbstream_batch *batch = (ddbstream_batch *)&batch;
    expect_status(
        refused[_i].name,
        ddbstream_batch_decode(&batch, refused[_i].data, refused[_i].length, &refused[_i].options),
        DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(batch);
    expect_status("nowhere to put it", ddbstream_batch_decode(NULL, "{}", 2, NULL),
                  DDBSTREAM_ERROR_ARGUMENT);
}
END_TEST

START_TEST(no_data_is_an_empty_document)
{
    ddbstream_batch *batch;
    ck_assert_int_eq(ddbstream_batch_decode(&batch, NULL, 0, NULL), DDBSTREAM_ERROR_TRUNCATED);
    ck_assert_uint_eq(ddbstream_batch_error_count(batch), 1);
    ddbstream_batch_free(batch);
}
END_TEST

/* Memory. Without enough of it there is no batch. */

static bool fail_once(const char *text, ddbstream_status status, size_t skipped, bool fails_on)
{
    struct batching batching;
    bool has_failed;
    ddbstream_status got;
    begin(&batching);
    test_allocator_fail(&batching.memory, skipped, fails_on);
    got = decode(&batching, text);
    has_failed = batching.memory.failures > 0;
    expect_status(text, got, has_failed ? DDBSTREAM_ERROR_MEMORY : status);
    ck_assert((batching.batch == NULL) == has_failed);
    end(&batching);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(rows[_i].text, rows[_i].status, failed, true))
        failed++;
    ck_assert_uint_gt(failed, 1);
    for (size_t i = 0; i < failed; i++)
        ck_assert(fail_once(rows[_i].text, rows[_i].status, i, false));
}
END_TEST

START_TEST(so_may_each_of_many_records)
{
    struct json text = many_records();
    size_t failed = 0;
    while (fail_once(text.data, DDBSTREAM_OK, failed, false))
        failed++;
    ck_assert_uint_gt(failed, 8);
}
END_TEST

/* A record whose text fills most of the arena's first block, and a bad one, whose error is kept in
 * what is left of it. */
static ddbstream_status decode_filling(struct batching *batching, size_t length)
{
    static const char before[] = "{\"Records\":[{\"eventID\":\"";
    static const char after[] = "\",\"dynamodb\":{}},7]}";
    size_t total = sizeof before - 1 + length + sizeof after - 1;
    char *text = malloc(total);
    ddbstream_status status;
    ck_assert_ptr_nonnull(text);
    memcpy(text, before, sizeof before - 1);
    memset(text + sizeof before - 1, 'x', length);
    memcpy(text + total - (sizeof after - 1), after, sizeof after - 1);
    status = decode_text(batching, text, total);
    free(text);
    return status;
}

static bool fail_filling(size_t length, size_t skipped)
{
    struct batching batching;
    ddbstream_status status;
    bool has_failed;
    begin(&batching);
    test_allocator_fail(&batching.memory, skipped, false);
    status = decode_filling(&batching, length);
    has_failed = batching.memory.failures > 0;
    ck_assert_int_eq(status, has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
    ck_assert((batching.batch == NULL) == has_failed);
    ck_assert_uint_eq(ddbstream_batch_error_count(batching.batch), !has_failed);
    end(&batching);
    return has_failed;
}

START_TEST(memory_may_end_at_each_byte_of_an_error)
{
    enum { BLOCK = 16 * 1024, TEXTS = 100 };
    size_t most = BLOCK - sizeof(ddbstream_record), fewest = 0, failed;
    for (size_t length = most - sizeof(ddbstream_error) - TEXTS; length < most; length++) {
        for (failed = 0; fail_filling(length, failed);)
            failed++;
        fewest = fewest == 0 ? failed : fewest;
        ck_assert_uint_ge(failed, fewest);
    }
    ck_assert_uint_eq(failed, fewest + 1); /* at last another block is needed */
}
END_TEST

struct long_text {
    char *data;
    size_t length;
};

/* Records that each have a long text with an escape. */
static struct long_text long_records(const char *front, const char *behind)
{
    enum { RECORDS = 20, LENGTH = 20000 };
    struct json before = json(front), after = json(behind);
    struct long_text text = { malloc(RECORDS * (LENGTH + 2 * sizeof before.data)), 0 };
    ck_assert_ptr_nonnull(text.data);
    text.length = (size_t)sprintf(text.data, "{\"Records\":[");
    for (int i = 0; i < RECORDS; i++) {
        text.length +=
            (size_t)sprintf(text.data + text.length, "%s%s", i > 0 ? "," : "", before.data);
        memset(text.data + text.length, 'x', LENGTH);
        text.length += LENGTH;
        text.length += (size_t)sprintf(text.data + text.length, "\\n%s", after.data);
    }
    text.length += (size_t)sprintf(text.data + text.length, "]}");
    return text;
}

static size_t bytes_of_batch(const struct long_text *text, ddbstream_options options)
{
    struct batching batching;
    size_t bytes;
    begin(&batching);
    options.allocator = &batching.memory.allocator;
    batching.options = options;
    ck_assert_int_eq(decode_text(&batching, text->data, text->length), DDBSTREAM_OK);
    ck_assert_uint_eq(ddbstream_batch_record_count(batching.batch), 20);
    bytes = batching.memory.live_bytes;
    end(&batching);
    return bytes;
}

/* The lane reads the text before it comes to what it leaves to yajl. */
START_TEST(what_is_read_twice_is_kept_once)
{
    struct long_text text = long_records("{'eventID':'", "','dynamodb':{},'other':1}");
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    size_t bytes;
    options.keep_unknown_members = true;
    bytes = bytes_of_batch(&text, options);
    options.yajl_only = true;
    ck_assert_uint_le(bytes, bytes_of_batch(&text, options));
    free(text.data);
}
END_TEST

START_TEST(what_is_stepped_over_is_not_kept)
{
    struct long_text text = long_records("{'dynamodb':{'NewImage':{'a':{'S':'", "'}}}}");
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.keys_only = true;
    ck_assert_uint_lt(bytes_of_batch(&text, options), text.length / 4);
    free(text.data);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "batch", EACH(all_that_could_be_read_is_kept, rows), EACH(by_default_it_is_the_same, rows),
        EACH(beyond_the_last_there_is_none, rows), ONCE(errors_are_complete),
        ONCE(records_know_their_place_among_bad_ones), ONCE(all_records_are_there_at_once),
        ONCE(an_error_callback_is_not_called), ONCE(limits_hold), ONCE(null_is_a_batch_of_nothing),
        EACH(nonsense_is_refused, refused), ONCE(no_data_is_an_empty_document),
        EACH(each_allocation_may_fail, rows), ONCE(so_may_each_of_many_records),
        ONCE(memory_may_end_at_each_byte_of_an_error), ONCE(what_is_read_twice_is_kept_once),
        ONCE(what_is_stepped_over_is_not_kept));
}
