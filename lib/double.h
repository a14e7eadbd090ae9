/* Decimal numbers as doubles, and back. */
#ifndef DDBS_DOUBLE_H
#define DDBS_DOUBLE_H

#include <ddbstream/status.h>

#include "decimal.h"

/* The nearest double, of two the even one. DDBSTREAM_OK when it is the number; DDBSTREAM_INEXACT
 * when it is but the nearest; DDBSTREAM_ERROR_RANGE, and nothing is written, when that would be
 * infinite. */
ddbstream_status ddbs_double_from_decimal(const struct decimal *decimal, double *result);

#endif
