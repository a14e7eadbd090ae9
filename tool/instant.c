/* Writes a point in time as RFC 3339 does. The C library's calendar is left alone: it follows the
 * environment's time zone files, leap seconds included, and has a last year. */
#include "instant.h"

#include <inttypes.h>
#include <stdio.h>

enum { DAY = 24 * 60 * 60, NANOSECOND_DIGITS = 9 };

struct date {
    int64_t year;
    int month;
    int day;
};

/* Of a day counted from 1970-01-01. Years begin in March here, so that the leap day is the last,
 * and 400 of them have 146,097 days. Source: Howard Hinnant, "chrono-compatible low-level date
 * algorithms". */
static struct date date_of(int64_t day)
{
    enum { ERA_DAYS = 146097, DAYS_TO_1970 = 719468 };
    int64_t shifted = day + DAYS_TO_1970;
    int64_t era = (shifted >= 0 ? shifted : shifted - ERA_DAYS + 1) / ERA_DAYS;
    int day_of_era = (int)(shifted - era * ERA_DAYS);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153; /* from March */
    struct date date = { .day = day_of_year - (153 * month + 2) / 5 + 1,
                         .month = month < 10 ? month + 3 : month - 9 };
    date.year = year_of_era + era * 400 + (date.month <= 2);
    return date;
}

/* With its point, and without zeros at its end; empty for none. */
static void write_fraction(uint32_t nanoseconds, char fraction[1 + NANOSECOND_DIGITS + 1])
{
    int length = 1 + NANOSECOND_DIGITS;
    snprintf(fraction, (size_t)length + 1, ".%09" PRIu32, nanoseconds % 1000000000);
    while (length > 1 && fraction[length - 1] == '0')
        length--;
    fraction[length > 1 ? length : 0] = '\0';
}

void instant_write(const ddbstream_time *time, char text[INSTANT_ROOM])
{
    bool is_before = time->seconds % DAY < 0; /* its day's midnight, when divided towards zero */
    int64_t day = time->seconds / DAY - is_before;
    int second = (int)(time->seconds % DAY) + is_before * DAY;
    struct date date = date_of(day);
    bool is_plain = date.year >= 0 && date.year <= 9999;
    char fraction[1 + NANOSECOND_DIGITS + 1];
    write_fraction(time->nanoseconds, fraction);
    snprintf(text, INSTANT_ROOM,
             is_plain ? "%04" PRId64 "-%02d-%02dT%02d:%02d:%02d%sZ"
                      : "%+07" PRId64 "-%02d-%02dT%02d:%02d:%02d%sZ",
             date.year, date.month, date.day, second / 3600, second / 60 % 60, second % 60,
             fraction);
}
