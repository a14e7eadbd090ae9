/* What a JSON reader tells its listener: one token at a time. */
#ifndef DDBS_TOKEN_H
#define DDBS_TOKEN_H

#include <stddef.h>
#include <stdint.h>

#include <ddbstream/status.h>

enum token_kind {
    TOKEN_OBJECT,
    TOKEN_OBJECT_END,
    TOKEN_ARRAY,
    TOKEN_ARRAY_END,
    TOKEN_NAME, /* of an object's member */
    TOKEN_STRING,
    TOKEN_NUMBER,
    TOKEN_TRUE,
    TOKEN_FALSE,
    TOKEN_NULL
};

/* Why the text of a name or string can't be used. */
struct flaw {
    ddbstream_status status;
    uint64_t offset;    /* in the document */
    const char *reason; /* a static string */
};

/* `data` is the unescaped text of a name or string, or a number as it stands, and lives until the
 * listener returns; it does not end in NUL. */
struct token {
    enum token_kind kind;
    const char *data;
    size_t length;
    uint64_t end;            /* the offset in the document of the byte after it */
    const struct flaw *flaw; /* NULL for all but a few names and strings */
    const struct token_source *source;
};

/* Tells where in the document the token that is being heard starts. Asked only for faults and for
 * the first byte of records, so that it need not be known of every token. */
struct token_source {
    uint64_t (*offset)(const struct token_source *source, const struct token *token);
};

static inline uint64_t ddbs_token_offset(const struct token *token)
{
    return token->source->offset(token->source, token);
}

/* Hears each token in turn; any status but DDBSTREAM_OK ends the reading. */
struct token_listener {
    ddbstream_status (*hear)(void *context, const struct token *token);
    void *context;
};

/* How a parser of tokens gets on. */
enum step {
    STEP_NEXT,     /* give me the next token */
    STEP_DONE,     /* that was my last one */
    STEP_FAULT,    /* it does not fit; I have kept what is wrong */
    STEP_NO_MEMORY /* an allocation failed */
};

/* "a string", for messages. */
const char *ddbs_token_describe(enum token_kind kind);

#endif
