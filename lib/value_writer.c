/* Writes values and images, typed or plain; knows nothing of records. Nested values are walked with
 * a stack of the writer's own, so that deep ones cost no C stack. */
#include "record_writer.h"

#include <inttypes.h>
#include <stdio.h>

#include "decimal.h"
#include "redaction.h"

/* A map or list, which of its values comes next, and where the redaction's rules have got to. */
struct open_value {
    const ddbstream_value *value;
    size_t next;
    size_t place;
};

void ddbs_record_writer_init(struct record_writer *writer, const ddbstream_allocator *allocator)
{
    writer->plain = false;
    writer->redaction = NULL;
    ddbs_buffer_init(&writer->open, allocator);
    ddbs_comparer_init(&writer->comparer, allocator);
}

void ddbs_record_writer_release(struct record_writer *writer)
{
    ddbs_buffer_release(&writer->open);
    ddbs_comparer_release(&writer->comparer);
}

/* What stands before a value's payload. */
static void open_typed(struct json_writer *json, ddbstream_type type)
{
    static const ddbstream_string fronts[] = {
        [0] = { "{\"?\":", 5 },
        [DDBSTREAM_TYPE_S] = { "{\"S\":", 5 },
        [DDBSTREAM_TYPE_N] = { "{\"N\":", 5 },
        [DDBSTREAM_TYPE_B] = { "{\"B\":", 5 },
        [DDBSTREAM_TYPE_BOOL] = { "{\"BOOL\":", 8 },
        [DDBSTREAM_TYPE_NULL] = { "{\"NULL\":", 8 },
        [DDBSTREAM_TYPE_M] = { "{\"M\":", 5 },
        [DDBSTREAM_TYPE_L] = { "{\"L\":", 5 },
        [DDBSTREAM_TYPE_SS] = { "{\"SS\":", 6 },
        [DDBSTREAM_TYPE_NS] = { "{\"NS\":", 6 },
        [DDBSTREAM_TYPE_BS] = { "{\"BS\":", 6 },
    };
    bool is_known = type >= DDBSTREAM_TYPE_S && type <= DDBSTREAM_TYPE_BS;
    ddbs_json_open_member(json, fronts[is_known ? type : 0]);
}

static void open_container(struct record_writer *writer, const ddbstream_value *value, size_t place)
{
    struct open_value open = { value, 0, place };
    if (!writer->plain)
        open_typed(&writer->json, value->type);
    ddbs_json_open(&writer->json, value->type == DDBSTREAM_TYPE_M ? '{' : '[');
    if (!ddbs_buffer_append(&writer->open, (const char *)&open, sizeof open))
        ddbs_json_fail(&writer->json, DDBSTREAM_ERROR_MEMORY);
}

static void close_container(struct record_writer *writer, const ddbstream_value *value)
{
    ddbs_json_close(&writer->json, value->type == DDBSTREAM_TYPE_M ? '}' : ']');
    if (!writer->plain)
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

/* A number's text is JSON as it stands, unless it was made by hand and is no number. */
static void write_plain_number(struct json_writer *json, ddbstream_string text)
{
    if (text.data == NULL || !ddbs_decimal_is_number(text.data, text.length))
        ddbs_json_fail(json, DDBSTREAM_ERROR_NUMBER);
    else
        ddbs_json_verbatim(json, text.data, text.length);
}

static void write_plain_numbers(struct json_writer *json, const ddbstream_string_set *set)
{
    ddbs_json_open(json, '[');
    for (size_t i = 0; i < set->count; i++)
        write_plain_number(json, set->members[i]);
    ddbs_json_close(json, ']');
}

/* As typed, but for what JSON has types of its own for. */
static void write_plain_scalar(struct json_writer *json, const ddbstream_value *value)
{
    if (value->type == DDBSTREAM_TYPE_N)
        write_plain_number(json, value->as.number);
    else if (value->type == DDBSTREAM_TYPE_NS)
        write_plain_numbers(json, &value->as.number_set);
    else if (value->type == DDBSTREAM_TYPE_NULL)
        ddbs_json_null(json);
    else
        write_scalar(json, value);
}

/* What stands before the text of S and N, which most values are; NULL for other types. */
static const struct json_front *front_of_text(ddbstream_type type)
{
    static const struct json_front string = JSON_FRONT("{\"S\":"), number = JSON_FRONT("{\"N\":");
    if (type == DDBSTREAM_TYPE_S)
        return &string;
    return type == DDBSTREAM_TYPE_N ? &number : NULL;
}

static void write_typed_scalar(struct json_writer *json, const ddbstream_value *value)
{
    const struct json_front *front = front_of_text(value->type);
    if (front != NULL) {
        ddbs_json_wrapped_string(json, front, value->as.string);
        return;
    }
    open_typed(json, value->type);
    write_scalar(json, value);
    ddbs_json_close(json, '}');
}

static void begin_value(struct record_writer *writer, const ddbstream_value *value, size_t place)
{
    if (value->type == DDBSTREAM_TYPE_M || value->type == DDBSTREAM_TYPE_L)
        open_container(writer, value, place);
    else if (writer->plain)
        write_plain_scalar(&writer->json, value);
    else
        write_typed_scalar(&writer->json, value);
}

/* What stands in the place of a value is an S, whatever that was. `json` is a string in quotes. */
static void write_instead(struct record_writer *writer, const char *json, size_t length)
{
    if (!writer->plain)
        open_typed(&writer->json, DDBSTREAM_TYPE_S);
    ddbs_json_verbatim(&writer->json, json, length);
    if (!writer->plain)
        ddbs_json_close(&writer->json, '}');
}

static void write_hash(struct record_writer *writer, const ddbstream_value *value)
{
    char digits[sizeof "\"0123456789abcdef\""];
    uint64_t hash = 0;
    ddbstream_status status =
        ddbs_hash_value(&writer->comparer, value, ddbs_redaction_seed(writer->redaction), &hash);
    if (status != DDBSTREAM_OK)
        ddbs_json_fail(&writer->json, status);
    snprintf(digits, sizeof digits, "\"%016" PRIx64 "\"", hash);
    write_instead(writer, digits, sizeof digits - 1);
}

static void begin_redacted(struct record_writer *writer, const ddbstream_value *value,
                           struct redaction_verdict verdict)
{
    ddbstream_string mask;
    if (verdict.action == 0) {
        begin_value(writer, value, verdict.place);
    } else if (verdict.action == DDBSTREAM_REDACT_HASH) {
        write_hash(writer, value);
    } else {
        mask = ddbs_redaction_mask(writer->redaction);
        write_instead(writer, mask.data, mask.length);
    }
}

static struct redaction_verdict judge_attribute(const struct record_writer *writer, size_t place,
                                                ddbstream_string name)
{
    if (writer->redaction != NULL)
        return ddbs_redact_attribute(writer->redaction, place, name);
    return (struct redaction_verdict){ 0, PLACE_NOWHERE };
}

static void begin_attribute(struct record_writer *writer, size_t place, ddbstream_string name,
                            const ddbstream_value *value)
{
    struct redaction_verdict verdict = judge_attribute(writer, place, name);
    const struct json_front *front = front_of_text(value->type);
    if (verdict.action == DDBSTREAM_REDACT_DROP)
        return;
    if (verdict.action == 0 && front != NULL && !writer->plain) {
        ddbs_json_member_wrapped_string(&writer->json, name, front, value->as.string);
        return;
    }
    ddbs_json_foreign_name(&writer->json, name);
    begin_redacted(writer, value, verdict);
}

static void begin_element(struct record_writer *writer, size_t place, size_t index,
                          const ddbstream_value *value)
{
    struct redaction_verdict verdict = { 0, PLACE_NOWHERE };
    if (writer->redaction != NULL)
        verdict = ddbs_redact_element(writer->redaction, place, index);
    if (verdict.action != DDBSTREAM_REDACT_DROP)
        begin_redacted(writer, value, verdict);
}

static struct open_value *innermost(const struct record_writer *writer)
{
    return (struct open_value *)(void *)(writer->open.data + writer->open.length) - 1;
}

/* Begins the next value of the innermost container, or ends that. */
static void step(struct record_writer *writer)
{
    struct open_value *open = innermost(writer);
    const ddbstream_value *value = open->value;
    size_t next = open->next++;
    if (value->type == DDBSTREAM_TYPE_L && next < value->as.list.count)
        begin_element(writer, open->place, next, &value->as.list.values[next]);
    else if (value->type == DDBSTREAM_TYPE_M && next < value->as.map.count)
        begin_attribute(writer, open->place, value->as.map.attributes[next].name,
                        &value->as.map.attributes[next].value);
    else
        close_container(writer, value);
}

static void write_open(struct record_writer *writer)
{
    while (writer->json.status == DDBSTREAM_OK && writer->open.length > 0)
        step(writer);
}

void ddbs_write_value(struct record_writer *writer, const ddbstream_value *value)
{
    writer->open.length = 0;
    begin_value(writer, value, PLACE_NOWHERE);
    write_open(writer);
}

void ddbs_write_attribute(struct record_writer *writer, ddbstream_string name,
                          const ddbstream_value *value)
{
    writer->open.length = 0;
    begin_attribute(writer, PLACE_ITEM, name, value);
    write_open(writer);
}

void ddbs_write_change(struct record_writer *writer, ddbstream_string name,
                       const ddbstream_value *old_value, const ddbstream_value *new_value)
{
    struct redaction_verdict verdict = judge_attribute(writer, PLACE_ITEM, name);
    if (verdict.action == DDBSTREAM_REDACT_DROP)
        return;
    writer->open.length = 0;
    ddbs_json_foreign_name(&writer->json, name);
    ddbs_json_open(&writer->json, '{');
    ddbs_json_name(&writer->json, "old");
    begin_redacted(writer, old_value, verdict);
    write_open(writer);
    ddbs_json_name(&writer->json, "new");
    begin_redacted(writer, new_value, verdict);
    write_open(writer);
    ddbs_json_close(&writer->json, '}');
}

void ddbs_write_image(struct record_writer *writer, const ddbstream_image *image)
{
    const ddbstream_map *map = &image->attributes;
    if (image->presence != DDBSTREAM_PRESENT) {
        ddbs_json_null(&writer->json);
        return;
    }
    ddbs_json_open(&writer->json, '{');
    for (size_t i = 0; i < map->count; i++)
        ddbs_write_attribute(writer, map->attributes[i].name, &map->attributes[i].value);
    ddbs_json_close(&writer->json, '}');
}
