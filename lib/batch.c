/* Keeps all records and errors of a document: copies of the structs, and the memory of a decoder
 * that gives nothing back. */
#include <ddbstream/batch.h>

#include <string.h>

#include "arena.h"
#include "decoding.h"
#include "memory.h"
#include "options.h"

/* Pointers to what is kept, in order. */
struct kept {
    void **items;
    size_t count, room;
};

struct ddbstream_batch {
    ddbstream_allocator allocator;
    ddbstream_decoder *decoder; /* owns the arena in which everything lies */
    struct kept records, errors;
    bool no_memory;
};

static bool make_room(struct ddbstream_batch *batch, struct kept *kept)
{
    enum { FIRST = 16 };
    void **grown;
    if (kept->count < kept->room)
        return true;
    grown = ddbs_grow_array(&batch->allocator, kept->items, &kept->room, FIRST, sizeof *grown);
    if (grown != NULL)
        kept->items = grown;
    return grown != NULL;
}

/* Keeps a copy of a struct and returns it; NULL when there is no memory. */
static void *keep(struct ddbstream_batch *batch, struct kept *kept, const void *item, size_t size)
{
    void *copy;
    if (!make_room(batch, kept))
        return NULL;
    copy = ddbs_arena_take(&batch->decoder->arena, size);
    if (copy == NULL)
        return NULL;
    kept->items[kept->count++] = memcpy(copy, item, size);
    return copy;
}

static int keep_record(const ddbstream_record *record, void *user)
{
    struct ddbstream_batch *batch = user;
    batch->no_memory = keep(batch, &batch->records, record, sizeof *record) == NULL;
    return batch->no_memory;
}

/* Path and message belong to the decoder, which will write over them. */
static bool keep_text(struct ddbstream_batch *batch, ddbstream_string *text)
{
    return ddbs_arena_copy_string(&batch->decoder->arena, text->data, text->length, text);
}

static int keep_error(const ddbstream_error *error, void *user)
{
    struct ddbstream_batch *batch = user;
    ddbstream_error *copy = keep(batch, &batch->errors, error, sizeof *error);
    batch->no_memory =
        copy == NULL || !keep_text(batch, &copy->path) || !keep_text(batch, &copy->message);
    return batch->no_memory;
}

static ddbstream_status create(struct ddbstream_batch **batch, const ddbstream_allocator *given)
{
    ddbstream_allocator allocator;
    if (!ddbs_allocator_choose(&allocator, given))
        return DDBSTREAM_ERROR_ARGUMENT;
    *batch = ddbs_allocate(&allocator, sizeof **batch);
    if (*batch == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    **batch = (struct ddbstream_batch){ .allocator = allocator };
    return DDBSTREAM_OK;
}

/* Decodes into the batch; what the keeping callbacks could not keep is a lack of memory. */
static ddbstream_status decode(struct ddbstream_batch *batch, const void *data, size_t length,
                               const ddbstream_options *options)
{
    ddbstream_status status;
    status = ddbstream_decoder_create(&batch->decoder, keep_record, batch, options);
    if (status != DDBSTREAM_OK)
        return status;
    batch->decoder->keeps_records = true;
    status = ddbstream_decoder_run(batch->decoder, data, length);
    return batch->no_memory ? DDBSTREAM_ERROR_MEMORY : status;
}

ddbstream_status ddbstream_batch_decode(ddbstream_batch **batch, const void *data, size_t length,
                                        const ddbstream_options *options)
{
    ddbstream_options known;
    ddbstream_status status;
    if (batch == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *batch = NULL;
    if ((data == NULL && length > 0) || !ddbs_options_read(&known, options))
        return DDBSTREAM_ERROR_ARGUMENT;
    known.on_error = keep_error;
    status = create(batch, known.allocator);
    if (status == DDBSTREAM_OK)
        status = decode(*batch, data, length, &known);
    if (status == DDBSTREAM_ERROR_MEMORY) {
        ddbstream_batch_free(*batch);
        *batch = NULL;
    }
    return status;
}

static void *kept_at(const struct kept *kept, size_t position)
{
    return position < kept->count ? kept->items[position] : NULL;
}

size_t ddbstream_batch_record_count(const ddbstream_batch *batch)
{
    return batch != NULL ? batch->records.count : 0;
}

const ddbstream_record *ddbstream_batch_record(const ddbstream_batch *batch, size_t position)
{
    return batch != NULL ? kept_at(&batch->records, position) : NULL;
}

size_t ddbstream_batch_error_count(const ddbstream_batch *batch)
{
    return batch != NULL ? batch->errors.count : 0;
}

const ddbstream_error *ddbstream_batch_error(const ddbstream_batch *batch, size_t position)
{
    return batch != NULL ? kept_at(&batch->errors, position) : NULL;
}

const ddbstream_document *ddbstream_batch_document(const ddbstream_batch *batch)
{
    return batch != NULL ? ddbstream_decoder_document(batch->decoder) : NULL;
}

void ddbstream_batch_free(ddbstream_batch *batch)
{
    ddbstream_allocator allocator;
    if (batch == NULL)
        return;
    allocator = batch->allocator;
    ddbstream_decoder_free(batch->decoder);
    ddbs_release(&allocator, batch->records.items, batch->records.room * sizeof(void *));
    ddbs_release(&allocator, batch->errors.items, batch->errors.room * sizeof(void *));
    ddbs_release(&allocator, batch, sizeof *batch);
}
