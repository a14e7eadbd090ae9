/* The tables of members.h, and looking things up in them. */
#include "members.h"

/* Bits of members for which the record has no public one. */
enum {
    BIT_CHANGE = 1 << 16,
    BIT_IDENTITY = 1 << 17,
    BIT_KEYS = 1 << 18,
    BIT_NEW_IMAGE = 1 << 19,
    BIT_OLD_IMAGE = 1 << 20,
    BIT_METADATA = 1 << 21,
    BIT_KINESIS = 1 << 22,
    BIT_SEQUENCE_NUMBER = 1 << 23,
    BIT_PARTITION_KEY = 1 << 24,
    BIT_SCHEMA_VERSION = 1 << 25,
    BIT_ARRIVAL_TIME = 1 << 26,
    BIT_DATA = 1 << 27
};

#define OTHERS(length) ((length) <= 32 ? ~(((uint64_t)1 << (length) % 64) - 1) : 0)
#define REFRAIN(refrain, name, form, field, bit)                                                   \
    {                                                                                              \
        name, sizeof(name) - 1, "\"" name "\":", OTHERS(sizeof(name) + 2), form,                   \
            offsetof(ddbstream_record, field), bit, refrain                                        \
    }
#define MEMBER(name, form, field, bit) REFRAIN(0, name, form, field, bit)

const unsigned char ddbs_refrain_members[REFRAINS] = { 3, 1, 2 };

/* In the order in which the services write them. An export's, which stand only in lines, must stay
 * the last: what is added comes before them. An Item and a NewImage fill the same place, so a line
 * has one of them. dynamodb and kinesis fill nothing themselves. */
static const struct record_member record_members[] = {
    MEMBER("eventID", FORM_TEXT, event_id, DDBSTREAM_MEMBER_EVENT_ID),
    MEMBER("eventName", FORM_TEXT, event_name_text, DDBSTREAM_MEMBER_EVENT_NAME),
    REFRAIN(1, "eventVersion", FORM_TEXT, event_version, DDBSTREAM_MEMBER_EVENT_VERSION),
    MEMBER("eventSource", FORM_TEXT, event_source, DDBSTREAM_MEMBER_EVENT_SOURCE),
    MEMBER("awsRegion", FORM_TEXT, aws_region, DDBSTREAM_MEMBER_AWS_REGION),
    MEMBER("dynamodb", FORM_CHANGE, keys, BIT_CHANGE),
    REFRAIN(2, "eventSourceARN", FORM_TEXT, event_source_arn, DDBSTREAM_MEMBER_EVENT_SOURCE_ARN),
    MEMBER("userIdentity", FORM_IDENTITY, user_identity, BIT_IDENTITY),
    MEMBER("tableName", FORM_TEXT, table_name, DDBSTREAM_MEMBER_TABLE_NAME),
    MEMBER("kinesis", FORM_KINESIS, kinesis, BIT_KINESIS),
#define EXPORT_MEMBERS 5
    MEMBER("Item", FORM_IMAGE, new_image, BIT_NEW_IMAGE),
    MEMBER("Metadata", FORM_IMAGE, export_metadata, BIT_METADATA),
    MEMBER("Keys", FORM_IMAGE, keys, BIT_KEYS),
    MEMBER("NewImage", FORM_IMAGE, new_image, BIT_NEW_IMAGE),
    MEMBER("OldImage", FORM_IMAGE, old_image, BIT_OLD_IMAGE),
};

static const struct record_member change_members[] = {
    MEMBER("ApproximateCreationDateTime", FORM_TIME, approximate_creation_time,
           DDBSTREAM_MEMBER_CREATION_TIME),
    MEMBER("Keys", FORM_IMAGE, keys, BIT_KEYS),
    MEMBER("NewImage", FORM_IMAGE, new_image, BIT_NEW_IMAGE),
    MEMBER("OldImage", FORM_IMAGE, old_image, BIT_OLD_IMAGE),
    MEMBER("SequenceNumber", FORM_TEXT, sequence_number, DDBSTREAM_MEMBER_SEQUENCE_NUMBER),
    MEMBER("SizeBytes", FORM_SIZE, size_bytes, DDBSTREAM_MEMBER_SIZE_BYTES),
    REFRAIN(3, "StreamViewType", FORM_TEXT, stream_view_type_text,
            DDBSTREAM_MEMBER_STREAM_VIEW_TYPE),
    MEMBER("ApproximateCreationDateTimePrecision", FORM_TEXT, creation_time_precision,
           DDBSTREAM_MEMBER_CREATION_TIME_PRECISION),
};

/* Lambda writes these small, the Streams API large. */
static const struct record_member identity_members[] = {
    MEMBER("type", FORM_TEXT, user_identity.type, DDBSTREAM_MEMBER_IDENTITY_TYPE),
    MEMBER("principalId", FORM_TEXT, user_identity.principal_id,
           DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID),
    MEMBER("Type", FORM_TEXT, user_identity.type, DDBSTREAM_MEMBER_IDENTITY_TYPE),
    MEMBER("PrincipalId", FORM_TEXT, user_identity.principal_id,
           DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID),
};

static const struct record_member kinesis_members[] = {
    MEMBER("kinesisSchemaVersion", FORM_TEXT, kinesis.schema_version, BIT_SCHEMA_VERSION),
    MEMBER("partitionKey", FORM_TEXT, kinesis.partition_key, BIT_PARTITION_KEY),
    MEMBER("sequenceNumber", FORM_TEXT, kinesis.sequence_number, BIT_SEQUENCE_NUMBER),
    MEMBER("data", FORM_DATA, kinesis, BIT_DATA),
    MEMBER("approximateArrivalTimestamp", FORM_TIME, kinesis.approximate_arrival_time,
           BIT_ARRIVAL_TIME),
};

#define COUNT(members) (sizeof(members) / sizeof(members)[0])

const struct record_object ddbs_record_object = { record_members,
                                                  COUNT(record_members) - EXPORT_MEMBERS,
                                                  DDBSTREAM_LEVEL_RECORD };
const struct record_object ddbs_single_object = { record_members, COUNT(record_members),
                                                  DDBSTREAM_LEVEL_RECORD };
const struct record_object ddbs_change_object = { change_members, COUNT(change_members),
                                                  DDBSTREAM_LEVEL_CHANGE };
const struct record_object ddbs_identity_object = { identity_members, COUNT(identity_members),
                                                    DDBSTREAM_LEVEL_IDENTITY };
const struct record_object ddbs_kinesis_object = { kinesis_members, COUNT(kinesis_members),
                                                   DDBSTREAM_LEVEL_KINESIS };

const struct record_member *ddbs_find_member(const struct record_object *object,
                                             const struct record_member *next, const char *name,
                                             size_t length)
{
    for (size_t i = 0; i < object->count; i++) {
        if (ddbs_member_is_named(next, name, length))
            return next;
        next = ddbs_member_after(object, next);
    }
    return NULL;
}
