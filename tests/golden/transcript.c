/* Writes down what a decoder or a batch hands out. */
#include "transcript.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void must(ddbstream_status status)
{
    if (status == DDBSTREAM_OK)
        return;
    fprintf(stderr, "%s\n", ddbstream_status_text(status));
    exit(2);
}

void transcript_begin(struct transcript *transcript)
{
    must(ddbstream_buffer_create(&transcript->text, NULL));
    transcript->sink = ddbstream_sink_buffer(transcript->text);
    must(ddbstream_log_create(&transcript->log, transcript->sink, NULL));
}

void transcript_end(struct transcript *transcript)
{
    ddbstream_log_free(transcript->log);
    ddbstream_buffer_free(transcript->text);
}

static void put(struct transcript *transcript, const char *text)
{
    if (transcript->sink.write(text, strlen(text), transcript->sink.user) != 0)
        must(DDBSTREAM_ERROR_MEMORY);
}

static void put_number(struct transcript *transcript, const char *name, uint64_t number)
{
    char text[64];
    snprintf(text, sizeof text, "%s %" PRIu64, name, number);
    put(transcript, text);
}

static ddbstream_string text_of(const char *text)
{
    return (ddbstream_string){ text, strlen(text) };
}

static void put_text(struct transcript *transcript, const char *name, ddbstream_string text)
{
    if (text.data == NULL)
        return;
    put(transcript, name);
    put(transcript, text.data);
}

static void put_line(struct transcript *transcript, const char *name, ddbstream_string text)
{
    put_text(transcript, name, text);
    if (text.data != NULL)
        put(transcript, "\n");
}

static void put_unknown(struct transcript *transcript, const ddbstream_unknown_members *unknown)
{
    for (size_t i = 0; i < unknown->count; i++) {
        put_number(transcript, "  unknown at level", (uint64_t)unknown->members[i].level);
        put_text(transcript, ", ", unknown->members[i].name);
        put_line(transcript, ": ", unknown->members[i].json);
    }
}

int transcript_record(const ddbstream_record *record, void *user)
{
    struct transcript *transcript = user;
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    entry.timestamp = "2023-05-19 02:30:49";
    put_number(transcript, "record", record->index);
    put_number(transcript, " at", record->offset);
    put_number(transcript, ", bytes", record->length);
    put_text(transcript, ", from ", text_of(ddbstream_shape_name(record->source)));
    put_text(transcript, ", checkpoint ", record->checkpoint);
    put(transcript, ddbstream_record_is_ttl_delete(record) ? ", deleted by time to live\n" : "\n");
    put_unknown(transcript, &record->unknown);
    must(ddbstream_log_write(transcript->log, &entry));
    return 0;
}

int transcript_error(const ddbstream_error *error, void *user)
{
    struct transcript *transcript = user;
    size_t length = ddbstream_error_line(error, NULL, 0);
    char *line = malloc(length + 1);
    if (line == NULL)
        return 1;
    ddbstream_error_line(error, line, length + 1);
    put(transcript, error->ends_document ? "broken, " : "error, ");
    put(transcript, ddbstream_status_text(error->status));
    if (error->record_index != DDBSTREAM_NO_RECORD) {
        put_number(transcript, "; record at", error->record_offset);
        put_number(transcript, ", bytes", error->record_length);
    }
    put(transcript, "\n  ");
    put(transcript, line);
    put(transcript, "\n");
    free(line);
    return 0;
}

static void put_flag(struct transcript *transcript, const char *name, unsigned value)
{
    if (value != 0)
        put_number(transcript, name, (uint64_t)value);
    if (value != 0)
        put(transcript, "\n");
}

static void put_count(struct transcript *transcript, const char *name, int64_t count)
{
    put_flag(transcript, name, (unsigned)(count + 1)); /* absent is -1 */
}

static void put_failure(struct transcript *transcript, const ddbstream_failure *failure)
{
    put_flag(transcript, "  requestContext", failure->request_presence);
    put_line(transcript, "  requestId ", failure->request_id);
    put_line(transcript, "  functionArn ", failure->function_arn);
    put_line(transcript, "  condition ", failure->condition);
    put_count(transcript, "  approximateInvokeCount, plus one:", failure->approximate_invoke_count);
    put_flag(transcript, "  responseContext", failure->response_presence);
    put_count(transcript, "  statusCode, plus one:", failure->status_code);
    put_line(transcript, "  executedVersion ", failure->executed_version);
    put_line(transcript, "  functionError ", failure->function_error);
    put_line(transcript, "  version ", failure->version);
    put_line(transcript, "  timestamp ", failure->timestamp);
    put_flag(transcript, "  batch info", failure->batch_presence);
    put_line(transcript, "  shardId ", failure->shard_id);
    put_line(transcript, "  startSequenceNumber ", failure->start_sequence_number);
    put_line(transcript, "  endSequenceNumber ", failure->end_sequence_number);
    put_line(transcript, "  first record ", failure->approximate_arrival_of_first_record);
    put_line(transcript, "  last record ", failure->approximate_arrival_of_last_record);
    put_count(transcript, "  batchSize, plus one:", failure->batch_size);
    put_line(transcript, "  streamArn ", failure->stream_arn);
}

/* What the document says beside its records. */
static void put_document(struct transcript *transcript, const ddbstream_document *document)
{
    put_line(transcript, "shape: ", text_of(ddbstream_shape_name(document->shape)));
    put_flag(transcript, "  window", document->window.presence);
    put_line(transcript, "  from ", document->window.start);
    put_line(transcript, "  to ", document->window.end);
    put_line(transcript, "  state ", document->state);
    put_line(transcript, "  shardId ", document->shard_id);
    put_line(transcript, "  eventSourceARN ", document->event_source_arn);
    put_flag(transcript, "  isFinalInvokeForWindow", document->is_final_invoke_for_window);
    put_flag(transcript, "  isWindowTerminatedEarly", document->is_window_terminated_early);
    put_flag(transcript, "  NextShardIterator", document->next_shard_iterator_presence);
    put_line(transcript, "  NextShardIterator ", document->next_shard_iterator);
    put_failure(transcript, &document->failure);
    put_unknown(transcript, &document->unknown);
}

void transcript_status(struct transcript *transcript, const ddbstream_document *document,
                       ddbstream_status status)
{
    put_document(transcript, document);
    put(transcript, "end: ");
    put(transcript, ddbstream_status_text(status));
    put(transcript, "\n");
}

void transcript_batch(struct transcript *transcript, const ddbstream_batch *batch,
                      ddbstream_status status)
{
    size_t records = ddbstream_batch_record_count(batch);
    size_t errors = ddbstream_batch_error_count(batch);
    size_t r = 0, e = 0;
    while (r < records || e < errors) {
        const ddbstream_record *record = ddbstream_batch_record(batch, r);
        const ddbstream_error *error = ddbstream_batch_error(batch, e);
        if (record != NULL && (error == NULL || record->offset <= error->offset))
            r += transcript_record(record, transcript) == 0;
        else
            e += transcript_error(error, transcript) == 0;
    }
    transcript_status(transcript, ddbstream_batch_document(batch), status);
}

char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    long size;
    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
        rewind(file);
        data = malloc((size_t)size + 1);
        *length = data != NULL ? fread(data, 1, (size_t)size, file) : 0;
    }
    fclose(file);
    return data;
}
