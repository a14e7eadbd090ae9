/* The order of numbers by value, over all their digits and any exponent. */
#ifndef DDBS_NUMBER_ORDER_H
#define DDBS_NUMBER_ORDER_H

#include <stdbool.h>

#include <ddbstream/text.h>

#include "decimal.h"
#include "hash.h"

/* A number taken apart: 0.DIGITS times ten to the (mantissa.point + exponent). Points into its
 * text. */
struct number {
    ddbstream_string text;
    bool is_number;
    struct decimal mantissa; /* without the exponent, */
    struct exponent {
        bool negative;
        const char *digits; /* which can be of any size; no zeros at the front */
        size_t count;
    } exponent;
};

void ddbs_number_read(struct number *number, ddbstream_string text);

/* By value: 0 for 1.0 and 1E0, or 0 and -0. Text that is no number comes after all numbers, and is
 * ordered as text. */
int ddbs_number_order(const struct number *a, const struct number *b);

/* Hashes alike what is alike by that order. */
void ddbs_number_hash(const struct number *number, struct hash *hash);

#endif
