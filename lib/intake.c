/* Where bytes become records, stage by stage.
 *
 *     bytes -> mark -> joiner -> guard -> reader -> document -> record -> callback
 *                      (whole    (Unicode) (yajl)   (which      (typed
 *                       tokens)                      record?)    values)
 *
 * Whole records in the piece at hand need not go that way: the lane takes them from the bytes, and
 * yajl is shown a null in their place, so that it still judges the document around them.
 *
 *     piece    {"Records":[{...},{...},{..?.},{...}]}
 *     lane                 ^^^^^^^^^^^ withdraws ^^^^^
 *     yajl     {"Records":[null       ,{..?.},null ]}
 *
 * Each stage knows only the next one; this file passes on what comes out of each. */
#include "intake.h"

#include "brackets.h"
#include "delivery.h"
#include "guarded.h"
#include "rare.h"

/* The stages, from the reader on. */

/* Anything but going on. */
DDBS_RARE static ddbstream_status act_on(struct ddbstream_decoder *decoder, enum step step)
{
    if (step == STEP_DONE)
        return ddbs_deliver_record(decoder);
    if (step == STEP_REMARK)
        return ddbs_deliver_remark(decoder);
    if (step == STEP_FAULT)
        return ddbs_deliver_failure(decoder, &decoder->document.fault, decoder->document.found);
    return DDBSTREAM_ERROR_MEMORY;
}

ddbstream_status ddbs_intake_hear(void *context, const struct token *token)
{
    struct ddbstream_decoder *decoder = context;
    enum step step = ddbs_document_take(&decoder->document, token);
    return step == STEP_NEXT ? DDBSTREAM_OK : act_on(decoder, step);
}

/* While yajl is shown a stand-in. */
static ddbstream_status hear_nothing(void *context, const struct token *token)
{
    (void)context;
    (void)token;
    return DDBSTREAM_OK;
}

/* What the reader or the joiner came to. The statuses of callbacks and of the document have been
 * reported already, or stand in the line that is bad. */
static ddbstream_status settle(struct ddbstream_decoder *decoder, ddbstream_status status)
{
    const struct reader *reader = &decoder->reader;
    struct flaw flaw = { status, reader->fault_offset, reader->fault_reason };
    if (status == DDBSTREAM_OK || decoder->status != DDBSTREAM_OK)
        return decoder->status;
    if (decoder->lines.is_bad)
        return status;
    if (status == DDBSTREAM_ERROR_MEMORY)
        return ddbs_deliver_no_memory(decoder);
    return ddbs_deliver_failure(decoder, &flaw, NULL);
}

static ddbstream_status skip_mark(struct ddbstream_decoder *decoder, struct piece *rest)
{
    struct flaw flaw = { DDBSTREAM_ERROR_JSON, 0, "expected the rest of a byte order mark" };
    ddbs_reader_skip(&decoder->reader, ddbs_mark_skip(&decoder->mark, rest));
    if (!ddbs_mark_is_broken(&decoder->mark))
        return DDBSTREAM_OK;
    flaw.offset = decoder->reader.piece_offset;
    return ddbs_deliver_failure(decoder, &flaw, NULL);
}

/* The lane. */

/* Where the next record begins, if nothing but a comma and space stand before it; else `length`. */
static size_t find_record(const char *data, size_t length, bool after_record)
{
    enum json_expect expect = after_record ? EXPECT_MORE_ITEMS : EXPECT_VALUE;
    size_t start = ddbs_json_skip_separators(&expect, data, length);
    return start < length && data[start] == '{' && expect == EXPECT_VALUE ? start : length;
}

size_t ddbs_intake_take_by_lane(struct ddbstream_decoder *decoder, const char *data, size_t length,
                                uint64_t offset)
{
    struct lane *lane = &decoder->lane;
    size_t taken;
    ddbs_record_parser_begin(&decoder->record, decoder->document.count, offset);
    taken = ddbs_lane_take(lane, data, length);
    if (taken == 0 && !decoder->keeps_records)
        ddbs_arena_reset(&decoder->arena);
    return taken;
}

/* Shows yajl one null for all that the lane has taken from the front of `rest`: its state after it
 * is the same. */
static ddbstream_status show_stand_in(struct ddbstream_decoder *decoder, struct piece *rest,
                                      size_t length)
{
    static const char after_record[] = ",null", first[] = "null";
    bool has_comma = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    struct token_listener listener = decoder->reader.listener;
    struct piece piece = { .data = has_comma ? after_record : first };
    ddbstream_status status;
    piece.length = has_comma ? sizeof after_record - 1 : sizeof first - 1;
    piece.unseen = length - piece.length;
    ddbs_piece_drop_front(rest, length);
    decoder->reader.listener = (struct token_listener){ hear_nothing, NULL };
    status = ddbs_reader_parse(&decoder->reader, &piece);
    decoder->reader.listener = listener;
    return status;
}

/* Takes as many records as it can from the front of `rest`. */
static ddbstream_status read_by_lane(struct ddbstream_decoder *decoder, struct piece *rest)
{
    bool after_record = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    size_t done = 0;
    if (decoder->yajl_only || ddbs_document_place(&decoder->document) != PLACE_BETWEEN_RECORDS)
        return DDBSTREAM_OK;
    while (decoder->document.count < decoder->document.max_records) {
        size_t at = done + find_record(rest->data + done, rest->length - done, after_record);
        uint64_t offset = decoder->reader.piece_offset + at;
        size_t taken =
            ddbs_intake_take_by_lane(decoder, rest->data + at, rest->length - at, offset);
        if (decoder->lane.no_memory)
            return DDBSTREAM_ERROR_MEMORY;
        if (taken == 0)
            break;
        done = at + taken;
        after_record = true;
        ddbs_document_count(&decoder->document);
        if (ddbs_deliver_record(decoder) != DDBSTREAM_OK)
            return decoder->status;
    }
    return done > 0 ? show_stand_in(decoder, rest, done) : DDBSTREAM_OK;
}

/* How much of the front of a piece is to be read before the lane may be tried again. */
static size_t stretch_length(const struct ddbstream_decoder *decoder, const struct piece *piece)
{
    size_t open = decoder->reader.nesting.depth - decoder->document.array_depth;
    if (decoder->yajl_only)
        return piece->length;
    switch (ddbs_document_place(&decoder->document)) {
    case PLACE_AT_START:
    case PLACE_BEFORE_RECORDS:
        return ddbs_brackets_find_array(piece->data, piece->length);
    case PLACE_BETWEEN_RECORDS:
        return ddbs_brackets_find_end(piece->data, piece->length, 0);
    case PLACE_IN_RECORD:
        return ddbs_brackets_find_end(piece->data, piece->length, open);
    case PLACE_AFTER_RECORDS:
        break;
    }
    return piece->length;
}

static struct piece take_front(struct piece *rest, size_t length)
{
    struct piece front = *rest;
    if (length < rest->length)
        front = (struct piece){ .data = rest->data, .length = length };
    ddbs_piece_drop_front(rest, length);
    return front;
}

/* A piece of whole tokens is read by the lane where records begin, and else stretch by stretch. */
static ddbstream_status read_piece(struct ddbstream_decoder *decoder, struct piece rest,
                                   bool is_last)
{
    ddbstream_status status;
    do {
        struct piece stretch;
        status = read_by_lane(decoder, &rest);
        if (status != DDBSTREAM_OK)
            break;
        stretch = take_front(&rest, stretch_length(decoder, &rest));
        status = ddbs_read_guarded(&decoder->guard, &decoder->reader, stretch,
                                   is_last && rest.length == 0);
    } while (status == DDBSTREAM_OK && rest.length > 0);
    return status;
}

/* The joiner has dropped a string too long and found that it is none. */
static ddbstream_status refuse_string(struct ddbstream_decoder *decoder)
{
    return ddbs_reader_refuse_string(&decoder->reader, decoder->joiner.fault_at,
                                     decoder->joiner.fault_reason);
}

/* The stages, up to the reader. */
ddbstream_status ddbs_intake_feed(struct ddbstream_decoder *decoder, struct piece rest)
{
    ddbstream_status status = skip_mark(decoder, &rest);
    struct piece piece;
    if (status != DDBSTREAM_OK)
        return status;
    do {
        status = ddbs_joiner_next(&decoder->joiner, &rest, &piece);
        if (status == DDBSTREAM_ERROR_JSON)
            status = refuse_string(decoder);
        if (status == DDBSTREAM_OK && piece.length > 0)
            status = read_piece(decoder, piece, false);
    } while (status == DDBSTREAM_OK && piece.length > 0);
    return settle(decoder, status);
}

ddbstream_status ddbs_intake_finish(struct ddbstream_decoder *decoder, struct piece last)
{
    if (last.data == NULL)
        last.data = "";
    if (skip_mark(decoder, &last) != DDBSTREAM_OK)
        return decoder->status;
    return settle(decoder, read_piece(decoder, last, true));
}
