/* Chunks cut anywhere, joined to whole tokens. In the tables ' stands for a quote, ` for a
 * backslash, and | for a cut between chunks or between pieces. */
#include "joiner.h"

#include <ctype.h>
#include <inttypes.h>

#include "suite.h"
#include "test_allocator.h"
#include "word.h"

struct run {
    struct test_allocator test;
    struct joiner joiner;
    struct ddbstream_buffer bytes;  /* of all pieces */
    struct ddbstream_buffer pieces; /* the same, with | between them */
    struct ddbstream_buffer tokens; /* the tokens of each piece alone, a line each */
    uint64_t unseen;
};

static void start(struct run *run, size_t max_string)
{
    test_allocator_init(&run->test);
    ddbs_joiner_init(&run->joiner, &run->test.allocator, max_string);
    ddbs_buffer_init(&run->bytes, &run->test.allocator);
    ddbs_buffer_init(&run->pieces, &run->test.allocator);
    ddbs_buffer_init(&run->tokens, &run->test.allocator);
    run->unseen = 0;
}

static void finish(struct run *run)
{
    ddbs_joiner_release(&run->joiner);
    ddbs_buffer_release(&run->bytes);
    ddbs_buffer_release(&run->pieces);
    ddbs_buffer_release(&run->tokens);
    test_allocator_check_empty(&run->test);
}

static bool is_word_byte(char byte)
{
    return isalnum((unsigned char)byte) || (byte != '\0' && strchr("+-.", byte) != NULL);
}

/* How many bytes the token has that stands at the front, or what there is of it. */
static size_t token_length(const char *data, size_t length)
{
    size_t end = 1;
    if (data[0] == '"') {
        while (end < length && data[end] != '"')
            end += data[end] == '\\' ? 2 : 1;
        return end + 1 < length ? end + 1 : length;
    }
    while (is_word_byte(data[0]) && end < length && is_word_byte(data[end]))
        end++;
    return end;
}

static void add_tokens(struct ddbstream_buffer *tokens, const char *data, size_t length)
{
    while (length > 0) {
        size_t token = token_length(data, length);
        ck_assert(ddbs_buffer_append(tokens, data, token));
        ck_assert(ddbs_buffer_append_text(tokens, "\n"));
        data += token;
        length -= token;
    }
}

static void add_piece(struct run *run, const struct piece *piece)
{
    run->unseen += piece->unseen;
    if (piece->length == 0)
        return;
    if (run->pieces.length > 0)
        ck_assert(ddbs_buffer_append_text(&run->pieces, "|"));
    ck_assert(ddbs_buffer_append(&run->pieces, piece->data, piece->length));
    ck_assert(ddbs_buffer_append(&run->bytes, piece->data, piece->length));
    add_tokens(&run->tokens, piece->data, piece->length);
    if (piece->padding > 0)
        ck_assert_int_eq(piece->data[piece->length], ' ');
}

static void feed(struct run *run, const char *data, size_t length)
{
    char *exact = exact_copy(data, length);
    struct piece rest = { .data = exact, .length = length }, piece;
    do {
        ck_assert_int_eq(ddbs_joiner_next(&run->joiner, &rest, &piece), DDBSTREAM_OK);
        add_piece(run, &piece);
    } while (piece.length > 0);
    ck_assert_uint_eq(rest.length, 0);
    free(exact);
}

static void feed_last(struct run *run)
{
    struct piece last = ddbs_joiner_last(&run->joiner);
    add_piece(run, &last);
}

/* Escapes, backslashes in runs, words of every kind, and nothing that a cut could not fall into. */
static const char *const documents[] = {
    "{\"total\":{\"N\":\"1250.5\"},\"quantity\":12}",
    "[true,false,null,-12.5e+10,0]",
    "[\"\\\\\",\"\\\\\\\\\",\"\\\\\\\\\\\\\",1]",
    "[\"\\\"\",\"\\\\\\\"\",\"a\\\"b\\\"\"]",
    "{\"a\\\\\":\"\\u00e9\\ud83d\\ude00\",\"\\\"\":\"\\n\"}",
    " [ 1 , \"two\" ,\t3 ]\r\n",
    "[\"{}[],:\",\"true 1\",\"\"]",
    "\"alone\"",
    "12345",
    "true",
    "[\"M\xc3\xbcnchen\",\"\xf0\x9f\x98\x80\"]",
    "",
};

/* After it was fed and its last piece added: nothing is lost, and no token was split. */
static void check_joined(const struct run *run, const char *document, size_t length)
{
    struct ddbstream_buffer expected;
    ddbs_buffer_init(&expected, &run->test.allocator);
    add_tokens(&expected, document, length);
    ck_assert_uint_eq(run->bytes.length, length);
    ck_assert(length == 0 || memcmp(run->bytes.data, document, length) == 0);
    ck_assert_msg(run->tokens.length == expected.length
                      && (length == 0 || strcmp(run->tokens.data, expected.data) == 0),
                  "%s in pieces %s", document, run->pieces.data);
    ddbs_buffer_release(&expected);
}

static void check_cuts(const char *document, size_t length, size_t first, size_t second)
{
    struct run run;
    start(&run, SIZE_MAX);
    feed(&run, document, first);
    feed(&run, document + first, second - first);
    feed(&run, document + second, length - second);
    feed_last(&run);
    check_joined(&run, document, length);
    finish(&run);
}

START_TEST(two_cuts_anywhere)
{
    size_t length = strlen(documents[_i]);
    for (size_t first = 0; first <= length; first++)
        for (size_t second = first; second <= length; second += (size_t)test_stride())
            check_cuts(documents[_i], length, first, second);
}
END_TEST

static void check_chunks(const char *document, size_t length, size_t chunk)
{
    struct run run;
    start(&run, SIZE_MAX);
    for (size_t at = 0; at < length; at += chunk)
        feed(&run, document + at, length - at < chunk ? length - at : chunk);
    feed_last(&run);
    check_joined(&run, document, length);
    finish(&run);
}

START_TEST(chunks_of_every_size_of_every_beginning)
{
    for (size_t chunk = 1; chunk <= 16; chunk++)
        for (size_t length = 0; length <= strlen(documents[_i]); length += (size_t)test_stride())
            check_chunks(documents[_i], length, chunk);
}
END_TEST

static char *spell(const char *text)
{
    char *spelled = strcpy(malloc(strlen(text) + 1), text);
    for (char *at = spelled; *at != '\0'; at++)
        *at = *at == '\'' ? '"' : *at == '`' ? '\\' : *at;
    return spelled;
}

static void feed_marked(struct run *run, const char *chunks)
{
    char *spelled = spell(chunks), *chunk = spelled;
    for (size_t length; *chunk != '\0'; chunk += length + (chunk[length] == '|')) {
        length = strcspn(chunk, "|");
        feed(run, chunk, length);
    }
    feed_last(run);
    free(spelled);
}

static const struct {
    size_t max_string;
    const char *chunks, *pieces;
    uint64_t unseen;
    const char *reason;
} rows[] = {
    { 100, "{'total':{'N':'12|50.|5'},'quan|tity':1|2}",
      "{'total':{'N':|'1250.5'|},|'quantity'|:|12|}", 0, "the picture in the header" },
    { 100, "[1,2]|", "[1,2]", 0, "no cut inside" },
    { 100, "[1,|2]", "[1,|2]", 0, "a cut between tokens" },
    { 100, "[1|,2]", "[|1|,2]", 0, "a cut after a number, which might have gone on" },
    { 100, "[|1|2|3|]", "[|123|]", 0, "a number in three" },
    { 100, "t|r|u|e", "true", 0, "a literal at the very end" },
    { 100, "['a|'|,|'|b']", "[|'a'|,|'b'|]", 0, "cuts beside quotes" },
    { 100, "'a`|'b'", "'a`'b'", 0, "a cut inside an escape" },
    { 100, "'a``|','b'", "'a``'|,'b'", 0, "a cut after an escaped backslash" },
    { 100, "'a`u0|0|e9'", "'a`u00e9'", 0, "cuts inside \\u" },
    { 100, "['whole','cut", "['whole',|'cut", 0, "the start of a token is the last piece" },
    { 5, "['abc|de']", "[|'abcde'|]", 0, "as long as a string may be" },
    { 5, "['abc|def']", "[|''|]", 6, "one byte longer" },
    { 5, "['abcde|']", "[|'abcde'|]", 0, "as long as may be, the quote alone" },
    { 5, "['abcdef|']", "[|''|]", 6, "one byte longer, the quote alone" },
    { 5, "['|a|b|c|d|e|f|g|',1]", "[|''|,1]", 7, "dropped bit by bit" },
    { 5, "['abcdef']|", "['abcdef']", 0, "what is not held is handed out" },
    { 5, "['abc|def','gh|i','abc|def']", "[|''|,|'ghi'|,|''|]", 12, "two, and one between" },
    { 5, "{'abc|def':1}", "{|''|:1}", 6, "a name" },
    { 5, "['a`|'b`u00e9xxx','']", "[|''|,'']", 13, "escapes are counted as they stand" },
    { 5, "['abcd`|``'`|'x']", "[|''|]", 11, "an escaped quote is not the end" },
    { 0, "['|']", "[|''|]", 0, "an empty string is never too long" },
    { 0, "['|a']", "[|''|]", 1, "any other can be" },
    { 2, "['abc|def", "[|'", 6, "the start of one too long, dropped but for its quote" },
};

START_TEST(known_pieces)
{
    struct run run;
    char *expected = spell(rows[_i].pieces);
    start(&run, rows[_i].max_string);
    feed_marked(&run, rows[_i].chunks);
    ck_assert_msg(strcmp(run.pieces.data, expected) == 0, "%s: %s", rows[_i].reason,
                  run.pieces.data);
    ck_assert_msg(run.unseen == rows[_i].unseen, "%s: %" PRIu64 " unseen", rows[_i].reason,
                  run.unseen);
    finish(&run);
    free(expected);
}
END_TEST

/* The fault of a string too long, which is dropped, so that nobody else can find it. */
static const struct {
    const char *text, *caret, *reason;
} broken[] = {
    /* clang-format off */
    { "'a`x in a long string",
      "   ^", "no such escape in a string" },
    { "'long string with `u12g4",
      "                      ^", "\\u needs four hexadecimal digits" },
    { "'long ``` string",
      "         ^", "no such escape in a string" },
    { "'long string\nwith a line end",
      "            ^", "a control character in a string must be escaped" },
    /* clang-format on */
};

static ddbstream_status join(struct joiner *joiner, const char *data, size_t length, size_t chunk)
{
    ddbstream_status status = DDBSTREAM_OK;
    for (size_t at = 0; at < length && status == DDBSTREAM_OK; at += chunk) {
        struct piece rest = { .data = data + at, .length = chunk }, piece;
        if (length - at < chunk)
            rest.length = length - at;
        do
            status = ddbs_joiner_next(joiner, &rest, &piece);
        while (status == DDBSTREAM_OK && piece.length > 0);
    }
    return status;
}

START_TEST(a_string_too_long_must_be_one)
{
    char *text = spell(broken[_i].text);
    for (size_t chunk = 1; chunk <= 8; chunk++) {
        struct run run;
        start(&run, 2);
        ck_assert_int_eq(join(&run.joiner, text, strlen(text), chunk), DDBSTREAM_ERROR_JSON);
        ck_assert_str_eq(run.joiner.fault_reason, broken[_i].reason);
        ck_assert_uint_eq(run.joiner.fault_at, strcspn(broken[_i].caret, "^"));
        finish(&run);
    }
    free(text);
}
END_TEST

START_TEST(a_string_too_long_takes_no_memory)
{
    static const char chunk[] = "0123456789012345678901234567890123456789";
    struct run run;
    start(&run, 64);
    feed(&run, "[\"", 2);
    for (size_t length = 0; length < 1000000; length += strlen(chunk))
        feed(&run, chunk, strlen(chunk));
    feed(&run, "\"]", 2);
    ck_assert_uint_eq(run.unseen, 1000000);
    ck_assert_uint_le(run.test.most_bytes, 4096);
    finish(&run);
}
END_TEST

/* As if so many bytes had come already, which would take long. */
START_TEST(its_length_may_pass_32_bits)
{
    struct run run;
    start(&run, 4);
    feed(&run, "\"01234", 6);
    run.joiner.dropped = UINT32_MAX - 1;
    feed(&run, "567\"", 4);
    ck_assert_uint_eq(run.unseen, (uint64_t)UINT32_MAX + 2);
    finish(&run);
}
END_TEST

/* Feeds a word of that many digits in small chunks, and then a comma. */
static struct piece first_piece_of_word(struct run *run, size_t length)
{
    struct piece piece = { .length = 0 };
    for (size_t at = 0; at < length && piece.length == 0; at++) {
        struct piece rest = { .data = "1", .length = 1 };
        ck_assert_int_eq(ddbs_joiner_next(&run->joiner, &rest, &piece), DDBSTREAM_OK);
    }
    if (piece.length == 0) {
        struct piece rest = { .data = ",", .length = 1 };
        ck_assert_int_eq(ddbs_joiner_next(&run->joiner, &rest, &piece), DDBSTREAM_OK);
    }
    return piece;
}

static const struct {
    size_t length;
    bool is_overlong;
} words[] = {
    { 1, false },   { 40, false }, { LONGEST_WORD, false }, { LONGEST_WORD + 1, true },
    { 5000, true },
};

START_TEST(words_have_a_limit)
{
    struct run run;
    struct piece piece;
    size_t length = words[_i].is_overlong ? LONGEST_WORD + 1 : words[_i].length;
    start(&run, SIZE_MAX);
    piece = first_piece_of_word(&run, words[_i].length);
    ck_assert_int_eq(piece.is_overlong, words[_i].is_overlong);
    ck_assert_uint_eq(piece.padding, !words[_i].is_overlong);
    ck_assert_uint_eq(piece.length, length);
    finish(&run);
}
END_TEST

START_TEST(only_what_a_cut_splits_is_copied)
{
    struct run run;
    struct piece rest = { .data = "{\"a\":[1,2],\"b\":\"c\"}", .length = 19 }, piece;
    start(&run, SIZE_MAX);
    ck_assert_int_eq(ddbs_joiner_next(&run.joiner, &rest, &piece), DDBSTREAM_OK);
    ck_assert_uint_eq(piece.length, 19);
    ck_assert_uint_eq(run.test.calls, 0);
    finish(&run);
}
END_TEST

START_TEST(a_reset_forgets_what_is_held)
{
    size_t length = strlen(documents[_i]);
    for (size_t cut = 0; cut <= length; cut++) {
        struct run run;
        start(&run, cut % 2 == 0 ? SIZE_MAX : 3);
        feed(&run, documents[_i], cut);
        ddbs_joiner_reset(&run.joiner);
        ck_assert_uint_eq(ddbs_joiner_last(&run.joiner).length, 0);
        run.joiner.max_string = SIZE_MAX;
        ddbstream_buffer_clear(&run.bytes);
        ddbstream_buffer_clear(&run.tokens);
        feed(&run, documents[_i], length);
        feed_last(&run);
        check_joined(&run, documents[_i], length);
        finish(&run);
    }
}
END_TEST

/* Tokens that take more memory than the first allocation gives. */
static const struct {
    char first, filler, last;
    size_t length;
} long_tokens[] = { { '"', 'x', '"', 4096 }, { '1', '0', ',', LONGEST_WORD } };

START_TEST(no_memory_is_told)
{
    enum { CHUNK = 32 };
    const size_t length = long_tokens[_i].length;
    char text[4096];
    ddbstream_status status = DDBSTREAM_ERROR_MEMORY;
    memset(text, long_tokens[_i].filler, length);
    text[0] = long_tokens[_i].first;
    text[length - 2] = long_tokens[_i].last;
    text[length - 1] = '1';
    for (size_t fail_at = 0; status != DDBSTREAM_OK; fail_at++) {
        struct run run;
        start(&run, SIZE_MAX);
        run.test.fail_at = fail_at;
        status = join(&run.joiner, text, length, CHUNK);
        ck_assert_int_eq(status, run.test.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        ddbs_joiner_reset(&run.joiner);
        test_allocator_recover(&run.test);
        ck_assert_int_eq(join(&run.joiner, text, length, CHUNK), DDBSTREAM_OK);
        finish(&run);
    }
}
END_TEST

START_TEST(a_warm_joiner_allocates_nothing)
{
    struct run run;
    start(&run, SIZE_MAX);
    ck_assert_int_eq(join(&run.joiner, "[\"abcdefgh\",12345 ]", 18, 3), DDBSTREAM_OK);
    ddbs_joiner_reset(&run.joiner);
    test_allocator_fail(&run.test, 0, true);
    ck_assert_int_eq(join(&run.joiner, "[\"abcdefgh\",12345 ]", 18, 2), DDBSTREAM_OK);
    ck_assert_uint_eq(run.test.failures, 0);
    finish(&run);
}
END_TEST

int main(void)
{
    return RUN_SUITE("joiner", EACH(known_pieces, rows), EACH(two_cuts_anywhere, documents),
                     EACH(chunks_of_every_size_of_every_beginning, documents),
                     EACH(a_string_too_long_must_be_one, broken),
                     ONCE(a_string_too_long_takes_no_memory), ONCE(its_length_may_pass_32_bits),
                     EACH(words_have_a_limit, words), ONCE(only_what_a_cut_splits_is_copied),
                     EACH(a_reset_forgets_what_is_held, documents),
                     EACH(no_memory_is_told, long_tokens), ONCE(a_warm_joiner_allocates_nothing));
}
