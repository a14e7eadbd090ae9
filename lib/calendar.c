/* Turns seconds since 1970 into dates of the Gregorian calendar, without the C library's time
 * zones. */
#include "calendar.h"

#include "digits.h"

struct date {
    int64_t year;
    int month, day, hour, minute, second;
};

enum { DAY = 24 * 60 * 60 };

/* Years begin in March here, so that the leap day is a year's last one. 400 years, an era, always
 * have as many days; the rest follows from how days are spread over years and months. */
static void set_day(struct date *date, int64_t days)
{
    enum { MARCH_OF_YEAR_0 = -719468, ERA = 146097, YEAR = 365 };
    enum { LEAP = 1460, CENTURY = 36524, MONTHS_FROM_MARCH = 5, DAYS_OF_THOSE = 153 };
    int64_t era, day, year;
    int month;
    days -= MARCH_OF_YEAR_0;
    era = days / ERA - (days % ERA < 0);
    day = days - era * ERA;
    year = (day - day / LEAP + day / CENTURY - day / (ERA - 1)) / YEAR;
    day -= YEAR * year + year / 4 - year / 100;
    month = (int)(MONTHS_FROM_MARCH * day + 2) / DAYS_OF_THOSE;
    date->day = (int)day - (DAYS_OF_THOSE * month + 2) / MONTHS_FROM_MARCH + 1;
    date->month = month < 10 ? month + 3 : month - 9;
    date->year = year + era * 400 + (date->month <= 2);
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

static char *put_pair(char *out, char before, int number)
{
    *out++ = before;
    *out++ = (char)('0' + number / 10);
    *out++ = (char)('0' + number % 10);
    return out;
}

/* The date with that character between day and hour; returns the place behind it. */
static char *put_date(const ddbstream_time *time, char between, char *out)
{
    struct date date = date_of(time->seconds);
    out = ddbs_put_integer(out, date.year, 4);
    out = put_pair(out, '-', date.month);
    out = put_pair(out, '-', date.day);
    out = put_pair(out, between, date.hour);
    out = put_pair(out, ':', date.minute);
    return put_pair(out, ':', date.second);
}

void ddbs_calendar_write_plain(const ddbstream_time *time, char text[CALENDAR_ROOM])
{
    *put_date(time, ' ', text) = '\0';
}

void ddbs_calendar_write_rfc3339(const ddbstream_time *time, char text[CALENDAR_ROOM])
{
    enum { NANOSECONDS_IN_MILLISECOND = 1000000 };
    char *out = put_date(time, 'T', text);
    *out++ = '.';
    out = ddbs_put_digits(out, time->nanoseconds / NANOSECONDS_IN_MILLISECOND % 1000, 3);
    *out++ = 'Z';
    *out = '\0';
}
