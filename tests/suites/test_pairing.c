/* Pairs of attributes, against rows and against a search that compares each with each. */
#include "pairing.h"

#include <stdint.h>

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

enum { MOST = 200000 };

/* Two maps whose names are letters, and their pairs as text. */
struct pairing {
    struct test_allocator memory;
    struct ddbstream_buffer pairs, scratch;
};

static void begin(struct pairing *pairing)
{
    test_allocator_init(&pairing->memory);
    ddbs_buffer_init(&pairing->pairs, &pairing->memory.allocator);
    ddbs_buffer_init(&pairing->scratch, &pairing->memory.allocator);
}

static void end(struct pairing *pairing)
{
    ddbs_buffer_release(&pairing->pairs);
    ddbs_buffer_release(&pairing->scratch);
    test_allocator_check_empty(&pairing->memory);
}

static const struct pair *pairs_of(const struct pairing *pairing, size_t *count)
{
    *count = pairing->pairs.length / sizeof(struct pair);
    return (const struct pair *)(const void *)pairing->pairs.data;
}

/* Each letter is a name. */
static ddbstream_map map_of(const char *letters, ddbstream_attribute *attributes)
{
    size_t count = strlen(letters);
    for (size_t i = 0; i < count; i++)
        attributes[i] = (ddbstream_attribute){ .name = { letters + i, 1 } };
    return (ddbstream_map){ attributes, count };
}

/* "aa -b c-": a on both sides, then b in the new one only, then c in the old one only. */
static const struct {
    const char *old_names, *new_names, *pairs;
} rows[] = {
    { "", "", "" },
    { "a", "", "a-" },
    { "", "a", "-a" },
    { "abc", "abc", "aa bb cc" },
    { "abc", "cba", "cc bb aa" },
    { "abc", "abcd", "aa bb cc -d" },
    { "abc", "dabc", "-d aa bb cc" },
    { "abcd", "abd", "aa bb dd c-" },
    { "dcba", "", "d- c- b- a-" },
    { "", "dcba", "-d -c -b -a" },
    { "zabx", "ybxc", "-y bb xx -c z- a-" },
    { "acegi", "bdfhj", "-b -d -f -h -j a- c- e- g- i-" },
    { "aab", "ab", "aa bb a-" },
    { "ab", "baab", "bb aa -a -b" },
};

START_TEST(names_are_paired)
{
    ddbstream_attribute old_ones[16], new_ones[16];
    ddbstream_map old_map = map_of(rows[_i].old_names, old_ones);
    ddbstream_map new_map = map_of(rows[_i].new_names, new_ones);
    struct json text = { .length = 0 };
    struct pairing pairing;
    const struct pair *pairs;
    size_t count;
    begin(&pairing);
    ck_assert(ddbs_pair_attributes(&old_map, &new_map, &pairing.pairs, &pairing.scratch));
    pairs = pairs_of(&pairing, &count);
    for (size_t i = 0; i < count; i++) {
        char pair[] = "-- ";
        if (pairs[i].old_one != NULL)
            pair[0] = *pairs[i].old_one->name.data;
        if (pairs[i].new_one != NULL)
            pair[1] = *pairs[i].new_one->name.data;
        pair[2] = i + 1 < count ? ' ' : '\0';
        json_append(&text, pair);
    }
    expect_text(rows[_i].new_names, text.data, rows[_i].pairs);
    end(&pairing);
}
END_TEST

/* What stands in the buffer before stays. */
START_TEST(pairs_are_appended)
{
    ddbstream_attribute attributes[16];
    ddbstream_map map = map_of("ab", attributes), reversed = map_of("ba", attributes + 8);
    struct pairing pairing;
    const struct pair *pairs;
    size_t count;
    begin(&pairing);
    for (int i = 0; i < 100; i++)
        ck_assert(
            ddbs_pair_attributes(&map, i % 2 ? &map : &reversed, &pairing.pairs, &pairing.scratch));
    pairs = pairs_of(&pairing, &count);
    ck_assert_uint_eq(count, 200);
    for (size_t i = 0; i < 100; i++) {
        ck_assert_ptr_eq(pairs[2 * i].old_one, &attributes[i % 2 ? 0 : 1]);
        ck_assert_ptr_eq(pairs[2 * i + 1].old_one, &attributes[i % 2 ? 1 : 0]);
    }
    end(&pairing);
}
END_TEST

/* Many names, in another order on each side and a third of them on one side only; so many that a
 * search of each among all would take longer than the suite may. */
START_TEST(many_names)
{
    char(*text)[16] = malloc(MOST * sizeof *text);
    ddbstream_attribute *attributes = malloc(2 * MOST * sizeof *attributes);
    ddbstream_map old_map = { attributes, 0 }, new_map = { attributes + MOST, 0 };
    struct pairing pairing;
    const struct pair *pairs;
    size_t count, both = 0;
    ck_assert(text != NULL && attributes != NULL);
    for (size_t i = 0; i < MOST; i++) {
        snprintf(text[i], sizeof text[i], "name.%010zu", i);
        if (i % 3 != 0)
            attributes[old_map.count++].name = (ddbstream_string){ text[i], 15 };
    }
    for (size_t i = MOST; i-- > 0;)
        if (i % 3 != 1)
            attributes[MOST + new_map.count++].name = (ddbstream_string){ text[i], 15 };
    begin(&pairing);
    ck_assert(ddbs_pair_attributes(&old_map, &new_map, &pairing.pairs, &pairing.scratch));
    pairs = pairs_of(&pairing, &count);
    for (size_t i = 0; i < count; i++)
        if (pairs[i].old_one != NULL && pairs[i].new_one != NULL) {
            ck_assert_ptr_eq(pairs[i].old_one->name.data, pairs[i].new_one->name.data);
            both++;
        }
    ck_assert_uint_eq(count, MOST);
    ck_assert_uint_eq(both, MOST / 3);
    end(&pairing);
    free(attributes);
    free(text);
}
END_TEST

START_TEST(memory_may_fail)
{
    ddbstream_attribute attributes[16];
    ddbstream_map map = map_of("ab", attributes), reversed = map_of("ba", attributes + 8);
    struct pairing pairing;
    begin(&pairing);
    test_allocator_fail(&pairing.memory, (size_t)_i, false);
    ck_assert(!ddbs_pair_attributes(&map, &reversed, &pairing.pairs, &pairing.scratch));
    ck_assert_uint_eq(pairing.pairs.length, 0);
    ck_assert(ddbs_pair_attributes(&map, &reversed, &pairing.pairs, &pairing.scratch));
    end(&pairing);
}
END_TEST

/* More than there can be is asked of no allocator. */
START_TEST(impossible_maps_are_refused)
{
    ddbstream_attribute attribute = { .name = { "a", 1 } };
    ddbstream_map map = { &attribute, 1 }, huge = { &attribute, SIZE_MAX / 8 };
    struct pairing pairing;
    begin(&pairing);
    ck_assert(!ddbs_pair_attributes(&map, &huge, &pairing.pairs, &pairing.scratch));
    ck_assert_uint_eq(pairing.memory.calls, 0);
    end(&pairing);
}
END_TEST

int main(void)
{
    return RUN_SUITE("pairing", EACH(names_are_paired, rows), ONCE(pairs_are_appended),
                     ONCE(many_names), { memory_may_fail, 2 }, ONCE(impossible_maps_are_refused));
}
