/* Decimal numbers as text: what JSON and DynamoDB call a number. */
#ifndef DDBS_DECIMAL_H
#define DDBS_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the text is a number by RFC 8259, section 6, whole and alone. DynamoDB sends no other
 * form: it takes away '+', leading zeros and bare points before it stores a number. */
bool ddbs_decimal_is_number(const char *text, size_t length);

/* A number taken apart: its value is 0.DIGITS times ten to the `point`. */
struct decimal {
    bool negative;
    const char *first; /* its digits in the text, perhaps with a point between them; */
    size_t count;      /* that many digits, without zeros at the front or the end; 0 for zero */
    int64_t point;
    bool is_clamped; /* the exponent was beyond what is read: `point` is not the number's */
};

/* False when the text is no number. The result points into the text. An exponent beyond ten to the
 * seventeenth, counted with one digit before the point, counts as that. */
bool ddbs_decimal_read(struct decimal *decimal, const char *text, size_t length);

/* False when the text is no number or its exponent is beyond a billion. The result points into the
 * text. */
bool ddbs_decimal_parse(struct decimal *decimal, const char *text, size_t length);

/* The digit at `*at`, which moves on to the next; `decimal.first` is where the first one is. Asked
 * for more digits than there are, it reads beyond the number. */
static inline int ddbs_decimal_next(const char **at)
{
    if (**at == '.')
        ++*at;
    return *(*at)++ - '0';
}

/* The integer made of the `count` digits that begin `from` places after the first, zeros beyond
 * the last one; count is at most 18. */
int64_t ddbs_decimal_digits(const struct decimal *decimal, int64_t from, int64_t count);

/* A whole number that an int64_t holds (below ten to the eighteenth); false when it is no such. */
bool ddbs_decimal_to_integer(const char *text, size_t length, int64_t *integer);

#endif
