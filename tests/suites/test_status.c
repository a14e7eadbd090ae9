/* The texts of statuses, and the version. */
#include <ddbstream/status.h>

#include <stdio.h>

#include "suite.h"

START_TEST(every_status_has_a_text_of_its_own)
{
    const char *text = ddbstream_status_text((ddbstream_status)_i);
    ck_assert_uint_gt(strlen(text), 0);
    ck_assert_str_ne(text, "unknown status");
    for (int other = 0; other < _i; other++)
        ck_assert_str_ne(text, ddbstream_status_text((ddbstream_status)other));
}
END_TEST

/* The numbers are part of the ABI. */
static const struct {
    ddbstream_status status;
    int number;
} numbers[] = {
    { DDBSTREAM_OK, 0 },
    { DDBSTREAM_STOPPED, 1 },
    { DDBSTREAM_ERROR_ARGUMENT, 2 },
    { DDBSTREAM_ERROR_MEMORY, 3 },
    { DDBSTREAM_ERROR_WRITE, 4 },
    { DDBSTREAM_ERROR_JSON, 5 },
    { DDBSTREAM_ERROR_TRUNCATED, 6 },
    { DDBSTREAM_ERROR_DOCUMENT, 7 },
    { DDBSTREAM_ERROR_MEMBER, 8 },
    { DDBSTREAM_ERROR_VALUE, 9 },
    { DDBSTREAM_ERROR_NUMBER, 10 },
    { DDBSTREAM_ERROR_BASE64, 11 },
    { DDBSTREAM_ERROR_TIME, 12 },
    { DDBSTREAM_ERROR_TEXT, 13 },
    { DDBSTREAM_ERROR_DUPLICATE, 14 },
    { DDBSTREAM_ERROR_LIMIT, 15 },
    { DDBSTREAM_ERROR_ABSENT, 16 },
    { DDBSTREAM_ERROR_TYPE, 17 },
    { DDBSTREAM_ERROR_SHAPE, 18 },
    { DDBSTREAM_INEXACT, 19 },
    { DDBSTREAM_ERROR_RANGE, 20 },
    { DDBSTREAM_ERROR_PATH, 21 },
    { DDBSTREAM_ERROR_ARN, 22 },
};

START_TEST(no_number_has_changed)
{
    ck_assert_int_eq((int)numbers[_i].status, numbers[_i].number);
    ck_assert_int_eq(DDBSTREAM_STATUS_COUNT_, (int)COUNT_OF(numbers));
}
END_TEST

static const int unknown[] = {
    -1, DDBSTREAM_STATUS_COUNT_, DDBSTREAM_STATUS_COUNT_ + 1, 1 << 20, 0x7fffffff, -0x7fffffff
};

START_TEST(other_numbers_are_unknown)
{
    ck_assert_str_eq(ddbstream_status_text((ddbstream_status)unknown[_i]), "unknown status");
}
END_TEST

START_TEST(the_version_is_that_of_the_headers)
{
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", DDBSTREAM_VERSION_MAJOR, DDBSTREAM_VERSION_MINOR,
             DDBSTREAM_VERSION_PATCH);
    ck_assert_str_eq(ddbstream_version(), DDBSTREAM_VERSION);
    ck_assert_str_eq(ddbstream_version(), version);
}
END_TEST

int main(void)
{
    return RUN_SUITE("status", { every_status_has_a_text_of_its_own, DDBSTREAM_STATUS_COUNT_ },
                     EACH(no_number_has_changed, numbers), EACH(other_numbers_are_unknown, unknown),
                     ONCE(the_version_is_that_of_the_headers));
}
