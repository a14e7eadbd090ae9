/* Decodes any bytes at once, and checks that what comes out is what came in, in the form that the
 * headers promise. */
#include <ddbstream/ddbstream.h>

#include "base64.h"
#include "fuzz.h"
#include "slow_json.h"
#include "slow_place.h"
#include "slow_text.h"

/* The document, and what has come of it so far. */
struct watch {
    const ddbstream_decoder *decoder;
    const char *input;
    size_t length;
    uint64_t count;       /* of records, bad ones included */
    uint64_t end_of_last; /* record */
    ddbstream_status status;
};

/* Text. */

static void check_text(ddbstream_string text)
{
    if (text.data == NULL) {
        MUST(text.length == 0);
        return;
    }
    MUST(text.data[text.length] == '\0');
    MUST(slow_is_utf8(text.data, text.length));
}

/* Text that came as the string at `at`. */
static void check_string(ddbstream_string text, const char *data, size_t at)
{
    check_text(text);
    MUST(slow_string_is(data, at, text));
}

static void check_number(ddbstream_string number, const char *data, size_t at)
{
    check_string(number, data, at);
    MUST(slow_json_is_number(number.data, number.length));
}

/* Encoded again, it is what came. */
static void check_bytes(ddbstream_bytes bytes, const char *data, size_t at)
{
    ddbstream_string text = { NULL, ddbs_base64_encoded_length(bytes.length) };
    char *encoded = malloc(text.length + 1);
    MUST(bytes.data != NULL && bytes.data[bytes.length] == 0);
    MUST(encoded != NULL);
    ddbs_base64_encode(bytes.data, bytes.length, encoded);
    text.data = encoded;
    MUST(slow_string_is(data, at, text));
    free(encoded);
}

/* Values, each with the place of what it came from. */

static void check_value(const ddbstream_value *value, const char *data, size_t at);

/* Names are told apart slowly, so not in large maps. */
static void check_name(const ddbstream_map *map, size_t place, const char *data, size_t at)
{
    const ddbstream_attribute *attribute = &map->attributes[place];
    check_string(attribute->name, data, at);
    if (map->count <= 64)
        MUST(ddbstream_map_find_n(map, attribute->name.data, attribute->name.length)
             == &attribute->value);
}

static void check_map(const ddbstream_map *map, const char *data, size_t at)
{
    MUST((map->attributes == NULL) == (map->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < map->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check_name(map, i, data, at);
        at = slow_value_of(data, at);
        check_value(&map->attributes[i].value, data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_list(const ddbstream_list *list, const char *data, size_t at)
{
    MUST((list->values == NULL) == (list->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < list->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check_value(&list->values[i], data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_string_set(const ddbstream_string_set *set, const char *data, size_t at,
                             void (*check)(ddbstream_string, const char *, size_t))
{
    MUST((set->members == NULL) == (set->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < set->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check(set->members[i], data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_bytes_set(const ddbstream_bytes_set *set, const char *data, size_t at)
{
    MUST((set->members == NULL) == (set->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < set->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check_bytes(set->members[i], data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_payload(const ddbstream_value *value, const char *data, size_t at)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        check_string(value->as.string, data, at);
        return;
    case DDBSTREAM_TYPE_N:
        check_number(value->as.number, data, at);
        return;
    case DDBSTREAM_TYPE_B:
        check_bytes(value->as.binary, data, at);
        return;
    case DDBSTREAM_TYPE_BOOL:
        MUST(data[at] == (value->as.boolean ? 't' : 'f'));
        return;
    case DDBSTREAM_TYPE_NULL:
        MUST(data[at] == (value->as.null ? 't' : 'f'));
        return;
    case DDBSTREAM_TYPE_M:
        check_map(&value->as.map, data, at);
        return;
    case DDBSTREAM_TYPE_L:
        check_list(&value->as.list, data, at);
        return;
    case DDBSTREAM_TYPE_SS:
        check_string_set(&value->as.string_set, data, at, check_string);
        return;
    case DDBSTREAM_TYPE_NS:
        check_string_set(&value->as.number_set, data, at, check_number);
        return;
    case DDBSTREAM_TYPE_BS:
        check_bytes_set(&value->as.binary_set, data, at);
        return;
    }
    MUST(false && "a type");
}

/* An object with one member, whose name is the type. */
static void check_value(const ddbstream_value *value, const char *data, size_t at)
{
    const char *type = ddbstream_type_name(value->type);
    size_t name = slow_first(data, at);
    MUST(data[at] == '{' && name != SLOW_NOWHERE);
    MUST(slow_string_is(data, name, (ddbstream_string){ type, strlen(type) }));
    check_payload(value, data, slow_value_of(data, name));
    MUST(slow_next(data, slow_value_end(data, slow_value_of(data, name))) == SLOW_NOWHERE);
}

/* Records. */

/* A record, and where it and the objects in it came from. */
struct place {
    const ddbstream_record *record;
    const char *data;
    size_t change, identity;
};

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

static void check_members(const struct place *place)
{
    const ddbstream_record *record = place->record;
    check_member(place, 0, "awsRegion", record->aws_region, DDBSTREAM_MEMBER_AWS_REGION);
    check_member(place, 0, "eventID", record->event_id, DDBSTREAM_MEMBER_EVENT_ID);
    check_member(place, 0, "eventName", record->event_name_text, DDBSTREAM_MEMBER_EVENT_NAME);
    check_member(place, 0, "eventSource", record->event_source, DDBSTREAM_MEMBER_EVENT_SOURCE);
    check_member(place, 0, "eventVersion", record->event_version, DDBSTREAM_MEMBER_EVENT_VERSION);
    check_member(place, 0, "eventSourceARN", record->event_source_arn,
                 DDBSTREAM_MEMBER_EVENT_SOURCE_ARN);
    check_member(place, place->change, "SequenceNumber", record->sequence_number,
                 DDBSTREAM_MEMBER_SEQUENCE_NUMBER);
    check_member(place, place->change, "StreamViewType", record->stream_view_type_text,
                 DDBSTREAM_MEMBER_STREAM_VIEW_TYPE);
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
    size_t at = slow_find(place->data, place->change, name);
    MUST(image->presence == presence_of(place, at));
    if (image->presence == DDBSTREAM_PRESENT)
        check_map(&image->attributes, place->data, at);
    else
        MUST(image->attributes.count == 0 && image->attributes.attributes == NULL);
}

/* A time may come as a string or as a number. */
static void check_time(const struct place *place)
{
    const ddbstream_time *time = &place->record->approximate_creation_time;
    size_t at = slow_find(place->data, place->change, "ApproximateCreationDateTime");
    MUST(time->seconds >= 0 && time->nanoseconds < 1000000000);
    check_text(time->text);
    if (time->text.data == NULL) {
        MUST(time->seconds == 0 && time->nanoseconds == 0);
        check_none(place, at, DDBSTREAM_MEMBER_CREATION_TIME);
        return;
    }
    MUST(at != SLOW_NOWHERE);
    MUST(slow_string_is(place->data, at, time->text)
         || same_bytes(place->data + at, slow_value_end(place->data, at) - at, time->text.data,
                       time->text.length));
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

/* Where a record stands: behind the last one. Its bytes are JSON, if perhaps in bad text. */
static void check_json(const struct watch *watch, uint64_t offset, uint64_t length)
{
    struct slow_json json;
    slow_json_read(&json, watch->input + offset, (size_t)length);
    MUST(json.status == DDBSTREAM_OK);
    slow_json_free(&json);
}

static void check_range(struct watch *watch, uint64_t offset, uint64_t length)
{
    MUST(offset >= watch->end_of_last && length > 0);
    MUST(offset <= watch->length && length <= watch->length - offset);
    watch->end_of_last = offset + length;
}

/* The images of an export's line stand in the record itself. */
static void check_export(struct place *place)
{
    bool is_item = slow_find(place->data, 0, "Item") != SLOW_NOWHERE;
    place->change = 0;
    check_image(place, "Keys", &place->record->keys);
    check_image(place, is_item ? "Item" : "NewImage", &place->record->new_image);
    check_image(place, "OldImage", &place->record->old_image);
    check_image(place, "Metadata", &place->record->export_metadata);
}

static void check_change(struct place *place)
{
    place->change = slow_find(place->data, 0, "dynamodb");
    check_members(place);
    check_time(place);
    check_size(place);
    check_image(place, "Keys", &place->record->keys);
    check_image(place, "NewImage", &place->record->new_image);
    check_image(place, "OldImage", &place->record->old_image);
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct watch *watch = user;
    struct place place = { record, watch->input + record->offset, 0, 0 };
    MUST(watch->status == DDBSTREAM_OK);
    MUST(record->index == watch->count++);
    check_range(watch, record->offset, record->length);
    check_json(watch, record->offset, record->length);
    MUST(place.data[0] == '{' && place.data[record->length - 1] == '}');
    MUST(slow_json_is_valid(place.data, (size_t)record->length));
    check_names(record);
    if (record->source == DDBSTREAM_SHAPE_KINESIS)
        return 0; /* what it holds stands there in base64 */
    place.identity = slow_find(place.data, 0, "userIdentity");
    check_identity(&place);
    if (record->source == DDBSTREAM_SHAPE_EXPORT)
        check_export(&place);
    else
        check_change(&place);
    return 0;
}

/* Errors. */

/* What is written for people has no control characters, and its length is known without room. */
static void check_line(const char *line, size_t length)
{
    MUST(strlen(line) == length);
    MUST(slow_is_utf8(line, length));
    for (size_t i = 0; i < length; i++)
        MUST((unsigned char)line[i] >= 0x20 && line[i] != 0x7f);
}

static void check_error_line(const ddbstream_error *error)
{
    size_t length = ddbstream_error_line(error, NULL, 0);
    char *line = malloc(length + 1), *half = malloc(length / 2 + 1);
    MUST(line != NULL && half != NULL);
    MUST(ddbstream_error_line(error, line, length + 1) == length);
    check_line(line, length);
    MUST(ddbstream_error_line(error, half, length / 2 + 1) == length);
    MUST(memcmp(half, line, length / 2) == 0 && half[length / 2] == '\0');
    free(half);
    free(line);
}

/* Two lines: some of the input, and spaces up to a caret. */
static void check_excerpt(const struct watch *watch, const ddbstream_error *error)
{
    size_t length = ddbstream_error_excerpt(error, watch->input, watch->length, NULL, 0);
    char *text = malloc(length + 1), *line_end;
    MUST(text != NULL);
    MUST(ddbstream_error_excerpt(error, watch->input, watch->length, text, length + 1) == length);
    line_end = strchr(text, '\n');
    MUST(line_end != NULL);
    MUST(strspn(line_end + 1, " ") + 1 == strlen(line_end + 1) && text[length - 1] == '^');
    *line_end = '\0';
    check_line(text, (size_t)(line_end - text));
    free(text);
}

/* The document is a record, or each of its lines is one. */
static bool is_alone(const struct watch *watch)
{
    ddbstream_shape shape = ddbstream_decoder_document(watch->decoder)->shape;
    return shape == DDBSTREAM_SHAPE_RECORD || shape == DDBSTREAM_SHAPE_EXPORT;
}

/* The path leads to the place, or if the place is in what is wrong, to that. */
static void check_path(const struct watch *watch, const ddbstream_error *error)
{
    uint64_t start = is_alone(watch) ? error->record_offset : 0;
    char *path = slow_path(watch->input + start, (size_t)(error->offset - start));
    size_t length = error->path.length;
    MUST(strncmp(path, error->path.data, length) == 0);
    MUST(path[length] == '\0' || path[length] == '.' || path[length] == '[');
    switch (error->status) {
    case DDBSTREAM_ERROR_MEMBER:
    case DDBSTREAM_ERROR_NUMBER:
    case DDBSTREAM_ERROR_BASE64:
    case DDBSTREAM_ERROR_TIME:
    case DDBSTREAM_ERROR_DUPLICATE:
        MUST(path[length] == '\0');
        break;
    default:
        break;
    }
    free(path);
}

/* The name of a bad record is that of the first member which has it, if it is a string in good
 * text. */
static void check_id(const char *data, size_t object, const char *name, ddbstream_string id)
{
    size_t at = slow_find(data, object, name);
    if (at != SLOW_NOWHERE && data[at] == '"' && slow_is_text(data, at))
        MUST(slow_string_is(data, at, id));
    else
        MUST(id.data == NULL);
}

static void check_ids(const char *record, const ddbstream_error *error)
{
    check_id(record, 0, "eventID", error->event_id);
    check_id(record, slow_find(record, 0, "dynamodb"), "SequenceNumber", error->sequence_number);
}

static bool is_json(const struct watch *watch, const ddbstream_error *error)
{
    struct slow_json json;
    bool is_good;
    slow_json_read(&json, watch->input + error->record_offset, (size_t)error->record_length);
    is_good = json.status == DDBSTREAM_OK;
    slow_json_free(&json);
    return is_good;
}

/* A line that is no JSON, or no record; or that goes on behind its record. */
static void check_bad_line(struct watch *watch, const ddbstream_error *error)
{
    MUST(is_alone(watch));
    if (error->record_index == DDBSTREAM_NO_RECORD) {
        MUST(error->offset >= watch->end_of_last);
        return;
    }
    MUST(error->record_index == watch->count++);
    check_range(watch, error->record_offset, error->record_length);
    MUST(error->offset >= error->record_offset);
    MUST(error->offset <= error->record_offset + error->record_length);
    MUST(memchr(watch->input + error->record_offset, '\n', (size_t)error->record_length) == NULL
         || is_json(watch, error)); /* a record over several lines */
}

static bool is_kinesis(const struct watch *watch, const ddbstream_error *error)
{
    const char *data = watch->input + error->record_offset;
    return data[0] == '{' && slow_find(data, 0, "kinesis") != SLOW_NOWHERE;
}

static void check_bad_record(struct watch *watch, const ddbstream_error *error)
{
    MUST(error->status >= DDBSTREAM_ERROR_JSON && error->status <= DDBSTREAM_ERROR_LIMIT);
    MUST(error->record_index == watch->count++);
    check_range(watch, error->record_offset, error->record_length);
    check_json(watch, error->record_offset, error->record_length);
    MUST(error->offset >= error->record_offset);
    MUST(error->offset < error->record_offset + error->record_length);
    if (is_kinesis(watch, error))
        return; /* the place may be in its base64 */
    MUST(error->status >= DDBSTREAM_ERROR_MEMBER);
    check_path(watch, error);
    check_ids(watch->input + error->record_offset, error);
}

/* A member around the records that is wrong. */
static void check_remark(const struct watch *watch, const ddbstream_error *error)
{
    MUST(error->status == DDBSTREAM_ERROR_MEMBER || error->status == DDBSTREAM_ERROR_DUPLICATE
         || error->status == DDBSTREAM_ERROR_LIMIT);
    MUST(error->record_offset == 0 && error->record_length == 0);
    check_path(watch, error);
}

/* Whether it is what is told at the end of a line, and not of a record in it. */
static bool is_of_line(const struct watch *watch, const ddbstream_error *error)
{
    if (!is_alone(watch))
        return false;
    if (error->record_index == DDBSTREAM_NO_RECORD || error->record_length == 0
        || error->status == DDBSTREAM_ERROR_DOCUMENT
        || (error->path.length == 1 && error->status != DDBSTREAM_ERROR_TIME))
        return true;
    return !is_json(watch, error) || watch->input[error->record_offset] != '{';
}

static void check_broken_document(struct watch *watch, const ddbstream_error *error)
{
    MUST((error->status >= DDBSTREAM_ERROR_JSON && error->status <= DDBSTREAM_ERROR_DOCUMENT)
         || error->status == DDBSTREAM_ERROR_TEXT || error->status == DDBSTREAM_ERROR_LIMIT);
    MUST(error->status != DDBSTREAM_ERROR_TRUNCATED || error->offset == watch->length);
    MUST(error->offset >= watch->end_of_last);
    MUST(error->record_length == 0);
    watch->status = error->status;
    if (error->record_index == DDBSTREAM_NO_RECORD)
        return;
    MUST(error->record_index == watch->count);
    MUST(error->record_offset >= watch->end_of_last && error->record_offset <= error->offset);
}

static int on_error(const ddbstream_error *error, void *user)
{
    struct watch *watch = user;
    MUST(watch->status == DDBSTREAM_OK);
    MUST(error->size == sizeof *error && error->callback_result == 0);
    MUST(error->offset <= watch->length);
    check_text(error->path);
    MUST(error->path.data != NULL && error->path.data[0] == '$');
    check_text(error->message);
    MUST(error->message.length > 0);
    check_text(error->event_id);
    check_text(error->sequence_number);
    check_error_line(error);
    check_excerpt(watch, error);
    if (error->ends_document)
        check_broken_document(watch, error);
    else if (is_of_line(watch, error))
        check_bad_line(watch, error);
    else if (error->record_index == DDBSTREAM_NO_RECORD)
        check_remark(watch, error);
    else
        check_bad_record(watch, error);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *input = exact_copy(data, size);
    struct watch watch = { .input = input, .length = size };
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    options.on_error = on_error;
    MUST(ddbstream_decoder_create(&decoder, on_record, &watch, &options) == DDBSTREAM_OK);
    watch.decoder = decoder;
    MUST(ddbstream_decoder_run(decoder, input, size) == watch.status);
    ddbstream_decoder_free(decoder);
    free(input);
    return 0;
}
