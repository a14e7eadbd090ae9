/* Encodes each good record of the golden folders, and reads it again.
 *
 *     round_trip FOLDER...
 *
 * What was written must be a document with that one record, alone as well as in Records, which is
 * written in the same bytes again. */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

/* Records written one way, in a buffer of their own. */
struct writing {
    ddbstream_buffer *text;
    ddbstream_encoder *encoder;
    size_t records, errors;
    ddbstream_time time; /* of the last record */
};

struct run {
    struct writing first, again;
    const char *path;
    int records, failed;
};

static void must(ddbstream_status status)
{
    if (status == DDBSTREAM_OK)
        return;
    fprintf(stderr, "round_trip: %s\n", ddbstream_status_text(status));
    exit(2);
}

static void set_up(struct writing *writing)
{
    must(ddbstream_buffer_create(&writing->text, NULL));
    must(ddbstream_encoder_create(&writing->encoder, ddbstream_sink_buffer(writing->text), NULL));
}

static void tear_down(struct writing *writing)
{
    ddbstream_encoder_free(writing->encoder);
    ddbstream_buffer_free(writing->text);
}

static void clear(struct writing *writing)
{
    ddbstream_buffer_clear(writing->text);
    writing->records = writing->errors = 0;
}

static int write_record(const ddbstream_record *record, void *user)
{
    struct writing *writing = user;
    must(ddbstream_encoder_record(writing->encoder, record));
    writing->time = record->approximate_creation_time;
    writing->records++;
    return 0;
}

static int count_error(const ddbstream_error *error, void *user)
{
    struct writing *writing = user;
    char line[512];
    ddbstream_error_line(error, line, sizeof line);
    fprintf(stderr, "%s\n", line);
    writing->errors++;
    return 0;
}

/* Whether the document, which has been made of what was written first, comes to the same. */
static bool comes_back(struct run *run, ddbstream_string document)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct writing *first = &run->first, *again = &run->again;
    ddbstream_string text = ddbstream_buffer_text(first->text), same;
    ddbstream_status status;
    options.keep_unknown_members = true;
    options.on_error = count_error;
    clear(again);
    status = ddbstream_decode(document.data, document.length, write_record, again, &options);
    same = ddbstream_buffer_text(again->text);
    if (status == DDBSTREAM_OK && again->records == 1 && again->errors == 0
        && again->time.seconds == first->time.seconds
        && again->time.nanoseconds == first->time.nanoseconds && same.length == text.length
        && memcmp(same.data, text.data, same.length) == 0)
        return true;
    fprintf(stderr, "%s: %s\n%s\nbecomes\n%s\n", run->path, ddbstream_status_text(status),
            document.data, same.data);
    return false;
}

static bool comes_back_in_records(struct run *run)
{
    ddbstream_string text = ddbstream_buffer_text(run->first.text);
    ddbstream_string document;
    char *data = malloc(text.length + sizeof "{\"Records\":[]}");
    bool ok;
    if (data == NULL)
        exit(2);
    document.data = data;
    document.length = (size_t)sprintf(data, "{\"Records\":[%s]}", text.data);
    ok = comes_back(run, document);
    free(data);
    return ok;
}

static int try_record(const ddbstream_record *record, void *user)
{
    struct run *run = user;
    bool ok;
    clear(&run->first);
    write_record(record, &run->first);
    ok = comes_back(run, ddbstream_buffer_text(run->first.text)) && comes_back_in_records(run);
    run->records++;
    run->failed += !ok;
    return 0;
}

/* Bad records and broken documents are for other tests. */
static int pass_over(const ddbstream_error *error, void *user)
{
    (void)error;
    (void)user;
    return 0;
}

static void run_case(struct run *run)
{
    enum { ROOM = 1 << 20 };
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    FILE *file = fopen(run->path, "rb");
    char *data = malloc(ROOM);
    size_t length;
    if (file == NULL || data == NULL)
        exit(2);
    length = fread(data, 1, ROOM, file);
    fclose(file);
    options.keep_unknown_members = true;
    options.on_error = pass_over;
    ddbstream_decode(data, length, try_record, run, &options);
    free(data);
}

static void run_folder(struct run *run, const char *folder)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    char path[512];
    run->path = path;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        if (end == NULL || strcmp(end, ".json") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        run_case(run);
    }
    run->path = NULL;
    if (directory != NULL)
        closedir(directory);
}

int main(int argc, char **argv)
{
    struct run run = { .records = 0 };
    set_up(&run.first);
    set_up(&run.again);
    for (int i = 1; i < argc; i++)
        run_folder(&run, argv[i]);
    tear_down(&run.first);
    tear_down(&run.again);
    printf("%d records, %d failed\n", run.records, run.failed);
    return run.records == 0 || run.failed > 0;
}
