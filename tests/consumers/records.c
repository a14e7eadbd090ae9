/* A program of someone else's, which knows the library by its headers alone: of an event on
 * standard input it prints each record's name, sequence number, and a checksum of all in its
 * images.
 *
 * The checksum is taken byte by byte: of a value its type, and then what it holds; of an attribute
 * its name before that. The consumers in other languages count alike. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

static uint32_t add_byte(uint32_t sum, unsigned byte)
{
    return sum * 31 + byte;
}

static uint32_t add_bytes(uint32_t sum, const void *data, size_t length)
{
    for (size_t i = 0; i < length; i++)
        sum = add_byte(sum, ((const unsigned char *)data)[i]);
    return sum;
}

static uint32_t add_value(uint32_t sum, const ddbstream_value *value);

static uint32_t add_map(uint32_t sum, const ddbstream_map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        ddbstream_string name = map->attributes[i].name;
        sum = add_value(add_bytes(sum, name.data, name.length), &map->attributes[i].value);
    }
    return sum;
}

static uint32_t add_list(uint32_t sum, const ddbstream_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        sum = add_value(sum, &list->values[i]);
    return sum;
}

static uint32_t add_string_set(uint32_t sum, const ddbstream_string_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        sum = add_bytes(sum, set->members[i].data, set->members[i].length);
    return sum;
}

static uint32_t add_bytes_set(uint32_t sum, const ddbstream_bytes_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        sum = add_bytes(sum, set->members[i].data, set->members[i].length);
    return sum;
}

static uint32_t add_value(uint32_t sum, const ddbstream_value *value)
{
    sum = add_byte(sum, value->type);
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        return add_bytes(sum, value->as.string.data, value->as.string.length);
    case DDBSTREAM_TYPE_N:
        return add_bytes(sum, value->as.number.data, value->as.number.length);
    case DDBSTREAM_TYPE_B:
        return add_bytes(sum, value->as.binary.data, value->as.binary.length);
    case DDBSTREAM_TYPE_BOOL:
        return add_byte(sum, value->as.boolean);
    case DDBSTREAM_TYPE_NULL:
        return add_byte(sum, value->as.null);
    case DDBSTREAM_TYPE_M:
        return add_map(sum, &value->as.map);
    case DDBSTREAM_TYPE_L:
        return add_list(sum, &value->as.list);
    case DDBSTREAM_TYPE_SS:
        return add_string_set(sum, &value->as.string_set);
    case DDBSTREAM_TYPE_NS:
        return add_string_set(sum, &value->as.number_set);
    case DDBSTREAM_TYPE_BS:
        return add_bytes_set(sum, &value->as.binary_set);
    }
    return sum;
}

static void print_record(const ddbstream_record *record)
{
    uint32_t sum = add_map(0, &record->keys.attributes);
    sum = add_map(sum, &record->new_image.attributes);
    sum = add_map(sum, &record->old_image.attributes);
    printf("%s %s %08" PRIx32 "\n", record->event_name_text.data, record->sequence_number.data,
           sum);
}

static void print_error(const ddbstream_error *error)
{
    char line[1024];
    ddbstream_error_line(error, line, sizeof line);
    fprintf(stderr, "%s\n", line);
}

int main(void)
{
    static char event[65536];
    size_t length = fread(event, 1, sizeof event, stdin);
    ddbstream_batch *batch;
    int failed = ddbstream_batch_decode(&batch, event, length, NULL) != DDBSTREAM_OK
                 || ddbstream_batch_error_count(batch) > 0;
    if (strcmp(ddbstream_version(), DDBSTREAM_VERSION) != 0)
        return 2;
    for (size_t i = 0; i < ddbstream_batch_record_count(batch); i++)
        print_record(ddbstream_batch_record(batch, i));
    for (size_t i = 0; i < ddbstream_batch_error_count(batch); i++)
        print_error(ddbstream_batch_error(batch, i));
    ddbstream_batch_free(batch);
    return failed;
}
