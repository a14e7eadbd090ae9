/* Values: the names of their types, finding one in a map, and reading what one is. */
#include <ddbstream/value.h>

#include "rows.h"
#include "suite.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

#define STRING(literal)                                                                            \
    {                                                                                              \
        .type = DDBSTREAM_TYPE_S, .as.string = TEXT(literal)                                       \
    }

static const struct {
    int type;
    const char *name;
} types[] = {
    { DDBSTREAM_TYPE_S, "S" },
    { DDBSTREAM_TYPE_N, "N" },
    { DDBSTREAM_TYPE_B, "B" },
    { DDBSTREAM_TYPE_BOOL, "BOOL" },
    { DDBSTREAM_TYPE_M, "M" },
    { DDBSTREAM_TYPE_NULL, "NULL" },
    { DDBSTREAM_TYPE_L, "L" },
    { DDBSTREAM_TYPE_SS, "SS" },
    { DDBSTREAM_TYPE_NS, "NS" },
    { DDBSTREAM_TYPE_BS, "BS" },
    { 0, "?" },
    { -1, "?" },
    { DDBSTREAM_TYPE_BS + 1, "?" },
    { INT32_MAX, "?" },
    { INT32_MIN, "?" },
};

START_TEST(types_have_names)
{
    ck_assert_str_eq(ddbstream_type_name((ddbstream_type)types[_i].type), types[_i].name);
}
END_TEST

/* Finding. Each value is a string that says which attribute it is. */

static const ddbstream_attribute attributes[] = {
    { TEXT("a"), STRING("first") },
    { TEXT("ab"), STRING("a name that begins with another") },
    { TEXT(""), STRING("empty name") },
    { TEXT("a\0b"), STRING("NUL inside") },
    { TEXT("a\0c"), STRING("another after the NUL") },
    { TEXT("A"), STRING("capital") },
    { TEXT("caf\xc3\xa9"), STRING("UTF-8") },
    { TEXT("a b"), STRING("space") },
    { TEXT("a"), STRING("a name that was there before") },
};

static const ddbstream_map map = { attributes, COUNT_OF(attributes) };

static const struct {
    ddbstream_string name;
    const char *found; /* NULL: nothing */
} names[] = {
    { TEXT("a"), "first" },
    { TEXT("ab"), "a name that begins with another" },
    { TEXT(""), "empty name" },
    { TEXT("a\0b"), "NUL inside" },
    { TEXT("a\0c"), "another after the NUL" },
    { TEXT("A"), "capital" },
    { TEXT("caf\xc3\xa9"), "UTF-8" },
    { TEXT("cafe\xcc\x81"), NULL }, /* the same to the eye, but other bytes */
    { TEXT("a b"), "space" },
    { TEXT("abc"), NULL },
    { TEXT("b"), NULL },
    { TEXT("a\0"), NULL },
    { TEXT("a\0d"), NULL },
    { { "abc", 1 }, "first" }, /* with no NUL where the name ends */
    { { "abc", 2 }, "a name that begins with another" },
    { { "abc", 0 }, "empty name" },
};

static void expect_found(const ddbstream_value *value, const char *found)
{
    if (found == NULL)
        ck_assert_ptr_null(value);
    else
        ck_assert(value != NULL && is_string(value->as.string, found));
}

START_TEST(a_name_of_given_length_is_found)
{
    char *copy = exact_copy(names[_i].name.data, names[_i].name.length);
    expect_found(ddbstream_map_find_n(&map, copy, names[_i].name.length), names[_i].found);
    free(copy);
}
END_TEST

static const struct {
    const char *name, *found;
} plain_names[] = {
    { "a", "first" },     { "ab", "a name that begins with another" },
    { "", "empty name" }, { "A", "capital" },
    { "a\0b", "first" },  { "caf\xc3\xa9", "UTF-8" },
    { "a b", "space" },   { "abc", NULL },
    { "caf\xc3", NULL },  { "first", NULL },
};

START_TEST(a_name_that_ends_in_nul_is_found)
{
    expect_found(ddbstream_map_find(&map, plain_names[_i].name), plain_names[_i].found);
}
END_TEST

START_TEST(nothing_is_found_in_nothing)
{
    static const ddbstream_map empty = { NULL, 0 };
    ck_assert_ptr_null(ddbstream_map_find(NULL, "a"));
    ck_assert_ptr_null(ddbstream_map_find(&empty, "a"));
    ck_assert_ptr_null(ddbstream_map_find(&empty, ""));
    ck_assert_ptr_null(ddbstream_map_find(&map, NULL));
    ck_assert_ptr_null(ddbstream_map_find(NULL, NULL));
    ck_assert_ptr_null(ddbstream_map_find_n(NULL, "a", 1));
    ck_assert_ptr_null(ddbstream_map_find_n(&empty, "", 0));
    ck_assert_ptr_null(ddbstream_map_find_n(&map, NULL, 0));
}
END_TEST

START_TEST(what_is_found_lies_in_the_map)
{
    ck_assert_ptr_eq(ddbstream_map_find(&map, "A"), &attributes[5].value);
    ck_assert_ptr_eq(ddbstream_map_find_n(&map, "a\0c", 3), &attributes[4].value);
}
END_TEST

/* Reading. */

static const unsigned char some_bytes[] = { 0xff, 0x00, 0x01 };

static const ddbstream_value values[] = {
    { .type = DDBSTREAM_TYPE_S, .as.string = TEXT("text") },
    { .type = DDBSTREAM_TYPE_N, .as.number = TEXT("249.50") },
    { .type = DDBSTREAM_TYPE_B, .as.binary = { some_bytes, sizeof some_bytes } },
    { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = true },
    { .type = DDBSTREAM_TYPE_NULL, .as.null = true },
    { .type = DDBSTREAM_TYPE_M },
    { .type = DDBSTREAM_TYPE_L },
    { .type = DDBSTREAM_TYPE_SS },
    { .type = DDBSTREAM_TYPE_NS },
    { .type = DDBSTREAM_TYPE_BS },
};

/* What reading the value, or NULL, as a thing that only `type` is, should come to. */
static ddbstream_status wanted(const ddbstream_value *value, ddbstream_type type)
{
    if (value == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    return value->type == type ? DDBSTREAM_OK : DDBSTREAM_ERROR_TYPE;
}

/* The first row stands for no value at all. */
static const ddbstream_value *value_at(int row)
{
    return row > 0 ? &values[row - 1] : NULL;
}

enum { VALUES_AND_NONE = COUNT_OF(values) + 1 };

START_TEST(only_strings_are_read_as_strings)
{
    const ddbstream_value *value = value_at(_i);
    ddbstream_string text = TEXT("untouched");
    ddbstream_status status = ddbstream_value_to_string(value, &text);
    ck_assert_int_eq(status, wanted(value, DDBSTREAM_TYPE_S));
    expect_string("text", text, status == DDBSTREAM_OK ? "text" : "untouched");
}
END_TEST

START_TEST(only_numbers_are_read_as_numbers)
{
    const ddbstream_value *value = value_at(_i);
    ddbstream_string text = TEXT("untouched");
    ddbstream_status status = ddbstream_value_to_number_text(value, &text);
    ck_assert_int_eq(status, wanted(value, DDBSTREAM_TYPE_N));
    expect_string("text", text, status == DDBSTREAM_OK ? "249.50" : "untouched");
}
END_TEST

START_TEST(only_binaries_are_read_as_bytes)
{
    const ddbstream_value *value = value_at(_i);
    ddbstream_bytes bytes = { NULL, 77 };
    ddbstream_status status = ddbstream_value_to_bytes(value, &bytes);
    ck_assert_int_eq(status, wanted(value, DDBSTREAM_TYPE_B));
    ck_assert_ptr_eq(bytes.data, status == DDBSTREAM_OK ? some_bytes : NULL);
    ck_assert_uint_eq(bytes.length, status == DDBSTREAM_OK ? sizeof some_bytes : 77);
}
END_TEST

START_TEST(only_booleans_are_read_as_booleans)
{
    const ddbstream_value *value = value_at(_i);
    bool boolean = false;
    ddbstream_status status = ddbstream_value_to_boolean(value, &boolean);
    ck_assert_int_eq(status, wanted(value, DDBSTREAM_TYPE_BOOL));
    ck_assert(boolean == (status == DDBSTREAM_OK));
}
END_TEST

START_TEST(false_is_read_as_false)
{
    static const ddbstream_value value = { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = false };
    bool boolean = true;
    ck_assert_int_eq(ddbstream_value_to_boolean(&value, &boolean), DDBSTREAM_OK);
    ck_assert(!boolean);
}
END_TEST

START_TEST(finding_and_reading_go_together)
{
    ddbstream_string text;
    ck_assert_int_eq(ddbstream_value_to_string(ddbstream_map_find(&map, "ab"), &text),
                     DDBSTREAM_OK);
    ck_assert_str_eq(text.data, "a name that begins with another");
    ck_assert_int_eq(ddbstream_value_to_string(ddbstream_map_find(&map, "abc"), &text),
                     DDBSTREAM_ERROR_ABSENT);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "value", EACH(types_have_names, types), EACH(a_name_of_given_length_is_found, names),
        EACH(a_name_that_ends_in_nul_is_found, plain_names), ONCE(nothing_is_found_in_nothing),
        ONCE(what_is_found_lies_in_the_map), { only_strings_are_read_as_strings, VALUES_AND_NONE },
        { only_numbers_are_read_as_numbers, VALUES_AND_NONE },
        { only_binaries_are_read_as_bytes, VALUES_AND_NONE },
        { only_booleans_are_read_as_booleans, VALUES_AND_NONE }, ONCE(false_is_read_as_false),
        ONCE(finding_and_reading_go_together));
}
