/* Numbers: their text as C's types, each conversion checked, and compared by value.
 *
 * A number arrives as text, a JSON number of any length (value.h). DynamoDB's own have at most 38
 * digits and lie between 1E-130 and 9.99...E+125. Everything here works on the text itself, without
 * rounding on the way, without the locale, errno or memory. A text may be of any length, and so may
 * its exponent.
 *
 * Any of it may be called from any thread. */
#ifndef DDBSTREAM_NUMBER_H
#define DDBSTREAM_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* The digits of DynamoDB's longest numbers. */
#define DDBSTREAM_DECIMAL_DIGITS 38

/* A number in decimal, in one form only: the digits neither begin nor end with a zero, and zero is
 * "0" with exponent 0 and no sign. This struct will not grow. */
typedef struct ddbstream_decimal {
    bool negative;                             /* whether it is below 0 */
    char digits[DDBSTREAM_DECIMAL_DIGITS + 1]; /* '0' to '9', ends in NUL */
    int64_t exponent;                          /* times ten to this */
} ddbstream_decimal;

/* Reads an N as a whole number.
 *
 * value: NULL is allowed and means that there is no value.
 * result: receives the number; not NULL. Untouched unless the call returns DDBSTREAM_OK or _INEXACT.
 * Returns DDBSTREAM_OK when the result is the number; DDBSTREAM_INEXACT when that had a fraction,
 * which is cut off, toward zero; DDBSTREAM_ERROR_RANGE when the result can't hold it; DDBSTREAM_ERROR_ABSENT
 * when value is NULL; DDBSTREAM_ERROR_TYPE when it is no N; DDBSTREAM_ERROR_NUMBER when its text is
 * no number, which a decoder lets no value have. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_int64(const ddbstream_value *value,
                                                        int64_t *result);
DDBSTREAM_API ddbstream_status ddbstream_value_to_uint64(const ddbstream_value *value,
                                                         uint64_t *result);

/* Reads an N as a double: the nearest there is, of two the even one.
 *
 * Arguments and result as for ddbstream_value_to_int64. DDBSTREAM_INEXACT when the double is not
 * the number to its last digit (0.1 is none); so it is for numbers next to zero, which become
 * zero. DDBSTREAM_ERROR_RANGE from half a step beyond the largest double on. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_double(const ddbstream_value *value,
                                                         double *result);

/* Reads an N in decimal. Exact for every number of DynamoDB.
 *
 * Arguments and result as for ddbstream_value_to_int64. DDBSTREAM_INEXACT when it has more than 38
 * digits: it is rounded to these, of two neighbours to the even one. DDBSTREAM_ERROR_RANGE when its
 * exponent, counted with one digit before the point, is beyond ten to the seventeenth. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_decimal(const ddbstream_value *value,
                                                          ddbstream_decimal *result);

/* The same for a number's text, such as a member of an NS. It need not end in NUL; NULL data gives
 * DDBSTREAM_ERROR_ABSENT. */
DDBSTREAM_API ddbstream_status ddbstream_number_to_int64(ddbstream_string number, int64_t *result);
DDBSTREAM_API ddbstream_status ddbstream_number_to_uint64(ddbstream_string number,
                                                          uint64_t *result);
DDBSTREAM_API ddbstream_status ddbstream_number_to_double(ddbstream_string number, double *result);
DDBSTREAM_API ddbstream_status ddbstream_number_to_decimal(ddbstream_string number,
                                                           ddbstream_decimal *result);

/* Which of two numbers is less, by value: "1.0" and "1" are equal, and so are "-0" and "0".
 *
 * Returns less than 0, 0, or more than 0. Texts that are no numbers come after all that are, and
 * among themselves in the order of their bytes, so that anything can be sorted. Takes time in
 * proportion to the shorter text's digits. Cannot fail. */
DDBSTREAM_API int ddbstream_number_compare(ddbstream_string a, ddbstream_string b);

/* Room for the canonical text of every number of DynamoDB's, and its NUL. */
#define DDBSTREAM_NUMBER_ROOM 48

/* Writes a number's canonical text. Two numbers are equal just when these are the same, unless their
 * exponents are beyond ten to the seventeenth, which are written as just this.
 *
 * It has no sign '+', no zero at the front but one before a point, and none at the end of a
 * fraction: "-249.5", "0.001", "0". With more than 40 digits in that form, zeros included, it is
 * written with one digit before the point and an exponent instead: "1E-130", "9.99E+125".
 *
 * text, size: the caller's memory; the text is cut to fit and always ends in NUL when size > 0. May
 * be NULL when size is 0.
 * Returns the length of the whole text, as snprintf does, so a result >= size means it was cut;
 * 0, and an empty text, when it is no number. Cannot fail. */
DDBSTREAM_API size_t ddbstream_number_canonical(ddbstream_string number, char *text, size_t size);

DDBSTREAM_END

#endif
