/* Points in time as RFC 3339 has them. */
#ifndef TOOL_INSTANT_H
#define TOOL_INSTANT_H

#include <ddbstream/record.h>

enum { INSTANT_ROOM = 48 };

/* "2023-05-19T02:30:49Z", or with up to nine digits of a fraction: "2023-05-19T02:30:49.123Z". A
 * year that has not four digits is written as ISO 8601 and ECMAScript do it, with a sign and six
 * digits or more: "+010000-01-01T00:00:00Z". */
void instant_write(const ddbstream_time *time, char text[INSTANT_ROOM]);

#endif
