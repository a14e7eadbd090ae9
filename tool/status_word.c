/* Names statuses in a word. The manual lists the words. */
#include "status_word.h"

#include <stddef.h>

static const char *const words[DDBSTREAM_STATUS_COUNT_] = {
    [DDBSTREAM_OK] = "ok",
    [DDBSTREAM_STOPPED] = "stopped",
    [DDBSTREAM_ERROR_ARGUMENT] = "argument",
    [DDBSTREAM_ERROR_MEMORY] = "memory",
    [DDBSTREAM_ERROR_WRITE] = "write",
    [DDBSTREAM_ERROR_JSON] = "json",
    [DDBSTREAM_ERROR_TRUNCATED] = "truncated",
    [DDBSTREAM_ERROR_DOCUMENT] = "document",
    [DDBSTREAM_ERROR_MEMBER] = "member",
    [DDBSTREAM_ERROR_VALUE] = "value",
    [DDBSTREAM_ERROR_NUMBER] = "number",
    [DDBSTREAM_ERROR_BASE64] = "base64",
    [DDBSTREAM_ERROR_TIME] = "time",
    [DDBSTREAM_ERROR_TEXT] = "text",
    [DDBSTREAM_ERROR_DUPLICATE] = "duplicate",
    [DDBSTREAM_ERROR_LIMIT] = "limit",
    [DDBSTREAM_ERROR_ABSENT] = "absent",
    [DDBSTREAM_ERROR_TYPE] = "type",
    [DDBSTREAM_ERROR_SHAPE] = "shape",
    [DDBSTREAM_ERROR_PATH] = "path",
    [DDBSTREAM_INEXACT] = "inexact",
    [DDBSTREAM_ERROR_RANGE] = "range",
    [DDBSTREAM_ERROR_ARN] = "arn",
};

const char *status_word(ddbstream_status status)
{
    const char *word = (size_t)status < DDBSTREAM_STATUS_COUNT_ ? words[status] : NULL;
    return word != NULL ? word : "unknown";
}
