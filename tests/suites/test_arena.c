/* The arena: alignment, growth, use again after a reset, and no memory. */
#include "arena.h"

#include "suite.h"
#include "test_allocator.h"

static void start(struct arena *arena, struct test_allocator *test)
{
    test_allocator_init(test);
    ddbs_arena_init(arena, &test->allocator);
}

static void finish(struct arena *arena, struct test_allocator *test)
{
    ddbs_arena_release(arena);
    test_allocator_check_empty(test);
}

START_TEST(nothing_is_allocated_before_it_is_needed)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    ddbs_arena_reset(&arena);
    ck_assert_uint_eq(test.calls, 0);
    finish(&arena, &test);
    ck_assert_uint_eq(test.calls, 0);
}
END_TEST

START_TEST(structs_are_aligned_whatever_stands_before)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    for (size_t before = 0; before <= 2 * ARENA_ALIGNMENT; before++)
        for (size_t size = 1; size <= 2 * ARENA_ALIGNMENT; size++) {
            void *taken;
            ck_assert(before == 0 || ddbs_arena_take_bytes(&arena, before) != NULL);
            taken = ddbs_arena_take(&arena, size);
            ck_assert_ptr_nonnull(taken);
            ck_assert_uint_eq((uintptr_t)taken % ARENA_ALIGNMENT, 0);
            memset(taken, 0, size);
        }
    finish(&arena, &test);
}
END_TEST

/* Text up to a few bytes before the end of the first block, and then a struct. */
START_TEST(padding_counts_at_the_end_of_a_block)
{
    enum { FIRST = 16 * 1024, SIZE = ARENA_ALIGNMENT + 4 };
    struct test_allocator test;
    struct arena arena;
    bool fits = _i % ARENA_ALIGNMENT + SIZE <= _i;
    start(&arena, &test);
    ck_assert_ptr_nonnull(ddbs_arena_take_bytes(&arena, FIRST - (size_t)_i));
    memset(ddbs_arena_take(&arena, SIZE), 0, SIZE);
    ck_assert_uint_eq(test.live_blocks, fits ? 1 : 2);
    finish(&arena, &test);
}
END_TEST

START_TEST(text_stands_side_by_side)
{
    struct test_allocator test;
    struct arena arena;
    char *first, *second;
    start(&arena, &test);
    first = ddbs_arena_take_bytes(&arena, 3);
    second = ddbs_arena_take_bytes(&arena, 5);
    ck_assert_ptr_eq(second, first + 3);
    finish(&arena, &test);
}
END_TEST

/* What one record takes, piece by piece, up to 0. */
static const struct {
    size_t sizes[8];
    const char *reason;
} records[] = {
    { { 1 }, "one byte" },
    { { 100, 200, 300, 7, 1 }, "little" },
    { { 16384 }, "the first block to its last byte" },
    { { 16384, 1 }, "and one more" },
    { { 16385 }, "more than a first block" },
    { { 10000, 10000, 10000, 10000, 10000, 10000, 10000 }, "each block's end is left over" },
    { { 5, 1000000, 5, 1000000, 5 }, "large ones between small ones" },
    { { 3 << 20, 3 << 20, 1 }, "beyond the largest step" },
    { { 1, 16384, 32768, 65536, 131072, 262144, 524288, 1048576 }, "each fills a block" },
};

/* Takes it all, and looks whether each piece still holds what was written to it. */
static void take(struct arena *arena, const size_t *sizes)
{
    char *pieces[8];
    size_t count = 0;
    for (; count < 8 && sizes[count] > 0; count++) {
        pieces[count] = count % 2 == 0 ? ddbs_arena_take(arena, sizes[count])
                                       : ddbs_arena_take_bytes(arena, sizes[count]);
        ck_assert_msg(pieces[count] != NULL, "piece %zu", count);
        memset(pieces[count], (int)count + 1, sizes[count]);
    }
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(pieces[i][0], (int)i + 1);
        ck_assert(memcmp(pieces[i], pieces[i] + 1, sizes[i] - 1) == 0);
    }
}

START_TEST(the_same_record_again_allocates_nothing)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    take(&arena, records[_i].sizes);
    test_allocator_fail(&test, 0, true);
    for (int again = 0; again < 3; again++) {
        ddbs_arena_reset(&arena);
        take(&arena, records[_i].sizes);
    }
    ck_assert_msg(test.failures == 0, "%s", records[_i].reason);
    finish(&arena, &test);
}
END_TEST

START_TEST(a_small_record_fits_where_a_large_one_was)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    take(&arena, records[_i].sizes);
    ddbs_arena_reset(&arena);
    test_allocator_fail(&test, 0, true);
    take(&arena, records[1].sizes);
    finish(&arena, &test);
}
END_TEST

START_TEST(any_record_may_follow)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    take(&arena, records[_i].sizes);
    for (size_t other = 0; other < COUNT_OF(records); other++) {
        ddbs_arena_reset(&arena);
        take(&arena, records[other].sizes);
        ddbs_arena_reset(&arena);
        take(&arena, records[_i].sizes);
    }
    finish(&arena, &test);
}
END_TEST

START_TEST(records_in_turn_allocate_nothing_in_the_end)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    for (size_t round = 0; round < 20; round++) {
        if (round == 10)
            test_allocator_fail(&test, 0, true);
        for (size_t other = 0; other < COUNT_OF(records); other++) {
            ddbs_arena_reset(&arena);
            take(&arena, records[other].sizes);
        }
    }
    ck_assert_uint_eq(test.failures, 0);
    finish(&arena, &test);
}
END_TEST

static const struct {
    size_t from, to, step;
    const char *reason;
} growing[] = {
    { 33000, 65000, 16, "more than the second block has" },
    { 1 << 20, 3 << 20, 4096, "beyond the largest step" },
};

START_TEST(records_that_grow_slowly_pile_nothing_up)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    for (size_t size = growing[_i].from; size < growing[_i].to; size += growing[_i].step) {
        ddbs_arena_reset(&arena);
        ck_assert_ptr_nonnull(ddbs_arena_take(&arena, 100));
        ck_assert_ptr_nonnull(ddbs_arena_take_bytes(&arena, size));
    }
    ck_assert_msg(test.calls <= 8, "%s: %zu allocations", growing[_i].reason, test.calls);
    ck_assert_uint_le(test.live_bytes, 4 * growing[_i].to);
    finish(&arena, &test);
}
END_TEST

START_TEST(growth_takes_few_blocks)
{
    struct test_allocator test;
    struct arena arena;
    size_t total = 4 << 20;
    start(&arena, &test);
    for (size_t taken = 0; taken < total; taken += 64)
        ck_assert_ptr_nonnull(ddbs_arena_take(&arena, 64));
    ck_assert_uint_le(test.calls, 12);
    ck_assert_uint_le(test.live_bytes, 2 * total);
    finish(&arena, &test);
}
END_TEST

START_TEST(it_can_be_used_after_its_release)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    take(&arena, records[_i].sizes);
    finish(&arena, &test);
    take(&arena, records[_i].sizes);
    finish(&arena, &test);
}
END_TEST

START_TEST(no_memory_is_null_and_harms_nothing)
{
    struct test_allocator test;
    struct arena arena;
    char *kept;
    start(&arena, &test);
    test_allocator_fail(&test, 0, false);
    ck_assert_ptr_null(ddbs_arena_take(&arena, 1));
    kept = ddbs_arena_copy(&arena, "kept", 4);
    test_allocator_fail(&test, 0, true);
    ck_assert_ptr_null(ddbs_arena_take(&arena, 1 << 20));
    ck_assert_ptr_null(ddbs_arena_take_bytes(&arena, 1 << 20));
    ck_assert_ptr_nonnull(ddbs_arena_take(&arena, 100));
    test_allocator_recover(&test);
    ck_assert_ptr_nonnull(ddbs_arena_take(&arena, 1 << 20));
    ck_assert_str_eq(kept, "kept");
    finish(&arena, &test);
}
END_TEST

/* Whatever was taken since, in the same block or in others, and before the first block too. */
START_TEST(it_can_go_back)
{
    struct test_allocator test;
    struct arena arena;
    struct arena_mark mark;
    const char *kept = NULL;
    size_t calls;
    start(&arena, &test);
    if (_i > 0)
        kept = ddbs_arena_copy(&arena, "kept", 4);
    mark = ddbs_arena_mark(&arena);
    take(&arena, (const size_t[]){ 1, 100, 20000, 300, 1 << 20, 5, 0 });
    ddbs_arena_go_back(&arena, mark);
    calls = test.calls;
    for (int round = 0; round < 3; round++) {
        take(&arena, (const size_t[]){ 1, 100, 20000, 300, 1 << 20, 5, 0 });
        ddbs_arena_go_back(&arena, mark);
    }
    ck_assert_uint_eq(test.calls, calls);
    ck_assert_ptr_eq(ddbs_arena_take_bytes(&arena, 1), kept != NULL ? kept + 5 : arena.next - 1);
    ck_assert(kept == NULL || strcmp(kept, "kept") == 0);
    finish(&arena, &test);
}
END_TEST

/* What is being written behind the bytes that are taken moves; these do not. */
START_TEST(text_in_the_making_may_move)
{
    struct test_allocator test;
    struct arena arena;
    char *taken, *making;
    start(&arena, &test);
    ck_assert(ddbs_arena_move(&arena, 0, 1));
    taken = ddbs_arena_copy(&arena, "taken", 5);
    making = arena.next;
    memcpy(making, "making", 6);
    ck_assert(ddbs_arena_move(&arena, 6, 1 << 20));
    ck_assert_ptr_ne(arena.next, making);
    ck_assert_mem_eq(arena.next, "making", 6);
    ck_assert_uint_ge((size_t)(arena.end - arena.next), 1 << 20);
    ck_assert_str_eq(taken, "taken");
    making = arena.next;
    test_allocator_fail(&test, 0, true);
    ck_assert(!ddbs_arena_move(&arena, 6, 4 << 20));
    ck_assert_ptr_eq(arena.next, making);
    finish(&arena, &test);
}
END_TEST

static const size_t impossible[] = { SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 3, SIZE_MAX - 16,
                                     SIZE_MAX / 2 + 1 };

START_TEST(sizes_that_overflow_are_refused)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    ck_assert_ptr_null(ddbs_arena_take_bytes(&arena, impossible[_i]));
    ck_assert_ptr_nonnull(ddbs_arena_take(&arena, ARENA_ALIGNMENT));
    ck_assert_ptr_null(ddbs_arena_take_bytes(&arena, impossible[_i]));
    ck_assert_ptr_nonnull(ddbs_arena_take_bytes(&arena, 1));
    ck_assert_ptr_null(ddbs_arena_take(&arena, impossible[_i]));
    finish(&arena, &test);
}
END_TEST

START_TEST(copies_end_in_nul)
{
    struct test_allocator test;
    struct arena arena;
    start(&arena, &test);
    for (size_t length = 0; length < 40000; length = length < 64 ? length + 1 : length * 2) {
        char *text = calloc(1, length + 1), *exact, *copy;
        for (size_t i = 0; i < length; i++)
            text[i] = (char)('0' + i % 71);
        exact = exact_copy(text, length);
        copy = ddbs_arena_copy(&arena, exact, length);
        ck_assert_str_eq(copy, text);
        free(exact);
        free(text);
    }
    finish(&arena, &test);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "arena", ONCE(nothing_is_allocated_before_it_is_needed),
        ONCE(structs_are_aligned_whatever_stands_before),
        { padding_counts_at_the_end_of_a_block, 3 * ARENA_ALIGNMENT },
        ONCE(text_stands_side_by_side), EACH(the_same_record_again_allocates_nothing, records),
        EACH(a_small_record_fits_where_a_large_one_was, records),
        EACH(any_record_may_follow, records), ONCE(records_in_turn_allocate_nothing_in_the_end),
        EACH(records_that_grow_slowly_pile_nothing_up, growing), ONCE(growth_takes_few_blocks),
        EACH(it_can_be_used_after_its_release, records), ONCE(no_memory_is_null_and_harms_nothing),
        EACH(sizes_that_overflow_are_refused, impossible), ONCE(copies_end_in_nul),
        ONCE(text_in_the_making_may_move), { it_can_go_back, 2 });
}
