/* Records on the lane, and the objects in them. */
#include "lane.h"

#include "creation_time.h"
#include "decimal.h"
#include "digits.h"
#include "lane_image.h"
#include "lane_skip.h"
#include "lane_step.h"
#include "lane_text.h"
#include "same.h"

static const char *take_object(struct lane *lane, const char *at,
                               const struct record_object *object);

/* How long the member was in the record before: most are as long in each. */
static unsigned char *length_before(struct lane *lane, const struct record_member *member)
{
    return &lane->lengths[ddbs_lowest_bit(member->bit)];
}

/* Nearly all times are digits, which are copied as they are looked for. */
static const char *take_short_time(struct lane *lane, const char *at, ddbstream_time *time)
{
    struct arena *arena = lane->arena;
    ddbs_block block;
    size_t length;
    if (!ddbs_lane_has_block(lane, arena, at))
        return NULL;
    block = ddbs_block_load(at);
    ddbs_block_store(arena->next, block);
    length = ddbs_lowest_bit(ddbs_block_no_digits(block) | (uint32_t)1 << BLOCK);
    if (at[length] != ',' || !ddbs_creation_time_parse(time, at, length))
        return NULL;
    time->text = ddbs_lane_keep(arena, length);
    return at + length;
}

static const char *take_time(struct lane *lane, const char *at, ddbstream_time *time)
{
    ddbstream_string word;
    const char *behind = take_short_time(lane, at, time);
    if (behind != NULL)
        return behind;
    at = ddbs_lane_word(lane, at, &word);
    if (at == NULL || !ddbs_creation_time_parse(time, word.data, word.length))
        return NULL;
    return ddbs_lane_copy(lane, word, &time->text) ? at : NULL;
}

/* Nearly all sizes are a few digits; others are looked at as any number. */
static const char *take_size(struct lane *lane, const char *at, int64_t *size)
{
    enum { FEW = 9 };
    const char *first = ddbs_lane_token(lane, at);
    size_t length = (size_t)(lane->end - first), count;
    ddbstream_string word;
    int64_t digits;
    count = ddbs_read_digits(first, length, FEW, &digits);
    if (count > 0 && count < length && first[count] == ',' && (*first != '0' || count == 1)) {
        *size = digits;
        return first + count;
    }
    at = ddbs_lane_word(lane, at, &word);
    if (at == NULL || !ddbs_decimal_to_integer(word.data, word.length, size) || *size < 0)
        return NULL;
    return at;
}

static const char *take_identity(struct lane *lane, const char *at,
                                 ddbstream_user_identity *identity)
{
    identity->presence = DDBSTREAM_PRESENT;
    return take_object(lane, at, &ddbs_identity_object);
}

/* An image that stands in the record itself makes it a line of an export. */
static const char *take_image(struct lane *lane, const char *at, const struct record_object *object,
                              ddbstream_image *image)
{
    if (object->level == DDBSTREAM_LEVEL_RECORD
        && !ddbs_record_parser_set_kind(lane->record, KIND_EXPORT))
        return NULL;
    return ddbs_lane_image(lane, at, ddbs_record_parser_selection(lane->record, image), image);
}

static const char *take_change(struct lane *lane, const char *at)
{
    if (!ddbs_record_parser_set_kind(lane->record, KIND_CHANGE))
        return NULL;
    return take_object(lane, at, &ddbs_change_object);
}

static void *target_of(struct lane *lane, const struct record_member *member)
{
    return (char *)&lane->record->record + member->place;
}

static const char *take_null(struct lane *lane, const char *at, const struct record_object *object,
                             const struct record_member *member)
{
    bool is_outside = object->level == DDBSTREAM_LEVEL_RECORD;
    ddbstream_image *image = target_of(lane, member);
    ddbstream_user_identity *identity = target_of(lane, member);
    at = ddbs_lane_null(lane, at);
    switch (member->form) {
    case FORM_TEXT:
    case FORM_TIME:
    case FORM_SIZE:
        lane->record->record.null_members |= member->bit & PUBLIC_BITS;
        return at;
    case FORM_IMAGE:
        image->presence = DDBSTREAM_NULL;
        return is_outside && !ddbs_record_parser_set_kind(lane->record, KIND_EXPORT) ? NULL : at;
    case FORM_IDENTITY:
        identity->presence = DDBSTREAM_NULL;
        return at;
    default: /* these may not be null */
        return NULL;
    }
}

static const char *take_value(struct lane *lane, const char *at, const struct record_object *object,
                              const struct record_member *member)
{
    void *target = target_of(lane, member);
    switch (member->form) {
    case FORM_TEXT:
        return ddbs_lane_text(lane, at, target);
    case FORM_TIME:
        return take_time(lane, at, target);
    case FORM_SIZE:
        return take_size(lane, at, target);
    case FORM_IMAGE:
        return take_image(lane, at, object, target);
    case FORM_IDENTITY:
        return take_identity(lane, at, target);
    case FORM_CHANGE:
        return take_change(lane, at);
    default: /* from Kinesis */
        return NULL;
    }
}

static const char *take_member(struct lane *lane, const char *at,
                               const struct record_object *object,
                               const struct record_member *member)
{
    const char *behind = NULL;
    /* Null is seldom; to try a scalar first does no harm. */
    if (ddbs_is_scalar(member->form) || !ddbs_lane_is_next(lane, &at, 'n'))
        behind = take_value(lane, at, object, member);
    if (behind != NULL || lane->no_memory || !ddbs_lane_is_next(lane, &at, 'n'))
        return behind;
    return take_null(lane, at, object, member);
}

/* Whether the bytes, of which there are two blocks, begin with the name and its colon. */
static bool begins_with_member(const char *at, const struct record_member *member)
{
    uint64_t same = ddbs_block_match(ddbs_block_load(at), ddbs_block_load(member->quoted));
    same |= ddbs_block_match(ddbs_block_load(at + BLOCK), ddbs_block_load(member->quoted + BLOCK))
            << BLOCK;
    return (same | member->others) == UINT64_MAX;
}

/* Whether the member's name stands there as it mostly does, with bytes enough for a short text behind
 * it. */
static bool has_name_at(const struct lane *lane, const char *at, const struct record_member *member)
{
    enum { LONGEST = 4 * BLOCK + sizeof "\"\"" - 1 };
    return lane->end - at >= LONGEST && begins_with_member(at, member);
}

/* The text of a member behind such a name, if two blocks hold it, as they mostly do. NULL, and
 * nothing taken, when it is something else. */
static const char *take_short_text(struct lane *lane, const char *at,
                                   const struct record_member *member)
{
    struct arena *arena = lane->arena;
    size_t length;
    if (member->form != FORM_TEXT || arena->end - arena->next <= 2 * BLOCK || *at != '"')
        return NULL;
    length = ddbs_lane_copy_two(arena->next, at + 1, length_before(lane, member));
    if (at[1 + length] != '"')
        return NULL;
    *(ddbstream_string *)target_of(lane, member) = ddbs_lane_keep(arena, length);
    return at + 1 + length + 1;
}

/* A name, up to its value. The member is NULL when it is unknown. */
static const char *take_name(struct lane *lane, const char *at, const struct record_object *object,
                             const struct record_member *next, const struct record_member **member)
{
    ddbstream_string name;
    at = ddbs_lane_raw(lane, at, &name);
    if (at == NULL)
        return NULL;
    *member = ddbs_find_member(object, next, name.data, name.length);
    return ddbs_lane_step(lane, at, ':');
}

/* In a record that is a document by itself a member that is unknown may show that it is another
 * document, so all with such a one go by yajl. */
static const char *skip_unknown(struct lane *lane, const char *at,
                                const struct record_object *object)
{
    size_t around = object->level == DDBSTREAM_LEVEL_RECORD ? 1 : 2;
    if (lane->record->unknown.keeps || object == &ddbs_single_object)
        return NULL;
    return ddbs_lane_skip(lane, at, around);
}

/* An object whose members are being taken. */
struct object_run {
    const struct record_object *object;
    const struct record_object known; /* a copy, which nothing that is written may change */
    const struct record_member *next; /* that mostly comes next */
    uint32_t seen;                    /* a bit for each member that has come */
};

/* Notes that a member has come; false when it had come before. */
static bool note(struct object_run *run, const struct record_member *member)
{
    bool is_new = (run->seen & member->bit) == 0;
    run->seen |= member->bit;
    run->next = ddbs_member_after(&run->known, member);
    return is_new;
}

/* Both have `length` bytes, a block or more. */
static bool same_blocks(const char *a, const char *b, size_t length)
{
    size_t last = length - BLOCK;
    uint32_t same = ddbs_block_match(ddbs_block_load(a + last), ddbs_block_load(b + last));
    for (size_t i = 0; i < last; i += BLOCK)
        same &= ddbs_block_match(ddbs_block_load(a + i), ddbs_block_load(b + i));
    return same == 0xffff;
}

/* Whether the refrain stands there as before, and there is room for its texts. */
static bool is_as_before(const struct lane *lane, const char *at, const struct refrain *refrain)
{
    const struct arena *arena = lane->arena;
    return refrain->length > 0 && (size_t)(lane->end - at) >= refrain->length
           && (size_t)(arena->end - arena->next) >= refrain->texts_length + BLOCK
           && same_blocks(at, refrain->json, refrain->length);
}

/* The members of the refrain that comes next, if they stand there as before. NULL, and nothing
 * taken, when not. */
static const char *take_refrain(struct lane *lane, const char *at, struct object_run *run)
{
    struct refrain *refrain = &lane->refrains[run->next->refrain - 1];
    char *texts = lane->arena->next;
    if (!is_as_before(lane, at, refrain) || (run->seen & refrain->bits) != 0) {
        refrain->missed = run->next;
        lane->has_missed = true;
        return NULL;
    }
    for (size_t i = 0; i < refrain->texts_length; i += BLOCK)
        ddbs_block_store(texts + i, ddbs_block_load(refrain->texts + i));
    lane->arena->next += refrain->texts_length;
    for (size_t i = 0; i < refrain->count; i++)
        *(ddbstream_string *)target_of(lane, &run->next[i]) =
            (ddbstream_string){ texts + refrain->members[i].start, refrain->members[i].length };
    run->seen |= refrain->bits;
    run->next = ddbs_member_after(&run->known, &run->next[refrain->count - 1]);
    return at + refrain->length;
}

/* A member whose name stands there as it mostly does. */
static const char *take_usual(struct lane *lane, const char *at, struct object_run *run,
                              const struct record_member *member)
{
    const char *value = at + member->length + sizeof "\"\":" - 1, *behind;
    if (!note(run, member))
        return NULL;
    behind = take_short_text(lane, value, member);
    return behind != NULL ? behind : take_member(lane, value, run->object, member);
}

/* Any member. */
static const char *take_any(struct lane *lane, const char *at, struct object_run *run)
{
    const struct record_member *member;
    at = take_name(lane, at, run->object, run->next, &member);
    if (at == NULL)
        return NULL;
    if (member == NULL)
        return skip_unknown(lane, at, run->object);
    return note(run, member) ? take_member(lane, at, run->object, member) : NULL;
}

static const char *take_next(struct lane *lane, const char *at, struct object_run *run)
{
    const struct record_member *next = run->next;
    const char *behind;
    if (next->refrain != 0 && (behind = take_refrain(lane, at, run)) != NULL)
        return behind;
    if (!has_name_at(lane, at, next)) {
        next = ddbs_member_after(&run->known, next); /* many records have but one image */
        if (!has_name_at(lane, at, next))
            return take_any(lane, at, run);
    }
    return take_usual(lane, at, run, next);
}

/* The record itself, or one of the two objects in it. */
static const char *take_object(struct lane *lane, const char *at,
                               const struct record_object *object)
{
    struct object_run run = { .object = object, .known = *object, .next = object->members };
    at = ddbs_lane_step(lane, at, '{');
    if (at == NULL || ddbs_lane_pass(lane, &at, '}'))
        return at;
    do
        at = take_next(lane, at, &run);
    while (at != NULL && ddbs_lane_pass(lane, &at, ','));
    return at != NULL ? ddbs_lane_step(lane, at, '}') : NULL;
}

/* Whether the record is good as a whole. */
static bool is_whole(struct record_parser *record, size_t length)
{
    struct objection objection;
    if (record->kind == KIND_NONE)
        return false;
    record->record.length = length;
    objection = ddbs_conclude(&record->record, record->kind, &record->origin);
    return objection.status == DDBSTREAM_OK;
}

/* For the next record. */
DDBS_RARE static void keep_refrains(struct lane *lane)
{
    for (size_t i = 0; i < REFRAINS; i++) {
        struct refrain *refrain = &lane->refrains[i];
        if (refrain->missed != NULL)
            ddbs_refrain_keep(refrain, refrain->missed, &lane->record->record);
    }
    lane->has_missed = false;
}

/* A record that may be so long can't have more text than it may either. */
static const char *end_of_record(const struct record_limits *limits, const char *data,
                                 size_t length)
{
    return data + (length < limits->bytes ? length : limits->bytes);
}

size_t ddbs_lane_take(struct lane *lane, const char *data, size_t length)
{
    enum { LEVELS = 4 }; /* of JSON: the record, dynamodb, an image, a value */
    struct record_parser *record = lane->record;
    const char *behind;
    lane->end = end_of_record(&record->limits, data, length);
    lane->arena = record->arena;
    lane->entries_left = record->limits.attributes;
    lane->no_memory = false;
    if (record->limits.depth < LEVELS || lane->max_string < LANE_STRING)
        return 0;
    behind = take_object(lane, data, ddbs_record_parser_root(record));
    if (behind == NULL || !is_whole(record, (size_t)(behind - data)))
        return 0;
    if (lane->has_missed)
        keep_refrains(lane);
    return (size_t)(behind - data);
}
