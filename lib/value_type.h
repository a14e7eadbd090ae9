/* The names of the ten types. */
#ifndef DDBS_VALUE_TYPE_H
#define DDBS_VALUE_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <ddbstream/value.h>

static inline ddbstream_type ddbs_type_of_letter(char letter)
{
    static const unsigned char types[26] = { ['S' - 'A'] = DDBSTREAM_TYPE_S,
                                             ['N' - 'A'] = DDBSTREAM_TYPE_N,
                                             ['B' - 'A'] = DDBSTREAM_TYPE_B,
                                             ['M' - 'A'] = DDBSTREAM_TYPE_M,
                                             ['L' - 'A'] = DDBSTREAM_TYPE_L };
    return letter >= 'A' && letter <= 'Z' ? (ddbstream_type)types[letter - 'A'] : 0;
}

static inline ddbstream_type ddbs_type_of_set(char letter)
{
    ddbstream_type member = ddbs_type_of_letter(letter);
    bool has_set = member >= DDBSTREAM_TYPE_S && member <= DDBSTREAM_TYPE_B;
    return has_set ? DDBSTREAM_TYPE_SS + (member - DDBSTREAM_TYPE_S) : 0;
}

/* 0 when it is no type's name. */
static inline ddbstream_type ddbs_find_type(const char *name, size_t length)
{
    switch (length) {
    case 1:
        return ddbs_type_of_letter(name[0]);
    case 2:
        return name[1] == 'S' ? ddbs_type_of_set(name[0]) : 0;
    case 4:
        if (memcmp(name, "BOOL", 4) == 0)
            return DDBSTREAM_TYPE_BOOL;
        return memcmp(name, "NULL", 4) == 0 ? DDBSTREAM_TYPE_NULL : 0;
    default:
        return 0;
    }
}

#endif
