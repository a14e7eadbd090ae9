/* Compares what the library reads from numbers, times and base64 with slow second implementations,
 * and writes them again. */
#include <inttypes.h>
#include <math.h>

#include <ddbstream/number.h>

#include "base64.h"
#include "creation_time.h"
#include "decimal.h"
#include "fuzz.h"
#include "slow_json.h"
#include "slow_number.h"

/* Times from here on are written in nanoseconds: as seconds they would be read as milliseconds. */
static const int64_t YEAR_5138 = 100000000000;
static const int64_t MOST_SECONDS = 999999999999999999; /* that are read */

/* Decimal numbers. */

static void check_digits(const struct decimal *decimal, const struct slow_number *number)
{
    for (int64_t from = 0; from < number->count + 2; from++)
        for (int64_t count = 0; count <= 18; count += 1 + count / 2)
            MUST(ddbs_decimal_digits(decimal, from, count)
                 == slow_number_part(number, from, count));
}

static void check_decimal(const char *text, size_t length, const struct slow_number *number)
{
    struct decimal decimal;
    bool is_known = ddbs_decimal_parse(&decimal, text, length);
    MUST(is_known == !number->has_large_exponent);
    if (!is_known)
        return;
    MUST(decimal.negative == number->is_negative);
    MUST((int64_t)decimal.count == number->count);
    if (number->count == 0)
        return;
    MUST(decimal.point == number->point);
    check_digits(&decimal, number);
}

/* Whole numbers have no digits behind the point; zero is one whatever its exponent. */
static void check_integer(const char *text, size_t length, const struct slow_number *number)
{
    int64_t integer = -1, expected = 0;
    bool fits = number->count == 0 || (number->point >= number->count && number->point <= 18);
    MUST(ddbs_decimal_to_integer(text, length, &integer) == (fits && !number->has_large_exponent));
    if (!fits || number->has_large_exponent)
        return;
    if (number->count > 0)
        expected = slow_number_part(number, 0, number->point);
    MUST(integer == (number->is_negative ? -expected : expected));
}

/* Conversions. */

__extension__ typedef __int128 wide;

/* The whole part, as far as 128 bits hold it. */
static wide whole_part(const struct slow_number *number)
{
    wide whole = 0;
    for (int64_t place = 0; place < number->point && place < 38; place++)
        whole = whole * 10 + slow_number_digit(number, place);
    return number->is_negative ? -whole : whole;
}

static ddbstream_status expected_status(const struct slow_number *number, __int128 least, wide most)
{
    wide whole = whole_part(number);
    if (number->count > 0 && (number->point > 38 || whole < least || whole > most))
        return DDBSTREAM_ERROR_RANGE;
    return number->count > 0 && number->point < number->count ? DDBSTREAM_INEXACT : DDBSTREAM_OK;
}

static void check_whole(ddbstream_string text, const struct slow_number *number)
{
    int64_t integer = 77;
    uint64_t natural = 77;
    ddbstream_status status = ddbstream_number_to_int64(text, &integer);
    MUST(status == expected_status(number, INT64_MIN, INT64_MAX));
    MUST(integer == (status == DDBSTREAM_ERROR_RANGE ? 77 : whole_part(number)));
    status = ddbstream_number_to_uint64(text, &natural);
    MUST(status == expected_status(number, 0, UINT64_MAX));
    MUST(natural == (status == DDBSTREAM_ERROR_RANGE ? 77 : whole_part(number)));
}

/* A double has at most 767 digits, and printf writes them all. */
static bool is_exactly(double real, const struct slow_number *number)
{
    char text[800];
    struct slow_number written;
    int length = snprintf(text, sizeof text, "%.770e", real);
    written = slow_number_read(text, (size_t)length);
    return written.count == number->count && (written.count == 0 || written.point == number->point)
           && memcmp(written.digits, number->digits, (size_t)written.count) == 0;
}

/* strtod goes by the locale, which here is C's. */
static void check_real(ddbstream_string text, const struct slow_number *number)
{
    char copy[SLOW_MOST_DIGITS + 1];
    double real = 77, expected;
    ddbstream_status status = ddbstream_number_to_double(text, &real);
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    expected = strtod(copy, NULL);
    MUST((status == DDBSTREAM_ERROR_RANGE) == (isinf(expected) != 0));
    if (status == DDBSTREAM_ERROR_RANGE)
        return;
    MUST(real == expected);
    MUST((status == DDBSTREAM_OK) == is_exactly(real, number));
}

/* Its digits are the number's first 38; when some were cut, it has been rounded. */
static void check_decimal_is(const ddbstream_decimal *decimal, const struct slow_number *number)
{
    ddbstream_decimal again;
    char written[80];
    int length = snprintf(written, sizeof written, "%s%se%" PRId64, decimal->negative ? "-" : "",
                          decimal->digits, decimal->exponent);
    struct slow_number rounded = slow_number_read(written, (size_t)length);
    MUST(decimal->digits[0] != '0' || number->count == 0);
    if (number->count <= 38) {
        MUST(rounded.count == number->count);
        MUST(memcmp(rounded.digits, number->digits, (size_t)rounded.count) == 0);
        MUST(rounded.count == 0 || rounded.has_large_exponent || rounded.point == number->point);
    }
    MUST(ddbstream_number_to_decimal((ddbstream_string){ written, (size_t)length }, &again)
         == DDBSTREAM_OK);
    MUST(again.negative == decimal->negative && again.exponent == decimal->exponent);
    MUST(strcmp(again.digits, decimal->digits) == 0);
}

static void check_decimal_struct(ddbstream_string text, const struct slow_number *number)
{
    ddbstream_decimal decimal;
    ddbstream_status status = ddbstream_number_to_decimal(text, &decimal);
    if (status == DDBSTREAM_ERROR_RANGE) {
        MUST(number->has_large_exponent);
        return;
    }
    MUST(status == (number->count <= 38 ? DDBSTREAM_OK : DDBSTREAM_INEXACT));
    check_decimal_is(&decimal, number);
}

static int slow_sign(const struct slow_number *number)
{
    if (number->count == 0)
        return 0;
    return number->is_negative ? -1 : 1;
}

static int slow_compare(const struct slow_number *a, const struct slow_number *b)
{
    if (slow_sign(a) != slow_sign(b) || a->count == 0)
        return slow_sign(a) - slow_sign(b);
    if (a->point != b->point)
        return a->point > b->point ? slow_sign(a) : -slow_sign(a);
    for (int64_t place = 0; place < a->count || place < b->count; place++)
        if (slow_number_digit(a, place) != slow_number_digit(b, place))
            return slow_sign(a) * (slow_number_digit(a, place) - slow_number_digit(b, place));
    return 0;
}

static int sign_of(int number)
{
    return (number > 0) - (number < 0);
}

static void check_canonical(ddbstream_string text, bool is_clamped)
{
    char canonical[SLOW_MOST_DIGITS], again[SLOW_MOST_DIGITS];
    size_t length = ddbstream_number_canonical(text, canonical, sizeof canonical);
    ddbstream_string written = { canonical, length };
    MUST(length == strlen(canonical) && slow_json_is_number(canonical, length));
    MUST(is_clamped || ddbstream_number_compare(text, written) == 0);
    MUST(ddbstream_number_canonical(written, again, sizeof again) == length);
    MUST(strcmp(canonical, again) == 0);
}

/* A number's text before a space, and another after it. */
static void check_pair(const char *data, size_t length)
{
    const char *space = memchr(data, ' ', length);
    ddbstream_string a = { data, space != NULL ? (size_t)(space - data) : length };
    ddbstream_string b = { data + a.length + 1, length - a.length - 1 };
    char left_text[SLOW_MOST_DIGITS], right_text[SLOW_MOST_DIGITS];
    struct slow_number left, right;
    bool is_same;
    if (space == NULL || !slow_json_is_number(a.data, a.length)
        || !slow_json_is_number(b.data, b.length))
        return;
    left = slow_number_read(a.data, a.length);
    right = slow_number_read(b.data, b.length);
    if (left.has_large_exponent || right.has_large_exponent)
        return;
    ddbstream_number_canonical(a, left_text, sizeof left_text);
    ddbstream_number_canonical(b, right_text, sizeof right_text);
    is_same = strcmp(left_text, right_text) == 0;
    MUST(sign_of(ddbstream_number_compare(a, b)) == sign_of(slow_compare(&left, &right)));
    MUST(is_same == (slow_compare(&left, &right) == 0));
}

static void check_conversions(const char *data, size_t length, const struct slow_number *number)
{
    ddbstream_string text = { data, length };
    check_canonical(text, number->has_large_exponent);
    if (number->has_large_exponent)
        return;
    check_whole(text, number);
    check_real(text, number);
    check_decimal_struct(text, number);
}

/* Any bytes as the digits of a number, behind four that tell its exponent and sign. */
static void check_made_number(const char *data, size_t length)
{
    struct input input = { data, length };
    unsigned first = take_byte(&input), second = take_byte(&input), kind = take_byte(&input);
    char text[SLOW_MOST_DIGITS];
    size_t used = (size_t)snprintf(text, sizeof text, "%s1.", kind % 2 == 1 ? "-" : "");
    unsigned base = 2 + take_byte(&input) % 9; /* digits below it: many zeros, or ones, or all */
    struct slow_number number;
    while (used < sizeof text - 12 && (input.length > 0 || text[used - 1] == '.'))
        text[used++] = (char)('0' + take_byte(&input) % base);
    used += (size_t)snprintf(text + used, 12, "e%d",
                             kind % 4 < 2 ? (int)(first % 64) - 32
                                          : (int)(first << 8 | second) % 700 - 350);
    number = slow_number_read(text, used);
    check_conversions(text, used, &number);
}

/* Times. */

/* How many digits before the point belong to the part of a second that is the unit. */
static int64_t unit_places(const struct slow_number *number)
{
    static const int64_t most_digits[] = { 11, 14, 17 };
    int64_t places = 0;
    for (int i = 0; i < 3; i++)
        places += number->point > most_digits[i] ? 3 : 0;
    return places;
}

static void check_time(const char *text, size_t length, const struct slow_number *number)
{
    ddbstream_time time = { -1, 0, { NULL, 0 } };
    int64_t seconds = 0, nanoseconds = 0, point = number->point - unit_places(number);
    bool is_zero = number->count == 0;
    bool fits = is_zero || (!number->is_negative && point <= 18);
    MUST(ddbs_creation_time_parse(&time, text, length) == (fits && !number->has_large_exponent));
    if (!fits || number->has_large_exponent)
        return;
    for (int64_t place = 0; place < point && !is_zero; place++)
        seconds = seconds * 10 + slow_number_digit(number, place);
    for (int64_t place = point; place < point + 9 && !is_zero; place++)
        nanoseconds = nanoseconds * 10 + slow_number_digit(number, place);
    MUST(time.seconds == seconds && time.nanoseconds == nanoseconds);
}

/* Written, a time is a plain number, of seconds the shortest there is, or else of nanoseconds; read, it
 * is what it was. */
static void check_written_time(const ddbstream_time *time)
{
    char text[CREATION_TIME_ROOM], expected[CREATION_TIME_ROOM];
    size_t length = ddbs_creation_time_write(time, text);
    ddbstream_time again;
    int whole = snprintf(expected, sizeof expected, "%" PRId64, time->seconds);
    MUST(strlen(text) == length && strncmp(text, expected, (size_t)whole) == 0);
    MUST(slow_json_is_number(text, length) && strpbrk(text, "eE") == NULL);
    if (time->seconds >= YEAR_5138) {
        MUST(length == (size_t)whole + 9 && strtoul(text + whole, NULL, 10) == time->nanoseconds);
    } else {
        MUST((strchr(text, '.') != NULL) == (time->nanoseconds != 0));
        MUST(time->nanoseconds == 0 || text[length - 1] != '0');
    }
    if (time->seconds > MOST_SECONDS)
        return;
    MUST(ddbs_creation_time_parse(&again, text, length));
    MUST(again.seconds == time->seconds && again.nanoseconds == time->nanoseconds);
}

static void check_number(const char *text, size_t length)
{
    struct slow_number number;
    bool is_number = slow_json_is_number(text, length);
    ddbstream_time time;
    struct decimal decimal;
    int64_t integer;
    MUST(ddbs_decimal_is_number(text, length) == is_number);
    if (!is_number) {
        MUST(!ddbs_decimal_parse(&decimal, text, length));
        MUST(!ddbs_decimal_to_integer(text, length, &integer));
        MUST(!ddbs_creation_time_parse(&time, text, length));
        return;
    }
    number = slow_number_read(text, length);
    check_decimal(text, length, &number);
    check_integer(text, length, &number);
    check_conversions(text, length, &number);
    check_time(text, length, &number);
    if (ddbs_creation_time_parse(&time, text, length))
        check_written_time(&time);
}

static void check_any_time(const char *text, size_t length)
{
    struct input input = { text, length };
    ddbstream_time time = { 0, 0, { NULL, 0 } };
    time.seconds = (int64_t)(take_number(&input) >> 1);
    time.nanoseconds = (uint32_t)(take_number(&input) % 1000000000);
    check_written_time(&time);
}

/* Base64, bit by bit. */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int bit_of(const unsigned char *data, size_t length, size_t bit)
{
    return bit / 8 < length ? data[bit / 8] >> (7 - bit % 8) & 1 : 0;
}

static void slow_encode(const unsigned char *data, size_t length, char *out)
{
    size_t characters = (length + 2) / 3 * 4;
    for (size_t i = 0; i < characters; i++) {
        size_t value = 0;
        for (size_t bit = 6 * i; bit < 6 * i + 6; bit++)
            value = value * 2 + (size_t)bit_of(data, length, bit);
        out[i] = 6 * i < 8 * length ? alphabet[value] : '=';
    }
}

static void check_encoded(const char *text, size_t length)
{
    const unsigned char *data = (const unsigned char *)text;
    size_t encoded = ddbs_base64_encoded_length(length), decoded = 0;
    char *out = malloc(encoded), *expected = malloc(encoded);
    unsigned char *back = malloc(ddbs_base64_decoded_room(encoded));
    MUST(out != NULL && expected != NULL && back != NULL);
    ddbs_base64_encode(data, length, out);
    slow_encode(data, length, expected);
    MUST(memcmp(out, expected, encoded) == 0);
    MUST(ddbs_base64_decode(out, encoded, back, &decoded));
    MUST(same_bytes(back, decoded, text, length));
    free(back);
    free(expected);
    free(out);
}

/* What it stands for if it is base64: the bits of characters that are in the alphabet. */
static size_t slow_decode(const char *text, size_t length, unsigned char *out)
{
    size_t bits = 0;
    memset(out, 0, length);
    for (size_t i = 0; i < length && text[i] != '\0'; i++) {
        const char *found = strchr(alphabet, text[i]);
        if (found == NULL)
            break;
        for (int bit = 5; bit >= 0; bit--, bits++)
            out[bits / 8] |= (unsigned char)(((found - alphabet) >> bit & 1) << (7 - bits % 8));
    }
    return bits / 8;
}

/* It is base64 if it is what its own bytes are encoded as. */
static void check_decoded(const char *text, size_t length)
{
    unsigned char *out = malloc(ddbs_base64_decoded_room(length)), *expected = malloc(length + 1);
    char *encoded = malloc(length + 4);
    size_t decoded = 0, expected_length = slow_decode(text, length, expected);
    bool is_base64 = (expected_length + 2) / 3 * 4 == length;
    MUST(out != NULL && expected != NULL && encoded != NULL);
    slow_encode(expected, expected_length, encoded);
    is_base64 = is_base64 && memcmp(encoded, text, length) == 0;
    MUST(ddbs_base64_decode(text, length, out, &decoded) == is_base64);
    if (is_base64)
        MUST(same_bytes(out, decoded, expected, expected_length));
    free(encoded);
    free(expected);
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = exact_copy(data, size);
    check_number(text, size);
    check_made_number(text, size);
    check_pair(text, size);
    check_any_time(text, size);
    check_encoded(text, size);
    check_decoded(text, size);
    free(text);
    return 0;
}
