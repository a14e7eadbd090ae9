/* Values written down as they come: every kind of token, at any depth, and memory that ends. */
#include "raw_json.h"

#include "rows.h"
#include "suite.h"
#include "token_feed.h"

/* Keeps the first value that stands in so many objects and arrays. */
struct keeping {
    struct token_feed feed;
    struct raw_json raw;
    size_t depth_around;
    enum { BEFORE, INSIDE, BEHIND } place;
};

static size_t depth_before(const struct token *token)
{
    return token->kind == TOKEN_OBJECT || token->kind == TOKEN_ARRAY ? token->depth - 1
                                                                     : token->depth;
}

static bool is_first(const struct keeping *keeping, const struct token *token)
{
    return token->kind != TOKEN_NAME && depth_before(token) == keeping->depth_around;
}

static int hear(void *context, const struct token *token)
{
    struct keeping *keeping = context;
    enum step step = STEP_NEXT;
    if (keeping->place == BEFORE && is_first(keeping, token)) {
        ddbs_raw_json_begin(&keeping->raw, keeping->depth_around);
        keeping->place = INSIDE;
    }
    if (keeping->place == INSIDE)
        step = ddbs_raw_json_take(&keeping->raw, token);
    if (step == STEP_DONE)
        keeping->place = BEHIND;
    return step == STEP_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
}

static void begin(struct keeping *keeping)
{
    token_feed_init(&keeping->feed, hear, keeping);
    ddbs_raw_json_init(&keeping->raw, &keeping->feed.memory.allocator);
}

static void end(struct keeping *keeping)
{
    ddbs_raw_json_release(&keeping->raw);
    token_feed_release(&keeping->feed);
}

static ddbstream_status keep(struct keeping *keeping, const char *row, size_t depth_around)
{
    struct json text = json(row);
    keeping->depth_around = depth_around;
    keeping->place = BEFORE;
    return token_feed_text(&keeping->feed, text.data, text.length);
}

static void expect_kept(const char *row, const struct keeping *keeping, const char *want)
{
    struct json text = json(want);
    expect_number(row, keeping->place, BEHIND);
    expect_text(row, ddbstream_buffer_text(&keeping->raw.text).data, text.data);
}

/* A value in one object or array, and what is kept of it. */
static const struct {
    const char *text, *kept;
} rows[] = {
    { "[null]", "null" },
    { "[true]", "true" },
    { "[false]", "false" },
    { "[0]", "0" },
    { "[-1.50E+3]", "-1.50E+3" },
    { "[123456789012345678901234567890.0]", "123456789012345678901234567890.0" },
    { "['']", "''" },
    { "['a `'b`' `` `/ `u00e9 `u0000 `n']", "'a `'b`' `` / \xc3\xa9 `u0000 `n'" },
    { "[{}]", "{}" },
    { "[[]]", "[]" },
    { "[ [ 1 , { 'a' : [ ] , '' : null } , 'x' ] ]", "[1,{'a':[],'':null},'x']" },
    { "{'a':7,'b':8}", "7" },
    { "{ 'a' : { 'b' : { 'c' : { } } , 'd' : 1 } , 'e' : 2 }", "{'b':{'c':{}},'d':1}" },
    { "{'a':{'b':1,'b':2}}", "{'b':1,'b':2}" },
    { "[[[[[[[[]]]]]],[]],1]", "[[[[[[[]]]]]],[]]" },
    { "{'a':{'`u0061`'':'`ud83d`ude00'}}", "{'a`'':'\xf0\x9f\x98\x80'}" },
};

START_TEST(values_are_written_as_they_come)
{
    struct keeping keeping;
    begin(&keeping);
    expect_status(rows[_i].text, keep(&keeping, rows[_i].text, 1), DDBSTREAM_OK);
    expect_kept(rows[_i].text, &keeping, rows[_i].kept);
    end(&keeping);
}
END_TEST

/* What is around the value plays no part. */
static const struct {
    const char *text;
    size_t depth_around;
    const char *kept;
} places[] = {
    { "7", 0, "7" },
    { "{'a':[1]}", 0, "{'a':[1]}" },
    { "{'a':[1]}", 1, "[1]" },
    { "{'a':[1]}", 2, "1" },
    { "{'a':{'b':{'c':{'d':null},'e':1}}}", 3, "{'d':null}" },
    { "[[],[[2,3]],4]", 2, "[2,3]" },
};

START_TEST(a_value_may_stand_at_any_depth)
{
    struct keeping keeping;
    begin(&keeping);
    expect_status(places[_i].text, keep(&keeping, places[_i].text, places[_i].depth_around),
                  DDBSTREAM_OK);
    expect_kept(places[_i].text, &keeping, places[_i].kept);
    end(&keeping);
}
END_TEST

START_TEST(each_value_begins_anew)
{
    struct keeping keeping;
    begin(&keeping);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ck_assert_int_eq(keep(&keeping, rows[i].text, 1), DDBSTREAM_OK);
        ck_assert_int_eq(keep(&keeping, rows[_i].text, 1), DDBSTREAM_OK);
        expect_kept(rows[_i].text, &keeping, rows[_i].kept);
    }
    end(&keeping);
}
END_TEST

static const struct token_source nowhere;

/* An empty text need not have a place. */
START_TEST(an_empty_string_may_be_nowhere)
{
    struct token token = { .kind = TOKEN_STRING, .depth = 1, .source = &nowhere };
    struct keeping keeping;
    begin(&keeping);
    ddbs_raw_json_begin(&keeping.raw, 1);
    ck_assert_int_eq(ddbs_raw_json_take(&keeping.raw, &token), STEP_DONE);
    keeping.place = BEHIND;
    expect_kept("nothing", &keeping, "''");
    end(&keeping);
}
END_TEST

/* Memory. */

/* So long that its text grows several times. */
static struct json long_array(void)
{
    struct json text = json("[1");
    for (int i = 0; i < 100; i++)
        json_append(&text, ",12345678901234567890");
    json_append(&text, "]");
    return text;
}

static bool fail_once(const struct json *text, size_t skipped)
{
    struct keeping keeping;
    bool has_failed;
    begin(&keeping);
    test_allocator_fail(&keeping.feed.memory, skipped, false);
    has_failed = keep(&keeping, text->data, 0) == DDBSTREAM_ERROR_MEMORY;
    ck_assert_int_eq(has_failed, keeping.feed.memory.failures > 0);
    test_allocator_recover(&keeping.feed.memory);
    ck_assert_int_eq(keep(&keeping, text->data, 0), DDBSTREAM_OK);
    expect_kept("again", &keeping, text->data);
    end(&keeping);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    struct json text = long_array();
    size_t failed = 0;
    while (fail_once(&text, failed))
        failed++;
    ck_assert_uint_gt(failed, 4);
}
END_TEST

START_TEST(nothing_is_allocated_before_the_first_token)
{
    struct keeping keeping;
    begin(&keeping);
    ddbs_raw_json_begin(&keeping.raw, 3);
    ck_assert_uint_eq(keeping.feed.memory.calls, 0);
    end(&keeping);
}
END_TEST

int main(void)
{
    return RUN_SUITE("raw_json", EACH(values_are_written_as_they_come, rows),
                     EACH(a_value_may_stand_at_any_depth, places),
                     EACH(each_value_begins_anew, rows), ONCE(an_empty_string_may_be_nowhere),
                     ONCE(each_allocation_may_fail),
                     ONCE(nothing_is_allocated_before_the_first_token));
}
