/* JSON text in, tokens out. The one room that knows yajl.
 *
 * Pieces hold whole tokens (see piece.h), so the place of a token can be found by looking back
 * from its end, which yajl knows. */
#ifndef DDBS_READER_H
#define DDBS_READER_H

#include <stddef.h>
#include <stdint.h>

#include <ddbstream/status.h>

#include "json_fault.h"
#include "piece.h"
#include "pool.h"
#include "token.h"

struct reader {
    struct token_source source; /* first, so that a source can be taken for its reader */
    struct token_listener listener;
    struct pool pool;
    struct yajl_handle_t *yajl; /* NULL: a document has not begun */
    size_t max_string;          /* bytes that a string may have in the document, quotes aside */

    const struct piece *piece; /* being parsed */
    uint64_t piece_offset;
    struct json_state before; /* at the front of the piece */
    struct nesting nesting;   /* now */
    size_t look_from;         /* the length of text from which on it may have a flaw */
    struct token token;       /* the last one; its kind is TOKEN_NONE at the front of the piece */
    struct flaw flaw;         /* of that one */
    uint64_t document_end;    /* 0: it has not ended */

    ddbstream_status status; /* why a callback stopped yajl */
    uint64_t fault_offset;   /* set with DDBSTREAM_ERROR_JSON, _TRUNCATED and _LIMIT */
    const char *fault_reason;
};

/* Allocates nothing yet. Must be reset before use. */
void ddbs_reader_init(struct reader *reader, const ddbstream_allocator *allocator,
                      size_t max_string);

/* Ready for a new document, of which the listener hears each token; its status comes back from
 * parse. Keeps the memory. */
void ddbs_reader_reset(struct reader *reader, struct token_listener listener);

void ddbs_reader_release(struct reader *reader);

/* Refuses the string that would come next, because of the byte at that place in it, unless no
 * string may come next. Returns DDBSTREAM_ERROR_JSON. */
ddbstream_status ddbs_reader_refuse_string(struct reader *reader, uint64_t at, const char *reason);

/* Counts bytes at the front of the document that are no part of its JSON. */
void ddbs_reader_skip(struct reader *reader, uint64_t length);

/* Reads a piece of whole tokens. Returns DDBSTREAM_OK, DDBSTREAM_ERROR_JSON,
 * DDBSTREAM_ERROR_LIMIT (nested too deep, or a number too long), DDBSTREAM_ERROR_MEMORY, or what
 * the listener returned. After any but DDBSTREAM_OK only reset and release may be called. */
ddbstream_status ddbs_reader_parse(struct reader *reader, const struct piece *piece);

/* Reads the last piece, whose last token may lack its end, and ends the document. Returns
 * DDBSTREAM_ERROR_TRUNCATED when something is missing, else as ddbs_reader_parse. */
ddbstream_status ddbs_reader_finish(struct reader *reader, const struct piece *piece);

#endif
