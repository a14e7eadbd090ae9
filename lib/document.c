/* The states of document.h: one function each. Knows where records stand, and not what is in
 * them. */
#include "document.h"

#include <string.h>

#include "path.h"

static const char records_name[] = "Records";

static enum step at_start(struct document *document, const struct token *token);
static enum step at_member(struct document *document, const struct token *token);
static enum step at_records(struct document *document, const struct token *token);
static enum step in_array(struct document *document, const struct token *token);
static enum step skipping(struct document *document, const struct token *token);

void ddbs_document_init(struct document *document, struct record_parser *record,
                        uint64_t max_records)
{
    document->record = record;
    document->max_records = max_records;
    ddbs_document_reset(document);
}

void ddbs_document_reset(struct document *document)
{
    document->state = at_start;
    document->in_record = false;
    document->depth = 0;
    document->has_records = false;
    document->count = 0;
}

static enum step go(struct document *document,
                    enum step (*state)(struct document *, const struct token *))
{
    document->state = state;
    return STEP_NEXT;
}

static enum step fault(struct document *document, const struct token *token,
                       ddbstream_status status, const char *reason)
{
    document->fault = (struct flaw){ status, ddbs_token_offset(token), reason };
    return STEP_FAULT;
}

static enum step wrong_document(struct document *document, const struct token *token,
                                const char *reason)
{
    return fault(document, token, DDBSTREAM_ERROR_DOCUMENT, reason);
}

static enum step at_start(struct document *document, const struct token *token)
{
    if (token->kind != TOKEN_OBJECT)
        return wrong_document(document, token,
                              "expected an event: an object with a member Records");
    return go(document, at_member);
}

/* Outside records there is nothing smaller to give up than the document. */
static enum step text_fault(struct document *document, const struct token *token)
{
    document->fault = *token->flaw;
    return STEP_FAULT;
}

static enum step at_member(struct document *document, const struct token *token)
{
    if (token->flaw != NULL)
        return text_fault(document, token);
    if (token->kind == TOKEN_OBJECT_END)
        return document->has_records
                   ? STEP_NEXT
                   : wrong_document(document, token, "the document has no member Records");
    if (token->length != sizeof records_name - 1
        || memcmp(token->data, records_name, token->length) != 0)
        return go(document, skipping);
    if (document->has_records)
        return wrong_document(document, token, "the document has two members Records");
    document->has_records = true;
    return go(document, at_records);
}

static enum step skipping(struct document *document, const struct token *token)
{
    if (token->flaw != NULL)
        return text_fault(document, token);
    if (token->kind == TOKEN_OBJECT || token->kind == TOKEN_ARRAY)
        document->depth++;
    else if (token->kind == TOKEN_OBJECT_END || token->kind == TOKEN_ARRAY_END)
        document->depth--;
    return document->depth > 0 ? STEP_NEXT : go(document, at_member);
}

static enum step at_records(struct document *document, const struct token *token)
{
    if (token->kind == TOKEN_NULL)
        return go(document, at_member);
    if (token->kind != TOKEN_ARRAY)
        return wrong_document(document, token, "expected Records to be an array");
    document->array_depth = token->depth;
    return go(document, in_array);
}

static enum step in_array(struct document *document, const struct token *token)
{
    if (token->kind == TOKEN_ARRAY_END)
        return go(document, at_member);
    if (document->count == document->max_records)
        return fault(document, token, DDBSTREAM_ERROR_LIMIT, "the document has too many records");
    ddbs_record_parser_begin(document->record, document->count, ddbs_token_offset(token));
    document->in_record = true;
    return ddbs_document_take(document, token);
}

enum document_place ddbs_document_place(const struct document *document)
{
    if (document->in_record)
        return PLACE_IN_RECORD;
    if (document->state == in_array)
        return PLACE_BETWEEN_RECORDS;
    return document->has_records ? PLACE_AFTER_RECORDS : PLACE_BEFORE_RECORDS;
}

bool ddbs_document_path(const struct document *document, struct ddbstream_buffer *path)
{
    if (document->in_record)
        return ddbs_record_parser_path(document->record, path);
    if (!ddbs_buffer_append_text(path, "$"))
        return false;
    if (document->state == at_records || document->state == in_array)
        return ddbs_buffer_append_text(path, ".Records");
    return true;
}
