/* Where bytes become records, stage by stage.
 *
 *     bytes -> mark -> joiner -> guarded -> reader -> document -> record -> callback
 *                      (whole    (Unicode,  (yajl)   (which      (typed
 *                       tokens)   long                record?)    values)
 *                                 strings)
 *
 * Whole records in the bytes at hand need not go that way: the lane takes them as they are, and yajl
 * is shown a null in their place, so that it still judges the document around them.
 *
 *     bytes    {"Records":[{...},{...},{..?.},{...}]}
 *     lane                 ^^^^^^^^^^^ withdraws ^^^^^
 *     yajl     {"Records":[null       ,{..?.},null ]}
 *
 * A record that the caller's cuts have split is gathered for it.
 *
 * The stages up to guarded do not know each other; this file passes on what comes out of each. */
#include "intake.h"

#include "brackets.h"
#include "delivery.h"
#include "frame.h"
#include "guarded.h"
#include "rare.h"
#include "space.h"

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

/* What it says is a step. */
static int hear(void *context, const struct token *token)
{
    struct ddbstream_decoder *decoder = context;
    return (int)ddbs_document_hear(&decoder->document, token);
}

static ddbstream_status judge(void *context, const struct token *token, int said)
{
    struct ddbstream_decoder *decoder = context;
    (void)token;
    return act_on(decoder, ddbs_document_heed(&decoder->document, (enum step)said));
}

struct token_listener ddbs_intake_listener(struct ddbstream_decoder *decoder)
{
    return (struct token_listener){ hear, decoder, judge };
}

/* While yajl is shown a stand-in. */
static int hear_nothing(void *context, const struct token *token)
{
    (void)context;
    (void)token;
    return 0;
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

/* Records behind many from which the lane has withdrawn are like them; some are tried all the same. */
static bool is_worth_trying(const struct ddbstream_decoder *decoder)
{
    enum { MANY = 8, ONE_IN = 16 };
    return decoder->refusals < MANY || decoder->document.count % ONE_IN == 0;
}

size_t ddbs_intake_take_by_lane(struct ddbstream_decoder *decoder, const char *data, size_t length,
                                uint64_t offset)
{
    struct arena_mark before = ddbs_arena_mark(&decoder->arena);
    size_t taken;
    if (!is_worth_trying(decoder))
        return 0;
    ddbs_record_parser_begin(&decoder->record, decoder->document.count, offset);
    taken = ddbs_lane_take(&decoder->lane, data, length);
    decoder->refusals = taken == 0 ? decoder->refusals + 1 : 0;
    if (taken == 0)
        ddbs_arena_go_back(&decoder->arena, before);
    return taken;
}

/* Shows yajl a piece of which nobody need hear. */
static ddbstream_status show(struct ddbstream_decoder *decoder, const struct piece *piece)
{
    struct token_listener listener = decoder->reader.listener;
    ddbstream_status status;
    decoder->reader.listener = (struct token_listener){ hear_nothing, NULL, NULL };
    status = ddbs_reader_parse(&decoder->reader, piece);
    decoder->reader.listener = listener;
    return status;
}

/* Shows yajl one null for all that the lane has taken: its state after it is the same. */
static ddbstream_status show_stand_in(struct ddbstream_decoder *decoder, size_t length)
{
    static const char after_record[] = ",null", first[] = "null";
    bool has_comma = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    struct piece piece = { .data = has_comma ? after_record : first };
    if (length == 0)
        return DDBSTREAM_OK;
    piece.length = has_comma ? sizeof after_record - 1 : sizeof first - 1;
    piece.unseen = length - piece.length;
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
        if (at == bytes->length || offset == decoder->refused_at)
            break;
        taken = ddbs_intake_take_by_lane(decoder, bytes->data + at, bytes->length - at, offset);
        if (decoder->lane.no_memory)
            return DDBSTREAM_ERROR_MEMORY;
        if (taken == 0) {
            decoder->refused_at = offset;
            break;
        }
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
    ddbs_piece_drop_front(rest, done);
    return status == DDBSTREAM_OK ? show_stand_in(decoder, done) : status;
}

/* The frame. A document may be just in the usual one, and the lane may take all of its records: then
 * yajl need not be made for it. */

/* Shows yajl a frame that it has missed, as far as it goes. Its end the document has missed too. */
static ddbstream_status show_frame(struct ddbstream_decoder *decoder)
{
    struct frame missed = decoder->missed;
    struct piece front = { .data = "{\"Records\":[", .length = 12, .unseen = missed.front - 12 };
    struct piece end = { .data = "]}", .length = 2, .unseen = missed.end - 2 };
    ddbstream_status status = show(decoder, &front);
    decoder->missed = (struct frame){ .front = 0 };
    if (status == DDBSTREAM_OK)
        status = show_stand_in(decoder, missed.records);
    if (status == DDBSTREAM_OK && missed.end > 0)
        status = ddbs_reader_parse(&decoder->reader, &end);
    return status;
}

/* Reads a document that begins with the frame as far as the lane does, and leaves the rest. */
static ddbstream_status read_framed(struct ddbstream_decoder *decoder, struct piece *rest)
{
    size_t front = ddbs_frame_front(rest->data, rest->length), done = front;
    ddbstream_status status;
    if (front == 0 || decoder->yajl_only || decoder->lane.max_string < LANE_STRING
        || !ddbs_document_enter_records(&decoder->document))
        return DDBSTREAM_OK;
    status = take_records(decoder, rest, false, &done);
    if (status != DDBSTREAM_OK)
        return status;
    ddbs_piece_drop_front(rest, done);
    decoder->missed = (struct frame){ .front = front, .records = done - front };
    if (!ddbs_frame_is_end(rest->data, rest->length))
        return show_frame(decoder);
    decoder->missed.end = rest->length;
    ddbs_piece_drop_front(rest, rest->length);
    return DDBSTREAM_OK;
}

/* Behind a frame nothing belongs but space. */
static ddbstream_status read_behind_frame(struct ddbstream_decoder *decoder, struct piece *rest)
{
    const char *end = rest->data + rest->length;
    if (ddbs_skip_space(rest->data, end) < end)
        return show_frame(decoder);
    decoder->missed.end += rest->length;
    ddbs_piece_drop_front(rest, rest->length);
    return DDBSTREAM_OK;
}

static ddbstream_status end_frame(struct ddbstream_decoder *decoder)
{
    return ddbs_document_leave_records(&decoder->document) ? DDBSTREAM_OK
                                                           : ddbs_deliver_no_memory(decoder);
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

/* Whether what comes next lies between records, and nothing of it has been taken. */
static bool is_between_records(const struct ddbstream_decoder *decoder)
{
    return !decoder->yajl_only && ddbs_joiner_is_idle(&decoder->joiner)
           && ddbs_document_place(&decoder->document) == PLACE_BETWEEN_RECORDS;
}

/* Gathers the rest of a chunk, if a record begins there that does not end in it. */
static ddbstream_status gather_record(struct ddbstream_decoder *decoder, struct piece *rest)
{
    bool after_record = decoder->reader.before.expect == EXPECT_MORE_ITEMS;
    enum gathering gathering;
    if (decoder->document.count >= decoder->document.max_records || !is_worth_trying(decoder)
        || find_record(rest->data, rest->length, after_record) == rest->length)
        return DDBSTREAM_OK;
    gathering = ddbs_gather_begin(&decoder->gather, rest);
    if (gathering == GATHERED_PART)
        decoder->refused_at = NOWHERE; /* perhaps only for want of the bytes to come */
    return gathering == GATHERED_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
}

/* Reading. */

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
        stretch = ddbs_piece_take_front(&rest, stretch_length(decoder, &rest));
        status = ddbs_read_guarded(&decoder->guarded, &decoder->reader, stretch,
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

/* The stages, from the joiner on. */
static ddbstream_status read_bytes(struct ddbstream_decoder *decoder, struct piece rest)
{
    ddbstream_status status;
    struct piece piece;
    do {
        status = ddbs_joiner_next(&decoder->joiner, &rest, &piece);
        if (status == DDBSTREAM_ERROR_JSON)
            status = refuse_string(decoder);
        if (status == DDBSTREAM_OK && piece.length > 0)
            status = read_piece(decoder, piece, false);
    } while (status == DDBSTREAM_OK && piece.length > 0);
    return status;
}

/* What has been gathered, whole or not. */
static ddbstream_status read_gathered(struct ddbstream_decoder *decoder)
{
    struct gather *gather = &decoder->gather;
    struct piece bytes = { .data = gather->bytes.data, .length = gather->bytes.length };
    ddbstream_status status;
    ddbs_gather_reset(gather); /* keeps the bytes where they are */
    status = read_by_lane(decoder, &bytes);
    return status == DDBSTREAM_OK ? read_bytes(decoder, bytes) : status;
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

static bool is_at_start(const struct ddbstream_decoder *decoder)
{
    return decoder->lines.mode == LINES_NONE && decoder->reader.yajl == NULL
           && ddbs_joiner_is_idle(&decoder->joiner)
           && ddbs_document_place(&decoder->document) == PLACE_AT_START;
}

/* What need not go through the joiner: the frame, and records, as far as the lane takes them. */
static ddbstream_status read_front(struct ddbstream_decoder *decoder, struct piece *rest)
{
    ddbstream_status status = DDBSTREAM_OK;
    if (decoder->gather.is_on)
        status = go_on_gathering(decoder, rest);
    else if (decoder->missed.front > 0)
        status = read_behind_frame(decoder, rest);
    else if (is_at_start(decoder))
        status = read_framed(decoder, rest);
    if (status == DDBSTREAM_OK && rest->length > 0 && is_between_records(decoder))
        status = read_by_lane(decoder, rest);
    if (status == DDBSTREAM_OK && rest->length > 0 && is_between_records(decoder))
        status = gather_record(decoder, rest);
    return status;
}

/* So that a stretch ends where records begin; but in a split token nobody knows where that is. */
static struct piece take_stretch(const struct ddbstream_decoder *decoder, struct piece *rest)
{
    bool is_idle = ddbs_joiner_is_idle(&decoder->joiner);
    return ddbs_piece_take_front(rest, is_idle ? stretch_length(decoder, rest) : rest->length);
}

ddbstream_status ddbs_intake_feed(struct ddbstream_decoder *decoder, struct piece rest)
{
    ddbstream_status status = skip_mark(decoder, &rest);
    while (status == DDBSTREAM_OK && rest.length > 0) {
        status = read_front(decoder, &rest);
        if (status == DDBSTREAM_OK && rest.length > 0)
            status = read_bytes(decoder, take_stretch(decoder, &rest));
        status = settle(decoder, status);
    }
    return status;
}

/* The last bytes, behind the mark, whose last token may lack its end. */
static ddbstream_status read_last(struct ddbstream_decoder *decoder, struct piece last)
{
    return settle(decoder, read_piece(decoder, last, true));
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
    if (decoder->missed.front > 0)
        return end_frame(decoder);
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
    ddbstream_status status = skip_mark(decoder, &rest);
    if (status == DDBSTREAM_OK)
        status = settle(decoder, read_framed(decoder, &rest));
    if (status != DDBSTREAM_OK)
        return status;
    return decoder->missed.front > 0 ? end_frame(decoder) : read_last(decoder, rest);
}
