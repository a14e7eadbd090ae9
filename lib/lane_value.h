/* Attribute values on the lane, in whatever form they stand. */
#ifndef DDBS_LANE_VALUE_H
#define DDBS_LANE_VALUE_H

#include "lane.h"

static inline struct value_builder *ddbs_lane_builder(struct lane *lane)
{
    return &lane->record->values.builder;
}

/* Whether it is a map or a list. Taking such a value means taking its beginning: what is in it, and
 * its end, are the image's to take, so that depth costs none of C's stack. */
static inline bool ddbs_is_nest(ddbstream_type type)
{
    return type == DDBSTREAM_TYPE_M || type == DDBSTREAM_TYPE_L;
}

/* The bracket that a container begins with, and the one it ends with. */
static inline char ddbs_opening_bracket(ddbstream_type container)
{
    return container == DDBSTREAM_TYPE_M ? '{' : '[';
}

static inline char ddbs_closing_bracket(ddbstream_type container)
{
    return container == DDBSTREAM_TYPE_M ? '}' : ']';
}

/* An entry's name, which it has in a map, and its value up to the payload. */
const char *ddbs_lane_front(struct lane *lane, const char *at, ddbstream_type inside,
                            ddbstream_attribute *attribute);

/* The payload of the current entry, whose type is known, and the end of the value; of a map or list
 * its beginning alone. */
const char *ddbs_lane_payload(struct lane *lane, const char *at, ddbstream_value *value);

/* The beginning of a container that is the payload of the current entry, whose type is known. */
const char *ddbs_lane_open(struct lane *lane, const char *at, ddbstream_type container);

/* Closes the innermost container, which is no image; `at` is behind its bracket. */
const char *ddbs_lane_close(struct lane *lane, const char *at);

/* A whole set, as the payload of the current entry, whose type is known. */
const char *ddbs_lane_set(struct lane *lane, const char *at, ddbstream_type set);

#endif
