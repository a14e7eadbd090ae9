/* Makes typed records of a parsed document, for parsers in C and C++. A peer includes this after
 * saying how its parser's values are looked at:
 *
 *     node                a value, which can be copied
 *     struct members      where one is in an object
 *     struct items        where one is in an array
 *
 *     bool node_text(node value, ddbstream_string *text)        a string, unescaped, ending in NUL
 *     bool node_number(node value, double *number)
 *     bool node_boolean(node value, bool *boolean)
 *     bool members_begin(node value, struct members *members, size_t *count)
 *     bool members_next(struct members *members, ddbstream_string *name, node *value)
 *     bool items_begin(node value, struct items *items, size_t *count)
 *     bool items_next(struct items *items, node *value)
 *
 * Those that look at a value are false when it is of another type; those named next, at the end.
 *
 * Records are made one by one, like those of the library in a callback: strings stay where the
 * parser has them, and all else is in an arena which the next record uses again. */
#ifndef PEERS_WALK_H
#define PEERS_WALK_H

#include <string.h>

#include "checksum.h"
#include "peer.h"
#include "typed.h"

enum { DEEPEST = 64 };

struct walk {
    struct arena *arena;
    unsigned depth;
};

static inline bool is_text(ddbstream_string text, const char *word, size_t length)
{
    return text.length == length && memcmp(text.data, word, length) == 0;
}

#define IS_TEXT(text, word) is_text(text, word, sizeof(word) - 1)

/* Sets. */

static bool walk_texts(struct walk *walk, node value, ddbstream_string_set *set)
{
    struct items items;
    node item;
    ddbstream_string *next;
    if (!items_begin(value, &items, &set->count))
        return false;
    next = (ddbstream_string *)arena_take(walk->arena, set->count * sizeof *next);
    set->members = next;
    while (items_next(&items, &item))
        if (!node_text(item, next++))
            return false;
    return true;
}

static bool walk_numbers(struct walk *walk, node value, ddbstream_string_set *set)
{
    if (!walk_texts(walk, value, set))
        return false;
    for (size_t i = 0; i < set->count; i++)
        if (!typed_is_number(set->members[i]))
            return false;
    return true;
}

static bool walk_binary(struct walk *walk, node value, ddbstream_bytes *bytes)
{
    ddbstream_string text;
    return node_text(value, &text) && typed_binary(walk->arena, text, bytes);
}

static bool walk_binaries(struct walk *walk, node value, ddbstream_bytes_set *set)
{
    struct items items;
    node item;
    ddbstream_bytes *next;
    if (!items_begin(value, &items, &set->count))
        return false;
    next = (ddbstream_bytes *)arena_take(walk->arena, set->count * sizeof *next);
    set->members = next;
    while (items_next(&items, &item))
        if (!walk_binary(walk, item, next++))
            return false;
    return true;
}

/* Values. */

static bool walk_value(struct walk *walk, node object, ddbstream_value *value);

static bool walk_map(struct walk *walk, node object, ddbstream_map *map)
{
    struct members members;
    node value;
    ddbstream_attribute *next;
    if (++walk->depth > DEEPEST || !members_begin(object, &members, &map->count))
        return false;
    next = (ddbstream_attribute *)arena_take(walk->arena, map->count * sizeof *next);
    map->attributes = next;
    for (; members_next(&members, &next->name, &value); next++)
        if (!walk_value(walk, value, &next->value))
            return false;
    walk->depth--;
    return true;
}

static bool walk_list(struct walk *walk, node array, ddbstream_list *list)
{
    struct items items;
    node item;
    ddbstream_value *next;
    if (++walk->depth > DEEPEST || !items_begin(array, &items, &list->count))
        return false;
    next = (ddbstream_value *)arena_take(walk->arena, list->count * sizeof *next);
    list->values = next;
    while (items_next(&items, &item))
        if (!walk_value(walk, item, next++))
            return false;
    walk->depth--;
    return true;
}

static bool walk_payload(struct walk *walk, node payload, ddbstream_value *value)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        return node_text(payload, &value->as.string);
    case DDBSTREAM_TYPE_N:
        return node_text(payload, &value->as.number) && typed_is_number(value->as.number);
    case DDBSTREAM_TYPE_B:
        return walk_binary(walk, payload, &value->as.binary);
    case DDBSTREAM_TYPE_BOOL:
        return node_boolean(payload, &value->as.boolean);
    case DDBSTREAM_TYPE_NULL:
        return node_boolean(payload, &value->as.null);
    case DDBSTREAM_TYPE_M:
        return walk_map(walk, payload, &value->as.map);
    case DDBSTREAM_TYPE_L:
        return walk_list(walk, payload, &value->as.list);
    case DDBSTREAM_TYPE_SS:
        return walk_texts(walk, payload, &value->as.string_set);
    case DDBSTREAM_TYPE_NS:
        return walk_numbers(walk, payload, &value->as.number_set);
    case DDBSTREAM_TYPE_BS:
        return walk_binaries(walk, payload, &value->as.binary_set);
    }
    return false;
}

/* An object with one member, whose name is the type. */
static bool walk_value(struct walk *walk, node object, ddbstream_value *value)
{
    struct members members;
    ddbstream_string type;
    node payload;
    size_t count;
    if (!members_begin(object, &members, &count) || count != 1
        || !members_next(&members, &type, &payload))
        return false;
    value->type = typed_type(type);
    return walk_payload(walk, payload, value);
}

/* Records. */

static bool walk_image(struct walk *walk, node object, ddbstream_image *image)
{
    image->presence = DDBSTREAM_PRESENT;
    return walk_map(walk, object, &image->attributes);
}

static bool walk_time(node value, ddbstream_time *time)
{
    double seconds;
    if (!node_number(value, &seconds))
        return false;
    time->seconds = (int64_t)seconds;
    time->nanoseconds = (uint32_t)((seconds - (double)time->seconds) * 1e9);
    return true;
}

static bool walk_size(node value, int64_t *size)
{
    double bytes;
    if (!node_number(value, &bytes))
        return false;
    *size = (int64_t)bytes;
    return true;
}

static bool walk_view_type(node value, ddbstream_record *record)
{
    if (!node_text(value, &record->stream_view_type_text))
        return false;
    record->stream_view_type = typed_view_type(record->stream_view_type_text);
    return true;
}

static bool walk_event_name(node value, ddbstream_record *record)
{
    if (!node_text(value, &record->event_name_text))
        return false;
    record->event_name = typed_event_name(record->event_name_text);
    return true;
}

static bool walk_change_member(struct walk *walk, ddbstream_string name, node value,
                               ddbstream_record *record)
{
    if (IS_TEXT(name, "Keys"))
        return walk_image(walk, value, &record->keys);
    if (IS_TEXT(name, "NewImage"))
        return walk_image(walk, value, &record->new_image);
    if (IS_TEXT(name, "OldImage"))
        return walk_image(walk, value, &record->old_image);
    if (IS_TEXT(name, "SequenceNumber"))
        return node_text(value, &record->sequence_number);
    if (IS_TEXT(name, "SizeBytes"))
        return walk_size(value, &record->size_bytes);
    if (IS_TEXT(name, "StreamViewType"))
        return walk_view_type(value, record);
    if (IS_TEXT(name, "ApproximateCreationDateTime"))
        return walk_time(value, &record->approximate_creation_time);
    return true;
}

static bool walk_change(struct walk *walk, node object, ddbstream_record *record)
{
    struct members members;
    ddbstream_string name;
    node value;
    size_t count;
    if (!members_begin(object, &members, &count))
        return false;
    while (members_next(&members, &name, &value))
        if (!walk_change_member(walk, name, value, record))
            return false;
    return true;
}

static bool walk_identity(node object, ddbstream_user_identity *identity)
{
    struct members members;
    ddbstream_string name;
    node value;
    size_t count;
    if (!members_begin(object, &members, &count))
        return false;
    identity->presence = DDBSTREAM_PRESENT;
    while (members_next(&members, &name, &value)) {
        if (IS_TEXT(name, "type") && !node_text(value, &identity->type))
            return false;
        if (IS_TEXT(name, "principalId") && !node_text(value, &identity->principal_id))
            return false;
    }
    return true;
}

static bool walk_record_member(struct walk *walk, ddbstream_string name, node value,
                               ddbstream_record *record)
{
    if (IS_TEXT(name, "dynamodb"))
        return walk_change(walk, value, record);
    if (IS_TEXT(name, "eventID"))
        return node_text(value, &record->event_id);
    if (IS_TEXT(name, "eventName"))
        return walk_event_name(value, record);
    if (IS_TEXT(name, "eventVersion"))
        return node_text(value, &record->event_version);
    if (IS_TEXT(name, "eventSource"))
        return node_text(value, &record->event_source);
    if (IS_TEXT(name, "awsRegion"))
        return node_text(value, &record->aws_region);
    if (IS_TEXT(name, "eventSourceARN"))
        return node_text(value, &record->event_source_arn);
    if (IS_TEXT(name, "userIdentity"))
        return walk_identity(value, &record->user_identity);
    return true;
}

static bool walk_record(struct walk *walk, node object, ddbstream_record *record)
{
    struct members members;
    ddbstream_string name;
    node value;
    size_t count;
    memset(record, 0, sizeof *record);
    record->size_bytes = -1;
    if (!members_begin(object, &members, &count))
        return false;
    while (members_next(&members, &name, &value))
        if (!walk_record_member(walk, name, value, record))
            return false;
    return true;
}

/* Events. */

static bool walk_records(struct arena *arena, node array, struct peer_reading *reading)
{
    struct items items;
    node object;
    size_t count;
    ddbstream_record record;
    if (!items_begin(array, &items, &count))
        return false;
    for (; items_next(&items, &object); reading->records++) {
        struct walk walk = { arena, 0 };
        arena_reset(arena);
        if (!walk_record(&walk, object, &record))
            return false;
        reading->checksum = checksum_add(reading->checksum, &record);
    }
    return true;
}

/* The object with the member Records, which is a list of them. */
static bool walk_event(struct arena *arena, node object, struct peer_reading *reading)
{
    struct members members;
    ddbstream_string name;
    node value;
    size_t count;
    if (!members_begin(object, &members, &count))
        return false;
    while (members_next(&members, &name, &value))
        if (IS_TEXT(name, "Records"))
            return walk_records(arena, value, reading);
    return false;
}

#endif
