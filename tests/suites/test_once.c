/* Windows of ids: what is new, what is forgotten, and that neither time nor memory grows. */
#include "once.h"

#include <stdio.h>

#include "hash.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

/* A script sees its letters in turn; behind - one is forgotten. */
static const struct {
    size_t capacity;
    const char *script;
    const char *wanted; /* + for new, . for seen, blank where one is forgotten */
} scripts[] = {
    { 1, "aaabab", "+..+++" },
    { 1, "a-aa", "+ +" },
    { 2, "ababcab", "++..+++" },
    { 2, "aabbc-bab", "+.+.+ ++" },
    { 3, "abcabcdbca", "+++...+..+" },
    { 3, "abca-bdac", "+++. +.." },   /* the forgotten one's room is free */
    { 3, "abc-adbcae", "+++ +..++" }, /* of the oldest */
    { 3, "abc-cdabce", "+++ +..++" }, /* of the newest */
    { 3, "abc-a-b-cabc", "+++   +++" },
    { 3, "-aabc", " +++" }, /* none that is there */
    { 4, "aba-xcdabcdea", "++. ++....++" },
};

static bool see(ddbstream_once *once, const char *id, size_t length)
{
    char *copy = exact_copy(id, length);
    bool is_new;
    ck_assert_int_eq(ddbstream_once_see(once, (ddbstream_string){ copy, length }, &is_new),
                     DDBSTREAM_OK);
    free(copy);
    return is_new;
}

static ddbstream_once *create(size_t capacity, size_t max_length,
                              const ddbstream_allocator *allocator)
{
    ddbstream_once_options options = DDBSTREAM_ONCE_OPTIONS_INIT;
    ddbstream_once *once;
    options.allocator = allocator;
    options.max_length = max_length;
    ck_assert_int_eq(ddbstream_once_create(&once, capacity, &options), DDBSTREAM_OK);
    return once;
}

START_TEST(new_ids_are_told_from_old)
{
    const char *wanted = scripts[_i].wanted;
    ddbstream_once *once = create(scripts[_i].capacity, 1, NULL);
    for (const char *c = scripts[_i].script; *c != '\0'; c++, wanted++)
        if (*c == '-')
            ddbstream_once_forget(once, (ddbstream_string){ ++c, 1 });
        else
            ck_assert_msg(see(once, c, 1) == (*wanted == '+'), "%s at '%s'", scripts[_i].script, c);
    ck_assert_int_eq(*wanted, '\0');
    ddbstream_once_free(once);
}
END_TEST

/* Against a window that is simply searched, with many more ids than it holds. */
START_TEST(it_does_as_a_slow_one_does)
{
    enum { CAPACITY = 37, IDS = 90, CALLS = 20000 };
    unsigned slow[CAPACITY], random = 1;
    size_t count = 0;
    ddbstream_once *once = create(CAPACITY, 0, NULL);
    for (size_t call = 0; call < CALLS; call++) {
        char id[32];
        unsigned number = (random = random * 1664525 + 1013904223) >> 16;
        size_t length, place = 0;
        number = number % IDS;
        length = (size_t)snprintf(id, sizeof id, "%u", number);
        while (place < count && slow[place] != number)
            place++;
        if (call % 7 == 0) {
            ddbstream_once_forget(once, (ddbstream_string){ id, length });
            count -= place < count;
            memmove(slow + place, slow + place + (place < CAPACITY),
                    (count > place ? count - place : 0) * sizeof *slow);
            continue;
        }
        ck_assert_int_eq(see(once, id, length), place == count);
        if (place < count)
            continue;
        if (count == CAPACITY)
            memmove(slow, slow + 1, --count * sizeof *slow);
        slow[count++] = number;
    }
    ddbstream_once_free(once);
}
END_TEST

static const ddbstream_string alike[] = { { "", 0 },    { "\0", 1 }, { "\0\0", 2 }, { "a", 1 },
                                          { "a\0", 2 }, { "ab", 2 }, { "A", 1 } };

START_TEST(ids_are_any_bytes)
{
    ddbstream_once *once = create(COUNT_OF(alike), 2, NULL);
    for (size_t i = 0; i < COUNT_OF(alike); i++)
        ck_assert(see(once, alike[i].data, alike[i].length));
    for (size_t i = 0; i < COUNT_OF(alike); i++)
        ck_assert(!see(once, alike[i].data, alike[i].length));
    ddbstream_once_free(once);
}
END_TEST

static const size_t lengths[] = { 1, 2, 77, 0 }; /* 0: the default */

START_TEST(ids_are_kept_whole_or_not_at_all)
{
    size_t longest = lengths[_i] != 0 ? lengths[_i] : DDBSTREAM_ONCE_DEFAULT_MAX_LENGTH;
    ddbstream_once *once = create(2, lengths[_i], NULL);
    char id[DDBSTREAM_ONCE_DEFAULT_MAX_LENGTH + 1];
    bool is_new = false;
    memset(id, 'a', sizeof id);
    ck_assert_int_eq(ddbstream_once_see(once, (ddbstream_string){ id, longest + 1 }, &is_new),
                     DDBSTREAM_ERROR_LIMIT);
    ck_assert(!is_new);
    ck_assert(see(once, id, longest));
    ck_assert(see(once, id, longest - 1));
    id[longest - 1] = 'b';
    ck_assert(see(once, id, longest)); /* and the first is forgotten */
    ck_assert(!see(once, id, longest));
    ck_assert(!see(once, id, longest - 1));
    ddbstream_once_forget(once, (ddbstream_string){ id, longest + 1 });
    ddbstream_once_free(once);
}
END_TEST

START_TEST(memory_is_taken_once)
{
    struct test_allocator memory;
    ddbstream_once *once;
    test_allocator_init(&memory);
    once = create(1000, 20, &memory.allocator);
    ck_assert_uint_eq(memory.calls, 1);
    for (unsigned i = 0; i < 10000; i++)
        ck_assert(see(once, (const char *)&i, sizeof i));
    ck_assert_uint_eq(memory.calls, 1);
    ddbstream_once_free(once);
    test_allocator_check_empty(&memory);
}
END_TEST

/* Ids that all share a chain under one key do not under another, or under the one that a window has
 * by default. */

enum { CHAINS = 256 };

static const struct {
    uint64_t key[2];
    size_t least, most; /* chains that are used */
} keys[] = { { { 1, 2 }, 1, 1 }, { { 3, 4 }, 100, CHAINS }, { { 0, 0 }, 100, CHAINS } };

/* The next number whose bytes come to chain 0 under the first key. */
static unsigned next_hostile(unsigned id)
{
    struct hash hash;
    do {
        id++;
        ddbs_hash_begin(&hash, keys[0].key);
        ddbs_hash_bytes(&hash, &id, sizeof id);
    } while (ddbs_hash_end(&hash) % CHAINS != 0);
    return id;
}

START_TEST(the_key_scatters_ids)
{
    ddbstream_once_options options = DDBSTREAM_ONCE_OPTIONS_INIT;
    ddbstream_once *once;
    size_t used = 0;
    unsigned id = 0;
    memcpy(options.key, keys[_i].key, sizeof options.key);
    ck_assert_int_eq(ddbstream_once_create(&once, CHAINS, &options), DDBSTREAM_OK);
    ck_assert_uint_eq(once->mask, CHAINS - 1);
    for (size_t i = 0; i < CHAINS; i++) {
        id = next_hostile(id);
        ck_assert(see(once, (const char *)&id, sizeof id));
    }
    for (size_t i = 0; i < CHAINS; i++)
        used += once->chains[i] != NONE;
    ck_assert_uint_ge(used, keys[_i].least);
    ck_assert_uint_le(used, keys[_i].most);
    ddbstream_once_free(once);
}
END_TEST

START_TEST(it_may_find_no_memory)
{
    struct test_allocator memory;
    ddbstream_once_options options = DDBSTREAM_ONCE_OPTIONS_INIT;
    ddbstream_once *once;
    test_allocator_init(&memory);
    options.allocator = &memory.allocator;
    test_allocator_fail(&memory, 0, false);
    ck_assert_int_eq(ddbstream_once_create(&once, 1, &options), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(once);
    ck_assert_int_eq(ddbstream_once_create(&once, SIZE_MAX, &options), DDBSTREAM_ERROR_MEMORY);
    ck_assert_int_eq(ddbstream_once_create(&once, SIZE_MAX / 8, &options), DDBSTREAM_ERROR_MEMORY);
    options.max_length = SIZE_MAX;
    ck_assert_int_eq(ddbstream_once_create(&once, 1, &options), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(once);
}
END_TEST

START_TEST(arguments_are_checked)
{
    ddbstream_allocator nothing = { .allocate = NULL };
    ddbstream_once_options options = DDBSTREAM_ONCE_OPTIONS_INIT;
    ddbstream_string id = { "a", 1 }, none = { NULL, 0 };
    ddbstream_once *once;
    bool is_new;
    ck_assert_int_eq(ddbstream_once_create(NULL, 1, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_once_create(&once, 0, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(once);
    options.allocator = &nothing;
    ck_assert_int_eq(ddbstream_once_create(&once, 1, &options), DDBSTREAM_ERROR_ARGUMENT);
    options.size = 1;
    ck_assert_int_eq(ddbstream_once_create(&once, 1, &options), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_once_create(&once, 1, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_once_see(NULL, id, &is_new), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_once_see(once, id, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_once_see(once, none, &is_new), DDBSTREAM_ERROR_ABSENT);
    ddbstream_once_forget(NULL, id);
    ddbstream_once_forget(once, none);
    ddbstream_once_free(NULL);
    ddbstream_once_free(once);
}
END_TEST

int main(void)
{
    return RUN_SUITE("once", EACH(new_ids_are_told_from_old, scripts),
                     ONCE(it_does_as_a_slow_one_does), ONCE(ids_are_any_bytes),
                     EACH(ids_are_kept_whole_or_not_at_all, lengths), ONCE(memory_is_taken_once),
                     EACH(the_key_scatters_ids, keys), ONCE(it_may_find_no_memory),
                     ONCE(arguments_are_checked));
}
