/* Values on the lane, token by token, with space between them or without. */
#include "lane_value.h"

#include "lane_step.h"
#include "lane_text.h"
#include "nesting.h"
#include "value_type.h"

/* Containers. */

/* Of JSON's levels three are around an image's attributes, and each container adds two. */
const char *ddbs_lane_open(struct lane *lane, const char *at, ddbstream_type container)
{
    enum { AROUND = 3, EACH = 2, IN_DOCUMENT = 16 };
    struct value_builder *builder = ddbs_lane_builder(lane);
    size_t depth = AROUND + EACH * (builder->depth + 1);
    if (depth > lane->record->limits.depth || depth > NESTING_MOST - IN_DOCUMENT)
        return NULL;
    at = ddbs_lane_step(lane, at, ddbs_opening_bracket(container));
    if (at != NULL && !ddbs_value_builder_open(builder))
        return ddbs_lane_no_memory(lane);
    return at;
}

const char *ddbs_lane_close(struct lane *lane, const char *at)
{
    enum closing closing = ddbs_value_builder_close(ddbs_lane_builder(lane));
    if (closing == CLOSING_NO_MEMORY)
        return ddbs_lane_no_memory(lane);
    return closing == CLOSED ? at : NULL;
}

/* Sets. */

/* Adds a member to the innermost container; NULL to withdraw. */
static ddbstream_value *add_member(struct lane *lane)
{
    struct value_builder *builder = ddbs_lane_builder(lane);
    if (lane->entries_left == 0)
        return NULL;
    lane->entries_left--;
    if (!ddbs_value_builder_add(builder, (ddbstream_string){ NULL, 0 }, 0)) {
        ddbs_lane_no_memory(lane);
        return NULL;
    }
    return &ddbs_value_builder_entry(builder)->attribute.value;
}

static const char *take_member(struct lane *lane, const char *at, ddbstream_type set)
{
    ddbstream_value *member = add_member(lane);
    if (member == NULL)
        return NULL;
    if (set == DDBSTREAM_TYPE_SS)
        return ddbs_lane_text(lane, at, &member->as.string);
    if (set == DDBSTREAM_TYPE_NS)
        return ddbs_lane_number(lane, at, &member->as.number);
    return ddbs_lane_base64(lane, at, &member->as.binary);
}

static const char *take_members(struct lane *lane, const char *at, ddbstream_type set)
{
    do
        at = take_member(lane, at, set);
    while (at != NULL && ddbs_lane_pass(lane, &at, ','));
    return at;
}

const char *ddbs_lane_set(struct lane *lane, const char *at, ddbstream_type set)
{
    at = ddbs_lane_open(lane, at, set);
    if (at != NULL && !ddbs_lane_is_next(lane, &at, ']'))
        at = take_members(lane, at, set);
    at = at != NULL ? ddbs_lane_step(lane, at, ']') : NULL;
    return at != NULL ? ddbs_lane_close(lane, at) : NULL;
}

/* Values. */

static const char *take_type(struct lane *lane, const char *at, ddbstream_type *type)
{
    ddbstream_string name;
    at = ddbs_lane_step(lane, at, '{');
    if (at == NULL || (at = ddbs_lane_raw(lane, at, &name)) == NULL)
        return NULL;
    *type = ddbs_find_type(name.data, name.length);
    return *type != 0 ? ddbs_lane_step(lane, at, ':') : NULL;
}

const char *ddbs_lane_front(struct lane *lane, const char *at, ddbstream_type inside,
                            ddbstream_attribute *attribute)
{
    attribute->name = (ddbstream_string){ NULL, 0 };
    if (inside == DDBSTREAM_TYPE_M) {
        at = ddbs_lane_text(lane, at, &attribute->name);
        at = at != NULL ? ddbs_lane_step(lane, at, ':') : NULL;
    }
    return at != NULL ? take_type(lane, at, &attribute->value.type) : NULL;
}

static const char *take_payload(struct lane *lane, const char *at, ddbstream_value *value)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        return ddbs_lane_text(lane, at, &value->as.string);
    case DDBSTREAM_TYPE_N:
        return ddbs_lane_number(lane, at, &value->as.number);
    case DDBSTREAM_TYPE_B:
        return ddbs_lane_base64(lane, at, &value->as.binary);
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL:
        return ddbs_lane_boolean(lane, at, &value->as.boolean);
    case DDBSTREAM_TYPE_M:
    case DDBSTREAM_TYPE_L:
        return ddbs_lane_open(lane, at, value->type);
    default:
        return ddbs_lane_set(lane, at, value->type);
    }
}

const char *ddbs_lane_payload(struct lane *lane, const char *at, ddbstream_value *value)
{
    bool is_nest = ddbs_is_nest(value->type); /* a set's members may move the value elsewhere */
    at = take_payload(lane, at, value);
    return at != NULL && !is_nest ? ddbs_lane_step(lane, at, '}') : at;
}
