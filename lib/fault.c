/* Keeps a status with its place and message. */
#include "fault.h"

#include <stdarg.h>

void ddbs_fault_init(struct fault *fault, const ddbstream_allocator *allocator)
{
    *fault = (struct fault){ .status = DDBSTREAM_OK };
    ddbs_buffer_init(&fault->path, allocator);
    ddbs_buffer_init(&fault->message, allocator);
}

void ddbs_fault_clear(struct fault *fault)
{
    fault->status = DDBSTREAM_OK;
    fault->offset = 0;
    ddbstream_buffer_clear(&fault->path);
    ddbstream_buffer_clear(&fault->message);
}

void ddbs_fault_release(struct fault *fault)
{
    ddbs_buffer_release(&fault->path);
    ddbs_buffer_release(&fault->message);
}

bool ddbs_fault_say(struct fault *fault, const char *piece, ...)
{
    va_list pieces;
    bool ok = true;
    va_start(pieces, piece);
    for (; piece != NULL && ok; piece = va_arg(pieces, const char *))
        ok = ddbs_buffer_append_text(&fault->message, piece);
    va_end(pieces);
    return ok;
}

ddbstream_error ddbs_fault_error(const struct fault *fault)
{
    return (ddbstream_error){ .size = sizeof(ddbstream_error),
                              .status = fault->status,
                              .offset = fault->offset,
                              .record_index = DDBSTREAM_NO_RECORD,
                              .path = ddbstream_buffer_text(&fault->path),
                              .message = ddbstream_buffer_text(&fault->message) };
}
