/* The decoder as callers see it: the order of calls, how documents end, options, and memory. */
#include <ddbstream/decoder.h>

#include <limits.h>

#include "hearer.h"
#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

struct decoding {
    struct test_allocator memory;
    struct hearer hearer;
    ddbstream_decoder *decoder;
};

static ddbstream_options options_with(ddbstream_error_fn on_error)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = on_error;
    return options;
}

static void begin_with(struct decoding *decoding, ddbstream_options options)
{
    test_allocator_init(&decoding->memory);
    decoding->hearer = hearer();
    options.allocator = &decoding->memory.allocator;
    ck_assert_int_eq(
        ddbstream_decoder_create(&decoding->decoder, hear_record, &decoding->hearer, &options),
        DDBSTREAM_OK);
}

static void begin(struct decoding *decoding)
{
    begin_with(decoding, options_with(hear_error));
}

static void end(struct decoding *decoding)
{
    ddbstream_decoder_free(decoding->decoder);
    test_allocator_check_empty(&decoding->memory);
}

/* Each chunk is a copy that is gone after its call. */
static ddbstream_status feed(ddbstream_decoder *decoder, const char *data, size_t length)
{
    char *copy = exact_copy(data, length);
    ddbstream_status status = ddbstream_decoder_feed(decoder, copy, length);
    free(copy);
    return status;
}

enum { CHUNK = 7 };

/* A whole document, in chunks. */
static ddbstream_status decode(ddbstream_decoder *decoder, const struct json *text)
{
    for (size_t i = 0; i < text->length; i += CHUNK) {
        size_t length = text->length - i < CHUNK ? text->length - i : CHUNK;
        ddbstream_status status = feed(decoder, text->data + i, length);
        if (status != DDBSTREAM_OK)
            return status;
    }
    return ddbstream_decoder_finish(decoder);
}

static ddbstream_status run(ddbstream_decoder *decoder, const struct json *text)
{
    char *copy = exact_copy(text->data, text->length);
    ddbstream_status status = ddbstream_decoder_run(decoder, copy, text->length);
    free(copy);
    return status;
}

/* The ways in which a document can be decoded. */
static const struct {
    const char *name;
    ddbstream_status (*decode)(ddbstream_decoder *decoder, const struct json *text);
    bool yajl_only;
} ways[] = {
    { "in chunks", decode, false },
    { "run", run, false },
    { "run, by way of yajl", run, true },
};

/* A document with a bad record between good ones, and what is told of it. */

static const char rich_row[] =
    "{'unknown':[1,{'a':null}],'Records':["
    "{'eventID':'id0','eventName':'INSERT','userIdentity':{'type':'Service'},'dynamodb':{"
    "'ApproximateCreationDateTime':1.5E9,'Keys':{'k':{'S':'caf\xc3\xa9 `u00e9'}},'NewImage':{"
    "'n':{'N':'12.50'},'b':{'B':'YWJj'},'l':{'L':[{'BOOL':true},{'NULL':true},{'M':{'m':{'SS':"
    "['x','y']}}}]},'ns':{'NS':['1','2']},'bs':{'BS':['YQ==']}},'SequenceNumber':'100'}},"
    "{'dynamodb':{'Keys':{'k':{'N':'one'}},'SequenceNumber':'101'},'eventID':'id1'},"
    "{'eventID':'id2','dynamodb':{'OldImage':null,'SequenceNumber':'102'}}],'more':'`ud83d`ude00'}";

static const char rich_told[] =
    "record 0 100\n"
    "error: record 1, byte 406, $.Records[1].dynamodb.Keys.k.N: the text is no number"
    " (eventID id1, SequenceNumber 101)\n"
    "record 2 102\n";

static void expect_rich(const char *row, struct decoding *decoding)
{
    struct json text = json(rich_row);
    decoding->hearer = hearer();
    expect_status(row, decode(decoding->decoder, &text), DDBSTREAM_OK);
    expect_text(row, decoding->hearer.text.data, rich_told);
    expect_number(row, ddbstream_decoder_record_count(decoding->decoder), 3);
    ck_assert_ptr_null(ddbstream_decoder_error(decoding->decoder));
}

START_TEST(records_and_errors_come_in_order)
{
    struct decoding decoding;
    begin(&decoding);
    expect_rich("fed", &decoding);
    end(&decoding);
}
END_TEST

START_TEST(run_gives_the_same)
{
    struct json text = json(rich_row);
    struct decoding decoding;
    begin(&decoding);
    ck_assert_int_eq(run(decoding.decoder, &text), DDBSTREAM_OK);
    ck_assert_str_eq(decoding.hearer.text.data, rich_told);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoding.decoder), 3);
    end(&decoding);
}
END_TEST

START_TEST(decode_gives_the_same)
{
    struct json text = json(rich_row);
    ddbstream_options options = options_with(hear_error);
    struct hearer heard = hearer();
    ck_assert_int_eq(ddbstream_decode(text.data, text.length, hear_record, &heard, &options),
                     DDBSTREAM_OK);
    ck_assert_str_eq(heard.text.data, rich_told);
}
END_TEST

/* Records come as soon as their last byte, and errors in their place. */
START_TEST(callbacks_run_inside_feed)
{
    struct json text = json("{'Records':[{'dynamodb':{}},7,{'dynamodb':{}}]}");
    struct decoding decoding;
    begin(&decoding);
    ck_assert_int_eq(feed(decoding.decoder, text.data, 26), DDBSTREAM_OK);
    ck_assert_uint_eq(decoding.hearer.records, 0);
    ck_assert_int_eq(feed(decoding.decoder, text.data + 26, 1), DDBSTREAM_OK);
    ck_assert_uint_eq(decoding.hearer.records, 1);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoding.decoder), 1);
    ck_assert_int_eq(feed(decoding.decoder, text.data + 27, 3), DDBSTREAM_OK);
    ck_assert_uint_eq(decoding.hearer.errors, 1);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoding.decoder), 2);
    end(&decoding);
}
END_TEST

START_TEST(empty_chunks_change_nothing)
{
    struct json text = json(rich_row);
    struct decoding decoding;
    begin(&decoding);
    for (size_t i = 0; i < text.length; i++) {
        ck_assert_int_eq(ddbstream_decoder_feed(decoding.decoder, NULL, 0), DDBSTREAM_OK);
        ck_assert_int_eq(feed(decoding.decoder, text.data + i, 1), DDBSTREAM_OK);
        ck_assert_int_eq(feed(decoding.decoder, "", 0), DDBSTREAM_OK);
    }
    ck_assert_int_eq(ddbstream_decoder_finish(decoding.decoder), DDBSTREAM_OK);
    ck_assert_str_eq(decoding.hearer.text.data, rich_told);
    end(&decoding);
}
END_TEST

/* Every way in which a document ends. */

#define TWO "{'Records':[{'eventID':'a','dynamodb':{'SequenceNumber':'1'}},7]}"
#define BAD(change) "{'Records':[{'dynamodb':{}},{'dynamodb':{" change "}},{'dynamodb':{}}]}"

static const struct {
    const char *name, *text;
    bool hears_errors;
    size_t stop_at;
    ddbstream_status status;
    const char *told;
} ends[] = {
    { "well", TWO, true, NEVER, DDBSTREAM_OK,
      "record 0 1\n"
      "error: record 1, byte 62, $.Records[1]: a record is an object, found a number\n" },
    { "well, without records", "{'Records':[]}", true, NEVER, DDBSTREAM_OK, "" },
    { "a record callback stops it", TWO, true, 0, DDBSTREAM_STOPPED, "record 0 1\n" },
    { "an error callback stops it", TWO, true, 1, DDBSTREAM_STOPPED,
      "record 0 1\n"
      "error: record 1, byte 62, $.Records[1]: a record is an object, found a number\n" },
    { "no JSON", "{'Records':[}", true, NEVER, DDBSTREAM_ERROR_JSON,
      "end: byte 12, $.Records: expected a value\n" },
    { "no JSON inside a record", "{'Records':[{'eventID':'a',7}]}", true, NEVER,
      DDBSTREAM_ERROR_JSON,
      "end: record 0, byte 27, $.Records[0]: expected a member's name (eventID a)\n" },
    { "no JSON after the end", "{'Records':[]}]", true, NEVER, DDBSTREAM_ERROR_JSON,
      "end: byte 14, $: expected nothing after the document\n" },
    { "cut short", "{'Records':[{'dynamodb':{'SequenceNumber':'1'}", true, NEVER,
      DDBSTREAM_ERROR_TRUNCATED,
      "end: record 0, byte 46, $.Records[0]: the document ends before it is complete"
      " (SequenceNumber 1)\n" },
    { "nothing at all", "", true, NEVER, DDBSTREAM_ERROR_TRUNCATED,
      "end: byte 0, $: the document ends before it is complete\n" },
    { "no stream records", "{'Records':7}", true, NEVER, DDBSTREAM_ERROR_DOCUMENT,
      "end: byte 11, $.Records: expected Records to be an array, found a number\n" },
    { "text outside of records that is not Unicode", "{'a':'\xff'}", true, NEVER,
      DDBSTREAM_ERROR_TEXT, "end: byte 6, $: the text is not Unicode\n" },
    { "a bad record, without an error callback", TWO, false, NEVER, DDBSTREAM_ERROR_MEMBER,
      "record 0 1\n" },
    { "a bad value, without one", BAD("'Keys':{'a':7}"), false, NEVER, DDBSTREAM_ERROR_VALUE,
      "record 0 -\n" },
    { "a bad number, without one", BAD("'Keys':{'a':{'N':''}}"), false, NEVER,
      DDBSTREAM_ERROR_NUMBER, "record 0 -\n" },
    { "bad base64, without one", BAD("'Keys':{'a':{'B':'x'}}"), false, NEVER,
      DDBSTREAM_ERROR_BASE64, "record 0 -\n" },
    { "a bad time, without one", BAD("'ApproximateCreationDateTime':'x'"), false, NEVER,
      DDBSTREAM_ERROR_TIME, "record 0 -\n" },
    { "bad text, without one", BAD("'SequenceNumber':'\xff'"), false, NEVER, DDBSTREAM_ERROR_TEXT,
      "record 0 -\n" },
    { "a member twice, without one", BAD("'SizeBytes':1,'SizeBytes':1"), false, NEVER,
      DDBSTREAM_ERROR_DUPLICATE, "record 0 -\n" },
    { "no JSON, without one", "{'Records':[}", false, NEVER, DDBSTREAM_ERROR_JSON, "" },
    { "cut short, without one", "{'Records':[", false, NEVER, DDBSTREAM_ERROR_TRUNCATED, "" },
};

static void begin_end(struct decoding *decoding, int row, bool yajl_only)
{
    ddbstream_options options = options_with(ends[row].hears_errors ? hear_error : NULL);
    options.yajl_only = yajl_only;
    begin_with(decoding, options);
    decoding->hearer.stop_at = ends[row].stop_at;
    decoding->hearer.answer = 1;
}

START_TEST(each_end_has_its_status)
{
    struct json text = json(ends[_i].text);
    for (size_t way = 0; way < COUNT_OF(ways); way++) {
        struct decoding decoding;
        begin_end(&decoding, _i, ways[way].yajl_only);
        expect_status(ways[way].name, ways[way].decode(decoding.decoder, &text), ends[_i].status);
        expect_text(ways[way].name, decoding.hearer.text.data, ends[_i].told);
        end(&decoding);
    }
}
END_TEST

START_TEST(the_status_stays)
{
    struct json text = json(ends[_i].text);
    struct decoding decoding;
    begin_end(&decoding, _i, false);
    decode(decoding.decoder, &text);
    for (int i = 0; i < 3; i++) {
        expect_status(ends[_i].name, ddbstream_decoder_finish(decoding.decoder), ends[_i].status);
        expect_status(ends[_i].name, feed(decoding.decoder, "{}", 2),
                      ends[_i].status == DDBSTREAM_OK ? DDBSTREAM_ERROR_ARGUMENT : ends[_i].status);
    }
    expect_text(ends[_i].name, decoding.hearer.text.data, ends[_i].told);
    end(&decoding);
}
END_TEST

START_TEST(the_decoder_has_the_error)
{
    struct json text = json(ends[_i].text);
    struct decoding decoding;
    const ddbstream_error *error;
    begin_end(&decoding, _i, false);
    decode(decoding.decoder, &text);
    error = ddbstream_decoder_error(decoding.decoder);
    ck_assert((error == NULL) == (ends[_i].status == DDBSTREAM_OK));
    ck_assert(error == NULL || error->ends_document);
    expect_status(ends[_i].name, error == NULL ? DDBSTREAM_OK : error->status, ends[_i].status);
    ck_assert(error == NULL || error->size == sizeof *error);
    end(&decoding);
}
END_TEST

START_TEST(after_reset_the_next_document_is_read)
{
    struct json text = json(ends[_i].text);
    struct decoding decoding;
    begin_end(&decoding, _i, false);
    decode(decoding.decoder, &text);
    ddbstream_decoder_reset(decoding.decoder);
    ck_assert_ptr_null(ddbstream_decoder_error(decoding.decoder));
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoding.decoder), 0);
    if (ends[_i].hears_errors)
        expect_rich(ends[_i].name, &decoding);
    end(&decoding);
}
END_TEST

/* A document that is left in the middle, at each byte. */
START_TEST(reset_forgets_half_a_document)
{
    struct json text = json(rich_row);
    struct decoding decoding;
    begin(&decoding);
    for (size_t i = 0; i < text.length; i++) {
        ck_assert_int_eq(feed(decoding.decoder, text.data, i), DDBSTREAM_OK);
        ddbstream_decoder_reset(decoding.decoder);
    }
    expect_rich("after many halves", &decoding);
    end(&decoding);
}
END_TEST

START_TEST(run_resets_by_itself)
{
    struct json half = json("{'Records':[{'eventID':'a"), text = json(rich_row);
    struct decoding decoding;
    begin(&decoding);
    ck_assert_int_eq(feed(decoding.decoder, half.data, half.length), DDBSTREAM_OK);
    ck_assert_int_eq(run(decoding.decoder, &text), DDBSTREAM_OK);
    ck_assert_str_eq(decoding.hearer.text.data, rich_told);
    ck_assert_int_eq(feed(decoding.decoder, "{", 1), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decoder_finish(decoding.decoder), DDBSTREAM_OK);
    end(&decoding);
}
END_TEST

/* Stopping. */

static const int answers[] = { 1, -1, 42, INT_MAX, INT_MIN };

static const ddbstream_error *stop_at(struct decoding *decoding, size_t call, int answer)
{
    struct json text = json(rich_row);
    begin(decoding);
    decoding->hearer.stop_at = call;
    decoding->hearer.answer = answer;
    ck_assert_int_eq(decode(decoding->decoder, &text), DDBSTREAM_STOPPED);
    ck_assert_uint_eq(decoding->hearer.records + decoding->hearer.errors, call + 1);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoding->decoder), call + 1);
    return ddbstream_decoder_error(decoding->decoder);
}

START_TEST(a_callbacks_answer_comes_back_unchanged)
{
    for (size_t call = 0; call < 3; call++) {
        struct decoding decoding;
        const ddbstream_error *error = stop_at(&decoding, call, answers[_i]);
        ck_assert_int_eq(error->status, DDBSTREAM_STOPPED);
        ck_assert_int_eq(error->callback_result, answers[_i]);
        end(&decoding);
    }
}
END_TEST

static const char *const stopped_ids[][2] = { { "id0", "100" },
                                              { "id1", "101" },
                                              { "id2", "102" } };

START_TEST(the_record_that_stopped_it_is_named)
{
    struct decoding decoding;
    const ddbstream_error *error = stop_at(&decoding, (size_t)_i, 1);
    ck_assert_uint_eq(error->record_index, (uint64_t)_i);
    ck_assert_uint_gt(error->record_offset, 0);
    ck_assert_uint_gt(error->record_length, 0);
    expect_string("eventID", error->event_id, stopped_ids[_i][0]);
    expect_string("SequenceNumber", error->sequence_number, stopped_ids[_i][1]);
    end(&decoding);
}
END_TEST

START_TEST(a_member_beside_the_records_that_stopped_it_is_none)
{
    struct json text = json("{'Records':[{'eventID':'a','dynamodb':{}}],'shardId':5}");
    struct decoding decoding;
    const ddbstream_error *error;
    begin(&decoding);
    decoding.hearer.stop_at = 1;
    decoding.hearer.answer = 1;
    ck_assert_int_eq(decode(decoding.decoder, &text), DDBSTREAM_STOPPED);
    error = ddbstream_decoder_error(decoding.decoder);
    ck_assert_uint_eq(error->record_index, DDBSTREAM_NO_RECORD);
    ck_assert_uint_eq(error->offset, text.length - strlen("5}"));
    ck_assert_ptr_null(error->event_id.data);
    end(&decoding);
}
END_TEST

/* After the document has ended the answer makes no difference. */
START_TEST(an_answer_to_the_last_error_is_not_asked_for)
{
    struct json text = json("{'Records':[}");
    struct decoding decoding;
    begin(&decoding);
    decoding.hearer.stop_at = 0;
    decoding.hearer.answer = 42;
    ck_assert_int_eq(decode(decoding.decoder, &text), DDBSTREAM_ERROR_JSON);
    ck_assert_int_eq(ddbstream_decoder_error(decoding.decoder)->status, DDBSTREAM_ERROR_JSON);
    end(&decoding);
}
END_TEST

/* Without an error callback the first bad record ends the document, and its error is complete. */

static const char incomplete_row[] = "{'Records':[{'dynamodb':{}},"
                                     "{'dynamodb':{'NewImage':{'a b':{'N':'x'}},'SequenceNumber':"
                                     "'12'},'eventID':'ab'},{'dynamodb':{}}]}";

START_TEST(the_first_bad_record_ends_the_document)
{
    struct json text = json(incomplete_row), path = json("$.Records[1].dynamodb.NewImage['a b'].N");
    struct decoding decoding;
    const ddbstream_error *error;
    begin_with(&decoding, options_with(NULL));
    ck_assert_int_eq(decode(decoding.decoder, &text), DDBSTREAM_ERROR_NUMBER);
    ck_assert_str_eq(decoding.hearer.text.data, "record 0 -\n");
    error = ddbstream_decoder_error(decoding.decoder);
    ck_assert(error->ends_document);
    ck_assert_uint_eq(error->offset, (uint64_t)(strstr(text.data, "\"x\"") - text.data));
    ck_assert_uint_eq(error->record_index, 1);
    expect_string("path", error->path, path.data);
    expect_string("message", error->message, "the text is no number");
    end(&decoding);
}
END_TEST

START_TEST(its_error_names_the_record)
{
    struct json text = json(incomplete_row);
    const char *record = strstr(text.data, "},{") + 2;
    struct decoding decoding;
    const ddbstream_error *error;
    begin_with(&decoding, options_with(NULL));
    decode(decoding.decoder, &text);
    error = ddbstream_decoder_error(decoding.decoder);
    expect_string("eventID", error->event_id, "ab");
    expect_string("SequenceNumber", error->sequence_number, "12");
    ck_assert_uint_eq(error->record_offset, (uint64_t)(record - text.data));
    ck_assert_uint_eq(error->record_length, (uint64_t)(strstr(record, "},{") + 1 - record));
    ck_assert_int_eq(error->callback_result, 0);
    end(&decoding);
}
END_TEST

START_TEST(an_error_in_no_record_says_so)
{
    struct json text = json("{'Records':[{'eventID':'a','dynamodb':{}}],}");
    struct decoding decoding;
    const ddbstream_error *error;
    begin(&decoding);
    ck_assert_int_eq(decode(decoding.decoder, &text), DDBSTREAM_ERROR_JSON);
    error = ddbstream_decoder_error(decoding.decoder);
    ck_assert(error->record_index == DDBSTREAM_NO_RECORD);
    ck_assert_ptr_null(error->event_id.data);
    ck_assert_ptr_null(error->sequence_number.data);
    ck_assert_uint_eq(error->record_length, 0);
    end(&decoding);
}
END_TEST

/* Arguments. */

START_TEST(null_is_no_decoder)
{
    ck_assert_int_eq(ddbstream_decoder_feed(NULL, "", 0), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decoder_finish(NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decoder_run(NULL, "", 0), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decoder_create(NULL, hear_record, NULL, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(ddbstream_decoder_error(NULL));
    ck_assert_ptr_null(ddbstream_decoder_document(NULL));
    ck_assert_uint_eq(ddbstream_decoder_record_count(NULL), 0);
    ddbstream_decoder_reset(NULL);
    ddbstream_decoder_free(NULL);
}
END_TEST

START_TEST(no_data_has_no_length)
{
    struct decoding decoding;
    begin(&decoding);
    ck_assert_int_eq(ddbstream_decoder_feed(decoding.decoder, NULL, 1), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decoder_run(decoding.decoder, NULL, 1), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decode(NULL, 1, NULL, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_decoder_run(decoding.decoder, NULL, 0), DDBSTREAM_ERROR_TRUNCATED);
    ck_assert_int_eq(ddbstream_decode(NULL, 0, NULL, NULL, NULL), DDBSTREAM_ERROR_TRUNCATED);
    end(&decoding);
}
END_TEST

START_TEST(callbacks_are_optional)
{
    struct json text = json("{'Records':[{'dynamodb':{}},{'dynamodb':{}}]}"), bad = json(TWO);
    ddbstream_decoder *decoder;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, NULL, NULL, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(run(decoder, &text), DDBSTREAM_OK);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoder), 2);
    ck_assert_int_eq(run(decoder, &bad), DDBSTREAM_ERROR_MEMBER);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoder), 2);
    ddbstream_decoder_free(decoder);
}
END_TEST

static const ddbstream_allocator without[] = {
    { NULL, test_reallocate, test_release, NULL },
    { test_allocate, NULL, test_release, NULL },
    { test_allocate, test_reallocate, NULL, NULL },
};

static const struct {
    const char *name;
    ddbstream_options options;
} refused[] = {
    { "no size", { .size = 0 } },
    { "a size too small for itself", { .size = sizeof(size_t) - 1 } },
    { "no allocate", { .size = sizeof(ddbstream_options), .allocator = &without[0] } },
    { "no reallocate", { .size = sizeof(ddbstream_options), .allocator = &without[1] } },
    { "no release", { .size = sizeof(ddbstream_options), .allocator = &without[2] } },
};

START_TEST(options_that_make_no_sense_are_refused)
{
    ddbstream_decoder *decoder = (ddbstream_decoder *)&decoder;
    expect_status(refused[_i].name,
                  ddbstream_decoder_create(&decoder, NULL, NULL, &refused[_i].options),
                  DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(decoder);
    expect_status(refused[_i].name, ddbstream_decode("", 0, NULL, NULL, &refused[_i].options),
                  DDBSTREAM_ERROR_ARGUMENT);
}
END_TEST

/* Damaged documents: whatever becomes of one, it becomes of it in every way. */

/* All that is told of a document. */
struct told {
    ddbstream_status status;
    struct json text;
};

static int tell_record(const ddbstream_record *record, void *user)
{
    struct told *told = user;
    struct json text = render_record(record);
    char place[96];
    snprintf(place, sizeof place, "\n%" PRIu64 " %" PRIu64 " %" PRIu64, record->index,
             record->offset, record->length);
    json_append(&told->text, text.data);
    json_append(&told->text, place);
    return 0;
}

static int tell_error(const ddbstream_error *error, void *user)
{
    struct told *told = user;
    char line[512], place[96];
    ddbstream_error_line(error, line, sizeof line);
    snprintf(place, sizeof place, "\n%d %d %" PRIu64 " %" PRIu64, error->status,
             error->ends_document, error->record_offset, error->record_length);
    json_append(&told->text, line);
    json_append(&told->text, place);
    return 0;
}

/* A decoder for each way, and what it has told last. */
struct comparison {
    ddbstream_decoder *decoders[COUNT_OF(ways)];
    struct told told[COUNT_OF(ways)];
};

static void begin_comparison(struct comparison *comparison)
{
    for (size_t way = 0; way < COUNT_OF(ways); way++) {
        ddbstream_options options = options_with(tell_error);
        options.yajl_only = ways[way].yajl_only;
        ck_assert_int_eq(ddbstream_decoder_create(&comparison->decoders[way], tell_record,
                                                  &comparison->told[way], &options),
                         DDBSTREAM_OK);
    }
}

static void compare(struct comparison *comparison, const struct json *text)
{
    const struct told *first = comparison->told;
    for (size_t way = 0; way < COUNT_OF(ways); way++) {
        struct told *told = &comparison->told[way];
        told->text.length = 0;
        told->text.data[0] = '\0';
        ddbstream_decoder_reset(comparison->decoders[way]);
        told->status = ways[way].decode(comparison->decoders[way], text);
        expect_status(text->data, told->status, first->status);
        expect_text(text->data, told->text.data, first->text.data);
    }
}

static void end_comparison(struct comparison *comparison)
{
    for (size_t way = 0; way < COUNT_OF(ways); way++)
        ddbstream_decoder_free(comparison->decoders[way]);
}

/* Leaves out so many bytes of the document, and puts the damage in their place. */
static void compare_damaged(struct comparison *comparison, const char *damage, size_t left_out)
{
    struct json whole = json(rich_row), put_in = json(damage), text;
    for (size_t i = 0; i < whole.length; i += (size_t)test_stride()) {
        memcpy(text.data, whole.data, i);
        text.length = i;
        json_append(&text, put_in.data);
        json_append(&text, whole.data + i + left_out);
        compare(comparison, &text);
    }
}

static const char *const damages[] = { "", "'", "`", "{", "]", ",", ":", "0", "N", "\xc3" };

START_TEST(damage_is_told_alike_in_every_way)
{
    static struct comparison comparison;
    begin_comparison(&comparison);
    compare_damaged(&comparison, damages[_i], 0);
    compare_damaged(&comparison, damages[_i], 1);
    end_comparison(&comparison);
}
END_TEST

/* Options of other versions. */

/* The options hold more than that size says, and what lies beyond it must not be read. */
static ddbstream_status decode_with_size(struct hearer *heard, size_t size)
{
    ddbstream_options options = options_with(hear_error);
    struct json text = json(TWO);
    options.size = size;
    options.max_depth = options.max_string = options.max_record = options.max_attributes = 1;
    *heard = hearer();
    return ddbstream_decode(text.data, text.length, hear_record, heard, &options);
}

START_TEST(what_an_older_caller_lacks_has_its_default)
{
    struct hearer heard;
    ck_assert_int_eq(decode_with_size(&heard, offsetof(ddbstream_options, max_depth)),
                     DDBSTREAM_OK);
    ck_assert_uint_eq(heard.records, 1);
    ck_assert_uint_eq(heard.errors, 1);
    ck_assert_int_eq(decode_with_size(&heard, offsetof(ddbstream_options, on_error)),
                     DDBSTREAM_ERROR_MEMBER);
    ck_assert_uint_eq(heard.errors, 0);
}
END_TEST

/* A later version's options, with members that this one does not know. */
struct later_options {
    ddbstream_options known;
    size_t unknown[8];
};

START_TEST(what_a_newer_caller_has_is_passed_over)
{
    struct later_options later = { .known = DDBSTREAM_OPTIONS_INIT, .unknown = { 1, 1, 1 } };
    struct json text = json(rich_row);
    struct hearer heard = hearer();
    later.known.size = sizeof later;
    later.known.on_error = hear_error;
    ck_assert_int_eq(ddbstream_decode(text.data, text.length, hear_record, &heard, &later.known),
                     DDBSTREAM_OK);
    ck_assert_str_eq(heard.text.data, rich_told);
}
END_TEST

/* Limits: the document passes with the first number, and not with one less. */

#define ONE(change) "{'Records':[{'dynamodb':{" change "}}]}"

static const struct {
    const char *name;
    size_t option;
    const char *text;
    size_t enough;
    const char *told;
} limits[] = {
    { "depth", offsetof(ddbstream_options, max_depth), ONE("'Keys':{'a':{'L':[]}}"), 5,
      "error: record 0, byte 42, $.Records[0].dynamodb.Keys.a: the record is nested deeper than "
      "max_depth\n" },
    { "depth in an image", offsetof(ddbstream_options, max_depth),
      ONE("'NewImage':{'a':{'L':[{'L':[{'S':'x'}]}]}}"), 8,
      "error: record 0, byte 53, $.Records[0].dynamodb.NewImage.a.L[0].L: the record is nested "
      "deeper than max_depth\n" },
    { "a member's name", offsetof(ddbstream_options, max_string), ONE(""), 8,
      "error: record 0, byte 13, $.Records[0]: a string is longer than max_string\n" },
    { "depth of what is skipped", offsetof(ddbstream_options, max_depth), ONE("'x':[[]]"), 4,
      "error: record 0, byte 30, $.Records[0].dynamodb: the record is nested deeper than "
      "max_depth\n" },
    { "string", offsetof(ddbstream_options, max_string), ONE("'Keys':{'a':{'S':'123456789'}}"), 9,
      "error: record 0, byte 42, $.Records[0].dynamodb.Keys.a.S: a string is longer than "
      "max_string\n" },
    { "string, cut by chunks", offsetof(ddbstream_options, max_string),
      ONE("'Keys':{'a':{'S':'1234567890123456789012345678901234567890'}}"), 40,
      "error: record 0, byte 42, $.Records[0].dynamodb.Keys.a.S: a string is longer than "
      "max_string\n" },
    { "record", offsetof(ddbstream_options, max_record), ONE("'Keys':{'a':{'S':'x'}}"), 37,
      "error: record 0, byte 12, $.Records[0]: the record is longer than max_record\n" },
    { "attributes", offsetof(ddbstream_options, max_attributes),
      ONE("'Keys':{'a':{'S':'x'}},'NewImage':{'b':{'SS':['x']}}"), 3,
      "error: record 0, byte 71, $.Records[0].dynamodb.NewImage.b.SS: the record has more"
      " attributes than max_attributes\n" },
};

static void expect_limited(int row, size_t limit, const char *told)
{
    struct json text = json(limits[row].text);
    for (size_t way = 0; way < COUNT_OF(ways); way++) {
        ddbstream_options options = options_with(hear_error);
        struct decoding decoding;
        options.yajl_only = ways[way].yajl_only;
        memcpy((char *)&options + limits[row].option, &limit, sizeof limit);
        begin_with(&decoding, options);
        expect_status(ways[way].name, ways[way].decode(decoding.decoder, &text), DDBSTREAM_OK);
        expect_text(limits[row].name, decoding.hearer.text.data, told);
        end(&decoding);
    }
}

START_TEST(up_to_a_limit_all_is_well)
{
    expect_limited(_i, limits[_i].enough, "record 0 -\n");
}
END_TEST

START_TEST(beyond_it_the_record_is_an_error)
{
    expect_limited(_i, limits[_i].enough - 1, limits[_i].told);
}
END_TEST

START_TEST(limits_may_be_as_large_as_can_be)
{
    expect_limited(_i, SIZE_MAX, "record 0 -\n");
}
END_TEST

START_TEST(too_many_records_end_the_document)
{
    ddbstream_options options = options_with(hear_error);
    struct json text = json(TWO);
    struct decoding decoding;
    options.max_records = 1;
    begin_with(&decoding, options);
    ck_assert_int_eq(decode(decoding.decoder, &text), DDBSTREAM_ERROR_LIMIT);
    ck_assert_str_eq(decoding.hearer.text.data,
                     "record 0 1\n"
                     "end: byte 62, $.Records: the document has more records than max_records\n");
    end(&decoding);
}
END_TEST

/* Two decoders, fed byte by byte in turn. */
START_TEST(decoders_share_nothing)
{
    struct json texts[] = { json(rich_row), json(TWO) };
    struct decoding decodings[2];
    begin(&decodings[0]);
    begin(&decodings[1]);
    for (size_t i = 0; i < texts[0].length; i++)
        for (size_t k = 0; k < 2; k++)
            if (i < texts[k].length)
                ck_assert_int_eq(feed(decodings[k].decoder, texts[k].data + i, 1), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_decoder_finish(decodings[1].decoder), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_decoder_finish(decodings[0].decoder), DDBSTREAM_OK);
    ck_assert_str_eq(decodings[0].hearer.text.data, rich_told);
    ck_assert_str_eq(decodings[1].hearer.text.data, ends[0].told);
    end(&decodings[0]);
    end(&decodings[1]);
}
END_TEST

/* Many records, a bad one in the middle. */

enum { MANY = 10000, BAD_ONE = 5000 };

static char *many_records(size_t *length)
{
    char *text = malloc(MANY * 128), *at = text;
    ck_assert_ptr_nonnull(text);
    at += sprintf(at, "{\"Records\":[");
    for (int i = 0; i < MANY; i++)
        at += sprintf(at,
                      "%s{\"dynamodb\":{\"Keys\":{\"id\":{\"N\":\"%s\"}},"
                      "\"SequenceNumber\":\"%d\"}}",
                      i > 0 ? "," : "", i == BAD_ONE ? "x" : "7", 100000 + i);
    at += sprintf(at, "]}");
    *length = (size_t)(at - text);
    return text;
}

static void expect_many(const struct decoding *decoding)
{
    ck_assert_uint_eq(decoding->hearer.records, MANY - 1);
    ck_assert_uint_eq(decoding->hearer.errors, 1);
    ck_assert_uint_eq(ddbstream_decoder_record_count(decoding->decoder), MANY);
}

START_TEST(one_bad_record_among_many_is_the_only_one_lost)
{
    struct decoding decoding;
    size_t length;
    char *text = many_records(&length);
    begin(&decoding);
    for (size_t i = 0; i < length; i += 1000)
        ck_assert_int_eq(feed(decoding.decoder, text + i, length - i < 1000 ? length - i : 1000),
                         DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_decoder_finish(decoding.decoder), DDBSTREAM_OK);
    expect_many(&decoding);
    free(text);
    end(&decoding);
}
END_TEST

START_TEST(and_it_is_named)
{
    struct decoding decoding;
    size_t length;
    char line[200], *text = many_records(&length);
    begin_with(&decoding, options_with(NULL));
    ck_assert_int_eq(feed(decoding.decoder, text, length), DDBSTREAM_ERROR_NUMBER);
    ck_assert_uint_eq(decoding.hearer.records, BAD_ONE);
    ddbstream_error_line(ddbstream_decoder_error(decoding.decoder), line, sizeof line);
    ck_assert_ptr_nonnull(strstr(line, "$.Records[5000].dynamodb.Keys.id.N: the text is no number"
                                       " (SequenceNumber 105000)"));
    free(text);
    end(&decoding);
}
END_TEST

/* A record takes as much memory as it needs, and many take no more. */
START_TEST(many_records_take_the_memory_of_one)
{
    struct decoding decoding;
    size_t length, most;
    char *text = many_records(&length);
    begin(&decoding);
    ck_assert_int_eq(feed(decoding.decoder, text, 200), DDBSTREAM_OK);
    most = decoding.memory.most_bytes;
    ck_assert_int_eq(feed(decoding.decoder, text + 200, length - 200), DDBSTREAM_OK);
    ck_assert_uint_le(decoding.memory.most_bytes, most + 1024);
    free(text);
    end(&decoding);
}
END_TEST

/* Memory. */

START_TEST(a_warm_decoder_allocates_nothing)
{
    struct json text = json(rich_row), smaller = json(TWO), broken = json("{'Records':[7}");
    struct decoding decoding;
    size_t calls;
    begin(&decoding);
    run(decoding.decoder, &text);
    run(decoding.decoder, &broken);
    calls = decoding.memory.calls;
    ck_assert_int_eq(run(decoding.decoder, &text), DDBSTREAM_OK);
    ck_assert_int_eq(run(decoding.decoder, &smaller), DDBSTREAM_OK);
    ck_assert_int_eq(run(decoding.decoder, &broken), DDBSTREAM_ERROR_JSON);
    ck_assert_int_eq(run(decoding.decoder, &text), DDBSTREAM_OK);
    ck_assert_uint_eq(decoding.memory.calls, calls);
    end(&decoding);
}
END_TEST

START_TEST(nothing_is_done_without_the_allocator)
{
    ddbstream_options options = options_with(hear_error);
    struct json text = json(rich_row);
    struct decoding decoding;
    begin(&decoding);
    test_allocator_fail(&decoding.memory, 0, true);
    ck_assert_int_eq(decode(decoding.decoder, &text), DDBSTREAM_ERROR_MEMORY);
    ck_assert_uint_eq(decoding.hearer.records, 0);
    options.allocator = &decoding.memory.allocator;
    ck_assert_int_eq(ddbstream_decode(text.data, text.length, NULL, NULL, &options),
                     DDBSTREAM_ERROR_MEMORY);
    ck_assert_uint_eq(decoding.memory.live_blocks, 1);
    end(&decoding);
}
END_TEST

/* How the allocations are made to fail: each way, one alone or all from one on. */
enum { FAILINGS = COUNT_OF(ways) * 2 };

static void expect_no_memory(const struct decoding *decoding, ddbstream_status status)
{
    const ddbstream_error *error = ddbstream_decoder_error(decoding->decoder);
    const ddbstream_document *document = ddbstream_decoder_document(decoding->decoder);
    expect_string_or_absent(error->event_id);
    expect_string_or_absent(error->sequence_number);
    expect_string_or_absent(document->shard_id);
    expect_string_or_absent(document->event_source_arn);
    ck_assert_int_eq(status, DDBSTREAM_ERROR_MEMORY);
    ck_assert_int_eq(error->status, DDBSTREAM_ERROR_MEMORY);
    ck_assert_int_eq(ddbstream_decoder_finish(decoding->decoder), DDBSTREAM_ERROR_MEMORY);
}

static bool fail_once(int row, size_t skipped)
{
    struct json text = json(rich_row);
    size_t way = (size_t)row / 2;
    ddbstream_options options = options_with(hear_error);
    struct decoding decoding;
    ddbstream_status status;
    options.yajl_only = ways[way].yajl_only;
    begin_with(&decoding, options);
    test_allocator_fail(&decoding.memory, skipped, row % 2 == 1);
    status = ways[way].decode(decoding.decoder, &text);
    if (decoding.memory.failures > 0)
        expect_no_memory(&decoding, status);
    test_allocator_recover(&decoding.memory);
    ddbstream_decoder_reset(decoding.decoder);
    expect_rich(ways[way].name, &decoding);
    end(&decoding);
    return status == DDBSTREAM_ERROR_MEMORY;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(_i, failed))
        failed++;
    ck_assert_uint_gt(failed, 5);
}
END_TEST

START_TEST(creating_may_fail)
{
    struct test_allocator memory;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder = (ddbstream_decoder *)&decoder;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 0, false);
    options.allocator = &memory.allocator;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, NULL, NULL, &options),
                     DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(decoder);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(the_allocator_is_copied)
{
    struct json text = json(rich_row);
    struct test_allocator memory;
    ddbstream_allocator allocator;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    test_allocator_init(&memory);
    allocator = memory.allocator;
    options.allocator = &allocator;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, NULL, NULL, &options), DDBSTREAM_OK);
    memset(&allocator, 0, sizeof allocator);
    ck_assert_int_eq(run(decoder, &text), DDBSTREAM_ERROR_NUMBER);
    ddbstream_decoder_free(decoder);
    test_allocator_check_empty(&memory);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "decoder", ONCE(records_and_errors_come_in_order), ONCE(run_gives_the_same),
        ONCE(decode_gives_the_same), ONCE(callbacks_run_inside_feed),
        ONCE(empty_chunks_change_nothing), EACH(each_end_has_its_status, ends),
        EACH(the_status_stays, ends), EACH(the_decoder_has_the_error, ends),
        EACH(after_reset_the_next_document_is_read, ends), ONCE(reset_forgets_half_a_document),
        ONCE(run_resets_by_itself), EACH(a_callbacks_answer_comes_back_unchanged, answers),
        EACH(the_record_that_stopped_it_is_named, stopped_ids),
        ONCE(a_member_beside_the_records_that_stopped_it_is_none),
        ONCE(an_answer_to_the_last_error_is_not_asked_for),
        ONCE(the_first_bad_record_ends_the_document), ONCE(its_error_names_the_record),
        ONCE(an_error_in_no_record_says_so), ONCE(null_is_no_decoder), ONCE(no_data_has_no_length),
        ONCE(callbacks_are_optional), EACH(options_that_make_no_sense_are_refused, refused),
        EACH(damage_is_told_alike_in_every_way, damages),
        ONCE(what_an_older_caller_lacks_has_its_default),
        ONCE(what_a_newer_caller_has_is_passed_over), EACH(up_to_a_limit_all_is_well, limits),
        EACH(beyond_it_the_record_is_an_error, limits),
        EACH(limits_may_be_as_large_as_can_be, limits), ONCE(too_many_records_end_the_document),
        ONCE(decoders_share_nothing), ONCE(one_bad_record_among_many_is_the_only_one_lost),
        ONCE(and_it_is_named), ONCE(many_records_take_the_memory_of_one),
        ONCE(a_warm_decoder_allocates_nothing), ONCE(nothing_is_done_without_the_allocator),
        { each_allocation_may_fail, FAILINGS }, ONCE(creating_may_fail),
        ONCE(the_allocator_is_copied));
}
