/* All that a decoding gives, as text, so that two of them can be compared. */
#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/ddbstream.h>

/* What a callback returns that ends the document. */
enum { TRACE_STOP = 7 };

struct trace {
    ddbstream_buffer *text;
    ddbstream_log *log;         /* into text */
    ddbstream_encoder *encoder; /* likewise */
    uint64_t calls_left;        /* of callbacks, until one stops */
};

/* A trace's callbacks return TRACE_STOP at the call after so many. */
void trace_init(struct trace *trace, uint64_t calls);

void trace_free(struct trace *trace);

/* The callbacks, with the trace as `user`. An error that says there is no memory leaves no trace,
 * so that a decoding that it ends gives the beginning of the whole text. */
int trace_record(const ddbstream_record *record, void *user);
int trace_error(const ddbstream_error *error, void *user);

/* All of a batch, in the order in which a decoder tells it. */
void trace_batch(struct trace *trace, const ddbstream_batch *batch);

/* What a decoder tells at the end, the document's own members included. */
void trace_end(struct trace *trace, const ddbstream_decoder *decoder, ddbstream_status status);

bool trace_same(const struct trace *a, const struct trace *b);

/* Whether the whole trace begins with the other. */
bool trace_begins_with(const struct trace *whole, const struct trace *begin);

#endif
