/* The tables of record_members.h, and looking things up in them. */
#include "record_members.h"

#include "same.h"

#define MEMBER(name, form, field, null)                                                            \
    {                                                                                              \
        name, sizeof(name) - 1, form, offsetof(ddbstream_record, field), null                      \
    }

/* In the order in which the service writes them. */
static const struct record_member record_members[] = {
    MEMBER("eventID", FORM_TEXT, event_id, DDBSTREAM_MEMBER_EVENT_ID),
    MEMBER("eventName", FORM_TEXT, event_name_text, DDBSTREAM_MEMBER_EVENT_NAME),
    MEMBER("eventVersion", FORM_TEXT, event_version, DDBSTREAM_MEMBER_EVENT_VERSION),
    MEMBER("eventSource", FORM_TEXT, event_source, DDBSTREAM_MEMBER_EVENT_SOURCE),
    MEMBER("awsRegion", FORM_TEXT, aws_region, DDBSTREAM_MEMBER_AWS_REGION),
    MEMBER("dynamodb", FORM_CHANGE, keys, 0),
    MEMBER("eventSourceARN", FORM_TEXT, event_source_arn, DDBSTREAM_MEMBER_EVENT_SOURCE_ARN),
    MEMBER("userIdentity", FORM_IDENTITY, user_identity, 0),
};

static const struct record_member change_members[] = {
    MEMBER("ApproximateCreationDateTime", FORM_TIME, approximate_creation_time,
           DDBSTREAM_MEMBER_CREATION_TIME),
    MEMBER("Keys", FORM_IMAGE, keys, 0),
    MEMBER("NewImage", FORM_IMAGE, new_image, 0),
    MEMBER("OldImage", FORM_IMAGE, old_image, 0),
    MEMBER("SequenceNumber", FORM_TEXT, sequence_number, DDBSTREAM_MEMBER_SEQUENCE_NUMBER),
    MEMBER("SizeBytes", FORM_SIZE, size_bytes, DDBSTREAM_MEMBER_SIZE_BYTES),
    MEMBER("StreamViewType", FORM_TEXT, stream_view_type_text, DDBSTREAM_MEMBER_STREAM_VIEW_TYPE),
};

static const struct record_member identity_members[] = {
    MEMBER("type", FORM_TEXT, user_identity.type, DDBSTREAM_MEMBER_IDENTITY_TYPE),
    MEMBER("principalId", FORM_TEXT, user_identity.principal_id,
           DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID),
};

#define OBJECT(members)                                                                            \
    {                                                                                              \
        members, sizeof(members) / sizeof(members)[0]                                              \
    }

const struct record_object ddbs_record_object = OBJECT(record_members);
const struct record_object ddbs_change_object = OBJECT(change_members);
const struct record_object ddbs_identity_object = OBJECT(identity_members);

static bool has_name(const struct record_member *member, const char *name, size_t length)
{
    return member->length == length && ddbs_same(member->name, name, length);
}

const struct record_member *ddbs_find_member(const struct record_object *object,
                                             const struct record_member *last, const char *name,
                                             size_t length)
{
    const struct record_member *members = object->members, *end = members + object->count;
    const struct record_member *next = last != NULL ? last + 1 : members;
    if (next < end && has_name(next, name, length))
        return next;
    for (const struct record_member *member = members; member < end; member++)
        if (has_name(member, name, length))
            return member;
    return NULL;
}

static bool is_text(ddbstream_string text, ddbstream_string name)
{
    return text.length == name.length && ddbs_same(text.data, name.data, name.length);
}

static ddbstream_event_name event_name_of(ddbstream_string text)
{
    static const ddbstream_string names[] = { { "INSERT", 6 }, { "MODIFY", 6 }, { "REMOVE", 6 } };
    if (text.data == NULL)
        return DDBSTREAM_EVENT_NONE;
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (is_text(text, names[i]))
            return DDBSTREAM_EVENT_INSERT + i;
    return DDBSTREAM_EVENT_OTHER;
}

static ddbstream_view_type view_type_of(ddbstream_string text)
{
    static const ddbstream_string names[] = {
        { "KEYS_ONLY", 9 }, { "NEW_IMAGE", 9 }, { "OLD_IMAGE", 9 }, { "NEW_AND_OLD_IMAGES", 18 }
    };
    if (text.data == NULL)
        return DDBSTREAM_VIEW_NONE;
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (is_text(text, names[i]))
            return DDBSTREAM_VIEW_KEYS_ONLY + i;
    return DDBSTREAM_VIEW_OTHER;
}

void ddbs_record_set_names(ddbstream_record *record)
{
    record->event_name = event_name_of(record->event_name_text);
    record->stream_view_type = view_type_of(record->stream_view_type_text);
}
