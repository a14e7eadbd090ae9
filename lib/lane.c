/* The record lane. One function for each thing that may stand there, outermost last; each returns
 * false to withdraw. Knows JSON's grammar and what an attribute value is, and nothing of faults. */
#include "lane.h"

#include <string.h>

#include "base64.h"
#include "creation_time.h"
#include "decimal.h"
#include "nesting.h"
#include "plain.h"
#include "space.h"
#include "unescape.h"
#include "value_type.h"
#include "word.h"

/* Bytes. */

static bool out_of_memory(struct lane *lane)
{
    lane->no_memory = true;
    return false;
}

/* Steps over the byte, and space before it, if that is what comes next. */
static bool next_is(struct lane *lane, char byte)
{
    lane->at = ddbs_skip_space(lane->at, lane->end);
    if (lane->at == lane->end || *lane->at != byte)
        return false;
    lane->at++;
    return true;
}

/* Strings. */

/* A string without escapes and all in ASCII, as it stands in the data. */
static bool take_raw(struct lane *lane, ddbstream_string *raw)
{
    const char *end;
    if (!next_is(lane, '"'))
        return false;
    end = ddbs_skip_plain(lane->at, lane->end);
    if (end == lane->end || *end != '"' || (size_t)(end - lane->at) > lane->max_string)
        return false;
    *raw = (ddbstream_string){ lane->at, (size_t)(end - lane->at) };
    lane->at = end + 1;
    return true;
}

/* Counts text as the value parser does. */
static bool may_keep(struct lane *lane, size_t length)
{
    struct value_parser *values = &lane->record->values;
    if (length > lane->max_string || length > values->bytes_left)
        return false;
    values->bytes_left -= length;
    return true;
}

static bool copy_text(struct lane *lane, const char *data, size_t length, ddbstream_string *text)
{
    char *copy = ddbs_arena_copy(lane->record->arena, data, length);
    *text = (ddbstream_string){ copy, length };
    return copy != NULL || out_of_memory(lane);
}

/* The rest of a string in which something stands at `stop` that is not plain. */
static bool take_unusual(struct lane *lane, const char *stop, ddbstream_string *text)
{
    const char *start = lane->at, *end = stop;
    char *copy;
    while (end < lane->end && *end != '"')
        end =
            end + 1 < lane->end ? ddbs_skip_plain(end + 1 + (*end == '\\'), lane->end) : lane->end;
    if (end >= lane->end || !may_keep(lane, (size_t)(end - start)))
        return false;
    copy = ddbs_arena_take_bytes(lane->record->arena, (size_t)(end - start) + 1);
    if (copy == NULL)
        return out_of_memory(lane);
    lane->at = end + 1;
    text->data = copy;
    return ddbs_unescape(start, (size_t)(end - start), copy, &text->length);
}

static bool take_text(struct lane *lane, ddbstream_string *text)
{
    const char *end;
    size_t length;
    if (!next_is(lane, '"'))
        return false;
    end = ddbs_skip_plain(lane->at, lane->end);
    if (end == lane->end)
        return false;
    if (*end != '"')
        return take_unusual(lane, end, text);
    length = (size_t)(end - lane->at);
    if (!may_keep(lane, length) || !copy_text(lane, lane->at, length, text))
        return false;
    lane->at = end + 1;
    return true;
}

static bool take_number_text(struct lane *lane, ddbstream_string *text)
{
    ddbstream_string raw;
    return take_raw(lane, &raw) && ddbs_decimal_is_number(raw.data, raw.length)
           && may_keep(lane, raw.length) && copy_text(lane, raw.data, raw.length, text);
}

static bool take_base64(struct lane *lane, ddbstream_bytes *bytes)
{
    ddbstream_string raw;
    char *copy;
    if (!take_raw(lane, &raw) || !may_keep(lane, raw.length))
        return false;
    copy = ddbs_arena_take_bytes(lane->record->arena, ddbs_base64_decoded_room(raw.length) + 1);
    if (copy == NULL)
        return out_of_memory(lane);
    bytes->data = (unsigned char *)copy;
    if (!ddbs_base64_decode(raw.data, raw.length, (unsigned char *)copy, &bytes->length))
        return false;
    copy[bytes->length] = '\0';
    return true;
}

/* A number or literal as it stands; whether it is one is for others to say. */
static bool take_word(struct lane *lane, ddbstream_string *word)
{
    size_t length;
    lane->at = ddbs_skip_space(lane->at, lane->end);
    length = ddbs_word_end(lane->at, (size_t)(lane->end - lane->at));
    *word = (ddbstream_string){ lane->at, length };
    lane->at += length;
    return length > 0 && length <= LONGEST_WORD && lane->at < lane->end;
}

static bool take_boolean(struct lane *lane, bool *boolean)
{
    ddbstream_string word;
    if (!take_word(lane, &word))
        return false;
    *boolean = word.length == 4;
    return (word.length == 4 && memcmp(word.data, "true", 4) == 0)
           || (word.length == 5 && memcmp(word.data, "false", 5) == 0);
}

/* Values that are stepped over: any JSON. */

static bool skip_string(struct lane *lane)
{
    ddbstream_string dropped;
    const char *end;
    if (!next_is(lane, '"'))
        return false;
    end = ddbs_skip_plain(lane->at, lane->end);
    if (end == lane->end)
        return false;
    if (*end != '"')
        return take_unusual(lane, end, &dropped);
    if ((size_t)(end - lane->at) > lane->max_string)
        return false;
    lane->at = end + 1;
    return true;
}

static bool skip_name(struct lane *lane)
{
    return skip_string(lane) && next_is(lane, ':');
}

static bool skip_scalar(struct lane *lane)
{
    ddbstream_string word;
    bool is_true;
    const char *start;
    lane->at = start = ddbs_skip_space(lane->at, lane->end);
    if (start < lane->end && *start == '"')
        return skip_string(lane);
    if (!take_word(lane, &word))
        return false;
    if (ddbs_decimal_is_number(word.data, word.length)
        || (word.length == 4 && memcmp(word.data, "null", 4) == 0))
        return true;
    lane->at = start;
    return take_boolean(lane, &is_true);
}

/* Objects and arrays that are open in what is stepped over; a bit for each object. */
struct skipped {
    uint64_t objects;
    size_t depth, most;
};

/* The front of a value, up to where the next one begins or, `has_ended`, behind it. */
static bool skip_front(struct lane *lane, struct skipped *skipped, bool *has_ended)
{
    bool is_object = next_is(lane, '{'), is_empty;
    if (!is_object && !next_is(lane, '[')) {
        *has_ended = true;
        return skip_scalar(lane);
    }
    if (skipped->depth == skipped->most)
        return false;
    is_empty = next_is(lane, is_object ? '}' : ']');
    *has_ended = is_empty;
    if (is_empty)
        return true;
    skipped->objects = skipped->objects << 1 | is_object;
    skipped->depth++;
    return !is_object || skip_name(lane);
}

/* Behind a value: closes what ends there, up to the next value, or to the end of all. */
static bool skip_ends(struct lane *lane, struct skipped *skipped)
{
    while (skipped->depth > 0) {
        bool in_object = (skipped->objects & 1) != 0;
        if (next_is(lane, ','))
            return !in_object || skip_name(lane);
        if (!next_is(lane, in_object ? '}' : ']'))
            return false;
        skipped->objects >>= 1;
        skipped->depth--;
    }
    return true;
}

/* Of JSON's levels, `around` stand around the value. */
static bool skip_value(struct lane *lane, size_t around)
{
    enum { MOST = 64 };
    size_t limit = lane->record->limits.depth;
    struct skipped skipped = { 0, 0, MOST };
    bool has_ended;
    if (limit - around < MOST)
        skipped.most = limit - around;
    do {
        if (!skip_front(lane, &skipped, &has_ended) || (has_ended && !skip_ends(lane, &skipped)))
            return false;
    } while (skipped.depth > 0 || !has_ended);
    return true;
}

/* Values. */

static ddbstream_value *current(struct lane *lane)
{
    return &ddbs_value_builder_entry(&lane->record->values.builder)->attribute.value;
}

static bool add_entry(struct lane *lane, ddbstream_string name)
{
    struct value_parser *values = &lane->record->values;
    if (values->entries_left == 0)
        return false;
    values->entries_left--;
    return ddbs_value_builder_add(&values->builder, name, 0) || out_of_memory(lane);
}

/* Opens a container as the payload of the current entry. Of JSON's levels three are around an
 * image's attributes, and each container adds two. */
static bool open_container(struct lane *lane, char bracket)
{
    enum { AROUND = 3, EACH = 2, IN_DOCUMENT = 16 };
    struct value_builder *builder = &lane->record->values.builder;
    size_t depth = AROUND + EACH * (builder->depth + 1);
    if (depth > lane->record->limits.depth || depth > NESTING_MOST - IN_DOCUMENT)
        return false;
    if (!next_is(lane, bracket))
        return false;
    return ddbs_value_builder_open(builder) || out_of_memory(lane);
}

/* The payload of the current entry; of a container, only its beginning. */
static bool take_payload(struct lane *lane, ddbstream_type type)
{
    ddbstream_value *value = current(lane);
    switch (type) {
    case DDBSTREAM_TYPE_S:
        return take_text(lane, &value->as.string);
    case DDBSTREAM_TYPE_N:
        return take_number_text(lane, &value->as.number);
    case DDBSTREAM_TYPE_B:
        return take_base64(lane, &value->as.binary);
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL:
        return take_boolean(lane, &value->as.boolean);
    case DDBSTREAM_TYPE_M:
        return open_container(lane, '{');
    default:
        return open_container(lane, '[');
    }
}

static bool is_container(ddbstream_type type)
{
    return type >= DDBSTREAM_TYPE_M;
}

/* A value, for the current entry; a container's entries and its end are still to come. */
static bool take_value(struct lane *lane, bool *has_opened)
{
    ddbstream_string name;
    ddbstream_type type;
    if (!next_is(lane, '{') || !take_raw(lane, &name) || !next_is(lane, ':'))
        return false;
    type = ddbs_find_type(name.data, name.length);
    if (type == 0)
        return false;
    current(lane)->type = type;
    *has_opened = is_container(type);
    return take_payload(lane, type) && (*has_opened || next_is(lane, '}'));
}

static bool take_set_member(struct lane *lane, ddbstream_type set)
{
    ddbstream_value *value;
    if (!add_entry(lane, (ddbstream_string){ NULL, 0 }))
        return false;
    value = current(lane);
    if (set == DDBSTREAM_TYPE_SS)
        return take_text(lane, &value->as.string);
    if (set == DDBSTREAM_TYPE_NS)
        return take_number_text(lane, &value->as.number);
    return take_base64(lane, &value->as.binary);
}

/* An attribute of the image that is to be stepped over, if it is one. */
static bool skip_attribute(struct lane *lane, bool *is_skipped)
{
    enum { AROUND = 3 };
    const struct selection *selection = lane->record->values.selection;
    const char *start = lane->at;
    ddbstream_string name;
    *is_skipped = false;
    if (selection == NULL || lane->record->values.builder.depth > 1)
        return true;
    if (!take_raw(lane, &name) || !next_is(lane, ':'))
        return false;
    *is_skipped = !ddbs_selection_has(selection, name.data, name.length);
    if (*is_skipped)
        return skip_value(lane, AROUND);
    lane->at = start;
    return true;
}

/* The next entry of the innermost container. */
static bool take_entry(struct lane *lane, bool *has_opened)
{
    ddbstream_type inside = ddbs_value_builder_inside(&lane->record->values.builder);
    ddbstream_string name = { NULL, 0 };
    bool is_skipped;
    *has_opened = false;
    if (!skip_attribute(lane, &is_skipped))
        return false;
    if (is_skipped)
        return true;
    if (inside >= DDBSTREAM_TYPE_SS)
        return take_set_member(lane, inside);
    if (inside == DDBSTREAM_TYPE_M && (!take_text(lane, &name) || !next_is(lane, ':')))
        return false;
    return add_entry(lane, name) && take_value(lane, has_opened);
}

/* Closes the innermost container, whose bracket has been read; behind that of a value stands the
 * value's own. */
static bool close_container(struct lane *lane, ddbstream_image *image)
{
    struct value_builder *builder = &lane->record->values.builder;
    bool is_image = builder->depth == 1;
    enum closing closing = is_image ? ddbs_value_builder_end(builder, &image->attributes)
                                    : ddbs_value_builder_close(builder);
    if (closing == CLOSING_NO_MEMORY)
        return out_of_memory(lane);
    return closing == CLOSED && (is_image || next_is(lane, '}'));
}

/* Containers lie on the builder's stack, so that depth costs none of C's. */
static bool take_image(struct lane *lane, ddbstream_image *image)
{
    struct value_builder *builder = &lane->record->values.builder;
    bool is_first = true;
    if (!next_is(lane, '{'))
        return false;
    if (!ddbs_value_builder_begin(builder))
        return out_of_memory(lane);
    image->presence = DDBSTREAM_PRESENT;
    while (builder->depth > 0) {
        bool in_map = ddbs_value_builder_inside(builder) == DDBSTREAM_TYPE_M;
        if (next_is(lane, in_map ? '}' : ']')) {
            if (!close_container(lane, image))
                return false;
            is_first = false;
        } else if ((!is_first && !next_is(lane, ',')) || !take_entry(lane, &is_first)) {
            return false;
        }
    }
    return true;
}

/* Records. */

static bool take_object(struct lane *lane, const struct record_object *object);

static bool take_time(struct lane *lane, ddbstream_time *time)
{
    ddbstream_string word;
    return take_word(lane, &word) && ddbs_creation_time_parse(time, word.data, word.length)
           && copy_text(lane, word.data, word.length, &time->text);
}

static bool take_size(struct lane *lane, int64_t *size)
{
    ddbstream_string word;
    return take_word(lane, &word) && ddbs_decimal_to_integer(word.data, word.length, size)
           && *size >= 0;
}

static bool take_member_text(struct lane *lane, ddbstream_string *text)
{
    ddbstream_string raw;
    return take_raw(lane, &raw) && copy_text(lane, raw.data, raw.length, text);
}

static bool take_identity(struct lane *lane, ddbstream_user_identity *identity)
{
    identity->presence = DDBSTREAM_PRESENT;
    return take_object(lane, &ddbs_identity_object);
}

/* An image that stands in the record itself makes it a line of an export. */
static bool take_image_of(struct lane *lane, const struct record_object *object,
                          ddbstream_image *image)
{
    enum { AROUND = 2 };
    const struct selection *selection = ddbs_record_parser_selection(lane->record, image);
    if (object->level == DDBSTREAM_LEVEL_RECORD
        && !ddbs_record_parser_set_kind(lane->record, KIND_EXPORT))
        return false;
    lane->record->values.selection = selection;
    if (selection == NULL || !selection->keys_only)
        return take_image(lane, image);
    image->presence = DDBSTREAM_PRESENT;
    lane->at = ddbs_skip_space(lane->at, lane->end);
    return lane->at < lane->end && *lane->at == '{' && skip_value(lane, AROUND);
}

static bool take_member(struct lane *lane, const struct record_object *object,
                        const struct record_member *member)
{
    void *target = (char *)&lane->record->record + member->place;
    switch (member->form) {
    case FORM_TEXT:
        return take_member_text(lane, target);
    case FORM_TIME:
        return take_time(lane, target);
    case FORM_SIZE:
        return take_size(lane, target);
    case FORM_IMAGE:
        return take_image_of(lane, object, target);
    case FORM_IDENTITY:
        return take_identity(lane, target);
    case FORM_CHANGE:
        return ddbs_record_parser_set_kind(lane->record, KIND_CHANGE)
               && take_object(lane, &ddbs_change_object);
    default: /* from Kinesis */
        return false;
    }
}

/* The record itself, or one of the two objects in it. */
static bool take_object(struct lane *lane, const struct record_object *object)
{
    const struct record_member *member = NULL;
    uint32_t seen = 0;
    ddbstream_string name;
    if (!next_is(lane, '{'))
        return false;
    if (next_is(lane, '}'))
        return true;
    do {
        if (!take_raw(lane, &name) || !next_is(lane, ':'))
            return false;
        member = ddbs_find_member(object, member, name.data, name.length);
        if (member == NULL || (seen & member->bit) != 0)
            return false;
        seen |= member->bit;
        if (!take_member(lane, object, member))
            return false;
    } while (next_is(lane, ','));
    return next_is(lane, '}');
}

/* Whether the record is good as a whole. */
static bool is_whole(struct record_parser *record, size_t length)
{
    struct objection objection;
    if (record->kind == KIND_NONE || length > record->limits.bytes)
        return false;
    record->record.length = length;
    objection = ddbs_conclude(&record->record, record->kind, &record->origin);
    return objection.status == DDBSTREAM_OK;
}

size_t ddbs_lane_take(struct lane *lane, const char *data, size_t length)
{
    enum { LEVELS = 4 }; /* of JSON: the record, dynamodb, an image, a value */
    struct record_parser *record = lane->record;
    size_t taken;
    lane->at = data;
    lane->end = data + length;
    lane->no_memory = false;
    if (record->limits.depth < LEVELS || !take_object(lane, ddbs_record_parser_root(record)))
        return 0;
    taken = (size_t)(lane->at - data);
    return is_whole(record, taken) ? taken : 0;
}
