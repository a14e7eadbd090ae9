/* What is kept of a fault, and the public error made of it. */
#include "fault.h"

#include "path.h"
#include "suite.h"
#include "test_allocator.h"

static void check_nothing(const struct fault *fault)
{
    ddbstream_error error = ddbs_fault_error(fault);
    ck_assert_int_eq(error.status, DDBSTREAM_OK);
    ck_assert_uint_eq(error.offset, 0);
    ck_assert_str_eq(error.path.data, "");
    ck_assert_str_eq(error.message.data, "");
}

static void make_fault(struct fault *fault)
{
    fault->status = DDBSTREAM_ERROR_NUMBER;
    fault->offset = 1207;
    ck_assert(ddbs_buffer_append_text(&fault->path, "$"));
    ck_assert(ddbs_path_index(&fault->path, 3));
    ck_assert(ddbs_fault_say(fault, "text in ", "N", " is no number", NULL));
}

START_TEST(an_error_is_made_of_it)
{
    struct test_allocator test;
    struct fault fault;
    ddbstream_error error;
    test_allocator_init(&test);
    ddbs_fault_init(&fault, &test.allocator);
    check_nothing(&fault);
    make_fault(&fault);
    error = ddbs_fault_error(&fault);
    ck_assert_int_eq(error.status, DDBSTREAM_ERROR_NUMBER);
    ck_assert_uint_eq(error.offset, 1207);
    ck_assert_str_eq(error.path.data, "$[3]");
    ck_assert_uint_eq(error.path.length, 4);
    ck_assert_str_eq(error.message.data, "text in N is no number");
    ck_assert_uint_eq(error.message.length, 22);
    ddbs_fault_release(&fault);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(the_rest_is_for_the_caller)
{
    struct test_allocator test;
    struct fault fault;
    ddbstream_error error;
    test_allocator_init(&test);
    ddbs_fault_init(&fault, &test.allocator);
    error = ddbs_fault_error(&fault);
    ck_assert_uint_eq(error.size, sizeof error);
    ck_assert(!error.ends_document);
    ck_assert_uint_eq(error.record_index, DDBSTREAM_NO_RECORD);
    ck_assert_ptr_null(error.event_id.data);
    ck_assert_ptr_null(error.sequence_number.data);
    ck_assert_uint_eq(error.record_offset, 0);
    ck_assert_uint_eq(error.record_length, 0);
    ck_assert_int_eq(error.callback_result, 0);
    ck_assert_uint_eq(test.calls, 0);
}
END_TEST

START_TEST(clearing_keeps_the_memory)
{
    struct test_allocator test;
    struct fault fault;
    test_allocator_init(&test);
    ddbs_fault_init(&fault, &test.allocator);
    make_fault(&fault);
    test_allocator_fail(&test, 0, true);
    ddbs_fault_clear(&fault);
    check_nothing(&fault);
    make_fault(&fault);
    ck_assert_str_eq(ddbs_fault_error(&fault).message.data, "text in N is no number");
    ddbs_fault_release(&fault);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(messages_grow_call_by_call)
{
    struct test_allocator test;
    struct fault fault;
    test_allocator_init(&test);
    ddbs_fault_init(&fault, &test.allocator);
    ck_assert(ddbs_fault_say(&fault, NULL));
    ck_assert_str_eq(ddbs_fault_error(&fault).message.data, "");
    ck_assert(ddbs_fault_say(&fault, "one", NULL));
    ck_assert(ddbs_fault_say(&fault, "", ", two", ", ", "three", NULL));
    ck_assert_str_eq(ddbs_fault_error(&fault).message.data, "one, two, three");
    ddbs_fault_release(&fault);
}
END_TEST

START_TEST(no_memory_is_told)
{
    char text[200];
    struct test_allocator test;
    struct fault fault;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    test_allocator_init(&test);
    ddbs_fault_init(&fault, &test.allocator);
    test_allocator_fail(&test, 0, false);
    ck_assert_msg(!ddbs_fault_say(&fault, text, NULL), "the first piece");
    test_allocator_fail(&test, 1, false);
    ck_assert_msg(!ddbs_fault_say(&fault, text, text, "", NULL), "the second, which needs more");
    ck_assert_str_eq(ddbs_fault_error(&fault).message.data, text);
    ddbs_fault_release(&fault);
    test_allocator_check_empty(&test);
}
END_TEST

int main(void)
{
    return RUN_SUITE("fault", ONCE(an_error_is_made_of_it), ONCE(the_rest_is_for_the_caller),
                     ONCE(clearing_keeps_the_memory), ONCE(messages_grow_call_by_call),
                     ONCE(no_memory_is_told));
}
