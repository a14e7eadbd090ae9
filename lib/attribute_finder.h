/* Finds many attributes of one map by their names, in about the time that it takes to look at each
 * of both once. */
#ifndef DDBS_ATTRIBUTE_FINDER_H
#define DDBS_ATTRIBUTE_FINDER_H

#include <ddbstream/value.h>

enum { MOST_TAGS = 512 };

struct attribute_finder {
    const ddbstream_map *map;
    size_t next; /* the attribute behind the one that was found last */

    /* A byte made of each name, once they have been needed; attributes beyond have none. */
    size_t tag_count;
    unsigned char tags[MOST_TAGS];
};

static inline void ddbs_attribute_finder_init(struct attribute_finder *finder,
                                              const ddbstream_map *map)
{
    finder->map = map;
    finder->next = 0;
    finder->tag_count = 0;
}

/* As ddbstream_map_find, in a map in which no name stands twice. Names asked for in the order of
 * the map are found at once. */
const ddbstream_value *ddbs_attribute_finder_find(struct attribute_finder *finder,
                                                  const char *name);

#endif
