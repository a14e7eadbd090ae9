/* Equality and hash of values: rows of what is the same and what is not, the edges, and memory. */
#include <ddbstream/equality.h>

#include "given.h"
#include "suite.h"
#include "test_allocator.h"

struct comparing {
    struct test_allocator memory;
    ddbstream_comparer *comparer;
};

static void begin(struct comparing *comparing)
{
    test_allocator_init(&comparing->memory);
    ck_assert_int_eq(ddbstream_comparer_create(&comparing->comparer, &comparing->memory.allocator),
                     DDBSTREAM_OK);
}

static void end(struct comparing *comparing)
{
    ddbstream_comparer_free(comparing->comparer);
    test_allocator_check_empty(&comparing->memory);
}

static bool are_equal(struct comparing *comparing, const ddbstream_value *a,
                      const ddbstream_value *b)
{
    bool equal, back;
    ck_assert_int_eq(ddbstream_comparer_equal(comparing->comparer, a, b, &equal), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_comparer_equal(comparing->comparer, b, a, &back), DDBSTREAM_OK);
    ck_assert_int_eq(equal, back);
    return equal;
}

static uint64_t hash_of(struct comparing *comparing, const ddbstream_value *value)
{
    uint64_t hash, again;
    ck_assert_int_eq(ddbstream_comparer_hash(comparing->comparer, value, 7, &hash), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_comparer_hash(comparing->comparer, value, 7, &again), DDBSTREAM_OK);
    ck_assert(hash == again);
    return hash;
}

/* Values in one row are the same; all rows differ from each other. */
static const char *const values[][4] = {
    { "{'S':''}" },
    { "{'S':'a'}", "{'S':'`u0061'}" },
    { "{'S':'a`u0000'}" },
    { "{'S':'a`u0000b'}" },
    { "{'S':'1'}" },
    { "{'N':'1'}", "{'N':'1.0'}", "{'N':'1E0'}", "{'N':'0.1e1'}" },
    { "{'N':'0'}", "{'N':'-0'}", "{'N':'0E9'}", "{'N':'-0.00'}" },
    { "{'N':'100'}", "{'N':'1E2'}", "{'N':'1e+2'}", "{'N':'100.00'}" },
    { "{'N':'-1'}" },
    { "{'N':'12345678901234567890123456789012345678'}" },
    { "{'N':'12345678901234567890123456789012345679'}" },
    { "{'N':'1E-130'}", "{'N':'0.1E-129'}" },
    { "{'N':'9.99E+125'}", "{'N':'999e123'}" },
    { "{'N':'1e1000000001'}", "{'N':'10e1000000000'}" },
    { "{'B':''}" },
    { "{'B':'YQ=='}" },
    { "{'B':'AAAA'}" },
    { "{'BOOL':true}" },
    { "{'BOOL':false}" },
    { "{'NULL':true}" },
    { "{'NULL':false}" },
    { "{'SS':[]}" },
    { "{'NS':[]}" },
    { "{'BS':[]}" },
    { "{'L':[]}" },
    { "{'M':{}}" },
    { "{'SS':['a']}", "{'SS':['a','a']}" },
    { "{'SS':['a','b']}", "{'SS':['b','a']}", "{'SS':['b','a','b']}" },
    { "{'SS':['ab','']}" },
    { "{'SS':['1']}" },
    { "{'NS':['1']}", "{'NS':['1.0','1']}" },
    { "{'NS':['1','2']}", "{'NS':['2','1']}", "{'NS':['2.0','1E0','1','2']}" },
    { "{'NS':['1','20']}", "{'NS':['2e1','1']}" },
    { "{'BS':['YQ==']}", "{'BS':['YQ==','YQ==','YQ==']}" },
    { "{'BS':['YQ==','Yg==']}", "{'BS':['Yg==','YQ==']}" },
    { "{'L':[{'S':'a'},{'S':'b'}]}" },
    { "{'L':[{'S':'b'},{'S':'a'}]}" },
    { "{'L':[{'S':'b'},{'S':'a'},{'S':'a'}]}" },
    { "{'L':[{'L':[]}]}" },
    { "{'L':[{'L':[]},{'L':[]}]}" },
    { "{'L':[{'M':{}}]}" },
    { "{'L':[{'N':'1.0'}]}", "{'L':[{'N':'1'}]}" },
    { "{'L':[{'L':[{'N':'1'}]},{'L':[]}]}" },
    { "{'L':[{'L':[]},{'L':[{'N':'1'}]}]}" },
    { "{'M':{'a':{'S':'x'}}}" },
    { "{'M':{'b':{'S':'x'}}}" },
    { "{'M':{'':{'S':'x'}}}" },
    { "{'M':{'a.b':{'S':'x'}}}" },
    { "{'M':{'a':{'M':{'b':{'S':'x'}}}}}" },
    { "{'M':{'a`'b':{'S':'x'}}}" },
    { "{'M':{'0':{'S':'x'}}}" },
    { "{'L':[{'S':'x'}]}" },
    { "{'M':{'a':{'S':'x'},'b':{'S':'y'}}}", "{'M':{'b':{'S':'y'},'a':{'S':'x'}}}" },
    { "{'M':{'a':{'S':'y'},'b':{'S':'x'}}}", "{'M':{'b':{'S':'x'},'a':{'S':'y'}}}" },
    { "{'M':{'a':{'S':'x'},'b':{'S':'y'},'c':{'NULL':true}}}" },
    { "{'M':{'m':{'M':{'a':{'SS':['x','y']},'b':{'N':'1'}}},'l':{'L':[{'NS':['1']}]}}}",
      "{'M':{'l':{'L':[{'NS':['1','1.0']}]},'m':{'M':{'b':{'N':'1E0'},'a':{'SS':['y','x']}}}}}" },
    { "{'M':{'m':{'M':{'a':{'SS':['x','y']},'b':{'N':'1'}}},'l':{'L':[{'NS':['2']}]}}}" },
};

enum { ROWS = COUNT_OF(values), COLUMNS = COUNT_OF(values[0]) };

static void check_pair(struct comparing *comparing, const char *a, const char *b, bool want)
{
    struct given left = given_value(a), right = given_value(b);
    bool same_hash = hash_of(comparing, left.value) == hash_of(comparing, right.value);
    ck_assert_msg(are_equal(comparing, left.value, right.value) == want, "%s and %s", a, b);
    ck_assert_msg(same_hash == want, "%s and %s: hashes", a, b);
    given_free(&left);
    given_free(&right);
}

START_TEST(what_is_the_same_and_what_is_not)
{
    struct comparing comparing;
    begin(&comparing);
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < COLUMNS && values[_i][i] != NULL; i++)
            for (int k = 0; k < COLUMNS && values[row][k] != NULL; k++)
                check_pair(&comparing, values[_i][i], values[row][k], _i == row);
    end(&comparing);
}
END_TEST

/* Values made by hand. */

START_TEST(no_value_is_the_same_as_no_value_only)
{
    static const ddbstream_value null = { .type = DDBSTREAM_TYPE_NULL, .as.null = true };
    struct comparing comparing;
    begin(&comparing);
    ck_assert(are_equal(&comparing, NULL, NULL));
    ck_assert(!are_equal(&comparing, NULL, &null));
    ck_assert(hash_of(&comparing, NULL) != hash_of(&comparing, &null));
    end(&comparing);
}
END_TEST

static ddbstream_value number(const char *text)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_N };
    value.as.number = (ddbstream_string){ text, strlen(text) };
    return value;
}

START_TEST(text_that_is_no_number_is_the_same_as_itself)
{
    const ddbstream_value none = number("12,5"), same = number("12,5"), other = number("12,50");
    struct comparing comparing;
    begin(&comparing);
    ck_assert(are_equal(&comparing, &none, &same));
    ck_assert(!are_equal(&comparing, &none, &other));
    ck_assert(hash_of(&comparing, &none) == hash_of(&comparing, &same));
    end(&comparing);
}
END_TEST

START_TEST(a_type_that_is_none_is_told)
{
    ddbstream_value bad = { .type = (ddbstream_type)11 };
    ddbstream_value list = { .type = DDBSTREAM_TYPE_L, .as.list = { &bad, 1 } };
    const ddbstream_value *const nested[] = { &bad, &list };
    bool equal = true;
    uint64_t hash = 5;
    struct comparing comparing;
    begin(&comparing);
    ck_assert_int_eq(ddbstream_comparer_equal(comparing.comparer, nested[_i], nested[_i], &equal),
                     DDBSTREAM_ERROR_VALUE);
    ck_assert_int_eq(ddbstream_comparer_hash(comparing.comparer, nested[_i], 0, &hash),
                     DDBSTREAM_ERROR_VALUE);
    ck_assert(equal && hash == 5);
    end(&comparing);
}
END_TEST

/* Maps. */

START_TEST(maps_are_compared_as_values_are)
{
    struct given given = given_record("'NewImage':{'a':{'N':'1'},'b':{'S':'x'}},"
                                      "'OldImage':{'b':{'S':'x'},'a':{'N':'1.0'}}");
    const ddbstream_map *a = &given.record->new_image.attributes;
    const ddbstream_map *b = &given.record->old_image.attributes;
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = *a };
    struct comparing comparing;
    uint64_t hash_a, hash_b;
    bool equal = false;
    begin(&comparing);
    ck_assert_int_eq(ddbstream_comparer_equal_maps(comparing.comparer, a, b, &equal), DDBSTREAM_OK);
    ck_assert(equal);
    ck_assert_int_eq(ddbstream_comparer_hash_map(comparing.comparer, a, 7, &hash_a), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_comparer_hash_map(comparing.comparer, b, 7, &hash_b), DDBSTREAM_OK);
    ck_assert(hash_a == hash_b && hash_a == hash_of(&comparing, &value));
    ck_assert_int_eq(ddbstream_comparer_equal_maps(comparing.comparer, a, NULL, &equal),
                     DDBSTREAM_OK);
    ck_assert(!equal);
    end(&comparing);
    given_free(&given);
}
END_TEST

START_TEST(no_map_is_an_empty_map)
{
    const ddbstream_map empty = { NULL, 0 };
    struct comparing comparing;
    uint64_t hash_a, hash_b;
    bool equal = false;
    begin(&comparing);
    ck_assert_int_eq(ddbstream_comparer_equal_maps(comparing.comparer, NULL, &empty, &equal),
                     DDBSTREAM_OK);
    ck_assert(equal);
    ddbstream_comparer_hash_map(comparing.comparer, NULL, 7, &hash_a);
    ddbstream_comparer_hash_map(comparing.comparer, &empty, 7, &hash_b);
    ck_assert(hash_a == hash_b);
    end(&comparing);
}
END_TEST

START_TEST(a_seed_makes_other_hashes)
{
    struct given given = given_value("{'M':{'a':{'L':[{'S':'x'}]}}}");
    struct comparing comparing;
    uint64_t one, other;
    begin(&comparing);
    ddbstream_comparer_hash(comparing.comparer, given.value, 1, &one);
    ddbstream_comparer_hash(comparing.comparer, given.value, 2, &other);
    ck_assert(one != other);
    end(&comparing);
    given_free(&given);
}
END_TEST

/* Whoever keeps hashes in a file relies on them. */
START_TEST(hashes_stay_what_they_are)
{
    static const struct {
        const char *value;
        uint64_t hash;
    } rows[] = { { "{'S':'a'}", 0xbc7217d325b494bu },
                 { "{'N':'1.50'}", 0xbd47cb23e401c07au },
                 { "{'SS':['b','a']}", 0x24a879a98ec34771u },
                 { "{'NS':['2','1']}", 0xfab6e9581a0875b1u },
                 { "{'M':{'a':{'L':[{'BOOL':true},{'B':'YQ=='}]}}}", 0x88ce0caa6c7a28c8u } };
    struct comparing comparing;
    begin(&comparing);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct given given = given_value(rows[i].value);
        expect_number(rows[i].value, hash_of(&comparing, given.value), rows[i].hash);
        given_free(&given);
    }
    end(&comparing);
}
END_TEST

/* Size. */

/* Maps and lists within each other, as many as this, around a number; for deep_free. */
struct deep {
    ddbstream_value *values;
    ddbstream_attribute *attributes;
};

static struct deep deep(size_t depth, const char *text)
{
    struct deep deep = { calloc(depth + 1, sizeof *deep.values),
                         calloc(depth + 1, sizeof *deep.attributes) };
    ck_assert(deep.values != NULL && deep.attributes != NULL);
    deep.values[depth] = number(text);
    for (size_t i = depth; i-- > 0;) {
        deep.values[i] = (ddbstream_value){ .type = i % 2 ? DDBSTREAM_TYPE_L : DDBSTREAM_TYPE_M };
        deep.attributes[i] = (ddbstream_attribute){ { "a", 1 }, deep.values[i + 1] };
        if (i % 2)
            deep.values[i].as.list = (ddbstream_list){ &deep.values[i + 1], 1 };
        else
            deep.values[i].as.map = (ddbstream_map){ &deep.attributes[i], 1 };
    }
    return deep;
}

static void deep_free(struct deep *deep)
{
    free(deep->values);
    free(deep->attributes);
}

/* At the decoder's limits, and where recursion would run out of stack. */
static const size_t depths[] = { 1, 2, 62, 2047, 100000 };

START_TEST(deep_values)
{
    struct deep one = deep(depths[_i], "1"), same = deep(depths[_i], "1.0");
    struct deep other = deep(depths[_i], "2");
    struct comparing comparing;
    begin(&comparing);
    ck_assert(are_equal(&comparing, one.values, same.values));
    ck_assert(!are_equal(&comparing, one.values, other.values));
    ck_assert(hash_of(&comparing, one.values) == hash_of(&comparing, same.values));
    ck_assert(hash_of(&comparing, one.values) != hash_of(&comparing, other.values));
    end(&comparing);
    deep_free(&one);
    deep_free(&same);
    deep_free(&other);
}
END_TEST

enum { NAME_ROOM = 16 };

/* So many that comparing each with each would take longer than the suite may. */
static size_t many(void)
{
    return 20000 / (size_t)test_stride();
}

/* A large value, and what it stands in. */
struct large {
    char (*text)[NAME_ROOM];
    ddbstream_string *strings;
    ddbstream_attribute *attributes;
    ddbstream_value value;
};

/* The texts are numbers that go up, or down. */
static struct large many_members(ddbstream_type type, bool backwards)
{
    struct large large = { .value.type = type };
    large.text = malloc(many() * sizeof *large.text);
    large.strings = malloc(many() * sizeof *large.strings);
    ck_assert(large.text != NULL && large.strings != NULL);
    for (size_t i = 0; i < many(); i++) {
        int length = snprintf(large.text[i], NAME_ROOM, "1%09zu", i);
        large.strings[backwards ? many() - 1 - i : i] =
            (ddbstream_string){ large.text[i], (size_t)length };
    }
    large.value.as.string_set = (ddbstream_string_set){ large.strings, many() };
    return large;
}

static struct large many_attributes(bool backwards)
{
    struct large large = many_members(DDBSTREAM_TYPE_M, backwards);
    large.attributes = calloc(many(), sizeof *large.attributes);
    ck_assert_ptr_nonnull(large.attributes);
    for (size_t i = 0; i < many(); i++) {
        large.attributes[i].name = large.strings[i];
        large.attributes[i].value.type = DDBSTREAM_TYPE_N;
        large.attributes[i].value.as.number = large.strings[i];
    }
    large.value.as.map = (ddbstream_map){ large.attributes, many() };
    return large;
}

static void large_free(struct large *large)
{
    free(large->text);
    free(large->strings);
    free(large->attributes);
}

/* The same, until the last is left out of one. */
static void check_large(struct large one, struct large other)
{
    struct comparing comparing;
    begin(&comparing);
    ck_assert(are_equal(&comparing, &one.value, &other.value));
    ck_assert(hash_of(&comparing, &one.value) == hash_of(&comparing, &other.value));
    other.value.as.list.count--;
    ck_assert(!are_equal(&comparing, &one.value, &other.value));
    end(&comparing);
    large_free(&one);
    large_free(&other);
}

START_TEST(large_maps_and_sets)
{
    check_large(many_attributes(false), many_attributes(true));
    check_large(many_members(DDBSTREAM_TYPE_SS, false), many_members(DDBSTREAM_TYPE_SS, true));
    check_large(many_members(DDBSTREAM_TYPE_NS, false), many_members(DDBSTREAM_TYPE_NS, true));
}
END_TEST

/* One number of a million digits among many short ones: it is not read again and again. */
START_TEST(a_long_number_among_many)
{
    static const char *const starts[] = { "1", "1.", "1e", "1e-" };
    enum { LONG = 1000000 };
    struct large one, other;
    size_t start = strlen(starts[_i]);
    char *text;
    if (_i % test_stride() != 0)
        return;
    one = many_members(DDBSTREAM_TYPE_NS, false);
    other = many_members(DDBSTREAM_TYPE_NS, true);
    text = malloc(LONG + start);
    ck_assert_ptr_nonnull(text);
    memcpy(text, starts[_i], start);
    memset(text + start, '1', LONG);
    one.strings[0] = other.strings[many() - 1] = (ddbstream_string){ text, LONG + start };
    check_large(one, other);
    free(text);
}
END_TEST

/* Memory. */

static const char *const nested =
    "'NewImage':{'a':{'M':{'x':{'NS':['2','1']},'y':{'S':''}}},'b':{'BS':['YQ==','Yg==']}},"
    "'OldImage':{'b':{'BS':['Yg==','YQ==']},'a':{'M':{'y':{'S':''},'x':{'NS':['1','2']}}}}";

static ddbstream_status equal_and_hash(ddbstream_comparer *comparer, const ddbstream_record *record)
{
    const ddbstream_map *a = &record->new_image.attributes, *b = &record->old_image.attributes;
    uint64_t hash;
    bool equal = false;
    ddbstream_status status = ddbstream_comparer_equal_maps(comparer, a, b, &equal);
    ck_assert(equal == (status == DDBSTREAM_OK));
    return status != DDBSTREAM_OK ? status : ddbstream_comparer_hash_map(comparer, a, 0, &hash);
}

START_TEST(each_allocation_may_fail)
{
    struct given given = given_record(nested);
    size_t failed = 0;
    for (bool goes_on = true; goes_on; failed += goes_on) {
        struct comparing comparing;
        begin(&comparing);
        test_allocator_fail(&comparing.memory, failed, false);
        ck_assert_int_eq(equal_and_hash(comparing.comparer, given.record),
                         comparing.memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        goes_on = comparing.memory.failures > 0;
        test_allocator_recover(&comparing.memory);
        ck_assert_int_eq(equal_and_hash(comparing.comparer, given.record), DDBSTREAM_OK);
        end(&comparing);
    }
    ck_assert_uint_ge(failed, 4);
    given_free(&given);
}
END_TEST

/* For the hash alone, which finds no memory that comparing has left. */
START_TEST(each_allocation_for_a_hash_may_fail)
{
    struct given given = given_record(nested);
    for (size_t failed = 0; failed < 2; failed++) {
        struct comparing comparing;
        uint64_t hash = 5;
        begin(&comparing);
        test_allocator_fail(&comparing.memory, failed, false);
        ck_assert_int_eq(ddbstream_comparer_hash_map(comparing.comparer,
                                                     &given.record->new_image.attributes, 0, &hash),
                         DDBSTREAM_ERROR_MEMORY);
        ck_assert(hash == 5);
        end(&comparing);
    }
    given_free(&given);
}
END_TEST

START_TEST(a_warm_comparer_allocates_nothing)
{
    struct given given = given_record(nested);
    struct comparing comparing;
    size_t calls;
    begin(&comparing);
    ck_assert_int_eq(equal_and_hash(comparing.comparer, given.record), DDBSTREAM_OK);
    calls = comparing.memory.calls;
    ck_assert_int_eq(equal_and_hash(comparing.comparer, given.record), DDBSTREAM_OK);
    ck_assert_uint_eq(comparing.memory.calls, calls);
    end(&comparing);
    given_free(&given);
}
END_TEST

START_TEST(arguments_are_checked)
{
    const ddbstream_value value = number("1");
    struct comparing comparing;
    uint64_t hash;
    bool equal;
    begin(&comparing);
    ck_assert_int_eq(ddbstream_comparer_equal(NULL, &value, &value, &equal),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_comparer_equal(comparing.comparer, &value, &value, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_comparer_equal_maps(NULL, NULL, NULL, &equal),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_comparer_hash(NULL, &value, 0, &hash), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_comparer_hash(comparing.comparer, &value, 0, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_comparer_hash_map(NULL, NULL, 0, &hash), DDBSTREAM_ERROR_ARGUMENT);
    end(&comparing);
}
END_TEST

int main(void)
{
    return RUN_SUITE("equality", EACH(what_is_the_same_and_what_is_not, values),
                     ONCE(no_value_is_the_same_as_no_value_only),
                     ONCE(text_that_is_no_number_is_the_same_as_itself),
                     { a_type_that_is_none_is_told, 2 }, ONCE(maps_are_compared_as_values_are),
                     ONCE(no_map_is_an_empty_map), ONCE(a_seed_makes_other_hashes),
                     ONCE(hashes_stay_what_they_are), EACH(deep_values, depths),
                     ONCE(large_maps_and_sets), { a_long_number_among_many, 4 },
                     ONCE(each_allocation_may_fail), ONCE(each_allocation_for_a_hash_may_fail),
                     ONCE(a_warm_comparer_allocates_nothing), ONCE(arguments_are_checked));
}
