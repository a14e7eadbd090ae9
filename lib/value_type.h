/* The names of the ten types. */
#ifndef DDBS_VALUE_TYPE_H
#define DDBS_VALUE_TYPE_H

#include <stddef.h>

#include <ddbstream/value.h>

/* 0 when it is no type's name. */
ddbstream_type ddbs_find_type(const char *name, size_t length);

#endif
