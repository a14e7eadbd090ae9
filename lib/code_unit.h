/* \uXXXX, the escape of a UTF-16 code unit. */
#ifndef DDBS_CODE_UNIT_H
#define DDBS_CODE_UNIT_H

#include <stdbool.h>
#include <stddef.h>

enum { CODE_UNIT_LENGTH = sizeof "\\uXXXX" - 1 };

/* -1 when it is no hexadecimal digit. From a table, for nobody foresees whether it is a letter. */
static inline int ddbs_hex_value(char c)
{
    static const signed char values_and_one[256] = {
        ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
        ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12,
        ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16, ['a'] = 11, ['b'] = 12,
        ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    };
    return values_and_one[(unsigned char)c] - 1;
}

/* The code unit of the escape at the front of the text; -1 when there is no such escape. */
static inline int ddbs_code_unit(const char *text, size_t length)
{
    int first, second, third, fourth;
    if (length < CODE_UNIT_LENGTH || text[0] != '\\' || text[1] != 'u')
        return -1;
    first = ddbs_hex_value(text[2]);
    second = ddbs_hex_value(text[3]);
    third = ddbs_hex_value(text[4]);
    fourth = ddbs_hex_value(text[5]);
    if ((first | second | third | fourth) < 0)
        return -1;
    return first << 12 | second << 8 | third << 4 | fourth;
}

static inline bool ddbs_is_high_surrogate(int unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

static inline bool ddbs_is_low_surrogate(int unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

#endif
