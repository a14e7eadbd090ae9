/* The states of record_parser.h, one function each, over the tables of members.h. */
#include "record_parser.h"

#include <string.h>

#include "creation_time.h"
#include "decimal.h"
#include "kinesis.h"
#include "memory.h"
#include "path.h"
#include "rare.h"

static enum step at_record(struct record_parser *parser, const struct token *token);
static enum step at_member(struct record_parser *parser, const struct token *token);
static enum step at_value(struct record_parser *parser, const struct token *token);
static enum step in_image(struct record_parser *parser, const struct token *token);
static enum step skipping(struct record_parser *parser, const struct token *token);
static enum step keeping(struct record_parser *parser, const struct token *token);

/* Life. */

static void clear(struct record_parser *parser)
{
    parser->state = at_record;
    parser->level_count = 0;
    parser->kind = KIND_NONE;
    parser->inner = NULL;
    parser->hears_alone = false;
    ddbs_clear(&parser->record, sizeof parser->record);
    parser->record.size_bytes = -1;
    ddbs_unknown_clear(&parser->unknown);
    ddbs_fault_clear(&parser->fault);
}

void ddbs_record_parser_init(struct record_parser *parser, const ddbstream_allocator *allocator,
                             struct arena *arena, const struct record_limits *limits,
                             struct token_listener *listener)
{
    parser->listener = listener;
    parser->arena = arena;
    parser->limits = *limits;
    parser->selection = NULL;
    parser->data = (struct data_reader){ NULL, NULL };
    parser->origin = (struct origin){ .arrangement = RECORDS_MEMBER };
    ddbs_unknown_init(&parser->unknown, allocator, arena, false);
    ddbs_value_parser_init(&parser->values, allocator, arena);
    ddbs_fault_init(&parser->fault, allocator);
    clear(parser);
}

void ddbs_record_parser_release(struct record_parser *parser)
{
    ddbs_value_parser_release(&parser->values);
    ddbs_unknown_release(&parser->unknown);
    ddbs_fault_release(&parser->fault);
}

void ddbs_record_parser_begin(struct record_parser *parser, uint64_t index, uint64_t offset)
{
    clear(parser);
    parser->depth_limit = SIZE_MAX; /* until the first token has come */
    parser->record.index = index;
    parser->record.offset = offset;
    parser->values.entries_left = parser->limits.attributes;
    parser->values.bytes_left = parser->limits.bytes;
}

static enum step go(struct record_parser *parser,
                    enum step (*state)(struct record_parser *, const struct token *))
{
    parser->state = state;
    return STEP_NEXT;
}

const struct record_object *ddbs_record_parser_root(const struct record_parser *parser)
{
    return parser->origin.arrangement == STANDS_ALONE ? &ddbs_single_object : &ddbs_record_object;
}

const struct selection *ddbs_record_parser_selection(const struct record_parser *parser,
                                                     const ddbstream_image *image)
{
    bool may_select = image == &parser->record.new_image || image == &parser->record.old_image;
    const struct selection *selection = may_select ? parser->selection : NULL;
    return selection != NULL && (selection->keys_only || selection->has_names) ? selection : NULL;
}

bool ddbs_record_parser_set_kind(struct record_parser *parser, enum record_kind kind)
{
    bool fits = parser->kind == KIND_NONE || parser->kind == kind;
    parser->kind = kind;
    return fits;
}

static struct record_level *inner_level(struct record_parser *parser)
{
    return &parser->levels[parser->level_count - 1];
}

static void push_level(struct record_parser *parser, const struct record_object *object)
{
    parser->levels[parser->level_count++] = (struct record_level){ object, NULL, 0 };
}

/* What the current member fills. */
static void *target(struct record_parser *parser)
{
    return (char *)&parser->record + inner_level(parser)->member->place;
}

/* Faults. */

/* The record's own place in the document. */
static bool append_place(const struct record_parser *parser, struct ddbstream_buffer *path)
{
    switch (parser->origin.arrangement) {
    case RECORDS_MEMBER:
        return ddbs_buffer_append_text(path, "$.Records")
               && ddbs_path_index(path, parser->record.index);
    case BARE_ARRAY:
        return ddbs_buffer_append_text(path, "$") && ddbs_path_index(path, parser->record.index);
    case STANDS_ALONE:
        return ddbs_buffer_append_text(path, "$");
    case INSIDE_RECORD:
        break;
    }
    return true;
}

bool ddbs_record_parser_path(const struct record_parser *parser, struct ddbstream_buffer *path)
{
    if (!append_place(parser, path))
        return false;
    for (size_t i = 0; i < parser->level_count; i++) {
        const struct record_member *member = parser->levels[i].member;
        bool is_between = parser->state == at_member && i + 1 == parser->level_count;
        if (member != NULL && !is_between
            && !ddbs_path_member(path, (ddbstream_string){ member->name, member->length }))
            return false;
    }
    return parser->state != in_image || ddbs_value_parser_path(&parser->values, path);
}

/* Notes a fault, if it is the record's first; false when there is no memory. `found` ends the
 * sentence that the reason begins, or is NULL. */
DDBS_RARE static bool note_fault(struct record_parser *parser, const struct flaw *flaw,
                                 const char *found)
{
    struct fault *fault = &parser->fault;
    if (fault->status != DDBSTREAM_OK)
        return true;
    fault->status = flaw->status;
    fault->offset = flaw->offset;
    return ddbs_record_parser_path(parser, &fault->path)
           && ddbs_fault_say(fault, flaw->reason, found, NULL);
}

/* Steps over the value that this token belongs to. */
static enum step skip_on(struct record_parser *parser, const struct token *token)
{
    parser->state = skipping;
    return skipping(parser, token);
}

/* A fault at this token, which belongs to a value. */
DDBS_RARE static enum step fault(struct record_parser *parser, const struct token *token,
                                 ddbstream_status status, const char *reason, const char *found)
{
    struct flaw flaw = { status, ddbs_token_offset(token), reason };
    return note_fault(parser, &flaw, found) ? skip_on(parser, token) : STEP_NO_MEMORY;
}

/* The text of this token, which belongs to a value, can't be used. */
DDBS_RARE static enum step flaw_fault(struct record_parser *parser, const struct token *token)
{
    return note_fault(parser, token->flaw, NULL) ? skip_on(parser, token) : STEP_NO_MEMORY;
}

/* A fault at a member's name: its value is to come, and is stepped over. */
DDBS_RARE static enum step name_fault(struct record_parser *parser, const struct flaw *flaw)
{
    return note_fault(parser, flaw, NULL) ? go(parser, skipping) : STEP_NO_MEMORY;
}

static enum step wrong_token(struct record_parser *parser, const struct token *token,
                             const char *expected)
{
    return fault(parser, token, DDBSTREAM_ERROR_MEMBER, expected, ddbs_token_describe(token->kind));
}

/* The end. */

static bool fault_of_record(struct record_parser *parser, ddbstream_status status,
                            const char *reason, const char *found)
{
    struct flaw flaw = { status, parser->record.offset, reason };
    return note_fault(parser, &flaw, found);
}

/* What can be judged only at the end; false when there is no memory. */
static bool check_record(struct record_parser *parser)
{
    struct objection objection = ddbs_conclude(&parser->record, parser->kind, &parser->origin);
    if (parser->record.length > parser->limits.bytes)
        return fault_of_record(parser, DDBSTREAM_ERROR_LIMIT,
                               "the record is longer than max_record", NULL);
    if (parser->kind == KIND_NONE)
        return fault_of_record(parser, DDBSTREAM_ERROR_MEMBER, "the record has no member dynamodb",
                               NULL);
    if (parser->kind == KIND_KINESIS && parser->inner == NULL)
        return fault_of_record(parser, DDBSTREAM_ERROR_MEMBER,
                               "the record has no member kinesis.data", NULL);
    return objection.status == DDBSTREAM_OK
           || fault_of_record(parser, objection.status, objection.reason, objection.found);
}

/* Makes one record of the two that Kinesis delivers. */
static bool merge_inner(struct record_parser *parser)
{
    const struct record_parser *inner = parser->inner;
    if (inner == NULL)
        return true;
    ddbs_kinesis_merge(&parser->record, &inner->record);
    return ddbs_unknown_merge(&parser->unknown, &inner->unknown);
}

static enum step end_record(struct record_parser *parser, const struct token *token)
{
    ddbstream_record *record = &parser->record;
    record->length = ddbs_token_end(token) - record->offset;
    if (!merge_inner(parser) || !ddbs_unknown_members(&parser->unknown, &record->unknown))
        return STEP_NO_MEMORY;
    return check_record(parser) ? STEP_DONE : STEP_NO_MEMORY;
}

/* States. */

/* Stepping over a value: it ends when no more is open than the record's own levels. The token that
 * brings that about, for a scalar the first, is the last one of the value. */
static enum step skipping(struct record_parser *parser, const struct token *token)
{
    if (token->flaw != NULL && !note_fault(parser, token->flaw, NULL))
        return STEP_NO_MEMORY;
    if (token->depth > parser->depth_around + parser->level_count)
        return STEP_NEXT;
    return parser->level_count == 0 ? end_record(parser, token) : go(parser, at_member);
}

/* An unknown member's value, to be kept. */
static enum step keeping(struct record_parser *parser, const struct token *token)
{
    size_t length = ddbs_token_weight(token);
    enum step step;
    if (token->flaw != NULL)
        return skip_on(parser, token);
    if (length > parser->values.bytes_left)
        return fault(parser, token, DDBSTREAM_ERROR_LIMIT, "the record is longer than max_record",
                     NULL);
    parser->values.bytes_left -= length;
    step = ddbs_unknown_take(&parser->unknown, token);
    return step == STEP_DONE ? go(parser, at_member) : step;
}

static enum step take_unknown_name(struct record_parser *parser, const struct token *token)
{
    if (!parser->unknown.keeps)
        return go(parser, skipping);
    if (!ddbs_unknown_begin(&parser->unknown, inner_level(parser)->object->level, token))
        return STEP_NO_MEMORY;
    return go(parser, keeping);
}

static enum step at_record(struct record_parser *parser, const struct token *token)
{
    bool opens = token->kind == TOKEN_OBJECT || token->kind == TOKEN_ARRAY;
    parser->depth_around = token->depth - opens;
    if (parser->limits.depth < SIZE_MAX - parser->depth_around)
        parser->depth_limit = parser->depth_around + parser->limits.depth;
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "a record is an object, found ");
    push_level(parser, ddbs_record_parser_root(parser));
    return go(parser, at_member);
}

DDBS_RARE static enum step duplicate_fault(struct record_parser *parser, const struct token *token)
{
    struct flaw flaw = { DDBSTREAM_ERROR_DUPLICATE, ddbs_token_offset(token),
                         "the record has this member twice" };
    return name_fault(parser, &flaw);
}

/* The member that mostly comes next. */
static const struct record_member *next_member(const struct record_level *level)
{
    return level->member != NULL ? ddbs_member_after(level->object, level->member)
                                 : level->object->members;
}

static enum step take_member(struct record_parser *parser, const struct token *token,
                             const struct record_member *member)
{
    struct record_level *level = inner_level(parser);
    bool is_new = (level->seen & member->bit) == 0;
    level->member = member;
    level->seen |= member->bit;
    parser->state = at_value;
    return is_new ? STEP_NEXT : duplicate_fault(parser, token);
}

/* A name that is not the next one: of another member, or of none. */
DDBS_RARE static enum step take_other_name(struct record_parser *parser, const struct token *token)
{
    struct record_level *level = inner_level(parser);
    const struct record_member *member = NULL;
    if (token->flaw == NULL)
        member = ddbs_find_member(level->object, next_member(level), token->data, token->length);
    if (member != NULL)
        return take_member(parser, token, member);
    level->member = NULL;
    return token->flaw != NULL ? name_fault(parser, token->flaw) : take_unknown_name(parser, token);
}

static enum step leave_object(struct record_parser *parser, const struct token *token)
{
    parser->level_count--;
    return parser->level_count > 0 ? STEP_NEXT : end_record(parser, token);
}

static enum step at_member(struct record_parser *parser, const struct token *token)
{
    const struct record_member *next = next_member(inner_level(parser));
    if (token->kind == TOKEN_OBJECT_END)
        return leave_object(parser, token);
    if (token->flaw == NULL && ddbs_member_is_named(next, token->data, token->length))
        return take_member(parser, token, next);
    return take_other_name(parser, token);
}

static enum step keep(struct record_parser *parser, const struct token *token,
                      ddbstream_string *text)
{
    return ddbs_arena_copy_string(parser->arena, token->data, token->length, text) ? STEP_NEXT
                                                                                   : STEP_NO_MEMORY;
}

static enum step keep_text(struct record_parser *parser, const struct token *token)
{
    return keep(parser, token, target(parser));
}

/* The Streams API's own JSON has the time as a string in some clients. */
static enum step take_time(struct record_parser *parser, const struct token *token)
{
    ddbstream_time *time = target(parser);
    if (token->kind != TOKEN_NUMBER && token->kind != TOKEN_STRING)
        return wrong_token(parser, token, "expected a number, found ");
    if (!ddbs_creation_time_parse(time, token->data, token->length))
        return fault(parser, token, DDBSTREAM_ERROR_TIME, "the creation time is no time", NULL);
    return keep(parser, token, &time->text);
}

static enum step take_size(struct record_parser *parser, const struct token *token)
{
    int64_t *size = target(parser);
    if (token->kind != TOKEN_NUMBER)
        return wrong_token(parser, token, "expected a number, found ");
    if (!ddbs_decimal_to_integer(token->data, token->length, size) || *size < 0)
        return fault(parser, token, DDBSTREAM_ERROR_MEMBER, "expected a count of bytes", NULL);
    return STEP_NEXT;
}

static enum step image_fault(struct record_parser *parser, const struct token *token)
{
    const struct flaw *flaw = &parser->values.fault;
    if (!note_fault(parser, flaw, parser->values.found))
        return STEP_NO_MEMORY;
    return skip_on(parser, token);
}

/* The end of hearing alone. */
static void hear_with_others(struct record_parser *parser)
{
    if (parser->hears_alone)
        *parser->listener = parser->listener_before;
    parser->hears_alone = false;
}

DDBS_RARE static enum step leave_image(struct record_parser *parser, const struct token *token,
                                       enum step step)
{
    ddbstream_image *image = target(parser);
    hear_with_others(parser);
    if (step == STEP_FAULT)
        return image_fault(parser, token);
    if (step == STEP_NO_MEMORY)
        return step;
    image->presence = DDBSTREAM_PRESENT;
    image->attributes = parser->values.image;
    return go(parser, at_member);
}

static inline enum step in_image(struct record_parser *parser, const struct token *token)
{
    enum step step = ddbs_value_parser_take(&parser->values, token);
    return step == STEP_NEXT ? step : leave_image(parser, token, step);
}

/* What it says is a step. */
static int hear_in_image(void *context, const struct token *token)
{
    struct record_parser *parser = context;
    if (token->depth > parser->depth_limit)
        return (int)ddbs_record_parser_take_too_deep(parser, token);
    return (int)ddbs_value_parser_take(&parser->values, token);
}

static ddbstream_status judge_in_image(void *context, const struct token *token, int said)
{
    enum step step = leave_image(context, token, (enum step)said);
    return step == STEP_NEXT ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
}

/* Most tokens stand in images. They need not come through the rooms that are outside. */
static void hear_alone(struct record_parser *parser)
{
    if (parser->listener == NULL)
        return;
    parser->listener_before = *parser->listener;
    *parser->listener = (struct token_listener){ hear_in_image, parser, judge_in_image };
    parser->hears_alone = true;
}

/* False when there is no memory. What is of another kind is still read, for its SequenceNumber. */
static bool note_kind(struct record_parser *parser, const struct token *token,
                      enum record_kind kind)
{
    struct flaw flaw = { DDBSTREAM_ERROR_MEMBER, 0,
                         "a record has either dynamodb, or kinesis, or images of its own" };
    if (ddbs_record_parser_set_kind(parser, kind))
        return true;
    flaw.offset = ddbs_token_offset(token);
    return note_fault(parser, &flaw, NULL);
}

static enum step take_image(struct record_parser *parser, const struct token *token)
{
    ddbstream_image *image = target(parser);
    if (parser->level_count == 1 && !note_kind(parser, token, KIND_EXPORT))
        return STEP_NO_MEMORY;
    if (token->kind == TOKEN_NULL) {
        image->presence = DDBSTREAM_NULL;
        return STEP_NEXT;
    }
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object of attributes, found ");
    parser->values.selection = ddbs_record_parser_selection(parser, image);
    if (parser->values.selection != NULL && parser->values.selection->keys_only) {
        image->presence = DDBSTREAM_PRESENT;
        return skip_on(parser, token);
    }
    parser->state = in_image;
    if (ddbs_value_parser_begin(&parser->values) != STEP_NEXT)
        return STEP_NO_MEMORY;
    hear_alone(parser);
    return STEP_NEXT;
}

static enum step take_identity(struct record_parser *parser, const struct token *token)
{
    ddbstream_user_identity *identity = target(parser);
    if (token->kind == TOKEN_NULL) {
        identity->presence = DDBSTREAM_NULL;
        return STEP_NEXT;
    }
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object, found ");
    identity->presence = DDBSTREAM_PRESENT;
    push_level(parser, &ddbs_identity_object);
    return STEP_NEXT;
}

/* dynamodb or kinesis. */
static enum step take_change(struct record_parser *parser, const struct token *token,
                             enum record_kind kind, const struct record_object *object)
{
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object, found ");
    if (!note_kind(parser, token, kind))
        return STEP_NO_MEMORY;
    push_level(parser, object);
    return STEP_NEXT;
}

static enum step take_kinesis(struct record_parser *parser, const struct token *token)
{
    ddbstream_kinesis *kinesis = target(parser);
    if (parser->data.read == NULL)
        return fault(parser, token, DDBSTREAM_ERROR_MEMBER,
                     "a Kinesis record can't stand in another", NULL);
    kinesis->presence = DDBSTREAM_PRESENT;
    return take_change(parser, token, KIND_KINESIS, &ddbs_kinesis_object);
}

/* What is wrong inside of the data is wrong here. */
static bool note_inner_fault(struct record_parser *parser, const struct token *token)
{
    const struct fault *inner = &parser->inner->fault;
    ddbstream_string path = ddbstream_buffer_text(&inner->path);
    ddbstream_string message = ddbstream_buffer_text(&inner->message);
    struct fault *fault = &parser->fault;
    if (inner->status == DDBSTREAM_OK || fault->status != DDBSTREAM_OK)
        return true;
    fault->status = inner->status;
    fault->offset = ddbs_token_offset(token);
    return ddbs_record_parser_path(parser, &fault->path)
           && ddbs_buffer_append(&fault->path, path.data, path.length)
           && ddbs_buffer_append(&fault->message, message.data, message.length);
}

static enum step take_data(struct record_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_STRING)
        return wrong_token(parser, token, "expected a string, found ");
    parser->inner = parser->data.read(parser->data.context, token);
    return parser->inner != NULL && note_inner_fault(parser, token) ? STEP_NEXT : STEP_NO_MEMORY;
}

static enum step take_value(struct record_parser *parser, const struct token *token,
                            enum member_form form)
{
    switch (form) {
    case FORM_TEXT: /* a string has been kept already */
        return wrong_token(parser, token, "expected a string, found ");
    case FORM_TIME:
        return take_time(parser, token);
    case FORM_SIZE:
        return take_size(parser, token);
    case FORM_IMAGE:
        return take_image(parser, token);
    case FORM_IDENTITY:
        return take_identity(parser, token);
    case FORM_CHANGE:
        return take_change(parser, token, KIND_CHANGE, &ddbs_change_object);
    case FORM_KINESIS:
        return take_kinesis(parser, token);
    case FORM_DATA:
        break;
    }
    return take_data(parser, token);
}

/* What is read here in full leads to the next member; what is not sets its own state. */
DDBS_APART static enum step take_any_value(struct record_parser *parser, const struct token *token)
{
    const struct record_member *member = inner_level(parser)->member;
    enum step step = STEP_NEXT;
    if (token->flaw != NULL)
        return flaw_fault(parser, token);
    if (token->kind == TOKEN_NULL && ddbs_is_scalar(member->form))
        parser->record.null_members |= member->bit & PUBLIC_BITS;
    else
        step = take_value(parser, token, member->form);
    if (parser->state == at_value)
        parser->state = at_member;
    return step;
}

/* Most values are text, and of the right kind. */
static enum step at_value(struct record_parser *parser, const struct token *token)
{
    if (inner_level(parser)->member->form != FORM_TEXT || token->kind != TOKEN_STRING
        || token->flaw != NULL)
        return take_any_value(parser, token);
    parser->state = at_member;
    return keep_text(parser, token);
}

enum step ddbs_record_parser_take_too_deep(struct record_parser *parser, const struct token *token)
{
    enum step step = fault(parser, token, DDBSTREAM_ERROR_LIMIT,
                           "the record is nested deeper than max_depth", NULL);
    if (step == STEP_NEXT)
        hear_with_others(parser);
    return step;
}
