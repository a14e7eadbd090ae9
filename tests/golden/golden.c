/* Decodes each case of the golden folders in every way there is, and compares what comes out with
 * what the case expects.
 *
 *     golden [--update] FOLDER...
 *
 * A case is FOLDER/NAME.json with FOLDER/NAME.expected beside it. Every way (whole, by yajl only, as
 * a batch, in chunks of each size, in two pieces cut at each place) must give the same text: a log line for
 * each good record, a line for each error, and the status at the end. --update writes that text as
 * the new expectation, to be read before it is committed. */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

/* One case, and what its decoding has given so far. */
struct run {
    const char *input;
    size_t length;
    ddbstream_buffer *output;
    ddbstream_sink sink; /* into output */
    ddbstream_log *log;  /* into sink */
    ddbstream_decoder *decoder;
    ddbstream_decoder *yajl_only;
};

static void must(ddbstream_status status)
{
    if (status == DDBSTREAM_OK)
        return;
    fprintf(stderr, "golden: %s\n", ddbstream_status_text(status));
    exit(2);
}

/* What comes out. */

static void put(struct run *run, const char *text)
{
    if (run->sink.write(text, strlen(text), run->sink.user) != 0)
        must(DDBSTREAM_ERROR_MEMORY);
}

static void put_number(struct run *run, const char *name, uint64_t number)
{
    char text[64];
    snprintf(text, sizeof text, "%s %" PRIu64, name, number);
    put(run, text);
}

static ddbstream_string text_of(const char *text)
{
    return (ddbstream_string){ text, strlen(text) };
}

static void put_text(struct run *run, const char *name, ddbstream_string text)
{
    if (text.data == NULL)
        return;
    put(run, name);
    put(run, text.data);
}

static void put_line(struct run *run, const char *name, ddbstream_string text)
{
    put_text(run, name, text);
    if (text.data != NULL)
        put(run, "\n");
}

static void put_unknown(struct run *run, const ddbstream_unknown_members *unknown)
{
    for (size_t i = 0; i < unknown->count; i++) {
        put_number(run, "  unknown at level", (uint64_t)unknown->members[i].level);
        put_text(run, ", ", unknown->members[i].name);
        put_line(run, ": ", unknown->members[i].json);
    }
}

static int put_record(const ddbstream_record *record, void *user)
{
    struct run *run = user;
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    entry.timestamp = "2023-05-19 02:30:49";
    put_number(run, "record", record->index);
    put_number(run, " at", record->offset);
    put_number(run, ", bytes", record->length);
    put_text(run, ", from ", text_of(ddbstream_shape_name(record->source)));
    put_text(run, ", checkpoint ", record->checkpoint);
    put(run, ddbstream_record_is_ttl_delete(record) ? ", deleted by time to live\n" : "\n");
    put_unknown(run, &record->unknown);
    must(ddbstream_log_write(run->log, &entry));
    return 0;
}

static int put_error(const ddbstream_error *error, void *user)
{
    struct run *run = user;
    size_t length = ddbstream_error_line(error, NULL, 0);
    char *line = malloc(length + 1);
    if (line == NULL)
        return 1;
    ddbstream_error_line(error, line, length + 1);
    put(run, error->ends_document ? "broken, " : "error, ");
    put(run, ddbstream_status_text(error->status));
    if (error->record_index != DDBSTREAM_NO_RECORD) {
        put_number(run, "; record at", error->record_offset);
        put_number(run, ", bytes", error->record_length);
    }
    put(run, "\n  ");
    put(run, line);
    put(run, "\n");
    free(line);
    return 0;
}

static void put_status(struct run *run, ddbstream_status status)
{
    put(run, "end: ");
    put(run, ddbstream_status_text(status));
    put(run, "\n");
}

static void put_flag(struct run *run, const char *name, int value)
{
    if (value != 0)
        put_number(run, name, (uint64_t)value);
    if (value != 0)
        put(run, "\n");
}

static void put_count(struct run *run, const char *name, int64_t count)
{
    put_flag(run, name, (int)count + 1); /* absent is -1 */
}

static void put_failure(struct run *run, const ddbstream_failure *failure)
{
    put_flag(run, "  requestContext", failure->request_presence);
    put_line(run, "  requestId ", failure->request_id);
    put_line(run, "  functionArn ", failure->function_arn);
    put_line(run, "  condition ", failure->condition);
    put_count(run, "  approximateInvokeCount, plus one:", failure->approximate_invoke_count);
    put_flag(run, "  responseContext", failure->response_presence);
    put_count(run, "  statusCode, plus one:", failure->status_code);
    put_line(run, "  executedVersion ", failure->executed_version);
    put_line(run, "  functionError ", failure->function_error);
    put_line(run, "  version ", failure->version);
    put_line(run, "  timestamp ", failure->timestamp);
    put_flag(run, "  batch info", failure->batch_presence);
    put_line(run, "  shardId ", failure->shard_id);
    put_line(run, "  startSequenceNumber ", failure->start_sequence_number);
    put_line(run, "  endSequenceNumber ", failure->end_sequence_number);
    put_line(run, "  first record ", failure->approximate_arrival_of_first_record);
    put_line(run, "  last record ", failure->approximate_arrival_of_last_record);
    put_count(run, "  batchSize, plus one:", failure->batch_size);
    put_line(run, "  streamArn ", failure->stream_arn);
}

/* What the document says beside its records. */
static void put_document(struct run *run, const ddbstream_document *document)
{
    put_line(run, "shape: ", text_of(ddbstream_shape_name(document->shape)));
    put_flag(run, "  window", document->window.presence);
    put_line(run, "  from ", document->window.start);
    put_line(run, "  to ", document->window.end);
    put_line(run, "  state ", document->state);
    put_line(run, "  shardId ", document->shard_id);
    put_line(run, "  eventSourceARN ", document->event_source_arn);
    put_flag(run, "  isFinalInvokeForWindow", document->is_final_invoke_for_window);
    put_flag(run, "  isWindowTerminatedEarly", document->is_window_terminated_early);
    put_flag(run, "  NextShardIterator", document->next_shard_iterator_presence);
    put_line(run, "  NextShardIterator ", document->next_shard_iterator);
    put_failure(run, &document->failure);
    put_unknown(run, &document->unknown);
}

/* The ways to decode. */

static void decode_whole(struct run *run, ddbstream_decoder *decoder)
{
    ddbstream_status status = ddbstream_decoder_run(decoder, run->input, run->length);
    put_document(run, ddbstream_decoder_document(decoder));
    put_status(run, status);
}

/* Every piece goes in from a block of its own size, so that a sanitizer sees what is read beyond
 * its end. */
static ddbstream_status feed(struct run *run, size_t from, size_t length)
{
    char *piece = malloc(length > 0 ? length : 1);
    ddbstream_status status;
    if (piece == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    memcpy(piece, run->input + from, length);
    status = ddbstream_decoder_feed(run->decoder, piece, length);
    free(piece);
    return status;
}

/* A first piece, then chunks of one size. */
static void decode_in_chunks(struct run *run, size_t first, size_t size)
{
    size_t at = first;
    ddbstream_status status;
    ddbstream_decoder_reset(run->decoder);
    feed(run, 0, first);
    while (at < run->length) {
        size_t length = run->length - at < size ? run->length - at : size;
        feed(run, at, length);
        at += length;
    }
    status = ddbstream_decoder_finish(run->decoder);
    put_document(run, ddbstream_decoder_document(run->decoder));
    put_status(run, status);
}

/* In a batch the records come first, so its lines are put in the order of the document. */
static void decode_batch(struct run *run)
{
    ddbstream_batch *batch;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_status status;
    size_t records, errors, r = 0, e = 0;
    options.keep_unknown_members = true;
    status = ddbstream_batch_decode(&batch, run->input, run->length, &options);
    records = ddbstream_batch_record_count(batch);
    errors = ddbstream_batch_error_count(batch);
    while (r < records || e < errors) {
        const ddbstream_record *record = ddbstream_batch_record(batch, r);
        const ddbstream_error *error = ddbstream_batch_error(batch, e);
        if (record != NULL && (error == NULL || record->offset <= error->offset))
            r += put_record(record, run) == 0;
        else
            e += put_error(error, run) == 0;
    }
    put_document(run, ddbstream_batch_document(batch));
    put_status(run, status);
    ddbstream_batch_free(batch);
}

/* Comparing. */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    long size;
    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
        rewind(file);
        data = malloc((size_t)size + 1);
        *length = data != NULL ? fread(data, 1, (size_t)size, file) : 0;
    }
    fclose(file);
    return data;
}

/* Whether what came out is what was expected; says what was not. Empties the output. */
static bool check(struct run *run, const char *name, const char *way, size_t size,
                  ddbstream_string expected)
{
    ddbstream_string text = ddbstream_buffer_text(run->output);
    bool same =
        text.length == expected.length && memcmp(text.data, expected.data, text.length) == 0;
    if (!same)
        fprintf(stderr, "%s, %s %zu: expected\n%.*s\ngot\n%s\n", name, way, size,
                (int)expected.length, expected.data, text.data);
    ddbstream_buffer_clear(run->output);
    return same;
}

/* Every size there is; GOLDEN_LARGEST_CHUNK makes runs under valgrind short. */
static size_t largest_chunk(const struct run *run)
{
    const char *wanted = getenv("GOLDEN_LARGEST_CHUNK");
    return wanted != NULL ? strtoul(wanted, NULL, 10) : run->length;
}

static bool check_chunks(struct run *run, const char *name, ddbstream_string expected)
{
    size_t largest = largest_chunk(run);
    bool ok = true;
    for (size_t size = 1; size <= largest && ok; size++) {
        decode_in_chunks(run, 0, size);
        ok = check(run, name, "chunks of", size, expected);
    }
    return ok;
}

static bool check_cuts(struct run *run, const char *name, ddbstream_string expected)
{
    size_t step = getenv("GOLDEN_LARGEST_CHUNK") != NULL ? 61 : 1;
    bool ok = true;
    for (size_t cut = 0; cut <= run->length && ok; cut += step) {
        decode_in_chunks(run, cut, run->length);
        ok = check(run, name, "cut at", cut, expected);
    }
    return ok;
}

static bool check_all(struct run *run, const char *name, ddbstream_string expected)
{
    bool ok;
    decode_whole(run, run->decoder);
    ok = check(run, name, "whole", run->length, expected);
    decode_whole(run, run->yajl_only);
    ok = check(run, name, "by yajl only", run->length, expected) && ok;
    decode_batch(run);
    ok = check(run, name, "batch", run->length, expected) && ok;
    return check_chunks(run, name, expected) && check_cuts(run, name, expected) && ok;
}

static bool update(struct run *run, const char *path)
{
    FILE *file = fopen(path, "wb");
    ddbstream_string text;
    if (file == NULL)
        return false;
    decode_whole(run, run->decoder);
    text = ddbstream_buffer_text(run->output);
    fwrite(text.data, 1, text.length, file);
    return fclose(file) == 0;
}

/* Cases. */

static void set_up(struct run *run)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = put_error;
    options.keep_unknown_members = true;
    must(ddbstream_buffer_create(&run->output, NULL));
    run->sink = ddbstream_sink_buffer(run->output);
    must(ddbstream_log_create(&run->log, run->sink, NULL));
    must(ddbstream_decoder_create(&run->decoder, put_record, run, &options));
    options.yajl_only = true;
    must(ddbstream_decoder_create(&run->yajl_only, put_record, run, &options));
}

static void tear_down(struct run *run)
{
    ddbstream_decoder_free(run->decoder);
    ddbstream_decoder_free(run->yajl_only);
    ddbstream_log_free(run->log);
    ddbstream_buffer_free(run->output);
}

static bool run_case(const char *folder, const char *name, bool updates)
{
    struct run run = { 0 };
    char path[512];
    char *input, *expected;
    ddbstream_string text = { NULL, 0 };
    bool ok;
    snprintf(path, sizeof path, "%s/%s.json", folder, name);
    run.input = input = read_file(path, &run.length);
    snprintf(path, sizeof path, "%s/%s.expected", folder, name);
    text.data = expected = read_file(path, &text.length);
    set_up(&run);
    ok = input != NULL && (updates ? update(&run, path) : expected != NULL);
    if (!ok)
        fprintf(stderr, "golden: %s can't be opened\n", path);
    else if (!updates)
        ok = check_all(&run, name, text);
    tear_down(&run);
    free(input);
    free(expected);
    return ok;
}

/* Runs all cases of a folder; counts them and those that failed. */
static void run_folder(const char *folder, bool updates, int *cases, int *failed)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        char name[256];
        size_t length = strlen(entry->d_name);
        if (length < 5 || length >= sizeof name || strcmp(entry->d_name + length - 5, ".json") != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)length - 5, entry->d_name);
        ++*cases;
        *failed += !run_case(folder, name, updates);
    }
    if (directory != NULL)
        closedir(directory);
}

int main(int argc, char **argv)
{
    bool updates = argc > 1 && strcmp(argv[1], "--update") == 0;
    int cases = 0, failed = 0;
    for (int i = updates ? 2 : 1; i < argc; i++)
        run_folder(argv[i], updates, &cases, &failed);
    printf("%d cases, %d failed\n", cases, failed);
    return cases == 0 || failed > 0;
}
