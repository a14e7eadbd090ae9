/* Logs the records of an event, the newest first.
 *
 *     newest_first < EVENT.json
 *
 * Shows the clone: a record lives until its callback returns, a clone until it is given back. (With
 * an arena, ddbstream_record_copy does the same for all that will go at once.) */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

enum { MOST = 10000 }; /* records of a Lambda event */

struct kept {
    ddbstream_record *records[MOST];
    size_t count;
};

static int keep(const ddbstream_record *record, void *user)
{
    struct kept *kept = user;
    if (kept->count == MOST)
        return 1;
    return ddbstream_record_clone(record, NULL, &kept->records[kept->count++]) != DDBSTREAM_OK;
}

/* Whether all went well. */
static bool read_all(struct kept *kept)
{
    char chunk[65536];
    ddbstream_decoder *decoder;
    bool ok = ddbstream_decoder_create(&decoder, keep, kept, NULL) == DDBSTREAM_OK;
    for (size_t n; ok && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        ok = ddbstream_decoder_feed(decoder, chunk, n) == DDBSTREAM_OK;
    ok = ok && ddbstream_decoder_finish(decoder) == DDBSTREAM_OK;
    ddbstream_decoder_free(decoder);
    return ok;
}

int main(void)
{
    static struct kept kept;
    ddbstream_log *log;
    bool ok = read_all(&kept);
    if (ddbstream_log_create(&log, ddbstream_sink_file(stdout), NULL) != DDBSTREAM_OK)
        return 2;
    while (kept.count > 0) {
        ddbstream_record *record = kept.records[--kept.count];
        ok = ok && ddbstream_log_record(log, record) == DDBSTREAM_OK;
        ddbstream_clone_free(record);
    }
    ddbstream_log_free(log);
    return !ok || fflush(stdout) != 0;
}
