/* Copies or measures, in one and the same way, so that what is measured is what copying takes.
 * Knows nothing of who owns the memory. */
#include "copier.h"

#include <stdint.h>
#include <string.h>

void ddbs_copier_init(struct copier *copier, const ddbstream_allocator *allocator,
                      struct arena *arena)
{
    *copier = (struct copier){ .arena = arena };
    ddbs_value_walk_init(&copier->walk, allocator);
}

void ddbs_copier_release(struct copier *copier)
{
    ddbs_value_walk_release(&copier->walk);
}

/* Text and arrays. `place` is where the pointer to them stands, whatever its type. False when there
 * is no memory. */

static bool measure(struct copier *copier, size_t size)
{
    if (size > SIZE_MAX / 2 - copier->size)
        return false;
    copier->size += size;
    return true;
}

static bool keep_bytes(struct copier *copier, void *place, size_t length)
{
    const char *data;
    memcpy(&data, place, sizeof data);
    if (data == NULL)
        return true;
    if (copier->arena == NULL)
        return measure(copier, length + 1);
    data = ddbs_arena_copy(copier->arena, data, length);
    if (data == NULL)
        return false;
    memcpy(place, &data, sizeof data);
    return true;
}

static bool keep_array(struct copier *copier, void *place, size_t size)
{
    const void *from;
    void *copy = NULL;
    if (copier->arena == NULL)
        return size == 0 || measure(copier, size + ARENA_ALIGNMENT - 1);
    if (size > 0) {
        copy = ddbs_arena_take(copier->arena, size);
        if (copy == NULL)
            return false;
        memcpy(&from, place, sizeof from);
        memcpy(copy, from, size);
    }
    memcpy(place, &copy, sizeof copy);
    return true;
}

static bool keep_text(struct copier *copier, ddbstream_string *text)
{
    return keep_bytes(copier, &text->data, text->length);
}

/* Values. The arrays are const to those who read them, but these are copies. */

static bool keep_names(struct copier *copier, ddbstream_map *map)
{
    ddbstream_attribute *attributes;
    if (!keep_array(copier, &map->attributes, map->count * sizeof *attributes))
        return false;
    attributes = (ddbstream_attribute *)map->attributes;
    for (size_t i = 0; i < map->count; i++)
        if (!keep_text(copier, &attributes[i].name))
            return false;
    return true;
}

static bool keep_strings(struct copier *copier, ddbstream_string_set *set)
{
    ddbstream_string *members;
    if (!keep_array(copier, &set->members, set->count * sizeof *members))
        return false;
    members = (ddbstream_string *)set->members;
    for (size_t i = 0; i < set->count; i++)
        if (!keep_text(copier, &members[i]))
            return false;
    return true;
}

static bool keep_binaries(struct copier *copier, ddbstream_bytes_set *set)
{
    ddbstream_bytes *members;
    if (!keep_array(copier, &set->members, set->count * sizeof *members))
        return false;
    members = (ddbstream_bytes *)set->members;
    for (size_t i = 0; i < set->count; i++)
        if (!keep_bytes(copier, &members[i].data, members[i].length))
            return false;
    return true;
}

/* What the value itself points to; not what the values in it do. */
static bool keep_payload(struct copier *copier, ddbstream_value *value)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
    case DDBSTREAM_TYPE_N:
        return keep_text(copier, &value->as.string);
    case DDBSTREAM_TYPE_B:
        return keep_bytes(copier, &value->as.binary.data, value->as.binary.length);
    case DDBSTREAM_TYPE_M:
        return keep_names(copier, &value->as.map);
    case DDBSTREAM_TYPE_L:
        return keep_array(copier, &value->as.list.values,
                          value->as.list.count * sizeof *value->as.list.values);
    case DDBSTREAM_TYPE_SS:
    case DDBSTREAM_TYPE_NS:
        return keep_strings(copier, &value->as.string_set);
    case DDBSTREAM_TYPE_BS:
        return keep_binaries(copier, &value->as.binary_set);
    default:
        return true;
    }
}

static bool is_type(ddbstream_type type)
{
    return type >= DDBSTREAM_TYPE_S && type <= DDBSTREAM_TYPE_BS;
}

ddbstream_status ddbs_copier_value(struct copier *copier, ddbstream_value *value)
{
    ddbs_value_walk_begin(&copier->walk);
    for (const ddbstream_value *at = value; at != NULL;) {
        if (!is_type(at->type))
            return DDBSTREAM_ERROR_VALUE;
        if (!keep_payload(copier, (ddbstream_value *)at) || !ddbs_value_walk_on(&copier->walk, &at))
            return DDBSTREAM_ERROR_MEMORY;
    }
    return DDBSTREAM_OK;
}

ddbstream_status ddbs_copier_image(struct copier *copier, ddbstream_image *image)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = image->attributes };
    ddbstream_status status = ddbs_copier_value(copier, &value);
    if (copier->arena != NULL)
        image->attributes = value.as.map;
    return status;
}

/* Records. */

static bool keep_record_texts(struct copier *copier, ddbstream_record *record)
{
    ddbstream_string *texts[] = { &record->aws_region,
                                  &record->event_id,
                                  &record->event_name_text,
                                  &record->event_source,
                                  &record->event_version,
                                  &record->event_source_arn,
                                  &record->user_identity.type,
                                  &record->user_identity.principal_id,
                                  &record->approximate_creation_time.text,
                                  &record->sequence_number,
                                  &record->stream_view_type_text,
                                  &record->checkpoint,
                                  &record->table_name,
                                  &record->creation_time_precision,
                                  &record->kinesis.event_id,
                                  &record->kinesis.event_source_arn,
                                  &record->kinesis.sequence_number,
                                  &record->kinesis.partition_key,
                                  &record->kinesis.schema_version,
                                  &record->kinesis.approximate_arrival_time.text };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!keep_text(copier, texts[i]))
            return false;
    return true;
}

static bool keep_unknown_members(struct copier *copier, ddbstream_unknown_members *unknown)
{
    ddbstream_unknown_member *members;
    if (!keep_array(copier, &unknown->members, unknown->count * sizeof *members))
        return false;
    members = (ddbstream_unknown_member *)unknown->members;
    for (size_t i = 0; i < unknown->count; i++)
        if (!keep_text(copier, &members[i].name) || !keep_text(copier, &members[i].json))
            return false;
    return true;
}

ddbstream_status ddbs_copier_record(struct copier *copier, ddbstream_record *record)
{
    ddbstream_image *images[] = { &record->keys, &record->new_image, &record->old_image,
                                  &record->export_metadata };
    ddbstream_status status = DDBSTREAM_OK;
    if (!keep_record_texts(copier, record) || !keep_unknown_members(copier, &record->unknown))
        return DDBSTREAM_ERROR_MEMORY;
    for (size_t i = 0; status == DDBSTREAM_OK && i < sizeof images / sizeof images[0]; i++)
        status = ddbs_copier_image(copier, images[i]);
    return status;
}
