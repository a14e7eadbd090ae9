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

/* Adds an entry to the innermost container; NULL to withdraw. */
static ddbstream_value *add_entry(struct lane *lane, ddbstream_string name)
{
    struct value_builder *builder = builder_of(lane);
    if (lane->entries_left == 0)
        return NULL;
    lane->entries_left--;
    if (!ddbs_value_builder_add(builder, name, 0)) {
        ddbs_lane_no_memory(lane);
        return NULL;
    }
    return &ddbs_value_builder_entry(builder)->attribute.value;
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

/* The payload of a value whose type is known; of a container, only its beginning. */
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
        return open_container(lane, at, '{');
    default:
        return open_container(lane, at, '[');
    }
}

/* The front of a value, up to its payload, as it stands without space: at most eight bytes, and the
 * NUL of the literals. */
struct front {
    char text[9], mask[9];
    unsigned char type, length;
};

/* Tells the fronts from each other by their types' first two characters. */
#define SLOT(first, second) (((first) + 3 * (second)) & 15)
#define FRONT(first, second, text, mask, type)                                                     \
    [SLOT(first, second)] = { text, mask, type, sizeof(text) - 1 }
#define ONE_LETTER "\xff\xff\xff\xff\xff"
#define TWO_LETTERS ONE_LETTER "\xff"
#define FOUR_LETTERS TWO_LETTERS "\xff\xff"

static const struct front fronts[16] = {
    FRONT('S', '"', "{\"S\":", ONE_LETTER, DDBSTREAM_TYPE_S),
    FRONT('N', '"', "{\"N\":", ONE_LETTER, DDBSTREAM_TYPE_N),
    FRONT('B', '"', "{\"B\":", ONE_LETTER, DDBSTREAM_TYPE_B),
    FRONT('M', '"', "{\"M\":", ONE_LETTER, DDBSTREAM_TYPE_M),
    FRONT('L', '"', "{\"L\":", ONE_LETTER, DDBSTREAM_TYPE_L),
    FRONT('S', 'S', "{\"SS\":", TWO_LETTERS, DDBSTREAM_TYPE_SS),
    FRONT('N', 'S', "{\"NS\":", TWO_LETTERS, DDBSTREAM_TYPE_NS),
    FRONT('B', 'S', "{\"BS\":", TWO_LETTERS, DDBSTREAM_TYPE_BS),
    FRONT('B', 'O', "{\"BOOL\":", FOUR_LETTERS, DDBSTREAM_TYPE_BOOL),
    FRONT('N', 'U', "{\"NULL\":", FOUR_LETTERS, DDBSTREAM_TYPE_NULL),
};

/* The type of a value, up to its payload; NULL when it does not stand there as in the table. No
 * branch depends on which type it is: in wide records nobody could foresee it. */
static const char *take_usual_type(const char *at, ddbstream_type *type)
{
    const struct front *front = &fronts[SLOT((unsigned char)at[2], (unsigned char)at[3])];
    uint64_t bytes, text, mask;
    memcpy(&bytes, at, sizeof bytes);
    memcpy(&text, front->text, sizeof text);
    memcpy(&mask, front->mask, sizeof mask);
    *type = front->type;
    return (bytes & mask) == text && *type != 0 ? at + front->length : NULL;
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

static const char *take_type(struct lane *lane, const char *at, ddbstream_type *type)
{
    enum { LONGEST = sizeof "{\"BOOL\":" - 1 };
    const char *payload = lane->end - at >= LONGEST ? take_usual_type(at, type) : NULL;
    return payload != NULL ? payload : take_any_type(lane, at, type);
}

/* Entries. */

static const char *take_set_member(struct lane *lane, const char *at, ddbstream_type set)
{
    ddbstream_value *value = add_entry(lane, (ddbstream_string){ NULL, 0 });
    if (value == NULL)
        return NULL;
    if (set == DDBSTREAM_TYPE_SS)
        return ddbs_lane_text(lane, at, &value->as.string);
    if (set == DDBSTREAM_TYPE_NS)
        return ddbs_lane_number(lane, at, &value->as.number);
    return ddbs_lane_base64(lane, at, &value->as.binary);
}

/* The front of an attribute as most have it, a short name and no space: "total":{"N":
 *
 * Whether there are bytes enough is asked once for all of it. NULL, and nothing taken, when it is
 * another one. */
static const char *take_usual_front(struct lane *lane, const char *at, ddbstream_string *name,
                                    ddbstream_type *type)
{
    enum { LONGEST = sizeof "\"0123456789abcdef\":{\"BOOL\":" - 1 };
    struct arena *arena = lane->arena;
    const char *behind;
    size_t length;
    if (lane->end - at < LONGEST || !ddbs_lane_has_room(arena) || *at != '"')
        return NULL;
    length = ddbs_lane_copy_short(arena, ddbs_block_load(at + 1));
    behind = at + 1 + length;
    if (behind[0] != '"' || behind[1] != ':' || (at = take_usual_type(behind + 2, type)) == NULL)
        return NULL;
    *name = ddbs_lane_keep(arena, length);
    return at;
}

static const char *take_any_front(struct lane *lane, const char *at, ddbstream_string *name,
                                  ddbstream_type *type)
{
    at = ddbs_lane_text(lane, at, name);
    if (at != NULL)
        at = ddbs_lane_step(lane, at, ':');
    return at != NULL ? take_any_type(lane, at, type) : NULL;
}

static const char *take_front(struct lane *lane, const char *at, ddbstream_string *name,
                              ddbstream_type *type)
{
    const char *payload = take_usual_front(lane, at, name, type);
    return payload != NULL ? payload : take_any_front(lane, at, name, type);
}

/* An attribute of a map or a value of a list. When it is a container, what is in it and its end are
 * still to come. */
static const char *take_value(struct lane *lane, const char *at, ddbstream_type inside,
                              bool *has_opened)
{
    ddbstream_string name = { NULL, 0 };
    ddbstream_type type;
    ddbstream_value *value;
    if (inside == DDBSTREAM_TYPE_M)
        at = take_front(lane, at, &name, &type);
    else
        at = take_type(lane, at, &type);
    if (at == NULL || (value = add_entry(lane, name)) == NULL)
        return NULL;
    value->type = type;
    at = take_payload(lane, at, value);
    *has_opened = type >= DDBSTREAM_TYPE_M;
    return at == NULL || *has_opened ? at : ddbs_lane_step(lane, at, '}');
}

/* Steps over an attribute of the image, unless it is selected. */
static const char *skip_unselected(struct lane *lane, const char *at,
                                   const struct selection *selection, bool *is_selected)
{
    enum { AROUND = 3 };
    ddbstream_string name;
    const char *behind_name = ddbs_lane_raw(lane, at, &name);
    *is_selected = behind_name != NULL && ddbs_selection_has(selection, name.data, name.length);
    if (behind_name == NULL || *is_selected)
        return NULL;
    at = ddbs_lane_step(lane, behind_name, ':');
    return at != NULL ? ddbs_lane_skip(lane, at, AROUND) : NULL;
}

/* The next entry of a container of that type. */
static const char *take_entry(struct lane *lane, const char *at, ddbstream_type inside,
                              const struct selection *selection, bool *has_opened)
{
    bool is_selected = true;
    const char *behind;
    if (inside >= DDBSTREAM_TYPE_SS)
        return take_set_member(lane, at, inside);
    if (selection != NULL && builder_of(lane)->depth == 1) {
        behind = skip_unselected(lane, at, selection, &is_selected);
        if (!is_selected)
            return behind;
    }
    return take_value(lane, at, inside, has_opened);
}

/* Entries of the innermost container, up to its end or until one opens a container itself. */
static const char *take_entries(struct lane *lane, const char *at,
                                const struct selection *selection, bool *has_opened)
{
    ddbstream_type inside = ddbs_value_builder_inside(builder_of(lane));
    *has_opened = false;
    do
        at = take_entry(lane, ddbs_lane_token(lane, at), inside, selection, has_opened);
    while (at != NULL && !*has_opened && ddbs_lane_pass(lane, &at, ','));
    return at;
}

static char bracket_of(ddbstream_type container)
{
    return container == DDBSTREAM_TYPE_M ? '}' : ']';
}

/* Closes the innermost container; behind a value's own bracket stands the value's. */
static const char *close_container(struct lane *lane, const char *at, ddbstream_image *image)
{
    struct value_builder *builder = builder_of(lane);
    bool is_image = builder->depth == 1;
    enum closing closing;
    at = ddbs_lane_step(lane, at, bracket_of(ddbs_value_builder_inside(builder)));
    if (at == NULL)
        return NULL;
    closing = is_image ? ddbs_value_builder_end(builder, &image->attributes)
                       : ddbs_value_builder_close(builder);
    if (closing == CLOSING_NO_MEMORY)
        return ddbs_lane_no_memory(lane);
    if (closing != CLOSED)
        return NULL;
    return is_image ? at : ddbs_lane_step(lane, at, '}');
}

/* Whether another entry of the innermost container comes: at its front, unless it ends there, and
 * else behind a comma. */
static bool has_more(struct lane *lane, const char **at, bool is_front)
{
    if (!is_front)
        return ddbs_lane_pass(lane, at, ',');
    return !ddbs_lane_is_next(lane, at, bracket_of(ddbs_value_builder_inside(builder_of(lane))));
}

/* Containers lie on the builder's stack, so that depth costs none of C's. */
static const char *take_attributes(struct lane *lane, const char *at,
                                   const struct selection *selection, ddbstream_image *image)
{
    bool is_front = true;
    at = ddbs_lane_step(lane, at, '{');
    if (at != NULL && !ddbs_value_builder_begin(builder_of(lane)))
        return ddbs_lane_no_memory(lane);
    image->presence = DDBSTREAM_PRESENT;
    while (at != NULL && builder_of(lane)->depth > 0) {
        if (has_more(lane, &at, is_front)) {
            at = take_entries(lane, at, selection, &is_front);
        } else {
            at = close_container(lane, at, image);
            is_front = false;
        }
    }
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
