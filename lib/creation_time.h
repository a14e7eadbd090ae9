/* ApproximateCreationDateTime, in every unit and form in which it comes. */
#ifndef DDBS_CREATION_TIME_H
#define DDBS_CREATION_TIME_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/record.h>

/* Sets seconds and nanoseconds from a decimal number, exactly; digits beyond the nanosecond are
 * dropped. The unit is told by the size: below 1e11 seconds, below 1e14 milliseconds, below 1e17
 * microseconds, else nanoseconds (each bound lies thousands of years from now in the smaller unit
 * and in the 1970s in the larger). False when it is no number, negative, or too large. */
bool ddbs_creation_time_parse(ddbstream_time *time, const char *text, size_t length);

/* How many places the point moves left to make seconds. */
enum time_unit { UNIT_MILLISECONDS = 3, UNIT_MICROSECONDS = 6 };

/* Sets seconds and nanoseconds from the time's own text, in that unit. False as above. */
bool ddbs_creation_time_parse_unit(ddbstream_time *time, enum time_unit unit);

/* Room for what is written below. */
enum { CREATION_TIME_ROOM = 32 };

/* Writes seconds as a plain decimal, with as many fraction digits as it takes: "1559320290.838".
 * From 1e11 seconds on, which would be read as another unit, it writes nanoseconds. Returns the
 * length; ends in NUL. */
size_t ddbs_creation_time_write(const ddbstream_time *time, char text[CREATION_TIME_ROOM]);

#endif
