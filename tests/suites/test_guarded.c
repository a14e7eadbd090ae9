/* From guard to reader: damaged text is marked and placed, and the last piece ends the document. */
#include "guarded.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

struct reading {
    struct test_allocator memory;
    struct guarded guarded;
    struct reader reader;
    struct json tokens; /* "name 1 a\n", or with a flaw "name 1 !4\n": the place of the damage */
};

static int hear(void *context, const struct token *token)
{
    struct reading *reading = context;
    bool has_text = token->kind >= TOKEN_NAME && token->kind <= TOKEN_NUMBER;
    char line[ROW_ROOM];
    int length = (int)(has_text ? token->length : 0);
    if (token->flaw != NULL)
        snprintf(line, sizeof line, "%s %" PRIu64 " !%" PRIu64 "\n",
                 ddbs_token_describe(token->kind), ddbs_token_offset(token), token->flaw->offset);
    else
        snprintf(line, sizeof line, "%s %" PRIu64 " %.*s\n", ddbs_token_describe(token->kind),
                 ddbs_token_offset(token), length, token->data);
    json_append(&reading->tokens, line);
    return DDBSTREAM_OK;
}

static void begin(struct reading *reading)
{
    test_allocator_init(&reading->memory);
    reading->tokens = (struct json){ .length = 0 };
    ddbs_guarded_init(&reading->guarded, &reading->memory.allocator);
    ddbs_reader_init(&reading->reader, &reading->memory.allocator, 1000);
    ddbs_reader_reset(&reading->reader, (struct token_listener){ hear, reading, NULL });
}

static void end(struct reading *reading)
{
    ddbs_guarded_release(&reading->guarded);
    ddbs_reader_release(&reading->reader);
    test_allocator_check_empty(&reading->memory);
}

static ddbstream_status read_piece(struct reading *reading, const char *data, size_t length,
                                   bool is_last)
{
    char *copy = exact_copy(data, length);
    struct piece piece = { .data = copy, .length = length };
    ddbstream_status status =
        ddbs_read_guarded(&reading->guarded, &reading->reader, piece, is_last);
    free(copy);
    return status;
}

/* In two pieces of whole tokens, or in one that is the last. A caret stands where it breaks. */

static const struct {
    const char *text;
    size_t cuts[4]; /* where pieces may end, which is between tokens */
    ddbstream_status status;
    const char *caret, *tokens;
} rows[] = {
    { "{'a':[1,true]}",
      { 0, 1, 8, 14 },
      DDBSTREAM_OK,
      NULL,
      "an object 0 \na further member 1 a\nan array 5 \na number 6 1\ntrue 8 \nthe end of the "
      "array 12 \n"
      "the end of the object 13 \n" },
    { "['\xff','b']",
      { 0, 4, 5, 9 },
      DDBSTREAM_OK,
      NULL,
      "an array 0 \na string 1 !2\na string 5 b\nthe end of the array 8 \n" },
    { "['a','\xff']",
      { 1, 4, 5, 8 },
      DDBSTREAM_OK,
      NULL,
      "an array 0 \na string 1 a\na string 5 !6\nthe end of the array 8 \n" },
    { "['\xff','x`ud800','\xc3']",
      { 1, 5, 14, 18 },
      DDBSTREAM_OK,
      NULL,
      "an array 0 \na string 1 !2\na string 5 !13\na string 15 !17\n"
      "the end of the array 18 \n" },
    { "'\xff'", { 0, 3, 3, 3 }, DDBSTREAM_OK, NULL, "a string 0 !1\n" },
    { "[1,\v2]",
      { 0, 1, 3, 6 },
      DDBSTREAM_ERROR_JSON, //
      "   ^",
      "an array 0 \na number 1 1\n" },
    { "['\xff',]",
      { 0, 1, 4, 5 },
      DDBSTREAM_ERROR_JSON, //
      "     ^",
      "an array 0 \na string 1 !2\n" },
    { "['\xff'",
      { 0, 1, 4, 4 },
      DDBSTREAM_ERROR_TRUNCATED, //
      "    ^",
      "an array 0 \na string 1 !2\n" },
    { "",
      { 0, 0, 0, 0 },
      DDBSTREAM_ERROR_TRUNCATED, //
      "^",
      "" },
    { "[]]",
      { 0, 2, 3, 3 },
      DDBSTREAM_ERROR_JSON, //
      "  ^",
      "an array 0 \nthe end of the array 1 \n" },
};

static void expect_read(int row, size_t cut)
{
    struct json text = json(rows[row].text);
    struct reading reading;
    ddbstream_status status;
    begin(&reading);
    status = cut > 0 ? read_piece(&reading, text.data, cut, false) : DDBSTREAM_OK;
    if (status == DDBSTREAM_OK)
        status = read_piece(&reading, text.data + cut, text.length - cut, true);
    expect_status(rows[row].text, status, rows[row].status);
    expect_text(rows[row].text, reading.tokens.data, rows[row].tokens);
    if (rows[row].caret != NULL)
        expect_number(rows[row].text, reading.reader.fault_offset, caret(rows[row].caret));
    end(&reading);
}

START_TEST(tokens_come_with_their_places_and_flaws)
{
    for (size_t i = 0; i < COUNT_OF(rows[_i].cuts); i++)
        expect_read(_i, rows[_i].cuts[i]);
}
END_TEST

/* The document ends with a piece that was said to be its last, be it empty. */
START_TEST(only_the_last_piece_ends_the_document)
{
    struct reading reading;
    begin(&reading);
    ck_assert_int_eq(read_piece(&reading, "[ \"\xff\" ", 6, false), DDBSTREAM_OK);
    ck_assert_int_eq(read_piece(&reading, "]", 1, false), DDBSTREAM_OK);
    ck_assert_int_eq(read_piece(&reading, "  ", 2, false), DDBSTREAM_OK);
    ck_assert_int_eq(read_piece(&reading, "", 0, true), DDBSTREAM_OK);
    end(&reading);
}
END_TEST

/* What the listener says comes back, from whichever part. */

static int refuse_text(void *context, const struct token *token)
{
    size_t *heard = context;
    ++*heard;
    return token->kind == TOKEN_STRING ? DDBSTREAM_STOPPED : DDBSTREAM_OK;
}

static const struct {
    const char *text;
    bool is_last;
} stopped[] = {
    { "['a',1]", true },
    { "['\xff',1]", true },
    { "['a',1]", false },
    { "['\xff',1]", false },
};

START_TEST(a_listener_may_stop_it)
{
    struct json text = json(stopped[_i].text);
    struct reading reading;
    size_t heard = 0;
    begin(&reading);
    ddbs_reader_reset(&reading.reader, (struct token_listener){ refuse_text, &heard, NULL });
    expect_status(text.data, read_piece(&reading, text.data, text.length, stopped[_i].is_last),
                  DDBSTREAM_STOPPED);
    ck_assert_uint_eq(heard, 2);
    end(&reading);
}
END_TEST

static bool fail_once(const struct json *text, ddbstream_status expected, size_t skipped)
{
    struct reading reading;
    ddbstream_status status;
    bool has_failed;
    begin(&reading);
    test_allocator_fail(&reading.memory, skipped, false);
    status = read_piece(&reading, text->data, text->length, true);
    has_failed = reading.memory.failures > 0;
    expect_status(text->data, status, has_failed ? DDBSTREAM_ERROR_MEMORY : expected);
    end(&reading);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    struct json text = json(rows[_i].text);
    size_t failed = 0;
    while (fail_once(&text, rows[_i].status, failed))
        failed++;
    ck_assert_uint_gt(failed, 0);
}
END_TEST

/* Long strings: what comes of a text must be what comes of it by the guard alone. */

enum { LONG = 520 };

/* ' stands for ", and ` for a backslash; # for a long way of plain text. */
static const char *const long_texts[] = {
    "'#'",
    "['#']",
    "{'#':'#','b':['#',1,'#'],'c':true}",
    "['a','#`n#`u00e9','#','\xc3\xa9#`ud83d`ude00#']",
    "['#\xff','#','\xff','#`ud800','#',2]",
    "{'#\xff':'#','#':'#\xe2\x82'}",
    "['#' ,'#'\n]",
    "['###','#####'] ", /* more than may stand in a string here */
    "['####`n']",
    "['#`x','#']",
    "['#','#\x01']",
    "['#\n']",
    "['#'1]",
    "['#''#']",
    "['#':1]",
    "['#'",
    "['#",
    "['#`",
    "['#`'",
    "'#' '#'",
    "[1'#']",
    "[1 '#']",
    "{'#'}",
    "{'a':1'#':2}",
    "[]'#'",
    "[#'#']",
    "[`'#','#']",
    "[\v'#']",
    "['#\v']",
};

/* Put together, and some more bytes changed. */
static struct json long_text(const char *row)
{
    struct json text = { .length = 0 };
    for (; *row != '\0'; row++) {
        const char one[] = { *row, '\0' };
        for (int i = 0; *row == '#' && i < LONG; i++)
            json_append(&text, "x");
        json_append(&text, *row == '#' ? "" : json(one).data);
    }
    return text;
}

struct outcome {
    struct json tokens;
    ddbstream_status status;
    uint64_t fault_offset;
    const char *fault_reason;
};

static struct outcome end_with(struct reading *reading, ddbstream_status status)
{
    bool is_placed = status == DDBSTREAM_ERROR_JSON || status == DDBSTREAM_ERROR_TRUNCATED;
    struct outcome outcome = { reading->tokens, status, 0, "" };
    if (is_placed) {
        outcome.fault_offset = reading->reader.fault_offset;
        outcome.fault_reason = reading->reader.fault_reason;
    }
    end(reading);
    return outcome;
}

static struct outcome read_whole(const struct json *text)
{
    struct reading reading;
    begin(&reading);
    return end_with(&reading, read_piece(&reading, text->data, text->length, true));
}

static struct outcome read_by_guard_alone(const struct json *text)
{
    char *copy = exact_copy(text->data, text->length);
    struct piece rest = { .data = copy, .length = text->length }, part;
    struct reading reading;
    ddbstream_status status;
    begin(&reading);
    do {
        ck_assert_int_eq(ddbs_guard_next(&reading.guarded.guard, &rest, &part), DDBSTREAM_OK);
        status = rest.length == 0 ? ddbs_reader_finish(&reading.reader, &part)
                                  : ddbs_reader_parse(&reading.reader, &part);
    } while (status == DDBSTREAM_OK && rest.length > 0);
    free(copy);
    return end_with(&reading, status);
}

static void expect_same(const struct json *text)
{
    struct outcome got = read_whole(text), want = read_by_guard_alone(text);
    expect_status(text->data, got.status, want.status);
    expect_text(text->data, got.tokens.data, want.tokens.data);
    expect_text(text->data, got.fault_reason, want.fault_reason);
    expect_number(text->data, got.fault_offset, want.fault_offset);
}

START_TEST(long_strings_are_read_as_short_ones)
{
    struct json text = long_text(long_texts[_i]);
    expect_same(&text);
}
END_TEST

/* Each byte in turn becomes another, near the ends of long ways; and the text ends behind it. */
START_TEST(long_strings_with_a_changed_byte)
{
    static const char others[] = "\"\\x1{}[]:, \n\v\x01\x80\xff";
    const struct json text = long_text(long_texts[_i]);
    for (size_t at = 0; at < text.length; at += (size_t)test_stride()) {
        bool is_within_way = at > 0 && text.data[at] == 'x' && text.data[at - 1] == 'x';
        struct json changed = text;
        for (const char *other = others; !(is_within_way && at % 96 != 0) && *other != '\0';
             other++) {
            changed.data[at] = *other;
            expect_same(&changed);
        }
        changed.length = at;
        changed.data[at] = '\0';
        if (!is_within_way || at % 96 == 0)
            expect_same(&changed);
    }
}
END_TEST

/* That they take no way but past yajl nobody can see from the tokens. */
static int hear_where(void *context, const struct token *token)
{
    const char **text = context;
    if (token->kind != TOKEN_STRING)
        return DDBSTREAM_OK;
    *text = token->data;
    ck_assert_uint_eq(token->length, LONG);
    ck_assert_uint_eq(token->stretch.length, 2);
    return DDBSTREAM_OK;
}

START_TEST(yajl_does_not_see_long_strings)
{
    struct json text = long_text("{'a':'#'}");
    struct piece piece = { .data = text.data, .length = text.length };
    const char *heard = NULL;
    struct reading reading;
    begin(&reading);
    ddbs_reader_reset(&reading.reader, (struct token_listener){ hear_where, &heard, NULL });
    ck_assert_int_eq(ddbs_read_guarded(&reading.guarded, &reading.reader, piece, true),
                     DDBSTREAM_OK);
    ck_assert_ptr_eq(heard, strchr(text.data, 'x'));
    end(&reading);
}
END_TEST

START_TEST(each_allocation_for_a_long_string_may_fail)
{
    struct json text = long_text("['#`n']");
    size_t failed = 0;
    while (fail_once(&text, DDBSTREAM_OK, failed))
        failed++;
    ck_assert_uint_gt(failed, 1);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "guarded", EACH(tokens_come_with_their_places_and_flaws, rows),
        ONCE(only_the_last_piece_ends_the_document), EACH(a_listener_may_stop_it, stopped),
        EACH(each_allocation_may_fail, rows), EACH(long_strings_are_read_as_short_ones, long_texts),
        EACH(long_strings_with_a_changed_byte, long_texts), ONCE(yajl_does_not_see_long_strings),
        ONCE(each_allocation_for_a_long_string_may_fail));
}
