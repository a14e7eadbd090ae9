/* Images on the lane: knows what an attribute value is. One function for each thing that may stand
 * there, the outermost last. */
#include "lane_image.h"

#include "lane_skip.h"
#include "lane_step.h"
#include "lane_text.h"
#include "nesting.h"
#include "value_type.h"

static struct value_builder *builder_of(struct lane *lane)
{
    return &lane->record->values.builder;
}

static ddbstream_value *current(struct lane *lane)
{
    return &ddbs_value_builder_entry(builder_of(lane))->attribute.value;
}

static bool add_entry(struct lane *lane, ddbstream_string name)
{
    if (lane->entries_left == 0)
        return false;
    lane->entries_left--;
    if (!ddbs_value_builder_add(builder_of(lane), name, 0)) {
        ddbs_lane_no_memory(lane);
        return false;
    }
    return true;
}

/* Opens a container as the payload of the current entry. Of JSON's levels three are around an
 * image's attributes, and each container adds two. */
static const char *open_container(struct lane *lane, const char *at, char bracket)
{
    enum { AROUND = 3, EACH = 2, IN_DOCUMENT = 16 };
    struct value_builder *builder = builder_of(lane);
    size_t depth = AROUND + EACH * (builder->depth + 1);
    if (depth > lane->record->limits.depth || depth > NESTING_MOST - IN_DOCUMENT)
        return NULL;
    at = ddbs_lane_step(lane, at, bracket);
    if (at != NULL && !ddbs_value_builder_open(builder))
        return ddbs_lane_no_memory(lane);
    return at;
}

/* The payload of the current entry; of a container, only its beginning. */
static const char *take_payload(struct lane *lane, const char *at, ddbstream_type type)
{
    ddbstream_value *value = current(lane);
    value->type = type;
    switch (type) {
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
        return open_container(lane, at, '{');
    default:
        return open_container(lane, at, '[');
    }
}

/* The beginning of a value, up to its payload, as it mostly stands: {"S": with no space. NULL when
 * it does not. */
static const char *take_usual_type(const struct lane *lane, const char *at, ddbstream_type *type)
{
    enum { FRONT = sizeof "{\"" - 1, LONGEST = sizeof "{\"BOOL\":" - 1 };
    const char *name = at + FRONT;
    size_t length;
    if (lane->end - at < LONGEST || at[0] != '{' || at[1] != '"')
        return NULL;
    length = name[1] == '"' ? 1 : name[2] == '"' ? 2 : 4;
    if (name[length] != '"' || name[length + 1] != ':' || length > lane->max_string)
        return NULL;
    *type = ddbs_find_type(name, length);
    return *type != 0 ? name + length + 2 : NULL;
}

static const char *take_any_type(struct lane *lane, const char *at, ddbstream_type *type)
{
    ddbstream_string name;
    at = ddbs_lane_step(lane, at, '{');
    if (at == NULL || (at = ddbs_lane_raw(lane, at, &name)) == NULL)
        return NULL;
    *type = ddbs_find_type(name.data, name.length);
    return *type != 0 ? ddbs_lane_step(lane, at, ':') : NULL;
}

/* A value, for the current entry; a container's entries and its end are still to come. */
static const char *take_value(struct lane *lane, const char *at, bool *has_opened)
{
    ddbstream_type type;
    const char *payload = take_usual_type(lane, at, &type);
    if (payload == NULL)
        payload = take_any_type(lane, at, &type);
    if (payload == NULL || (at = take_payload(lane, payload, type)) == NULL)
        return NULL;
    *has_opened = type >= DDBSTREAM_TYPE_M;
    return *has_opened ? at : ddbs_lane_step(lane, at, '}');
}

static const char *take_set_member(struct lane *lane, const char *at, ddbstream_type set)
{
    ddbstream_value *value;
    if (!add_entry(lane, (ddbstream_string){ NULL, 0 }))
        return NULL;
    value = current(lane);
    if (set == DDBSTREAM_TYPE_SS)
        return ddbs_lane_text(lane, at, &value->as.string);
    if (set == DDBSTREAM_TYPE_NS)
        return ddbs_lane_number(lane, at, &value->as.number);
    return ddbs_lane_base64(lane, at, &value->as.binary);
}

static const char *take_attribute(struct lane *lane, const char *at, bool *has_opened)
{
    ddbstream_string name;
    at = ddbs_lane_text(lane, at, &name);
    if (at == NULL || (at = ddbs_lane_step(lane, at, ':')) == NULL || !add_entry(lane, name))
        return NULL;
    return take_value(lane, at, has_opened);
}

/* An attribute of the image, which is stepped over when it is not selected. */
static const char *take_if_selected(struct lane *lane, const char *at,
                                    const struct selection *selection, bool *has_opened)
{
    enum { AROUND = 3 };
    ddbstream_string name;
    const char *behind_name = ddbs_lane_raw(lane, at, &name);
    if (behind_name == NULL)
        return NULL;
    if (ddbs_selection_has(selection, name.data, name.length))
        return take_attribute(lane, at, has_opened);
    at = ddbs_lane_step(lane, behind_name, ':');
    return at != NULL ? ddbs_lane_skip(lane, at, AROUND) : NULL;
}

/* The next entry of the innermost container. */
static const char *take_entry(struct lane *lane, const char *at, const struct selection *selection,
                              bool *has_opened)
{
    const struct value_builder *builder = builder_of(lane);
    ddbstream_type inside = ddbs_value_builder_inside(builder);
    *has_opened = false;
    if (inside >= DDBSTREAM_TYPE_SS)
        return take_set_member(lane, at, inside);
    if (inside == DDBSTREAM_TYPE_M && selection != NULL && builder->depth == 1)
        return take_if_selected(lane, at, selection, has_opened);
    if (inside == DDBSTREAM_TYPE_M)
        return take_attribute(lane, at, has_opened);
    return add_entry(lane, (ddbstream_string){ NULL, 0 }) ? take_value(lane, at, has_opened) : NULL;
}

/* Closes the innermost container, whose bracket has been read; behind that of a value stands the
 * value's own. */
static const char *close_container(struct lane *lane, const char *at, ddbstream_image *image)
{
    struct value_builder *builder = builder_of(lane);
    bool is_image = builder->depth == 1;
    enum closing closing = is_image ? ddbs_value_builder_end(builder, &image->attributes)
                                    : ddbs_value_builder_close(builder);
    if (closing == CLOSING_NO_MEMORY)
        return ddbs_lane_no_memory(lane);
    if (closing != CLOSED)
        return NULL;
    return is_image ? at : ddbs_lane_step(lane, at, '}');
}

/* The next entry, or the end, of the innermost container. */
static const char *take_next(struct lane *lane, const char *at, const struct selection *selection,
                             ddbstream_image *image, bool *is_first)
{
    bool in_map = ddbs_value_builder_inside(builder_of(lane)) == DDBSTREAM_TYPE_M;
    if (!*is_first && ddbs_lane_is_next(lane, &at, ','))
        return take_entry(lane, ddbs_lane_token(lane, at + 1), selection, is_first);
    if (ddbs_lane_is_next(lane, &at, in_map ? '}' : ']')) {
        *is_first = false;
        return close_container(lane, at + 1, image);
    }
    return *is_first ? take_entry(lane, at, selection, is_first) : NULL;
}

/* Containers lie on the builder's stack, so that depth costs none of C's. */
static const char *take_attributes(struct lane *lane, const char *at,
                                   const struct selection *selection, ddbstream_image *image)
{
    bool is_first = true;
    at = ddbs_lane_step(lane, at, '{');
    if (at != NULL && !ddbs_value_builder_begin(builder_of(lane)))
        return ddbs_lane_no_memory(lane);
    image->presence = DDBSTREAM_PRESENT;
    while (at != NULL && builder_of(lane)->depth > 0)
        at = take_next(lane, at, selection, image, &is_first);
    return at;
}

const char *ddbs_lane_image(struct lane *lane, const char *at, const struct selection *selection,
                            ddbstream_image *image)
{
    enum { AROUND = 2 };
    if (selection == NULL || !selection->keys_only)
        return take_attributes(lane, at, selection, image);
    image->presence = DDBSTREAM_PRESENT;
    return ddbs_lane_is_next(lane, &at, '{') ? ddbs_lane_skip(lane, at, AROUND) : NULL;
}
