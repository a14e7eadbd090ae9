/* `inspect`: all that the library knows of a record, as one JSON object a line. */
#include "command.h"
#include "instant.h"
#include "status_word.h"

static void put_presence(struct line_json *line, const char *name, const ddbstream_image *image)
{
    static const char *const words[] = {
        [DDBSTREAM_ABSENT] = "absent", [DDBSTREAM_NULL] = "null", [DDBSTREAM_PRESENT] = "present"
    };
    line_json_word(line, name, words[image->presence]);
}

static void put_identity(struct line_json *line, const ddbstream_user_identity *identity)
{
    if (identity->presence != DDBSTREAM_PRESENT) {
        line_json_null(line, "userIdentity");
        return;
    }
    line_json_open(line, "userIdentity");
    line_json_text(line, "type", identity->type);
    line_json_text(line, "principalId", identity->principal_id);
    line_json_close(line);
}

static void put_time(struct line_json *line, const char *name, const ddbstream_time *time)
{
    char text[INSTANT_ROOM];
    if (time->text.data == NULL) {
        line_json_null(line, name);
        return;
    }
    instant_write(time, text);
    line_json_word(line, name, text);
}

static void put_images(struct line_json *line, const ddbstream_record *record)
{
    line_json_image(line, "keys", &record->keys);
    line_json_image(line, "newImage", &record->new_image);
    line_json_image(line, "oldImage", &record->old_image);
    line_json_open(line, "images");
    put_presence(line, "keys", &record->keys);
    put_presence(line, "newImage", &record->new_image);
    put_presence(line, "oldImage", &record->old_image);
    line_json_close(line);
}

static void put_kinesis(struct line_json *line, const ddbstream_kinesis *kinesis)
{
    if (kinesis->presence != DDBSTREAM_PRESENT) {
        line_json_null(line, "kinesis");
        return;
    }
    line_json_open(line, "kinesis");
    line_json_text(line, "eventID", kinesis->event_id);
    line_json_text(line, "eventSourceARN", kinesis->event_source_arn);
    line_json_text(line, "sequenceNumber", kinesis->sequence_number);
    line_json_text(line, "partitionKey", kinesis->partition_key);
    line_json_text(line, "schemaVersion", kinesis->schema_version);
    put_time(line, "arrivalTime", &kinesis->approximate_arrival_time);
    line_json_close(line);
}

/* What only some sources have, and where the record stood. */
static void put_delivery(struct line_json *line, const ddbstream_record *record)
{
    line_json_text(line, "tableName", record->table_name);
    line_json_text(line, "creationTimePrecision", record->creation_time_precision);
    put_kinesis(line, &record->kinesis);
    line_json_image(line, "metadata", &record->export_metadata);
    line_json_unsigned(line, "offset", record->offset);
    line_json_unsigned(line, "length", record->length);
}

static void put_record(struct line_json *line, const ddbstream_record *record)
{
    line_json_unsigned(line, "index", record->index);
    line_json_word(line, "source", ddbstream_shape_name(record->source));
    line_json_text(line, "eventID", record->event_id);
    line_json_text(line, "eventName", record->event_name_text);
    line_json_text(line, "eventVersion", record->event_version);
    line_json_text(line, "eventSource", record->event_source);
    line_json_text(line, "awsRegion", record->aws_region);
    line_json_text(line, "eventSourceARN", record->event_source_arn);
    put_identity(line, &record->user_identity);
    put_time(line, "creationTime", &record->approximate_creation_time);
    put_images(line, record);
    line_json_text(line, "sequenceNumber", record->sequence_number);
    line_json_text(line, "checkpoint", record->checkpoint);
    line_json_count(line, "sizeBytes", record->size_bytes);
    line_json_text(line, "streamViewType", record->stream_view_type_text);
    line_json_boolean(line, "ttlDelete", ddbstream_record_is_ttl_delete(record));
    put_delivery(line, record);
}

/* What is wrong around records has no index. */
static void put_error(struct line_json *line, const ddbstream_error *error)
{
    bool has_record = error->record_index != DDBSTREAM_NO_RECORD;
    line_json_optional(line, "index", has_record ? &error->record_index : NULL);
    line_json_open(line, "error");
    line_json_text(line, "path", error->path);
    line_json_word(line, "status", status_word(error->status));
    line_json_unsigned(line, "offset", error->offset);
    line_json_text(line, "message", error->message);
    line_json_text(line, "eventID", error->event_id);
    line_json_text(line, "sequenceNumber", error->sequence_number);
    line_json_close(line);
}

static void put_failure(struct line_json *line, const ddbstream_failure *failure)
{
    line_json_open(line, "failure");
    line_json_text(line, "requestId", failure->request_id);
    line_json_text(line, "functionArn", failure->function_arn);
    line_json_text(line, "condition", failure->condition);
    line_json_count(line, "approximateInvokeCount", failure->approximate_invoke_count);
    line_json_count(line, "statusCode", failure->status_code);
    line_json_text(line, "executedVersion", failure->executed_version);
    line_json_text(line, "functionError", failure->function_error);
    line_json_text(line, "version", failure->version);
    line_json_text(line, "timestamp", failure->timestamp);
    line_json_text(line, "shardId", failure->shard_id);
    line_json_text(line, "startSequenceNumber", failure->start_sequence_number);
    line_json_text(line, "endSequenceNumber", failure->end_sequence_number);
    line_json_text(line, "approximateArrivalOfFirstRecord",
                   failure->approximate_arrival_of_first_record);
    line_json_text(line, "approximateArrivalOfLastRecord",
                   failure->approximate_arrival_of_last_record);
    line_json_count(line, "batchSize", failure->batch_size);
    line_json_text(line, "streamArn", failure->stream_arn);
    line_json_close(line);
}

static ddbstream_status write_line(struct writing *writing)
{
    ddbstream_string text = line_json_end(&writing->line);
    if (writing->line.status != DDBSTREAM_OK)
        return writing->line.status;
    return output_write(writing->output, text.data, text.length) ? DDBSTREAM_OK
                                                                 : DDBSTREAM_ERROR_WRITE;
}

static ddbstream_status inspect_record(struct writing *writing, const ddbstream_record *record)
{
    line_json_begin(&writing->line);
    put_record(&writing->line, record);
    return write_line(writing);
}

static ddbstream_status inspect_bad_record(struct writing *writing, const ddbstream_error *error)
{
    line_json_begin(&writing->line);
    put_error(&writing->line, error);
    return write_line(writing);
}

static ddbstream_status inspect_end(struct writing *writing, const ddbstream_document *document,
                                    uint64_t records)
{
    (void)records;
    if (document->shape != DDBSTREAM_SHAPE_FAILURE)
        return DDBSTREAM_OK;
    line_json_begin(&writing->line);
    put_failure(&writing->line, &document->failure);
    return write_line(writing);
}

const struct command command_inspect = {
    .name = "inspect",
    .summary = "print all that is known of each record, as a JSON object a line",
    .bit = FOR_INSPECT,
    .writes = true,
    .record = inspect_record,
    .bad_record = inspect_bad_record,
    .end = inspect_end,
};
