/* The decoder: where bytes become records, stage by stage.
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
 * Each stage knows only the next one; this file sets them up and hands over what comes out. */
#include "decoder.h"

#include <string.h>

#include "brackets.h"
#include "document.h"
#include "fault.h"
#include "guard.h"
#include "joiner.h"
#include "lane.h"
#include "mark.h"
#include "memory.h"
#include "rare.h"
#include "reader.h"
#include "record_parser.h"

struct ddbstream_decoder {
    ddbstream_allocator allocator;
    ddbstream_record_fn on_record;
    ddbstream_error_fn on_error;
    void *user;

    struct mark mark;
    struct joiner joiner;
    struct guard guard;
    struct reader reader;
    struct document document;
    struct record_parser record;
    struct lane lane;
    struct arena arena;
    bool keeps_records;
    bool yajl_only;

    ddbstream_status status; /* DDBSTREAM_OK until the document can't be read further */
    bool finished;
    struct fault fault; /* of the document */
    ddbstream_error error;
};

/* Reporting. */

/* Adds what is known of the record being read to an error. */
static void name_record(const struct ddbstream_decoder *decoder, ddbstream_error *error)
{
    const ddbstream_record *record = &decoder->record.record;
    error->record_index = record->index;
    error->record_offset = record->offset;
    error->record_length = record->length;
    error->event_id = record->event_id;
    error->sequence_number = record->sequence_number;
}

/* Ends the document with the error that stands in decoder->error. */
static ddbstream_status end_with_error(struct ddbstream_decoder *decoder)
{
    decoder->status = decoder->error.status;
    decoder->error.ends_document = true;
    return decoder->status;
}

/* Ends the document because of a flaw in it, and says so. */
static ddbstream_status fail(struct ddbstream_decoder *decoder, const struct flaw *flaw)
{
    struct fault *fault = &decoder->fault;
    bool told;
    ddbs_fault_clear(fault);
    fault->status = flaw->status;
    fault->offset = flaw->offset;
    told = ddbs_document_path(&decoder->document, &fault->path)
           && ddbs_fault_say(fault, flaw->reason, NULL);
    if (!told) /* a fault without its text: say it is memory that lacks */
        fault->status = DDBSTREAM_ERROR_MEMORY;
    decoder->error = ddbs_fault_error(fault);
    if (decoder->document.in_record)
        name_record(decoder, &decoder->error);
    end_with_error(decoder);
    if (decoder->on_error != NULL)
        decoder->on_error(&decoder->error, decoder->user);
    return decoder->status;
}

static ddbstream_status stop(struct ddbstream_decoder *decoder, int callback_result)
{
    decoder->error = (ddbstream_error){ .size = sizeof decoder->error,
                                        .status = DDBSTREAM_STOPPED,
                                        .path = { "", 0 },
                                        .message = { "a callback ended the document", 29 },
                                        .callback_result = callback_result };
    name_record(decoder, &decoder->error);
    return end_with_error(decoder);
}

static ddbstream_status report_bad_record(struct ddbstream_decoder *decoder)
{
    int result;
    decoder->error = ddbs_fault_error(&decoder->record.fault);
    name_record(decoder, &decoder->error);
    if (decoder->on_error == NULL)
        return end_with_error(decoder);
    result = decoder->on_error(&decoder->error, decoder->user);
    return result == 0 ? DDBSTREAM_OK : stop(decoder, result);
}

static ddbstream_status deliver_record(struct ddbstream_decoder *decoder)
{
    int result = 0;
    if (decoder->on_record != NULL)
        result = decoder->on_record(&decoder->record.record, decoder->user);
    return result == 0 ? DDBSTREAM_OK : stop(decoder, result);
}

/* A whole record, good or bad, goes to the caller, and its memory is free for the next. */
static ddbstream_status hand_over(struct ddbstream_decoder *decoder)
{
    bool is_good = decoder->record.fault.status == DDBSTREAM_OK;
    ddbstream_status status = is_good ? deliver_record(decoder) : report_bad_record(decoder);
    if (status == DDBSTREAM_OK && !decoder->keeps_records)
        ddbs_arena_reset(&decoder->arena);
    return status;
}

/* The stages, from the reader on. */

/* Anything but going on. */
DDBS_RARE static ddbstream_status act_on(struct ddbstream_decoder *decoder, enum step step)
{
    if (step == STEP_DONE)
        return hand_over(decoder);
    if (step == STEP_FAULT)
        return fail(decoder, &decoder->document.fault);
    return DDBSTREAM_ERROR_MEMORY;
}

static ddbstream_status hear_token(void *context, const struct token *token)
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
 * reported already. */
static ddbstream_status settle(struct ddbstream_decoder *decoder, ddbstream_status status)
{
    const struct reader *reader = &decoder->reader;
    struct flaw flaw = { status, reader->fault_offset, reader->fault_reason };
    if (status == DDBSTREAM_OK || decoder->status != DDBSTREAM_OK)
        return decoder->status;
    if (status == DDBSTREAM_ERROR_MEMORY)
        flaw = (struct flaw){ status, reader->piece_offset, "there is no memory" };
    return fail(decoder, &flaw);
}

static ddbstream_status skip_mark(struct ddbstream_decoder *decoder, struct piece *rest)
{
    struct flaw flaw = { DDBSTREAM_ERROR_JSON, 0, "expected the rest of a byte order mark" };
    ddbs_reader_skip(&decoder->reader, ddbs_mark_skip(&decoder->mark, rest));
    if (!ddbs_mark_is_broken(&decoder->mark))
        return DDBSTREAM_OK;
    flaw.offset = decoder->reader.piece_offset;
    return fail(decoder, &flaw);
}

/* The lane. */

/* Where the next record begins, if nothing but a comma and space stand before it; else `length`. */
static size_t find_record(const char *data, size_t length, bool after_record)
{
    enum json_expect expect = after_record ? EXPECT_MORE_ITEMS : EXPECT_VALUE;
    size_t start = ddbs_json_skip_separators(&expect, data, length);
    return start < length && data[start] == '{' && expect == EXPECT_VALUE ? start : length;
}

/* Has the lane take the record at the front of the data; 0 when it withdraws. */
static size_t take_by_lane(struct ddbstream_decoder *decoder, const char *data, size_t length,
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
        size_t taken = take_by_lane(decoder, rest->data + at, rest->length - at, offset);
        if (decoder->lane.no_memory)
            return DDBSTREAM_ERROR_MEMORY;
        if (taken == 0)
            break;
        done = at + taken;
        after_record = true;
        decoder->document.count++;
        if (hand_over(decoder) != DDBSTREAM_OK)
            return decoder->status;
    }
    return done > 0 ? show_stand_in(decoder, rest, done) : DDBSTREAM_OK;
}

/* A stretch of whole tokens goes through the guard to the reader; the last one of a document, which
 * may be empty, ends it. */
static ddbstream_status read_stretch(struct ddbstream_decoder *decoder, struct piece rest,
                                     bool is_last)
{
    ddbstream_status status;
    struct piece part;
    do {
        status = ddbs_guard_next(&decoder->guard, &rest, &part);
        if (status != DDBSTREAM_OK)
            break;
        if (is_last && rest.length == 0)
            return ddbs_reader_finish(&decoder->reader, &part);
        status = ddbs_reader_parse(&decoder->reader, &part);
    } while (status == DDBSTREAM_OK && rest.length > 0);
    return status;
}

/* How much of the front of a piece is to be read before the lane may be tried again. */
static size_t stretch_length(const struct ddbstream_decoder *decoder, const struct piece *piece)
{
    size_t open = decoder->reader.nesting.depth - decoder->document.array_depth;
    if (decoder->yajl_only)
        return piece->length;
    switch (ddbs_document_place(&decoder->document)) {
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
        status = read_stretch(decoder, stretch, is_last && rest.length == 0);
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
static ddbstream_status push(struct ddbstream_decoder *decoder, struct piece rest)
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

ddbstream_status ddbstream_decoder_feed(ddbstream_decoder *decoder, const void *data, size_t length)
{
    if (decoder == NULL || (data == NULL && length > 0))
        return DDBSTREAM_ERROR_ARGUMENT;
    if (decoder->status != DDBSTREAM_OK)
        return decoder->status;
    if (decoder->finished)
        return DDBSTREAM_ERROR_ARGUMENT;
    return length == 0 ? DDBSTREAM_OK
                       : push(decoder, (struct piece){ .data = data, .length = length });
}

static ddbstream_status finish(struct ddbstream_decoder *decoder, struct piece last)
{
    if (last.data == NULL)
        last.data = "";
    decoder->finished = true;
    if (skip_mark(decoder, &last) != DDBSTREAM_OK)
        return decoder->status;
    return settle(decoder, read_piece(decoder, last, true));
}

ddbstream_status ddbstream_decoder_finish(ddbstream_decoder *decoder)
{
    if (decoder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (decoder->status != DDBSTREAM_OK || decoder->finished)
        return decoder->status;
    return finish(decoder, ddbs_joiner_last(&decoder->joiner));
}

/* Nothing is cut here, so the joiner has nothing to do. */
ddbstream_status ddbstream_decoder_run(ddbstream_decoder *decoder, const void *data, size_t length)
{
    if (decoder == NULL || (data == NULL && length > 0))
        return DDBSTREAM_ERROR_ARGUMENT;
    ddbstream_decoder_reset(decoder);
    return finish(decoder, (struct piece){ .data = data, .length = length });
}

/* Life. */

static void set_default(size_t *limit, size_t by_default)
{
    if (*limit == 0)
        *limit = by_default;
}

bool ddbs_decoder_read_options(ddbstream_options *known, const ddbstream_options *given)
{
    *known = (ddbstream_options)DDBSTREAM_OPTIONS_INIT;
    if (given != NULL && given->size < sizeof given->size)
        return false;
    if (given != NULL)
        memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    known->size = sizeof *known;
    set_default(&known->max_depth, DDBSTREAM_DEFAULT_MAX_DEPTH);
    set_default(&known->max_string, DDBSTREAM_DEFAULT_MAX_STRING);
    set_default(&known->max_record, DDBSTREAM_DEFAULT_MAX_RECORD);
    set_default(&known->max_attributes, DDBSTREAM_DEFAULT_MAX_ATTRIBUTES);
    if (known->max_records == 0)
        known->max_records = DDBSTREAM_DEFAULT_MAX_RECORDS;
    return true;
}

static void set_up(struct ddbstream_decoder *decoder, const ddbstream_options *options)
{
    const ddbstream_allocator *allocator = &decoder->allocator;
    const struct record_limits limits = { options->max_depth, options->max_record,
                                          options->max_attributes };
    ddbs_arena_init(&decoder->arena, allocator);
    ddbs_record_parser_init(&decoder->record, allocator, &decoder->arena, &limits,
                            &decoder->reader.listener);
    ddbs_document_init(&decoder->document, &decoder->record, options->max_records);
    ddbs_reader_init(&decoder->reader, allocator, options->max_string);
    ddbs_guard_init(&decoder->guard, allocator);
    decoder->lane = (struct lane){ .record = &decoder->record, .max_string = options->max_string };
    ddbs_joiner_init(&decoder->joiner, allocator, options->max_string);
    ddbs_fault_init(&decoder->fault, allocator);
    ddbstream_decoder_reset(decoder);
}

ddbstream_status ddbstream_decoder_create(ddbstream_decoder **decoder,
                                          ddbstream_record_fn on_record, void *user,
                                          const ddbstream_options *options)
{
    ddbstream_options known;
    ddbstream_allocator allocator;
    if (decoder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *decoder = NULL;
    if (!ddbs_decoder_read_options(&known, options)
        || !ddbs_allocator_choose(&allocator, known.allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    *decoder = ddbs_allocate(&allocator, sizeof **decoder);
    if (*decoder == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    (*decoder)->allocator = allocator;
    (*decoder)->on_record = on_record;
    (*decoder)->on_error = known.on_error;
    (*decoder)->user = user;
    (*decoder)->keeps_records = false;
    (*decoder)->yajl_only = known.yajl_only;
    set_up(*decoder, &known);
    return DDBSTREAM_OK;
}

void ddbstream_decoder_reset(ddbstream_decoder *decoder)
{
    if (decoder == NULL)
        return;
    decoder->mark = (struct mark){ 0, false };
    ddbs_joiner_reset(&decoder->joiner);
    ddbs_reader_reset(&decoder->reader, (struct token_listener){ hear_token, decoder });
    ddbs_document_reset(&decoder->document);
    ddbs_arena_reset(&decoder->arena);
    decoder->status = DDBSTREAM_OK;
    decoder->finished = false;
}

void ddbstream_decoder_free(ddbstream_decoder *decoder)
{
    ddbstream_allocator allocator;
    if (decoder == NULL)
        return;
    allocator = decoder->allocator;
    ddbs_joiner_release(&decoder->joiner);
    ddbs_guard_release(&decoder->guard);
    ddbs_reader_release(&decoder->reader);
    ddbs_record_parser_release(&decoder->record);
    ddbs_fault_release(&decoder->fault);
    ddbs_arena_release(&decoder->arena);
    ddbs_release(&allocator, decoder, sizeof *decoder);
}

const ddbstream_error *ddbstream_decoder_error(const ddbstream_decoder *decoder)
{
    return decoder != NULL && decoder->status != DDBSTREAM_OK ? &decoder->error : NULL;
}

uint64_t ddbstream_decoder_record_count(const ddbstream_decoder *decoder)
{
    return decoder != NULL ? decoder->document.count : 0;
}

void ddbs_decoder_keep_records(struct ddbstream_decoder *decoder)
{
    decoder->keeps_records = true;
}

struct arena *ddbs_decoder_arena(struct ddbstream_decoder *decoder)
{
    return &decoder->arena;
}

ddbstream_status ddbstream_decode(const void *data, size_t length, ddbstream_record_fn on_record,
                                  void *user, const ddbstream_options *options)
{
    ddbstream_decoder *decoder;
    ddbstream_status status = ddbstream_decoder_create(&decoder, on_record, user, options);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_run(decoder, data, length);
    ddbstream_decoder_free(decoder);
    return status;
}
