/* Writes what has changed from one image to another, attribute by attribute. */
#include "difference_writer.h"

#include "pairing.h"

/* The attributes of both images, and where they go. */
struct sides {
    struct record_writer *writer;
    const struct pair *pairs;
    size_t count;
};

static void write_added(const struct sides *sides)
{
    for (size_t i = 0; i < sides->count; i++)
        if (sides->pairs[i].old_one == NULL)
            ddbs_write_attribute(sides->writer, sides->pairs[i].new_one->name,
                                 &sides->pairs[i].new_one->value);
}

static void write_removed(const struct sides *sides)
{
    for (size_t i = 0; i < sides->count; i++)
        if (sides->pairs[i].new_one == NULL)
            ddbs_write_attribute(sides->writer, sides->pairs[i].old_one->name,
                                 &sides->pairs[i].old_one->value);
}

static void write_if_changed(struct record_writer *writer, const struct pair *pair)
{
    bool equal = false;
    ddbstream_status status =
        ddbs_compare(&writer->comparer, &pair->old_one->value, &pair->new_one->value, &equal);
    if (status != DDBSTREAM_OK)
        ddbs_json_fail(&writer->json, status);
    else if (!equal)
        ddbs_write_change(writer, pair->new_one->name, &pair->old_one->value,
                          &pair->new_one->value);
}

static void write_changed(const struct sides *sides)
{
    for (size_t i = 0; i < sides->count; i++)
        if (sides->pairs[i].old_one != NULL && sides->pairs[i].new_one != NULL)
            write_if_changed(sides->writer, &sides->pairs[i]);
}

static void write_member(const struct sides *sides, const char *name,
                         void (*write)(const struct sides *sides))
{
    ddbs_json_name(&sides->writer->json, name);
    ddbs_json_open(&sides->writer->json, '{');
    write(sides);
    ddbs_json_close(&sides->writer->json, '}');
}

void ddbs_write_difference(struct record_writer *writer, struct ddbstream_buffer *pairs,
                           const ddbstream_image *old_image, const ddbstream_image *new_image)
{
    const ddbstream_map old_map = ddbs_image_map(old_image), new_map = ddbs_image_map(new_image);
    struct sides sides = { .writer = writer };
    pairs->length = 0;
    if (!ddbs_pair_attributes(&old_map, &new_map, pairs, &writer->comparer.left)) {
        ddbs_json_fail(&writer->json, DDBSTREAM_ERROR_MEMORY);
        return;
    }
    sides.pairs = (const struct pair *)(const void *)pairs->data;
    sides.count = pairs->length / sizeof *sides.pairs;
    ddbs_json_open(&writer->json, '{');
    write_member(&sides, "added", write_added);
    write_member(&sides, "removed", write_removed);
    write_member(&sides, "changed", write_changed);
    ddbs_json_close(&writer->json, '}');
}
