/* Has the reader read what is made of long strings, and part by part what the guard hands on of all
 * else. */
#include "guarded.h"

#include "quotes.h"

void ddbs_guarded_init(struct guarded *guarded, const ddbstream_allocator *allocator)
{
    ddbs_long_string_init(&guarded->strings, allocator);
    ddbs_guard_init(&guarded->guard, allocator);
}

void ddbs_guarded_release(struct guarded *guarded)
{
    ddbs_long_string_release(&guarded->strings);
    ddbs_guard_release(&guarded->guard);
}

static ddbstream_status read_part(struct reader *reader, const struct piece *part, bool is_last)
{
    return is_last ? ddbs_reader_finish(reader, part) : ddbs_reader_parse(reader, part);
}

/* What has no long string, or one that can't go past yajl. */
static ddbstream_status read_by_guard(struct guarded *guarded, struct reader *reader,
                                      struct piece rest, bool is_last)
{
    ddbstream_status status;
    struct piece part;
    do {
        status = ddbs_guard_next(&guarded->guard, &rest, &part);
        if (status == DDBSTREAM_OK)
            status = read_part(reader, &part, is_last && rest.length == 0);
    } while (status == DDBSTREAM_OK && rest.length > 0);
    return status;
}

static ddbstream_status read_string(struct guarded *guarded, struct reader *reader,
                                    const struct piece *string, bool is_last)
{
    struct piece part;
    ddbstream_status status = ddbs_long_string_read(&guarded->strings, string->data, string->length,
                                                    reader->max_string, &part);
    if (status != DDBSTREAM_OK)
        return status;
    return part.unseen > 0 ? read_part(reader, &part, is_last)
                           : read_by_guard(guarded, reader, part, is_last);
}

ddbstream_status ddbs_read_guarded(struct guarded *guarded, struct reader *reader,
                                   struct piece rest, bool is_last)
{
    ddbstream_status status = DDBSTREAM_OK;
    for (;;) {
        size_t start = ddbs_quotes_find_long(rest.data, rest.length);
        struct piece front, string;
        if (start == rest.length)
            return read_by_guard(guarded, reader, rest, is_last);
        front = ddbs_piece_take_front(&rest, start);
        string = ddbs_piece_take_front(&rest, ddbs_quotes_string_length(rest.data, rest.length));
        if (front.length > 0)
            status = read_by_guard(guarded, reader, front, false);
        if (status == DDBSTREAM_OK)
            status = read_string(guarded, reader, &string, is_last && rest.length == 0);
        if (status != DDBSTREAM_OK || rest.length == 0)
            return status;
    }
}
