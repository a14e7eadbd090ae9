/* Drives yajl over pieces of text, passes its callbacks on as tokens, and finds the place of what
 * yajl refuses. Knows nothing of what the tokens mean. */
#include "reader.h"

#include <yajl/yajl_parse.h>

#include "quotes.h"
#include "word.h"

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

/* The place of a token, and what is wrong with its text. */

static uint64_t offset_of(const struct token_source *source, const struct token *token)
{
    const struct reader *reader = (const struct reader *)source;
    switch (token->kind) {
    case TOKEN_NAME:
    case TOKEN_STRING:
        return reader->piece_offset
               + ddbs_quotes_find_last(reader->piece->data, reader->token_end - 1);
    case TOKEN_NUMBER:
        return token->end - token->length;
    case TOKEN_TRUE:
    case TOKEN_NULL:
        return token->end - (sizeof "true" - 1);
    case TOKEN_FALSE:
        return token->end - (sizeof "false" - 1);
    default:
        return token->end - 1;
    }
}

/* Length in the document, quotes aside: never less than that of the text, and never more than six
 * times it, so most strings need no look at where they start. */
static bool is_too_long(const struct reader *reader, const struct token *token)
{
    enum { LONGEST_ESCAPE = 6, QUOTES = 2 };
    if (reader->piece->unseen == 0 && token->length <= reader->max_string / LONGEST_ESCAPE)
        return false;
    return token->end - offset_of(&reader->source, token) - QUOTES > reader->max_string;
}

static const struct flaw *find_flaw(struct reader *reader, const struct token *token)
{
    if (is_too_long(reader, token))
        reader->flaw = (struct flaw){ DDBSTREAM_ERROR_LIMIT, offset_of(&reader->source, token),
                                      "a string is too long" };
    else if (reader->piece->is_damaged)
        reader->flaw =
            (struct flaw){ DDBSTREAM_ERROR_TEXT, reader->piece_offset + reader->piece->damage_at,
                           "the text is not Unicode" };
    else
        return NULL;
    return &reader->flaw;
}

/* yajl's callbacks. */

static int tell(struct reader *reader, enum token_kind kind, const void *data, size_t length)
{
    struct token token = { .kind = kind, .data = data, .length = length };
    reader->token_end = yajl_get_bytes_consumed(reader->yajl);
    token.end = reader->piece_offset + reader->token_end + reader->piece->unseen;
    token.source = &reader->source;
    if (kind == TOKEN_NAME || kind == TOKEN_STRING)
        token.flaw = find_flaw(reader, &token);
    reader->status = reader->listener.hear(reader->listener.context, &token);
    return reader->status == DDBSTREAM_OK;
}

static int tell_value(struct reader *reader, enum token_kind kind, const void *data, size_t length)
{
    reader->expect = after_value(reader);
    return tell(reader, kind, data, length);
}

static ddbstream_status fail(struct reader *reader, ddbstream_status status, uint64_t offset,
                             const char *reason)
{
    reader->fault_offset = offset;
    reader->fault_reason = reason;
    reader->status = status;
    return status;
}

static ddbstream_status fail_long_word(struct reader *reader, uint64_t offset)
{
    return fail(reader, DDBSTREAM_ERROR_LIMIT, offset, "a number is too long");
}

static int tell_open(struct reader *reader, enum token_kind kind)
{
    bool is_object = kind == TOKEN_OBJECT;
    if (!push(reader, is_object)) {
        size_t end = yajl_get_bytes_consumed(reader->yajl);
        fail(reader, DDBSTREAM_ERROR_LIMIT, reader->piece_offset + end - 1, "nested too deep");
        return 0;
    }
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
    struct reader *reader = context;
    if (length > LONGEST_WORD) {
        uint64_t end = reader->piece_offset + yajl_get_bytes_consumed(reader->yajl);
        fail_long_word(reader, end - length);
        return 0;
    }
    return tell_value(reader, TOKEN_NUMBER, text, length);
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

/* The life of a reader. */

void ddbs_reader_init(struct reader *reader, const ddbstream_allocator *allocator,
                      struct token_listener listener, size_t max_string)
{
    reader->source.offset = offset_of;
    reader->listener = listener;
    reader->max_string = max_string;
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
    yajl_config(reader->yajl, yajl_dont_validate_strings, 1); /* the guard is stricter */
}

/* Where a word begins, if one stands there and its fault lies further on than a word may reach. */
static bool is_in_long_word(const struct reader *reader, size_t length, size_t fault_at,
                            size_t *start)
{
    const char *data = reader->piece->data + reader->token_end;
    ddbs_json_skip_separators(reader->expect, data, length - reader->token_end, start);
    *start += reader->token_end;
    return *start < length && ddbs_is_word_byte(reader->piece->data[*start])
           && fault_at - *start > LONGEST_WORD;
}

/* yajl has refused the piece, or the document ends in it: says why and where. */
static ddbstream_status refuse(struct reader *reader)
{
    const struct piece *piece = reader->piece;
    size_t length = piece->length + piece->padding, end = reader->token_end, word;
    struct json_fault fault = ddbs_json_find_fault(reader->expect, piece->data + end, length - end);
    size_t at = fault.found ? end + fault.at : length;
    if (is_in_long_word(reader, length, at, &word))
        return fail_long_word(reader, reader->piece_offset + word);
    if (fault.found)
        return fail(reader, DDBSTREAM_ERROR_JSON, reader->piece_offset + at, fault.reason);
    return fail(reader, DDBSTREAM_ERROR_TRUNCATED, reader->piece_offset + length + piece->unseen,
                "the document ends before it is complete");
}

static ddbstream_status parse_piece(struct reader *reader, const struct piece *piece)
{
    size_t length = piece->length + piece->padding;
    yajl_status status;
    reader->piece = piece;
    reader->token_end = 0;
    if (setjmp(reader->pool.no_memory) != 0)
        return DDBSTREAM_ERROR_MEMORY;
    if (reader->yajl == NULL)
        begin(reader);
    status = yajl_parse(reader->yajl, (const unsigned char *)piece->data, length);
    if (status == yajl_status_client_canceled)
        return reader->status;
    return status == yajl_status_ok ? DDBSTREAM_OK : refuse(reader);
}

/* Steps over the separators after the last token, so that a fault in the next piece can be judged
 * without this one. */
static void leave_piece(struct reader *reader)
{
    const struct piece *piece = reader->piece;
    size_t skipped;
    reader->expect = ddbs_json_skip_separators(reader->expect, piece->data + reader->token_end,
                                               piece->length - reader->token_end, &skipped);
    reader->piece_offset += piece->length + piece->unseen;
    reader->token_end = 0;
}

ddbstream_status ddbs_reader_parse(struct reader *reader, const struct piece *piece)
{
    ddbstream_status status = parse_piece(reader, piece);
    if (status != DDBSTREAM_OK)
        return status;
    if (piece->is_overlong)
        return fail_long_word(reader, reader->piece_offset);
    leave_piece(reader);
    return DDBSTREAM_OK;
}

/* A number at the very end is complete only now. */
static ddbstream_status complete(struct reader *reader)
{
    static const struct piece nothing = { .data = "" };
    leave_piece(reader);
    reader->piece = &nothing;
    if (setjmp(reader->pool.no_memory) != 0)
        return DDBSTREAM_ERROR_MEMORY;
    if (yajl_complete_parse(reader->yajl) == yajl_status_client_canceled)
        return reader->status;
    return reader->expect == EXPECT_NOTHING ? DDBSTREAM_OK : refuse(reader);
}

/* yajl drops an unfinished string after a complete document in silence, so what is left after the
 * last token is looked at here. */
ddbstream_status ddbs_reader_finish(struct reader *reader, const struct piece *piece)
{
    ddbstream_status status = parse_piece(reader, piece);
    const char *left = piece->data + reader->token_end;
    size_t length = piece->length - reader->token_end, word;
    if (status != DDBSTREAM_OK)
        return status;
    if (ddbs_json_find_fault(reader->expect, left, length).found || piece->unseen > 0
        || is_in_long_word(reader, piece->length, piece->length, &word))
        return refuse(reader);
    return complete(reader);
}

ddbstream_status ddbs_reader_refuse_string(struct reader *reader, uint64_t at, const char *reason)
{
    struct json_fault fault = ddbs_json_find_fault(reader->expect, "\"", 1);
    if (fault.found)
        return fail(reader, DDBSTREAM_ERROR_JSON, reader->piece_offset, fault.reason);
    return fail(reader, DDBSTREAM_ERROR_JSON, reader->piece_offset + at, reason);
}

void ddbs_reader_skip(struct reader *reader, size_t length)
{
    reader->piece_offset += length;
}
