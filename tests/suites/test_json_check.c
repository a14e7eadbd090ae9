/* The check of a text that is to be one JSON value. */
#include "json_check.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

static const struct {
    const char *text;
    ddbstream_status status;
} rows[] = {
    { "{}", DDBSTREAM_OK },
    { " [1,{'a':null},true,'x'] ", DDBSTREAM_OK },
    { "-1.5e3", DDBSTREAM_OK },
    { "'`ud83d`ude00'", DDBSTREAM_OK },
    { "", DDBSTREAM_ERROR_TRUNCATED },
    { " ", DDBSTREAM_ERROR_TRUNCATED },
    { "[1,", DDBSTREAM_ERROR_TRUNCATED },
    { "'x", DDBSTREAM_ERROR_TRUNCATED },
    { "{} {}", DDBSTREAM_ERROR_JSON },
    { "{} 'x", DDBSTREAM_ERROR_JSON },
    { "01", DDBSTREAM_ERROR_JSON },
    { "nul", DDBSTREAM_ERROR_TRUNCATED },
    { "'\n'", DDBSTREAM_ERROR_JSON },
    { "'\xff'", DDBSTREAM_ERROR_TEXT },
    { "{'`ud800':1}", DDBSTREAM_ERROR_TEXT },
};

START_TEST(texts_are_judged)
{
    struct test_allocator memory;
    struct json text = json(rows[_i].text);
    char *copy = exact_copy(text.data, text.length);
    ddbstream_string given = { copy, text.length };
    test_allocator_init(&memory);
    expect_status(rows[_i].text, ddbs_json_check(given, &memory.allocator), rows[_i].status);
    test_allocator_check_empty(&memory);
    free(copy);
}
END_TEST

START_TEST(nesting_has_a_limit)
{
    struct test_allocator memory;
    char text[5000];
    ddbstream_string given = { text, sizeof text };
    memset(text, '[', sizeof text);
    test_allocator_init(&memory);
    ck_assert_int_eq(ddbs_json_check(given, &memory.allocator), DDBSTREAM_ERROR_LIMIT);
    test_allocator_check_empty(&memory);
}
END_TEST

static bool fail_once(size_t skipped)
{
    struct test_allocator memory;
    struct json text = json("{'a':['`u00e9','\xff']}");
    ddbstream_string given = { text.data, text.length };
    ddbstream_status status;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, skipped, false);
    status = ddbs_json_check(given, &memory.allocator);
    ck_assert_int_eq(status, memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_ERROR_TEXT);
    test_allocator_check_empty(&memory);
    return memory.failures > 0;
}

START_TEST(each_allocation_may_fail)
{
    size_t failed = 0;
    while (fail_once(failed))
        failed++;
    ck_assert_uint_gt(failed, 2);
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_check", EACH(texts_are_judged, rows), ONCE(nesting_has_a_limit),
                     ONCE(each_allocation_may_fail));
}
