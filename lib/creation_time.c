/* Turns the decimal text of a creation time into seconds and nanoseconds, and back. */
#include "creation_time.h"

#include "decimal.h"
#include "digits.h"

/* How many places the point moves left to make seconds, by the digits before the point. */
static int64_t unit_places(int64_t digits)
{
    if (digits <= 11)
        return 0;
    if (digits <= 14)
        return 3;
    return digits <= 17 ? 6 : 9;
}

/* Whole seconds, as nearly all times are; false when it is something else, or no time. */
static bool parse_plain_seconds(ddbstream_time *time, const char *text, size_t length)
{
    enum { MOST_DIGITS = 11 };
    int64_t seconds;
    if (length == 0 || length > MOST_DIGITS || (text[0] == '0' && length > 1)
        || ddbs_read_digits(text, length, length, &seconds) < length)
        return false;
    time->seconds = seconds;
    time->nanoseconds = 0;
    return true;
}

/* Sets the time to a number of seconds; false when it is negative or too large. */
static bool set_seconds(ddbstream_time *time, const struct decimal *seconds)
{
    enum { MOST_SECOND_DIGITS = 18, NANOSECOND_DIGITS = 9 };
    int64_t point = seconds->point;
    time->seconds = 0;
    time->nanoseconds = 0;
    if (seconds->count == 0)
        return true;
    if (seconds->negative || point > MOST_SECOND_DIGITS)
        return false;
    if (point > 0)
        time->seconds = ddbs_decimal_digits(seconds, 0, point);
    if (point > -NANOSECOND_DIGITS) {
        int64_t from = point > 0 ? point : 0;
        int64_t count = point > 0 ? NANOSECOND_DIGITS : NANOSECOND_DIGITS + point;
        time->nanoseconds = (uint32_t)ddbs_decimal_digits(seconds, from, count);
    }
    return true;
}

bool ddbs_creation_time_parse(ddbstream_time *time, const char *text, size_t length)
{
    struct decimal decimal;
    if (parse_plain_seconds(time, text, length))
        return true;
    if (!ddbs_decimal_parse(&decimal, text, length))
        return false;
    decimal.point -= unit_places(decimal.point);
    return set_seconds(time, &decimal);
}

bool ddbs_creation_time_parse_unit(ddbstream_time *time, enum time_unit unit)
{
    struct decimal decimal;
    if (!ddbs_decimal_parse(&decimal, time->text.data, time->text.length))
        return false;
    decimal.point -= unit;
    return set_seconds(time, &decimal);
}

/* The first that has too many digits to be read as seconds. */
static const int64_t SECONDS_END = 100000000000;

size_t ddbs_creation_time_write(const ddbstream_time *time, char text[CREATION_TIME_ROOM])
{
    enum { NANOSECOND_DIGITS = 9 };
    char *out = ddbs_put_integer(text, time->seconds, 1);
    if (time->seconds >= SECONDS_END) {
        out = ddbs_put_digits(out, time->nanoseconds, NANOSECOND_DIGITS);
    } else if (time->nanoseconds > 0) {
        *out++ = '.';
        out = ddbs_put_digits(out, time->nanoseconds, NANOSECOND_DIGITS);
        while (out[-1] == '0')
            out--;
    }
    *out = '\0';
    return (size_t)(out - text);
}
