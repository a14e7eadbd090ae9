/* Sorting: every order of few items, many items, and the order of bytes. */
#include "sort.h"

#include <stdint.h>

#include "suite.h"

static size_t comparisons;

static int order_integers(const void *left, const void *right)
{
    const int *a = left, *b = right;
    comparisons++;
    return (*a > *b) - (*a < *b);
}

static void check_sorted(const void **items, size_t count)
{
    for (size_t i = 1; i < count; i++)
        ck_assert_int_le(order_integers(items[i - 1], items[i]), 0);
}

/* All ways to choose five of the numbers 0 to 4, repetitions among them; the row is the way. */
START_TEST(few_items_in_every_order)
{
    static const int digits[] = { 0, 1, 2, 3, 4 };
    for (int way = 0; way < 3125; way++) {
        const void *items[5];
        int sum = 0, rest = way;
        for (int i = 0; i < _i; i++, rest /= 5) {
            items[i] = &digits[rest % 5];
            sum += rest % 5;
        }
        ddbs_sort(items, (size_t)_i, order_integers);
        check_sorted(items, (size_t)_i);
        for (int i = 0; i < _i; i++)
            sum -= *(const int *)items[i];
        ck_assert_int_eq(sum, 0);
    }
}
END_TEST

static int from_below(int i, int count)
{
    (void)count;
    return i;
}

static int from_above(int i, int count)
{
    return count - i;
}

static int all_alike(int i, int count)
{
    (void)i;
    (void)count;
    return 7;
}

static int up_and_down(int i, int count)
{
    return i < count / 2 ? i : count - i;
}

static int mixed(int i, int count)
{
    (void)count;
    return (int)((uint32_t)i * 2654435761u >> 8);
}

static int (*const shapes[])(int i, int count) = { from_below, from_above, all_alike, up_and_down,
                                                   mixed };

/* Each sinks to the bottom at most, for two comparisons a level; twice, to build the heap and to
 * take it down. */
START_TEST(many_items)
{
    enum { MANY = 1 << 15, LEVELS = 15 };
    int *numbers = malloc(MANY * sizeof *numbers);
    const void **items = malloc(MANY * sizeof *items);
    ck_assert(numbers != NULL && items != NULL);
    for (int i = 0; i < MANY; i++) {
        numbers[i] = shapes[_i](i, MANY);
        items[i] = &numbers[i];
    }
    comparisons = 0;
    ddbs_sort(items, MANY, order_integers);
    ck_assert_uint_le(comparisons, (size_t)MANY * LEVELS * 2 * 2);
    check_sorted(items, MANY);
    free(items);
    free(numbers);
}
END_TEST

static const struct {
    const char *a;
    size_t a_length;
    const char *b;
    size_t b_length;
    int order;
} bytes[] = {
    { "", 0, "", 0, 0 },          { NULL, 0, "", 0, 0 },
    { NULL, 0, NULL, 0, 0 },      { "", 0, "a", 1, -1 },
    { "b", 1, "aa", 2, -1 },      { "ab", 2, "ab", 2, 0 },
    { "ab", 2, "ac", 2, -1 },     { "a\0b", 3, "a\0c", 3, -1 },
    { "\x7f", 1, "\x80", 1, -1 }, { "abcdefgh", 8, "abc", 3, 1 },
};

START_TEST(shorter_before_longer_then_by_bytes)
{
    int order = ddbs_order_bytes(bytes[_i].a, bytes[_i].a_length, bytes[_i].b, bytes[_i].b_length);
    int back = ddbs_order_bytes(bytes[_i].b, bytes[_i].b_length, bytes[_i].a, bytes[_i].a_length);
    ck_assert_int_eq((order > 0) - (order < 0), bytes[_i].order);
    ck_assert_int_eq((back > 0) - (back < 0), -bytes[_i].order);
}
END_TEST

int main(void)
{
    return RUN_SUITE("sort", { few_items_in_every_order, 6 }, EACH(many_items, shapes),
                     EACH(shorter_before_longer_then_by_bytes, bytes));
}
