/* Writes the steps of a JSON path. */
#include "path.h"

#include <inttypes.h>
#include <stdio.h>

#include "escape.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_identifier(ddbstream_string name)
{
    if (name.length == 0 || !is_letter(name.data[0]))
        return false;
    for (size_t i = 1; i < name.length; i++)
        if (!is_letter(name.data[i]) && !(name.data[i] >= '0' && name.data[i] <= '9'))
            return false;
    return true;
}

bool ddbs_path_member(struct ddbstream_buffer *path, ddbstream_string name)
{
    if (is_identifier(name))
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
