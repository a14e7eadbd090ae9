/* Points in time as text. */
#include "instant.h"

#include <time.h>

#include "rows.h"

static const struct {
    int64_t seconds;
    uint32_t nanoseconds;
    const char *want;
} rows[] = {
    { 0, 0, "1970-01-01T00:00:00Z" },
    { 1684463449, 0, "2023-05-19T02:30:49Z" },
    { 1559320290, 838000000, "2019-05-31T16:31:30.838Z" },
    { 1635734407, 123456789, "2021-11-01T02:40:07.123456789Z" },
    { 0, 1, "1970-01-01T00:00:00.000000001Z" },
    { 0, 500000000, "1970-01-01T00:00:00.5Z" },
    { 0, 100, "1970-01-01T00:00:00.0000001Z" },
    { 951782399, 999999999, "2000-02-28T23:59:59.999999999Z" },
    { 951782400, 0, "2000-02-29T00:00:00Z" },
    { 951868800, 0, "2000-03-01T00:00:00Z" },
    { 1709164800, 0, "2024-02-29T00:00:00Z" },
    { 4107542400, 0, "2100-03-01T00:00:00Z" }, /* 2100 has no leap day */
    { 4107542399, 0, "2100-02-28T23:59:59Z" },
    { 253402300799, 0, "9999-12-31T23:59:59Z" },
    { 253402300800, 0, "+010000-01-01T00:00:00Z" },
    { -1, 500000000, "1969-12-31T23:59:59.5Z" },
    { -62167219200, 0, "0000-01-01T00:00:00Z" },
    { -62167219201, 0, "-000001-12-31T23:59:59Z" },
    { INT64_MAX, 999999999, "+292277026596-12-04T15:30:07.999999999Z" },
    { INT64_MIN, 0, "-292277022657-01-27T08:29:52Z" },
};

START_TEST(a_time_is_written_as_rfc_3339)
{
    ddbstream_time time = { .seconds = rows[_i].seconds, .nanoseconds = rows[_i].nanoseconds };
    char text[INSTANT_ROOM];
    instant_write(&time, text);
    expect_text(rows[_i].want, text, rows[_i].want);
}
END_TEST

/* Every day of 800 years, against the C library. */
START_TEST(every_day_is_that_of_the_c_library)
{
    enum { DAY = 86400, FIRST = -146097, LAST = 146097 };
    for (int day = FIRST; day <= LAST; day++) {
        time_t seconds = (time_t)day * DAY + 1;
        struct tm broken;
        char want[INSTANT_ROOM], got[INSTANT_ROOM];
        instant_write(&(ddbstream_time){ .seconds = (int64_t)seconds }, got);
        ck_assert_ptr_nonnull(gmtime_r(&seconds, &broken));
        snprintf(want, sizeof want, "%04d-%02d-%02dT00:00:01Z", broken.tm_year + 1900,
                 broken.tm_mon + 1, broken.tm_mday);
        expect_text("day", got, want);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("instant", EACH(a_time_is_written_as_rfc_3339, rows),
                     ONCE(every_day_is_that_of_the_c_library));
}
