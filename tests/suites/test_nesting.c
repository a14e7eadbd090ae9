/* The stack of open objects and arrays, level by level. */
#include "nesting.h"

#include "suite.h"

/* Numbers of levels around the ends of words. */
static const size_t depths[] = { 0, 1, 2, 63, 64, 65, 127, 128, 129, NESTING_MOST };

/* Whether a level is an object: no two words have the same pattern. */
static bool is_object(size_t level)
{
    return level % 3 == 0 || level / NESTING_WORD % 5 == level % 5;
}

static void push(struct nesting *nesting, size_t depth)
{
    while (nesting->depth < depth)
        ck_assert(ddbs_nesting_push(nesting, is_object(nesting->depth)));
}

/* Takes away level by level. */
static void check_and_empty(struct nesting *nesting, size_t depth)
{
    ck_assert_uint_eq(nesting->depth, depth);
    for (; nesting->depth > 0; nesting->depth--)
        ck_assert_msg(ddbs_nesting_in_object(nesting) == is_object(nesting->depth - 1), "level %zu",
                      nesting->depth - 1);
    ck_assert(!ddbs_nesting_in_object(nesting));
}

START_TEST(what_is_open_is_remembered)
{
    struct nesting nesting = { .depth = 0 };
    push(&nesting, depths[_i]);
    check_and_empty(&nesting, depths[_i]);
}
END_TEST

START_TEST(what_was_open_before_is_forgotten)
{
    struct nesting nesting = { .depth = 0 };
    memset(nesting.is_object, _i % 2 == 0 ? 0xff : 0, sizeof nesting.is_object);
    push(&nesting, depths[_i]);
    check_and_empty(&nesting, depths[_i]);
}
END_TEST

START_TEST(a_copy_is_the_same)
{
    struct nesting nesting = { .depth = 0 }, copy = { .depth = 7 };
    push(&nesting, depths[_i]);
    ddbs_nesting_copy(&copy, &nesting);
    check_and_empty(&copy, depths[_i]);
    ck_assert_uint_eq(nesting.depth, depths[_i]);
}
END_TEST

START_TEST(there_is_a_limit)
{
    struct nesting nesting = { .depth = 0 };
    push(&nesting, NESTING_MOST);
    ck_assert(!ddbs_nesting_push(&nesting, true));
    check_and_empty(&nesting, NESTING_MOST);
}
END_TEST

int main(void)
{
    return RUN_SUITE("nesting", EACH(what_is_open_is_remembered, depths),
                     EACH(what_was_open_before_is_forgotten, depths),
                     EACH(a_copy_is_the_same, depths), ONCE(there_is_a_limit));
}
