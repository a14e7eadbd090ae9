/* Writes the steps of a JSON path. */
#include "path.h"

#include <inttypes.h>
#include <stdio.h>

#include "escape.h"
#include "plain_name.h"

bool ddbs_path_member(struct ddbstream_buffer *path, ddbstream_string name)
{
    if (ddbs_is_plain_name(name.data, name.length))
        return ddbs_buffer_append(path, ".", 1) && ddbs_buffer_append(path, name.data, name.length);
    return ddbs_buffer_append(path, "[", 1)
           && ddbs_escape(path, name.data, name.length) == DDBSTREAM_OK
           && ddbs_buffer_append(path, "]", 1);
}

bool ddbs_path_index(struct ddbstream_buffer *path, uint64_t index)
{
    char step[sizeof "[18446744073709551615]"];
    int length = snprintf(step, sizeof step, "[%" PRIu64 "]", index);
    return ddbs_buffer_append(path, step, (size_t)length);
}
