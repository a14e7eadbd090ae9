/* Has the reader read what the guard hands on, part by part. */
#include "guarded.h"

ddbstream_status ddbs_read_guarded(struct guard *guard, struct reader *reader, struct piece rest,
                                   bool is_last)
{
    ddbstream_status status;
    struct piece part;
    do {
        status = ddbs_guard_next(guard, &rest, &part);
        if (status != DDBSTREAM_OK)
            break;
        if (is_last && rest.length == 0)
            return ddbs_reader_finish(reader, &part);
        status = ddbs_reader_parse(reader, &part);
    } while (status == DDBSTREAM_OK && rest.length > 0);
    return status;
}
