/* Drives yajl over pieces of text, passes its callbacks on as tokens, and finds the place of what
 * yajl refuses. Knows nothing of what the tokens mean. */
#include "reader.h"

#include <yajl/yajl_parse.h>

#include "quotes.h"

/* Nesting. */

static bool inside_object(const struct reader *reader)
{
    size_t level = reader->depth - 1;
    return reader->is_object[level / 64] >> level % 64 & 1;
}

static bool push(struct reader *reader, bool is_object)
{
    size_t level = reader->depth;
    uint64_t bit = (uint64_t)1 << level % 64;
    if (level == READER_MAX_DEPTH)
        return false;
    if (is_object)
        reader->is_object[level / 64] |= bit;
    else
        reader->is_object[level / 64] &= ~bit;
    reader->depth++;
    return true;
}

static enum json_expect after_value(const struct reader *reader)
{
    if (reader->depth == 0)
        return EXPECT_NOTHING;
    return inside_object(reader) ? EXPECT_MORE_MEMBERS : EXPECT_MORE_ITEMS;
}

/* yajl's callbacks. */

static int tell(struct reader *reader, enum token_kind kind, const void *data, size_t length)
{
    struct token token = { kind, data, length, &reader->source };
    reader->token_end = yajl_get_bytes_consumed(reader->yajl);
    reader->status = reader->listener.hear(reader->listener.context, &token);
    return reader->status == DDBSTREAM_OK;
}

static int tell_value(struct reader *reader, enum token_kind kind, const void *data, size_t length)
{
    reader->expect = after_value(reader);
    return tell(reader, kind, data, length);
}

static int too_deep(struct reader *reader)
{
    reader->fault_offset = reader->piece_offset + yajl_get_bytes_consumed(reader->yajl) - 1;
    reader->fault_reason = "nested too deep";
    reader->status = DDBSTREAM_ERROR_LIMIT;
    return 0;
}

static int tell_open(struct reader *reader, enum token_kind kind)
{
    bool is_object = kind == TOKEN_OBJECT;
    if (!push(reader, is_object))
        return too_deep(reader);
    reader->expect = is_object ? EXPECT_FIRST_NAME : EXPECT_FIRST_ITEM;
    return tell(reader, kind, NULL, 0);
}

static int tell_close(struct reader *reader, enum token_kind kind)
{
    reader->depth--;
    return tell_value(reader, kind, NULL, 0);
}

static int on_null(void *context)
{
    return tell_value(context, TOKEN_NULL, NULL, 0);
}

static int on_boolean(void *context, int value)
{
    return tell_value(context, value ? TOKEN_TRUE : TOKEN_FALSE, NULL, 0);
}

static int on_number(void *context, const char *text, size_t length)
{
    return tell_value(context, TOKEN_NUMBER, text, length);
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    return tell_value(context, TOKEN_STRING, text, length);
}

static int on_name(void *context, const unsigned char *text, size_t length)
{
    struct reader *reader = context;
    reader->expect = EXPECT_COLON;
    return tell(reader, TOKEN_NAME, text, length);
}

static int on_object(void *context)
{
    return tell_open(context, TOKEN_OBJECT);
}

static int on_object_end(void *context)
{
    return tell_close(context, TOKEN_OBJECT_END);
}

static int on_array(void *context)
{
    return tell_open(context, TOKEN_ARRAY);
}

static int on_array_end(void *context)
{
    return tell_close(context, TOKEN_ARRAY_END);
}

/* yajl_number instead of yajl_integer and yajl_double: those overflow and follow the locale. */
static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_object,
    .yajl_map_key = on_name,
    .yajl_end_map = on_object_end,
    .yajl_start_array = on_array,
    .yajl_end_array = on_array_end,
};

/* The place of a token. */

static uint64_t end_of(const struct token_source *source)
{
    const struct reader *reader = (const struct reader *)source;
    return reader->piece_offset + reader->token_end;
}

static uint64_t offset_of(const struct token_source *source, const struct token *token)
{
    const struct reader *reader = (const struct reader *)source;
    uint64_t end = end_of(source);
    switch (token->kind) {
    case TOKEN_NAME:
    case TOKEN_STRING:
        return reader->piece_offset + ddbs_quotes_find_last(reader->piece, reader->token_end - 1);
    case TOKEN_NUMBER:
        return end - token->length;
    case TOKEN_TRUE:
    case TOKEN_NULL:
        return end - (sizeof "true" - 1);
    case TOKEN_FALSE:
        return end - (sizeof "false" - 1);
    default:
        return end - 1;
    }
}

/* The life of a reader. */

void ddbs_reader_init(struct reader *reader, const ddbstream_allocator *allocator,
                      struct token_listener listener)
{
    reader->source = (struct token_source){ offset_of, end_of };
    reader->listener = listener;
    reader->yajl = NULL;
    ddbs_pool_init(&reader->pool, allocator);
    ddbs_reader_reset(reader);
}

/* yajl cannot be reset, and after a jump out of it not even freed; but all it had is the pool's. */
void ddbs_reader_reset(struct reader *reader)
{
    ddbs_pool_reclaim(&reader->pool);
    reader->yajl = NULL;
    reader->piece_offset = 0;
    reader->token_end = 0;
    reader->expect = EXPECT_VALUE;
    reader->status = DDBSTREAM_OK;
    reader->depth = 0;
}

void ddbs_reader_release(struct reader *reader)
{
    ddbs_pool_release(&reader->pool);
    reader->yajl = NULL;
}

static void begin(struct reader *reader)
{
    yajl_alloc_funcs memory = { ddbs_pool_allocate, ddbs_pool_reallocate, ddbs_pool_free,
                                &reader->pool };
    reader->yajl = yajl_alloc(&callbacks, &memory, reader);
}

/* yajl has refused the piece: says why and where. */
static ddbstream_status refuse(struct reader *reader, size_t length)
{
    size_t end = reader->token_end;
    struct json_fault fault =
        ddbs_json_find_fault(reader->expect, reader->piece + end, length - end);
    if (!fault.found) {
        reader->fault_offset = reader->piece_offset + length;
        reader->fault_reason = "the document ends before it is complete";
        return DDBSTREAM_ERROR_TRUNCATED;
    }
    reader->fault_offset = reader->piece_offset + end + fault.at;
    reader->fault_reason = fault.reason;
    return DDBSTREAM_ERROR_JSON;
}

static ddbstream_status parse_piece(struct reader *reader, const struct piece *piece)
{
    size_t length = piece->length + piece->padding;
    yajl_status status;
    reader->piece = piece->data;
    reader->token_end = 0;
    if (setjmp(reader->pool.no_memory) != 0)
        return DDBSTREAM_ERROR_MEMORY;
    if (reader->yajl == NULL)
        begin(reader);
    status = yajl_parse(reader->yajl, (const unsigned char *)piece->data, length);
    if (status == yajl_status_client_canceled)
        return reader->status;
    return status == yajl_status_ok ? DDBSTREAM_OK : refuse(reader, length);
}

/* Steps over the separators after the last token, so that a fault in the next piece can be judged
 * without this one. */
static void leave_piece(struct reader *reader, size_t length)
{
    size_t skipped;
    reader->expect = ddbs_json_skip_separators(reader->expect, reader->piece + reader->token_end,
                                               length - reader->token_end, &skipped);
    reader->piece_offset += length;
    reader->token_end = 0;
}

ddbstream_status ddbs_reader_parse(struct reader *reader, const struct piece *piece)
{
    ddbstream_status status = parse_piece(reader, piece);
    if (status == DDBSTREAM_OK)
        leave_piece(reader, piece->length);
    return status;
}

/* A number at the very end is complete only now. yajl drops an unfinished string after a complete
 * document in silence, so what is left is looked at here. */
static ddbstream_status complete(struct reader *reader, size_t length)
{
    struct json_fault fault = ddbs_json_find_fault(
        reader->expect, reader->piece + reader->token_end, length - reader->token_end);
    if (fault.found || reader->expect == EXPECT_NOTHING)
        return fault.found ? refuse(reader, length) : DDBSTREAM_OK;
    leave_piece(reader, length);
    reader->piece = "";
    if (setjmp(reader->pool.no_memory) != 0)
        return DDBSTREAM_ERROR_MEMORY;
    if (yajl_complete_parse(reader->yajl) == yajl_status_client_canceled)
        return reader->status;
    return reader->expect == EXPECT_NOTHING ? DDBSTREAM_OK : refuse(reader, 0);
}

ddbstream_status ddbs_reader_finish(struct reader *reader, const struct piece *piece)
{
    ddbstream_status status = parse_piece(reader, piece);
    return status == DDBSTREAM_OK ? complete(reader, piece->length) : status;
}
