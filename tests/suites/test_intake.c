/* The intake: which way each record goes, how that leaves the stages, and that nobody can tell. */
#include "intake.h"

#include <ddbstream/decoder.h>

#include "hearer.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"
#include "tight_memory.h"

/* A decoder whose tokens are written down on their way from the reader. */
struct spy {
    struct test_allocator memory;
    struct hearer hearer;
    ddbstream_decoder *decoder;
    struct token_listener listener; /* who hears them then */
    struct json tokens; /* a byte each; of those inside of images only the first and last */
};

static int overhear(void *context, const struct token *token)
{
    static const char marks[] = {
        [TOKEN_OBJECT] = '{',    [TOKEN_OBJECT_END] = '}', [TOKEN_ARRAY] = '[',
        [TOKEN_ARRAY_END] = ']', [TOKEN_NAME] = 'n',       [TOKEN_STRING] = 's',
        [TOKEN_NUMBER] = '1',    [TOKEN_TRUE] = 't',       [TOKEN_FALSE] = 'f',
        [TOKEN_NULL] = '0'
    };
    struct spy *spy = context;
    json_append(&spy->tokens, (const char[2]){ marks[token->kind], '\0' });
    return spy->listener.hear(spy->listener.context, token);
}

static ddbstream_status judge(void *context, const struct token *token, int said)
{
    struct spy *spy = context;
    return spy->listener.judge(spy->listener.context, token, said);
}

static void begin_with(struct spy *spy, ddbstream_options options)
{
    test_allocator_init(&spy->memory);
    spy->hearer = hearer();
    spy->tokens = (struct json){ .length = 0 };
    options.on_error = hear_error;
    options.allocator = &spy->memory.allocator;
    ck_assert_int_eq(ddbstream_decoder_create(&spy->decoder, hear_record, &spy->hearer, &options),
                     DDBSTREAM_OK);
    spy->listener = spy->decoder->reader.listener;
    spy->decoder->reader.listener = (struct token_listener){ overhear, spy, judge };
}

static void begin(struct spy *spy, bool yajl_only)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.yajl_only = yajl_only;
    begin_with(spy, options);
}

static void end(struct spy *spy)
{
    ddbstream_decoder_free(spy->decoder);
    test_allocator_check_empty(&spy->memory);
}

/* From a copy with nothing after it. */
static ddbstream_status feed(struct spy *spy, const char *data, size_t length)
{
    char *copy = exact_copy(data, length);
    struct piece rest = { .data = copy, .length = length };
    ddbstream_status status = ddbs_intake_feed(spy->decoder, rest);
    ck_assert_int_eq(spy->decoder->status, status);
    free(copy);
    return status;
}

static ddbstream_status finish(struct spy *spy)
{
    ddbstream_status status = ddbs_intake_finish(spy->decoder);
    ck_assert_int_eq(spy->decoder->status, status);
    return status;
}

/* Which way. A bar stands for a cut. */

#define A "{'dynamodb':{}}"
#define ODD "{'`u003f':1,'dynamodb':{}}"
#define IMAGE "{'dynamodb':{'Keys':{'a':{'N':'1'}}}}"

static const struct {
    const char *name, *text;
    const char *tokens; /* that come from yajl; what is missing was the lane's */
} ways[] = {
    { "whole records", "{'Records':[" A "," IMAGE "]}", "{n[]}" },
    { "no records", "{'Records':[]}", "{n[]}" },
    { "space around each", " { 'Records' : [ " A " , " A " ] } ", "{n[]}" },
    { "one that the lane does not know", "{'Records':[" ODD "]}", "{n[{n1n{}}]}" },
    { "one at the front", "{'Records':[" ODD "," A "," A "]}", "{n[{n1n{}}]}" },
    { "one between others", "{'Records':[" A "," ODD "," A "]}", "{n[{n1n{}}]}" },
    { "one at the end", "{'Records':[" A "," A "," ODD "]}", "{n[{n1n{}}]}" },
    { "several", "{'Records':[" ODD "," A "," ODD "," ODD "]}", "{n[{n1n{}}{n1n{}}{n1n{}}]}" },
    { "what is no object", "{'Records':[" A ",[[]]," A "]}", "{n[[[]]]}" },
    { "a scalar, and the record after it", "{'Records':[" A ",0," A "," A "]}", "{n[1{n{}}]}" },
    { "one with brackets in its text", "{'Records':[{'`u003f':'}]{[','dynamodb':{}}," A "]}",
      "{n[{nsn{}}]}" },
    { "one with quotes in its text", "{'Records':[{'`u003f':'`'},{`'','dynamodb':{}}," A "]}",
      "{n[{nsn{}}]}" },
    { "one with an image", "{'Records':[{'`u003f':1,'dynamodb':{'Keys':{'a':{'N':'1'}}}}," A "]}",
      "{n[{n1n{n{}}]}" },
    { "one whose text is damaged", "{'Records':[{'eventID':'\xff'}," A "]}", "{n[{ns}]}" },
    { "other arrays before", "{'a':[" A "],'b':[[" A "]],'Records':[" A "]}",
      "{n[{n{}}]n[[{n{}}]]n[]}" },
    { "other arrays after", "{'Records':[" A "],'a':[" A "]}", "{n[]n[{n{}}]}" },
    { "the array in what is skipped", "{'a':{'Records':[" A "]},'Records':[" A "]}",
      "{n{n[{n{}}]}n[]}" },
    { "no array", "{'Records':null,'a':[" A "]}", "{n0n[{n{}}]}" },

    { "a cut before the array's name", "{|'Records':[" A "," A "]}", "{n[]}" },
    { "a cut in its name", "{'Rec|ords':[" A "," A "]}", "{n[]}" },
    { "a cut after its name", "{'Records'|:[" A "," A "]}", "{n[]}" },
    { "a cut before its bracket", "{'Records':|[" A "," A "]}", "{n[]}" },
    { "a cut between a name and null", "{'Records'|:null,'a':[" A "]}", "{n0n[{n{}}]}" },
    { "a cut before a record", "{'Records':[|" A "," A "]}", "{n[]}" },
    { "a cut in a record", "{'Records':[" A ",{'dynamodb'|:{}}," A "]}", "{n[]}" },
    { "a cut in a string", "{'Records':[" A ",{'dyna|modb':{}}," A "]}", "{n[]}" },
    { "a cut in the last brace's stead", "{'Records':[{'dynamodb':{}|}," A "]}", "{n[]}" },
    { "a cut before a comma", "{'Records':[" A "|," A "]}", "{n[]}" },
    { "a cut after a comma", "{'Records':[" A ",|" A "]}", "{n[]}" },
    { "cuts around each", "{'Records':[|" A "|,|" A "|]|}", "{n[]}" },
    { "a cut after the array", "{'Records':[" A "]|,'a':[" A "]}", "{n[]n[{n{}}]}" },
    { "cuts in one that the lane does not know", "{'Records':[{'`u003f'|:1,'dynamodb'|:{}}," A "]}",
      "{n[{n1n{}}]}" },
};

static ddbstream_status feed_row(struct spy *spy, const char *row)
{
    struct json text = json(row);
    const char *from = text.data, *bar;
    ddbstream_status status = DDBSTREAM_OK;
    for (; status == DDBSTREAM_OK && (bar = strchr(from, '|')) != NULL; from = bar + 1)
        status = feed(spy, from, (size_t)(bar - from));
    if (status == DDBSTREAM_OK && *from != '\0')
        status = feed(spy, from, strlen(from));
    return status == DDBSTREAM_OK ? finish(spy) : status;
}

START_TEST(records_go_by_the_lane_where_they_can)
{
    struct spy spy;
    begin(&spy, false);
    expect_status(ways[_i].name, feed_row(&spy, ways[_i].text), DDBSTREAM_OK);
    expect_text(ways[_i].name, spy.tokens.data, ways[_i].tokens);
    end(&spy);
}
END_TEST

static void append_times(struct json *to, const char *row, int times)
{
    for (int i = 0; i < times; i++) {
        struct json text = json(row);
        json_append(to, text.data);
    }
}

/* Behind eight that it leaves it tries each sixteenth: the 33rd is the first again, and is taken. */
START_TEST(behind_many_that_it_leaves_the_lane_seldom_tries)
{
    struct json text = json("{'Records':["), wanted = json("{n[");
    struct spy spy;
    append_times(&text, ODD ",", 20);
    append_times(&text, A ",", 19);
    append_times(&text, A "]}", 1);
    append_times(&wanted, "{n1n{}}", 20);
    append_times(&wanted, "{n{}}", 12);
    append_times(&wanted, "]}", 1);
    begin(&spy, false);
    ck_assert_int_eq(feed(&spy, text.data, text.length), DDBSTREAM_OK);
    ck_assert_int_eq(finish(&spy), DDBSTREAM_OK);
    ck_assert_uint_eq(spy.hearer.records, 40);
    ck_assert_str_eq(spy.tokens.data, wanted.data);
    end(&spy);
}
END_TEST

START_TEST(what_is_told_does_not_show_the_way)
{
    struct spy spy, yajl_only;
    begin(&spy, false);
    begin(&yajl_only, true);
    expect_status(ways[_i].name, feed_row(&spy, ways[_i].text), DDBSTREAM_OK);
    expect_status(ways[_i].name, feed_row(&yajl_only, ways[_i].text), DDBSTREAM_OK);
    expect_text(ways[_i].name, spy.hearer.text.data, yajl_only.hearer.text.data);
    ck_assert_uint_ge(yajl_only.tokens.length, spy.tokens.length);
    end(&spy);
    end(&yajl_only);
}
END_TEST

/* Chunks of which the first holds a document in the usual frame. */
static const struct {
    const char *name, *text;
    bool needs_yajl;
} framed[] = {
    { "alone", "{'Records':[" A "," IMAGE "]}", false },
    { "with space", " { 'Records' : [ " A " ] } \n", false },
    { "space behind it", "{'Records':[" A "]}|\n| \t", false },
    { "no records", "{'Records':[]}", false },
    { "a record that the lane does not know", "{'Records':[" A "," ODD "]}", true },
    { "a cut before its end", "{'Records':[" A "|]}", true },
    { "a cut in its end", "{'Records':[" A "]|}", true },
};

START_TEST(a_document_in_the_usual_frame_needs_no_yajl)
{
    struct spy spy;
    begin(&spy, false);
    spy.decoder->lines.mode = LINES_NONE;
    expect_status(framed[_i].name, feed_row(&spy, framed[_i].text), DDBSTREAM_OK);
    ck_assert_msg((spy.decoder->reader.yajl != NULL) == framed[_i].needs_yajl, "%s",
                  framed[_i].name);
    end(&spy);
}
END_TEST

/* What goes by the lane leaves all stages as if it had not. */
static void expect_same_stage(const char *row, const ddbstream_decoder *got,
                              const ddbstream_decoder *want)
{
    expect_number(row, got->reader.piece_offset, want->reader.piece_offset);
    expect_number(row, got->reader.before.expect, want->reader.before.expect);
    expect_number(row, got->reader.nesting.depth, want->reader.nesting.depth);
    expect_number(row, got->reader.document_end, want->reader.document_end);
    expect_number(row, got->document.count, want->document.count);
    expect_number(row, ddbs_document_place(&got->document), ddbs_document_place(&want->document));
}

static struct json without_bars(const char *row)
{
    struct json text = json(row), whole = { .length = 0 };
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != '|')
            json_append(&whole, (const char[2]){ text.data[i], '\0' });
    return whole;
}

START_TEST(after_each_cut_the_stages_are_the_same)
{
    struct json text = without_bars(ways[_i].text);
    for (size_t cut = 1; cut < text.length; cut++) {
        struct spy spy, yajl_only;
        begin(&spy, false);
        begin(&yajl_only, true);
        ck_assert_int_eq(feed(&spy, text.data, cut), feed(&yajl_only, text.data, cut));
        if (!spy.decoder->gather.is_on) /* or the later stages know nothing of it yet */
            expect_same_stage(ways[_i].name, spy.decoder, yajl_only.decoder);
        ck_assert_uint_eq(spy.hearer.records, yajl_only.hearer.records);
        end(&spy);
        end(&yajl_only);
    }
}
END_TEST

/* Documents that break off, or that can't be read to their end. What is told is the same however
 * they are cut; that each stops at once is what the status after the last byte says. */

#define LONG "0123456789"

static const struct {
    const char *name, *text;
    size_t max_string; /* 0: no limit */
    const char *told;
} broken[] = {
    { "after records of the lane's", "{'Records':[" A "," A "}", 0,
      "record 0 -\nrecord 1 -\nend: byte 43, $.Records: expected ',' or ']'\n" },
    { "a comma too many", "{'Records':[" A ",,", 0,
      "record 0 -\nend: byte 28, $.Records: expected a value\n" },
    { "no comma", "{'Records':[" A " " A, 0,
      "record 0 -\nend: byte 28, $.Records: expected ',' or ']'\n" },
    { "a comma in front", "{'Records':[," A, 0, "end: byte 12, $.Records: expected a value\n" },
    { "inside a record", "{'Records':[" A ",{7", 0,
      "record 0 -\nend: record 1, byte 29, $.Records[1]: expected a member's name or '}'\n" },
    { "cut short after a record", "{'Records':[" A, 0,
      "record 0 -\nend: byte 27, $.Records: the document ends before it is complete\n" },
    { "cut short after a comma", "{'Records':[" A ",", 0,
      "record 0 -\nend: byte 28, $.Records: the document ends before it is complete\n" },

    { "a string too long that is none", "{'" LONG "`x':1}", 5,
      "end: byte 13, $: no such escape in a string\n" },
    { "one in a record", "{'Records':[{'?':'" LONG "\n'}]}", 8,
      "end: record 0, byte 28, $.Records[0]: a control character in a string must be escaped\n" },
    { "one where no string may stand", "{'Records':[]'" LONG "`x'}", 8,
      "end: byte 13, $: expected ',' or '}'\n" },
    { "one after the document", "{'Records':[]}'" LONG "`x'", 8,
      "end: byte 14, $: expected nothing after the document\n" },
    { "a string too long without its end", "'" LONG, 3,
      "end: byte 11, $: the document ends before it is complete\n" },
    { "one after a name", "{'a':'" LONG, 3,
      "end: byte 16, $: the document ends before it is complete\n" },
};

static void expect_told(int row, size_t chunk, bool yajl_only)
{
    struct json text = json(broken[row].text);
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_status status = DDBSTREAM_OK;
    struct spy spy;
    options.max_string = broken[row].max_string;
    options.yajl_only = yajl_only;
    begin_with(&spy, options);
    for (size_t at = 0; at < text.length && status == DDBSTREAM_OK; at += chunk)
        status = feed(&spy, text.data + at, chunk < text.length - at ? chunk : text.length - at);
    if (status == DDBSTREAM_OK)
        status = finish(&spy);
    expect_text(broken[row].name, spy.hearer.text.data, broken[row].told);
    ck_assert_int_ne(status, DDBSTREAM_OK);
    end(&spy);
}

START_TEST(broken_documents_are_told_once_and_alike)
{
    for (size_t chunk = 1; chunk <= strlen(broken[_i].text); chunk++) {
        expect_told(_i, chunk, false);
        expect_told(_i, chunk, true);
    }
}
END_TEST

/* Limits. */

START_TEST(the_lane_counts_records_too)
{
    struct json text = json("{'Records':[" A "," A "," A "]}");
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct spy spy;
    options.max_records = 2;
    begin_with(&spy, options);
    ck_assert_int_eq(feed(&spy, text.data, text.length), DDBSTREAM_ERROR_LIMIT);
    ck_assert_str_eq(spy.hearer.text.data,
                     "record 0 -\nrecord 1 -\n"
                     "end: byte 44, $.Records: the document has more records than max_records\n");
    ck_assert_str_eq(spy.tokens.data, "{n[{");
    end(&spy);
}
END_TEST

/* A record of so many lists inside each other, and one after it. */
static char *deep_text(size_t lists, size_t *length)
{
    static const char before[] = "{\"Records\":[{\"dynamodb\":{\"Keys\":{\"a\":{\"L\":[";
    static const char open[] = "{\"L\":[", close[] = "]}";
    static const char after[] = "]}}}},{\"dynamodb\":{}}]}";
    char *text = malloc(sizeof before + sizeof after + lists * (sizeof open + sizeof close));
    char *at = text;
    ck_assert_ptr_nonnull(text);
    at = (char *)memcpy(at, before, sizeof before - 1) + sizeof before - 1;
    for (size_t i = 1; i < lists; i++)
        at = (char *)memcpy(at, open, sizeof open - 1) + sizeof open - 1;
    for (size_t i = 1; i < lists; i++)
        at = (char *)memcpy(at, close, sizeof close - 1) + sizeof close - 1;
    at = (char *)memcpy(at, after, sizeof after - 1) + sizeof after - 1;
    *length = (size_t)(at - text);
    return text;
}

/* With no limit of a record's own, that of a document holds: it is yajl's way that knows it. */
static struct json decode_deep(size_t lists, bool yajl_only)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    size_t length;
    char *text = deep_text(lists, &length);
    struct spy spy;
    struct json told;
    options.max_depth = SIZE_MAX;
    options.yajl_only = yajl_only;
    begin_with(&spy, options);
    if (feed(&spy, text, length) == DDBSTREAM_OK)
        finish(&spy);
    told = spy.hearer.text;
    free(text);
    end(&spy);
    return told;
}

START_TEST(a_record_nests_as_deep_as_a_document_may)
{
    enum { AROUND = 5, EACH_LIST = 2, MOST = (NESTING_MOST - AROUND) / EACH_LIST };
    for (size_t lists = MOST - 12; lists < MOST + 3; lists++) {
        struct json told = decode_deep(lists, false);
        ck_assert_str_eq(told.data, decode_deep(lists, true).data);
        if (lists <= MOST)
            ck_assert_str_eq(told.data, "record 0 -\nrecord 1 -\n");
        else
            ck_assert_ptr_eq(strstr(told.data, "end: record 0, byte "), told.data);
    }
}
END_TEST

/* Memory. */

START_TEST(without_memory_the_document_ends_where_the_piece_begins)
{
    struct json front = json("{'Records':["), record = json(IMAGE);
    struct spy spy;
    begin(&spy, _i > 0);
    ck_assert_int_eq(feed(&spy, front.data, front.length), DDBSTREAM_OK);
    test_allocator_fail(&spy.memory, 0, false);
    ck_assert_int_eq(feed(&spy, record.data, record.length), DDBSTREAM_ERROR_MEMORY);
    ck_assert_uint_eq(spy.hearer.records, 0);
    ck_assert_uint_eq(spy.hearer.errors, 1);
    ck_assert_uint_eq(spy.decoder->error.offset, front.length);
    ck_assert_str_eq(spy.decoder->error.message.data, "there is no memory");
    end(&spy);
}
END_TEST

/* What the lane has read of a record before it withdraws is given back. */
START_TEST(withdrawing_takes_no_memory)
{
    struct json text =
        json("{'Records':[{'dynamodb':{'Keys':{'a':{'S':'0123456789'}}},'`u003f':1}");
    struct spy spy;
    const char *next;
    begin(&spy, false);
    ck_assert_int_eq(feed(&spy, text.data, text.length), DDBSTREAM_OK);
    ck_assert_uint_eq(spy.hearer.records, 1);
    next = spy.decoder->arena.next;
    ddbs_arena_reset(&spy.decoder->arena);
    ck_assert_ptr_eq(next, spy.decoder->arena.next);
    end(&spy);
}
END_TEST

/* The mark at the front. */

static const struct {
    const char *text; /* a bar stands for a cut */
    const char *told;
} marks[] = {
    { "\xef\xbb\xbf{'Records':[{}]}",
      "error: record 0, byte 15, $.Records[0]: the record has no member dynamodb\n" },
    { "\xef|\xbb|\xbf|{'Records':[{}]}",
      "error: record 0, byte 15, $.Records[0]: the record has no member dynamodb\n" },
    { "\xef\xbb{'Records':[]}", "end: byte 2, $: expected the rest of a byte order mark\n" },
    { "\xef|{'Records':[]}", "end: byte 1, $: expected the rest of a byte order mark\n" },
    { "\xef|\xbb", "end: byte 2, $: the document ends before it is complete\n" },
    { "\xef\xbb\xbf\xef\xbb\xbf{'Records':[]}", "end: byte 3, $: expected a value\n" },
    { "\xef\xbb\xbf", "end: byte 3, $: the document ends before it is complete\n" },
};

START_TEST(a_mark_counts_but_is_not_read)
{
    struct spy spy;
    begin(&spy, false);
    feed_row(&spy, marks[_i].text);
    expect_text(marks[_i].text, spy.hearer.text.data, marks[_i].told);
    end(&spy);
}
END_TEST

/* A document that can be no lines is read at once, where it ends. */
START_TEST(half_a_mark_is_told_at_the_end)
{
    static const char text[] = "\xef\xbb{\"Records\":[]}";
    struct hearer heard = hearer();
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = hear_error;
    options.shape = DDBSTREAM_SHAPE_LAMBDA;
    ck_assert_int_eq(ddbstream_decode(text, sizeof text - 1, NULL, &heard, &options),
                     DDBSTREAM_ERROR_JSON);
    ck_assert_str_eq(heard.text.data, "end: byte 2, $: expected the rest of a byte order mark\n");
}
END_TEST

int main(void)
{
    return RUN_SUITE("intake", EACH(records_go_by_the_lane_where_they_can, ways),
                     ONCE(behind_many_that_it_leaves_the_lane_seldom_tries),
                     EACH(what_is_told_does_not_show_the_way, ways),
                     EACH(a_document_in_the_usual_frame_needs_no_yajl, framed),
                     EACH(after_each_cut_the_stages_are_the_same, ways),
                     EACH(broken_documents_are_told_once_and_alike, broken),
                     ONCE(the_lane_counts_records_too),
                     ONCE(a_record_nests_as_deep_as_a_document_may),
                     { without_memory_the_document_ends_where_the_piece_begins, 2 },
                     ONCE(withdrawing_takes_no_memory), EACH(a_mark_counts_but_is_not_read, marks),
                     ONCE(half_a_mark_is_told_at_the_end));
}
