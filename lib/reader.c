/* Drives yajl over pieces of text, passes its callbacks on as tokens, and finds the place of what
 * yajl refuses. Knows nothing of what the tokens mean. */
#include "reader.h"

#include <yajl/yajl_parse.h>

#include "quotes.h"
#include "rare.h"
#include "word.h"

/* The place of a token, and what is wrong with its text. */

static uint64_t end_of(const struct token_source *source)
{
    const struct reader *reader = (const struct reader *)source;
    return reader->piece_offset + yajl_get_bytes_consumed(reader->yajl) + reader->piece->unseen;
}

/* The piece holds whole tokens, so that of a string begins in it. */
static uint64_t offset_of_string(const struct reader *reader)
{
    size_t end = yajl_get_bytes_consumed(reader->yajl);
    return reader->piece_offset + ddbs_quotes_find_last(reader->piece->data, end - 1);
}

static uint64_t offset_of(const struct token_source *source, const struct token *token)
{
    switch (token->kind) {
    case TOKEN_NAME:
    case TOKEN_STRING:
        return offset_of_string((const struct reader *)source);
    case TOKEN_NUMBER:
        return end_of(source) - token->length;
    case TOKEN_TRUE:
    case TOKEN_NULL:
        return end_of(source) - (sizeof "true" - 1);
    case TOKEN_FALSE:
        return end_of(source) - (sizeof "false" - 1);
    default:
        return end_of(source) - 1;
    }
}

enum { LONGEST_ESCAPE = 6, QUOTES = 2 };

/* Text shorter than this needs no look: its length in the document is never more than six times
 * that of the text, so it is not too long, and the piece is not damaged. */
static size_t shortest_to_look_at(const struct reader *reader, const struct piece *piece)
{
    return piece->is_damaged || piece->unseen > 0 ? 0 : reader->max_string / LONGEST_ESCAPE + 1;
}

static const struct flaw *find_flaw(struct reader *reader)
{
    uint64_t offset = offset_of_string(reader);
    if (end_of(&reader->source) - offset - QUOTES > reader->max_string)
        reader->flaw =
            (struct flaw){ DDBSTREAM_ERROR_LIMIT, offset, "a string is longer than max_string" };
    else if (reader->piece->is_damaged)
        reader->flaw =
            (struct flaw){ DDBSTREAM_ERROR_TEXT, reader->piece_offset + reader->piece->damage_at,
                           "the text is not Unicode" };
    else
        return NULL;
    return &reader->flaw;
}

/* yajl's callbacks. */

static ddbstream_status fail(struct reader *reader, ddbstream_status status, uint64_t offset,
                             const char *reason)
{
    reader->fault_offset = offset;
    reader->fault_reason = reason;
    reader->status = status;
    return status;
}

_Static_assert(LONGEST_WORD == 1024 && NESTING_MOST == 4096, "what is said below");

static ddbstream_status fail_long_word(struct reader *reader, uint64_t offset)
{
    return fail(reader, DDBSTREAM_ERROR_LIMIT, offset, "a number is longer than 1024 characters");
}

DDBS_RARE static int too_deep(struct reader *reader)
{
    fail(reader, DDBSTREAM_ERROR_LIMIT, end_of(&reader->source) - 1,
         "nested deeper than 4096 levels");
    return 0;
}

/* The listener has said something else than to go on. */
DDBS_RARE static int consider(struct reader *reader, int said)
{
    const struct token_listener *listener = &reader->listener;
    reader->status = listener->judge != NULL
                         ? listener->judge(listener->context, &reader->token, said)
                         : (ddbstream_status)said;
    return reader->status == DDBSTREAM_OK;
}

static int tell(struct reader *reader, enum token_kind kind)
{
    int said;
    reader->token.kind = kind;
    said = reader->listener.hear(reader->listener.context, &reader->token);
    return said == 0 ? 1 : consider(reader, said);
}

/* A document that is a scalar ends with it, one that is an object or array with that. */
DDBS_RARE static void end_document(struct reader *reader)
{
    reader->document_end = end_of(&reader->source);
}

static int tell_value(struct reader *reader, enum token_kind kind)
{
    if (reader->token.depth == 0)
        end_document(reader);
    return tell(reader, kind);
}

/* The text may have a flaw, or stand elsewhere. */
DDBS_APART static int tell_looked_at(struct reader *reader, enum token_kind kind)
{
    int goes_on;
    if (reader->piece->text.data != NULL) {
        reader->token.data = reader->piece->text.data;
        reader->token.length = reader->piece->text.length;
    }
    reader->token.flaw = find_flaw(reader);
    goes_on = tell(reader, kind);
    reader->token.flaw = NULL;
    return goes_on;
}

static int tell_text(struct reader *reader, enum token_kind kind, const void *data, size_t length)
{
    reader->token.data = data;
    reader->token.length = length;
    return length < reader->look_from ? tell(reader, kind) : tell_looked_at(reader, kind);
}

static int tell_open(struct reader *reader, enum token_kind kind)
{
    if (!ddbs_nesting_push(&reader->nesting, kind == TOKEN_OBJECT))
        return too_deep(reader);
    reader->token.depth = reader->nesting.depth;
    return tell(reader, kind);
}

static int tell_close(struct reader *reader, enum token_kind kind)
{
    reader->token.depth = --reader->nesting.depth;
    return tell_value(reader, kind);
}

static int on_null(void *context)
{
    return tell_value(context, TOKEN_NULL);
}

static int on_boolean(void *context, int value)
{
    return tell_value(context, value ? TOKEN_TRUE : TOKEN_FALSE);
}

static int on_number(void *context, const char *text, size_t length)
{
    struct reader *reader = context;
    reader->token.data = text;
    reader->token.length = length;
    if (length > LONGEST_WORD)
        return fail_long_word(reader, end_of(&reader->source) - length) == DDBSTREAM_OK;
    return tell_value(reader, TOKEN_NUMBER);
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    struct reader *reader = context;
    if (reader->token.depth == 0)
        end_document(reader);
    return tell_text(reader, TOKEN_STRING, text, length);
}

static int on_name(void *context, const unsigned char *text, size_t length)
{
    return tell_text(context, TOKEN_NAME, text, length);
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
                      size_t max_string)
{
    reader->source = (struct token_source){ offset_of, end_of };
    reader->max_string = max_string;
    reader->yajl = NULL;
    ddbs_pool_init(&reader->pool, allocator);
}

/* yajl cannot be reset, and after a jump out of it not even freed; but all it had is the pool's. */
void ddbs_reader_reset(struct reader *reader, struct token_listener listener)
{
    reader->listener = listener;
    ddbs_pool_reclaim(&reader->pool);
    reader->yajl = NULL;
    reader->piece_offset = 0;
    reader->nesting.depth = 0;
    reader->before.expect = EXPECT_VALUE;
    reader->before.nesting.depth = 0;
    reader->token = (struct token){ .kind = TOKEN_NONE, .source = &reader->source };
    reader->document_end = 0;
    reader->status = DDBSTREAM_OK;
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

/* Pieces. */

static void enter_piece(struct reader *reader, const struct piece *piece)
{
    reader->piece = piece;
    reader->look_from = shortest_to_look_at(reader, piece);
    reader->token.kind = TOKEN_NONE;
    reader->token.stretch = (struct stretch){ piece->data, piece->length, reader->piece_offset };
}

/* What may come after the last token of the piece, if it had any. */
static enum json_expect expected(const struct reader *reader)
{
    switch (reader->token.kind) {
    case TOKEN_NAME:
        return EXPECT_COLON;
    case TOKEN_OBJECT:
        return EXPECT_FIRST_NAME;
    case TOKEN_ARRAY:
        return EXPECT_FIRST_ITEM;
    case TOKEN_NONE:
        return reader->before.expect;
    default: /* a value has ended */
        return ddbs_json_after_value(&reader->nesting);
    }
}

static bool is_separator(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == ','
           || byte == ':';
}

/* Notes where reading stands, so that a fault in the next piece can be found without this one. */
static void leave_piece(struct reader *reader)
{
    const struct piece *piece = reader->piece;
    size_t end = piece->length;
    while (end > 0 && is_separator(piece->data[end - 1]))
        end--;
    reader->before.expect = expected(reader);
    ddbs_json_skip_separators(&reader->before.expect, piece->data + end, piece->length - end);
    ddbs_nesting_copy(&reader->before.nesting, &reader->nesting);
    reader->piece_offset += piece->length + piece->unseen;
}

/* yajl has refused the piece, or the document ends in it: says why and where. */
static ddbstream_status refuse(struct reader *reader)
{
    const struct piece *piece = reader->piece;
    size_t length = piece->length + piece->padding;
    struct json_fault fault = ddbs_json_find_fault(&reader->before, piece->data, length);
    if (fault.at - fault.token > LONGEST_WORD && ddbs_is_word_byte(piece->data[fault.token]))
        return fail_long_word(reader, reader->piece_offset + fault.token);
    if (fault.found)
        return fail(reader, DDBSTREAM_ERROR_JSON, reader->piece_offset + fault.at, fault.reason);
    return fail(reader, DDBSTREAM_ERROR_TRUNCATED,
                reader->piece_offset + piece->length + piece->unseen,
                "the document ends before it is complete");
}

static ddbstream_status parse_piece(struct reader *reader, const struct piece *piece)
{
    size_t length = piece->length + piece->padding;
    yajl_status status;
    enter_piece(reader, piece);
    if (setjmp(reader->pool.no_memory) != 0)
        return DDBSTREAM_ERROR_MEMORY;
    if (reader->yajl == NULL)
        begin(reader);
    status = yajl_parse(reader->yajl, (const unsigned char *)piece->data, length);
    if (status == yajl_status_client_canceled)
        return reader->status;
    return status == yajl_status_ok ? DDBSTREAM_OK : refuse(reader);
}

ddbstream_status ddbs_reader_parse(struct reader *reader, const struct piece *piece)
{
    ddbstream_status status = parse_piece(reader, piece);
    if (status != DDBSTREAM_OK)
        return status;
    if (piece->is_broken || piece->is_overlong) /* yajl would find it when the token ends */
        return refuse(reader);
    leave_piece(reader);
    return DDBSTREAM_OK;
}

/* The end. */

/* A document that is a number is complete only when something follows it. */
static ddbstream_status complete(struct reader *reader)
{
    static const struct piece end = { .data = " ", .padding = 1 };
    ddbstream_status status;
    leave_piece(reader);
    status = parse_piece(reader, &end);
    if (status != DDBSTREAM_OK)
        return status;
    return reader->document_end > 0 ? DDBSTREAM_OK : refuse(reader);
}

/* yajl drops an unfinished string after the document in silence. */
static ddbstream_status check_what_follows(struct reader *reader)
{
    const struct piece *piece = reader->piece;
    size_t from = 0;
    if (reader->document_end > reader->piece_offset)
        from = (size_t)(reader->document_end - reader->piece_offset);
    for (; from < piece->length; from++)
        if (!is_separator(piece->data[from]))
            return refuse(reader);
    return DDBSTREAM_OK;
}

ddbstream_status ddbs_reader_finish(struct reader *reader, const struct piece *piece)
{
    ddbstream_status status = parse_piece(reader, piece);
    if (status != DDBSTREAM_OK)
        return status;
    if (reader->document_end > 0)
        return check_what_follows(reader);
    return reader->nesting.depth > 0 || piece->unseen > 0 ? refuse(reader) : complete(reader);
}

ddbstream_status ddbs_reader_refuse_string(struct reader *reader, uint64_t at, const char *reason)
{
    struct json_fault fault = ddbs_json_find_fault(&reader->before, "\"", 1);
    if (fault.found)
        return fail(reader, DDBSTREAM_ERROR_JSON, reader->piece_offset, fault.reason);
    return fail(reader, DDBSTREAM_ERROR_JSON, reader->piece_offset + at, reason);
}

void ddbs_reader_skip(struct reader *reader, uint64_t length)
{
    reader->piece_offset += length;
}
