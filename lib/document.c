/* The states of document.h: one function each. Knows where records stand, and not what is in
 * them. */
#include "document.h"

#include <string.h>

#include "path.h"

static enum step at_start(struct document *document, const struct token *token);
static enum step at_member(struct document *document, const struct token *token);
static enum step in_around(struct document *document, const struct token *token);
static enum step in_own(struct document *document, const struct token *token);
static enum step at_records(struct document *document, const struct token *token);
static enum step in_array(struct document *document, const struct token *token);

/* Life. */

void ddbs_document_init(struct document *document, struct record_parser *record,
                        struct around *around, uint64_t max_records, ddbstream_shape wanted)
{
    document->record = record;
    document->around = around;
    document->max_records = max_records;
    document->wanted = wanted;
    ddbs_document_reset(document);
}

void ddbs_document_next_line(struct document *document)
{
    document->state = at_start;
    document->is_one_line = true;
    document->in_listed_record = false;
    document->is_lone_record = false;
    document->has_records = false;
    document->early.status = DDBSTREAM_OK;
    document->found = NULL;
    document->names_length = 0;
}

void ddbs_document_reset(struct document *document)
{
    ddbs_document_next_line(document);
    document->is_one_line = false;
    document->count = 0;
    document->record->origin = (struct origin){ RECORDS_MEMBER, false, document->wanted };
}

static enum step go(struct document *document,
                    enum step (*state)(struct document *, const struct token *))
{
    document->state = state;
    return STEP_NEXT;
}

/* Faults. */

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

static enum step wrong_kind(struct document *document, const struct token *token,
                            const char *expected)
{
    document->found = ddbs_token_describe(token->kind);
    return wrong_document(document, token, expected);
}

/* Outside records there is nothing smaller to give up than the document. */
static enum step flaw_fault(struct document *document, const struct flaw *flaw)
{
    document->fault = *flaw;
    return STEP_FAULT;
}

static enum step too_many(struct document *document, const struct token *token)
{
    return fault(document, token, DDBSTREAM_ERROR_LIMIT,
                 "the document has more records than max_records");
}

/* Keeps the first names of an object's members, for the message that it is of no known shape. */
static void note_name(struct document *document, const struct token *token)
{
    enum { LONGEST = 40, AROUND = 4, DOTS = 4 };
    char *end = document->names + document->names_length;
    size_t room = sizeof document->names - document->names_length;
    if (token->length > LONGEST || token->length + AROUND + DOTS > room)
        return;
    if (document->names_length > 0) {
        memcpy(end, ", ", 2);
        end += 2;
    }
    *end++ = '"';
    memcpy(end, token->data, token->length);
    end += token->length;
    memcpy(end, "\"", 2);
    document->names_length = (size_t)(end + 1 - document->names);
}

static enum step unknown_shape(struct document *document, const struct token *token)
{
    if (document->early.status != DDBSTREAM_OK)
        return flaw_fault(document, &document->early);
    document->found = document->names_length > 0 ? document->names : NULL;
    if (document->names_length == 0)
        return wrong_document(document, token,
                              "expected Records, a record or a line of an export, found an empty "
                              "object");
    return wrong_document(document, token,
                          "expected Records, a record or a line of an export, found an object "
                          "with ");
}

/* Shapes. */

static bool has_wanted_array(const struct document *document, ddbstream_shape found)
{
    return found == DDBSTREAM_SHAPE_LAMBDA
           && (document->wanted == DDBSTREAM_SHAPE_STREAMS
               || document->wanted == DDBSTREAM_SHAPE_KINESIS);
}

/* The document is of that shape; of lines, the first one tells. Which of those with Records it is,
 * is seen from a record. */
static enum step set_shape(struct document *document, const struct token *token,
                           ddbstream_shape found)
{
    ddbstream_shape *shape = &document->around->document.shape;
    bool is_wanted = document->wanted == DDBSTREAM_SHAPE_ANY || document->wanted == found;
    if (!document->is_one_line || (is_wanted && *shape == DDBSTREAM_SHAPE_ANY))
        *shape = found;
    if (is_wanted)
        return STEP_NEXT;
    if (has_wanted_array(document, found)) {
        *shape = document->wanted;
        return STEP_NEXT;
    }
    document->found = ddbstream_shape_name(found);
    return fault(document, token, DDBSTREAM_ERROR_SHAPE,
                 "this is not the shape that was asked for, but ");
}

void ddbs_document_count(struct document *document)
{
    const struct record_parser *record = document->record;
    ddbstream_shape *shape = &document->around->document.shape;
    bool is_first = document->count++ == 0;
    if (is_first && record->origin.arrangement == RECORDS_MEMBER
        && document->wanted == DDBSTREAM_SHAPE_ANY)
        *shape = record->record.source;
}

bool ddbs_document_accept_line(struct document *document)
{
    ddbstream_shape *shape = &document->around->document.shape;
    bool is_export = document->record->kind == KIND_EXPORT;
    ddbstream_shape found = is_export ? DDBSTREAM_SHAPE_EXPORT : DDBSTREAM_SHAPE_RECORD;
    if (document->wanted != DDBSTREAM_SHAPE_ANY && document->wanted != found)
        return false;
    if (*shape == DDBSTREAM_SHAPE_ANY)
        *shape = found;
    ddbs_document_count(document);
    return true;
}

static void begin_record(struct document *document, const struct token *token,
                         enum arrangement arrangement)
{
    document->record->origin.arrangement = arrangement;
    ddbs_record_parser_begin(document->record, document->count, ddbs_token_offset(token));
}

/* Where an export was asked for, a line may be a document of another shape, which is refused. */
static bool may_be_another(const struct document *document)
{
    return document->is_one_line && document->wanted == DDBSTREAM_SHAPE_EXPORT
           && !document->is_lone_record;
}

/* Only what stands around Records can still come. */
static bool is_no_record(const struct document *document)
{
    return document->has_records || document->around->document.shape == DDBSTREAM_SHAPE_FAILURE;
}

/* What was taken for a record's is the document's. */
static enum step leave_record(struct document *document)
{
    const struct record_parser *record = document->record;
    if (document->early.status != DDBSTREAM_OK)
        return flaw_fault(document, &document->early);
    return ddbs_around_take_over(document->around, &record->record, &record->unknown)
               ? STEP_NEXT
               : STEP_NO_MEMORY;
}

/* States. */

static enum step at_start(struct document *document, const struct token *token)
{
    if (document->count > 0 && document->count == document->max_records)
        return too_many(document, token); /* lines */
    if (token->kind == TOKEN_ARRAY && (!document->is_one_line || may_be_another(document))) {
        document->record->origin.arrangement = BARE_ARRAY;
        document->has_records = true;
        document->array_depth = token->depth;
        document->state = in_array;
        return set_shape(document, token, DDBSTREAM_SHAPE_PIPES);
    }
    if (token->kind != TOKEN_OBJECT)
        return wrong_kind(document, token,
                          document->is_one_line ? "expected an object, found "
                                                : "expected an object or an array, found ");
    begin_record(document, token, STANDS_ALONE);
    document->state = at_member;
    return ddbs_record_parser_take(document->record, token);
}

static enum step begin_records(struct document *document, const struct token *token)
{
    bool is_streams = document->record->origin.from_streams;
    ddbstream_shape found = is_streams ? DDBSTREAM_SHAPE_STREAMS : DDBSTREAM_SHAPE_LAMBDA;
    enum step step;
    if (may_be_another(document))
        return set_shape(document, token, found);
    if (document->is_lone_record || document->is_one_line || is_no_record(document))
        return wrong_document(document, token,
                              document->has_records ? "the document has two members Records"
                                                    : "Records can't stand in such a document");
    step = leave_record(document);
    if (step == STEP_NEXT)
        step = set_shape(document, token, found);
    if (step != STEP_NEXT)
        return step;
    document->has_records = true;
    document->record->origin.arrangement = RECORDS_MEMBER;
    return go(document, at_records);
}

/* A NextShardIterator stands beside Records, before or after. */
static enum step note_streams(struct document *document, const struct token *token)
{
    document->record->origin.from_streams = true;
    return document->has_records ? set_shape(document, token, DDBSTREAM_SHAPE_STREAMS) : STEP_NEXT;
}

static enum step begin_around(struct document *document, const struct token *token,
                              enum around_kind kind)
{
    enum step step = STEP_NEXT;
    if (kind == AROUND_STREAMS)
        step = note_streams(document, token);
    if (kind == AROUND_FAILURE && !is_no_record(document)) {
        step = leave_record(document);
        if (step == STEP_NEXT)
            step = set_shape(document, token, DDBSTREAM_SHAPE_FAILURE);
    }
    document->state = in_around;
    return step == STEP_NEXT ? ddbs_around_begin(document->around, token) : step;
}

/* A member that only a record has makes the document one. */
static enum step begin_own(struct document *document, const struct token *token)
{
    const struct record_member *member = ddbs_find_member(
        &ddbs_single_object, ddbs_single_object.members, token->data, token->length);
    bool is_change = member != NULL && ddbs_makes_a_record(member->form);
    bool is_export = member != NULL && member->form == FORM_IMAGE;
    document->state = in_own;
    if (!document->is_lone_record)
        note_name(document, token);
    if (!document->is_lone_record && (is_change || is_export)) {
        enum step step =
            set_shape(document, token, is_export ? DDBSTREAM_SHAPE_EXPORT : DDBSTREAM_SHAPE_RECORD);
        if (step != STEP_NEXT)
            return step;
        document->is_lone_record = true;
    }
    return ddbs_record_parser_take(document->record, token);
}

static enum step end_object(struct document *document, const struct token *token)
{
    enum step step;
    if (is_no_record(document))
        return ddbs_around_end(document->around) ? STEP_NEXT : STEP_NO_MEMORY;
    if (!document->is_lone_record)
        return unknown_shape(document, token);
    step = ddbs_record_parser_take(document->record, token);
    if (step == STEP_DONE)
        ddbs_document_count(document);
    return step;
}

static void note_flaw(struct document *document, const struct token *token)
{
    if (token->flaw != NULL && !document->is_lone_record && document->early.status == DDBSTREAM_OK)
        document->early = *token->flaw;
}

/* Whose the member is. The order counts: each question is for what those before it have left. */
static enum step at_member(struct document *document, const struct token *token)
{
    static const char records[] = "Records";
    enum around_kind kind;
    if (token->kind == TOKEN_OBJECT_END)
        return end_object(document, token);
    if (token->flaw != NULL && is_no_record(document))
        return flaw_fault(document, token->flaw);
    if (token->flaw != NULL) { /* it may be a record's, and then costs that record alone */
        note_flaw(document, token);
        document->state = in_own;
        return ddbs_record_parser_take(document->record, token);
    }
    if (token->length == sizeof records - 1 && memcmp(token->data, records, token->length) == 0)
        return begin_records(document, token);
    kind = ddbs_around_find(token->data, token->length);
    if (kind == AROUND_FAILURE && may_be_another(document))
        return set_shape(document, token, DDBSTREAM_SHAPE_FAILURE); /* a line would take it in */
    if (is_no_record(document))
        return begin_around(document, token, kind); /* unknown ones too */
    if (document->is_lone_record || document->is_one_line || kind == AROUND_UNKNOWN)
        return begin_own(document, token);
    return begin_around(document, token, kind);
}

/* An image's tokens and its end do not come by here, only what follows: the record parser has put
 * itself in the reader's way until then (hear_alone). */
static enum step in_own(struct document *document, const struct token *token)
{
    if (token->depth == 0 || (token->depth == 1 && token->kind == TOKEN_NAME))
        return at_member(document, token);
    note_flaw(document, token);
    return ddbs_record_parser_take(document->record, token);
}

static enum step in_around(struct document *document, const struct token *token)
{
    enum step step;
    if (token->flaw != NULL)
        return flaw_fault(document, token->flaw);
    step = ddbs_around_take(document->around, token);
    if (step == STEP_DONE || step == STEP_FAULT)
        document->state = at_member;
    if (step == STEP_DONE)
        return STEP_NEXT;
    return step == STEP_FAULT ? STEP_REMARK : step;
}

static enum step at_records(struct document *document, const struct token *token)
{
    if (token->kind == TOKEN_NULL)
        return go(document, at_member);
    if (token->kind != TOKEN_ARRAY)
        return wrong_kind(document, token, "expected Records to be an array, found ");
    document->array_depth = token->depth;
    return go(document, in_array);
}

static enum step in_array(struct document *document, const struct token *token)
{
    enum arrangement arrangement = document->record->origin.arrangement;
    if (token->kind == TOKEN_ARRAY_END)
        return go(document, at_member);
    if (document->count == document->max_records)
        return too_many(document, token);
    if (arrangement == BARE_ARRAY && document->count == 0 && token->kind != TOKEN_OBJECT)
        return wrong_kind(document, token, "expected records in the array, found ");
    begin_record(document, token, arrangement);
    document->in_listed_record = true;
    return ddbs_document_take(document, token);
}

bool ddbs_document_enter_records(struct document *document)
{
    ddbstream_shape wanted = document->wanted;
    bool is_other = has_wanted_array(document, DDBSTREAM_SHAPE_LAMBDA);
    if (wanted != DDBSTREAM_SHAPE_ANY && wanted != DDBSTREAM_SHAPE_LAMBDA && !is_other)
        return false;
    document->around->document.shape = is_other ? wanted : DDBSTREAM_SHAPE_LAMBDA;
    document->has_records = true;
    document->record->origin.arrangement = RECORDS_MEMBER;
    document->array_depth = 2;
    document->state = in_array;
    return true;
}

bool ddbs_document_leave_records(struct document *document)
{
    document->state = at_member;
    return ddbs_around_end(document->around);
}

/* Where reading stands. */

enum document_place ddbs_document_place(const struct document *document)
{
    if (document->in_listed_record)
        return PLACE_IN_RECORD;
    if (document->state == in_array)
        return PLACE_BETWEEN_RECORDS;
    if (document->state == at_start)
        return PLACE_AT_START;
    if (document->state == at_records)
        return PLACE_BEFORE_RECORDS;
    return document->is_lone_record || is_no_record(document) ? PLACE_AFTER_RECORDS
                                                              : PLACE_BEFORE_RECORDS;
}

bool ddbs_document_path(const struct document *document, struct ddbstream_buffer *path)
{
    if (document->in_listed_record || document->is_lone_record)
        return ddbs_record_parser_path(document->record, path);
    if (!ddbs_buffer_append_text(path, "$"))
        return false;
    if (document->record->origin.arrangement == RECORDS_MEMBER
        && (document->state == at_records || document->state == in_array))
        return ddbs_buffer_append_text(path, ".Records");
    return true;
}
