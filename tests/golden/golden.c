/* Decodes each case of the golden folders in every way there is, and compares what comes out with
 * what the case expects.
 *
 *     golden [--update | --comma] FOLDER...
 *
 * A case is FOLDER/NAME.json with FOLDER/NAME.expected beside it. Every way (whole, by yajl only,
 * as a batch, in chunks of each size, in two pieces cut at each place) must give the same
 * transcript. --update writes it as the new expectation, to be read before it is committed. --comma
 * runs in the environment's locale, in which 1.5 must be written 1,5. */
#include <dirent.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transcript.h"

/* One case, and what its decoding has given so far. */
struct run {
    const char *input;
    size_t length;
    struct transcript output;
    ddbstream_decoder *decoder;
    ddbstream_decoder *yajl_only;
};

/* The ways to decode. */

static void decode_whole(struct run *run, ddbstream_decoder *decoder)
{
    ddbstream_status status = ddbstream_decoder_run(decoder, run->input, run->length);
    transcript_status(&run->output, ddbstream_decoder_document(decoder), status);
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
    transcript_status(&run->output, ddbstream_decoder_document(run->decoder), status);
}

static void decode_batch(struct run *run)
{
    ddbstream_batch *batch;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_status status;
    options.keep_unknown_members = true;
    status = ddbstream_batch_decode(&batch, run->input, run->length, &options);
    transcript_batch(&run->output, batch, status);
    ddbstream_batch_free(batch);
}

/* Comparing. */

/* Whether what came out is what was expected; says what was not. Empties the output. */
static bool check(struct run *run, const char *name, const char *way, size_t size,
                  ddbstream_string expected)
{
    ddbstream_string text = ddbstream_buffer_text(run->output.text);
    bool same =
        text.length == expected.length && memcmp(text.data, expected.data, text.length) == 0;
    if (!same)
        fprintf(stderr, "%s, %s %zu: expected\n%.*s\ngot\n%s\n", name, way, size,
                (int)expected.length, expected.data, text.data);
    ddbstream_buffer_clear(run->output.text);
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
    text = ddbstream_buffer_text(run->output.text);
    fwrite(text.data, 1, text.length, file);
    return fclose(file) == 0;
}

/* Cases. */

static void set_up(struct run *run)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    transcript_begin(&run->output);
    options.on_error = transcript_error;
    options.keep_unknown_members = true;
    must(ddbstream_decoder_create(&run->decoder, transcript_record, &run->output, &options));
    options.yajl_only = true;
    must(ddbstream_decoder_create(&run->yajl_only, transcript_record, &run->output, &options));
}

static void tear_down(struct run *run)
{
    ddbstream_decoder_free(run->decoder);
    ddbstream_decoder_free(run->yajl_only);
    transcript_end(&run->output);
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

/* Whether numbers are now written with a comma, and read with one. */
static bool enter_locale(void)
{
    char text[8];
    bool has_comma = setlocale(LC_ALL, "") != NULL;
    snprintf(text, sizeof text, "%.1f", 1.5);
    has_comma = has_comma && strcmp(text, "1,5") == 0 && strtod("1,5", NULL) == 1.5;
    if (!has_comma)
        fprintf(stderr, "skipped: the C library takes no locale with a comma from here\n");
    return has_comma;
}

int main(int argc, char **argv)
{
    const char *option = argc > 1 && argv[1][0] == '-' ? argv[1] : "";
    int cases = 0, failed = 0;
    if (strcmp(option, "--comma") == 0 && !enter_locale())
        return 77;
    for (int i = *option != '\0' ? 2 : 1; i < argc; i++)
        run_folder(argv[i], strcmp(option, "--update") == 0, &cases, &failed);
    printf("%d cases, %d failed\n", cases, failed);
    return cases == 0 || failed > 0;
}
