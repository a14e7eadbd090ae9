/* Hands records and errors to the caller, and keeps the caller's verdict. Knows nothing of bytes. */
#include "delivery.h"

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

ddbstream_status ddbs_deliver_failure(struct ddbstream_decoder *decoder, const struct flaw *flaw)
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

ddbstream_status ddbs_deliver_record(struct ddbstream_decoder *decoder)
{
    bool is_good = decoder->record.fault.status == DDBSTREAM_OK;
    ddbstream_status status = is_good ? deliver_record(decoder) : report_bad_record(decoder);
    if (status == DDBSTREAM_OK && !decoder->keeps_records)
        ddbs_arena_reset(&decoder->arena);
    return status;
}
