/* Decodes golden cases in threads side by side, each with a decoder, a batch and a log of its own,
 * and compares what each thread gets with what the case expects.
 *
 *     threads FOLDER CASE...
 *
 * A case is FOLDER/CASE.json with FOLDER/CASE.expected beside it. The threads share nothing but the
 * text of the cases; ThreadSanitizer sees it if the library has them share more. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transcript.h"

enum { THREADS = 4, ROUNDS = 5, CHUNK = 7 };

struct golden_case {
    const char *name;
    char *input, *expected;
    size_t length, expected_length;
};

struct thread {
    pthread_t id;
    pthread_mutex_t *gate; /* closed until all threads are there */
    const struct golden_case *cases;
    size_t count;
    size_t first; /* the case that it begins with, so that no two do the same at a time */
    size_t compared, failed;

    struct transcript output;
    ddbstream_decoder *decoder;
};

/* Whether what came out is what was expected. Empties the output. */
static void compare(struct thread *thread, const struct golden_case *wanted, const char *way)
{
    ddbstream_string text = ddbstream_buffer_text(thread->output.text);
    bool same = text.length == wanted->expected_length
                && memcmp(text.data, wanted->expected, text.length) == 0;
    if (!same)
        fprintf(stderr, "%s, %s: got\n%s\n", wanted->name, way, text.data);
    thread->compared++;
    thread->failed += !same;
    ddbstream_buffer_clear(thread->output.text);
}

static void end_transcript(struct thread *thread, ddbstream_status status)
{
    transcript_status(&thread->output, ddbstream_decoder_document(thread->decoder), status);
}

static void decode_in_chunks(struct thread *thread, const struct golden_case *wanted)
{
    ddbstream_decoder_reset(thread->decoder);
    for (size_t at = 0; at < wanted->length; at += CHUNK) {
        size_t left = wanted->length - at;
        ddbstream_decoder_feed(thread->decoder, wanted->input + at, left < CHUNK ? left : CHUNK);
    }
    end_transcript(thread, ddbstream_decoder_finish(thread->decoder));
    compare(thread, wanted, "chunks");
}

static void decode_case(struct thread *thread, const struct golden_case *wanted)
{
    ddbstream_batch *batch;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_status status = ddbstream_decoder_run(thread->decoder, wanted->input, wanted->length);
    options.keep_unknown_members = true;
    end_transcript(thread, status);
    compare(thread, wanted, "whole");
    decode_in_chunks(thread, wanted);
    status = ddbstream_batch_decode(&batch, wanted->input, wanted->length, &options);
    transcript_batch(&thread->output, batch, status);
    ddbstream_batch_free(batch);
    compare(thread, wanted, "batch");
}

/* A thread from its beginning to its end; everything is made and given back in it. */
static void *decode_all(void *user)
{
    struct thread *thread = user;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = transcript_error;
    options.keep_unknown_members = true;
    pthread_mutex_lock(thread->gate);
    pthread_mutex_unlock(thread->gate);
    for (size_t i = 0; i < thread->count * ROUNDS; i++) {
        transcript_begin(&thread->output);
        must(ddbstream_decoder_create(&thread->decoder, transcript_record, &thread->output,
                                      &options));
        decode_case(thread, &thread->cases[(thread->first + i) % thread->count]);
        ddbstream_decoder_free(thread->decoder);
        transcript_end(&thread->output);
    }
    return NULL;
}

static char *read_part(const char *folder, const char *name, const char *ending, size_t *length)
{
    char path[512];
    char *data;
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, ending);
    data = read_file(path, length);
    if (data == NULL) {
        fprintf(stderr, "%s can't be read\n", path);
        exit(2);
    }
    return data;
}

static struct golden_case read_case(const char *folder, const char *name)
{
    struct golden_case wanted = { .name = name };
    wanted.input = read_part(folder, name, "json", &wanted.length);
    wanted.expected = read_part(folder, name, "expected", &wanted.expected_length);
    return wanted;
}

/* Runs the threads and returns how many comparisons failed, or were not made. */
static size_t run_threads(const struct golden_case *cases, size_t count)
{
    struct thread threads[THREADS];
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    size_t failed = 0, left = (size_t)THREADS * ROUNDS * count * 3;
    pthread_mutex_lock(&gate);
    for (size_t i = 0; i < THREADS; i++) {
        threads[i] = (struct thread){ .gate = &gate, .cases = cases, .count = count, .first = i };
        if (pthread_create(&threads[i].id, NULL, decode_all, &threads[i]) != 0)
            exit(2);
    }
    pthread_mutex_unlock(&gate);
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i].id, NULL);
        failed += threads[i].failed;
        left -= threads[i].compared;
    }
    return failed + left;
}

int main(int argc, char **argv)
{
    size_t count = argc > 2 ? (size_t)argc - 2 : 0, failed;
    struct golden_case *cases = calloc(count + 1, sizeof *cases);
    for (size_t i = 0; i < count && cases != NULL; i++)
        cases[i] = read_case(argv[1], argv[i + 2]);
    failed = run_threads(cases, count);
    for (size_t i = 0; i < count; i++) {
        free(cases[i].input);
        free(cases[i].expected);
    }
    free(cases);
    printf("%zu cases in %d threads, %zu failed\n", count, THREADS, failed);
    return count == 0 || failed > 0;
}
