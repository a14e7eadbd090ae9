/* Keeps which values are still to come on a stack of its own. */
#include "value_walk.h"

/* The values of a container that have not been reached: at least one. */
struct rest {
    const char *next;
    size_t count;
    size_t step; /* bytes from one to the next */
};

void ddbs_value_walk_init(struct value_walk *walk, const ddbstream_allocator *allocator)
{
    ddbs_buffer_init(&walk->open, allocator);
}

void ddbs_value_walk_release(struct value_walk *walk)
{
    ddbs_buffer_release(&walk->open);
}

static struct rest values_in(const ddbstream_value *value)
{
    const ddbstream_map *map = &value->as.map;
    const ddbstream_list *list = &value->as.list;
    if (value->type == DDBSTREAM_TYPE_M && map->count > 0)
        return (struct rest){ (const char *)&map->attributes->value, map->count,
                              sizeof *map->attributes };
    if (value->type == DDBSTREAM_TYPE_L && list->count > 0)
        return (struct rest){ (const char *)list->values, list->count, sizeof *list->values };
    return (struct rest){ NULL, 0, 0 };
}

static const ddbstream_value *take_next(struct ddbstream_buffer *open)
{
    struct rest *rest = (struct rest *)(void *)(open->data + open->length) - 1;
    const void *next = rest->next;
    if (--rest->count == 0)
        open->length -= sizeof *rest;
    else
        rest->next += rest->step;
    return next;
}

bool ddbs_value_walk_on(struct value_walk *walk, const ddbstream_value **value)
{
    struct rest inside = values_in(*value);
    if (inside.count > 0 && !ddbs_buffer_append(&walk->open, (const char *)&inside, sizeof inside))
        return false;
    *value = walk->open.length > 0 ? take_next(&walk->open) : NULL;
    return true;
}
