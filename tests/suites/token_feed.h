/* Feeds JSON text to a listener of tokens, by way of guard and reader. */
#ifndef TOKEN_FEED_H
#define TOKEN_FEED_H

#include "guard.h"
#include "reader.h"

#include "suite.h"
#include "test_allocator.h"

struct token_feed {
    struct test_allocator memory; /* for whoever takes part in the test */
    struct token_listener listener;
    struct guard guard;
    struct reader reader;
};

typedef int (*hear_fn)(void *context, const struct token *token);

/* `feed` must not move afterwards. */
static inline void token_feed_init(struct token_feed *feed, hear_fn hear, void *context)
{
    feed->listener = (struct token_listener){ hear, context, NULL };
    test_allocator_init(&feed->memory);
    ddbs_guard_init(&feed->guard, &feed->memory.allocator);
    ddbs_reader_init(&feed->reader, &feed->memory.allocator, SIZE_MAX);
    ddbs_reader_reset(&feed->reader, feed->listener);
}

static inline ddbstream_status token_feed_rest(struct token_feed *feed, struct piece rest)
{
    struct piece part;
    ddbstream_status status;
    do {
        status = ddbs_guard_next(&feed->guard, &rest, &part);
        if (status == DDBSTREAM_OK && rest.length > 0)
            status = ddbs_reader_parse(&feed->reader, &part);
        else if (status == DDBSTREAM_OK)
            return ddbs_reader_finish(&feed->reader, &part);
    } while (status == DDBSTREAM_OK);
    return status;
}

/* A whole document, or as much of it as the listener wants. */
static inline ddbstream_status token_feed_text(struct token_feed *feed, const char *text,
                                               size_t length)
{
    char *copy = exact_copy(text, length);
    ddbstream_status status;
    ddbs_reader_reset(&feed->reader, feed->listener);
    status = token_feed_rest(feed, (struct piece){ .data = copy, .length = length });
    free(copy);
    return status;
}

/* All memory must have been given back by then, but for the feed's own. */
static inline void token_feed_release(struct token_feed *feed)
{
    ddbs_guard_release(&feed->guard);
    ddbs_reader_release(&feed->reader);
    test_allocator_check_empty(&feed->memory);
}

#endif
