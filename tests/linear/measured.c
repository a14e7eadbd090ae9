/* Decodes, logs the records and words the errors. */
#include "measured.h"

#include <stdlib.h>
#include <string.h>

/* Memory that moves whenever it grows, so that growing little by little is seen. */

static void *allocate(size_t size, void *context)
{
    (void)context;
    return malloc(size);
}

static void *reallocate(void *block, size_t old_size, size_t new_size, void *context)
{
    void *moved = allocate(new_size, context);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    free(block);
    return moved;
}

static void release(void *block, size_t size, void *context)
{
    (void)size;
    (void)context;
    free(block);
}

static const ddbstream_allocator moving = { allocate, reallocate, release, NULL };

static int log_record(const ddbstream_record *record, void *user)
{
    struct work *work = user;
    work->records++;
    return ddbstream_log_record(work->log, record) != DDBSTREAM_OK;
}

static int word_error(const ddbstream_error *error, void *user)
{
    struct work *work = user;
    work->errors++;
    return ddbstream_error_line(error, NULL, 0) == 0;
}

static ddbstream_status feed_bytes(ddbstream_decoder *decoder, const struct document *document)
{
    for (size_t i = 0; i < document->length; i++)
        ddbstream_decoder_feed(decoder, document->data + i, 1);
    return ddbstream_decoder_finish(decoder);
}

static void decode(struct work *work, const struct document *document)
{
    bool by_bytes = work->way == BY_BYTES || work->way == BYTES_BY_YAJL;
    ddbstream_decoder *decoder = NULL;
    work->options.yajl_only = work->way == WHOLE_BY_YAJL || work->way == BYTES_BY_YAJL;
    work->options.on_error = word_error;
    work->status = ddbstream_decoder_create(&decoder, log_record, work, &work->options);
    if (work->status == DDBSTREAM_OK)
        work->status = by_bytes ? feed_bytes(decoder, document)
                                : ddbstream_decoder_run(decoder, document->data, document->length);
    ddbstream_decoder_free(decoder);
}

static void decode_batch(struct work *work, const struct document *document)
{
    ddbstream_batch *batch = NULL;
    work->status = ddbstream_batch_decode(&batch, document->data, document->length, &work->options);
    work->records += ddbstream_batch_record_count(batch);
    work->errors += ddbstream_batch_error_count(batch);
    ddbstream_batch_free(batch);
}

void measured(struct work *work, const struct document *document)
{
    work->options.allocator = &moving;
    for (size_t i = 0; i < work->times; i++) {
        work->records = work->errors = 0;
        if (work->way == BATCH)
            decode_batch(work, document);
        else
            decode(work, document);
    }
}
