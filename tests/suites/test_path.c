/* The steps of a JSON path. */
#include "path.h"

#include "suite.h"
#include "test_allocator.h"

static const struct {
    const char *name, *step, *reason;
} members[] = {
    { "NewImage", "$.NewImage", "letters" },
    { "_x", "$._x", "an underscore first" },
    { "a1_B2", "$.a1_B2", "digits after the first" },
    { "azAZ09", "$.azAZ09", "the first and last of each range" },
    { "a/", "$[\"a/\"]", "just below '0'" },
    { "a:", "$[\"a:\"]", "just above '9'" },
    { "1a", "$[\"1a\"]", "a digit first" },
    { "", "$[\"\"]", "no name" },
    { "two words", "$[\"two words\"]", "a space" },
    { "a.b", "$[\"a.b\"]", "a point would look like two steps" },
    { "a-b", "$[\"a-b\"]", "a hyphen" },
    { "a[0]", "$[\"a[0]\"]", "brackets" },
    { "say \"hi\"", "$[\"say \\\"hi\\\"\"]", "quotes are escaped" },
    { "back\\slash", "$[\"back\\\\slash\"]", "so are backslashes" },
    { "line\nend", "$[\"line\\nend\"]", "and control characters" },
    { "gr\xc3\xb6\xc3\x9f"
      "e",
      "$[\"gr\xc3\xb6\xc3\x9f"
      "e\"]",
      "letters beyond ASCII" },
    { "@", "$[\"@\"]", "just below 'A'" },
    { "{", "$[\"{\"]", "just above 'z'" },
};

START_TEST(a_member)
{
    struct test_allocator test;
    struct ddbstream_buffer path;
    test_allocator_init(&test);
    ddbs_buffer_init(&path, &test.allocator);
    ck_assert(ddbs_buffer_append_text(&path, "$"));
    ck_assert(
        ddbs_path_member(&path, (ddbstream_string){ members[_i].name, strlen(members[_i].name) }));
    ck_assert_msg(strcmp(path.data, members[_i].step) == 0, "%s: %s", members[_i].reason,
                  path.data);
    ddbs_buffer_release(&path);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(a_name_may_hold_nul)
{
    struct test_allocator test;
    struct ddbstream_buffer path;
    test_allocator_init(&test);
    ddbs_buffer_init(&path, &test.allocator);
    ck_assert(ddbs_path_member(&path, (ddbstream_string){ "a\0b", 3 }));
    ck_assert_str_eq(path.data, "[\"a\\u0000b\"]");
    ddbs_buffer_release(&path);
}
END_TEST

static const struct {
    uint64_t index;
    const char *step;
} indexes[] = {
    { 0, "[0]" },
    { 10, "[10]" },
    { UINT64_MAX, "[18446744073709551615]" },
};

START_TEST(an_index)
{
    struct test_allocator test;
    struct ddbstream_buffer path;
    test_allocator_init(&test);
    ddbs_buffer_init(&path, &test.allocator);
    ck_assert(ddbs_path_index(&path, indexes[_i].index));
    ck_assert_str_eq(path.data, indexes[_i].step);
    ddbs_buffer_release(&path);
}
END_TEST

static bool write_path(struct ddbstream_buffer *path)
{
    return ddbs_buffer_append_text(path, "$")
           && ddbs_path_member(path, (ddbstream_string){ "Records", 7 }) && ddbs_path_index(path, 3)
           && ddbs_path_member(path, (ddbstream_string){ "a name", 6 });
}

START_TEST(steps_follow_each_other)
{
    struct test_allocator test;
    struct ddbstream_buffer path;
    test_allocator_init(&test);
    ddbs_buffer_init(&path, &test.allocator);
    ck_assert(write_path(&path));
    ck_assert_str_eq(path.data, "$.Records[3][\"a name\"]");
    ddbs_buffer_release(&path);
}
END_TEST

/* Room for all but the last few bytes of what one step needs, so that each append can fail. */
START_TEST(no_memory_is_told)
{
    static const char filler[256] = { 0 };
    size_t room = (size_t)_i;
    struct test_allocator test;
    struct ddbstream_buffer path;
    test_allocator_init(&test);
    ddbs_buffer_init(&path, &test.allocator);
    ck_assert(ddbs_buffer_append(&path, filler, 255 - room));
    test_allocator_fail(&test, 0, true);
    ck_assert(!ddbs_path_member(&path, (ddbstream_string){ "12345", 5 }));
    ddbstream_buffer_clear(&path);
    ck_assert(ddbs_buffer_append(&path, filler, 255 - room));
    ck_assert(!ddbs_path_member(&path, (ddbstream_string){ "abcdefgh", 8 }));
    ddbs_buffer_release(&path);
    test_allocator_check_empty(&test);
}
END_TEST

int main(void)
{
    return RUN_SUITE("path", EACH(a_member, members), ONCE(a_name_may_hold_nul),
                     EACH(an_index, indexes), ONCE(steps_follow_each_other),
                     { no_memory_is_told, 9 });
}
