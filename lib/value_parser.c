/* The states of value_parser.h: one function each. */
#include "value_parser.h"

#include <string.h>

#include "base64.h"
#include "decimal.h"
#include "rare.h"
#include "value_type.h"

static enum step at_name(struct value_parser *parser, const struct token *token);
static enum step at_value(struct value_parser *parser, const struct token *token);
static enum step at_type(struct value_parser *parser, const struct token *token);
static enum step at_payload(struct value_parser *parser, const struct token *token);
static enum step at_value_end(struct value_parser *parser, const struct token *token);
static enum step at_item(struct value_parser *parser, const struct token *token);
static enum step at_member(struct value_parser *parser, const struct token *token);
static enum step skipping(struct value_parser *parser, const struct token *token);

void ddbs_value_parser_init(struct value_parser *parser, const ddbstream_allocator *allocator,
                            struct arena *arena)
{
    *parser = (struct value_parser){ .state = at_name };
    ddbs_value_builder_init(&parser->builder, allocator, arena);
}

void ddbs_value_parser_release(struct value_parser *parser)
{
    ddbs_value_builder_release(&parser->builder);
}

enum step ddbs_value_parser_begin(struct value_parser *parser)
{
    parser->state = at_name;
    parser->fault.status = DDBSTREAM_OK;
    return ddbs_value_builder_begin(&parser->builder) ? STEP_NEXT : STEP_NO_MEMORY;
}

static enum step go(struct value_parser *parser,
                    enum step (*state)(struct value_parser *, const struct token *))
{
    parser->state = state;
    return STEP_NEXT;
}

/* A payload's faults come when its end is what comes next. */
DDBS_RARE static enum step fault_at(struct value_parser *parser, uint64_t offset,
                                    ddbstream_status status, const char *reason)
{
    parser->fault = (struct flaw){ status, offset, reason };
    parser->found = NULL;
    parser->place = parser->state == at_value_end ? PLACE_PAYLOAD : PLACE_ENTRY;
    return STEP_FAULT;
}

DDBS_RARE static enum step fault(struct value_parser *parser, const struct token *token,
                                 ddbstream_status status, const char *reason)
{
    return fault_at(parser, ddbs_token_offset(token), status, reason);
}

DDBS_RARE static enum step wrong_token(struct value_parser *parser, const struct token *token,
                                       const char *expected)
{
    fault(parser, token, DDBSTREAM_ERROR_VALUE, expected);
    parser->found = ddbs_token_describe(token->kind);
    return STEP_FAULT;
}

/* Counts the text of a name or string. A record whose text is too long is itself too long. */
static bool is_usable(struct value_parser *parser, const struct token *token)
{
    if (token->flaw != NULL || token->length > parser->bytes_left)
        return false;
    parser->bytes_left -= token->length;
    return true;
}

DDBS_RARE static enum step text_fault(struct value_parser *parser, const struct token *token)
{
    if (token->flaw != NULL)
        return fault_at(parser, token->flaw->offset, token->flaw->status, token->flaw->reason);
    return fault(parser, token, DDBSTREAM_ERROR_LIMIT, "the record is longer than max_record");
}

static ddbstream_value *current(struct value_parser *parser)
{
    return &ddbs_value_builder_entry(&parser->builder)->attribute.value;
}

/* Adds an entry to the innermost container. */
static enum step add_entry(struct value_parser *parser, const struct token *token,
                           ddbstream_string name, uint64_t offset)
{
    if (parser->entries_left == 0) {
        fault(parser, token, DDBSTREAM_ERROR_LIMIT,
              "the record has more attributes than max_attributes");
        parser->place = PLACE_CONTAINER;
        return STEP_FAULT;
    }
    parser->entries_left--;
    return ddbs_value_builder_add(&parser->builder, name, offset) ? STEP_NEXT : STEP_NO_MEMORY;
}

DDBS_RARE static enum step not_closed(struct value_parser *parser, enum closing closing)
{
    if (closing == CLOSING_NO_MEMORY)
        return STEP_NO_MEMORY;
    return fault_at(parser, ddbs_value_builder_entry(&parser->builder)->offset,
                    DDBSTREAM_ERROR_DUPLICATE, "the map has this attribute twice");
}

/* The end of a map inside the image, a list or a set. */
DDBS_APART static enum step close_container(struct value_parser *parser)
{
    enum closing closing = ddbs_value_builder_close(&parser->builder);
    return closing == CLOSED ? go(parser, at_value_end) : not_closed(parser, closing);
}

DDBS_APART static enum step end_image(struct value_parser *parser)
{
    enum closing closing = ddbs_value_builder_end(&parser->builder, &parser->image);
    return closing == CLOSED ? STEP_DONE : not_closed(parser, closing);
}

static enum step take_name(struct value_parser *parser, const struct token *token)
{
    ddbstream_string name;
    if (!is_usable(parser, token)) {
        text_fault(parser, token);
        parser->place = PLACE_CONTAINER; /* there is no name to write */
        return STEP_FAULT;
    }
    if (!ddbs_arena_copy_string(parser->builder.arena, token->data, token->length, &name))
        return STEP_NO_MEMORY;
    parser->state = at_value;
    return add_entry(parser, token, name, ddbs_token_text_offset(token));
}

/* An attribute of the image that was not selected. */
static enum step skip(struct value_parser *parser, const struct token *token)
{
    parser->depth_around = token->depth;
    return go(parser, skipping);
}

static enum step skipping(struct value_parser *parser, const struct token *token)
{
    if (token->flaw != NULL) {
        text_fault(parser, token);
        parser->place = PLACE_CONTAINER;
        return STEP_FAULT;
    }
    return token->depth > parser->depth_around || token->kind == TOKEN_NAME ? STEP_NEXT
                                                                            : go(parser, at_name);
}

static bool is_wanted(const struct value_parser *parser, const struct token *name)
{
    return parser->selection == NULL || parser->builder.depth > 1 || name->flaw != NULL
           || ddbs_selection_has(parser->selection, name->data, name->length);
}

/* Inside a map: an attribute's name, or the map's end, which for the image is the end of all. */
static enum step at_name(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT_END)
        return is_wanted(parser, token) ? take_name(parser, token) : skip(parser, token);
    return parser->builder.depth == 1 ? end_image(parser) : close_container(parser);
}

static enum step at_value(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "an attribute value is an object, found ");
    return go(parser, at_type);
}

/* Inside a list: a value, or the list's end. */
static enum step at_item(struct value_parser *parser, const struct token *token)
{
    enum step step;
    if (token->kind == TOKEN_ARRAY_END)
        return close_container(parser);
    step = add_entry(parser, token, (ddbstream_string){ NULL, 0 }, 0);
    return step == STEP_NEXT ? at_value(parser, token) : step;
}

static enum step at_type(struct value_parser *parser, const struct token *token)
{
    ddbstream_type type;
    if (token->kind == TOKEN_OBJECT_END)
        return fault(parser, token, DDBSTREAM_ERROR_VALUE, "an attribute value has no type");
    type = ddbs_find_type(token->data, token->length);
    if (type == 0)
        return fault(parser, token, DDBSTREAM_ERROR_VALUE,
                     "an attribute value's type is none of S N B BOOL NULL M L SS NS BS");
    current(parser)->type = type;
    return go(parser, at_payload);
}

/* Strings, as the payload of S, N and B and as members of sets. */

static enum step take_text(struct value_parser *parser, const struct token *token)
{
    ddbstream_string *text = &current(parser)->as.string;
    return ddbs_arena_copy_string(parser->builder.arena, token->data, token->length, text)
               ? STEP_NEXT
               : STEP_NO_MEMORY;
}

static enum step take_number(struct value_parser *parser, const struct token *token)
{
    if (!ddbs_decimal_is_number(token->data, token->length))
        return fault(parser, token, DDBSTREAM_ERROR_NUMBER, "the text is no number");
    return take_text(parser, token);
}

DDBS_APART static enum step take_base64(struct value_parser *parser, const struct token *token)
{
    size_t room = ddbs_base64_decoded_room(token->length);
    ddbstream_bytes *binary = &current(parser)->as.binary;
    char *copy = ddbs_arena_take_bytes(parser->builder.arena, room + 1);
    if (copy == NULL)
        return STEP_NO_MEMORY;
    if (!ddbs_base64_decode(token->data, token->length, (unsigned char *)copy, &binary->length))
        return fault(parser, token, DDBSTREAM_ERROR_BASE64, "the text is no padded base64");
    copy[binary->length] = '\0';
    binary->data = (unsigned char *)copy;
    return STEP_NEXT;
}

static enum step take_string(struct value_parser *parser, const struct token *token,
                             ddbstream_type type)
{
    if (token->kind != TOKEN_STRING)
        return wrong_token(parser, token, "expected a string, found ");
    if (!is_usable(parser, token))
        return text_fault(parser, token);
    switch (type) {
    case DDBSTREAM_TYPE_N:
    case DDBSTREAM_TYPE_NS:
        return take_number(parser, token);
    case DDBSTREAM_TYPE_B:
    case DDBSTREAM_TYPE_BS:
        return take_base64(parser, token);
    default:
        return take_text(parser, token);
    }
}

/* Inside a set: a string, or the set's end. */
static enum step at_member(struct value_parser *parser, const struct token *token)
{
    enum step step;
    if (token->kind == TOKEN_ARRAY_END)
        return close_container(parser);
    step = add_entry(parser, token, (ddbstream_string){ NULL, 0 }, 0);
    return step == STEP_NEXT
               ? take_string(parser, token, ddbs_value_builder_inside(&parser->builder))
               : step;
}

/* Payloads. */

static enum step take_boolean(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_TRUE && token->kind != TOKEN_FALSE)
        return wrong_token(parser, token, "expected true or false, found ");
    current(parser)->as.boolean = token->kind == TOKEN_TRUE;
    return STEP_NEXT;
}

DDBS_APART static enum step take_map(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object, found ");
    return ddbs_value_builder_open(&parser->builder) ? go(parser, at_name) : STEP_NO_MEMORY;
}

DDBS_APART static enum step take_array(struct value_parser *parser, const struct token *token,
                                       ddbstream_type type)
{
    if (token->kind != TOKEN_ARRAY)
        return wrong_token(parser, token, "expected an array, found ");
    if (!ddbs_value_builder_open(&parser->builder))
        return STEP_NO_MEMORY;
    return go(parser, type == DDBSTREAM_TYPE_L ? at_item : at_member);
}

static enum step take_payload(struct value_parser *parser, const struct token *token,
                              ddbstream_type type)
{
    switch (type) {
    case DDBSTREAM_TYPE_S:
    case DDBSTREAM_TYPE_N:
    case DDBSTREAM_TYPE_B:
        return take_string(parser, token, type);
    case DDBSTREAM_TYPE_BOOL:
    case DDBSTREAM_TYPE_NULL: /* both are a bool in the union */
        return take_boolean(parser, token);
    case DDBSTREAM_TYPE_M:
        return take_map(parser, token);
    default:
        return take_array(parser, token, type);
    }
}

/* A scalar leads to the value's end; a container sets its own state. */
static enum step at_payload(struct value_parser *parser, const struct token *token)
{
    parser->state = at_value_end;
    return take_payload(parser, token, current(parser)->type);
}

DDBS_RARE static enum step second_type(struct value_parser *parser, const struct token *token)
{
    fault(parser, token, DDBSTREAM_ERROR_VALUE, "an attribute value has more than one type");
    parser->place = PLACE_ENTRY;
    return STEP_FAULT;
}

static enum step at_value_end(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT_END)
        return second_type(parser, token);
    return go(parser,
              ddbs_value_builder_inside(&parser->builder) == DDBSTREAM_TYPE_M ? at_name : at_item);
}

bool ddbs_value_parser_path(const struct value_parser *parser, struct ddbstream_buffer *path)
{
    bool is_between = parser->state == at_name || parser->state == at_item
                      || parser->state == at_member || parser->state == skipping;
    enum value_place place = is_between ? PLACE_CONTAINER : PLACE_ENTRY;
    if (parser->fault.status != DDBSTREAM_OK)
        place = parser->place;
    return ddbs_value_builder_path(&parser->builder, path, place);
}
