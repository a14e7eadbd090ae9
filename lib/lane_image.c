/* Images on the lane: knows what an attribute value is, and how it mostly stands. One function for
 * each thing that may stand there, the outermost last. */
#include "lane_image.h"

#include "lane_skip.h"
#include "lane_step.h"
#include "lane_text.h"
#include "lane_value.h"
#include "same.h"
#include "value_type.h"

/* Runs. */

/* The entries of maps and lists are taken in a run. What it looks up for each stands in a few
 * variables, which can stay in registers: what is reached by a pointer can't, since for all the
 * compiler knows any text that is written changes it. */
struct run {
    const char *at, *end;       /* of the bytes; `at` is NULL to withdraw */
    char *next, *room;          /* where the next text goes, and where the room for it ends */
    struct entry *entry, *last; /* the next entry, and the end of those that may come */
    unsigned char *name;        /* the length of the next name in the image before; NULL when the
                                   names differ */
};

static void find_entries(struct lane *lane, struct run *run)
{
    struct value_builder *builder = ddbs_lane_builder(lane);
    size_t room = builder->room - builder->count;
    run->entry = builder->entries + builder->count;
    run->last = run->entry + (room < lane->entries_left ? room : lane->entries_left);
}

/* Before and after anything that is done by way of the lane. */
static void leave_run(struct lane *lane, const struct run *run)
{
    lane->arena->next = run->next;
}

static void go_on(struct lane *lane, struct run *run)
{
    run->next = lane->arena->next;
    run->room = lane->arena->end;
    find_entries(lane, run);
}

static struct run begin_run(struct lane *lane, const char *at)
{
    struct run run = { .at = at, .end = lane->end, .name = lane->names };
    go_on(lane, &run);
    return run;
}

/* When it seems that there is none. */
DDBS_RARE static bool has_entry(struct lane *lane)
{
    struct value_builder *builder = ddbs_lane_builder(lane);
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
    ddbs_lane_builder(lane)->count++;
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

/* A short name, up to the attribute's value; NULL, and nothing taken, when it is another one. */
static const char *take_short_name(const struct lane *lane, struct run *run, ddbstream_string *name)
{
    const char *first = run->at + 1, *behind;
    ddbs_block block = ddbs_block_load(first);
    size_t length;
    ddbs_block_store(run->next, block);
    length = name_length(lane, run, ddbs_block_stops(block) | (uint32_t)1 << BLOCK);
    behind = first + length;
    if (*run->at != '"' || memcmp(behind, "\":", 2) != 0)
        return NULL;
    *name = keep_in_run(run, length);
    return behind + 2;
}

/* Values as they mostly stand, a function for each way of taking them. Each takes a value if it begins
 * with one of the fronts that it knows; false, and nothing taken, when it does not. */

/* Whether the front stands there, which has four to eight bytes. It is one question, not two: when the
 * answer is no, nobody can foresee which bytes differ. */
static bool is_front(const char *at, const char *front, size_t length)
{
    size_t last = length - 4;
    bool has_begin = ddbs_same_four(at, front), has_end = ddbs_same_four(at + last, front + last);
    return has_begin & has_end;
}

/* Goes on behind a payload for which the run was left. */
static bool end_value(struct lane *lane, struct run *run, const char *behind)
{
    run->at = behind != NULL ? ddbs_lane_step(lane, behind, '}') : NULL;
    go_on(lane, run);
    return true;
}

/* A string or number that is not short, behind its quote. */
static bool take_long(struct lane *lane, struct run *run, const char *first, ddbstream_value *value)
{
    leave_run(lane, run);
    if (value->type == DDBSTREAM_TYPE_S)
        return end_value(lane, run, ddbs_lane_long_text(lane, first, &value->as.string));
    return end_value(lane, run, ddbs_lane_long_number(lane, first, &value->as.number));
}

/* {"S":"text"} or {"N":"12.50"} */
static bool take_text(struct lane *lane, struct run *run, const char *at, ddbstream_value *value)
{
    enum { FRONT = sizeof "{\"S\":\"" - 1 };
    bool is_string = is_front(at, "{\"S\":\"", FRONT), is_number = is_front(at, "{\"N\":\"", FRONT);
    const char *first = at + FRONT;
    ddbs_block block;
    size_t length;
    bool is_good;
    if (!(is_string | is_number))
        return false;
    value->type = is_string ? DDBSTREAM_TYPE_S : DDBSTREAM_TYPE_N;
    block = ddbs_block_load(first);
    length = ddbs_lane_copy_short(run->next, block);
    is_good = is_string || ddbs_is_simple_number(ddbs_block_no_digits(block), first, length);
    if (!(is_good & ddbs_same_two(first + length, "\"}")))
        return take_long(lane, run, first, value);
    value->as.string = keep_in_run(run, length); /* or the number, which lies there too */
    run->at = first + length + 2;
    return true;
}

/* {"B":"AAEC"} */
static bool take_binary(struct lane *lane, struct run *run, const char *at, ddbstream_value *value)
{
    enum { FRONT = sizeof "{\"B\":" - 1 };
    if (!is_front(at, "{\"B\":", FRONT))
        return false;
    value->type = DDBSTREAM_TYPE_B;
    leave_run(lane, run);
    return end_value(lane, run, ddbs_lane_base64(lane, at + FRONT, &value->as.binary));
}

/* {"BOOL":true} or {"NULL":true}. Which boolean it is decides no branch. */
static bool take_boolean(struct run *run, const char *at, ddbstream_value *value)
{
    enum { FRONT = sizeof "{\"BOOL\":" - 1 };
    bool is_boolean = is_front(at, "{\"BOOL\":", FRONT),
         is_null = is_front(at, "{\"NULL\":", FRONT);
    const char *word = at + FRONT, *end;
    bool is_true = ddbs_same_four(word, "true");
    bool is_false = ddbs_same_four(word, "fals") & (word[4] == 'e');
    end = word + sizeof "false" - 1 - is_true;
    if (!((is_boolean | is_null) & (is_true | is_false) & (*end == '}')))
        return false;
    value->type = is_boolean ? DDBSTREAM_TYPE_BOOL : DDBSTREAM_TYPE_NULL;
    value->as.boolean = is_true;
    run->at = end + 1;
    return true;
}

/* {"M":{ or {"L":[ */
static bool take_nest(struct lane *lane, struct run *run, const char *at, ddbstream_value *value)
{
    enum { FRONT = sizeof "{\"M\":" - 1 };
    bool is_map = is_front(at, "{\"M\":", FRONT), is_list = is_front(at, "{\"L\":", FRONT);
    if (!(is_map | is_list))
        return false;
    value->type = is_map ? DDBSTREAM_TYPE_M : DDBSTREAM_TYPE_L;
    run->at = ddbs_lane_open(lane, at + FRONT, value->type);
    return true;
}

/* {"SS":["a","b"]} and the other sets */
static bool take_set(struct lane *lane, struct run *run, const char *at, ddbstream_value *value)
{
    enum { FRONT = sizeof "{\"SS\":" - 1 };
    value->type = ddbs_type_of_set(at[2]);
    if (value->type == 0 || !ddbs_same_two(at, "{\"") || !ddbs_same_two(at + 3, "S\"")
        || at[FRONT - 1] != ':')
        return false;
    leave_run(lane, run);
    return end_value(lane, run, ddbs_lane_set(lane, at + FRONT, value->type));
}

/* Tells the types' fronts apart by the third byte, and the one behind it. */
#define MARK(third, fourth) ((2 * (unsigned char)(third) + (unsigned char)(fourth)) & 15)

/* Any of them. What is taken in the same way has one branch, as which way that is can't be foreseen
 * where types are mixed. */
static bool take_usual_value(struct lane *lane, struct run *run, const char *at,
                             ddbstream_value *value)
{
    switch (MARK(at[2], at[3])) {
    case MARK('S', '"'):
    case MARK('N', '"'):
        return take_text(lane, run, at, value);
    case MARK('B', '"'):
        return take_binary(lane, run, at, value);
    case MARK('B', 'O'):
    case MARK('N', 'U'):
        return take_boolean(run, at, value);
    case MARK('M', '"'):
    case MARK('L', '"'):
        return take_nest(lane, run, at, value);
    case MARK('S', 'S'):
    case MARK('N', 'S'):
    case MARK('B', 'S'):
        return take_set(lane, run, at, value);
    default:
        return false;
    }
}

/* The next entry of the run, of which there is room. */
static void take_entry(struct lane *lane, struct run *run, ddbstream_type inside,
                       ddbstream_attribute *attribute)
{
    const char *value = NULL, *payload;
    if (has_room_for_short(run))
        value = inside == DDBSTREAM_TYPE_M ? take_short_name(lane, run, &attribute->name) : run->at;
    if (value != NULL && take_usual_value(lane, run, value, &attribute->value))
        return;
    leave_run(lane, run);
    payload = ddbs_lane_front(lane, run->at, inside, attribute);
    run->at = payload != NULL ? ddbs_lane_payload(lane, payload, &attribute->value) : NULL;
    go_on(lane, run);
}

/* Entries that are selected, and the ends of containers. */

/* Steps over an attribute of the image, unless it is selected: then the result is NULL too, but no
 * reason to withdraw. */
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
    if (selection == NULL || ddbs_lane_builder(lane)->depth > 1)
        return false;
    leave_run(lane, run);
    behind = skip_unselected(lane, run->at, selection, &is_selected);
    go_on(lane, run);
    if (!is_selected)
        run->at = behind;
    return !is_selected;
}

/* Mostly it comes at once; behind what is short there are always more bytes. */
static bool pass_comma(struct lane *lane, struct run *run)
{
    if (run->at < run->end && *run->at == ',') {
        run->at++;
        return true;
    }
    return ddbs_lane_pass(lane, &run->at, ',');
}

/* Entries of the innermost container, up to its end or to one that opens a container itself. Only
 * those that are selected count. */
static void take_entries(struct lane *lane, struct run *run, const struct selection *selection,
                         bool *has_opened)
{
    ddbstream_type inside = ddbs_value_builder_inside(ddbs_lane_builder(lane));
    *has_opened = false;
    do {
        struct entry *entry;
        if (has_skipped(lane, run, selection))
            continue;
        entry = add_to_run(lane, run);
        if (entry == NULL) {
            run->at = NULL;
            return;
        }
        take_entry(lane, run, inside, &entry->attribute);
        entry = run->entry - 1; /* the members of a set may have moved it */
        *has_opened = run->at != NULL && ddbs_is_nest(entry->attribute.value.type);
    } while (run->at != NULL && !*has_opened && pass_comma(lane, run));
}

static const char *end_image(struct lane *lane, const char *at, ddbstream_image *image)
{
    enum closing closing = ddbs_value_builder_end(ddbs_lane_builder(lane), &image->attributes);
    if (closing == CLOSING_NO_MEMORY)
        return ddbs_lane_no_memory(lane);
    return closing == CLOSED ? at : NULL;
}

/* Closes the innermost container; behind a value's own bracket stands the value's. */
static const char *close_container(struct lane *lane, const char *at, ddbstream_image *image)
{
    struct value_builder *builder = ddbs_lane_builder(lane);
    at = ddbs_lane_step(lane, at, ddbs_closing_bracket(ddbs_value_builder_inside(builder)));
    if (at == NULL)
        return NULL;
    if (builder->depth == 1)
        return end_image(lane, at, image);
    at = ddbs_lane_close(lane, at);
    return at != NULL ? ddbs_lane_step(lane, at, '}') : NULL;
}

/* Whether another entry of the innermost container comes: at its front, unless it ends there, and
 * else behind a comma. */
static bool has_more(struct lane *lane, const char **at, bool is_front)
{
    if (!is_front)
        return ddbs_lane_pass(lane, at, ',');
    return !ddbs_lane_is_next(
        lane, at, ddbs_closing_bracket(ddbs_value_builder_inside(ddbs_lane_builder(lane))));
}

static const char *take_image(struct lane *lane, const char *at, const struct selection *selection,
                              ddbstream_image *image)
{
    bool is_front = true;
    struct run run;
    at = ddbs_lane_step(lane, at, '{');
    if (at == NULL)
        return NULL;
    if (!ddbs_value_builder_begin(ddbs_lane_builder(lane)))
        return ddbs_lane_no_memory(lane);
    image->presence = DDBSTREAM_PRESENT;
    run = begin_run(lane, at);
    while (run.at != NULL && ddbs_lane_builder(lane)->depth > 0) {
        if (has_more(lane, &run.at, is_front)) {
            take_entries(lane, &run, selection, &is_front);
        } else {
            leave_run(lane, &run);
            run.at = close_container(lane, run.at, image);
            go_on(lane, &run);
            is_front = false;
        }
    }
    return run.at;
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
