/* What is decoded, and what it must come to. */
#ifndef CASES_H
#define CASES_H

#include <stdbool.h>

#include <ddbstream/ddbstream.h>

#include "shape.h"

enum { EACH = -1 }; /* one for each time that the part is repeated */

struct linear_case {
    const char *name;
    struct shape shape;
    size_t count; /* how often a part is repeated when the document is small */
    int records, errors;
    ddbstream_status status;
    ddbstream_options limits; /* only the limits are looked at */
    bool is_square;           /* a control: decoded as many times as a part is repeated */
};

extern const struct linear_case linear_cases[];
extern const size_t linear_case_count;

#endif
