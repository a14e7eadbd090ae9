/* Copies each record of the golden folders, and looks whether the copies are equal and deep.
 *
 *     copies FOLDER...
 *
 * The decoder's memory is one stretch, so that a pointer into it is known for one wherever it
 * stands: no word of a copy may be such a pointer. Copies are compared with their originals at
 * once, and again when the decoder is gone and its memory written over. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transcript.h"

/* Memory that is never used twice. What is given back is wiped: pointers there do no harm. */

enum { STRETCH = 1 << 26, ALIGNMENT = 16 };

struct stretch {
    char *data;
    size_t used;
};

static void *stretch_allocate(size_t size, void *context)
{
    struct stretch *stretch = context;
    char *block = stretch->data + stretch->used;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size > STRETCH - stretch->used)
        return NULL;
    stretch->used += size;
    return block;
}

static void stretch_release(void *block, size_t size, void *context)
{
    (void)context;
    memset(block, 0, size);
}

static void *stretch_reallocate(void *block, size_t old_size, size_t new_size, void *context)
{
    void *moved = stretch_allocate(new_size, context);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    stretch_release(block, old_size, context);
    return moved;
}

static void stretch_begin(struct stretch *stretch, ddbstream_allocator *allocator)
{
    *stretch = (struct stretch){ .data = calloc(1, STRETCH) }; /* padding, too */
    if (stretch->data == NULL)
        must(DDBSTREAM_ERROR_MEMORY);
    *allocator =
        (ddbstream_allocator){ stretch_allocate, stretch_reallocate, stretch_release, stretch };
}

/* Whether one of the words is a pointer into the stretch. */
static bool points_into(const struct stretch *stretch, const void *words, size_t size)
{
    uintptr_t first = (uintptr_t)stretch->data, word;
    for (size_t at = 0; at + sizeof word <= size; at += sizeof word) {
        memcpy(&word, (const char *)words + at, sizeof word);
        if (word - first < stretch->used)
            return true;
    }
    return false;
}

/* Comparing. */

/* All members that are no pointers, the padding between them included, and whether the pointers are
 * NULL. */
static bool is_flatly_same(const struct stretch *stretch, const ddbstream_record *record,
                           const ddbstream_record *copy)
{
    uintptr_t left, right;
    for (size_t at = 0; at + sizeof left <= sizeof *record; at += sizeof left) {
        memcpy(&left, (const char *)record + at, sizeof left);
        memcpy(&right, (const char *)copy + at, sizeof right);
        if (points_into(stretch, &left, sizeof left))
            left = right != 0 && !points_into(stretch, &right, sizeof right) ? right : left;
        if (left != right)
            return false;
    }
    return true;
}

static void put_text(ddbstream_encoder *encoder, ddbstream_string text)
{
    must(ddbstream_encoder_string(encoder, text));
}

static void put_kinesis(ddbstream_encoder *encoder, const ddbstream_kinesis *kinesis)
{
    put_text(encoder, kinesis->event_id);
    put_text(encoder, kinesis->event_source_arn);
    put_text(encoder, kinesis->sequence_number);
    put_text(encoder, kinesis->partition_key);
    put_text(encoder, kinesis->schema_version);
    put_text(encoder, kinesis->approximate_arrival_time.text);
}

/* All that a record points to. */
static void put_all(ddbstream_buffer *text, const ddbstream_record *record)
{
    ddbstream_encoder *encoder;
    must(ddbstream_encoder_create(&encoder, ddbstream_sink_buffer(text), NULL));
    must(ddbstream_encoder_record(encoder, record));
    must(ddbstream_encoder_image(encoder, &record->export_metadata));
    put_text(encoder, record->approximate_creation_time.text);
    put_text(encoder, record->checkpoint);
    put_text(encoder, record->table_name);
    put_text(encoder, record->creation_time_precision);
    put_kinesis(encoder, &record->kinesis);
    for (size_t i = 0; i < record->unknown.count; i++) {
        put_text(encoder, record->unknown.members[i].name);
        put_text(encoder, record->unknown.members[i].json);
    }
    ddbstream_encoder_free(encoder);
}

static bool has_text(const ddbstream_record *record, ddbstream_string wanted)
{
    ddbstream_buffer *buffer;
    ddbstream_string text;
    bool same;
    must(ddbstream_buffer_create(&buffer, NULL));
    put_all(buffer, record);
    text = ddbstream_buffer_text(buffer);
    same = text.length == wanted.length && memcmp(text.data, wanted.data, text.length) == 0;
    ddbstream_buffer_free(buffer);
    return same;
}

/* A record's copies, and what it said itself. */

struct pair {
    struct pair *next;
    ddbstream_record *copy, *clone;
    ddbstream_buffer *text;
};

struct run {
    struct stretch decoding, cloning;
    ddbstream_allocator decoder_memory, clone_memory;
    ddbstream_arena *arena;
    struct pair *pairs;
    bool ok;
};

static bool is_same(const struct run *run, const ddbstream_record *record, const struct pair *pair)
{
    ddbstream_string text = ddbstream_buffer_text(pair->text);
    return is_flatly_same(&run->decoding, record, pair->copy)
           && is_flatly_same(&run->decoding, record, pair->clone) && has_text(pair->copy, text)
           && has_text(pair->clone, text);
}

static int copy(const ddbstream_record *record, void *user)
{
    struct run *run = user;
    struct pair *pair = ddbstream_arena_take(run->arena, sizeof *pair);
    must(pair != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY);
    must(ddbstream_buffer_create(&pair->text, NULL));
    put_all(pair->text, record);
    must(ddbstream_record_copy(record, run->arena, &pair->copy));
    must(ddbstream_record_clone(record, &run->clone_memory, &pair->clone));
    run->ok = is_same(run, record, pair) && run->ok;
    pair->next = run->pairs;
    run->pairs = pair;
    return 0;
}

static int step_over(const ddbstream_error *error, void *user)
{
    (void)error;
    (void)user;
    return 0;
}

/* The decoder is gone. */
static bool check_pairs(const struct run *run)
{
    bool ok = !points_into(&run->decoding, run->cloning.data, run->cloning.used);
    memset(run->decoding.data, 0xa5, run->decoding.used);
    for (struct pair *pair = run->pairs; pair != NULL; pair = pair->next) {
        ddbstream_string text = ddbstream_buffer_text(pair->text);
        ok = has_text(pair->copy, text) && has_text(pair->clone, text) && ok;
        ddbstream_clone_free(pair->clone);
        ddbstream_buffer_free(pair->text);
    }
    return ok;
}

/* Whether all went well; counts the records. */
static bool run_case(const char *path, size_t *records)
{
    struct run run = { .ok = true };
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    size_t length;
    char *input = read_file(path, &length);
    if (input == NULL)
        must(DDBSTREAM_ERROR_ABSENT);
    stretch_begin(&run.decoding, &run.decoder_memory);
    stretch_begin(&run.cloning, &run.clone_memory);
    must(ddbstream_arena_create(&run.arena, NULL));
    options.allocator = &run.decoder_memory;
    options.keep_unknown_members = true;
    options.on_error = step_over;
    ddbstream_decode(input, length, copy, &run, &options);
    for (const struct pair *pair = run.pairs; pair != NULL; pair = pair->next)
        ++*records;
    run.ok = check_pairs(&run) && run.ok;
    ddbstream_arena_free(run.arena);
    free(run.decoding.data);
    free(run.cloning.data);
    free(input);
    return run.ok;
}

static void run_folder(const char *folder, size_t *records, int *failed)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        char path[512];
        if (end == NULL || strcmp(end, ".json") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (run_case(path, records))
            continue;
        fprintf(stderr, "%s: a copy differs\n", path);
        ++*failed;
    }
    if (directory != NULL)
        closedir(directory);
}

int main(int argc, char **argv)
{
    size_t records = 0;
    int failed = 0;
    for (int i = 1; i < argc; i++)
        run_folder(argv[i], &records, &failed);
    printf("%zu records, %d cases failed\n", records, failed);
    return records == 0 || failed > 0;
}
