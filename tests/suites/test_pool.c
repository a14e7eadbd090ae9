/* The pool that yajl works in: blocks served again, and the jump when there is no memory. */
#include "pool.h"

#include <stdint.h>

#include "suite.h"
#include "test_allocator.h"

static void start(struct pool *pool, struct test_allocator *test)
{
    test_allocator_init(test);
    ddbs_pool_init(pool, &test->allocator);
}

static void finish(struct pool *pool, struct test_allocator *test)
{
    ddbs_pool_release(pool);
    test_allocator_check_empty(test);
}

/* NULL when the pool jumped. */
static void *allocate(struct pool *pool, size_t size)
{
    if (setjmp(pool->no_memory) != 0)
        return NULL;
    return ddbs_pool_allocate(pool, size);
}

static void *reallocate(struct pool *pool, void *memory, size_t size)
{
    if (setjmp(pool->no_memory) != 0)
        return NULL;
    return ddbs_pool_reallocate(pool, memory, size);
}

/* What is asked for at one time, up to 0. */
static const size_t requests[][8] = {
    { 1 },
    { 100, 200, 300 },
    { 2048, 128, 16, 2048, 128 },
    { 1 << 20, 1, 1 << 20 },
};

static void allocate_all(struct pool *pool, const size_t *sizes, void **blocks)
{
    for (size_t i = 0; i < 8 && sizes[i] > 0; i++) {
        blocks[i] = allocate(pool, sizes[i]);
        ck_assert_ptr_nonnull(blocks[i]);
        ck_assert_uint_eq((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        memset(blocks[i], (int)i, sizes[i]);
    }
    for (size_t i = 0; i < 8 && sizes[i] > 0; i++)
        ck_assert_int_eq(((char *)blocks[i])[sizes[i] - 1], (int)i);
}

START_TEST(freed_blocks_are_served_again)
{
    struct test_allocator test;
    struct pool pool;
    void *blocks[8] = { NULL };
    start(&pool, &test);
    allocate_all(&pool, requests[_i], blocks);
    test_allocator_fail(&test, 0, true);
    for (int again = 0; again < 3; again++) {
        for (size_t i = 0; i < 8; i++)
            ddbs_pool_free(&pool, blocks[i]);
        allocate_all(&pool, requests[_i], blocks);
    }
    finish(&pool, &test);
}
END_TEST

START_TEST(reclaimed_blocks_are_served_again)
{
    struct test_allocator test;
    struct pool pool;
    void *blocks[8] = { NULL };
    start(&pool, &test);
    ddbs_pool_reclaim(&pool);
    allocate_all(&pool, requests[_i], blocks);
    test_allocator_fail(&test, 0, true);
    ddbs_pool_reclaim(&pool);
    allocate_all(&pool, requests[_i], blocks);
    finish(&pool, &test);
}
END_TEST

START_TEST(the_smallest_that_fits_is_served)
{
    struct test_allocator test;
    struct pool pool;
    void *middle, *large, *small;
    start(&pool, &test);
    middle = allocate(&pool, 500);
    large = allocate(&pool, 1000);
    small = allocate(&pool, 100);
    ddbs_pool_reclaim(&pool);
    ck_assert_ptr_eq(allocate(&pool, 101), middle);
    ck_assert_ptr_eq(allocate(&pool, 100), small);
    ck_assert_ptr_eq(allocate(&pool, 10), large);
    finish(&pool, &test);
}
END_TEST

START_TEST(a_block_in_use_is_not_served)
{
    struct test_allocator test;
    struct pool pool;
    void *first, *second;
    start(&pool, &test);
    first = allocate(&pool, 100);
    second = allocate(&pool, 100);
    ck_assert_ptr_ne(first, second);
    ddbs_pool_free(&pool, first);
    ddbs_pool_free(&pool, NULL);
    ck_assert_ptr_eq(allocate(&pool, 100), first);
    ck_assert_uint_eq(test.live_blocks, 2);
    finish(&pool, &test);
}
END_TEST

START_TEST(growth_step_by_step_takes_few_allocations)
{
    enum { STEP = 128, LAST = 512 * STEP };
    struct test_allocator test;
    struct pool pool;
    unsigned char *memory = NULL;
    start(&pool, &test);
    for (size_t size = STEP; size <= LAST; size += STEP) {
        memory = reallocate(&pool, memory, size);
        memset(memory + size - STEP, (int)(size / STEP & 0xff), STEP);
    }
    for (size_t at = 0; at < LAST; at++)
        ck_assert_int_eq(memory[at], (int)((at / STEP + 1) & 0xff));
    ck_assert_uint_le(test.calls, 11);
    finish(&pool, &test);
}
END_TEST

static const struct {
    size_t old_size, new_size;
    bool moves;
    const char *reason;
} sizes[] = {
    { 100, 100, false, "the same" },
    { 100, 1, false, "smaller" },
    { 100, 101, true, "a little larger" },
    { 100, 100000, true, "much larger" },
};

START_TEST(reallocation_keeps_the_content)
{
    struct test_allocator test;
    struct pool pool;
    char *memory, *moved;
    start(&pool, &test);
    memory = allocate(&pool, sizes[_i].old_size);
    memset(memory, 'x', sizes[_i].old_size);
    moved = reallocate(&pool, memory, sizes[_i].new_size);
    ck_assert_msg((moved != memory) == sizes[_i].moves, "%s", sizes[_i].reason);
    ck_assert_int_eq(moved[0], 'x');
    if (sizes[_i].moves) {
        memset(moved + sizes[_i].old_size, 'y', sizes[_i].new_size - sizes[_i].old_size);
        ck_assert_int_eq(moved[sizes[_i].old_size - 1], 'x');
        ck_assert_ptr_eq(allocate(&pool, 1), memory);
    }
    finish(&pool, &test);
}
END_TEST

START_TEST(no_memory_jumps)
{
    struct test_allocator test;
    struct pool pool;
    char *kept;
    start(&pool, &test);
    kept = allocate(&pool, 10);
    memcpy(kept, "kept", 5);
    test_allocator_fail(&test, 0, true);
    ck_assert_ptr_null(allocate(&pool, 10));
    ck_assert_ptr_null(reallocate(&pool, NULL, 10));
    ck_assert_ptr_null(reallocate(&pool, kept, 1000));
    ck_assert_str_eq(kept, "kept");
    ck_assert_uint_eq(test.failures, 3);
    ddbs_pool_reclaim(&pool);
    ck_assert_ptr_eq(allocate(&pool, 10), kept);
    finish(&pool, &test);
}
END_TEST

static const size_t impossible[] = { SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 40, SIZE_MAX / 2 + 1 };

START_TEST(sizes_that_overflow_jump)
{
    struct test_allocator test;
    struct pool pool;
    void *memory;
    start(&pool, &test);
    memory = allocate(&pool, 10);
    ck_assert_ptr_null(allocate(&pool, impossible[_i]));
    ck_assert_ptr_null(reallocate(&pool, memory, impossible[_i]));
    finish(&pool, &test);
}
END_TEST

int main(void)
{
    return RUN_SUITE("pool", EACH(freed_blocks_are_served_again, requests),
                     EACH(reclaimed_blocks_are_served_again, requests),
                     ONCE(the_smallest_that_fits_is_served), ONCE(a_block_in_use_is_not_served),
                     ONCE(growth_step_by_step_takes_few_allocations),
                     EACH(reallocation_keeps_the_content, sizes), ONCE(no_memory_jumps),
                     EACH(sizes_that_overflow_jump, impossible));
}
