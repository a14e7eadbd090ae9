/* Creation times in every unit and form, read and written. */
#include "creation_time.h"

#include "suite.h"

static const struct {
    const char *text;
    int64_t seconds;
    uint32_t nanoseconds;
    const char *written, *reason;
} times[] = {
    { "1617406031", 1617406031, 0, "1617406031", "seconds" },
    { "1671562498.0", 1671562498, 0, "1671562498", "a fraction of zero" },
    { "1559320290.838", 1559320290, 838000000, "1559320290.838", "milliseconds as fraction" },
    { "1.635734407123456789E9", 1635734407, 123456789, "1635734407.123456789", "exact" },
    { "1.46480646E9", 1464806460, 0, "1464806460", "exponent, a digit short" },
    { "1.4648064E9", 1464806400, 0, "1464806400", "exponent, two digits short" },
    { "1678831218.0", 1678831218, 0, "1678831218", "as it comes in a string" },
    { "1617406031123", 1617406031, 123000000, "1617406031.123", "milliseconds" },
    { "1617406031000", 1617406031, 0, "1617406031", "milliseconds, whole" },
    { "1617406031123456", 1617406031, 123456000, "1617406031.123456", "microseconds" },
    { "1617406031123456789", 1617406031, 123456789, "1617406031.123456789", "nanoseconds" },
    { "1617406031123.5", 1617406031, 123500000, "1617406031.1235", "half a millisecond" },
    { "1.617406031123E12", 1617406031, 123000000, "1617406031.123", "milliseconds, exponent" },
    { "16174060311234567890e-1", 1617406031, 123456789, "1617406031.123456789",
      "nanoseconds, negative exponent" },
    { "0", 0, 0, "0", "1970" },
    { "-0", 0, 0, "0", "negative zero is zero" },
    { "0.0", 0, 0, "0", "zero with a fraction" },
    { "0e100", 0, 0, "0", "zero has no size" },
    { "1", 1, 0, "1", "one" },
    { "0.5", 0, 500000000, "0.5", "below one" },
    { "0.000000001", 0, 1, "0.000000001", "the smallest" },
    { "1e-9", 0, 1, "0.000000001", "the smallest, by exponent" },
    { "0.0000000019", 0, 1, "0.000000001", "what is beyond the nanosecond is dropped" },
    { "0.0000000009", 0, 0, "0", "all of it is beyond the nanosecond" },
    { "1e-130", 0, 0, "0", "far beyond the nanosecond" },
    { "0.010", 0, 10000000, "0.01", "zeros on both sides" },
    { "1.000000001", 1, 1, "1.000000001", "nine fraction digits" },
    { "1.0000000019", 1, 1, "1.000000001", "ten" },
    { "1.9999999999999999999999", 1, 999999999, "1.999999999", "no rounding up" },
    { "1e20", 100000000000, 0, "100000000000000000000", "the first that is written otherwise" },
    { "99999999999.9", 99999999999, 900000000, "99999999999.9", "just before it" },
    { "999999999999999999.999999999e9", 999999999999999999, 999999999,
      "999999999999999999999999999", "the last" },
    { "1617406031.12345678987654321", 1617406031, 123456789, "1617406031.123456789", "seventeen" },
};

START_TEST(times_are_read)
{
    size_t length = strlen(times[_i].text);
    char *text = exact_copy(times[_i].text, length);
    ddbstream_time time = { .seconds = -1, .nanoseconds = 1 };
    ck_assert_msg(ddbs_creation_time_parse(&time, text, length), "%s: %s", times[_i].text,
                  times[_i].reason);
    ck_assert_int_eq(time.seconds, times[_i].seconds);
    ck_assert_uint_eq(time.nanoseconds, times[_i].nanoseconds);
    free(text);
}
END_TEST

START_TEST(times_are_written_and_read_again)
{
    const ddbstream_time time = { times[_i].seconds, times[_i].nanoseconds, { NULL, 0 } };
    ddbstream_time again;
    char text[CREATION_TIME_ROOM];
    size_t length = ddbs_creation_time_write(&time, text);
    ck_assert_str_eq(text, times[_i].written);
    ck_assert_uint_eq(length, strlen(text));
    ck_assert(ddbs_creation_time_parse(&again, text, length));
    ck_assert_int_eq(again.seconds, time.seconds);
    ck_assert_uint_eq(again.nanoseconds, time.nanoseconds);
}
END_TEST

/* Each pair stands on the two sides of a bound between units. */
static const struct {
    const char *text;
    int64_t seconds;
    uint32_t nanoseconds;
    const char *reason;
} bounds[] = {
    { "99999999999", 99999999999, 0, "the last second" },
    { "100000000000", 100000000, 0, "the first millisecond" },
    { "99999999999.999999999", 99999999999, 999999999, "the last fraction of a second" },
    { "100000000000.9", 100000000, 900000, "a fraction of the first millisecond" },
    { "9.9999999999E10", 99999999999, 0, "the last second, by exponent" },
    { "1E11", 100000000, 0, "the first millisecond, by exponent" },
    { "99999999999999", 99999999999, 999000000, "the last millisecond" },
    { "100000000000000", 100000000, 0, "the first microsecond" },
    { "99999999999999.999", 99999999999, 999999000, "the last fraction of a millisecond" },
    { "100000000000000.9", 100000000, 900, "a fraction of the first microsecond" },
    { "1E14", 100000000, 0, "the first microsecond, by exponent" },
    { "99999999999999999", 99999999999, 999999000, "the last microsecond" },
    { "100000000000000000", 100000000, 0, "the first nanosecond" },
    { "99999999999999999.999", 99999999999, 999999999, "the last fraction of a microsecond" },
    { "100000000000000001.9", 100000000, 1, "a fraction of a nanosecond" },
    { "1E17", 100000000, 0, "the first nanosecond, by exponent" },
    { "999999999999999999999999999", 999999999999999999, 999999999, "the last of all" },
    { "1E26", 100000000000000000, 0, "eighteen digits of seconds" },
};

START_TEST(the_size_tells_the_unit)
{
    ddbstream_time time;
    const char *text = bounds[_i].text;
    ck_assert_msg(ddbs_creation_time_parse(&time, text, strlen(text)), "%s", text);
    ck_assert_msg(time.seconds == bounds[_i].seconds, "%s: %s", text, bounds[_i].reason);
    ck_assert_msg(time.nanoseconds == bounds[_i].nanoseconds, "%s: %s", text, bounds[_i].reason);
}
END_TEST

static const struct {
    const char *text, *reason;
} no_times[] = {
    { "", "nothing" },
    { "yesterday", "no number" },
    { "2023-05-19T02:30:49Z", "a date" },
    { "1617406031s", "a unit" },
    { " 1617406031", "space" },
    { "+1617406031", "plus sign" },
    { "01617406031", "leading zero" },
    { "1617406031.", "nothing after the point" },
    { ".5", "nothing before the point" },
    { "-1", "before 1970" },
    { "-0.000000001", "just before 1970" },
    { "1000000000000000000000000000", "28 digits" },
    { "1E27", "28 digits by exponent" },
    { "1e400", "beyond a double" },
    { "1e1000000000", "the largest exponent" },
    { "1e1000000001", "a larger one" },
    { "NaN", "no number" },
};

START_TEST(what_is_no_time_is_refused)
{
    ddbstream_time time;
    ck_assert_msg(!ddbs_creation_time_parse(&time, no_times[_i].text, strlen(no_times[_i].text)),
                  "%s: %s", no_times[_i].text, no_times[_i].reason);
}
END_TEST

/* No parser makes these, but callers can. */
static const struct {
    ddbstream_time time;
    const char *written;
} extremes[] = {
    { { INT64_MAX, 999999999, { NULL, 0 } }, "9223372036854775807999999999" },
    { { INT64_MIN, 999999999, { NULL, 0 } }, "-9223372036854775808.999999999" },
    { { INT64_MIN, 0, { NULL, 0 } }, "-9223372036854775808" },
};

START_TEST(there_is_room_for_any_time)
{
    char text[CREATION_TIME_ROOM];
    ck_assert_uint_eq(ddbs_creation_time_write(&extremes[_i].time, text),
                      strlen(extremes[_i].written));
    ck_assert_str_eq(text, extremes[_i].written);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "creation_time", EACH(times_are_read, times), EACH(times_are_written_and_read_again, times),
        EACH(the_size_tells_the_unit, bounds), EACH(what_is_no_time_is_refused, no_times),
        EACH(there_is_room_for_any_time, extremes));
}
