/* An allocator that counts, fails when told to, and checks that it is used as it must be. */
#ifndef TEST_ALLOCATOR_H
#define TEST_ALLOCATOR_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/allocator.h>

#define NO_FAILURE SIZE_MAX

struct test_allocator {
    ddbstream_allocator allocator; /* what the library is given */
    size_t calls;                  /* of allocate and reallocate, failed ones included */
    size_t fail_at;                /* the call that fails, counted from 0, or NO_FAILURE, */
    bool fails_on;                 /* and whether all after it fail too */
    size_t failures;
    size_t live_blocks;
    size_t live_bytes;
    size_t most_bytes; /* the most there were at one time */
};

/* Stands before each block, to tell what size it was asked for. */
union test_block {
    struct {
        size_t size;
        const struct test_allocator *owner;
    } is;
    max_align_t alignment;
};

static inline bool test_allocator_fails(struct test_allocator *test)
{
    size_t call = test->calls++;
    bool fails = call == test->fail_at || (test->fails_on && call > test->fail_at);
    test->failures += fails;
    return fails;
}

/* New memory is full of this byte, so that nothing which an earlier test left there looks right. */
enum { TEST_FILLER = 0xa5 };

static inline void *test_allocate(size_t size, void *context)
{
    struct test_allocator *test = context;
    union test_block *block;
    ck_assert_msg(size > 0, "0 bytes are asked for");
    if (test_allocator_fails(test) || size > SIZE_MAX / 2)
        return NULL;
    block = malloc(sizeof *block + size);
    ck_assert_ptr_nonnull(block);
    block->is.size = size;
    block->is.owner = test;
    memset(block + 1, TEST_FILLER, size);
    test->live_blocks++;
    test->live_bytes += size;
    if (test->live_bytes > test->most_bytes)
        test->most_bytes = test->live_bytes;
    return block + 1;
}

static inline void test_release(void *memory, size_t size, void *context)
{
    struct test_allocator *test = context;
    union test_block *block = (union test_block *)memory - 1;
    ck_assert_msg(memory != NULL, "NULL is given back");
    ck_assert_msg(block->is.owner == test, "a block is given back to another's allocator");
    ck_assert_msg(block->is.size == size, "a block of %zu bytes is given back as one of %zu",
                  block->is.size, size);
    test->live_blocks--;
    test->live_bytes -= size;
    free(block);
}

/* Always moves, so that pointers into the old block are found out. */
static inline void *test_reallocate(void *memory, size_t old_size, size_t new_size, void *context)
{
    void *moved;
    ck_assert_msg(memory != NULL, "NULL is reallocated");
    moved = test_allocate(new_size, context);
    if (moved == NULL)
        return NULL;
    memcpy(moved, memory, old_size < new_size ? old_size : new_size);
    test_release(memory, old_size, context);
    return moved;
}

/* `test` must not move afterwards. */
static inline void test_allocator_init(struct test_allocator *test)
{
    *test = (struct test_allocator){ .fail_at = NO_FAILURE };
    test->allocator = (ddbstream_allocator){ test_allocate, test_reallocate, test_release, test };
}

/* The next call but `skipped` fails, and those after it if `fails_on`. */
static inline void test_allocator_fail(struct test_allocator *test, size_t skipped, bool fails_on)
{
    test->fail_at = test->calls + skipped;
    test->fails_on = fails_on;
}

static inline void test_allocator_recover(struct test_allocator *test)
{
    test->fail_at = NO_FAILURE;
    test->fails_on = false;
}

/* At the end of a test: all has been given back. */
static inline void test_allocator_check_empty(const struct test_allocator *test)
{
    ck_assert_msg(test->live_blocks == 0, "%zu blocks with %zu bytes are not given back",
                  test->live_blocks, test->live_bytes);
}

#endif
