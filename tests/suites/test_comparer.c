/* The life of a comparer. */
#include "comparer.h"

#include "suite.h"
#include "test_allocator.h"

START_TEST(by_default_there_is_malloc)
{
    ddbstream_comparer *comparer = NULL;
    ck_assert_int_eq(ddbstream_comparer_create(&comparer, NULL), DDBSTREAM_OK);
    ck_assert_ptr_nonnull(comparer);
    ddbstream_comparer_free(comparer);
    ddbstream_comparer_free(NULL);
}
END_TEST

START_TEST(a_comparer_is_not_made_of_nonsense)
{
    static const ddbstream_allocator half = { test_allocate, test_reallocate, NULL, NULL };
    ddbstream_comparer *comparer = (ddbstream_comparer *)&comparer;
    ck_assert_int_eq(ddbstream_comparer_create(NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_comparer_create(&comparer, &half), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(comparer);
}
END_TEST

START_TEST(there_may_be_no_memory_for_it)
{
    struct test_allocator memory;
    ddbstream_comparer *comparer = (ddbstream_comparer *)&comparer;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 0, true);
    ck_assert_int_eq(ddbstream_comparer_create(&comparer, &memory.allocator),
                     DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(comparer);
}
END_TEST

START_TEST(the_last_item_is_taken)
{
    struct test_allocator memory;
    struct ddbstream_buffer items;
    int item = 7;
    test_allocator_init(&memory);
    ddbs_buffer_init(&items, &memory.allocator);
    ck_assert(!ddbs_take_last(&items, &item, sizeof item));
    for (int i = 0; i < 3; i++)
        ck_assert(ddbs_buffer_append(&items, (const char *)&i, sizeof i));
    for (int i = 3; i-- > 0;) {
        ck_assert(ddbs_take_last(&items, &item, sizeof item));
        ck_assert_int_eq(item, i);
    }
    ck_assert(!ddbs_take_last(&items, &item, sizeof item));
    ddbs_buffer_release(&items);
    test_allocator_check_empty(&memory);
}
END_TEST

int main(void)
{
    return RUN_SUITE("comparer", ONCE(by_default_there_is_malloc),
                     ONCE(a_comparer_is_not_made_of_nonsense), ONCE(there_may_be_no_memory_for_it),
                     ONCE(the_last_item_is_taken));
}
