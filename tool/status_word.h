/* A word for each status, for programs to read. */
#ifndef TOOL_STATUS_WORD_H
#define TOOL_STATUS_WORD_H

#include <ddbstream/status.h>

/* "json", "number", ...; "unknown" for a number that is no status. Words never change. */
const char *status_word(ddbstream_status status);

#endif
