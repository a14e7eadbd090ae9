/* Logs and encodes each record, decodes what has been written, and compares: nothing is lost. */
#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "slow_lines.h"

/* What stands around the record in its line. */
static const char before[] =
    "{\"log_code\":\"DynamoDBStreamRecord\",\"log_msg\":\"Events from the DynamoDB Table\","
    "\"log_level\":\"INFO\",\"log_keys\":{\"record\":";
static const char after[] = "},\"log_timestamp\":\"2023-05-19 02:30:49\"}\n";

enum { BEFORE = sizeof before - 1, AFTER = sizeof after - 1 };

/* Times from here on are written in seconds that are read as milliseconds. */
static const int64_t YEAR_5138 = 100000000000;

/* Comparing. */

static bool same_text(ddbstream_string a, ddbstream_string b)
{
    return (a.data == NULL) == (b.data == NULL) && same_bytes(a.data, a.length, b.data, b.length);
}

static bool same_value(const ddbstream_value *a, const ddbstream_value *b);

static bool same_map(const ddbstream_map *a, const ddbstream_map *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_text(a->attributes[i].name, b->attributes[i].name)
               && same_value(&a->attributes[i].value, &b->attributes[i].value);
    return same;
}

static bool same_list(const ddbstream_list *a, const ddbstream_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_value(&a->values[i], &b->values[i]);
    return same;
}

static bool same_strings(const ddbstream_string_set *a, const ddbstream_string_set *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_text(a->members[i], b->members[i]);
    return same;
}

static bool same_binary(ddbstream_bytes a, ddbstream_bytes b)
{
    return same_bytes(a.data, a.length, b.data, b.length);
}

static bool same_binaries(const ddbstream_bytes_set *a, const ddbstream_bytes_set *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_binary(a->members[i], b->members[i]);
    return same;
}

static bool same_payload(const ddbstream_value *a, const ddbstream_value *b)
{
    switch (a->type) {
    case DDBSTREAM_TYPE_S:
        return same_text(a->as.string, b->as.string);
    case DDBSTREAM_TYPE_N:
        return same_text(a->as.number, b->as.number);
    case DDBSTREAM_TYPE_B:
        return same_binary(a->as.binary, b->as.binary);
    case DDBSTREAM_TYPE_BOOL:
        return a->as.boolean == b->as.boolean;
    case DDBSTREAM_TYPE_NULL:
        return a->as.null == b->as.null;
    case DDBSTREAM_TYPE_M:
        return same_map(&a->as.map, &b->as.map);
    case DDBSTREAM_TYPE_L:
        return same_list(&a->as.list, &b->as.list);
    case DDBSTREAM_TYPE_SS:
        return same_strings(&a->as.string_set, &b->as.string_set);
    case DDBSTREAM_TYPE_NS:
        return same_strings(&a->as.number_set, &b->as.number_set);
    case DDBSTREAM_TYPE_BS:
        return same_binaries(&a->as.binary_set, &b->as.binary_set);
    }
    return false;
}

static bool same_value(const ddbstream_value *a, const ddbstream_value *b)
{
    return a->type == b->type && same_payload(a, b);
}

static bool same_image(const ddbstream_image *a, const ddbstream_image *b)
{
    return a->presence == b->presence && same_map(&a->attributes, &b->attributes);
}

/* The text of a time may differ. */
static bool same_time(const ddbstream_time *a, const ddbstream_time *b)
{
    return (a->text.data == NULL) == (b->text.data == NULL)
           && (a->seconds >= YEAR_5138
               || (a->seconds == b->seconds && a->nanoseconds == b->nanoseconds));
}

static bool same_identity(const ddbstream_user_identity *a, const ddbstream_user_identity *b)
{
    return a->presence == b->presence && same_text(a->type, b->type)
           && same_text(a->principal_id, b->principal_id);
}

static bool same_change(const ddbstream_record *a, const ddbstream_record *b)
{
    return same_time(&a->approximate_creation_time, &b->approximate_creation_time)
           && same_image(&a->keys, &b->keys) && same_image(&a->new_image, &b->new_image)
           && same_image(&a->old_image, &b->old_image)
           && same_text(a->sequence_number, b->sequence_number) && a->size_bytes == b->size_bytes
           && a->stream_view_type == b->stream_view_type
           && same_text(a->stream_view_type_text, b->stream_view_type_text);
}

/* The next member of that level, from *place on; NULL when there is none. */
static const ddbstream_unknown_member *next_unknown(const ddbstream_unknown_members *unknown,
                                                    ddbstream_level level, size_t *place)
{
    while (*place < unknown->count && unknown->members[*place].level != level)
        ++*place;
    return *place < unknown->count ? &unknown->members[(*place)++] : NULL;
}

static bool same_unknown_of(const ddbstream_record *a, const ddbstream_record *b,
                            ddbstream_level level)
{
    size_t a_place = 0, b_place = 0;
    for (;;) {
        const ddbstream_unknown_member *one = next_unknown(&a->unknown, level, &a_place);
        const ddbstream_unknown_member *other = next_unknown(&b->unknown, level, &b_place);
        if (one == NULL || other == NULL)
            return one == other;
        if (!same_text(one->name, other->name) || !same_text(one->json, other->json))
            return false;
    }
}

/* Those of a Kinesis delivery are not written. */
static bool same_unknown(const ddbstream_record *a, const ddbstream_record *b)
{
    return same_unknown_of(a, b, DDBSTREAM_LEVEL_RECORD)
           && same_unknown_of(a, b, DDBSTREAM_LEVEL_CHANGE)
           && same_unknown_of(a, b, DDBSTREAM_LEVEL_IDENTITY);
}

/* What the form of a Lambda event has no place for. */
enum { NOT_WRITTEN = DDBSTREAM_MEMBER_TABLE_NAME | DDBSTREAM_MEMBER_CREATION_TIME_PRECISION };

static bool same_record(const ddbstream_record *a, const ddbstream_record *b)
{
    return same_text(a->aws_region, b->aws_region) && same_text(a->event_id, b->event_id)
           && a->event_name == b->event_name && same_text(a->event_name_text, b->event_name_text)
           && same_text(a->event_source, b->event_source)
           && same_text(a->event_version, b->event_version)
           && same_text(a->event_source_arn, b->event_source_arn)
           && same_identity(&a->user_identity, &b->user_identity) && same_change(a, b)
           && same_unknown(a, b)
           && ((a->null_members ^ b->null_members) & ~(unsigned)NOT_WRITTEN) == 0;
}

/* Going round. */

static ddbstream_buffer *log_line(const ddbstream_record *record)
{
    ddbstream_buffer *line;
    ddbstream_log *log;
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    entry.timestamp = "2023-05-19 02:30:49";
    MUST(ddbstream_buffer_create(&line, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_log_create(&log, ddbstream_sink_buffer(line), NULL) == DDBSTREAM_OK);
    MUST(ddbstream_log_write(log, &entry) == DDBSTREAM_OK);
    ddbstream_log_free(log);
    return line;
}

static ddbstream_batch *decode(const char *data, size_t length)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_batch *batch;
    options.keep_unknown_members = true;
    ddbstream_batch_decode(&batch, data, length, &options);
    MUST(batch != NULL);
    return batch;
}

/* A record, in an event of its own. */
static ddbstream_batch *decode_record(const char *record, size_t length)
{
    static const char event[] = "{\"Records\":[";
    enum { EVENT = sizeof event - 1 };
    char *document = malloc(EVENT + length + 2);
    ddbstream_batch *batch;
    MUST(document != NULL);
    memcpy(document, event, EVENT);
    memcpy(document + EVENT, record, length);
    memcpy(document + EVENT + length, "]}", 2);
    batch = decode(document, EVENT + length + 2);
    MUST(ddbstream_batch_record_count(batch) == 1 && ddbstream_batch_error_count(batch) == 0);
    free(document);
    return batch;
}

static ddbstream_buffer *encode(const ddbstream_record *record)
{
    ddbstream_buffer *text;
    ddbstream_encoder *encoder;
    MUST(ddbstream_buffer_create(&text, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_encoder_create(&encoder, ddbstream_sink_buffer(text), NULL) == DDBSTREAM_OK);
    MUST(ddbstream_encoder_record(encoder, record) == DDBSTREAM_OK);
    ddbstream_encoder_free(encoder);
    return text;
}

/* An unknown member of a record in an array may have a name that tells what a document is. */
static bool may_stand_alone(const ddbstream_record *record)
{
    for (size_t i = 0; i < record->unknown.count; i++) {
        ddbstream_string name = record->unknown.members[i].name;
        if (record->unknown.members[i].level == DDBSTREAM_LEVEL_RECORD && slow_text_tells(name))
            return false;
    }
    return true;
}

/* As a document of its own it is the same record, of that shape and in that place. */
static void check_alone(const ddbstream_record *record, ddbstream_string text)
{
    ddbstream_batch *batch = decode(text.data, text.length);
    const ddbstream_record *alone = ddbstream_batch_record(batch, 0);
    MUST(ddbstream_batch_record_count(batch) == 1 && ddbstream_batch_error_count(batch) == 0);
    MUST(ddbstream_batch_document(batch)->shape == DDBSTREAM_SHAPE_RECORD);
    MUST(alone->offset == 0 && alone->length == text.length);
    MUST(same_record(record, alone));
    ddbstream_batch_free(batch);
}

/* Written back and read again it is the same, and what is written then is the same again. */
static void check_encoded(const ddbstream_record *record)
{
    ddbstream_buffer *encoded = encode(record), *again;
    ddbstream_string text = ddbstream_buffer_text(encoded), text_again;
    ddbstream_batch *batch = decode_record(text.data, text.length);
    MUST(same_record(record, ddbstream_batch_record(batch, 0)));
    again = encode(ddbstream_batch_record(batch, 0));
    text_again = ddbstream_buffer_text(again);
    MUST(same_text(text, text_again) || record->approximate_creation_time.seconds >= YEAR_5138);
    if (may_stand_alone(record))
        check_alone(record, text);
    ddbstream_buffer_free(again);
    ddbstream_batch_free(batch);
    ddbstream_buffer_free(encoded);
}

static void check_record(const ddbstream_record *record)
{
    ddbstream_buffer *line = log_line(record), *line_again;
    ddbstream_string text = ddbstream_buffer_text(line), text_again;
    ddbstream_batch *batch;
    MUST(text.length > BEFORE + AFTER);
    MUST(memcmp(text.data, before, BEFORE) == 0);
    MUST(memcmp(text.data + text.length - AFTER, after, AFTER) == 0);
    batch = decode_record(text.data + BEFORE, text.length - BEFORE - AFTER);
    MUST(same_record(record, ddbstream_batch_record(batch, 0)));
    line_again = log_line(ddbstream_batch_record(batch, 0));
    text_again = ddbstream_buffer_text(line_again);
    MUST(same_text(text, text_again) || record->approximate_creation_time.seconds >= YEAR_5138);
    ddbstream_buffer_free(line_again);
    ddbstream_batch_free(batch);
    ddbstream_buffer_free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *input = exact_copy(data, size);
    ddbstream_batch *batch = decode(input, size);
    free(input);
    for (size_t i = 0; i < ddbstream_batch_record_count(batch); i++) {
        check_record(ddbstream_batch_record(batch, i));
        check_encoded(ddbstream_batch_record(batch, i));
    }
    ddbstream_batch_free(batch);
    return 0;
}
