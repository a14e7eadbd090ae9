/* Names statuses for people, and the version for programs. */
#include <ddbstream/status.h>

#include <stddef.h>

const char *ddbstream_version(void)
{
    return DDBSTREAM_VERSION;
}

const char *ddbstream_status_text(ddbstream_status status)
{
    static const char *const texts[] = {
        [DDBSTREAM_OK] = "all is well",
        [DDBSTREAM_STOPPED] = "stopped by a callback",
        [DDBSTREAM_ERROR_ARGUMENT] = "an argument that makes no sense",
        [DDBSTREAM_ERROR_MEMORY] = "out of memory",
        [DDBSTREAM_ERROR_WRITE] = "output could not be written",
        [DDBSTREAM_ERROR_JSON] = "not valid JSON",
        [DDBSTREAM_ERROR_TRUNCATED] = "the input ends inside the document",
        [DDBSTREAM_ERROR_DOCUMENT] = "not a document of stream records",
        [DDBSTREAM_ERROR_MEMBER] = "a member is wrong or missing",
        [DDBSTREAM_ERROR_VALUE] = "not an attribute value",
        [DDBSTREAM_ERROR_NUMBER] = "not a number",
        [DDBSTREAM_ERROR_BASE64] = "not base64",
        [DDBSTREAM_ERROR_TIME] = "not a time",
        [DDBSTREAM_ERROR_TEXT] = "not Unicode text",
        [DDBSTREAM_ERROR_DUPLICATE] = "the same name twice",
        [DDBSTREAM_ERROR_LIMIT] = "beyond a limit",
        [DDBSTREAM_ERROR_ABSENT] = "no value",
        [DDBSTREAM_ERROR_TYPE] = "a value of another type",
        [DDBSTREAM_ERROR_PATH] = "not a path",
        [DDBSTREAM_INEXACT] = "not exact",
        [DDBSTREAM_ERROR_RANGE] = "out of range",
        [DDBSTREAM_ERROR_ARN] = "not an ARN of a table or stream",
        [DDBSTREAM_ERROR_SHAPE] = "not the shape that was asked for",
    };
    _Static_assert(sizeof texts / sizeof texts[0] == DDBSTREAM_STATUS_COUNT_,
                   "every status has its text");
    if ((size_t)status >= DDBSTREAM_STATUS_COUNT_)
        return "unknown status";
    return texts[status];
}
