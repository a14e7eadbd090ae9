/* The states of record_parser.h, one function each, over tables of the members that records have. */
#include "record_parser.h"

#include <string.h>

#include "creation_time.h"
#include "decimal.h"
#include "path.h"
#include "rare.h"

static enum step at_record(struct record_parser *parser, const struct token *token);
static enum step at_member(struct record_parser *parser, const struct token *token);
static enum step at_value(struct record_parser *parser, const struct token *token);
static enum step in_image(struct record_parser *parser, const struct token *token);
static enum step skipping(struct record_parser *parser, const struct token *token);

/* Life. */

static void clear(struct record_parser *parser)
{
    parser->state = at_record;
    parser->level_count = 0;
    parser->has_change = false;
    parser->hears_alone = false;
    memset(&parser->record, 0, sizeof parser->record);
    parser->record.size_bytes = -1;
    ddbs_fault_clear(&parser->fault);
}

void ddbs_record_parser_init(struct record_parser *parser, const ddbstream_allocator *allocator,
                             struct arena *arena, const struct record_limits *limits,
                             struct token_listener *line)
{
    parser->line = line;
    parser->arena = arena;
    parser->limits = *limits;
    ddbs_value_parser_init(&parser->values, allocator, arena);
    ddbs_fault_init(&parser->fault, allocator);
    clear(parser);
}

void ddbs_record_parser_release(struct record_parser *parser)
{
    ddbs_value_parser_release(&parser->values);
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

bool ddbs_record_parser_path(const struct record_parser *parser, struct ddbstream_buffer *path)
{
    if (!ddbs_buffer_append_text(path, "$.Records") || !ddbs_path_index(path, parser->record.index))
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
static enum step name_fault(struct record_parser *parser, const struct flaw *flaw)
{
    return note_fault(parser, flaw, NULL) ? go(parser, skipping) : STEP_NO_MEMORY;
}

static enum step wrong_token(struct record_parser *parser, const struct token *token,
                             const char *expected)
{
    return fault(parser, token, DDBSTREAM_ERROR_MEMBER, expected, ddbs_token_describe(token->kind));
}

/* The end. */

/* What can be judged only at the end; false when there is no memory. */
static bool check_record(struct record_parser *parser)
{
    const ddbstream_record *record = &parser->record;
    struct flaw too_long = { DDBSTREAM_ERROR_LIMIT, record->offset, "the record is too long" };
    struct flaw no_change = { DDBSTREAM_ERROR_MEMBER, record->offset,
                              "the record has no member dynamodb" };
    if (record->length > parser->limits.bytes)
        return note_fault(parser, &too_long, NULL);
    return parser->has_change || note_fault(parser, &no_change, NULL);
}

static enum step end_record(struct record_parser *parser, const struct token *token)
{
    ddbstream_record *record = &parser->record;
    record->length = ddbs_token_end(token) - record->offset;
    ddbs_record_set_names(record);
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

static enum step at_record(struct record_parser *parser, const struct token *token)
{
    bool opens = token->kind == TOKEN_OBJECT || token->kind == TOKEN_ARRAY;
    parser->depth_around = token->depth - opens;
    if (parser->limits.depth < SIZE_MAX - parser->depth_around)
        parser->depth_limit = parser->depth_around + parser->limits.depth;
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "a record is an object, found ");
    push_level(parser, &ddbs_record_object);
    return go(parser, at_member);
}

/* Notes that a member has come; false when it had come before. */
static bool note_member(struct record_level *level)
{
    uint32_t bit = (uint32_t)1 << (level->member - level->object->members);
    bool is_new = (level->seen & bit) == 0;
    level->seen |= bit;
    return is_new;
}

static enum step duplicate_fault(struct record_parser *parser, const struct token *token)
{
    struct flaw flaw = { DDBSTREAM_ERROR_DUPLICATE, ddbs_token_offset(token),
                         "the record has this member twice" };
    return name_fault(parser, &flaw);
}

static enum step at_member(struct record_parser *parser, const struct token *token)
{
    struct record_level *level = inner_level(parser);
    if (token->kind == TOKEN_OBJECT_END) {
        parser->level_count--;
        return parser->level_count > 0 ? STEP_NEXT : end_record(parser, token);
    }
    level->member = token->flaw == NULL
                        ? ddbs_find_member(level->object, level->member, token->data, token->length)
                        : NULL;
    if (token->flaw != NULL)
        return name_fault(parser, token->flaw);
    if (level->member == NULL)
        return go(parser, skipping);
    parser->state = at_value;
    return note_member(level) ? STEP_NEXT : duplicate_fault(parser, token);
}

static enum step take_text(struct record_parser *parser, const struct token *token)
{
    ddbstream_string *text = target(parser);
    if (token->kind != TOKEN_STRING)
        return wrong_token(parser, token, "expected a string, found ");
    text->data = ddbs_arena_copy(parser->arena, token->data, token->length);
    text->length = token->length;
    return text->data != NULL ? STEP_NEXT : STEP_NO_MEMORY;
}

/* The Streams API's own JSON has the time as a string in some clients. */
static enum step take_time(struct record_parser *parser, const struct token *token)
{
    ddbstream_time *time = target(parser);
    if (token->kind != TOKEN_NUMBER && token->kind != TOKEN_STRING)
        return wrong_token(parser, token, "expected a number, found ");
    if (!ddbs_creation_time_parse(time, token->data, token->length))
        return fault(parser, token, DDBSTREAM_ERROR_TIME, "the creation time is no time", NULL);
    time->text.data = ddbs_arena_copy(parser->arena, token->data, token->length);
    time->text.length = token->length;
    return time->text.data != NULL ? STEP_NEXT : STEP_NO_MEMORY;
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
        *parser->line = parser->line_outside;
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

static ddbstream_status hear_in_image(void *context, const struct token *token)
{
    struct record_parser *parser = context;
    enum step step;
    if (token->depth > parser->depth_limit)
        step = ddbs_record_parser_take_too_deep(parser, token);
    else
        step = in_image(parser, token);
    return step == STEP_NEXT ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
}

/* Most tokens stand in images. They need not come through the rooms that are outside. */
static void hear_alone(struct record_parser *parser)
{
    if (parser->line == NULL)
        return;
    parser->line_outside = *parser->line;
    *parser->line = (struct token_listener){ hear_in_image, parser };
    parser->hears_alone = true;
}

static enum step take_image(struct record_parser *parser, const struct token *token)
{
    ddbstream_image *image = target(parser);
    if (token->kind == TOKEN_NULL) {
        image->presence = DDBSTREAM_NULL;
        return STEP_NEXT;
    }
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object of attributes, found ");
    parser->state = in_image;
    hear_alone(parser);
    return ddbs_value_parser_begin(&parser->values);
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

static enum step take_change(struct record_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object, found ");
    parser->has_change = true;
    push_level(parser, &ddbs_change_object);
    return STEP_NEXT;
}

static enum step take_value(struct record_parser *parser, const struct token *token,
                            enum member_form form)
{
    switch (form) {
    case FORM_TEXT:
        return take_text(parser, token);
    case FORM_TIME:
        return take_time(parser, token);
    case FORM_SIZE:
        return take_size(parser, token);
    case FORM_IMAGE:
        return take_image(parser, token);
    case FORM_IDENTITY:
        return take_identity(parser, token);
    case FORM_CHANGE:
        break;
    }
    return take_change(parser, token);
}

/* What is read here in full leads to the next member; what is not sets its own state. */
static enum step at_value(struct record_parser *parser, const struct token *token)
{
    const struct record_member *member = inner_level(parser)->member;
    enum step step = STEP_NEXT;
    if (token->flaw != NULL)
        return flaw_fault(parser, token);
    if (token->kind == TOKEN_NULL && member->null != 0)
        parser->record.null_members |= member->null;
    else
        step = take_value(parser, token, member->form);
    if (parser->state == at_value)
        parser->state = at_member;
    return step;
}

enum step ddbs_record_parser_take_too_deep(struct record_parser *parser, const struct token *token)
{
    enum step step =
        fault(parser, token, DDBSTREAM_ERROR_LIMIT, "the record is nested too deep", NULL);
    hear_with_others(parser);
    return step;
}
