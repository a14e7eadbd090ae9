/* All records of an event that is in memory, at once. Memory grows with the event; for large input
 * use a decoder (decoder.h). */
#ifndef DDBSTREAM_BATCH_H
#define DDBSTREAM_BATCH_H

#include <stddef.h>

#include <ddbstream/api.h>
#include <ddbstream/decoder.h>
#include <ddbstream/document.h>
#include <ddbstream/error.h>
#include <ddbstream/record.h>

DDBSTREAM_BEGIN

/* All records of one document. Any number of threads may read it at once. */
typedef struct ddbstream_batch ddbstream_batch;

/* Decodes a whole document and keeps all its records.
 *
 * batch: receives the batch, which the caller owns and gives back to ddbstream_batch_free. It is
 *     made on failure too, with what was read before the place of the error, unless memory ran
 *     out: then it is NULL.
 * data, length: read during the call only; the batch holds copies.
 * options: NULL for the defaults; on_error is not called. Bad records do not stop the rest: their
 *     errors are kept, beside the records.
 * Returns DDBSTREAM_OK when the document was read to its end, even if records in it were bad; one
 * of the statuses with which ddbstream_decoder_feed and _finish end a document when it was not, and
 * then the last error of the batch tells the place; DDBSTREAM_ERROR_MEMORY;
 * DDBSTREAM_ERROR_ARGUMENT when batch is NULL, data is NULL with a length, or the options make no
 * sense. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_batch_decode(ddbstream_batch **batch, const void *data,
                                                      size_t length,
                                                      const ddbstream_options *options);

/* How many good records there are. 0 for NULL. Cannot fail. Any thread. */
DDBSTREAM_API size_t ddbstream_batch_record_count(const ddbstream_batch *batch);

/* A good record. Its `index` member is its position in the document, which counts bad ones too.
 *
 * position: from 0, below ddbstream_batch_record_count.
 * Returns a pointer that lives until ddbstream_batch_free, or NULL when there is none at that
 * position. Cannot fail. Any thread. */
DDBSTREAM_API const ddbstream_record *ddbstream_batch_record(const ddbstream_batch *batch,
                                                             size_t position);

/* How many errors there are: one for each bad record, one for each member beside the records that
 * is wrong, and one more if the document broke. 0 for NULL. Cannot fail. Any thread. */
DDBSTREAM_API size_t ddbstream_batch_error_count(const ddbstream_batch *batch);

/* An error, in the order of the document.
 *
 * position: from 0, below ddbstream_batch_error_count.
 * Returns a pointer that lives until ddbstream_batch_free, or NULL when there is none at that
 * position. Cannot fail. Any thread. */
DDBSTREAM_API const ddbstream_error *ddbstream_batch_error(const ddbstream_batch *batch,
                                                           size_t position);

/* What the document says beside its records: its shape, a tumbling window's state.
 *
 * Returns a pointer that lives until ddbstream_batch_free; NULL for NULL. Cannot fail. Any
 * thread. */
DDBSTREAM_API const ddbstream_document *ddbstream_batch_document(const ddbstream_batch *batch);

/* Gives back the batch with all its records and errors. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_batch_free(ddbstream_batch *batch);

DDBSTREAM_END

#endif
