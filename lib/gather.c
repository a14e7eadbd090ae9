/* Keeps bytes until as many brackets have closed as have opened. */
#include "gather.h"

void ddbs_gather_init(struct gather *gather, const ddbstream_allocator *allocator, size_t most)
{
    *gather = (struct gather){ .most = most };
    ddbs_buffer_init(&gather->bytes, allocator);
}

void ddbs_gather_reset(struct gather *gather)
{
    gather->bytes.length = 0;
    gather->scan = (struct bracket_scan){ .open = 0 };
    gather->is_on = false;
}

void ddbs_gather_release(struct gather *gather)
{
    ddbs_buffer_release(&gather->bytes);
}

/* Takes so many bytes, which have been scanned. */
static enum gathering take(struct gather *gather, struct piece *rest, size_t length)
{
    if (length > gather->most - gather->bytes.length)
        return GATHERED_NONE;
    if (!ddbs_buffer_append(&gather->bytes, rest->data, length))
        return GATHERED_NO_MEMORY;
    ddbs_piece_drop_front(rest, length);
    return gather->scan.has_ended ? GATHERED_WHOLE : GATHERED_PART;
}

enum gathering ddbs_gather_begin(struct gather *gather, struct piece *rest)
{
    enum gathering gathering = GATHERED_NONE;
    ddbs_gather_reset(gather);
    ddbs_brackets_scan(&gather->scan, rest->data, rest->length);
    if (!gather->scan.has_ended)
        gathering = take(gather, rest, rest->length);
    gather->is_on = gathering == GATHERED_PART;
    return gathering;
}

enum gathering ddbs_gather_add(struct gather *gather, struct piece *rest)
{
    return take(gather, rest, ddbs_brackets_scan(&gather->scan, rest->data, rest->length));
}
