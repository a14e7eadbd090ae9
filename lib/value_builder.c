/* The scratch stack of value_builder.h, and the copies that closed containers become. */
#include "value_builder.h"

#include <stdint.h>
#include <string.h>

#include "duplicates.h"
#include "memory.h"
#include "path.h"

enum {
    FIRST_ENTRIES = 64, /* an ordinary item has fewer attributes */
    FIRST_OPEN = 16
};

void ddbs_value_builder_init(struct value_builder *builder, const ddbstream_allocator *allocator,
                             struct arena *arena)
{
    *builder = (struct value_builder){ .allocator = allocator, .arena = arena };
    ddbs_buffer_init(&builder->scratch, allocator);
}

void ddbs_value_builder_release(struct value_builder *builder)
{
    ddbs_release(builder->allocator, builder->entries, builder->room * sizeof *builder->entries);
    ddbs_release(builder->allocator, builder->open, builder->open_room * sizeof *builder->open);
    ddbs_buffer_release(&builder->scratch);
    ddbs_value_builder_init(builder, builder->allocator, builder->arena);
}

bool ddbs_value_builder_grow(struct value_builder *builder)
{
    void *grown = ddbs_grow_array(builder->allocator, builder->entries, &builder->room,
                                  FIRST_ENTRIES, sizeof *builder->entries);
    if (grown != NULL)
        builder->entries = grown;
    return grown != NULL;
}

static bool grow_open(struct value_builder *builder)
{
    void *grown = ddbs_grow_array(builder->allocator, builder->open, &builder->open_room,
                                  FIRST_OPEN, sizeof *builder->open);
    if (grown != NULL)
        builder->open = grown;
    return grown != NULL;
}

static bool push_container(struct value_builder *builder, ddbstream_type type)
{
    if (builder->depth == builder->open_room && !grow_open(builder))
        return false;
    builder->open[builder->depth++] = (struct open_container){ type, builder->count };
    return true;
}

bool ddbs_value_builder_begin(struct value_builder *builder)
{
    builder->count = 0;
    builder->depth = 0;
    if (builder->room == 0 && !ddbs_value_builder_grow(builder))
        return false;
    return push_container(builder, DDBSTREAM_TYPE_M);
}

bool ddbs_value_builder_open(struct value_builder *builder)
{
    return push_container(builder, ddbs_value_builder_entry(builder)->attribute.value.type);
}

/* The copies. Each takes the `count` entries of a container; NULL when there is no memory. */

static const ddbstream_attribute *copy_attributes(struct value_builder *builder,
                                                  const struct entry *entries, size_t count)
{
    ddbstream_attribute *copy = ddbs_arena_take(builder->arena, count * sizeof *copy);
    for (size_t i = 0; copy != NULL && i < count; i++)
        copy[i] = entries[i].attribute;
    return copy;
}

static const ddbstream_value *copy_values(struct value_builder *builder,
                                          const struct entry *entries, size_t count)
{
    ddbstream_value *copy = ddbs_arena_take(builder->arena, count * sizeof *copy);
    for (size_t i = 0; copy != NULL && i < count; i++)
        copy[i] = entries[i].attribute.value;
    return copy;
}

static const ddbstream_string *copy_strings(struct value_builder *builder,
                                            const struct entry *entries, size_t count)
{
    ddbstream_string *copy = ddbs_arena_take(builder->arena, count * sizeof *copy);
    for (size_t i = 0; copy != NULL && i < count; i++)
        copy[i] = entries[i].attribute.value.as.string;
    return copy;
}

static const ddbstream_bytes *copy_binaries(struct value_builder *builder,
                                            const struct entry *entries, size_t count)
{
    ddbstream_bytes *copy = ddbs_arena_take(builder->arena, count * sizeof *copy);
    for (size_t i = 0; copy != NULL && i < count; i++)
        copy[i] = entries[i].attribute.value.as.binary;
    return copy;
}

/* Makes a value of the entries of a list or set; false when there is no memory. */
static bool set_row(struct value_builder *builder, ddbstream_type type, const struct entry *entries,
                    size_t count, ddbstream_value *value)
{
    switch (type) {
    case DDBSTREAM_TYPE_L:
        value->as.list = (ddbstream_list){ copy_values(builder, entries, count), count };
        return value->as.list.values != NULL;
    case DDBSTREAM_TYPE_BS:
        value->as.binary_set =
            (ddbstream_bytes_set){ copy_binaries(builder, entries, count), count };
        return value->as.binary_set.members != NULL;
    default: /* SS and NS, which are one struct */
        value->as.string_set =
            (ddbstream_string_set){ copy_strings(builder, entries, count), count };
        return value->as.string_set.members != NULL;
    }
}

static enum closing close_row(struct value_builder *builder, const struct open_container *open,
                              ddbstream_value *value)
{
    const struct entry *entries = builder->entries + open->base;
    size_t count = builder->count - open->base;
    memset(&value->as, 0, sizeof value->as);
    return count == 0 || set_row(builder, open->type, entries, count, value) ? CLOSED
                                                                             : CLOSING_NO_MEMORY;
}

static enum closing close_map(struct value_builder *builder, size_t base, ddbstream_map *map)
{
    size_t count = builder->count - base, duplicate = count;
    *map = (ddbstream_map){ NULL, count };
    if (count == 0) /* for which the arena may have NULL */
        return CLOSED;
    map->attributes = copy_attributes(builder, builder->entries + base, count);
    if (map->attributes == NULL
        || !ddbs_find_duplicate(map->attributes, count, &builder->scratch, &duplicate))
        return CLOSING_NO_MEMORY;
    if (duplicate == count)
        return CLOSED;
    builder->count = base + duplicate + 1;
    return CLOSING_DUPLICATE;
}

/* What has been closed is no longer there. */
static enum closing drop(struct value_builder *builder, size_t base, enum closing closing)
{
    if (closing == CLOSED) {
        builder->count = base;
        builder->depth--;
    }
    return closing;
}

enum closing ddbs_value_builder_close(struct value_builder *builder)
{
    const struct open_container *open = &builder->open[builder->depth - 1];
    ddbstream_value *value = &builder->entries[open->base - 1].attribute.value;
    bool is_map = open->type == DDBSTREAM_TYPE_M;
    return drop(builder, open->base,
                is_map ? close_map(builder, open->base, &value->as.map)
                       : close_row(builder, open, value));
}

enum closing ddbs_value_builder_end(struct value_builder *builder, ddbstream_map *image)
{
    return drop(builder, 0, close_map(builder, 0, image));
}

/* One step from a container to the entry at `place`. */
static bool step_into(const struct value_builder *builder, size_t container, size_t place,
                      struct ddbstream_buffer *path)
{
    const struct open_container *open = &builder->open[container];
    if (open->type == DDBSTREAM_TYPE_M)
        return ddbs_path_member(path, builder->entries[place].attribute.name);
    return ddbs_path_index(path, place - open->base);
}

static bool step_type(const struct value_builder *builder, size_t place,
                      struct ddbstream_buffer *path)
{
    const char *type = ddbstream_type_name(builder->entries[place].attribute.value.type);
    return ddbs_buffer_append(path, ".", 1) && ddbs_buffer_append_text(path, type);
}

bool ddbs_value_builder_path(const struct value_builder *builder, struct ddbstream_buffer *path,
                             enum value_place place)
{
    size_t last = builder->depth - 1, entry;
    if (builder->depth == 0)
        return true; /* there was no memory to begin */
    for (size_t i = 1; i <= last; i++) {
        entry = builder->open[i].base - 1;
        if (!step_into(builder, i - 1, entry, path) || !step_type(builder, entry, path))
            return false;
    }
    if (place == PLACE_CONTAINER || builder->count == builder->open[last].base)
        return true;
    entry = builder->count - 1;
    return step_into(builder, last, entry, path)
           && (place == PLACE_ENTRY || step_type(builder, entry, path));
}
