/* Text as a JSON string. */
#ifndef DDBS_ESCAPE_H
#define DDBS_ESCAPE_H

#include <stddef.h>

#include <ddbstream/status.h>

#include "buffer.h"

/* Appends the text in quotes, with '"', '\' and control characters escaped and all else as it is.
 * DDBSTREAM_ERROR_TEXT when it is not UTF-8, DDBSTREAM_ERROR_MEMORY; then what has been appended
 * is of no use. */
ddbstream_status ddbs_escape(struct ddbstream_buffer *buffer, const char *text, size_t length);

#endif
