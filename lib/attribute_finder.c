/* Guesses where an attribute is, and else looks among bytes that stand for the names. */
#include "attribute_finder.h"

#include <string.h>

/* Names of an item often begin alike. */
static unsigned char tag_of(const char *name, size_t length)
{
    if (length == 0)
        return 0;
    return (unsigned char)((unsigned char)name[length - 1] * 5u
                           + (unsigned char)name[length / 2] * 3u + (unsigned char)name[0]
                           + length);
}

static void make_tags(struct attribute_finder *finder)
{
    const ddbstream_map *map = finder->map;
    finder->tag_count = map->count < MOST_TAGS ? map->count : MOST_TAGS;
    for (size_t i = 0; i < finder->tag_count; i++)
        finder->tags[i] = tag_of(map->attributes[i].name.data, map->attributes[i].name.length);
}

static bool is_named(const ddbstream_attribute *attribute, const char *name, size_t length)
{
    return attribute->name.length == length
           && (length == 0 || memcmp(attribute->name.data, name, length) == 0);
}

/* The place of the first attribute of that name; the map's count when there is none. */
static size_t look(struct attribute_finder *finder, const char *name, size_t length)
{
    const ddbstream_map *map = finder->map;
    unsigned char tag = tag_of(name, length);
    const unsigned char *end = finder->tags + finder->tag_count, *at = finder->tags;
    size_t place;
    while ((at = memchr(at, tag, (size_t)(end - at))) != NULL) {
        place = (size_t)(at++ - finder->tags);
        if (is_named(&map->attributes[place], name, length))
            return place;
    }
    for (place = finder->tag_count; place < map->count; place++)
        if (is_named(&map->attributes[place], name, length))
            break;
    return place;
}

const ddbstream_value *ddbs_attribute_finder_find(struct attribute_finder *finder, const char *name)
{
    const ddbstream_map *map = finder->map;
    size_t length = strlen(name), place = finder->next;
    if (map->count == 0)
        return NULL;
    if (place == map->count || !is_named(&map->attributes[place], name, length)) {
        if (finder->tag_count == 0)
            make_tags(finder);
        place = look(finder, name, length);
    }
    if (place == map->count)
        return NULL;
    finder->next = place + 1;
    return &map->attributes[place].value;
}
