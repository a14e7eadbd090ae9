/* A second reader of maps by the tables of mapping.h, which only judges. Of names that are no
 * identifiers it knows just one, a."point". */
#ifndef SLOW_MAPPING_H
#define SLOW_MAPPING_H

#include <ddbstream/mapping.h>

/* Where it is, in the library's notation; when something is wrong, there. */
struct slow_mapping {
    char path[64 * DDBSTREAM_MAPPING_DEPTH];
    size_t length; /* of the path */
    size_t depth;
};

/* What ddbstream_map_to_struct must return. */
ddbstream_status slow_mapping_read(struct slow_mapping *place, const ddbstream_mapping *mapping,
                                   const ddbstream_map *map);

/* What the field takes; NULL when that is nothing. */
const ddbstream_value *slow_mapping_find(const ddbstream_map *map, const ddbstream_field *field);

#endif
