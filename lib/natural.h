/* Whole numbers of some thousand bits, as much of their arithmetic as turning decimal numbers into
 * binary ones takes. */
#ifndef DDBS_NATURAL_H
#define DDBS_NATURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NATURAL_WORD = 32, NATURAL_WORDS = 120 };

/* Least significant word first, none of zeros at the end; zero has no words. Whoever calculates
 * sees to it that no number has more words than there are. */
struct natural {
    size_t count;
    uint32_t words[NATURAL_WORDS];
};

/* Becomes number * factor + addend. */
void ddbs_natural_multiply(struct natural *number, uint32_t factor, uint32_t addend);

/* Becomes number / divisor, rounded down; returns whether there was a remainder. */
bool ddbs_natural_divide(struct natural *number, uint32_t divisor);

void ddbs_natural_shift_left(struct natural *number, size_t bits);

/* How many bits it has, without zeros at the front. */
size_t ddbs_natural_bits(const struct natural *number);

/* The bits from that one on, which are at most 64. */
uint64_t ddbs_natural_from_bit(const struct natural *number, size_t bit);

/* Whether one of the bits below that one is set. */
bool ddbs_natural_any_below(const struct natural *number, size_t bit);

#endif
