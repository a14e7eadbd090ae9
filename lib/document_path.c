/* Follows document paths through values. */
#include <ddbstream/document_path.h>

#include <string.h>

#include "path_step.h"
#include "quoted_name.h"

static struct path_rest begin(const char *path)
{
    /* A position stands first only in paths from a value on; elsewhere it finds no list. */
    return (struct path_rest){ path, path + strlen(path), path[0] != '[' };
}

static bool is_path(const char *path)
{
    struct path_rest rest;
    struct path_step step;
    if (path == NULL)
        return false;
    rest = begin(path);
    do {
        step = ddbs_path_step(&rest);
        if (step.kind == STEP_BAD || (step.kind == STEP_QUOTED && !ddbs_is_quoted_name(step.name)))
            return false;
    } while (step.kind != STEP_END);
    return true;
}

static const ddbstream_value *find_quoted(const ddbstream_map *map, ddbstream_string inside)
{
    for (size_t i = 0; i < map->count; i++)
        if (ddbs_quoted_name_is(inside, map->attributes[i].name))
            return &map->attributes[i].value;
    return NULL;
}

static const ddbstream_value *find(const ddbstream_map *map, const struct path_step *step)
{
    if (step->kind == STEP_QUOTED)
        return find_quoted(map, step->name);
    return ddbstream_map_find_n(map, step->name.data, step->name.length);
}

/* The value that one step leads to; NULL when it is absent. */
static ddbstream_status follow(const ddbstream_value *from, const struct path_step *step,
                               const ddbstream_value **to)
{
    bool by_index = step->kind == STEP_INDEX;
    if (from->type != (by_index ? DDBSTREAM_TYPE_L : DDBSTREAM_TYPE_M))
        return DDBSTREAM_ERROR_TYPE;
    if (!by_index)
        *to = find(&from->as.map, step);
    else
        *to = step->index < from->as.list.count ? &from->as.list.values[step->index] : NULL;
    return *to != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_ABSENT;
}

ddbstream_status ddbstream_value_at(const ddbstream_value *from, const char *path,
                                    const ddbstream_value **value)
{
    ddbstream_status status = DDBSTREAM_OK;
    struct path_rest rest;
    struct path_step step;
    if (!is_path(path))
        return DDBSTREAM_ERROR_PATH;
    if (from == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    rest = begin(path);
    for (step = ddbs_path_step(&rest); status == DDBSTREAM_OK && step.kind != STEP_END;
         step = ddbs_path_step(&rest))
        status = follow(from, &step, &from);
    if (status == DDBSTREAM_OK)
        *value = from;
    return status;
}

ddbstream_status ddbstream_map_at(const ddbstream_map *map, const char *path,
                                  const ddbstream_value **value)
{
    ddbstream_value from = { .type = DDBSTREAM_TYPE_M };
    if (map != NULL)
        from.as.map = *map;
    return ddbstream_value_at(&from, path, value);
}

ddbstream_status ddbstream_image_at(const ddbstream_image *image, const char *path,
                                    const ddbstream_value **value)
{
    bool is_there = image != NULL && image->presence == DDBSTREAM_PRESENT;
    return ddbstream_map_at(is_there ? &image->attributes : NULL, path, value);
}
