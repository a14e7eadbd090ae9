/* The walk: it reaches each value once, in the order they stand, and may be begun again. */
#include "value_walk.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

/* Values are S with one letter; containers are told by their bracket. */
#define S(letter)                                                                                  \
    {                                                                                              \
        .type = DDBSTREAM_TYPE_S, .as.string = { letter, 1 }                                       \
    }
#define L(array)                                                                                   \
    {                                                                                              \
        .type = DDBSTREAM_TYPE_L, .as.list = { array, COUNT_OF(array) }                            \
    }
#define M(array)                                                                                   \
    {                                                                                              \
        .type = DDBSTREAM_TYPE_M, .as.map = { array, COUNT_OF(array) }                             \
    }
#define NAMED(value)                                                                               \
    {                                                                                              \
        { "n", 1 }, value                                                                          \
    }

static const ddbstream_value one[] = { S("a") }, two[] = { S("b"), S("c") };
static const ddbstream_attribute map[] = { NAMED(S("d")), NAMED(L(two)), NAMED(S("e")) };
static const ddbstream_value mixed[] = { L(one), S("f"), M(map), L(two) };
static const ddbstream_value last_inside[] = { S("g"), M(map) };
static const ddbstream_attribute outer[] = { NAMED(L(mixed)), NAMED(L(last_inside)) };
static const ddbstream_string members[] = { { "x", 1 }, { "y", 1 } };

static const struct {
    const char *reached;
    ddbstream_value value;
} walks[] = {
    { "a", S("a") },
    { "[", { .type = DDBSTREAM_TYPE_L } },
    { "{", { .type = DDBSTREAM_TYPE_M } },
    { "[a", L(one) },
    { "[bc", L(two) },
    { "{d[bce", M(map) },
    { "[[af{d[bce[bc", L(mixed) },
    { "{[[af{d[bce[bc[g{d[bce", M(outer) },
    { "#", { .type = DDBSTREAM_TYPE_SS, .as.string_set = { members, COUNT_OF(members) } } },
};

static const char *letter(const ddbstream_value *value)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        return value->as.string.data;
    case DDBSTREAM_TYPE_L:
        return "[";
    case DDBSTREAM_TYPE_M:
        return "{";
    default:
        return "#";
    }
}

static void expect_walk(struct value_walk *walk, int row)
{
    struct json reached = { .length = 0 };
    ddbs_value_walk_begin(walk);
    for (const ddbstream_value *at = &walks[row].value; at != NULL;) {
        json_append(&reached, letter(at));
        ck_assert(ddbs_value_walk_on(walk, &at));
    }
    expect_text(walks[row].reached, reached.data, walks[row].reached);
}

START_TEST(each_value_is_reached_in_order)
{
    struct test_allocator memory;
    struct value_walk walk;
    const ddbstream_value *left;
    test_allocator_init(&memory);
    ddbs_value_walk_init(&walk, &memory.allocator);
    expect_walk(&walk, _i);
    left = &walks[7].value;
    for (int step = 0; step < 3; step++) /* and no further */
        ck_assert(ddbs_value_walk_on(&walk, &left));
    expect_walk(&walk, _i);
    ddbs_value_walk_release(&walk);
    test_allocator_check_empty(&memory);
}
END_TEST

/* It ends where memory does, and can be begun again. */
START_TEST(memory_may_be_lacking)
{
    struct test_allocator memory;
    struct value_walk walk;
    const ddbstream_value *at = &walks[6].value;
    test_allocator_init(&memory);
    ddbs_value_walk_init(&walk, &memory.allocator);
    test_allocator_fail(&memory, 0, false);
    ck_assert(!ddbs_value_walk_on(&walk, &at));
    expect_walk(&walk, 6);
    ddbs_value_walk_release(&walk);
    test_allocator_check_empty(&memory);
}
END_TEST

int main(void)
{
    return RUN_SUITE("value_walk", EACH(each_value_is_reached_in_order, walks),
                     ONCE(memory_may_be_lacking));
}
