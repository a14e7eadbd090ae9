/* The states of value_parser.h: one function each. */
#include "value_parser.h"

#include <string.h>

#include "base64.h"
#include "decimal.h"

static enum step at_name(struct value_parser *parser, const struct token *token);
static enum step at_value(struct value_parser *parser, const struct token *token);
static enum step at_type(struct value_parser *parser, const struct token *token);
static enum step at_payload(struct value_parser *parser, const struct token *token);
static enum step at_value_end(struct value_parser *parser, const struct token *token);
static enum step at_item(struct value_parser *parser, const struct token *token);
static enum step at_member(struct value_parser *parser, const struct token *token);

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
    parser->status = DDBSTREAM_OK;
    parser->fault_in_payload = false;
    return ddbs_value_builder_begin(&parser->builder) ? STEP_NEXT : STEP_NO_MEMORY;
}

static enum step go(struct value_parser *parser,
                    enum step (*state)(struct value_parser *, const struct token *))
{
    parser->state = state;
    return STEP_NEXT;
}

static enum step fault(struct value_parser *parser, ddbstream_status status, const char *message)
{
    parser->status = status;
    parser->message = message;
    parser->found_matters = false;
    return STEP_FAULT;
}

static enum step wrong_token(struct value_parser *parser, const struct token *token,
                             const char *expected)
{
    fault(parser, DDBSTREAM_ERROR_VALUE, expected);
    parser->found = token->kind;
    parser->found_matters = true;
    return STEP_FAULT;
}

static ddbstream_value *current(struct value_parser *parser)
{
    return &ddbs_value_builder_entry(&parser->builder)->value;
}

/* Inside a map: an attribute's name, or the map's end, which for the image is the end of all. */
static enum step at_name(struct value_parser *parser, const struct token *token)
{
    struct value_builder *builder = &parser->builder;
    ddbstream_string name;
    if (token->kind == TOKEN_OBJECT_END && builder->depth == 1)
        return ddbs_value_builder_end(builder, &parser->image) ? STEP_DONE : STEP_NO_MEMORY;
    if (token->kind == TOKEN_OBJECT_END)
        return ddbs_value_builder_close(builder) ? go(parser, at_value_end) : STEP_NO_MEMORY;
    name.data = ddbs_arena_copy(builder->arena, token->data, token->length);
    name.length = token->length;
    if (name.data == NULL || !ddbs_value_builder_add(builder, name))
        return STEP_NO_MEMORY;
    return go(parser, at_value);
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
    struct value_builder *builder = &parser->builder;
    if (token->kind == TOKEN_ARRAY_END)
        return ddbs_value_builder_close(builder) ? go(parser, at_value_end) : STEP_NO_MEMORY;
    if (!ddbs_value_builder_add(builder, (ddbstream_string){ NULL, 0 }))
        return STEP_NO_MEMORY;
    return at_value(parser, token);
}

/* 0 when it is no type's name. */
static ddbstream_type find_type(const char *name, size_t length)
{
    if (length == 1)
        switch (name[0]) {
        case 'S':
            return DDBSTREAM_TYPE_S;
        case 'N':
            return DDBSTREAM_TYPE_N;
        case 'M':
            return DDBSTREAM_TYPE_M;
        case 'L':
            return DDBSTREAM_TYPE_L;
        case 'B':
            return DDBSTREAM_TYPE_B;
        }
    for (ddbstream_type type = DDBSTREAM_TYPE_BOOL; type <= DDBSTREAM_TYPE_BS; type++)
        if (strlen(ddbstream_type_name(type)) == length
            && memcmp(ddbstream_type_name(type), name, length) == 0)
            return type;
    return 0;
}

static enum step at_type(struct value_parser *parser, const struct token *token)
{
    ddbstream_type type;
    if (token->kind == TOKEN_OBJECT_END)
        return fault(parser, DDBSTREAM_ERROR_VALUE, "an attribute value has no type");
    type = find_type(token->data, token->length);
    if (type == 0)
        return fault(parser, DDBSTREAM_ERROR_VALUE,
                     "an attribute value's type is none of S N B BOOL NULL M L SS NS BS");
    current(parser)->type = type;
    return go(parser, at_payload);
}

/* Strings, as the payload of S, N and B and as members of sets. */

static enum step take_text(struct value_parser *parser, const struct token *token)
{
    ddbstream_string *string = &current(parser)->as.string;
    string->data = ddbs_arena_copy(parser->builder.arena, token->data, token->length);
    string->length = token->length;
    return string->data != NULL ? STEP_NEXT : STEP_NO_MEMORY;
}

static enum step take_number(struct value_parser *parser, const struct token *token)
{
    if (!ddbs_decimal_is_number(token->data, token->length))
        return fault(parser, DDBSTREAM_ERROR_NUMBER, "the text is no number");
    return take_text(parser, token);
}

static enum step take_base64(struct value_parser *parser, const struct token *token)
{
    size_t room = ddbs_base64_decoded_room(token->length);
    ddbstream_bytes *binary = &current(parser)->as.binary;
    char *copy = ddbs_arena_take_bytes(parser->builder.arena, room + 1);
    if (copy == NULL)
        return STEP_NO_MEMORY;
    if (!ddbs_base64_decode(token->data, token->length, (unsigned char *)copy, &binary->length))
        return fault(parser, DDBSTREAM_ERROR_BASE64, "the text is no padded base64");
    copy[binary->length] = '\0';
    binary->data = (unsigned char *)copy;
    return STEP_NEXT;
}

static enum step take_string(struct value_parser *parser, const struct token *token,
                             ddbstream_type type)
{
    if (token->kind != TOKEN_STRING)
        return wrong_token(parser, token, "expected a string, found ");
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
    struct value_builder *builder = &parser->builder;
    if (token->kind == TOKEN_ARRAY_END)
        return ddbs_value_builder_close(builder) ? go(parser, at_value_end) : STEP_NO_MEMORY;
    if (!ddbs_value_builder_add(builder, (ddbstream_string){ NULL, 0 }))
        return STEP_NO_MEMORY;
    return take_string(parser, token, ddbs_value_builder_inside(builder));
}

/* Payloads. */

static enum step take_boolean(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_TRUE && token->kind != TOKEN_FALSE)
        return wrong_token(parser, token, "expected true or false, found ");
    current(parser)->as.boolean = token->kind == TOKEN_TRUE;
    return STEP_NEXT;
}

static enum step take_map(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT)
        return wrong_token(parser, token, "expected an object, found ");
    return ddbs_value_builder_open(&parser->builder) ? go(parser, at_name) : STEP_NO_MEMORY;
}

static enum step take_array(struct value_parser *parser, const struct token *token,
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
    enum step step;
    parser->state = at_value_end;
    step = take_payload(parser, token, current(parser)->type);
    parser->fault_in_payload = step == STEP_FAULT;
    return step;
}

static enum step at_value_end(struct value_parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT_END)
        return fault(parser, DDBSTREAM_ERROR_VALUE, "an attribute value has more than one type");
    return go(parser,
              ddbs_value_builder_inside(&parser->builder) == DDBSTREAM_TYPE_M ? at_name : at_item);
}

bool ddbs_value_parser_path(const struct value_parser *parser, struct ddbstream_buffer *path)
{
    return ddbs_value_builder_path(&parser->builder, path, parser->fault_in_payload);
}
