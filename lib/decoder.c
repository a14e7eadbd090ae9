/* The decoder as its users know it: its life, its options, and the calls in their turn. */
#include "decoding.h"

#include <string.h>

#include "intake.h"
#include "lines.h"
#include "memory.h"
#include "options.h"

ddbstream_status ddbstream_decoder_feed(ddbstream_decoder *decoder, const void *data, size_t length)
{
    if (decoder == NULL || (data == NULL && length > 0))
        return DDBSTREAM_ERROR_ARGUMENT;
    if (decoder->status != DDBSTREAM_OK)
        return decoder->status;
    if (decoder->finished)
        return DDBSTREAM_ERROR_ARGUMENT;
    return length == 0 ? DDBSTREAM_OK
                       : ddbs_lines_feed(decoder, (struct piece){ .data = data, .length = length });
}

ddbstream_status ddbstream_decoder_finish(ddbstream_decoder *decoder)
{
    if (decoder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (decoder->status != DDBSTREAM_OK || decoder->finished)
        return decoder->status;
    decoder->finished = true;
    return ddbs_lines_finish(decoder);
}

ddbstream_status ddbstream_decoder_run(ddbstream_decoder *decoder, const void *data, size_t length)
{
    if (decoder == NULL || (data == NULL && length > 0))
        return DDBSTREAM_ERROR_ARGUMENT;
    ddbstream_decoder_reset(decoder);
    decoder->finished = true;
    return ddbs_lines_run(decoder, (struct piece){ .data = data, .length = length });
}

/* Life. */

/* Most decoders never meet a record from Kinesis. */
static const struct record_parser *read_payload(void *context, const struct token *data)
{
    struct ddbstream_decoder *decoder = context;
    if (decoder->payload == NULL) {
        decoder->payload = ddbs_allocate(&decoder->allocator, sizeof *decoder->payload);
        if (decoder->payload == NULL)
            return NULL;
        ddbs_payload_init(decoder->payload, &decoder->allocator, &decoder->record,
                          decoder->reader.max_string, decoder->yajl_only);
    }
    return ddbs_payload_read(decoder->payload, data);
}

static void release_payload(struct ddbstream_decoder *decoder)
{
    if (decoder->payload == NULL)
        return;
    ddbs_payload_release(decoder->payload);
    ddbs_release(&decoder->allocator, decoder->payload, sizeof *decoder->payload);
}

/* A record that is larger than what is gathered goes the long way, and needs less memory there.
 * DynamoDB's items have at most 400 KB, and mostly a few. */
static size_t most_gathered(const ddbstream_options *options)
{
    enum { MOST = 1024 * 1024 };
    return options->max_record < MOST ? options->max_record : MOST;
}

static void set_up(struct ddbstream_decoder *decoder, const ddbstream_options *options)
{
    const ddbstream_allocator *allocator = &decoder->allocator;
    const struct record_limits limits = { options->max_depth, options->max_record,
                                          options->max_attributes };
    ddbs_arena_init(&decoder->arena, allocator);
    ddbs_record_parser_init(&decoder->record, allocator, &decoder->arena, &limits,
                            &decoder->reader.listener);
    decoder->record.selection = &decoder->selection;
    decoder->record.unknown.keeps = options->keep_unknown_members;
    decoder->record.data = (struct data_reader){ read_payload, decoder };
    decoder->payload = NULL;
    ddbs_around_init(&decoder->around, allocator, options->keep_unknown_members,
                     options->max_record);
    ddbs_document_init(&decoder->document, &decoder->record, &decoder->around, options->max_records,
                       options->shape);
    ddbs_reader_init(&decoder->reader, allocator, options->max_string);
    ddbs_guarded_init(&decoder->guarded, allocator);
    decoder->lane = (struct lane){ .record = &decoder->record, .max_string = options->max_string };
    ddbs_joiner_init(&decoder->joiner, allocator, options->max_string);
    ddbs_gather_init(&decoder->gather, allocator, most_gathered(options));
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
    if (!ddbs_options_read(&known, options) || !ddbs_allocator_choose(&allocator, known.allocator))
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
    if (!ddbs_selection_init(&(*decoder)->selection, &(*decoder)->allocator, &known)) {
        ddbs_release(&allocator, *decoder, sizeof **decoder);
        *decoder = NULL;
        return DDBSTREAM_ERROR_MEMORY;
    }
    set_up(*decoder, &known);
    return DDBSTREAM_OK;
}

void ddbstream_decoder_reset(ddbstream_decoder *decoder)
{
    if (decoder == NULL)
        return;
    decoder->mark = (struct mark){ 0, false };
    ddbs_joiner_reset(&decoder->joiner);
    ddbs_gather_reset(&decoder->gather);
    decoder->refused_at = NOWHERE;
    decoder->refusals = 0;
    decoder->missed = (struct frame){ .front = 0 };
    ddbs_reader_reset(&decoder->reader, ddbs_intake_listener(decoder));
    ddbs_around_reset(&decoder->around);
    ddbs_document_reset(&decoder->document);
    ddbs_lines_reset(decoder);
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
    ddbs_gather_release(&decoder->gather);
    ddbs_guarded_release(&decoder->guarded);
    ddbs_reader_release(&decoder->reader);
    ddbs_around_release(&decoder->around);
    release_payload(decoder);
    ddbs_selection_release(&decoder->selection);
    ddbs_record_parser_release(&decoder->record);
    ddbs_fault_release(&decoder->fault);
    ddbs_arena_release(&decoder->arena);
    ddbs_release(&allocator, decoder, sizeof *decoder);
}

const ddbstream_error *ddbstream_decoder_error(const ddbstream_decoder *decoder)
{
    return decoder != NULL && decoder->status != DDBSTREAM_OK ? &decoder->error : NULL;
}

const ddbstream_document *ddbstream_decoder_document(const ddbstream_decoder *decoder)
{
    return decoder != NULL ? &decoder->around.document : NULL;
}

uint64_t ddbstream_decoder_record_count(const ddbstream_decoder *decoder)
{
    return decoder != NULL ? decoder->document.count : 0;
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
