/* \uXXXX, the escape of a UTF-16 code unit. */
#ifndef DDBS_CODE_UNIT_H
#define DDBS_CODE_UNIT_H

#include <stdbool.h>
#include <stddef.h>

enum { CODE_UNIT_LENGTH = sizeof "\\uXXXX" - 1 };

static inline int ddbs_hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code unit of the escape at the front of the text; -1 when there is no such escape. */
static inline int ddbs_code_unit(const char *text, size_t length)
{
    int unit = 0;
    if (length < CODE_UNIT_LENGTH || text[0] != '\\' || text[1] != 'u')
        return -1;
    for (int i = 2; i < CODE_UNIT_LENGTH; i++) {
        int digit = ddbs_hex_value(text[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
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
