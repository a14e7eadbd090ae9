/* What a JSON reader tells its listener: one token at a time. */
#ifndef DDBS_TOKEN_H
#define DDBS_TOKEN_H

#include <stdbool.h>
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
    TOKEN_NULL,
    TOKEN_NONE /* there was none yet; nobody is told of it */
};

/* Why the text of a name or string can't be used. */
struct flaw {
    ddbstream_status status;
    uint64_t offset;    /* in the document */
    const char *reason; /* a static string */
};

/* Bytes of the document in memory, in which tokens are found. */
struct stretch {
    const char *data;
    size_t length;
    uint64_t offset; /* of the first byte in the document */
};

/* `data` is the unescaped text of a name or string, or a number as it stands, and lives until the
 * listener returns; it does not end in NUL. */
struct token {
    enum token_kind kind;
    const char *data;
    size_t length;
    size_t depth;            /* objects and arrays that are open after it */
    const struct flaw *flaw; /* NULL for all but a few names and strings */
    const struct token_source *source;
    struct stretch stretch; /* where it was found */
};

/* Tells the place in the document of the token that is being heard: its first byte, and the next
 * one after it. For most tokens nobody wants to know. */
struct token_source {
    uint64_t (*offset)(const struct token_source *source, const struct token *token);
    uint64_t (*end)(const struct token_source *source);
};

static inline uint64_t ddbs_token_offset(const struct token *token)
{
    return token->source->offset(token->source, token);
}

static inline uint64_t ddbs_token_end(const struct token *token)
{
    return token->source->end(token->source);
}

/* ddbs_token_offset for names and strings, quickly: text without escapes lies where it was found,
 * right behind its quote. */
static inline uint64_t ddbs_token_text_offset(const struct token *token)
{
    size_t place = (size_t)((uintptr_t)token->data - (uintptr_t)token->stretch.data);
    if (place < token->stretch.length)
        return token->stretch.offset + place - 1;
    return ddbs_token_offset(token);
}

/* About how many bytes the token has in JSON. */
static inline size_t ddbs_token_weight(const struct token *token)
{
    bool has_text = token->kind >= TOKEN_NAME && token->kind <= TOKEN_NUMBER;
    return has_text ? token->length + 1 : 1;
}

/* Hears each token in turn, and says 0 to go on. Anything else is for the judge, who makes a status
 * of it, perhaps to go on: so who hears many tokens need not stay to look at what became of each.
 * Without a judge it is a status itself. Any but DDBSTREAM_OK ends the reading. Whoever puts another
 * listener in this one's place, while it hears, has it say 0. */
struct token_listener {
    int (*hear)(void *context, const struct token *token);
    void *context;
    ddbstream_status (*judge)(void *context, const struct token *token, int said); /* or NULL */
};

/* How a parser of tokens gets on. */
enum step {
    STEP_NEXT,     /* give me the next token */
    STEP_DONE,     /* that was my last one */
    STEP_FAULT,    /* it does not fit; I have kept what is wrong */
    STEP_REMARK,   /* likewise, but give me the next token */
    STEP_NO_MEMORY /* an allocation failed */
};

/* "a string", for messages. */
const char *ddbs_token_describe(enum token_kind kind);

#endif
