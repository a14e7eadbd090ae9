/* Rounds decimal numbers to doubles: small ones by a multiplication, the others in whole numbers;
 * no locale, no errno. */
#include "double.h"

#include <float.h>
#include <string.h>

#include "natural.h"

_Static_assert(sizeof(double) == sizeof(uint64_t) && DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024,
               "a double is one of IEEE 754, with 64 bits");

enum {
    MANTISSA_BITS = 53,
    LOWEST_BIT = 1074, /* 2^-1074 is the smallest double */
    GUARD_BITS = 64,   /* more than a mantissa needs */

    /* Doubles, and the places halfway between two, have at most 768 digits. So between two
     * neighbours of 780 digits there is none. */
    MOST_DIGITS = 780,

    /* The number is below ten to the point, and not below a tenth of that. */
    LARGEST_POINT = 309,
    SMALLEST_POINT = -323
};

/* Digits in steps: as many as a word holds. */
enum { STEP_DIGITS = 9 };

static uint32_t ten_to(size_t power)
{
    static const uint32_t tens[] = { 1,      10,      100,      1000,      10000,
                                     100000, 1000000, 10000000, 100000000, 1000000000 };
    return tens[power];
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static struct natural read_digits(const struct decimal *decimal, size_t count)
{
    struct natural number;
    const char *at = decimal->first;
    number.count = 0;
    for (size_t done = 0, step; done < count; done += step) {
        uint32_t digits = 0;
        step = least(count - done, STEP_DIGITS);
        for (size_t i = 0; i < step; i++)
            digits = digits * 10 + (uint32_t)ddbs_decimal_next(&at);
        ddbs_natural_multiply(&number, ten_to(step), digits);
    }
    return number;
}

/* A number taken as whole * 2^-scale, and a bit more unless `is_exact`. */
struct scaled {
    struct natural whole;
    size_t scale;
    bool is_exact;
};

static void multiply_by_ten_to(struct natural *number, size_t power)
{
    for (size_t step; power > 0; power -= step) {
        step = least(power, STEP_DIGITS);
        ddbs_natural_multiply(number, ten_to(step), 0);
    }
}

static void divide_by_ten_to(struct scaled *number, size_t power)
{
    for (size_t step; power > 0; power -= step) {
        step = least(power, STEP_DIGITS);
        if (ddbs_natural_divide(&number->whole, ten_to(step)))
            number->is_exact = false;
    }
}

/* With so many bits that a mantissa and one bit more can be taken from the front, unless the number
 * is so small that it has fewer. */
static struct scaled scale(const struct decimal *decimal)
{
    size_t count = least(decimal->count, MOST_DIGITS);
    int64_t exponent = decimal->point - (int64_t)count;
    struct scaled scaled = { read_digits(decimal, count), GUARD_BITS, count == decimal->count };
    if (decimal->point <= 0) /* ten has less than 10/3 bits */
        scaled.scale += (size_t)(1 - decimal->point) * 10 / 3 + 1;
    ddbs_natural_shift_left(&scaled.whole, scaled.scale);
    if (exponent >= 0)
        multiply_by_ten_to(&scaled.whole, (size_t)exponent);
    else
        divide_by_ten_to(&scaled, (size_t)-exponent);
    return scaled;
}

/* As the bits of a double. A mantissa's first bit stands for itself in the exponent, so that what
 * is rounded up to the next power of two gets the next exponent. */
static uint64_t round_to_bits(const struct scaled *scaled, ddbstream_status *status)
{
    size_t bits = ddbs_natural_bits(&scaled->whole);
    int64_t top = (int64_t)bits - 1 - (int64_t)scaled->scale; /* the number is from 2^top on */
    int64_t kept = top + LOWEST_BIT + 1 < MANTISSA_BITS ? top + LOWEST_BIT + 1 : MANTISSA_BITS;
    size_t dropped = bits - (size_t)kept;
    uint64_t half = ddbs_natural_from_bit(&scaled->whole, dropped - 1), mantissa = half >> 1;
    bool has_rest = !scaled->is_exact || ddbs_natural_any_below(&scaled->whole, dropped - 1);
    *status = (half & 1) != 0 || has_rest ? DDBSTREAM_INEXACT : DDBSTREAM_OK;
    if ((half & 1) != 0 && (has_rest || (mantissa & 1) != 0))
        mantissa++;
    if (kept == MANTISSA_BITS)
        mantissa += (uint64_t)(top + DBL_MAX_EXP - 2) << (MANTISSA_BITS - 1);
    return mantissa;
}

static ddbstream_status round_in_whole_numbers(const struct decimal *decimal, double *result)
{
    struct scaled scaled = scale(decimal);
    ddbstream_status status;
    uint64_t bits = round_to_bits(&scaled, &status);
    if (bits >> (MANTISSA_BITS - 1) >= 2 * DBL_MAX_EXP - 1)
        return DDBSTREAM_ERROR_RANGE;
    memcpy(result, &bits, sizeof *result);
    return status;
}

/* Up to here both the digits and the power of ten are doubles, and so is the power of five a whole
 * number below 2^53. */
enum { FEW_DIGITS = 15, SMALL_POWER = 22 };

static const struct {
    double ten;
    uint64_t five;
} powers[SMALL_POWER + 1] = { { 1e0, 1 },
                              { 1e1, 5 },
                              { 1e2, 25 },
                              { 1e3, 125 },
                              { 1e4, 625 },
                              { 1e5, 3125 },
                              { 1e6, 15625 },
                              { 1e7, 78125 },
                              { 1e8, 390625 },
                              { 1e9, 1953125 },
                              { 1e10, 9765625 },
                              { 1e11, 48828125 },
                              { 1e12, 244140625 },
                              { 1e13, 1220703125 },
                              { 1e14, 6103515625 },
                              { 1e15, 30517578125 },
                              { 1e16, 152587890625 },
                              { 1e17, 762939453125 },
                              { 1e18, 3814697265625 },
                              { 1e19, 19073486328125 },
                              { 1e20, 95367431640625 },
                              { 1e21, 476837158203125 },
                              { 1e22, 2384185791015625 } };

/* Digits times ten to the power: without its twos, it has to fit a mantissa. */
static bool is_product_exact(uint64_t digits, size_t power)
{
    while (digits % 2 == 0)
        digits /= 2;
    return digits <= ((uint64_t)1 << MANTISSA_BITS) / powers[power].five;
}

/* One multiplication or division of doubles is rounded once, and so rightly. */
static ddbstream_status round_in_doubles(const struct decimal *decimal, int64_t exponent,
                                         double *result)
{
    uint64_t digits = (uint64_t)ddbs_decimal_digits(decimal, 0, (int64_t)decimal->count);
    size_t power = (size_t)(exponent < 0 ? -exponent : exponent);
    bool is_exact;
    if (exponent < 0) {
        *result = (double)digits / powers[power].ten;
        is_exact = digits % powers[power].five == 0;
    } else {
        *result = (double)digits * powers[power].ten;
        is_exact = is_product_exact(digits, power);
    }
    return is_exact ? DDBSTREAM_OK : DDBSTREAM_INEXACT;
}

/* Where doubles are calculated with more bits than they have, they would be rounded twice. */
static bool is_small(const struct decimal *decimal, int64_t exponent)
{
    return FLT_EVAL_METHOD == 0 && decimal->count <= FEW_DIGITS && exponent >= -SMALL_POWER
           && exponent <= SMALL_POWER;
}

static ddbstream_status round_magnitude(const struct decimal *decimal, double *result)
{
    int64_t exponent = decimal->point - (int64_t)decimal->count;
    *result = 0;
    if (decimal->count == 0)
        return DDBSTREAM_OK;
    if (decimal->point > LARGEST_POINT)
        return DDBSTREAM_ERROR_RANGE;
    if (decimal->point < SMALLEST_POINT)
        return DDBSTREAM_INEXACT;
    if (is_small(decimal, exponent))
        return round_in_doubles(decimal, exponent, result);
    return round_in_whole_numbers(decimal, result);
}

ddbstream_status ddbs_double_from_decimal(const struct decimal *decimal, double *result)
{
    double magnitude;
    ddbstream_status status = round_magnitude(decimal, &magnitude);
    if (status == DDBSTREAM_OK || status == DDBSTREAM_INEXACT)
        *result = decimal->negative && decimal->count > 0 ? -magnitude : magnitude;
    return status;
}
