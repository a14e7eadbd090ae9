/* Decodes and logs each case of the golden folders with one allocation after the other failing.
 *
 *     memory FOLDER...
 *
 * The 0th allocation fails, then the 1st, and so on until none is left to fail. Each time the calls
 * must say that memory ran out (or come to the same as ever, where the lack of it does no harm),
 * all memory must come back, and the decoder, once reset, must decode the document as ever. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

/* Counts what is out, and fails once. */
struct heap {
    size_t blocks, bytes;
    size_t calls_left; /* until the one that fails */
    bool has_failed;
};

static bool fails(struct heap *heap)
{
    if (heap->calls_left-- > 0)
        return false;
    heap->calls_left = SIZE_MAX;
    heap->has_failed = true;
    return true;
}

static void *allocate(size_t size, void *context)
{
    struct heap *heap = context;
    void *block = fails(heap) ? NULL : malloc(size);
    if (block != NULL) {
        heap->blocks++;
        heap->bytes += size;
    }
    return block;
}

static void *reallocate(void *block, size_t old_size, size_t new_size, void *context)
{
    struct heap *heap = context;
    void *moved = fails(heap) ? NULL : malloc(new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    free(block);
    heap->bytes += new_size - old_size;
    return moved;
}

static void release(void *block, size_t size, void *context)
{
    struct heap *heap = context;
    heap->blocks--;
    heap->bytes -= size;
    free(block);
}

/* A case being decoded. */
struct run {
    const char *input;
    size_t length;
    struct heap heap;
    ddbstream_allocator allocator;
    ddbstream_log *log;
    ddbstream_status worst; /* of the log */
    size_t records, errors;
};

static int drop(const char *data, size_t length, void *user)
{
    (void)data;
    (void)length;
    (void)user;
    return 0;
}

static int log_record(const ddbstream_record *record, void *user)
{
    struct run *run = user;
    ddbstream_status status = ddbstream_log_record(run->log, record);
    run->records++;
    if (status != DDBSTREAM_OK)
        run->worst = status;
    return 0;
}

static int count_error(const ddbstream_error *error, void *user)
{
    struct run *run = user;
    run->errors += error->status != DDBSTREAM_ERROR_MEMORY;
    return 0;
}

/* In small chunks, so that tokens are held over the cuts. */
static ddbstream_status decode(struct run *run, ddbstream_decoder *decoder, bool in_chunks)
{
    enum { CHUNK = 7 };
    run->records = run->errors = 0;
    if (!in_chunks)
        return ddbstream_decoder_run(decoder, run->input, run->length);
    ddbstream_decoder_reset(decoder);
    for (size_t at = 0; at < run->length; at += CHUNK) {
        size_t left = run->length - at;
        ddbstream_decoder_feed(decoder, run->input + at, left < CHUNK ? left : CHUNK);
    }
    return ddbstream_decoder_finish(decoder);
}

/* What decoding comes to when nothing fails. */
struct outcome {
    ddbstream_status status;
    size_t records, errors;
};

static bool is_same(const struct run *run, ddbstream_status status, const struct outcome *outcome)
{
    return status == outcome->status && run->records == outcome->records
           && run->errors == outcome->errors;
}

static bool decode_twice(struct run *run, ddbstream_decoder *decoder, bool in_chunks,
                         const struct outcome *outcome)
{
    ddbstream_status status = decode(run, decoder, in_chunks);
    if (status != DDBSTREAM_ERROR_MEMORY && run->worst != DDBSTREAM_ERROR_MEMORY
        && !is_same(run, status, outcome))
        return false;
    return is_same(run, decode(run, decoder, in_chunks), outcome);
}

/* Makes everything, decodes, and gives it all back. */
static bool run_once(struct run *run, bool in_chunks, const struct outcome *outcome)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_log_options log_options = DDBSTREAM_LOG_OPTIONS_INIT;
    ddbstream_decoder *decoder = NULL;
    ddbstream_status status;
    bool ok = true;
    options.allocator = log_options.allocator = &run->allocator;
    options.on_error = count_error;
    run->worst = DDBSTREAM_OK;
    status = ddbstream_log_create(&run->log, (ddbstream_sink){ drop, NULL }, &log_options);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_create(&decoder, log_record, run, &options);
    if (status == DDBSTREAM_OK)
        ok = decode_twice(run, decoder, in_chunks, outcome);
    ddbstream_decoder_free(decoder);
    ddbstream_log_free(run->log);
    return ok && run->heap.blocks == 0 && run->heap.bytes == 0;
}

static bool run_batch(struct run *run)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_batch *batch;
    ddbstream_status status;
    bool ok;
    options.allocator = &run->allocator;
    options.keep_unknown_members = true;
    status = ddbstream_batch_decode(&batch, run->input, run->length, &options);
    ok = !run->heap.has_failed || (status == DDBSTREAM_ERROR_MEMORY && batch == NULL);
    ddbstream_batch_free(batch);
    return ok && run->heap.blocks == 0 && run->heap.bytes == 0;
}

static struct outcome find_outcome(struct run *run)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct outcome outcome;
    options.on_error = count_error;
    run->records = run->errors = 0;
    ddbstream_log_create(&run->log, (ddbstream_sink){ drop, NULL }, NULL);
    outcome.status = ddbstream_decode(run->input, run->length, log_record, run, &options);
    outcome.records = run->records;
    outcome.errors = run->errors;
    ddbstream_log_free(run->log);
    return outcome;
}

/* Cases. */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *data = malloc(1 << 20);
    if (file == NULL || data == NULL)
        exit(2);
    *length = fread(data, 1, 1 << 20, file);
    fclose(file);
    return data;
}

static bool fail_each(struct run *run, const char *path)
{
    struct outcome outcome = find_outcome(run);
    enum { WHOLE, CHUNKS, BATCH, WAYS };
    for (int way = WHOLE; way < WAYS; way++) {
        for (size_t n = 0;; n++) {
            run->heap = (struct heap){ .calls_left = n };
            if (way == BATCH ? !run_batch(run) : !run_once(run, way == CHUNKS, &outcome)) {
                fprintf(stderr, "%s: allocation %zu failing, way %d\n", path, n, way);
                return false;
            }
            if (!run->heap.has_failed)
                break;
        }
    }
    return true;
}

static bool run_case(const char *folder, const char *name)
{
    struct run run = { .allocator = { allocate, reallocate, release, NULL } };
    char path[512];
    char *input;
    bool ok;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    run.input = input = read_file(path, &run.length);
    run.allocator.context = &run.heap;
    ok = fail_each(&run, path);
    free(input);
    return ok;
}

static void run_folder(const char *folder, int *cases, int *failed)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        if (end == NULL || strcmp(end, ".json") != 0)
            continue;
        ++*cases;
        *failed += !run_case(folder, entry->d_name);
    }
    if (directory != NULL)
        closedir(directory);
}

int main(int argc, char **argv)
{
    int cases = 0, failed = 0;
    for (int i = 1; i < argc; i++)
        run_folder(argv[i], &cases, &failed);
    printf("%d cases, %d failed\n", cases, failed);
    return cases == 0 || failed > 0;
}
