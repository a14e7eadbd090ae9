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
 * A record that the caller's cuts have split is gathered for it.
 *
 * Each stage knows only the next one; this file passes on what comes out of each. */
#include "intake.h"

#include "brackets.h"
#include "delivery.h"
#include "frame.h"
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
        return ddbs_give_up(decoder, &decoder->document.fault, decoder->document.found);
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
    return ddbs_give_up(decoder, &flaw, NULL);
}

static ddbstream_status skip_mark(struct ddbstream_decoder *decoder, struct piece *rest)
{
    struct flaw flaw = { DDBSTREAM_ERROR_JSON, 0, "expected the rest of a byte order mark" };
    ddbs_reader_skip(&decoder->reader, ddbs_mark_skip(&decoder->mark, rest));
    if (!ddbs_mark_is_broken(&decoder->mark))
        return DDBSTREAM_OK;
    flaw.offset = decoder->reader.piece_offset;
    return ddbs_give_up(decoder, &flaw, NULL);
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

/* Shows yajl a piece of which nobody need hear. */
static ddbstream_status show(struct ddbstream_decoder *decoder, const struct piece *piece)
{
    struct token_listener listener = decoder->reader.listener;
    ddbstream_status status;
    decoder->reader.listener = (struct token_listener){ hear_nothing, NULL };
    status = ddbs_reader_parse(&decoder->reader, piece);
    decoder->reader.listener = listener;
    return status;
}

/* Shows yajl one null for all that the lane has taken from the front of `rest`: its state after it
 * is the same. */
static ddbstream_status show_stand_in(struct ddbstream_decoder *decoder, struct piece *rest,
                                      size_t length)
{
    static const char after_record[] = ",null", first[] = "null";
    bool has_comma = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    struct piece piece = { .data = has_comma ? after_record : first };
    if (length == 0)
        return DDBSTREAM_OK;
    piece.length = has_comma ? sizeof after_record - 1 : sizeof first - 1;
    piece.unseen = length - piece.length;
    ddbs_piece_drop_front(rest, length);
    return show(decoder, &piece);
}

/* Takes as many records as it can from the bytes at `*done` on, which comes out behind them. */
static ddbstream_status take_records(struct ddbstream_decoder *decoder, const struct piece *bytes,
                                     bool after_record, size_t *done)
{
    while (decoder->document.count < decoder->document.max_records) {
        size_t at = *done + find_record(bytes->data + *done, bytes->length - *done, after_record);
        uint64_t offset = decoder->reader.piece_offset + at;
        size_t taken;
        if (at == bytes->length)
            break;
        taken = ddbs_intake_take_by_lane(decoder, bytes->data + at, bytes->length - at, offset);
        if (decoder->lane.no_memory)
            return DDBSTREAM_ERROR_MEMORY;
        if (taken == 0)
            break;
        *done = at + taken;
        after_record = true;
        ddbs_document_count(&decoder->document);
        if (ddbs_deliver_record(decoder) != DDBSTREAM_OK)
            return decoder->status;
    }
    return DDBSTREAM_OK;
}

/* Takes as many records as it can from the front of `rest`. */
static ddbstream_status read_by_lane(struct ddbstream_decoder *decoder, struct piece *rest)
{
    bool after_record = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    size_t done = 0;
    ddbstream_status status;
    if (decoder->yajl_only || ddbs_document_place(&decoder->document) != PLACE_BETWEEN_RECORDS)
        return DDBSTREAM_OK;
    status = take_records(decoder, rest, after_record, &done);
    return status == DDBSTREAM_OK ? show_stand_in(decoder, rest, done) : status;
}

/* A whole document may have just the frame that most have. Then yajl need not be made for it, unless
 * the lane withdraws: it is shown then what it has missed, and `rest` is what is left. */
static ddbstream_status read_framed(struct ddbstream_decoder *decoder, struct piece *rest,
                                    bool *is_done)
{
    size_t front = ddbs_frame_front(rest->data, rest->length), done = front;
    struct piece shown = { .data = rest->data, .length = front };
    ddbstream_status status;
    if (front == 0 || decoder->yajl_only || decoder->lane.max_string < LANE_STRING
        || !ddbs_document_enter_records(&decoder->document))
        return DDBSTREAM_OK;
    status = take_records(decoder, rest, false, &done);
    if (status != DDBSTREAM_OK)
        return status;
    if (ddbs_frame_is_end(rest->data + done, rest->length - done)) {
        *is_done = true;
        return ddbs_document_leave_records(&decoder->document) ? DDBSTREAM_OK
                                                               : DDBSTREAM_ERROR_MEMORY;
    }
    ddbs_piece_drop_front(rest, front);
    status = show(decoder, &shown);
    return status == DDBSTREAM_OK ? show_stand_in(decoder, rest, done - front) : status;
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

/* Gathering. */

/* Whether a record begins at the front of the bytes that does not end in them. */
static bool has_split_record(const struct ddbstream_decoder *decoder, const struct piece *rest)
{
    bool after_record = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    struct bracket_scan scan = { .open = 0 };
    if (decoder->yajl_only || decoder->document.count >= decoder->document.max_records
        || ddbs_document_place(&decoder->document) != PLACE_BETWEEN_RECORDS
        || find_record(rest->data, rest->length, after_record) == rest->length)
        return false;
    ddbs_brackets_scan(&scan, rest->data, rest->length);
    return !scan.has_ended;
}

/* Gathers the rest of the chunk, whose last token the joiner holds. When that is too much, nothing
 * is gathered. */
static ddbstream_status gather_rest(struct ddbstream_decoder *decoder, struct piece *rest)
{
    struct gather *gather = &decoder->gather;
    struct piece held = ddbs_joiner_last(&decoder->joiner), whole = *rest;
    enum gathering gathering = ddbs_gather_add(gather, &whole);
    if (gathering == GATHERED_PART && held.length > 0)
        gathering = ddbs_gather_add(gather, &held);
    if (gathering != GATHERED_PART) {
        ddbs_gather_reset(gather);
        return gathering == GATHERED_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
    }
    gather->is_on = true;
    ddbs_joiner_reset(&decoder->joiner);
    ddbs_piece_drop_front(rest, rest->length);
    return DDBSTREAM_OK;
}

/* Reading. */

/* Where a piece comes from: only of a chunk can something be gathered. */
enum origin_of_piece { FROM_CHUNK, FROM_GATHER, FROM_END };

/* A piece of whole tokens is read by the lane where records begin, and else stretch by stretch. */
static ddbstream_status read_piece(struct ddbstream_decoder *decoder, struct piece rest,
                                   enum origin_of_piece from)
{
    ddbstream_status status;
    do {
        struct piece stretch;
        status = read_by_lane(decoder, &rest);
        if (status == DDBSTREAM_OK && from == FROM_CHUNK && has_split_record(decoder, &rest))
            status = gather_rest(decoder, &rest);
        if (status != DDBSTREAM_OK || decoder->gather.is_on)
            break;
        stretch = take_front(&rest, stretch_length(decoder, &rest));
        status = ddbs_read_guarded(&decoder->guard, &decoder->reader, stretch,
                                   from == FROM_END && rest.length == 0);
    } while (status == DDBSTREAM_OK && rest.length > 0);
    return status;
}

/* The joiner has dropped a string too long and found that it is none. */
static ddbstream_status refuse_string(struct ddbstream_decoder *decoder)
{
    return ddbs_reader_refuse_string(&decoder->reader, decoder->joiner.fault_at,
                                     decoder->joiner.fault_reason);
}

/* The stages, from the joiner on. */
static ddbstream_status read_bytes(struct ddbstream_decoder *decoder, struct piece rest,
                                   enum origin_of_piece from)
{
    ddbstream_status status;
    struct piece piece;
    do {
        status = ddbs_joiner_next(&decoder->joiner, &rest, &piece);
        if (status == DDBSTREAM_ERROR_JSON)
            status = refuse_string(decoder);
        if (status == DDBSTREAM_OK && piece.length > 0)
            status = read_piece(decoder, piece, from);
    } while (status == DDBSTREAM_OK && piece.length > 0);
    return status;
}

/* What has been gathered, whole or not. */
static ddbstream_status read_gathered(struct ddbstream_decoder *decoder)
{
    struct gather *gather = &decoder->gather;
    struct piece bytes = { .data = gather->bytes.data, .length = gather->bytes.length };
    ddbs_gather_reset(gather); /* keeps the bytes where they are */
    return read_bytes(decoder, bytes, FROM_GATHER);
}

static ddbstream_status go_on_gathering(struct ddbstream_decoder *decoder, struct piece *rest)
{
    switch (ddbs_gather_add(&decoder->gather, rest)) {
    case GATHERED_PART:
        return DDBSTREAM_OK;
    case GATHERED_NO_MEMORY:
        return DDBSTREAM_ERROR_MEMORY;
    default: /* whole, or too much */
        return read_gathered(decoder);
    }
}

ddbstream_status ddbs_intake_feed(struct ddbstream_decoder *decoder, struct piece rest)
{
    ddbstream_status status = skip_mark(decoder, &rest);
    if (status != DDBSTREAM_OK)
        return status;
    if (decoder->gather.is_on)
        status = go_on_gathering(decoder, &rest);
    if (status == DDBSTREAM_OK)
        status = read_bytes(decoder, rest, FROM_CHUNK);
    return settle(decoder, status);
}

/* The last bytes, behind the mark, whose last token may lack its end. */
static ddbstream_status read_last(struct ddbstream_decoder *decoder, struct piece last)
{
    return settle(decoder, read_piece(decoder, last, FROM_END));
}

static struct piece without_null(struct piece piece)
{
    piece.data = piece.data != NULL ? piece.data : "";
    return piece;
}

ddbstream_status ddbs_intake_finish(struct ddbstream_decoder *decoder)
{
    ddbstream_status status = DDBSTREAM_OK;
    struct piece last;
    if (decoder->gather.is_on)
        status = settle(decoder, read_gathered(decoder));
    last = without_null(ddbs_joiner_last(&decoder->joiner));
    if (status == DDBSTREAM_OK)
        status = skip_mark(decoder, &last);
    return status == DDBSTREAM_OK ? read_last(decoder, last) : status;
}

ddbstream_status ddbs_intake_run(struct ddbstream_decoder *decoder, struct piece document)
{
    struct piece rest = without_null(document);
    bool is_done = false;
    ddbstream_status status = skip_mark(decoder, &rest);
    if (status == DDBSTREAM_OK)
        status = settle(decoder, read_framed(decoder, &rest, &is_done));
    return status == DDBSTREAM_OK && !is_done ? read_last(decoder, rest) : status;
}
