/* The place of a conversion, as its error tells it. */
#include "mapping_run.h"

#include "rows.h"

static const struct {
    size_t depth;
    struct mapping_step steps[3];
    const char *path;
} places[] = {
    { 0, { { "not open", 7 } }, "" },
    { 1, { { NULL, NO_INDEX } }, "" },
    { 1, { { "a", NO_INDEX } }, "a" },
    { 1, { { "a", 0 } }, "a[0]" },
    { 2, { { "a", 12 }, { "b_2", NO_INDEX } }, "a[12].b_2" },
    { 3, { { "a", NO_INDEX }, { "b", NO_INDEX }, { NULL, NO_INDEX } }, "a.b" },
    { 2, { { "a.b", 1 }, { "c", NO_INDEX } }, "[\"a.b\"][1].c" },
    { 2, { { "a", NO_INDEX }, { "say \"hi\"", NO_INDEX } }, "a[\"say \\\"hi\\\"\"]" },
    { 1, { { "back\\slash", NO_INDEX } }, "[\"back\\\\slash\"]" },
    { 1, { { "line\nend", NO_INDEX } }, "[\"line\\u000aend\"]" },
    { 1, { { "", NO_INDEX } }, "[\"\"]" },
    { 1, { { "a", 4294967294 } }, "a[4294967294]" },
};

START_TEST(a_place_is_told)
{
    struct mapping_run run = { .depth = places[_i].depth, .message = "it is so" };
    ddbstream_mapping_error error;
    memcpy(run.steps, places[_i].steps, sizeof places[_i].steps);
    ck_assert_int_eq(ddbs_mapping_report(&run, DDBSTREAM_ERROR_RANGE, &error),
                     DDBSTREAM_ERROR_RANGE);
    ck_assert_int_eq(error.status, DDBSTREAM_ERROR_RANGE);
    expect_text(places[_i].path, error.path, places[_i].path);
    ck_assert_str_eq(error.message, "it is so");
    run.found = "NULL";
    ddbs_mapping_report(&run, DDBSTREAM_ERROR_TYPE, &error);
    ck_assert_str_eq(error.message, "it is so, found NULL");
}
END_TEST

START_TEST(a_long_place_is_cut)
{
    char name[1000];
    struct mapping_run run = { .depth = 1, .steps = { { name, NO_INDEX } }, .message = "so" };
    ddbstream_mapping_error error;
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ddbs_mapping_report(&run, DDBSTREAM_ERROR_RANGE, &error);
    ck_assert_uint_eq(strlen(error.path), sizeof error.path - 1);
}
END_TEST

START_TEST(no_error_is_not_told)
{
    struct mapping_run run = { .depth = 0 };
    ddbstream_mapping_error error = { .path = "untouched" };
    ck_assert_int_eq(ddbs_mapping_report(&run, DDBSTREAM_OK, &error), DDBSTREAM_OK);
    ck_assert_str_eq(error.path, "untouched");
    ck_assert_int_eq(ddbs_mapping_report(&run, DDBSTREAM_ERROR_MEMORY, NULL),
                     DDBSTREAM_ERROR_MEMORY);
}
END_TEST

START_TEST(an_array_that_is_too_large_is_refused)
{
    struct mapping_run run = { .depth = 0 };
    ck_assert_int_eq(ddbstream_arena_create(&run.arena, NULL), DDBSTREAM_OK);
    ck_assert_ptr_null(ddbs_mapping_take(&run, SIZE_MAX / 8, 16));
    ck_assert_ptr_null(ddbs_mapping_take(&run, SIZE_MAX, 2));
    ck_assert_ptr_nonnull(ddbs_mapping_take(&run, 0, 16));
    ck_assert_ptr_nonnull(ddbs_mapping_take(&run, 2, 16));
    ddbstream_arena_free(run.arena);
}
END_TEST

int main(void)
{
    return RUN_SUITE("mapping_run", EACH(a_place_is_told, places), ONCE(a_long_place_is_cut),
                     ONCE(no_error_is_not_told), ONCE(an_array_that_is_too_large_is_refused));
}
