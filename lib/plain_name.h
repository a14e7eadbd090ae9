/* Names that stand in paths as they are. */
#ifndef DDBS_PLAIN_NAME_H
#define DDBS_PLAIN_NAME_H

#include <stdbool.h>
#include <stddef.h>

static inline bool ddbs_is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* An identifier: letters, digits and underscores, and no digit first. */
static inline bool ddbs_is_plain_name(const char *name, size_t length)
{
    if (length == 0 || !ddbs_is_name_start(name[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!ddbs_is_name_start(name[i]) && !(name[i] >= '0' && name[i] <= '9'))
            return false;
    return true;
}

#endif
