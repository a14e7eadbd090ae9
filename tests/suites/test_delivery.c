/* What goes to the callbacks, what their answers do, and what is left of a record afterwards. */
#include "delivery.h"

#include <ddbstream/decoder.h>

#include "hearer.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

/* A decoder that has read nothing: its record and its faults are put there by hand. */
struct delivering {
    struct test_allocator memory;
    struct hearer hearer;
    ddbstream_decoder *decoder;
};

static void begin(struct delivering *delivering, bool hears_records, bool hears_errors)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    test_allocator_init(&delivering->memory);
    delivering->hearer = hearer();
    options.on_error = hears_errors ? hear_error : NULL;
    options.allocator = &delivering->memory.allocator;
    ck_assert_int_eq(ddbstream_decoder_create(&delivering->decoder,
                                              hears_records ? hear_record : NULL,
                                              &delivering->hearer, &options),
                     DDBSTREAM_OK);
}

static void end(struct delivering *delivering)
{
    ddbstream_decoder_free(delivering->decoder);
    test_allocator_check_empty(&delivering->memory);
}

static ddbstream_string kept(struct delivering *delivering, const char *text)
{
    size_t length = strlen(text);
    return (ddbstream_string){ ddbs_arena_copy(&delivering->decoder->arena, text, length), length };
}

/* A whole record, as either way leaves it. */
static void put_record(struct delivering *delivering, bool is_bad)
{
    struct record_parser *parser = &delivering->decoder->record;
    ddbs_record_parser_begin(parser, 4, 120);
    parser->record.length = 30;
    parser->record.event_id = kept(delivering, "ab");
    parser->record.sequence_number = kept(delivering, "12");
    if (!is_bad)
        return;
    parser->fault.status = DDBSTREAM_ERROR_NUMBER;
    parser->fault.offset = 131;
    ck_assert(ddbs_buffer_append_text(&parser->fault.path, "$.here"));
    ck_assert(ddbs_fault_say(&parser->fault, "it is bad", NULL));
}

/* Records. */

#define BAD_LINE "record 4, byte 131, $.here: it is bad (eventID ab, SequenceNumber 12)"
#define STOP_LINE                                                                                  \
    "record 4, byte 120: a callback ended the document (eventID ab, SequenceNumber 12)"

static const struct {
    const char *name;
    bool is_bad, hears_records, hears_errors;
    int answer;
    ddbstream_status status;
    const char *told;
    const char *ends; /* the line of the decoder's error, if the document ends */
} records[] = {
    { "a good one", false, true, true, 0, DDBSTREAM_OK, "record 4 12\n", NULL },
    { "a good one, nobody hears errors", false, true, false, 0, DDBSTREAM_OK, "record 4 12\n",
      NULL },
    { "a good one, nobody hears it", false, false, true, 0, DDBSTREAM_OK, "", NULL },
    { "a good one, of which one is enough", false, true, true, 7, DDBSTREAM_STOPPED,
      "record 4 12\n", STOP_LINE },
    { "a good one, and a negative answer", false, true, false, -1, DDBSTREAM_STOPPED,
      "record 4 12\n", STOP_LINE },
    { "a bad one", true, true, true, 0, DDBSTREAM_OK, "error: " BAD_LINE "\n", NULL },
    { "a bad one, nobody hears records", true, false, true, 0, DDBSTREAM_OK,
      "error: " BAD_LINE "\n", NULL },
    { "a bad one, which is too much", true, true, true, 7, DDBSTREAM_STOPPED,
      "error: " BAD_LINE "\n", STOP_LINE },
    { "a bad one, nobody hears errors", true, true, false, 0, DDBSTREAM_ERROR_NUMBER, "",
      BAD_LINE },
    { "a bad one, nobody hears anything", true, false, false, 0, DDBSTREAM_ERROR_NUMBER, "",
      BAD_LINE },
};

static ddbstream_status deliver(struct delivering *delivering, int row)
{
    begin(delivering, records[row].hears_records, records[row].hears_errors);
    delivering->hearer.stop_at = 0;
    delivering->hearer.answer = records[row].answer;
    put_record(delivering, records[row].is_bad);
    return ddbs_deliver_record(delivering->decoder);
}

START_TEST(each_record_goes_where_it_belongs)
{
    struct delivering delivering;
    expect_status(records[_i].name, deliver(&delivering, _i), records[_i].status);
    expect_text(records[_i].name, delivering.hearer.text.data, records[_i].told);
    expect_status(records[_i].name, delivering.decoder->status, records[_i].status);
    end(&delivering);
}
END_TEST

/* The error that ends the document is whole, and what it says of the record is still there. */
START_TEST(what_ended_the_document_is_kept)
{
    struct delivering delivering;
    const ddbstream_error *error;
    char line[256];
    deliver(&delivering, _i);
    error = ddbstream_decoder_error(delivering.decoder);
    if (records[_i].ends == NULL) {
        ck_assert_ptr_null(error);
    } else {
        ddbstream_error_line(error, line, sizeof line);
        expect_text(records[_i].name, line, records[_i].ends);
        expect_status(records[_i].name, error->status, records[_i].status);
        ck_assert(error->ends_document);
        ck_assert_uint_eq(error->size, sizeof *error);
        ck_assert_uint_eq(error->record_offset, 120);
        ck_assert_uint_eq(error->record_length, 30);
        ck_assert_int_eq(error->callback_result, records[_i].answer);
    }
    end(&delivering);
}
END_TEST

/* The arena is empty again when the record is done with, and full while an error names it. */
START_TEST(memory_is_free_for_the_next_record)
{
    bool is_over = records[_i].status == DDBSTREAM_OK;
    struct delivering delivering;
    struct arena *arena;
    const char *after;
    deliver(&delivering, _i);
    arena = &delivering.decoder->arena;
    after = arena->next;
    ddbs_arena_reset(arena);
    expect_number(records[_i].name, after == arena->next, is_over);
    end(&delivering);
}
END_TEST

START_TEST(a_batch_keeps_it)
{
    struct delivering delivering;
    const char *after;
    begin(&delivering, true, true);
    delivering.decoder->keeps_records = true;
    put_record(&delivering, _i > 0);
    after = delivering.decoder->arena.next;
    ck_assert_int_eq(ddbs_deliver_record(delivering.decoder), DDBSTREAM_OK);
    ck_assert_ptr_eq(delivering.decoder->arena.next, after);
    end(&delivering);
}
END_TEST

/* Failures. */

static const struct flaw failure = { DDBSTREAM_ERROR_JSON, 140, "it breaks here" };

static const struct {
    const char *name;
    bool in_record, hears_errors;
    int answer;
    const char *line;
} failures[] = {
    { "outside of records", false, true, 0, "byte 140, $: it breaks here" },
    { "nobody hears it", false, false, 0, "byte 140, $: it breaks here" },
    { "the answer does not matter", false, true, 7, "byte 140, $: it breaks here" },
    { "inside of one", true, true, 0,
      "record 4, byte 140, $.Records[4]: it breaks here (eventID ab, SequenceNumber 12)" },
    { "inside of one, nobody hears it", true, false, 0,
      "record 4, byte 140, $.Records[4]: it breaks here (eventID ab, SequenceNumber 12)" },
};

static void begin_failing(struct delivering *delivering, int row)
{
    begin(delivering, true, failures[row].hears_errors);
    delivering->hearer.stop_at = 0;
    delivering->hearer.answer = failures[row].answer;
    put_record(delivering, false); /* which counts only when it is being read */
    delivering->decoder->document.in_listed_record = failures[row].in_record;
}

START_TEST(a_failure_ends_the_document)
{
    struct delivering delivering;
    const ddbstream_error *error;
    char line[256], told[300] = "";
    begin_failing(&delivering, _i);
    expect_status(failures[_i].name, ddbs_give_up(delivering.decoder, &failure, NULL),
                  DDBSTREAM_ERROR_JSON);
    error = ddbstream_decoder_error(delivering.decoder);
    ddbstream_error_line(error, line, sizeof line);
    expect_text(failures[_i].name, line, failures[_i].line);
    ck_assert(error->ends_document);
    ck_assert_uint_eq(error->record_index, failures[_i].in_record ? 4 : DDBSTREAM_NO_RECORD);
    ck_assert_int_eq(error->callback_result, 0);
    if (failures[_i].hears_errors)
        snprintf(told, sizeof told, "end: %s\n", failures[_i].line);
    expect_text(failures[_i].name, delivering.hearer.text.data, told);
    end(&delivering);
}
END_TEST

/* Path and message need memory. Without it that is what ended the document, at the same place. */
static bool fail_once(int row, size_t skipped)
{
    struct delivering delivering;
    const ddbstream_error *error;
    ddbstream_status status;
    bool has_failed;
    begin_failing(&delivering, row);
    test_allocator_fail(&delivering.memory, skipped, true);
    status = ddbs_give_up(delivering.decoder, &failure, NULL);
    has_failed = delivering.memory.failures > 0;
    expect_status(failures[row].name, status,
                  has_failed ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_ERROR_JSON);
    error = ddbstream_decoder_error(delivering.decoder);
    expect_status(failures[row].name, error->status, status);
    expect_number(failures[row].name, error->offset, 140);
    expect_number(failures[row].name, delivering.hearer.errors, failures[row].hears_errors);
    end(&delivering);
    return has_failed;
}

START_TEST(a_failure_may_find_no_memory)
{
    size_t failed = 0;
    while (fail_once(_i, failed))
        failed++;
    ck_assert_uint_eq(failed, 2);
}
END_TEST

int main(void)
{
    return RUN_SUITE("delivery", EACH(each_record_goes_where_it_belongs, records),
                     EACH(what_ended_the_document_is_kept, records),
                     EACH(memory_is_free_for_the_next_record, records), { a_batch_keeps_it, 2 },
                     EACH(a_failure_ends_the_document, failures),
                     EACH(a_failure_may_find_no_memory, failures));
}
