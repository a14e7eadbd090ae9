/* The choice of an allocator, its NULL cases, and arrays that grow. */
#include "memory.h"

#include "suite.h"
#include "test_allocator.h"

START_TEST(by_default_there_is_malloc)
{
    ddbstream_allocator chosen;
    void *block;
    ck_assert(ddbs_allocator_choose(&chosen, NULL));
    block = ddbs_allocate(&chosen, 3);
    memcpy(block, "abc", 3);
    block = ddbs_reallocate(&chosen, block, 3, 3000);
    ck_assert_mem_eq(block, "abc", 3);
    ddbs_release(&chosen, block, 3000);
}
END_TEST

START_TEST(the_callers_is_copied)
{
    struct test_allocator test;
    ddbstream_allocator chosen;
    test_allocator_init(&test);
    ck_assert(ddbs_allocator_choose(&chosen, &test.allocator));
    ck_assert(chosen.allocate == test_allocate);
    ck_assert(chosen.reallocate == test_reallocate);
    ck_assert(chosen.release == test_release);
    ck_assert_ptr_eq(chosen.context, &test);
}
END_TEST

static const struct {
    const char *missing;
    ddbstream_allocator allocator;
} incomplete[] = {
    { "allocate", { NULL, test_reallocate, test_release, NULL } },
    { "reallocate", { test_allocate, NULL, test_release, NULL } },
    { "release", { test_allocate, test_reallocate, NULL, NULL } },
    { "all three", { NULL, NULL, NULL, NULL } },
};

START_TEST(each_function_is_needed)
{
    ddbstream_allocator chosen;
    ck_assert_msg(!ddbs_allocator_choose(&chosen, &incomplete[_i].allocator), "without %s",
                  incomplete[_i].missing);
}
END_TEST

START_TEST(the_allocator_never_sees_null)
{
    struct test_allocator test;
    void *block;
    test_allocator_init(&test);
    ddbs_release(&test.allocator, NULL, 0);
    block = ddbs_reallocate(&test.allocator, NULL, 0, 10);
    ck_assert_ptr_nonnull(block);
    ck_assert_uint_eq(test.live_bytes, 10);
    ddbs_release(&test.allocator, block, 10);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(failure_is_null)
{
    struct test_allocator test;
    void *block;
    test_allocator_init(&test);
    block = ddbs_allocate(&test.allocator, 4);
    memcpy(block, "kept", 4);
    test_allocator_fail(&test, 0, true);
    ck_assert_ptr_null(ddbs_allocate(&test.allocator, 1));
    ck_assert_ptr_null(ddbs_reallocate(&test.allocator, NULL, 0, 1));
    ck_assert_ptr_null(ddbs_reallocate(&test.allocator, block, 4, 8));
    ck_assert_mem_eq(block, "kept", 4);
    ddbs_release(&test.allocator, block, 4);
    test_allocator_check_empty(&test);
}
END_TEST

/* Arrays. */

enum { FIRST = 3 };

START_TEST(arrays_double)
{
    struct test_allocator test;
    size_t room = 0;
    int *array = NULL;
    test_allocator_init(&test);
    for (size_t want = FIRST; want <= FIRST * 16; want *= 2) {
        array = ddbs_grow_array(&test.allocator, array, &room, FIRST, sizeof *array);
        ck_assert_uint_eq(room, want);
        ck_assert_uint_eq(test.live_bytes, want * sizeof *array);
        for (size_t i = 0; i < want / 2; i++)
            ck_assert(want == FIRST || array[i] == (int)i);
        for (size_t i = 0; i < want; i++)
            array[i] = (int)i;
    }
    ddbs_release(&test.allocator, array, room * sizeof *array);
    test_allocator_check_empty(&test);
}
END_TEST

START_TEST(without_memory_an_array_stays_as_it_is)
{
    struct test_allocator test;
    size_t room = 0;
    char *array;
    test_allocator_init(&test);
    test_allocator_fail(&test, 0, true);
    ck_assert_ptr_null(ddbs_grow_array(&test.allocator, NULL, &room, FIRST, 1));
    ck_assert_uint_eq(room, 0);
    test_allocator_recover(&test);
    array = ddbs_grow_array(&test.allocator, NULL, &room, FIRST, 1);
    memcpy(array, "abc", FIRST);
    test_allocator_fail(&test, 0, true);
    ck_assert_ptr_null(ddbs_grow_array(&test.allocator, array, &room, FIRST, 1));
    ck_assert_uint_eq(room, FIRST);
    ck_assert_mem_eq(array, "abc", FIRST);
    ddbs_release(&test.allocator, array, FIRST);
    test_allocator_check_empty(&test);
}
END_TEST

/* Arrays of which twice as many bytes are more than there can be. The allocator is not even
 * asked. */
static const struct {
    size_t room, element;
} largest[] = {
    { SIZE_MAX / 4 + 1, 1 },   { SIZE_MAX / 4 / 8 + 1, 8 }, { SIZE_MAX / 4 / 56 + 1, 56 },
    { SIZE_MAX / 2 / 56, 56 }, { SIZE_MAX / 2, 1 },
};

START_TEST(sizes_that_overflow_are_refused)
{
    static char array[1];
    struct test_allocator test;
    size_t room = largest[_i].room;
    test_allocator_init(&test);
    ck_assert_ptr_null(ddbs_grow_array(&test.allocator, array, &room, FIRST, largest[_i].element));
    ck_assert_uint_eq(room, largest[_i].room);
    ck_assert_uint_eq(test.calls, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("memory", ONCE(by_default_there_is_malloc), ONCE(the_callers_is_copied),
                     EACH(each_function_is_needed, incomplete), ONCE(the_allocator_never_sees_null),
                     ONCE(failure_is_null), ONCE(arrays_double),
                     ONCE(without_memory_an_array_stays_as_it_is),
                     EACH(sizes_that_overflow_are_refused, largest));
}
