/* Finds the records in a document, and what shape it is of.
 *
 *     at_start ──[──────────────────────────────────────────> in_array ──> a record
 *        │                                                     ^ ^  │         │
 *        {                                                     │ └──┼─────────┘ STEP_DONE
 *        v                                                     [    ]
 *     at_member ──"Records"──────────────────────> at_records ─┘    │
 *        │ ^  ^ ^                                      null         │
 *        │ │  │ └───────────────────────────────────────┴───────────┘
 *        │ │  └──> in_around    what stands around records
 *        │ └─────> in_own       what a record has that is the document itself
 *        } ──────> the end
 *
 * Members come in any order, so until the shape is known an object is taken for a record: what is
 * none's goes to `around`, all else to the record parser, which has then read it in vain if
 * Records come after all. From a record's first token on all shapes are alike. */
#ifndef DDBS_DOCUMENT_H
#define DDBS_DOCUMENT_H

#include <stdint.h>

#include "around.h"
#include "fault.h"
#include "record_parser.h"
#include "token.h"

struct document {
    struct record_parser *record;
    struct around *around;
    bool in_listed_record; /* in a record of the array: the record parser takes the tokens */
    bool is_lone_record;   /* the document, or the line, is a record itself */
    bool is_one_line;      /* so it can be nothing but a lone record */
    enum step (*state)(struct document *document, const struct token *token);
    size_t array_depth; /* of the array that the records stand in */
    bool has_records;   /* a member Records was there, if only as null */
    uint64_t count;     /* of records that have ended */
    uint64_t max_records;
    ddbstream_shape wanted;

    struct flaw early; /* of text that may be a record's or not; status DDBSTREAM_OK: none */
    struct flaw fault; /* after STEP_FAULT, */
    const char *found; /* with the end of its sentence, or NULL */
    char names[128];   /* of the members that an object of no known shape has */
    size_t names_length;
};

/* Record parser and around must outlive the document. */
void ddbs_document_init(struct document *document, struct record_parser *record,
                        struct around *around, uint64_t max_records, ddbstream_shape wanted);

/* Ready for the next document. */
void ddbs_document_reset(struct document *document);

/* Ready for the next line of this one. */
void ddbs_document_next_line(struct document *document);

/* A record has ended, which the record parser holds. */
void ddbs_document_count(struct document *document);

/* Counts a line that the record parser holds; false when it is not of the shape that is wanted. */
bool ddbs_document_accept_line(struct document *document);

/* The document begins as most do, {"Records":[, which somebody has read in its place. False, and
 * nothing done, when such a document is not wanted. */
bool ddbs_document_enter_records(struct document *document);

/* And it ends, ]}. False when there is no memory. */
bool ddbs_document_leave_records(struct document *document);

/* The two halves of ddbs_document_take. The second need not follow on STEP_NEXT. */

static inline enum step ddbs_document_hear(struct document *document, const struct token *token)
{
    return document->in_listed_record ? ddbs_record_parser_take(document->record, token)
                                      : document->state(document, token);
}

static inline enum step ddbs_document_heed(struct document *document, enum step step)
{
    if (document->in_listed_record && step == STEP_DONE) {
        document->in_listed_record = false;
        ddbs_document_count(document);
    }
    return step;
}

/* Takes the next token. STEP_DONE: the record parser holds a whole record, good or bad, which is
 * dropped when the next token comes. STEP_REMARK: a member around records is wrong. STEP_FAULT: it
 * is no document that holds records, or not the wanted one, its text is damaged outside of them, or
 * there are too many. */
static inline enum step ddbs_document_take(struct document *document, const struct token *token)
{
    return ddbs_document_heed(document, ddbs_document_hear(document, token));
}

/* Where reading stands. */
enum document_place {
    PLACE_AT_START,
    PLACE_BEFORE_RECORDS,
    PLACE_BETWEEN_RECORDS, /* in their array, but in none of them */
    PLACE_IN_RECORD,
    PLACE_AFTER_RECORDS /* or there won't be any in an array */
};

enum document_place ddbs_document_place(const struct document *document);

/* Appends the path of what is being read. False when there is no memory. */
bool ddbs_document_path(const struct document *document, struct ddbstream_buffer *path);

#endif
