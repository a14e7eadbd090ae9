/* Builds attribute values in an arena from the inside out.
 *
 * Entries of every open container lie on one scratch stack; when a container closes, its entries
 * are copied to the arena once, as an array of the right size, and leave the stack.
 *
 *   {"a":{"S":"x"},"b":{"L":[{"N":"1"},{"BOOL":true}      ...so far
 *
 *   entries   | a: S x | b: L ... | N 1 | BOOL true |
 *   open      ^M (base 0)         ^L (base 2)
 *
 * The last entry is the one being built. The builder knows nothing of JSON or of tokens. */
#ifndef DDBS_VALUE_BUILDER_H
#define DDBS_VALUE_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/value.h>

#include "arena.h"
#include "buffer.h"

/* An attribute of a map, a value of a list or a member of a set. Lists and sets use no name, and a
 * set's members are kept as strings or binaries. */
struct entry {
    ddbstream_attribute attribute;
    uint64_t offset; /* in the document */
};

/* A container whose end has not come: M, L, SS, NS or BS. */
struct open_container {
    ddbstream_type type;
    size_t base; /* the place of its first entry */
};

struct value_builder {
    const ddbstream_allocator *allocator;
    struct arena *arena;

    struct entry *entries;
    size_t count, room;
    struct ddbstream_buffer scratch; /* for looking for duplicates */

    struct open_container *open;
    size_t depth, open_room;
};

/* Allocates nothing yet. Allocator and arena must outlive the builder. */
void ddbs_value_builder_init(struct value_builder *builder, const ddbstream_allocator *allocator,
                             struct arena *arena);

void ddbs_value_builder_release(struct value_builder *builder);

/* Drops whatever was being built and opens a map, the image. False when there is no memory. From then
 * on `entries` is not NULL, if perhaps full. */
bool ddbs_value_builder_begin(struct value_builder *builder);

/* Makes room for more entries; false when there is no memory. */
bool ddbs_value_builder_grow(struct value_builder *builder);

/* Adds an entry, which stands at that offset in the document, to the innermost container; it is then
 * the one being built. False when there is no memory. */
static inline bool ddbs_value_builder_add(struct value_builder *builder, ddbstream_string name,
                                          uint64_t offset)
{
    struct entry *entry;
    if (builder->count == builder->room && !ddbs_value_builder_grow(builder))
        return false;
    entry = &builder->entries[builder->count++];
    entry->attribute.name = name;
    entry->offset = offset;
    return true;
}

/* The entry being built. It moves when entries are added. */
static inline struct entry *ddbs_value_builder_entry(const struct value_builder *builder)
{
    return &builder->entries[builder->count - 1];
}

/* The innermost container. */
static inline ddbstream_type ddbs_value_builder_inside(const struct value_builder *builder)
{
    return builder->open[builder->depth - 1].type;
}

/* Opens a container as the value of the entry being built, whose type says which. False when there
 * is no memory. */
bool ddbs_value_builder_open(struct value_builder *builder);

/* What closing came to. */
enum closing {
    CLOSED,
    CLOSING_DUPLICATE, /* a map has a name twice: it stays open, and its last entry is the second */
    CLOSING_NO_MEMORY
};

/* Closes the innermost container; the entry that holds it is then the one being built. Not for the
 * image. */
enum closing ddbs_value_builder_close(struct value_builder *builder);

/* Closes the image, and gives its attributes, which live in the arena. */
enum closing ddbs_value_builder_end(struct value_builder *builder, ddbstream_map *image);

/* How far a path goes. */
enum value_place {
    PLACE_CONTAINER, /* to the innermost container */
    PLACE_ENTRY,     /* to its last entry */
    PLACE_PAYLOAD    /* to the payload of that one */
};

/* Appends a path from the image on. False when there is no memory. */
bool ddbs_value_builder_path(const struct value_builder *builder, struct ddbstream_buffer *path,
                             enum value_place place);

#endif
