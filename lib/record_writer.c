/* Walks records and has their members written; knows nothing of how values or JSON are put down. */
#include "record_writer.h"

#include "creation_time.h"

/* Members. Each is left out when it was absent, and null when it was null. */

static const struct {
    struct json_front aws_region, event_id, event_name, event_source, event_source_arn,
        event_version;
    struct json_front dynamodb, creation_time, keys, new_image, old_image, sequence_number,
        size_bytes, stream_view_type;
    struct json_front user_identity, type, principal_id;
    struct json_front plain_keys, plain_new_image, plain_old_image;
} names = {
    .aws_region = JSON_MEMBER("awsRegion"),
    .event_id = JSON_MEMBER("eventID"),
    .event_name = JSON_MEMBER("eventName"),
    .event_source = JSON_MEMBER("eventSource"),
    .event_source_arn = JSON_MEMBER("eventSourceARN"),
    .event_version = JSON_MEMBER("eventVersion"),
    .dynamodb = JSON_MEMBER("dynamodb"),
    .creation_time = JSON_MEMBER("ApproximateCreationDateTime"),
    .keys = JSON_MEMBER("Keys"),
    .new_image = JSON_MEMBER("NewImage"),
    .old_image = JSON_MEMBER("OldImage"),
    .sequence_number = JSON_MEMBER("SequenceNumber"),
    .size_bytes = JSON_MEMBER("SizeBytes"),
    .stream_view_type = JSON_MEMBER("StreamViewType"),
    .user_identity = JSON_MEMBER("userIdentity"),
    .type = JSON_MEMBER("type"),
    .principal_id = JSON_MEMBER("principalId"),
    .plain_keys = JSON_MEMBER("keys"),
    .plain_new_image = JSON_MEMBER("newImage"),
    .plain_old_image = JSON_MEMBER("oldImage"),
};

static void write_text_member(struct record_writer *writer, const struct json_front *name,
                              ddbstream_string text, bool is_null)
{
    if (text.data != NULL || is_null)
        ddbs_json_member_string(&writer->json, name, text);
}

static void write_null_member(struct record_writer *writer, const struct json_front *name)
{
    ddbs_json_member(&writer->json, name);
    ddbs_json_null(&writer->json);
}

static void write_time_member(struct record_writer *writer, const struct json_front *name,
                              const ddbstream_time *time, bool is_null)
{
    char text[CREATION_TIME_ROOM];
    if (time->text.data == NULL) {
        if (is_null)
            write_null_member(writer, name);
        return;
    }
    ddbs_json_member(&writer->json, name);
    ddbs_json_verbatim(&writer->json, text, ddbs_creation_time_write(time, text));
}

static void write_size_member(struct record_writer *writer, const struct json_front *name,
                              int64_t size, bool is_null)
{
    if (size < 0) {
        if (is_null)
            write_null_member(writer, name);
        return;
    }
    ddbs_json_member(&writer->json, name);
    ddbs_json_integer(&writer->json, size);
}

static void write_image_member(struct record_writer *writer, const struct json_front *name,
                               const ddbstream_image *image)
{
    if (image->presence == DDBSTREAM_ABSENT)
        return;
    ddbs_json_member(&writer->json, name);
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
    ddbs_json_member(&writer->json, &names.user_identity);
    if (identity->presence == DDBSTREAM_NULL) {
        ddbs_json_null(&writer->json);
        return;
    }
    ddbs_json_open(&writer->json, '{');
    write_text_member(writer, &names.type, identity->type, null & DDBSTREAM_MEMBER_IDENTITY_TYPE);
    write_text_member(writer, &names.principal_id, identity->principal_id,
                      null & DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID);
    write_unknown_members(writer, &record->unknown, DDBSTREAM_LEVEL_IDENTITY);
    ddbs_json_close(&writer->json, '}');
}

static void write_change_member(struct record_writer *writer, const ddbstream_record *record)
{
    uint32_t null = record->null_members;
    ddbs_json_member(&writer->json, &names.dynamodb);
    ddbs_json_open(&writer->json, '{');
    write_time_member(writer, &names.creation_time, &record->approximate_creation_time,
                      null & DDBSTREAM_MEMBER_CREATION_TIME);
    write_image_member(writer, &names.keys, &record->keys);
    write_image_member(writer, &names.new_image, &record->new_image);
    write_image_member(writer, &names.old_image, &record->old_image);
    write_text_member(writer, &names.sequence_number, record->sequence_number,
                      null & DDBSTREAM_MEMBER_SEQUENCE_NUMBER);
    write_size_member(writer, &names.size_bytes, record->size_bytes,
                      null & DDBSTREAM_MEMBER_SIZE_BYTES);
    write_text_member(writer, &names.stream_view_type, record->stream_view_type_text,
                      null & DDBSTREAM_MEMBER_STREAM_VIEW_TYPE);
    write_unknown_members(writer, &record->unknown, DDBSTREAM_LEVEL_CHANGE);
    ddbs_json_close(&writer->json, '}');
}

void ddbs_write_record(struct record_writer *writer, const ddbstream_record *record)
{
    uint32_t null = record->null_members;
    ddbs_json_open(&writer->json, '{');
    write_text_member(writer, &names.aws_region, record->aws_region,
                      null & DDBSTREAM_MEMBER_AWS_REGION);
    write_change_member(writer, record);
    write_text_member(writer, &names.event_id, record->event_id, null & DDBSTREAM_MEMBER_EVENT_ID);
    write_text_member(writer, &names.event_name, record->event_name_text,
                      null & DDBSTREAM_MEMBER_EVENT_NAME);
    write_text_member(writer, &names.event_source, record->event_source,
                      null & DDBSTREAM_MEMBER_EVENT_SOURCE);
    write_text_member(writer, &names.event_version, record->event_version,
                      null & DDBSTREAM_MEMBER_EVENT_VERSION);
    write_text_member(writer, &names.event_source_arn, record->event_source_arn,
                      null & DDBSTREAM_MEMBER_EVENT_SOURCE_ARN);
    write_identity_member(writer, record);
    write_unknown_members(writer, &record->unknown, DDBSTREAM_LEVEL_RECORD);
    ddbs_json_close(&writer->json, '}');
}

static void write_plain_image(struct record_writer *writer, const struct json_front *name,
                              const ddbstream_image *image)
{
    ddbs_json_member(&writer->json, name);
    ddbs_write_image(writer, image);
}

/* Always with the same members, for those who know nothing of what may be absent. */
void ddbs_write_plain_record(struct record_writer *writer, const ddbstream_record *record)
{
    ddbs_json_open(&writer->json, '{');
    write_text_member(writer, &names.event_name, record->event_name_text, true);
    write_plain_image(writer, &names.plain_keys, &record->keys);
    write_plain_image(writer, &names.plain_new_image, &record->new_image);
    write_plain_image(writer, &names.plain_old_image, &record->old_image);
    ddbs_json_close(&writer->json, '}');
}
