/* Doubles as numbers' text. */
#ifndef DDBS_DOUBLE_TEXT_H
#define DDBS_DOUBLE_TEXT_H

#include <stddef.h>

#include <ddbstream/number.h>

/* The shortest of its texts with 15, 16 or 17 digits that reads back as the same double, in
 * canonical form and ending in NUL. Returns its length; 0 when the double is infinite or NaN. */
size_t ddbs_double_write(double real, char text[DDBSTREAM_NUMBER_ROOM]);

#endif
