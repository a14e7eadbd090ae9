/* Images on the lane: knows what an attribute value is. One function for each thing that may stand
 * there, the outermost last. */
#include "lane_image.h"

#include "lane_skip.h"
#include "lane_step.h"
#include "lane_text.h"
#include "nesting.h"
#include "same.h"
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

/* The type of a value, up to its payload, as it mostly stands; NULL when it stands otherwise.
 *
 *     {"S":    {"SS":    {"BOOL":
 *
 * How long that is is known before the type is, so that the processor goes on with the payload while
 * it still looks the type up. */
static inline const char *take_usual_type(const char *at, ddbstream_type *type)
{
    static const unsigned char types[256] = { ['S'] = DDBSTREAM_TYPE_S,
                                              ['N'] = DDBSTREAM_TYPE_N,
                                              ['B'] = DDBSTREAM_TYPE_B,
                                              ['M'] = DDBSTREAM_TYPE_M,
                                              ['L'] = DDBSTREAM_TYPE_L };
    static const unsigned char sets[256] = {
        ['S'] = DDBSTREAM_TYPE_SS, ['N'] = DDBSTREAM_TYPE_NS, ['B'] = DDBSTREAM_TYPE_BS
    };
    size_t length;
    if (memcmp(at + 3, "\":", 2) == 0) {
        *type = types[(unsigned char)at[2]];
        length = sizeof "{\"S\":" - 1;
    } else if (ddbs_same_four(at + 2, "BOOL") || ddbs_same_four(at + 2, "NULL")) {
        *type = at[2] == 'B' ? DDBSTREAM_TYPE_BOOL : DDBSTREAM_TYPE_NULL;
        length = sizeof "{\"BOOL\":" - 1;
    } else {
        *type = at[3] == 'S' ? sets[(unsigned char)at[2]] : 0;
        length = sizeof "{\"SS\":" - 1;
    }
    if (*type == 0 || memcmp(at, "{\"", 2) != 0 || memcmp(at + length - 2, "\":", 2) != 0)
        return NULL;
    return at + length;
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

/* The entries of a map or list are taken in a run, up to one that opens a container itself. What it
 * looks up for each stands in a few variables, which can stay in registers: what is reached by a
 * pointer can't, since for all the compiler knows any text that is written changes it. */
struct run {
    const char *at, *end;       /* of the bytes; `at` is NULL to withdraw */
    char *next, *room;          /* where the next text goes, and where the room for it ends */
    struct entry *entry, *last; /* the next entry, and the end of those that may come */
    unsigned char *name;        /* as in the lane; NULL when it is no run of the image's own */
};

static void find_entries(struct lane *lane, struct run *run)
{
    struct value_builder *builder = builder_of(lane);
    size_t room = builder->room - builder->count;
    run->entry = builder->entries + builder->count;
    run->last = run->entry + (room < lane->entries_left ? room : lane->entries_left);
}

static void find_room(struct lane *lane, struct run *run)
{
    run->next = lane->arena->next;
    run->room = lane->arena->end;
}

static struct run begin_run(struct lane *lane, const char *at)
{
    struct run run = { .at = at, .end = lane->end };
    if (builder_of(lane)->depth == 1)
        run.name = lane->name;
    find_entries(lane, &run);
    find_room(lane, &run);
    return run;
}

/* When it seems that there is none. */
DDBS_RARE static bool has_entry(struct lane *lane)
{
    struct value_builder *builder = builder_of(lane);
    if (lane->entries_left == 0)
        return false;
    if (builder->count < builder->room || ddbs_value_builder_grow(builder))
        return true;
    ddbs_lane_no_memory(lane);
    return false;
}

/* The next entry; NULL when there may be none. */
static struct entry *add_to_run(struct lane *lane, struct run *run)
{
    if (run->entry == run->last) {
        if (!has_entry(lane))
            return NULL;
        find_entries(lane, run);
    }
    builder_of(lane)->count++;
    lane->entries_left--;
    run->entry->offset = 0;
    return run->entry++;
}

/* Whether there are bytes and room for an attribute whose name and value are short, as most are, and
 * a byte behind it. */
static bool has_room_for_short(const struct run *run)
{
    enum { LONGEST = sizeof "\"0123456789abcdef\":{\"BOOL\":\"0123456789abcdef\"}," - 1 };
    return run->end - run->at >= LONGEST && run->room - run->next >= 2 * (BLOCK + 1);
}

static ddbstream_string keep_in_run(struct run *run, size_t length)
{
    char *text = run->next;
    text[length] = '\0';
    run->next = text + length + 1;
    return (ddbstream_string){ text, length };
}

/* How long a name is, by the bytes that end it. Most images have the same names in the same order, as
 * far as the first that differs; what the processor gains by it, ddbs_lowest_bit_again tells. */
static size_t name_length(const struct lane *lane, struct run *run, uint32_t stops)
{
    unsigned char *before = run->name;
    size_t length;
    if (before != NULL && ddbs_is_lowest_bit(stops, *before)) {
        run->name = before + 1 < lane->names + sizeof lane->names ? before + 1 : NULL;
        return *before;
    }
    length = ddbs_lowest_bit(stops);
    if (before != NULL)
        *before = (unsigned char)length;
    run->name = NULL;
    return length;
}

/* The front of a short attribute, and no space in it: "total":{"N":
 *
 * NULL, and nothing taken, when it is another one. */
static const char *take_short_front(const struct lane *lane, struct run *run, ddbstream_type inside,
                                    ddbstream_attribute *attribute)
{
    const char *behind, *payload;
    ddbs_block block;
    size_t length;
    if (inside != DDBSTREAM_TYPE_M)
        return take_usual_type(run->at, &attribute->value.type);
    block = ddbs_block_load(run->at + 1);
    ddbs_block_store(run->next, block);
    length = name_length(lane, run, ddbs_block_stops(block) | (uint32_t)1 << BLOCK);
    behind = run->at + 1 + length;
    if (*run->at != '"' || memcmp(behind, "\":", 2) != 0
        || (payload = take_usual_type(behind + 2, &attribute->value.type)) == NULL)
        return NULL;
    attribute->name = keep_in_run(run, length);
    return payload;
}

/* The payload of a short string or number, and the brace behind it: "12.50"} */
static const char *take_short_payload(struct run *run, const char *at, ddbstream_value *value)
{
    const char *first = at + 1, *behind;
    ddbs_block block = ddbs_block_load(first);
    size_t length = ddbs_lane_copy_short(run->next, block);
    behind = first + length;
    if (*at != '"' || memcmp(behind, "\"}", 2) != 0
        || (value->type == DDBSTREAM_TYPE_N && !ddbs_is_simple_number(block, first, length)))
        return NULL;
    value->as.string = keep_in_run(run, length);
    return behind + 2;
}

static const char *take_any_front(struct lane *lane, const char *at, ddbstream_type inside,
                                  ddbstream_attribute *attribute)
{
    attribute->name = (ddbstream_string){ NULL, 0 };
    if (inside == DDBSTREAM_TYPE_M) {
        at = ddbs_lane_text(lane, at, &attribute->name);
        at = at != NULL ? ddbs_lane_step(lane, at, ':') : NULL;
    }
    return at != NULL ? take_type(lane, at, &attribute->value.type) : NULL;
}

/* The next entry of the run, of which there is room. When it is a container, what is in it and its
 * end are still to come. */
static void take_entry(struct lane *lane, struct run *run, ddbstream_type inside,
                       ddbstream_attribute *attribute)
{
    ddbstream_value *value = &attribute->value;
    bool is_short = has_room_for_short(run);
    const char *payload = is_short ? take_short_front(lane, run, inside, attribute) : NULL, *behind;
    if (payload != NULL && value->type <= DDBSTREAM_TYPE_N
        && (behind = take_short_payload(run, payload, value)) != NULL) {
        run->at = behind;
        return;
    }
    lane->arena->next = run->next;
    if (payload == NULL)
        payload = take_any_front(lane, run->at, inside, attribute);
    run->at = payload != NULL ? take_payload(lane, payload, value) : NULL;
    if (run->at != NULL && value->type < DDBSTREAM_TYPE_M)
        run->at = ddbs_lane_step(lane, run->at, '}');
    find_room(lane, run);
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

/* Likewise: whether it was stepped over. */
static bool has_skipped(struct lane *lane, struct run *run, const struct selection *selection)
{
    bool is_selected = true;
    const char *behind;
    if (selection == NULL)
        return false;
    lane->arena->next = run->next;
    behind = skip_unselected(lane, run->at, selection, &is_selected);
    find_room(lane, run);
    if (!is_selected)
        run->at = behind;
    return !is_selected;
}

/* The entries of a map or a list, of which only those that are selected count. */
static const char *take_values(struct lane *lane, const char *at, ddbstream_type inside,
                               const struct selection *selection, bool *has_opened)
{
    bool is_image = builder_of(lane)->depth == 1;
    struct run run = begin_run(lane, at);
    *has_opened = false;
    do {
        struct entry *entry;
        run.at = ddbs_lane_token(lane, run.at);
        if (has_skipped(lane, &run, selection))
            continue;
        entry = add_to_run(lane, &run);
        if (entry == NULL)
            return NULL;
        take_entry(lane, &run, inside, &entry->attribute);
        *has_opened = run.at != NULL && entry->attribute.value.type >= DDBSTREAM_TYPE_M;
    } while (run.at != NULL && !*has_opened && ddbs_lane_pass(lane, &run.at, ','));
    lane->arena->next = run.next;
    if (is_image)
        lane->name = run.name;
    return run.at;
}

static const char *take_members(struct lane *lane, const char *at, ddbstream_type set)
{
    do
        at = take_set_member(lane, ddbs_lane_token(lane, at), set);
    while (at != NULL && ddbs_lane_pass(lane, &at, ','));
    return at;
}

/* Entries of the innermost container, up to its end or until one opens a container itself. */
static const char *take_entries(struct lane *lane, const char *at,
                                const struct selection *selection, bool *has_opened)
{
    struct value_builder *builder = builder_of(lane);
    ddbstream_type inside = ddbs_value_builder_inside(builder);
    *has_opened = false;
    if (inside >= DDBSTREAM_TYPE_SS)
        return take_members(lane, at, inside);
    return take_values(lane, at, inside, builder->depth == 1 ? selection : NULL, has_opened);
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
static const char *take_image(struct lane *lane, const char *at, const struct selection *selection,
                              ddbstream_image *image)
{
    bool is_front = true;
    at = ddbs_lane_step(lane, at, '{');
    if (at != NULL && !ddbs_value_builder_begin(builder_of(lane)))
        return ddbs_lane_no_memory(lane);
    image->presence = DDBSTREAM_PRESENT;
    lane->name = lane->names;
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
        return take_image(lane, at, selection, image);
    image->presence = DDBSTREAM_PRESENT;
    return ddbs_lane_is_next(lane, &at, '{') ? ddbs_lane_skip(lane, at, AROUND) : NULL;
}
