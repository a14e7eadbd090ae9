/* From type to name and back. */
#include "value_type.h"

#include <stdint.h>

const char *ddbstream_type_name(ddbstream_type type)
{
    static const char *const names[] = {
        [DDBSTREAM_TYPE_S] = "S",       [DDBSTREAM_TYPE_N] = "N",       [DDBSTREAM_TYPE_B] = "B",
        [DDBSTREAM_TYPE_BOOL] = "BOOL", [DDBSTREAM_TYPE_NULL] = "NULL", [DDBSTREAM_TYPE_M] = "M",
        [DDBSTREAM_TYPE_L] = "L",       [DDBSTREAM_TYPE_SS] = "SS",     [DDBSTREAM_TYPE_NS] = "NS",
        [DDBSTREAM_TYPE_BS] = "BS"
    };
    if (type < DDBSTREAM_TYPE_S || type > DDBSTREAM_TYPE_BS)
        return "?";
    return names[type];
}

/* Up to four characters as one number. */
#define LETTERS(a, b, c, d)                                                                        \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static uint32_t letters_of(const char *name, size_t length)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < length; i++)
        letters = letters << 8 | (unsigned char)name[i];
    return letters;
}

ddbstream_type ddbs_find_type(const char *name, size_t length)
{
    if (length == 0 || length > 4 || name[0] == '\0')
        return 0;
    switch (letters_of(name, length)) {
    case 'S':
        return DDBSTREAM_TYPE_S;
    case 'N':
        return DDBSTREAM_TYPE_N;
    case 'B':
        return DDBSTREAM_TYPE_B;
    case 'M':
        return DDBSTREAM_TYPE_M;
    case 'L':
        return DDBSTREAM_TYPE_L;
    case LETTERS(0, 0, 'S', 'S'):
        return DDBSTREAM_TYPE_SS;
    case LETTERS(0, 0, 'N', 'S'):
        return DDBSTREAM_TYPE_NS;
    case LETTERS(0, 0, 'B', 'S'):
        return DDBSTREAM_TYPE_BS;
    case LETTERS('B', 'O', 'O', 'L'):
        return DDBSTREAM_TYPE_BOOL;
    case LETTERS('N', 'U', 'L', 'L'):
        return DDBSTREAM_TYPE_NULL;
    default:
        return 0;
    }
}
