/* Hands records and errors to the caller, and keeps its verdict. Knows nothing of bytes. */
#include "delivery.h"

/* Behind a record that is the document itself nothing belongs to it. */
static bool is_in_record(const struct ddbstream_decoder *decoder)
{
    const struct document *document = &decoder->document;
    return document->in_listed_record
           || (document->is_lone_record && document->count == decoder->lines.count);
}

/* Adds what is known of the record being read to an error. */
static void name_record(const struct ddbstream_decoder *decoder, ddbstream_error *error)
{
    const ddbstream_record *record = &decoder->record.record;
    error->record_index = record->index;
    error->record_offset = record->offset;
    error->record_length = record->length;
    error->event_id = record->event_id;
    error->sequence_number = record->kinesis.presence == DDBSTREAM_PRESENT
                                 ? record->kinesis.sequence_number
                                 : record->sequence_number;
}

/* Ends the document with the error that stands in decoder->error. */
static ddbstream_status end_with_error(struct ddbstream_decoder *decoder)
{
    decoder->status = decoder->error.status;
    decoder->error.ends_document = true;
    return decoder->status;
}

/* Keeps what is wrong with the document, or with a line of it. */
static void note_failure(struct ddbstream_decoder *decoder, const struct flaw *flaw,
                         const char *found)
{
    struct fault *fault = &decoder->fault;
    bool told;
    ddbs_fault_clear(fault);
    fault->status = flaw->status;
    fault->offset = flaw->offset;
    told = ddbs_document_path(&decoder->document, &fault->path)
           && ddbs_fault_say(fault, flaw->reason, found, NULL);
    if (!told) /* a fault without its text: say it is memory that lacks */
        fault->status = DDBSTREAM_ERROR_MEMORY;
}

static ddbstream_status end_document(struct ddbstream_decoder *decoder)
{
    decoder->error = ddbs_fault_error(&decoder->fault);
    if (is_in_record(decoder))
        name_record(decoder, &decoder->error);
    end_with_error(decoder);
    if (decoder->on_error != NULL)
        decoder->on_error(&decoder->error, decoder->user);
    return decoder->status;
}

/* Whether what is wrong is wrong with one line only. */
static bool costs_a_line(const struct ddbstream_decoder *decoder)
{
    const struct lines *lines = &decoder->lines;
    bool is_line = lines->mode == LINES_EACH
                   || (lines->mode == LINES_UNDECIDED
                       && decoder->around.document.shape == DDBSTREAM_SHAPE_EXPORT);
    return is_line && decoder->fault.status != DDBSTREAM_ERROR_MEMORY
           && lines->count < decoder->document.max_records;
}

/* Text in an object whose shape has not shown was wrong before. */
static const struct flaw *earlier_flaw(const struct document *document)
{
    bool counts = document->early.status != DDBSTREAM_OK && !document->is_lone_record;
    return counts ? &document->early : NULL;
}

ddbstream_status ddbs_give_up(struct ddbstream_decoder *decoder, const struct flaw *flaw,
                              const char *found)
{
    const struct flaw *earlier = earlier_flaw(&decoder->document);
    if (earlier != NULL && flaw->status != DDBSTREAM_ERROR_MEMORY)
        note_failure(decoder, earlier, NULL);
    else
        note_failure(decoder, flaw, found);
    if (!costs_a_line(decoder))
        return end_document(decoder);
    decoder->lines.mode = LINES_EACH;
    decoder->lines.is_bad = true;
    return decoder->fault.status;
}

ddbstream_status ddbs_deliver_no_memory(struct ddbstream_decoder *decoder)
{
    struct flaw flaw = { DDBSTREAM_ERROR_MEMORY, decoder->reader.piece_offset,
                         "there is no memory" };
    return ddbs_give_up(decoder, &flaw, NULL);
}

/* Where decoder->error names the record or member of which the callback was told. */
static ddbstream_status stop(struct ddbstream_decoder *decoder, int callback_result)
{
    static const char message[] = "a callback ended the document";
    ddbstream_error *error = &decoder->error;
    error->status = DDBSTREAM_STOPPED;
    error->path = (ddbstream_string){ "", 0 };
    error->message = (ddbstream_string){ message, sizeof message - 1 };
    error->callback_result = callback_result;
    if (error->record_index != DDBSTREAM_NO_RECORD)
        error->offset = error->record_offset;
    return end_with_error(decoder);
}

/* Tells of the error in decoder->error, with which one record or member is lost. */
static ddbstream_status report(struct ddbstream_decoder *decoder)
{
    int result;
    if (decoder->on_error == NULL)
        return end_with_error(decoder);
    result = decoder->on_error(&decoder->error, decoder->user);
    return result == 0 ? DDBSTREAM_OK : stop(decoder, result);
}

static ddbstream_status report_bad_record(struct ddbstream_decoder *decoder)
{
    decoder->error = ddbs_fault_error(&decoder->record.fault);
    name_record(decoder, &decoder->error);
    return report(decoder);
}

ddbstream_status ddbs_deliver_remark(struct ddbstream_decoder *decoder)
{
    decoder->error = ddbs_fault_error(&decoder->around.fault);
    return report(decoder);
}

/* A line whose record has arrived already has something else behind it. */
ddbstream_status ddbs_deliver_bad_line(struct ddbstream_decoder *decoder)
{
    const struct lines *lines = &decoder->lines;
    decoder->error = ddbs_fault_error(&decoder->fault);
    if (decoder->document.count > lines->count)
        return report(decoder);
    if (decoder->document.is_lone_record)
        name_record(decoder, &decoder->error);
    decoder->error.record_index = decoder->document.count++;
    decoder->error.record_offset = lines->start;
    decoder->error.record_length = lines->at - lines->start;
    return report(decoder);
}

static ddbstream_status call_on_record(struct ddbstream_decoder *decoder)
{
    int result = 0;
    if (decoder->on_record != NULL)
        result = decoder->on_record(&decoder->record.record, decoder->user);
    if (result == 0)
        return DDBSTREAM_OK;
    decoder->error = (ddbstream_error){ .size = sizeof decoder->error };
    name_record(decoder, &decoder->error);
    return stop(decoder, result);
}

ddbstream_status ddbs_deliver_record(struct ddbstream_decoder *decoder)
{
    bool is_good = decoder->record.fault.status == DDBSTREAM_OK;
    ddbstream_status status = is_good ? call_on_record(decoder) : report_bad_record(decoder);
    if (status == DDBSTREAM_OK && !decoder->keeps_records)
        ddbs_arena_reset(&decoder->arena);
    return status;
}
