/* Options: defaults, callers that were compiled with other headers, and what makes no sense. */
#include "options.h"

#include "rows.h"
#include "suite.h"

/* Limits. */

#define LIMIT(field, by_default)                                                                   \
    {                                                                                              \
#field, offsetof(ddbstream_options, field), sizeof(((ddbstream_options *)0)->field),       \
            by_default                                                                             \
    }

static const struct {
    const char *name;
    size_t place, size;
    uint64_t by_default;
} limits[] = {
    LIMIT(max_depth, DDBSTREAM_DEFAULT_MAX_DEPTH),
    LIMIT(max_string, DDBSTREAM_DEFAULT_MAX_STRING),
    LIMIT(max_record, DDBSTREAM_DEFAULT_MAX_RECORD),
    LIMIT(max_attributes, DDBSTREAM_DEFAULT_MAX_ATTRIBUTES),
    LIMIT(max_records, DDBSTREAM_DEFAULT_MAX_RECORDS),
};

static uint64_t limit_of(const ddbstream_options *options, int row)
{
    const char *place = (const char *)options + limits[row].place;
    size_t small;
    uint64_t large;
    memcpy(&small, place, sizeof small);
    if (limits[row].size == sizeof small)
        return small;
    memcpy(&large, place, sizeof large);
    return large;
}

/* All bytes of the limit the same: 1 gives 0x0101..., whatever its size. */
static uint64_t read_with_limit(int row, int byte)
{
    ddbstream_options given = DDBSTREAM_OPTIONS_INIT, known;
    memset((char *)&given + limits[row].place, byte, limits[row].size);
    ck_assert(ddbs_options_read(&known, &given));
    if (byte != 0)
        ck_assert(limit_of(&known, row) == limit_of(&given, row));
    return limit_of(&known, row);
}

START_TEST(a_limit_of_0_is_the_default)
{
    expect_number(limits[_i].name, read_with_limit(_i, 0), limits[_i].by_default);
    ck_assert(read_with_limit(_i, 1) != limits[_i].by_default);
    expect_number(limits[_i].name, read_with_limit(_i, 0xff),
                  limits[_i].size == sizeof(size_t) ? SIZE_MAX : UINT64_MAX);
}
END_TEST

/* Structs of any size, with nothing behind them. */

static const char *const names[] = { "a", "b" };

static int on_error(const ddbstream_error *error, void *user)
{
    (void)error;
    (void)user;
    return 0;
}

static void *allocate(size_t size, void *context)
{
    (void)size;
    (void)context;
    return NULL;
}

static const ddbstream_allocator allocator = { allocate, NULL, NULL, NULL };

/* No member has its default. */
static const ddbstream_options full = {
    .size = sizeof full,
    .on_error = on_error,
    .allocator = &allocator,
    .max_depth = 1,
    .max_string = 2,
    .max_record = 3,
    .max_attributes = 4,
    .max_records = 5,
    .yajl_only = true,
    .shape = DDBSTREAM_SHAPE_PIPES,
    .keep_unknown_members = true,
    .selected = names,
    .selected_count = 2,
    .keys_only = true,
};

static bool read_sized(ddbstream_options *known, size_t size)
{
    ddbstream_options given = full;
    void *copy;
    bool is_read;
    given.size = size;
    copy = exact_copy(&given, size);
    is_read = ddbs_options_read(known, copy);
    free(copy);
    return is_read;
}

/* "1 2 3 ...": the members that are as in `full`, counted in the order of the header. */
static struct json told_of(const ddbstream_options *options)
{
    const bool same[] = { options->on_error == full.on_error,
                          options->allocator == full.allocator,
                          options->max_depth == full.max_depth,
                          options->max_string == full.max_string,
                          options->max_record == full.max_record,
                          options->max_attributes == full.max_attributes,
                          options->max_records == full.max_records,
                          options->yajl_only == full.yajl_only,
                          options->shape == full.shape,
                          options->keep_unknown_members == full.keep_unknown_members,
                          options->selected == full.selected,
                          options->selected_count == full.selected_count,
                          options->keys_only == full.keys_only };
    struct json told = { .length = 0 };
    char number[16];
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        snprintf(number, sizeof number, "%zu ", i + 1);
        json_append(&told, same[i] ? number : "");
    }
    return told;
}

/* The struct ends where that member begins. */
static const struct {
    const char *name;
    size_t size;
    const char *known;
} older[] = {
    { "the size alone", offsetof(ddbstream_options, on_error), "" },
    { "before the allocator", offsetof(ddbstream_options, allocator), "1 " },
    { "before the limits", offsetof(ddbstream_options, max_depth), "1 2 " },
    { "between limits", offsetof(ddbstream_options, max_record), "1 2 3 4 " },
    { "before yajl_only", offsetof(ddbstream_options, yajl_only), "1 2 3 4 5 6 7 " },
    { "before the shape", offsetof(ddbstream_options, shape), "1 2 3 4 5 6 7 8 " },
    { "before unknown members", offsetof(ddbstream_options, keep_unknown_members),
      "1 2 3 4 5 6 7 8 9 " },
    { "before the selection", offsetof(ddbstream_options, selected), "1 2 3 4 5 6 7 8 9 10 " },
    { "before its count", offsetof(ddbstream_options, selected_count), "1 2 3 4 5 6 7 8 9 10 11 " },
    { "before keys_only", offsetof(ddbstream_options, keys_only), "1 2 3 4 5 6 7 8 9 10 11 12 " },
    { "all of it", sizeof(ddbstream_options), "1 2 3 4 5 6 7 8 9 10 11 12 13 " },
};

START_TEST(an_older_caller_has_defaults_for_the_rest)
{
    ddbstream_options known;
    ck_assert(read_sized(&known, older[_i].size));
    expect_text(older[_i].name, told_of(&known).data, older[_i].known);
    expect_number(older[_i].name, known.size, sizeof known);
}
END_TEST

/* Members that this version does not know are not looked at, whatever they are. */
START_TEST(a_newer_caller_is_understood_as_far_as_can_be)
{
    static const size_t more[] = { 1, 8, 1000 };
    static const int tails[] = { 0, 1, 0xff };
    for (size_t i = 0; i < COUNT_OF(more); i++)
        for (size_t k = 0; k < COUNT_OF(tails); k++) {
            size_t size = sizeof full + more[i];
            ddbstream_options *given = malloc(size), known;
            ck_assert_ptr_nonnull(given);
            memset(given, tails[k], size);
            *given = full;
            given->size = size;
            ck_assert(ddbs_options_read(&known, given));
            expect_text("all", told_of(&known).data, older[COUNT_OF(older) - 1].known);
            expect_number("size", known.size, sizeof known);
            free(given);
        }
}
END_TEST

START_TEST(no_options_are_the_defaults)
{
    ddbstream_options given = DDBSTREAM_OPTIONS_INIT, known;
    ck_assert(ddbs_options_read(&known, NULL));
    expect_text("NULL", told_of(&known).data, "");
    ck_assert_ptr_null(known.selected);
    ck_assert_int_eq(known.shape, DDBSTREAM_SHAPE_ANY);
    ck_assert(ddbs_options_read(&known, &given));
    expect_text("INIT", told_of(&known).data, "");
    for (int i = 0; i < (int)COUNT_OF(limits); i++)
        expect_number(limits[i].name, limit_of(&known, i), limits[i].by_default);
}
END_TEST

/* What is no options. */

START_TEST(too_small_a_size_is_refused)
{
    ddbstream_options given = full, known;
    for (given.size = 0; given.size < sizeof given.size; given.size++)
        ck_assert(!ddbs_options_read(&known, &given));
    ck_assert(ddbs_options_read(&known, &given));
}
END_TEST

static const char *const gap[] = { "a", NULL, "b" };

static const struct {
    const char *name;
    const char *const *selected;
    size_t count;
    bool is_read;
} selections[] = {
    { "none", NULL, 0, true },
    { "some", names, 2, true },
    { "some, none of them", names, 0, true },
    { "no names, but their count", NULL, 1, false },
    { "one of them NULL", gap, 3, false },
};

START_TEST(a_count_needs_names)
{
    ddbstream_options given = DDBSTREAM_OPTIONS_INIT, known;
    given.selected = selections[_i].selected;
    given.selected_count = selections[_i].count;
    expect_number(selections[_i].name, ddbs_options_read(&known, &given), selections[_i].is_read);
}
END_TEST

int main(void)
{
    return RUN_SUITE("options", EACH(a_limit_of_0_is_the_default, limits),
                     EACH(an_older_caller_has_defaults_for_the_rest, older),
                     ONCE(a_newer_caller_is_understood_as_far_as_can_be),
                     ONCE(no_options_are_the_defaults), ONCE(too_small_a_size_is_refused),
                     EACH(a_count_needs_names, selections));
}
