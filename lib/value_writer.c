/* Writes values and images, typed or plain; knows nothing of records. Nested values are walked with
 * a stack of the writer's own, so that deep ones cost no C stack. */
#include "record_writer.h"

#include "decimal.h"

/* A map or list, and which of its values comes next. */
struct open_value {
    const ddbstream_value *value;
    size_t next;
};

void ddbs_record_writer_init(struct record_writer *writer, const ddbstream_allocator *allocator)
{
    writer->plain = false;
    ddbs_buffer_init(&writer->open, allocator);
}

void ddbs_record_writer_release(struct record_writer *writer)
{
    ddbs_buffer_release(&writer->open);
}

static void open_container(struct record_writer *writer, const ddbstream_value *value)
{
    struct open_value open = { value, 0 };
    if (!writer->plain) {
        ddbs_json_open(&writer->json, '{');
        ddbs_json_name(&writer->json, ddbstream_type_name(value->type));
    }
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

static void write_typed_scalar(struct json_writer *json, const ddbstream_value *value)
{
    ddbs_json_open(json, '{');
    ddbs_json_name(json, ddbstream_type_name(value->type));
    write_scalar(json, value);
    ddbs_json_close(json, '}');
}

static void begin_value(struct record_writer *writer, const ddbstream_value *value)
{
    if (value->type == DDBSTREAM_TYPE_M || value->type == DDBSTREAM_TYPE_L)
        open_container(writer, value);
    else if (writer->plain)
        write_plain_scalar(&writer->json, value);
    else
        write_typed_scalar(&writer->json, value);
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
