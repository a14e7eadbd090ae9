/* Writes tokens down again, as they come. Knows nothing of what they mean. */
#include "raw_json.h"

void ddbs_raw_json_init(struct raw_json *raw, const ddbstream_allocator *allocator)
{
    ddbs_buffer_init(&raw->text, allocator);
}

void ddbs_raw_json_release(struct raw_json *raw)
{
    ddbs_buffer_release(&raw->text);
}

void ddbs_raw_json_begin(struct raw_json *raw, size_t depth_around)
{
    ddbstream_buffer_clear(&raw->text);
    ddbs_json_writer_init(&raw->writer, &raw->text, false);
    raw->depth_around = depth_around;
}

static void write_token(struct json_writer *writer, const struct token *token)
{
    ddbstream_string text = { token->length > 0 ? token->data : "", token->length };
    switch (token->kind) {
    case TOKEN_OBJECT:
        ddbs_json_open(writer, '{');
        break;
    case TOKEN_ARRAY:
        ddbs_json_open(writer, '[');
        break;
    case TOKEN_OBJECT_END:
        ddbs_json_close(writer, '}');
        break;
    case TOKEN_ARRAY_END:
        ddbs_json_close(writer, ']');
        break;
    case TOKEN_NAME:
        ddbs_json_foreign_name(writer, text);
        break;
    case TOKEN_STRING:
        ddbs_json_string(writer, text);
        break;
    case TOKEN_NUMBER:
        ddbs_json_verbatim(writer, token->data, token->length);
        break;
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        ddbs_json_boolean(writer, token->kind == TOKEN_TRUE);
        break;
    default:
        ddbs_json_null(writer);
    }
}

enum step ddbs_raw_json_take(struct raw_json *raw, const struct token *token)
{
    write_token(&raw->writer, token);
    if (raw->writer.status != DDBSTREAM_OK)
        return STEP_NO_MEMORY;
    return token->depth > raw->depth_around ? STEP_NEXT : STEP_DONE;
}
