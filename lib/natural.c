/* Arithmetic with large whole numbers, word by word. */
#include "natural.h"

#include <string.h>

void ddbs_natural_multiply(struct natural *number, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;
    for (size_t i = 0; i < number->count; i++) {
        carry += (uint64_t)number->words[i] * factor;
        number->words[i] = (uint32_t)carry;
        carry >>= NATURAL_WORD;
    }
    if (carry > 0)
        number->words[number->count++] = (uint32_t)carry;
}

bool ddbs_natural_divide(struct natural *number, uint32_t divisor)
{
    uint64_t rest = 0;
    for (size_t i = number->count; i-- > 0;) {
        rest = rest << NATURAL_WORD | number->words[i];
        number->words[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    while (number->count > 0 && number->words[number->count - 1] == 0)
        number->count--;
    return rest != 0;
}

void ddbs_natural_shift_left(struct natural *number, size_t bits)
{
    size_t words = number->count > 0 ? bits / NATURAL_WORD : 0;
    memmove(number->words + words, number->words, number->count * sizeof number->words[0]);
    memset(number->words, 0, words * sizeof number->words[0]);
    number->count += words;
    ddbs_natural_multiply(number, (uint32_t)1 << bits % NATURAL_WORD, 0);
}

size_t ddbs_natural_bits(const struct natural *number)
{
    size_t bits = number->count * NATURAL_WORD;
    if (number->count == 0)
        return 0;
    for (uint32_t top = number->words[number->count - 1]; top >> (NATURAL_WORD - 1) == 0; top <<= 1)
        bits--;
    return bits;
}

uint64_t ddbs_natural_from_bit(const struct natural *number, size_t bit)
{
    size_t first = bit / NATURAL_WORD, shift = bit % NATURAL_WORD;
    uint64_t result = 0;
    for (size_t i = first; i < number->count; i++) {
        uint64_t word = number->words[i];
        result |= i == first ? word >> shift : word << ((i - first) * NATURAL_WORD - shift);
    }
    return result;
}

bool ddbs_natural_any_below(const struct natural *number, size_t bit)
{
    size_t whole = bit / NATURAL_WORD;
    for (size_t i = 0; i < whole && i < number->count; i++)
        if (number->words[i] != 0)
            return true;
    return whole < number->count
           && (number->words[whole] & (((uint32_t)1 << bit % NATURAL_WORD) - 1)) != 0;
}
