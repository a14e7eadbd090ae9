/* Walks records and values and has them written; knows nothing of how JSON is put down. Nested
 * values are walked with a stack of the writer's own, so that deep ones cost no C stack. */
#include "record_writer.h"

#include <string.h>

#include "creation_time.h"

/* A map or list, and which of its values comes next. */
struct open_value {
    const ddbstream_value *value;
    size_t next;
};

void ddbs_record_writer_init(struct record_writer *writer, const ddbstream_allocator *allocator)
{
    ddbs_buffer_init(&writer->open, allocator);
}

void ddbs_record_writer_release(struct record_writer *writer)
{
    ddbs_buffer_release(&writer->open);
}

/* Values. */

static void open_container(struct record_writer *writer, const ddbstream_value *value)
{
    struct open_value open = { value, 0 };
    ddbs_json_open(&writer->json, value->type == DDBSTREAM_TYPE_M ? '{' : '[');
    if (!ddbs_buffer_append(&writer->open, (const char *)&open, sizeof open))
        ddbs_json_fail(&writer->json, DDBSTREAM_ERROR_MEMORY);
}

static void close_container(struct record_writer *writer, const ddbstream_value *value)
{
    ddbs_json_close(&writer->json, value->type == DDBSTREAM_TYPE_M ? '}' : ']');
    ddbs_json_close(&writer->json, '}');
    writer->open.length -= sizeof(struct open_value);
}

static void write_strings(struct json_writer *json, const ddbstream_string_set *set)
{
    ddbs_json_open(json, '[');
    for (size_t i = 0; i < set->count; i++)
        ddbs_json_string(json, set->members[i]);
    ddbs_json_close(json, ']');
}

static void write_binaries(struct json_writer *json, const ddbstream_bytes_set *set)
{
    ddbs_json_open(json, '[');
    for (size_t i = 0; i < set->count; i++)
        ddbs_json_base64(json, set->members[i]);
    ddbs_json_close(json, ']');
}

static void write_scalar(struct json_writer *json, const ddbstream_value *value)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
    case DDBSTREAM_TYPE_N:
        ddbs_json_string(json, value->as.string);
        break;
    case DDBSTREAM_TYPE_B:
        ddbs_json_base64(json, value->as.binary);
        break;
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL:
        ddbs_json_boolean(json, value->as.boolean);
        break;
    case DDBSTREAM_TYPE_SS:
    case DDBSTREAM_TYPE_NS:
        write_strings(json, &value->as.string_set);
        break;
    case DDBSTREAM_TYPE_BS:
        write_binaries(json, &value->as.binary_set);
        break;
    default:
        ddbs_json_fail(json, DDBSTREAM_ERROR_VALUE);
    }
}

static void begin_value(struct record_writer *writer, const ddbstream_value *value)
{
    struct json_writer *json = &writer->json;
    ddbs_json_open(json, '{');
    ddbs_json_name(json, ddbstream_type_name(value->type));
    if (value->type == DDBSTREAM_TYPE_M || value->type == DDBSTREAM_TYPE_L) {
        open_container(writer, value);
    } else {
        write_scalar(json, value);
        ddbs_json_close(json, '}');
    }
}

static struct open_value *innermost(const struct record_writer *writer)
{
    return (struct open_value *)(void *)(writer->open.data + writer->open.length) - 1;
}

/* The next value of the innermost container, with its name written if it has one; NULL when there
 * is none left. */
static const ddbstream_value *next_value(struct record_writer *writer)
{
    struct open_value *open = innermost(writer);
    const ddbstream_map *map = &open->value->as.map;
    if (open->value->type == DDBSTREAM_TYPE_L)
        return open->next < open->value->as.list.count ? &open->value->as.list.values[open->next++]
                                                       : NULL;
    if (open->next == map->count)
        return NULL;
    ddbs_json_foreign_name(&writer->json, map->attributes[open->next].name);
    return &map->attributes[open->next++].value;
}

void ddbs_write_value(struct record_writer *writer, const ddbstream_value *value)
{
    writer->open.length = 0;
    begin_value(writer, value);
    while (writer->json.status == DDBSTREAM_OK && writer->open.length > 0) {
        value = next_value(writer);
        if (value != NULL)
            begin_value(writer, value);
        else
            close_container(writer, innermost(writer)->value);
    }
}

void ddbs_write_image(struct record_writer *writer, const ddbstream_image *image)
{
    const ddbstream_map *map = &image->attributes;
    if (image->presence != DDBSTREAM_PRESENT) {
        ddbs_json_null(&writer->json);
        return;
    }
    ddbs_json_open(&writer->json, '{');
    for (size_t i = 0; i < map->count; i++) {
        ddbs_json_foreign_name(&writer->json, map->attributes[i].name);
        ddbs_write_value(writer, &map->attributes[i].value);
    }
    ddbs_json_close(&writer->json, '}');
}

/* Members. Each is left out when it was absent, and null when it was null. */

static void write_text_member(struct record_writer *writer, const char *name, ddbstream_string text,
                              bool is_null)
{
    if (text.data == NULL && !is_null)
        return;
    ddbs_json_name(&writer->json, name);
    ddbs_json_string(&writer->json, text);
}

static void write_time_member(struct record_writer *writer, const char *name,
                              const ddbstream_time *time, bool is_null)
{
    char text[CREATION_TIME_ROOM];
    if (time->text.data == NULL) {
        write_text_member(writer, name, time->text, is_null);
        return;
    }
    ddbs_json_name(&writer->json, name);
    ddbs_json_verbatim(&writer->json, text, ddbs_creation_time_write(time, text));
}

static void write_size_member(struct record_writer *writer, const char *name, int64_t size,
                              bool is_null)
{
    if (size < 0) {
        write_text_member(writer, name, (ddbstream_string){ NULL, 0 }, is_null);
        return;
    }
    ddbs_json_name(&writer->json, name);
    ddbs_json_integer(&writer->json, size);
}

static void write_image_member(struct record_writer *writer, const char *name,
                               const ddbstream_image *image)
{
    if (image->presence == DDBSTREAM_ABSENT)
        return;
    ddbs_json_name(&writer->json, name);
    ddbs_write_image(writer, image);
}

static void write_unknown_members(struct record_writer *writer,
                                  const ddbstream_unknown_members *unknown, ddbstream_level level)
{
    for (size_t i = 0; i < unknown->count; i++) {
        const ddbstream_unknown_member *member = &unknown->members[i];
        if (member->level != level)
            continue;
        ddbs_json_foreign_name(&writer->json, member->name);
        ddbs_json_verbatim(&writer->json, member->json.data, member->json.length);
    }
}

static void write_identity_member(struct record_writer *writer, const ddbstream_record *record)
{
    const ddbstream_user_identity *identity = &record->user_identity;
    uint32_t null = record->null_members;
    if (identity->presence == DDBSTREAM_ABSENT)
        return;
    ddbs_json_name(&writer->json, "userIdentity");
    if (identity->presence == DDBSTREAM_NULL) {
        ddbs_json_null(&writer->json);
        return;
    }
    ddbs_json_open(&writer->json, '{');
    write_text_member(writer, "type", identity->type, null & DDBSTREAM_MEMBER_IDENTITY_TYPE);
    write_text_member(writer, "principalId", identity->principal_id,
                      null & DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID);
    write_unknown_members(writer, &record->unknown, DDBSTREAM_LEVEL_IDENTITY);
    ddbs_json_close(&writer->json, '}');
}

static void write_change_member(struct record_writer *writer, const ddbstream_record *record)
{
    uint32_t null = record->null_members;
    ddbs_json_name(&writer->json, "dynamodb");
    ddbs_json_open(&writer->json, '{');
    write_time_member(writer, "ApproximateCreationDateTime", &record->approximate_creation_time,
                      null & DDBSTREAM_MEMBER_CREATION_TIME);
    write_image_member(writer, "Keys", &record->keys);
    write_image_member(writer, "NewImage", &record->new_image);
    write_image_member(writer, "OldImage", &record->old_image);
    write_text_member(writer, "SequenceNumber", record->sequence_number,
                      null & DDBSTREAM_MEMBER_SEQUENCE_NUMBER);
    write_size_member(writer, "SizeBytes", record->size_bytes, null & DDBSTREAM_MEMBER_SIZE_BYTES);
    write_text_member(writer, "StreamViewType", record->stream_view_type_text,
                      null & DDBSTREAM_MEMBER_STREAM_VIEW_TYPE);
    write_unknown_members(writer, &record->unknown, DDBSTREAM_LEVEL_CHANGE);
    ddbs_json_close(&writer->json, '}');
}

void ddbs_write_record(struct record_writer *writer, const ddbstream_record *record)
{
    uint32_t null = record->null_members;
    ddbs_json_open(&writer->json, '{');
    write_text_member(writer, "awsRegion", record->aws_region, null & DDBSTREAM_MEMBER_AWS_REGION);
    write_change_member(writer, record);
    write_text_member(writer, "eventID", record->event_id, null & DDBSTREAM_MEMBER_EVENT_ID);
    write_text_member(writer, "eventName", record->event_name_text,
                      null & DDBSTREAM_MEMBER_EVENT_NAME);
    write_text_member(writer, "eventSource", record->event_source,
                      null & DDBSTREAM_MEMBER_EVENT_SOURCE);
    write_text_member(writer, "eventVersion", record->event_version,
                      null & DDBSTREAM_MEMBER_EVENT_VERSION);
    write_text_member(writer, "eventSourceARN", record->event_source_arn,
                      null & DDBSTREAM_MEMBER_EVENT_SOURCE_ARN);
    write_identity_member(writer, record);
    write_unknown_members(writer, &record->unknown, DDBSTREAM_LEVEL_RECORD);
    ddbs_json_close(&writer->json, '}');
}
