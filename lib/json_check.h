/* Whether a text is one JSON value, and nothing else. */
#ifndef DDBS_JSON_CHECK_H
#define DDBS_JSON_CHECK_H

#include <ddbstream/allocator.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

/* Returns DDBSTREAM_OK; DDBSTREAM_ERROR_JSON, _TRUNCATED, _TEXT or _LIMIT;
 * DDBSTREAM_ERROR_MEMORY. */
ddbstream_status ddbs_json_check(ddbstream_string text, const ddbstream_allocator *allocator);

#endif
