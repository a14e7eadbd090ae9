/* Decodes any bytes at once, and checks that what comes out is what the headers promise. */
#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "slow_json.h"
#include "slow_text.h"

/* The document, and what has come of it so far. */
struct watch {
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

static void check_present_text(ddbstream_string text)
{
    MUST(text.data != NULL);
    check_text(text);
}

static void check_number(ddbstream_string number)
{
    check_present_text(number);
    MUST(slow_json_is_number(number.data, number.length));
}

static void check_bytes(ddbstream_bytes bytes)
{
    MUST(bytes.data != NULL && bytes.data[bytes.length] == 0);
}

/* Values. */

static void check_value(const ddbstream_value *value);

/* Names are told apart slowly, so not in large maps. */
static void check_name(const ddbstream_map *map, size_t place)
{
    const ddbstream_attribute *attribute = &map->attributes[place];
    check_present_text(attribute->name);
    if (map->count <= 64)
        MUST(ddbstream_map_find_n(map, attribute->name.data, attribute->name.length)
             == &attribute->value);
}

static void check_map(const ddbstream_map *map)
{
    MUST((map->attributes == NULL) == (map->count == 0));
    for (size_t i = 0; i < map->count; i++) {
        check_name(map, i);
        check_value(&map->attributes[i].value);
    }
}

static void check_list(const ddbstream_list *list)
{
    MUST((list->values == NULL) == (list->count == 0));
    for (size_t i = 0; i < list->count; i++)
        check_value(&list->values[i]);
}

static void check_string_set(const ddbstream_string_set *set, void (*check)(ddbstream_string))
{
    MUST((set->members == NULL) == (set->count == 0));
    for (size_t i = 0; i < set->count; i++)
        check(set->members[i]);
}

static void check_bytes_set(const ddbstream_bytes_set *set)
{
    MUST((set->members == NULL) == (set->count == 0));
    for (size_t i = 0; i < set->count; i++)
        check_bytes(set->members[i]);
}

static void check_value(const ddbstream_value *value)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        check_present_text(value->as.string);
        return;
    case DDBSTREAM_TYPE_N:
        check_number(value->as.number);
        return;
    case DDBSTREAM_TYPE_B:
        check_bytes(value->as.binary);
        return;
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL: /* the sanitizer looks whether it is a bool */
        MUST(value->as.boolean == true || value->as.null == false);
        return;
    case DDBSTREAM_TYPE_M:
        check_map(&value->as.map);
        return;
    case DDBSTREAM_TYPE_L:
        check_list(&value->as.list);
        return;
    case DDBSTREAM_TYPE_SS:
        check_string_set(&value->as.string_set, check_present_text);
        return;
    case DDBSTREAM_TYPE_NS:
        check_string_set(&value->as.number_set, check_number);
        return;
    case DDBSTREAM_TYPE_BS:
        check_bytes_set(&value->as.binary_set);
        return;
    }
    MUST(false && "a type");
}

/* Records. */

static void check_image(const ddbstream_image *image)
{
    MUST(image->presence == DDBSTREAM_PRESENT || image->attributes.count == 0);
    MUST(image->presence >= DDBSTREAM_ABSENT && image->presence <= DDBSTREAM_PRESENT);
    check_map(&image->attributes);
}

/* What came as null is not there. */
static void check_member(const ddbstream_record *record, ddbstream_string text, uint32_t bit)
{
    check_text(text);
    MUST(text.data == NULL || (record->null_members & bit) == 0);
}

static void check_members(const ddbstream_record *record)
{
    check_member(record, record->aws_region, DDBSTREAM_MEMBER_AWS_REGION);
    check_member(record, record->event_id, DDBSTREAM_MEMBER_EVENT_ID);
    check_member(record, record->event_name_text, DDBSTREAM_MEMBER_EVENT_NAME);
    check_member(record, record->event_source, DDBSTREAM_MEMBER_EVENT_SOURCE);
    check_member(record, record->event_version, DDBSTREAM_MEMBER_EVENT_VERSION);
    check_member(record, record->event_source_arn, DDBSTREAM_MEMBER_EVENT_SOURCE_ARN);
    check_member(record, record->sequence_number, DDBSTREAM_MEMBER_SEQUENCE_NUMBER);
    check_member(record, record->stream_view_type_text, DDBSTREAM_MEMBER_STREAM_VIEW_TYPE);
    check_member(record, record->user_identity.type, DDBSTREAM_MEMBER_IDENTITY_TYPE);
    check_member(record, record->user_identity.principal_id,
                 DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID);
    check_member(record, record->approximate_creation_time.text, DDBSTREAM_MEMBER_CREATION_TIME);
}

static void check_identity(const ddbstream_record *record)
{
    const ddbstream_user_identity *identity = &record->user_identity;
    const uint32_t bits = DDBSTREAM_MEMBER_IDENTITY_TYPE | DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID;
    if (identity->presence == DDBSTREAM_PRESENT)
        return;
    MUST(identity->type.data == NULL && identity->principal_id.data == NULL);
    MUST((record->null_members & bits) == 0);
}

static void check_numbers(const ddbstream_record *record)
{
    const ddbstream_time *time = &record->approximate_creation_time;
    MUST(time->seconds >= 0 && time->nanoseconds < 1000000000);
    MUST(time->text.data != NULL || (time->seconds == 0 && time->nanoseconds == 0));
    MUST(record->size_bytes >= -1);
    MUST(record->size_bytes == -1 || (record->null_members & DDBSTREAM_MEMBER_SIZE_BYTES) == 0);
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

/* Where a record stands: behind the last one, and its bytes are JSON, if perhaps in bad text. */
static void check_range(struct watch *watch, uint64_t offset, uint64_t length)
{
    struct slow_json json;
    MUST(offset >= watch->end_of_last && length > 0);
    MUST(offset <= watch->length && length <= watch->length - offset);
    watch->end_of_last = offset + length;
    slow_json_read(&json, watch->input + offset, (size_t)length);
    MUST(json.status == DDBSTREAM_OK);
    slow_json_free(&json);
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct watch *watch = user;
    const char *bytes = watch->input + record->offset;
    MUST(watch->status == DDBSTREAM_OK);
    MUST(record->index == watch->count++);
    check_range(watch, record->offset, record->length);
    MUST(bytes[0] == '{' && bytes[record->length - 1] == '}');
    MUST(slow_json_is_valid(bytes, (size_t)record->length));
    check_members(record);
    check_identity(record);
    check_numbers(record);
    check_names(record);
    check_image(&record->keys);
    check_image(&record->new_image);
    check_image(&record->old_image);
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

static void check_bad_record(struct watch *watch, const ddbstream_error *error)
{
    MUST(error->status >= DDBSTREAM_ERROR_MEMBER && error->status <= DDBSTREAM_ERROR_LIMIT);
    MUST(error->record_index == watch->count++);
    check_range(watch, error->record_offset, error->record_length);
    MUST(error->offset >= error->record_offset);
    MUST(error->offset < error->record_offset + error->record_length);
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
    check_present_text(error->path);
    MUST(error->path.data[0] == '$');
    check_present_text(error->message);
    MUST(error->message.length > 0);
    check_text(error->event_id);
    check_text(error->sequence_number);
    check_error_line(error);
    check_excerpt(watch, error);
    if (error->ends_document)
        check_broken_document(watch, error);
    else
        check_bad_record(watch, error);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *input = exact_copy(data, size);
    struct watch watch = { input, size, 0, 0, DDBSTREAM_OK };
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = on_error;
    MUST(ddbstream_decode(input, size, on_record, &watch, &options) == watch.status);
    free(input);
    return 0;
}
