/* What the decoding of a golden case comes to, as text: a log line for each good record, a line for
 * each error, what the document says beside its records, and the status at the end. */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include <ddbstream/ddbstream.h>

struct transcript {
    ddbstream_buffer *text;
    ddbstream_sink sink; /* into text */
    ddbstream_log *log;  /* into sink */
};

/* Both end the program when there is no memory. */
void transcript_begin(struct transcript *transcript);
void transcript_end(struct transcript *transcript);

/* Callbacks of a decoder whose user is a transcript. */
int transcript_record(const ddbstream_record *record, void *user);
int transcript_error(const ddbstream_error *error, void *user);

void transcript_status(struct transcript *transcript, const ddbstream_document *document,
                       ddbstream_status status);

/* Adds all of a batch, in the order of the document, and the status that it was decoded with. */
void transcript_batch(struct transcript *transcript, const ddbstream_batch *batch,
                      ddbstream_status status);

/* Ends the program unless the call went well. */
void must(ddbstream_status status);

/* A whole file, for free(); NULL when it can't be read. */
char *read_file(const char *path, size_t *length);

#endif
