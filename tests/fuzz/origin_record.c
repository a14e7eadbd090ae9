/* Looks each member up in the bytes, and each member of the bytes in the record. */
#include "origin_record.h"

#include <inttypes.h>

#include "fuzz.h"
#include "origin.h"
#include "slow_json.h"
#include "slow_lines.h"
#include "slow_place.h"

/* A record, and where it and the objects in it came from. */
struct place {
    const ddbstream_record *record;
    const char *data;  /* the object with the change */
    const char *outer; /* the Kinesis record that it came in; NULL: none */
    size_t change, images, identity;
};

/* Members. */

/* null and absent, with the bit that tells which. */
static void check_none(const struct place *place, size_t at, uint32_t bit)
{
    bool is_null = at != SLOW_NOWHERE && place->data[at] == 'n';
    MUST(is_null == ((place->record->null_members & bit) != 0));
    MUST(is_null || at == SLOW_NOWHERE);
}

static void check_member(const struct place *place, size_t object, const char *name,
                         ddbstream_string text, uint32_t bit)
{
    size_t at = slow_find(place->data, object, name);
    check_text(text);
    if (text.data == NULL) {
        check_none(place, at, bit);
        return;
    }
    MUST((place->record->null_members & bit) == 0 && at != SLOW_NOWHERE);
    MUST(slow_string_is(place->data, at, text));
}

/* What the change lacks, the Kinesis record around it may have. */
static void check_either(const struct place *place, const char *name, ddbstream_string text,
                         uint32_t bit)
{
    size_t at = slow_find(place->data, 0, name), outer = SLOW_NOWHERE;
    if (place->outer != NULL)
        outer = slow_find(place->outer, 0, name);
    if ((at != SLOW_NOWHERE && place->data[at] == '"') || outer == SLOW_NOWHERE
        || place->outer[outer] != '"') {
        check_member(place, 0, name, text, bit);
        return;
    }
    MUST((place->record->null_members & bit) == 0);
    check_string(text, place->outer, outer);
}

static void check_members(const struct place *place)
{
    const ddbstream_record *record = place->record;
    check_either(place, "awsRegion", record->aws_region, DDBSTREAM_MEMBER_AWS_REGION);
    check_either(place, "eventID", record->event_id, DDBSTREAM_MEMBER_EVENT_ID);
    check_either(place, "eventSourceARN", record->event_source_arn,
                 DDBSTREAM_MEMBER_EVENT_SOURCE_ARN);
    check_member(place, 0, "eventName", record->event_name_text, DDBSTREAM_MEMBER_EVENT_NAME);
    check_member(place, 0, "eventSource", record->event_source, DDBSTREAM_MEMBER_EVENT_SOURCE);
    check_member(place, 0, "eventVersion", record->event_version, DDBSTREAM_MEMBER_EVENT_VERSION);
    check_member(place, 0, "tableName", record->table_name, DDBSTREAM_MEMBER_TABLE_NAME);
    check_member(place, place->change, "SequenceNumber", record->sequence_number,
                 DDBSTREAM_MEMBER_SEQUENCE_NUMBER);
    check_member(place, place->change, "StreamViewType", record->stream_view_type_text,
                 DDBSTREAM_MEMBER_STREAM_VIEW_TYPE);
    check_member(place, place->change, "ApproximateCreationDateTimePrecision",
                 record->creation_time_precision, DDBSTREAM_MEMBER_CREATION_TIME_PRECISION);
}

static enum ddbstream_presence presence_of(const struct place *place, size_t at)
{
    if (at == SLOW_NOWHERE)
        return DDBSTREAM_ABSENT;
    return place->data[at] == 'n' ? DDBSTREAM_NULL : DDBSTREAM_PRESENT;
}

/* Its members begin with a large letter or a small one. */
static const char *spelled(const struct place *place, const char *small, const char *large)
{
    return slow_find(place->data, place->identity, large) != SLOW_NOWHERE ? large : small;
}

static void check_identity(const struct place *place)
{
    const ddbstream_user_identity *identity = &place->record->user_identity;
    MUST(identity->presence == presence_of(place, place->identity));
    check_member(place, place->identity, spelled(place, "type", "Type"), identity->type,
                 DDBSTREAM_MEMBER_IDENTITY_TYPE);
    check_member(place, place->identity, spelled(place, "principalId", "PrincipalId"),
                 identity->principal_id, DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID);
}

static void check_image(const struct place *place, const char *name, const ddbstream_image *image)
{
    size_t at = slow_find(place->data, place->images, name);
    MUST(image->presence == presence_of(place, at));
    if (image->presence == DDBSTREAM_PRESENT)
        check_map(&image->attributes, place->data, at);
    else
        MUST(image->attributes.count == 0 && image->attributes.attributes == NULL);
}

/* The images of an export's line stand in the record itself; only there, they may be an Item and
 * Metadata. */
static void check_images(const struct place *place)
{
    const ddbstream_record *record = place->record;
    bool is_export = record->source == DDBSTREAM_SHAPE_EXPORT;
    bool is_item = is_export && slow_find(place->data, 0, "Item") != SLOW_NOWHERE;
    check_image(place, "Keys", &record->keys);
    check_image(place, is_item ? "Item" : "NewImage", &record->new_image);
    check_image(place, "OldImage", &record->old_image);
    if (is_export)
        check_image(place, "Metadata", &record->export_metadata);
    else
        MUST(record->export_metadata.presence == DDBSTREAM_ABSENT);
}

/* Times. */

/* A time may come as a string or as a number. */
static void check_time(const ddbstream_time *time, const char *data, size_t at)
{
    MUST(time->seconds >= 0 && time->nanoseconds < 1000000000);
    check_text(time->text);
    if (time->text.data == NULL) {
        MUST(time->seconds == 0 && time->nanoseconds == 0);
        MUST(at == SLOW_NOWHERE || data[at] == 'n');
        return;
    }
    MUST(at != SLOW_NOWHERE);
    MUST(slow_string_is(data, at, time->text)
         || same_bytes(data + at, slow_value_end(data, at) - at, time->text.data,
                       time->text.length));
}

/* A whole number of such parts of a second; of others fuzz_numbers looks at what they are. */
static void check_unit(const ddbstream_time *time, uint64_t parts)
{
    uint64_t number;
    if (time->text.length == 0 || time->text.length > 15
        || strspn(time->text.data, "0123456789") != time->text.length)
        return;
    number = strtoull(time->text.data, NULL, 10);
    MUST((uint64_t)time->seconds == number / parts);
    MUST(time->nanoseconds == number % parts * (1000000000 / parts));
}

static bool is_text(ddbstream_string text, const char *expected)
{
    return text.data != NULL && same_bytes(text.data, text.length, expected, strlen(expected));
}

static void check_change_time(const struct place *place)
{
    const ddbstream_time *time = &place->record->approximate_creation_time;
    size_t at = slow_find(place->data, place->change, "ApproximateCreationDateTime");
    check_time(time, place->data, at);
    if (time->text.data == NULL)
        check_none(place, at, DDBSTREAM_MEMBER_CREATION_TIME);
    if (is_text(place->record->creation_time_precision, "MILLISECOND"))
        check_unit(time, 1000);
    if (is_text(place->record->creation_time_precision, "MICROSECOND"))
        check_unit(time, 1000000);
}

/* It stands in the metadata, as {"N":"..."}. */
static void check_export_time(const struct place *place)
{
    const ddbstream_time *time = &place->record->approximate_creation_time;
    size_t at = slow_find(place->data, 0, "Metadata");
    at = slow_find(place->data, at, "WriteTimestampMicros");
    check_time(time, place->data, slow_find(place->data, at, "N"));
    check_unit(time, 1000000);
}

/* What number it is, fuzz_numbers looks at. */
static void check_size(const struct place *place)
{
    size_t at = slow_find(place->data, place->change, "SizeBytes");
    MUST(place->record->size_bytes >= -1);
    if (place->record->size_bytes == -1)
        check_none(place, at, DDBSTREAM_MEMBER_SIZE_BYTES);
    else
        MUST(at != SLOW_NOWHERE);
}

/* An enum's number is that of the text; 0 is for none, 1 for another one. */
static void check_name_number(unsigned number, ddbstream_string text, const char *const *names,
                              unsigned count)
{
    unsigned expected = text.data != NULL;
    for (unsigned i = 0; i < count; i++)
        if (text.data != NULL && same_bytes(text.data, text.length, names[i], strlen(names[i])))
            expected = i + 2;
    MUST(number == expected);
}

static void check_names(const ddbstream_record *record)
{
    static const char *const events[] = { "INSERT", "MODIFY", "REMOVE" };
    static const char *const views[] = { "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                         "NEW_AND_OLD_IMAGES" };
    check_name_number(record->event_name, record->event_name_text, events, 3);
    check_name_number(record->stream_view_type, record->stream_view_type_text, views, 4);
}

/* Where it came from, and what a partial-failure reply names. */

static ddbstream_shape source_of(const ddbstream_record *record, const char *data,
                                 enum standing standing)
{
    bool names_stream = record->event_source_arn.data != NULL;
    if (slow_find(data, 0, "kinesis") != SLOW_NOWHERE)
        return DDBSTREAM_SHAPE_KINESIS;
    if (slow_find(data, 0, "dynamodb") == SLOW_NOWHERE)
        return DDBSTREAM_SHAPE_EXPORT;
    if (standing == STANDS_IN_ARRAY)
        return DDBSTREAM_SHAPE_PIPES;
    return names_stream || record->event_source.data == NULL ? DDBSTREAM_SHAPE_LAMBDA
                                                             : DDBSTREAM_SHAPE_STREAMS;
}

/* A NextShardIterator before it can make any a record of the Streams API. */
static void check_source(const ddbstream_record *record, const char *data, enum standing standing)
{
    ddbstream_shape expected = source_of(record, data, standing);
    MUST(record->source == expected
         || (expected == DDBSTREAM_SHAPE_LAMBDA && record->source == DDBSTREAM_SHAPE_STREAMS));
}

static bool same_text(ddbstream_string a, ddbstream_string b)
{
    return (a.data == NULL) == (b.data == NULL) && same_bytes(a.data, a.length, b.data, b.length);
}

static void check_checkpoint(const ddbstream_record *record)
{
    bool is_kinesis = record->source == DDBSTREAM_SHAPE_KINESIS;
    MUST(same_text(record->checkpoint,
                   is_kinesis ? record->kinesis.sequence_number : record->sequence_number));
}

/* Members that the library does not know. */

/* An export's come first: a record in an array does not have them. */
static const char *const single_names[] = {
    "Item",      "Metadata",     "Keys",           "NewImage",  "OldImage", "eventID",
    "eventName", "eventVersion", "eventSource",    "awsRegion", "dynamodb", "kinesis",
    "tableName", "userIdentity", "eventSourceARN", NULL,
};
static const char *const *const record_names = single_names + 5;
static const char *const change_names[] = {
    "ApproximateCreationDateTime",
    "Keys",
    "NewImage",
    "OldImage",
    "SequenceNumber",
    "SizeBytes",
    "StreamViewType",
    "ApproximateCreationDateTimePrecision",
    NULL,
};
static const char *const identity_names[] = { "type", "principalId", "Type", "PrincipalId", NULL };
static const char *const kinesis_names[] = {
    "kinesisSchemaVersion",        "partitionKey", "sequenceNumber", "data",
    "approximateArrivalTimestamp", NULL,
};

/* Until the first line shows that it is a record, these are the document's. */
static const char *const document_names[] = {
    "window",
    "state",
    "shardId",
    "isFinalInvokeForWindow",
    "isWindowTerminatedEarly",
    "NextShardIterator",
    "version",
    "timestamp",
    NULL,
};

static void check_unknown_members(const struct place *place, enum standing standing)
{
    const ddbstream_unknown_members *unknown = &place->record->unknown;
    bool is_single = standing >= STANDS_FIRST && place->outer == NULL;
    struct names names = { is_single ? single_names : record_names, NULL };
    if (standing == STANDS_FIRST)
        names.at_first = document_names;
    if (place->outer == NULL) {
        check_unknown(unknown, DDBSTREAM_LEVEL_RECORD, place->data, 0, &names);
        check_unknown(unknown, DDBSTREAM_LEVEL_DELIVERY, "{}", 0, &names);
        check_unknown(unknown, DDBSTREAM_LEVEL_KINESIS, "{}", 0, &names);
    } else {
        size_t kinesis = slow_find(place->outer, 0, "kinesis");
        check_unknown(unknown, DDBSTREAM_LEVEL_DELIVERY, place->outer, 0, &names);
        check_unknown(unknown, DDBSTREAM_LEVEL_KINESIS, place->outer, kinesis,
                      &(struct names){ kinesis_names, NULL });
        check_unknown(unknown, DDBSTREAM_LEVEL_RECORD, place->data, 0,
                      &(struct names){ record_names, NULL });
    }
    check_unknown(unknown, DDBSTREAM_LEVEL_CHANGE, place->data, place->change,
                  &(struct names){ change_names, NULL });
    check_unknown(unknown, DDBSTREAM_LEVEL_IDENTITY, place->data, place->identity,
                  &(struct names){ identity_names, NULL });
    check_unknown(unknown, DDBSTREAM_LEVEL_DOCUMENT, "{}", 0, &names);
}

/* Kinesis. */

/* What base64 stands for, with a NUL behind it; to be freed. The library has found it right. */
static char *decode_base64(const char *text, size_t text_length, size_t *length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *bytes = malloc(text_length + 1);
    unsigned bits = 0, value = 0;
    MUST(bytes != NULL && text_length % 4 == 0);
    *length = 0;
    for (size_t i = 0; i < text_length && text[i] != '='; i++) {
        const char *digit = strchr(digits, text[i]);
        MUST(digit != NULL);
        value = value << 6 | (unsigned)(digit - digits);
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        bytes[(*length)++] = (char)(value >> bits & 0xff);
    }
    bytes[*length] = '\0';
    return bytes;
}

/* What the data of a Kinesis record carries: JSON, perhaps with space around it. */
static char *payload_of(const char *outer)
{
    size_t data = slow_find(outer, slow_find(outer, 0, "kinesis"), "data"), length;
    char *text, *payload;
    MUST(data != SLOW_NOWHERE && outer[data] == '"' && slow_is_text(outer, data));
    text = slow_string(outer, data, &length);
    payload = decode_base64(text, length, &length);
    MUST(payload[0] != '\xef' && slow_json_is_valid(payload, length));
    free(text);
    return payload;
}

/* Members for which no bit tells null from absent. */
static void check_plain(const char *data, size_t object, const char *name, ddbstream_string text)
{
    size_t at = slow_find(data, object, name);
    check_text(text);
    if (text.data != NULL)
        check_string(text, data, at);
    else
        MUST(at == SLOW_NOWHERE || data[at] == 'n');
}

static void check_kinesis(const ddbstream_kinesis *kinesis, const char *outer)
{
    size_t inside = slow_find(outer, 0, "kinesis");
    MUST(kinesis->presence == DDBSTREAM_PRESENT);
    check_plain(outer, 0, "eventID", kinesis->event_id);
    check_plain(outer, 0, "eventSourceARN", kinesis->event_source_arn);
    check_plain(outer, inside, "sequenceNumber", kinesis->sequence_number);
    check_plain(outer, inside, "partitionKey", kinesis->partition_key);
    check_plain(outer, inside, "kinesisSchemaVersion", kinesis->schema_version);
    check_time(&kinesis->approximate_arrival_time, outer,
               slow_find(outer, inside, "approximateArrivalTimestamp"));
}

/* All of it. */

static void check_place(struct place *place, enum standing standing, bool keeps)
{
    const ddbstream_record *record = place->record;
    bool is_export = record->source == DDBSTREAM_SHAPE_EXPORT;
    place->change = slow_find(place->data, 0, "dynamodb");
    place->images = is_export ? 0 : place->change;
    place->identity = slow_find(place->data, 0, "userIdentity");
    check_members(place);
    check_identity(place);
    check_images(place);
    check_size(place);
    check_names(record);
    if (is_export)
        check_export_time(place);
    else
        check_change_time(place);
    if (keeps)
        check_unknown_members(place, standing);
    else
        MUST(record->unknown.count == 0);
}

void check_record(const ddbstream_record *record, const char *data, enum standing standing,
                  bool keeps)
{
    struct place place = { .record = record, .data = data };
    char *payload = NULL;
    check_source(record, data, standing);
    check_checkpoint(record);
    if (record->source == DDBSTREAM_SHAPE_KINESIS) {
        place.outer = data;
        payload = payload_of(data);
        place.data = payload + strspn(payload, " \t\n\r");
        check_kinesis(&record->kinesis, data);
    } else {
        MUST(record->kinesis.presence == DDBSTREAM_ABSENT);
    }
    check_place(&place, standing, keeps);
    free(payload);
}
