/* Turns seconds since 1970 into dates of the Gregorian calendar, without the C library's time
 * zones. */
#include "calendar.h"

#include <inttypes.h>
#include <stdio.h>

struct date {
    int64_t year;
    int month, day, hour, minute, second;
};

enum { DAY = 24 * 60 * 60 };

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The days of 400 years are always as many, so whole cycles go first; then the years one by one,
 * and the months. */
static void set_day(struct date *date, int64_t days)
{
    enum { CYCLE_YEARS = 400, CYCLE_DAYS = 146097 };
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t cycles = days / CYCLE_DAYS - (days % CYCLE_DAYS < 0);
    int month = 0;
    days -= cycles * CYCLE_DAYS;
    date->year = 1970 + cycles * CYCLE_YEARS;
    for (; days >= 365 + is_leap(date->year); date->year++)
        days -= 365 + is_leap(date->year);
    for (int length; days >= (length = lengths[month] + (month == 1 && is_leap(date->year)));
         month++)
        days -= length;
    date->month = month + 1;
    date->day = (int)days + 1;
}

static struct date date_of(int64_t seconds)
{
    struct date date;
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    int second = (int)(seconds % DAY + (seconds % DAY < 0 ? DAY : 0));
    set_day(&date, days);
    date.hour = second / 3600;
    date.minute = second / 60 % 60;
    date.second = second % 60;
    return date;
}

/* The date with that character between day and hour; returns the length. */
static int write_date(const ddbstream_time *time, char between, char *text)
{
    struct date date = date_of(time->seconds);
    return snprintf(text, CALENDAR_ROOM, "%04" PRId64 "-%02d-%02d%c%02d:%02d:%02d", date.year,
                    date.month, date.day, between, date.hour, date.minute, date.second);
}

void ddbs_calendar_write_plain(const ddbstream_time *time, char text[CALENDAR_ROOM])
{
    write_date(time, ' ', text);
}

void ddbs_calendar_write_rfc3339(const ddbstream_time *time, char text[CALENDAR_ROOM])
{
    enum { NANOSECONDS_IN_MILLISECOND = 1000000 };
    unsigned milliseconds = time->nanoseconds / NANOSECONDS_IN_MILLISECOND % 1000;
    int length = write_date(time, 'T', text);
    snprintf(text + length, (size_t)(CALENDAR_ROOM - length), ".%03uZ", milliseconds);
}
