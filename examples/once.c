/* Prints the eventID of each change once, however often it is delivered.
 *
 *     once EVENT.json...
 *
 * Shows the window: what has been handled is stepped over, what could not be handled is forgotten,
 * so that it is new when it is delivered again. */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

enum { REMEMBERED = 10000 };

static int handle(const ddbstream_record *record, void *user)
{
    ddbstream_once *once = user;
    bool is_new;
    if (ddbstream_once_see(once, record->event_id, &is_new) != DDBSTREAM_OK)
        return 1;
    if (!is_new || puts(record->event_id.data) != EOF)
        return 0;
    ddbstream_once_forget(once, record->event_id);
    return 1;
}

/* Whether all of the file could be handled. */
static bool handle_file(ddbstream_once *once, const char *path)
{
    char chunk[65536];
    FILE *file = fopen(path, "rb");
    ddbstream_decoder *decoder = NULL;
    bool ok =
        file != NULL && ddbstream_decoder_create(&decoder, handle, once, NULL) == DDBSTREAM_OK;
    for (size_t n; ok && (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        ok = ddbstream_decoder_feed(decoder, chunk, n) == DDBSTREAM_OK;
    ok = ok && ddbstream_decoder_finish(decoder) == DDBSTREAM_OK;
    ddbstream_decoder_free(decoder);
    if (file != NULL)
        fclose(file);
    return ok;
}

int main(int argc, char **argv)
{
    ddbstream_once *once;
    int failures = 0;
    if (ddbstream_once_create(&once, REMEMBERED, NULL) != DDBSTREAM_OK)
        return 2;
    for (int i = 1; i < argc; i++)
        failures += !handle_file(once, argv[i]);
    ddbstream_once_free(once);
    return failures > 0 || fflush(stdout) != 0;
}
