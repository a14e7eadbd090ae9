/* Dates against known ones and against the C library's gmtime_r. */
#define _POSIX_C_SOURCE 200809L
#include "calendar.h"

#include <stdio.h>
#include <time.h>

#include "suite.h"

static const struct {
    int64_t seconds;
    uint32_t nanoseconds;
    const char *plain, *fraction, *reason;
} times[] = {
    { 0, 0, "1970-01-01 00:00:00", ".000Z", "the first second" },
    { -1, 999999999, "1969-12-31 23:59:59", ".999Z", "the last one before" },
    { 1684463449, 123456789, "2023-05-19 02:30:49", ".123Z", "an ordinary time" },
    { 1684463449, 999999999, "2023-05-19 02:30:49", ".999Z", "milliseconds are not rounded up" },
    { 1684463449, 999999, "2023-05-19 02:30:49", ".000Z", "less than a millisecond" },
    { 1684463449, 1000000, "2023-05-19 02:30:49", ".001Z", "one millisecond" },
    { 951782399, 0, "2000-02-28 23:59:59", ".000Z", "before a leap day in a century's year" },
    { 951782400, 0, "2000-02-29 00:00:00", ".000Z", "that leap day: 2000 divides by 400" },
    { 951868800, 0, "2000-03-01 00:00:00", ".000Z", "after it" },
    { 1709164800, 0, "2024-02-29 00:00:00", ".000Z", "an ordinary leap day" },
    { 1677628800, 0, "2023-03-01 00:00:00", ".000Z", "a year without one" },
    { 1735603200, 0, "2024-12-31 00:00:00", ".000Z", "day 366" },
    { 1735689599, 0, "2024-12-31 23:59:59", ".000Z", "the last second of a leap year" },
    { 1735689600, 0, "2025-01-01 00:00:00", ".000Z", "the first after it" },
    { -2203977600, 0, "1900-02-28 00:00:00", ".000Z", "1900 has no leap day" },
    { -2203891200, 0, "1900-03-01 00:00:00", ".000Z", "so this follows" },
    { 4107456000, 0, "2100-02-28 00:00:00", ".000Z", "2100 has none either" },
    { 4107542400, 0, "2100-03-01 00:00:00", ".000Z", "so this follows" },
    { 2147483647, 0, "2038-01-19 03:14:07", ".000Z", "the last of 31 bits" },
    { 2147483648, 0, "2038-01-19 03:14:08", ".000Z", "the first beyond" },
    { -2147483649, 0, "1901-12-13 20:45:51", ".000Z", "below 32 bits" },
    { 253402300799, 0, "9999-12-31 23:59:59", ".000Z", "the last of four digits" },
    { 253402300800, 0, "10000-01-01 00:00:00", ".000Z", "five" },
    { -62135596800, 0, "0001-01-01 00:00:00", ".000Z", "the year 1 has four digits too" },
    { -62167219200, 0, "0000-01-01 00:00:00", ".000Z", "the year 0" },
    { -62167219201, 0, "-0001-12-31 23:59:59", ".000Z", "before it, a sign and four digits" },
    { 999999999999999999, 0, "31688740476-10-23 01:46:39", ".000Z", "the last creation time" },
    { INT64_MAX, 0, "292277026596-12-04 15:30:07", ".000Z", "the last of all" },
    { INT64_MIN, 0, "-292277022657-01-27 08:29:52", ".000Z", "the first of all" },
};

START_TEST(known_dates)
{
    const ddbstream_time time = { times[_i].seconds, times[_i].nanoseconds, { NULL, 0 } };
    char plain[CALENDAR_ROOM], rfc3339[CALENDAR_ROOM], expected[CALENDAR_ROOM];
    ddbs_calendar_write_plain(&time, plain);
    ck_assert_msg(strcmp(plain, times[_i].plain) == 0, "%s, not %s: %s", times[_i].plain, plain,
                  times[_i].reason);
    snprintf(expected, sizeof expected, "%s%s", times[_i].plain, times[_i].fraction);
    *strchr(expected, ' ') = 'T';
    ddbs_calendar_write_rfc3339(&time, rfc3339);
    ck_assert_str_eq(rfc3339, expected);
}
END_TEST

static void check_against_gmtime(int64_t seconds)
{
    const ddbstream_time time = { seconds, 0, { NULL, 0 } };
    char text[CALENDAR_ROOM], expected[128];
    time_t clock = (time_t)seconds;
    struct tm tm;
    ck_assert_ptr_nonnull(gmtime_r(&clock, &tm));
    snprintf(expected, sizeof expected, "%s%04lld-%02d-%02d %02d:%02d:%02d",
             tm.tm_year < -1900 ? "-" : "", llabs(tm.tm_year + 1900LL), tm.tm_mon + 1, tm.tm_mday,
             tm.tm_hour, tm.tm_min, tm.tm_sec);
    ddbs_calendar_write_plain(&time, text);
    if (strcmp(text, expected) != 0)
        ck_abort_msg("%lld: %s, not %s", (long long)seconds, expected, text);
}

static const struct {
    int64_t from, to, step;
    const char *reason;
} ranges[] = {
    { -2208988800, 4133894400, 86399, "1900 to 2100, about each day" },
    { 1709078400 - 5, 1709251200 + 5, 7, "seconds around the leap day of 2024" },
    { 951696000 - 5, 951868800 + 5, 7, "seconds around that of 2000" },
    { -62167219200 - 86400 * 400, -62167219200 + 86400 * 800, 4321, "around the year 0" },
    { 4133894400, 40000000000, 9876543, "up to the year 3237" },
    { -99999999999, -2208988800, 98765431, "back to 1200 before Christ" },
    { 40000000000, 67768036191676799, 98765432109871, "up to what gmtime_r can tell" },
    { -67768040609740800, -99999999999, 98765432109871, "and down" },
};

START_TEST(dates_are_those_of_gmtime)
{
    int64_t step = ranges[_i].step * test_stride();
    if (sizeof(time_t) < sizeof(int64_t))
        return;
    for (int64_t seconds = ranges[_i].from; seconds <= ranges[_i].to; seconds += step)
        check_against_gmtime(seconds);
}
END_TEST

int main(void)
{
    return RUN_SUITE("calendar", EACH(known_dates, times), EACH(dates_are_those_of_gmtime, ranges));
}
