/* Finds the records in a document.
 *
 *     at_start ──{──> at_member ──"Records"──> at_records ──[──> in_array ──> a record
 *                      ^  ^  │                     │                ^  │          │
 *                      │  │  └─other─> skipping    null             └──┼──────────┘ STEP_DONE
 *                      │  └────────────────┘       │                   ]
 *                      └───────────────────────────┴───────────────────┘
 *
 * The shapes of document differ in where their records stand and in what stands around them; from
 * a record's first token on all are alike, and the record parser has them. A new shape is a way
 * from at_start to a record. */
#ifndef DDBS_DOCUMENT_H
#define DDBS_DOCUMENT_H

#include <stdint.h>

#include "fault.h"
#include "record_parser.h"
#include "token.h"

struct document {
    struct record_parser *record;
    bool in_record; /* the record parser takes the tokens */
    enum step (*state)(struct document *document, const struct token *token);
    size_t depth;       /* of what is being skipped */
    size_t array_depth; /* of the array that the records stand in */
    bool has_records;   /* a member Records was there, if only as null */
    uint64_t count;     /* of records that have ended */
    uint64_t max_records;
    struct flaw fault; /* after STEP_FAULT */
};

/* The record parser must outlive the document. */
void ddbs_document_init(struct document *document, struct record_parser *record,
                        uint64_t max_records);

/* Ready for the next document. */
void ddbs_document_reset(struct document *document);

/* Takes the next token. STEP_DONE: the record parser holds a whole record, good or bad, which is
 * dropped when the next token comes. STEP_FAULT: it is no document that holds records, its text is
 * damaged outside of them, or there are too many. */
static inline enum step ddbs_document_take(struct document *document, const struct token *token)
{
    enum step step;
    if (!document->in_record)
        return document->state(document, token);
    step = ddbs_record_parser_take(document->record, token);
    if (step == STEP_DONE) {
        document->in_record = false;
        document->count++;
    }
    return step;
}

/* Where reading stands. */
enum document_place {
    PLACE_BEFORE_RECORDS,
    PLACE_BETWEEN_RECORDS, /* in their array, but in none of them */
    PLACE_IN_RECORD,
    PLACE_AFTER_RECORDS
};

enum document_place ddbs_document_place(const struct document *document);

/* Appends the path of what is being read. False when there is no memory. */
bool ddbs_document_path(const struct document *document, struct ddbstream_buffer *path);

#endif
