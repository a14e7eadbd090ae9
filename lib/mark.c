/* Steps over a byte order mark at the front of a document, wherever it is cut. RFC 8259, section
 * 8.1, lets a parser do so. */
#include "mark.h"

static const char bytes[] = "\xef\xbb\xbf";

enum { WHOLE = sizeof bytes - 1 };

size_t ddbs_mark_skip(struct mark *mark, struct piece *rest)
{
    size_t skipped = 0;
    while (!mark->is_over && rest->length > 0) {
        mark->is_over = rest->data[0] != bytes[mark->length];
        if (mark->is_over)
            break;
        ddbs_piece_drop_front(rest, 1);
        skipped++;
        mark->length++;
        mark->is_over = mark->length == WHOLE;
    }
    return skipped;
}

bool ddbs_mark_is_half(const struct mark *mark)
{
    return mark->length > 0 && mark->length < WHOLE;
}

bool ddbs_mark_is_broken(const struct mark *mark)
{
    return mark->is_over && ddbs_mark_is_half(mark);
}

void ddbs_mark_end(struct mark *mark)
{
    *mark = (struct mark){ 0, true };
}
