/* The arena that callers have: what is taken stays until all goes, and each allocation may fail. */
#include "arena_handle.h"

#include "suite.h"
#include "test_allocator.h"

static const ddbstream_string texts[] = {
    { NULL, 0 }, { "", 0 }, { "a", 1 }, { "with a NUL\0inside", 17 }, { "gr\xc3\xbc\xc3\x9f", 6 }
};

START_TEST(text_is_copied_with_a_nul_behind_it)
{
    ddbstream_string wanted = texts[_i], copy = { "untouched", 9 };
    ddbstream_arena *arena;
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_arena_copy(arena, wanted, &copy), DDBSTREAM_OK);
    ck_assert_uint_eq(copy.length, wanted.length);
    ck_assert((copy.data == NULL) == (wanted.data == NULL));
    if (wanted.data != NULL) {
        ck_assert_ptr_ne(copy.data, wanted.data);
        ck_assert_mem_eq(copy.data, wanted.data, wanted.length);
        ck_assert_int_eq(copy.data[copy.length], '\0');
    }
    ddbstream_arena_free(arena);
}
END_TEST

/* Of sizes that are no multiples of anything, in several blocks. */
START_TEST(all_that_was_taken_stays_apart)
{
    enum { PIECES = 300 };
    unsigned char *pieces[PIECES];
    ddbstream_arena *arena;
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = ddbstream_arena_take(arena, i * 3 + 1);
        ck_assert_uint_eq((uintptr_t)pieces[i] % sizeof(uint64_t), 0);
        memset(pieces[i], (int)(i & 0xff), i * 3 + 1);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t at = 0; at < i * 3 + 1; at++)
            ck_assert_uint_eq(pieces[i][at], i & 0xff);
    ddbstream_arena_free(arena);
}
END_TEST

/* NULL would say that there is no memory. */
START_TEST(nothing_can_be_taken_too)
{
    ddbstream_arena *arena;
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_ptr_nonnull(ddbstream_arena_take(arena, 0));
    ddbstream_arena_free(arena);
}
END_TEST

START_TEST(after_a_reset_the_memory_serves_again)
{
    struct test_allocator memory;
    ddbstream_arena *arena;
    size_t calls;
    test_allocator_init(&memory);
    ck_assert_int_eq(ddbstream_arena_create(&arena, &memory.allocator), DDBSTREAM_OK);
    ck_assert_ptr_nonnull(ddbstream_arena_take(arena, 100000));
    calls = memory.calls;
    ddbstream_arena_reset(arena);
    ck_assert_ptr_nonnull(ddbstream_arena_take(arena, 100000));
    ck_assert_uint_eq(memory.calls, calls);
    ddbstream_arena_free(arena);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    struct test_allocator memory;
    ddbstream_arena *arena;
    ddbstream_string copy = { "untouched", 9 };
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 0, false);
    ck_assert_int_eq(ddbstream_arena_create(&arena, &memory.allocator), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(arena);
    ck_assert_int_eq(ddbstream_arena_create(&arena, &memory.allocator), DDBSTREAM_OK);
    test_allocator_fail(&memory, 0, true);
    ck_assert_ptr_null(ddbstream_arena_take(arena, 1));
    ck_assert_int_eq(ddbstream_arena_copy(arena, texts[2], &copy), DDBSTREAM_ERROR_MEMORY);
    ck_assert_str_eq(copy.data, "untouched");
    ddbstream_arena_free(arena);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(arguments_are_checked)
{
    ddbstream_allocator nothing = { .allocate = NULL };
    ddbstream_arena *arena;
    ddbstream_string copy;
    ck_assert_int_eq(ddbstream_arena_create(NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_arena_create(&arena, &nothing), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(arena);
    ck_assert_ptr_null(ddbstream_arena_take(NULL, 1));
    ck_assert_int_eq(ddbstream_arena_copy(NULL, texts[2], &copy), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_arena_create(&arena, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_arena_copy(arena, texts[2], NULL), DDBSTREAM_ERROR_ARGUMENT);
    ddbstream_arena_reset(NULL);
    ddbstream_arena_free(NULL);
    ddbstream_arena_free(arena);
}
END_TEST

int main(void)
{
    return RUN_SUITE("arena_handle", EACH(text_is_copied_with_a_nul_behind_it, texts),
                     ONCE(all_that_was_taken_stays_apart), ONCE(nothing_can_be_taken_too),
                     ONCE(after_a_reset_the_memory_serves_again), ONCE(each_allocation_may_fail),
                     ONCE(arguments_are_checked));
}
