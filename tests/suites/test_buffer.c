/* Buffers: growth, failed growth, the public calls, and the sink that writes into one. */
#include "buffer.h"

#include <stdint.h>

#include "suite.h"
#include "test_allocator.h"

static void check_text(const struct ddbstream_buffer *buffer, const char *expected)
{
    ddbstream_string text = ddbstream_buffer_text(buffer);
    ck_assert_uint_eq(text.length, strlen(expected));
    ck_assert_str_eq(text.data, expected);
}

START_TEST(text_is_appended)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    check_text(&buffer, "");
    ck_assert_uint_eq(test.calls, 0);
    ck_assert(ddbs_buffer_append(&buffer, "not all of this", 3));
    ck_assert(ddbs_buffer_append_text(&buffer, " a word"));
    ck_assert(ddbs_buffer_append(&buffer, "", 0));
    check_text(&buffer, "not a word");
    ddbs_buffer_release(&buffer);
    check_text(&buffer, "");
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(a_nul_inside_is_kept)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ck_assert(ddbs_buffer_append(&buffer, "a\0b", 3));
    ck_assert_uint_eq(ddbstream_buffer_text(&buffer).length, 3);
    ck_assert_mem_eq(ddbstream_buffer_text(&buffer).data, "a\0b", 4);
    ddbs_buffer_release(&buffer);
}
END_TEST

/* The first capacity and its double are where the terminating NUL just fits or just does not. */
static const size_t lengths[] = { 0, 1, 254, 255, 256, 257, 510, 511, 512, 513, 100000 };

START_TEST(any_length_ends_in_nul)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    char *text = calloc(1, lengths[_i] + 1);
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    memset(text, 'x', lengths[_i]);
    ck_assert(ddbs_buffer_append(&buffer, text, lengths[_i]));
    check_text(&buffer, text);
    ck_assert(ddbs_buffer_append(&buffer, text, lengths[_i]));
    ck_assert_uint_eq(buffer.length, 2 * lengths[_i]);
    ck_assert_int_eq(buffer.data[buffer.length], '\0');
    ddbs_buffer_release(&buffer);
    test_allocator_check_empty(&test);
    free(text);
}
END_TEST

START_TEST(byte_by_byte_takes_few_allocations)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    for (int i = 0; i < 1 << 16; i++)
        ck_assert(ddbs_buffer_append(&buffer, "x", 1));
    ck_assert_uint_le(test.calls, 10);
    ck_assert_uint_le(test.live_bytes, 4 << 16);
    ddbs_buffer_release(&buffer);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(reserved_room_costs_no_allocation)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    char text[1000] = { 0 };
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ck_assert(ddbs_buffer_reserve(&buffer, sizeof text));
    test_allocator_fail(&test, 0, true);
    ck_assert(ddbs_buffer_append(&buffer, text, sizeof text));
    ck_assert_uint_eq(test.failures, 0);
    ddbs_buffer_release(&buffer);
}
END_TEST

static const struct {
    size_t before, extra;
    const char *reason;
} failing[] = {
    { 0, 1, "the first allocation" },
    { 0, 5000, "a large first allocation" },
    { 255, 1, "the first growth" },
    { 5000, 5000, "a later growth" },
};

START_TEST(failed_growth_leaves_the_buffer_as_it_was)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer, old;
    char text[5000];
    memset(text, 'x', sizeof text);
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ck_assert(failing[_i].before == 0 || ddbs_buffer_append(&buffer, text, failing[_i].before));
    old = buffer;
    test_allocator_fail(&test, 0, false);
    ck_assert_msg(!ddbs_buffer_append(&buffer, text, failing[_i].extra), "%s", failing[_i].reason);
    ck_assert_mem_eq(&buffer, &old, sizeof old);
    ck_assert_uint_eq(strlen(ddbstream_buffer_text(&buffer).data), failing[_i].before);
    ck_assert(ddbs_buffer_append(&buffer, text, failing[_i].extra));
    ddbs_buffer_release(&buffer);
    test_allocator_check_empty(&test);
}
END_TEST

static const size_t impossible[] = { SIZE_MAX,     SIZE_MAX - 1, SIZE_MAX - 3,
                                     SIZE_MAX - 4, SIZE_MAX / 2, SIZE_MAX / 2 - 3 };

START_TEST(sizes_that_overflow_are_refused)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ck_assert(ddbs_buffer_append_text(&buffer, "kept"));
    ck_assert(!ddbs_buffer_reserve(&buffer, impossible[_i]));
    check_text(&buffer, "kept");
    ck_assert_uint_eq(test.calls, 1);
    ddbs_buffer_release(&buffer);
}
END_TEST

START_TEST(a_public_buffer_takes_what_its_sink_is_given)
{
    struct test_allocator test;
    ddbstream_buffer *buffer;
    ddbstream_sink sink;
    test_allocator_init(&test);
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, &test.allocator), DDBSTREAM_OK);
    check_text(buffer, "");
    sink = ddbstream_sink_buffer(buffer);
    ck_assert_int_eq(sink.write("a line\n", 7, sink.user), 0);
    ck_assert_int_eq(sink.write("another, cut", 7, sink.user), 0);
    check_text(buffer, "a line\nanother");
    ddbstream_buffer_free(buffer);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(clearing_keeps_the_memory)
{
    struct test_allocator test;
    ddbstream_buffer *buffer;
    test_allocator_init(&test);
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, &test.allocator), DDBSTREAM_OK);
    ddbstream_buffer_clear(buffer);
    check_text(buffer, "");
    ck_assert(ddbs_buffer_append_text(buffer, "some text"));
    test_allocator_fail(&test, 0, true);
    ddbstream_buffer_clear(buffer);
    check_text(buffer, "");
    ck_assert(ddbs_buffer_append_text(buffer, "other"));
    check_text(buffer, "other");
    ddbstream_buffer_free(buffer);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(a_sink_fails_without_memory)
{
    struct test_allocator test;
    ddbstream_buffer *buffer;
    ddbstream_sink sink;
    test_allocator_init(&test);
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, &test.allocator), DDBSTREAM_OK);
    sink = ddbstream_sink_buffer(buffer);
    test_allocator_fail(&test, 0, false);
    ck_assert_int_ne(sink.write("lost", 4, sink.user), 0);
    check_text(buffer, "");
    ck_assert_int_eq(sink.write("kept", 4, sink.user), 0);
    check_text(buffer, "kept");
    ddbstream_buffer_free(buffer);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(a_buffer_that_cannot_be_made_is_null)
{
    struct test_allocator test;
    ddbstream_buffer *buffer = (ddbstream_buffer *)&test;
    test_allocator_init(&test);
    test_allocator_fail(&test, 0, false);
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, &test.allocator), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(buffer);
    buffer = (ddbstream_buffer *)&test;
    test.allocator.release = NULL;
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, &test.allocator), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(buffer);
    ck_assert_int_eq(ddbstream_buffer_create(NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
}
END_TEST

START_TEST(null_does_nothing)
{
    ddbstream_buffer_clear(NULL);
    ddbstream_buffer_free(NULL);
    check_text(NULL, "");
}
END_TEST

START_TEST(the_default_allocator_will_do)
{
    ddbstream_buffer *buffer;
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, NULL), DDBSTREAM_OK);
    ck_assert(ddbs_buffer_append_text(buffer, "text"));
    check_text(buffer, "text");
    ddbstream_buffer_free(buffer);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "buffer", ONCE(text_is_appended), ONCE(a_nul_inside_is_kept),
        EACH(any_length_ends_in_nul, lengths), ONCE(byte_by_byte_takes_few_allocations),
        ONCE(reserved_room_costs_no_allocation),
        EACH(failed_growth_leaves_the_buffer_as_it_was, failing),
        EACH(sizes_that_overflow_are_refused, impossible),
        ONCE(a_public_buffer_takes_what_its_sink_is_given), ONCE(clearing_keeps_the_memory),
        ONCE(a_sink_fails_without_memory), ONCE(a_buffer_that_cannot_be_made_is_null),
        ONCE(null_does_nothing), ONCE(the_default_allocator_will_do));
}
