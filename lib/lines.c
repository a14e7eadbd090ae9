/* Cuts documents of lines into lines, and starts anew at each. All other documents pass through. */
#include "lines.h"

#include <string.h>

#include "delivery.h"
#include "intake.h"
#include "space.h"

void ddbs_lines_reset(struct ddbstream_decoder *decoder)
{
    ddbstream_shape wanted = decoder->document.wanted;
    decoder->lines = (struct lines){ .mode = LINES_NONE };
    decoder->document.is_one_line = wanted == DDBSTREAM_SHAPE_EXPORT;
    if (wanted == DDBSTREAM_SHAPE_EXPORT)
        decoder->lines.mode = LINES_EACH;
    else if (wanted == DDBSTREAM_SHAPE_ANY || wanted == DDBSTREAM_SHAPE_RECORD)
        decoder->lines.mode = LINES_UNDECIDED;
}

/* Deciding. */

/* What nearly all documents begin with: then nobody need look for lines. */
static bool is_known_for_one(const struct piece *front)
{
    static const char records[] = "\"Records\"";
    const char *at = front->data, *end = at + front->length;
    at = ddbs_skip_space(at, end);
    if (at < end && *at == '[')
        return true;
    if (at == end || *at != '{')
        return false;
    at = ddbs_skip_space(at + 1, end);
    return (size_t)(end - at) >= sizeof records - 1 && memcmp(at, records, sizeof records - 1) == 0;
}

/* Nothing but space, or a byte order mark, has come since the line began. */
static bool is_blank(const struct ddbstream_decoder *decoder)
{
    return ddbs_document_place(&decoder->document) == PLACE_AT_START
           && !ddbs_mark_is_half(&decoder->mark) && ddbs_joiner_last(&decoder->joiner).length == 0;
}

static void decide(struct ddbstream_decoder *decoder)
{
    ddbstream_shape shape = decoder->around.document.shape;
    if (decoder->lines.mode != LINES_UNDECIDED)
        return;
    if (shape == DDBSTREAM_SHAPE_EXPORT)
        decoder->lines.mode = LINES_EACH;
    else if (shape != DDBSTREAM_SHAPE_ANY && shape != DDBSTREAM_SHAPE_RECORD)
        decoder->lines.mode = LINES_NONE;
}

/* The first line that is not blank has ended, and has not shown what it is. */
static void decide_at_end(struct ddbstream_decoder *decoder)
{
    bool is_whole = decoder->document.is_lone_record && decoder->reader.document_end > 0
                    && ddbs_joiner_last(&decoder->joiner).length == 0; /* a word behind it */
    if (decoder->lines.mode == LINES_UNDECIDED)
        decoder->lines.mode = is_whole ? LINES_EACH : LINES_NONE;
}

/* Lines. */

static void begin_line(struct ddbstream_decoder *decoder)
{
    struct lines *lines = &decoder->lines;
    lines->count = decoder->document.count;
    lines->is_bad = false;
    lines->is_done = false;
    ddbs_mark_end(&decoder->mark);
    ddbs_joiner_reset(&decoder->joiner);
    ddbs_reader_reset(&decoder->reader, ddbs_intake_listener(decoder));
    ddbs_reader_skip(&decoder->reader, lines->at);
    ddbs_document_next_line(&decoder->document);
    if (!decoder->keeps_records)
        ddbs_arena_reset(&decoder->arena);
}

/* What makes a line bad has been kept, and is told at its end. */
static ddbstream_status go_on(const struct ddbstream_decoder *decoder, ddbstream_status status)
{
    return decoder->lines.is_bad ? DDBSTREAM_OK : status;
}

static ddbstream_status end_line(struct ddbstream_decoder *decoder)
{
    struct lines *lines = &decoder->lines;
    ddbstream_status status = DDBSTREAM_OK;
    if (!lines->is_bad && !lines->is_done && !is_blank(decoder))
        status = go_on(decoder, ddbs_intake_finish(decoder));
    if (status == DDBSTREAM_OK && lines->is_bad)
        status = ddbs_deliver_bad_line(decoder);
    return status;
}

/* A line that is whole in the bytes at hand. */
static ddbstream_status take_by_lane(struct ddbstream_decoder *decoder, struct piece line)
{
    struct lines *lines = &decoder->lines;
    const char *end = line.data + line.length;
    const char *start = ddbs_skip_space(line.data, end);
    size_t length = (size_t)(end - start), taken;
    struct arena_mark before = ddbs_arena_mark(&decoder->arena);
    if (decoder->yajl_only || lines->at != lines->start || length == 0 || *start != '{'
        || decoder->document.count == decoder->document.max_records)
        return DDBSTREAM_OK;
    decoder->record.origin.arrangement = STANDS_ALONE;
    taken =
        ddbs_intake_take_by_lane(decoder, start, length, lines->at + (uint64_t)(start - line.data));
    if (decoder->lane.no_memory)
        return ddbs_deliver_no_memory(decoder);
    if (taken == 0 || ddbs_skip_space(start + taken, end) < end
        || !ddbs_document_accept_line(&decoder->document)) {
        ddbs_arena_go_back(&decoder->arena, before);
        return DDBSTREAM_OK;
    }
    lines->is_done = true;
    return ddbs_deliver_record(decoder);
}

/* A part of a line, up to its end if that is at hand. */
static ddbstream_status take_part(struct ddbstream_decoder *decoder, struct piece part,
                                  bool has_end)
{
    struct lines *lines = &decoder->lines;
    ddbstream_status status = DDBSTREAM_OK;
    if (lines->mode == LINES_EACH && has_end)
        status = take_by_lane(decoder, part);
    if (status == DDBSTREAM_OK && !lines->is_done && !lines->is_bad)
        status = go_on(decoder, ddbs_intake_feed(decoder, part));
    lines->at += part.length;
    return status;
}

/* The line end itself stands at the front of `rest`. */
static ddbstream_status take_line_end(struct ddbstream_decoder *decoder, struct piece *rest)
{
    struct lines *lines = &decoder->lines;
    struct piece line_end = { .data = rest->data, .length = 1 };
    ddbstream_status status = DDBSTREAM_OK;
    bool was_blank = lines->mode == LINES_UNDECIDED && is_blank(decoder);
    if (!was_blank)
        decide_at_end(decoder);
    if (lines->mode == LINES_NONE)
        return DDBSTREAM_OK;
    if (was_blank)
        status = ddbs_intake_feed(decoder, line_end);
    else
        status = end_line(decoder);
    lines->at++;
    lines->start = lines->at;
    ddbs_piece_drop_front(rest, 1);
    if (status == DDBSTREAM_OK && !was_blank)
        begin_line(decoder);
    return status;
}

static ddbstream_status take_lines(struct ddbstream_decoder *decoder, struct piece *rest)
{
    struct lines *lines = &decoder->lines;
    ddbstream_status status = DDBSTREAM_OK;
    while (status == DDBSTREAM_OK && rest->length > 0 && lines->mode != LINES_NONE) {
        const char *end = memchr(rest->data, '\n', rest->length);
        struct piece part = *rest;
        part.length = end != NULL ? (size_t)(end - rest->data) : rest->length;
        if (part.length > 0)
            status = take_part(decoder, part, end != NULL);
        ddbs_piece_drop_front(rest, part.length);
        decide(decoder);
        if (status == DDBSTREAM_OK && end != NULL && lines->mode != LINES_NONE)
            status = take_line_end(decoder, rest);
    }
    return status;
}

ddbstream_status ddbs_lines_feed(struct ddbstream_decoder *decoder, struct piece rest)
{
    struct lines *lines = &decoder->lines;
    ddbstream_status status;
    if (lines->mode == LINES_UNDECIDED && lines->at == 0 && is_known_for_one(&rest))
        lines->mode = LINES_NONE;
    status = take_lines(decoder, &rest);
    return status == DDBSTREAM_OK && rest.length > 0 ? ddbs_intake_feed(decoder, rest) : status;
}

ddbstream_status ddbs_lines_finish(struct ddbstream_decoder *decoder)
{
    return decoder->lines.mode == LINES_EACH ? end_line(decoder) : ddbs_intake_finish(decoder);
}

/* A document that is no lines need not go through the joiner, since nothing is cut. */
ddbstream_status ddbs_lines_run(struct ddbstream_decoder *decoder, struct piece document)
{
    bool is_one = decoder->lines.mode == LINES_NONE
                  || (decoder->lines.mode == LINES_UNDECIDED && is_known_for_one(&document));
    ddbstream_status status;
    if (is_one)
        return ddbs_intake_run(decoder, document);
    status = document.length > 0 ? ddbs_lines_feed(decoder, document) : DDBSTREAM_OK;
    return status == DDBSTREAM_OK ? ddbs_lines_finish(decoder) : status;
}
