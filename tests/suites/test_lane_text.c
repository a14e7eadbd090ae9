/* Long texts on the lane, which move from one of the arena's blocks to the next as they grow. */
#include "lane_text.h"

#include "suite.h"
#include "test_allocator.h"
#include "unescape.h"

enum { LENGTH = 100 * 1000, BLOCK_SIZE = 16 * 1024 };

static const struct {
    const char *name, *unit;
} kinds[] = {
    { "plain", "x" },
    { "two bytes a character", "\xc3\xa9" },
    { "three bytes a character", "\xe2\x82\xac" },
    { "four bytes a character", "\xf0\x9f\x98\x80" },
    { "short escapes", "\\n" },
    { "code units", "\\u00e9" },
    { "surrogate pairs", "\\ud83d\\ude00" },
    { "all in turn", "word \xc3\xa9\\\"\xe2\x82\xac\\\\\\u0001\xf0\x9f\x98\x80\\ud83d\\ude00." },
};

struct taking {
    struct test_allocator memory;
    struct arena arena;
    struct lane lane;
    char *string; /* behind its first quote, */
    size_t length;
    char *expected; /* and what it stands for */
    size_t expected_length;
};

/* So many bytes in front, the unit over and over, and a quote. */
static void begin(struct taking *taking, size_t front, const char *unit, size_t most)
{
    size_t length = front, step = strlen(unit);
    test_allocator_init(&taking->memory);
    ddbs_arena_init(&taking->arena, &taking->memory.allocator);
    taking->string = malloc(front + most + step + 1);
    taking->expected = malloc(front + most + step + 1);
    ck_assert(taking->string != NULL && taking->expected != NULL);
    memset(taking->string, '-', front);
    for (; length < front + most; length += step)
        memcpy(taking->string + length, unit, step);
    ck_assert(ddbs_unescape(taking->string, length, taking->expected, &taking->expected_length));
    taking->string[length] = '"';
    taking->length = length + 1;
    taking->lane = (struct lane){ .arena = &taking->arena,
                                  .max_string = SIZE_MAX,
                                  .end = taking->string + taking->length };
}

static void end(struct taking *taking)
{
    free(taking->string);
    free(taking->expected);
    ddbs_arena_release(&taking->arena);
    test_allocator_check_empty(&taking->memory);
}

static void expect_taken(struct taking *taking, const char *name)
{
    ddbstream_string text;
    const char *behind = ddbs_lane_long_text(&taking->lane, taking->string, &text);
    ck_assert_msg(behind == taking->string + taking->length, "%s", name);
    ck_assert_uint_eq(text.length, taking->expected_length);
    ck_assert_mem_eq(text.data, taking->expected, text.length);
    ck_assert_int_eq(text.data[text.length], '\0');
    ck_assert_ptr_eq(taking->arena.next, text.data + text.length + 1);
}

/* Blocks end at each place of a character. */
START_TEST(long_texts_are_whole)
{
    for (size_t front = 0; front <= 2 * LONGEST_CHARACTER; front++) {
        struct taking taking;
        begin(&taking, front, kinds[_i].unit, LENGTH);
        expect_taken(&taking, kinds[_i].name);
        end(&taking);
    }
}
END_TEST

/* In a block of which so much is taken already. */
START_TEST(they_begin_anywhere_in_a_block)
{
    for (size_t left = 0; left < 40; left++) {
        struct taking taking;
        begin(&taking, 0, kinds[_i].unit, 64);
        ck_assert_ptr_nonnull(ddbs_arena_take_bytes(&taking.arena, BLOCK_SIZE - left));
        expect_taken(&taking, kinds[_i].name);
        end(&taking);
    }
}
END_TEST

/* The text before it is as it was. */
START_TEST(what_stands_before_stays)
{
    struct taking taking;
    ddbstream_string before;
    begin(&taking, 0, kinds[_i].unit, LENGTH);
    ck_assert(ddbs_lane_copy(&taking.lane, (ddbstream_string){ "before", 6 }, &before));
    expect_taken(&taking, kinds[_i].name);
    ck_assert_str_eq(before.data, "before");
    end(&taking);
}
END_TEST

START_TEST(its_end_must_be_at_hand)
{
    struct taking taking;
    ddbstream_string text;
    begin(&taking, 0, kinds[_i].unit, LENGTH);
    for (size_t lacking = 1; lacking <= LONGEST_CHARACTER; lacking++) {
        taking.lane.end = taking.string + taking.length - lacking;
        ck_assert_ptr_null(ddbs_lane_long_text(&taking.lane, taking.string, &text));
        ck_assert(!taking.lane.no_memory);
    }
    end(&taking);
}
END_TEST

static const char *const wrong[] = { "\x01",    "\xff", "\\q",         "\\u12",
                                     "\\ud83d", "\xc3", "\xed\xa0\x80" };

/* Just where the first block ends, and elsewhere. */
START_TEST(what_can_not_stand_there_is_refused)
{
    static const size_t places[] = {
        0, 1, BLOCK_SIZE - 20, BLOCK_SIZE - 2, BLOCK_SIZE - 1, BLOCK_SIZE, LENGTH - 30
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct taking taking;
        ddbstream_string text;
        begin(&taking, 0, "x", LENGTH);
        memcpy(taking.string + places[i], wrong[_i], strlen(wrong[_i]));
        ck_assert_ptr_null(ddbs_lane_long_text(&taking.lane, taking.string, &text));
        ck_assert(!taking.lane.no_memory);
        end(&taking);
    }
}
END_TEST

/* And does not fill memory before it finds out. */
START_TEST(limits_hold)
{
    struct taking taking;
    ddbstream_string text;
    begin(&taking, 0, kinds[_i].unit, LENGTH);
    taking.lane.max_string = taking.length - 1;
    expect_taken(&taking, kinds[_i].name);
    ddbs_arena_release(&taking.arena);
    taking.lane.max_string = taking.length - 2;
    ck_assert_ptr_null(ddbs_lane_long_text(&taking.lane, taking.string, &text));
    ddbs_arena_release(&taking.arena);
    taking.memory.most_bytes = 0;
    taking.lane.max_string = 1;
    ck_assert_ptr_null(ddbs_lane_long_text(&taking.lane, taking.string, &text));
    ck_assert_uint_lt(taking.memory.most_bytes, 2 * BLOCK_SIZE);
    end(&taking);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    bool has_failed = true;
    size_t call;
    for (call = 0; has_failed; call++) {
        struct taking taking;
        ddbstream_string text;
        begin(&taking, 0, kinds[_i].unit, LENGTH);
        test_allocator_fail(&taking.memory, call, true);
        has_failed = ddbs_lane_long_text(&taking.lane, taking.string, &text) == NULL;
        ck_assert_int_eq(taking.lane.no_memory, has_failed);
        end(&taking);
    }
    ck_assert_uint_gt(call, 2);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lane_text", EACH(long_texts_are_whole, kinds),
                     EACH(they_begin_anywhere_in_a_block, kinds),
                     EACH(what_stands_before_stays, kinds), EACH(its_end_must_be_at_hand, kinds),
                     EACH(what_can_not_stand_there_is_refused, wrong), EACH(limits_hold, kinds),
                     EACH(each_allocation_may_fail, kinds));
}
