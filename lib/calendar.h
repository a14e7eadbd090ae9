/* Points in time as dates, in UTC. */
#ifndef DDBS_CALENDAR_H
#define DDBS_CALENDAR_H

#include <ddbstream/record.h>

enum { CALENDAR_ROOM = 48 };

/* "2023-05-19 02:30:49" */
void ddbs_calendar_write_plain(const ddbstream_time *time, char text[CALENDAR_ROOM]);

/* "2023-05-19T02:30:49.123Z", as RFC 3339 has it */
void ddbs_calendar_write_rfc3339(const ddbstream_time *time, char text[CALENDAR_ROOM]);

#endif
