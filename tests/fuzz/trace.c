/* Writes down records as log lines, errors member by member. */
#include "trace.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

void trace_init(struct trace *trace, uint64_t calls)
{
    trace->calls_left = calls;
    MUST(ddbstream_buffer_create(&trace->text, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_log_create(&trace->log, ddbstream_sink_buffer(trace->text), NULL)
         == DDBSTREAM_OK);
    MUST(ddbstream_encoder_create(&trace->encoder, ddbstream_sink_buffer(trace->text), NULL)
         == DDBSTREAM_OK);
}

void trace_free(struct trace *trace)
{
    ddbstream_encoder_free(trace->encoder);
    ddbstream_log_free(trace->log);
    ddbstream_buffer_free(trace->text);
}

static void put(struct trace *trace, const char *data, size_t length)
{
    ddbstream_sink sink = ddbstream_sink_buffer(trace->text);
    MUST(sink.write(data, length, sink.user) == 0);
}

static void put_line(struct trace *trace, const char *format, ...)
{
    char line[512];
    va_list arguments;
    int length;
    va_start(arguments, format);
    length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    MUST(length > 0 && (size_t)length < sizeof line);
    put(trace, line, (size_t)length);
}

/* The text may hold anything, so its length goes before it. */
static void put_text(struct trace *trace, const char *name, ddbstream_string text)
{
    if (text.data == NULL) {
        put_line(trace, "  %s: none\n", name);
        return;
    }
    put_line(trace, "  %s, %zu bytes: ", name, text.length);
    put(trace, text.data, text.length);
    put(trace, "\n", 1);
}

static int count_call(struct trace *trace)
{
    return trace->calls_left-- == 0 ? TRACE_STOP : 0;
}

static void put_time(struct trace *trace, const char *name, const ddbstream_time *time)
{
    put_line(trace, "  %s: %" PRId64 " and %" PRIu32 "\n", name, time->seconds, time->nanoseconds);
    put_text(trace, name, time->text);
}

static void put_image(struct trace *trace, const char *name, const ddbstream_image *image)
{
    put_line(trace, "  %s: presence %d, ", name, (int)image->presence);
    MUST(ddbstream_encoder_image(trace->encoder, image) == DDBSTREAM_OK);
    put(trace, "\n", 1);
}

static void put_kinesis(struct trace *trace, const ddbstream_kinesis *kinesis)
{
    put_line(trace, "  kinesis: presence %d\n", (int)kinesis->presence);
    put_text(trace, "kinesis event id", kinesis->event_id);
    put_text(trace, "kinesis stream", kinesis->event_source_arn);
    put_text(trace, "kinesis sequence number", kinesis->sequence_number);
    put_text(trace, "partition key", kinesis->partition_key);
    put_text(trace, "schema version", kinesis->schema_version);
    put_time(trace, "arrival", &kinesis->approximate_arrival_time);
}

static void put_unknown(struct trace *trace, const ddbstream_unknown_members *unknown)
{
    MUST((unknown->members == NULL) == (unknown->count == 0));
    for (size_t i = 0; i < unknown->count; i++) {
        put_line(trace, "  unknown member at level %d\n", (int)unknown->members[i].level);
        put_text(trace, "name", unknown->members[i].name);
        put_text(trace, "json", unknown->members[i].json);
    }
}

/* What the log line tells not at all or in another form. */
static void put_rest_of_record(struct trace *trace, const ddbstream_record *record)
{
    put_line(trace, "record %" PRIu64 " at %" PRIu64 ", bytes %" PRIu64 "\n", record->index,
             record->offset, record->length);
    put_line(trace, "  name %d, view %d, null %" PRIx32 "\n", (int)record->event_name,
             (int)record->stream_view_type, record->null_members);
    put_line(trace, "  source %d, by time to live %d\n", (int)record->source,
             ddbstream_record_is_ttl_delete(record));
    put_text(trace, "checkpoint", record->checkpoint);
    put_text(trace, "table", record->table_name);
    put_text(trace, "precision", record->creation_time_precision);
    put_time(trace, "time", &record->approximate_creation_time);
    put_kinesis(trace, &record->kinesis);
    put_image(trace, "metadata", &record->export_metadata);
    put_unknown(trace, &record->unknown);
}

int trace_record(const ddbstream_record *record, void *user)
{
    struct trace *trace = user;
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    entry.timestamp = "2023-05-19 02:30:49";
    put_rest_of_record(trace, record);
    MUST(ddbstream_log_write(trace->log, &entry) == DDBSTREAM_OK);
    return count_call(trace);
}

static void put_error(struct trace *trace, const ddbstream_error *error)
{
    put_line(trace, "error %d at %" PRIu64 "%s\n", (int)error->status, error->offset,
             error->ends_document ? ", the end" : "");
    put_line(trace, "  record %" PRIu64 " at %" PRIu64 ", bytes %" PRIu64 ", callback %d\n",
             error->record_index, error->record_offset, error->record_length,
             error->callback_result);
    put_text(trace, "path", error->path);
    put_text(trace, "message", error->message);
    put_text(trace, "event id", error->event_id);
    put_text(trace, "sequence number", error->sequence_number);
}

int trace_error(const ddbstream_error *error, void *user)
{
    struct trace *trace = user;
    if (error->status == DDBSTREAM_ERROR_MEMORY)
        return 0;
    put_error(trace, error);
    return count_call(trace);
}

static void put_failure(struct trace *trace, const ddbstream_failure *failure)
{
    put_line(trace, "  request %d, response %d, batch %d\n", (int)failure->request_presence,
             (int)failure->response_presence, (int)failure->batch_presence);
    put_line(trace, "  invoked %" PRId64 ", status %" PRId64 ", size %" PRId64 "\n",
             failure->approximate_invoke_count, failure->status_code, failure->batch_size);
    put_text(trace, "request id", failure->request_id);
    put_text(trace, "function", failure->function_arn);
    put_text(trace, "condition", failure->condition);
    put_text(trace, "executed version", failure->executed_version);
    put_text(trace, "function error", failure->function_error);
    put_text(trace, "version", failure->version);
    put_text(trace, "timestamp", failure->timestamp);
    put_text(trace, "shard", failure->shard_id);
    put_text(trace, "first", failure->start_sequence_number);
    put_text(trace, "last", failure->end_sequence_number);
    put_text(trace, "first came", failure->approximate_arrival_of_first_record);
    put_text(trace, "last came", failure->approximate_arrival_of_last_record);
    put_text(trace, "stream", failure->stream_arn);
}

static void put_document(struct trace *trace, const ddbstream_document *document)
{
    put_line(trace, "document of shape %d, window %d, final %d, early %d, iterator %d\n",
             (int)document->shape, (int)document->window.presence,
             (int)document->is_final_invoke_for_window, (int)document->is_window_terminated_early,
             (int)document->next_shard_iterator_presence);
    put_text(trace, "start", document->window.start);
    put_text(trace, "end", document->window.end);
    put_text(trace, "state", document->state);
    put_text(trace, "shard", document->shard_id);
    put_text(trace, "source", document->event_source_arn);
    put_text(trace, "iterator", document->next_shard_iterator);
    put_failure(trace, &document->failure);
    put_unknown(trace, &document->unknown);
}

/* Whether the record was told before the error: a bad record, or line, is told at its end, and what
 * is wrong beside records at once. */
static bool comes_first(const ddbstream_record *record, const ddbstream_error *error)
{
    uint64_t told = error->record_offset + error->record_length;
    if (told < error->offset || error->record_index == DDBSTREAM_NO_RECORD)
        told = error->offset;
    return record->offset + record->length <= told;
}

void trace_batch(struct trace *trace, const ddbstream_batch *batch)
{
    size_t r = 0, e = 0;
    for (;;) {
        const ddbstream_record *record = ddbstream_batch_record(batch, r);
        const ddbstream_error *error = ddbstream_batch_error(batch, e);
        if (record == NULL && error == NULL)
            break;
        if (record != NULL && (error == NULL || comes_first(record, error)))
            r += trace_record(record, trace) == 0;
        else
            e += trace_error(error, trace) == 0;
    }
    put_document(trace, ddbstream_batch_document(batch));
}

void trace_end(struct trace *trace, const ddbstream_decoder *decoder, ddbstream_status status)
{
    const ddbstream_error *error = ddbstream_decoder_error(decoder);
    if (status == DDBSTREAM_ERROR_MEMORY)
        return;
    put_document(trace, ddbstream_decoder_document(decoder));
    put_line(trace, "end: %d after %" PRIu64 " records\n", (int)status,
             ddbstream_decoder_record_count(decoder));
    if (error != NULL)
        put_error(trace, error);
}

bool trace_begins_with(const struct trace *whole, const struct trace *begin)
{
    ddbstream_string text = ddbstream_buffer_text(whole->text);
    ddbstream_string front = ddbstream_buffer_text(begin->text);
    return front.length <= text.length && memcmp(text.data, front.data, front.length) == 0;
}

static void show(const char *name, const struct trace *trace)
{
    fprintf(stderr, "== %s\n%s", name, ddbstream_buffer_text(trace->text).data);
}

bool trace_same(const struct trace *a, const struct trace *b)
{
    bool is_same = ddbstream_buffer_text(a->text).length == ddbstream_buffer_text(b->text).length
                   && trace_begins_with(a, b);
    if (!is_same) {
        show("one", a);
        show("other", b);
    }
    return is_same;
}
