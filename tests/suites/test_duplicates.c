/* Names that stand twice, among few and many, against a search that compares each with each. */
#include "duplicates.h"

#include <stdint.h>
#include <stdio.h>

#include "suite.h"
#include "test_allocator.h"

enum { ROOM = 24 }; /* bytes for a name, which begins at any of eight */

/* Names and the attributes that have them; each name's memory is its own. */
struct names {
    size_t count;
    ddbstream_attribute *attributes;
    char *text;
};

static struct names names_of(size_t count)
{
    struct names names = { count, calloc(count + 1, sizeof *names.attributes),
                           calloc(count + 1, ROOM) };
    ck_assert_ptr_nonnull(names.attributes);
    ck_assert_ptr_nonnull(names.text);
    return names;
}

static void free_names(struct names *names)
{
    free(names->attributes);
    free(names->text);
}

static void set_name(struct names *names, size_t place, const void *name, size_t length)
{
    char *text = names->text + place * ROOM + place % 8;
    memcpy(text, name, length);
    names->attributes[place].name = (ddbstream_string){ text, length };
}

/* Numbers in decimal, so that many have the same length. */
static void number_name(struct names *names, size_t place, size_t number)
{
    char name[ROOM];
    int length = snprintf(name, sizeof name, "a%zu", number);
    set_name(names, place, name, (size_t)length);
}

static bool are_same(ddbstream_string a, ddbstream_string b)
{
    return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

static size_t find_plainly(const struct names *names)
{
    for (size_t later = 0; later < names->count; later++)
        for (size_t earlier = 0; earlier < later; earlier++)
            if (are_same(names->attributes[later].name, names->attributes[earlier].name))
                return later;
    return names->count;
}

/* In memory that is given back; twice, so that what is left of the first time does no harm. */
static size_t find(const struct names *names)
{
    struct test_allocator memory;
    struct ddbstream_buffer scratch;
    size_t found, again;
    test_allocator_init(&memory);
    ddbs_buffer_init(&scratch, &memory.allocator);
    ck_assert(ddbs_find_duplicate(names->attributes, names->count, &scratch, &found));
    ck_assert(ddbs_find_duplicate(names->attributes, names->count, &scratch, &again));
    ck_assert_uint_eq(found, again);
    ddbs_buffer_release(&scratch);
    test_allocator_check_empty(&memory);
    return found;
}

/* Small numbers, on both sides of where the way of looking changes. */
START_TEST(each_pair_of_places)
{
    size_t count = (size_t)_i;
    struct names names = names_of(count);
    for (size_t i = 0; i < count; i++)
        number_name(&names, i, i);
    ck_assert_uint_eq(find(&names), count);
    for (size_t later = 1; later < count; later++)
        for (size_t earlier = 0; earlier < later; earlier++) {
            number_name(&names, later, earlier);
            ck_assert_uint_eq(find(&names), later);
            number_name(&names, later, later);
        }
    free_names(&names);
}
END_TEST

/* Of several duplicates the first is told. */
START_TEST(pseudo_random_names)
{
    uint32_t chance = (uint32_t)_i;
    for (int round = 0; round < 200; round += test_stride()) {
        struct names names = names_of((size_t)_i * 4);
        for (size_t i = 0; i < names.count; i++) {
            chance = chance * 1664525u + 1013904223u;
            number_name(&names, i, (chance >> 16) % (1u << (round % 13)));
        }
        ck_assert_uint_eq(find(&names), find_plainly(&names));
        free_names(&names);
    }
}
END_TEST

static const struct {
    size_t count, earlier, later; /* later == count: all differ */
    const char *reason;
} many[] = {
    { 65, 65, 65, "the fewest that are many" },
    { 65, 0, 64, "the first and the last" },
    { 1000, 1000, 1000, "all differ" },
    { 1000, 0, 1, "the first two" },
    { 1000, 998, 999, "the last two" },
    { 1000, 0, 999, "the first and the last" },
    { 100000, 100000, 100000, "all differ" },
    { 100000, 0, 99999, "the first and the last" },
    { 100000, 50000, 50001, "two in the middle" },
};

typedef void (*name_fn)(struct names *names, size_t place, size_t number);

static void check_many(int row, name_fn name)
{
    struct names names = names_of(many[row].count);
    size_t found;
    for (size_t i = 0; i < names.count; i++)
        name(&names, i, i == many[row].later ? many[row].earlier : i);
    found = find(&names);
    ck_assert_msg(found == many[row].later, "%s: %zu", many[row].reason, found);
    free_names(&names);
}

START_TEST(many_names)
{
    if (_i % test_stride() == 0)
        check_many(_i, number_name);
}
END_TEST

/* Hostile names. */

/* They share all but their end, and their length. */
static void long_name(struct names *names, size_t place, size_t number)
{
    char name[ROOM];
    snprintf(name, sizeof name, "prefix.%09zu", number);
    set_name(names, place, name, 16);
}

/* They share all but their beginning. */
static void long_end(struct names *names, size_t place, size_t number)
{
    char name[ROOM];
    snprintf(name, sizeof name, "%09zu.suffix", number);
    set_name(names, place, name, 16);
}

/* They differ only in NUL and what is behind. */
static void nul_name(struct names *names, size_t place, size_t number)
{
    char name[8] = "a";
    uint32_t end = (uint32_t)number;
    memcpy(name + 2, &end, sizeof end);
    set_name(names, place, name, 6);
}

/* The factor's inverse modulo 2 to the 64th, by Newton's way: each step doubles the right bits. */
static uint64_t inverse(uint64_t factor)
{
    uint64_t guess = factor;
    for (int i = 0; i < 6; i++)
        guess *= 2 - factor * guess;
    return guess;
}

/* They all have the hash 0: the hash's one step for eight bytes is undone. */
static void colliding_name(struct names *names, size_t place, size_t number)
{
    const uint64_t factor = 0x9e3779b97f4a7c15u;
    uint64_t word = (uint64_t)(uint32_t)number * inverse(factor) ^ sizeof word * factor;
    set_name(names, place, &word, sizeof word);
}

static const struct {
    name_fn name;
    const char *reason;
} hostile[] = {
    { long_name, "a long beginning" },
    { long_end, "a long end" },
    { nul_name, "NUL inside" },
    { colliding_name, "the same hash" },
};

START_TEST(hostile_names)
{
    for (size_t row = 0; row < COUNT_OF(many); row += (size_t)test_stride())
        check_many((int)row, hostile[_i].name);
}
END_TEST

/* So many that comparing each with each would take longer than the suite may. */
START_TEST(hostile_names_do_not_take_long)
{
    struct names names = names_of(200000 / (size_t)test_stride());
    for (size_t i = 0; i < names.count; i++)
        hostile[_i].name(&names, i, i);
    ck_assert_uint_eq(find(&names), names.count);
    free_names(&names);
}
END_TEST

START_TEST(names_of_each_length)
{
    static const char text[] = "aaaaaaaaaaaaaaaaaaaa";
    struct names names = names_of(sizeof text);
    for (size_t i = 0; i < names.count; i++)
        names.attributes[i].name = (ddbstream_string){ text, i };
    ck_assert_uint_eq(find(&names), names.count);
    names.attributes[names.count - 1].name.length = 0;
    ck_assert_uint_eq(find(&names), names.count - 1);
    free_names(&names);
}
END_TEST

/* Few names need no memory, and many fail without it. */
START_TEST(memory_may_fail)
{
    struct names names = names_of((size_t)_i);
    struct test_allocator memory;
    struct ddbstream_buffer scratch;
    size_t found;
    for (size_t i = 0; i < names.count; i++)
        number_name(&names, i, i);
    test_allocator_init(&memory);
    ddbs_buffer_init(&scratch, &memory.allocator);
    test_allocator_fail(&memory, 0, true);
    ck_assert_int_eq(ddbs_find_duplicate(names.attributes, names.count, &scratch, &found),
                     names.count <= 64);
    test_allocator_recover(&memory);
    ck_assert(ddbs_find_duplicate(names.attributes, names.count, &scratch, &found));
    ck_assert_uint_eq(found, names.count);
    ddbs_buffer_release(&scratch);
    test_allocator_check_empty(&memory);
    free_names(&names);
}
END_TEST

int main(void)
{
    return RUN_SUITE("duplicates", { each_pair_of_places, 70 }, { pseudo_random_names, 24 },
                     EACH(many_names, many), EACH(hostile_names, hostile),
                     EACH(hostile_names_do_not_take_long, hostile), ONCE(names_of_each_length),
                     { memory_may_fail, 90 });
}
