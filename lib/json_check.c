/* Reads a text as documents are read, and listens for flaws only. */
#include "json_check.h"

#include "guarded.h"

static int hear(void *context, const struct token *token)
{
    (void)context;
    return token->flaw != NULL ? (int)token->flaw->status : DDBSTREAM_OK;
}

ddbstream_status ddbs_json_check(ddbstream_string text, const ddbstream_allocator *allocator)
{
    struct guarded guarded;
    struct reader reader;
    ddbstream_status status;
    ddbs_guarded_init(&guarded, allocator);
    ddbs_reader_init(&reader, allocator, SIZE_MAX);
    ddbs_reader_reset(&reader, (struct token_listener){ hear, NULL, NULL });
    status = ddbs_read_guarded(&guarded, &reader,
                               (struct piece){ .data = text.data, .length = text.length }, true);
    ddbs_reader_release(&reader);
    ddbs_guarded_release(&guarded);
    return status;
}
