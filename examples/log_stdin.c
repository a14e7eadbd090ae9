#include <stdio.h>
#include <ddbstream/ddbstream.h>

static int log_one(const ddbstream_record *record, void *log)
{
    return ddbstream_log_record(log, record) != DDBSTREAM_OK;
}

int main(void)
{
    char chunk[65536];
    ddbstream_log *log;
    ddbstream_decoder *decoder;
    ddbstream_status status;
    if (ddbstream_log_create(&log, ddbstream_sink_file(stdout), NULL) != DDBSTREAM_OK
        || ddbstream_decoder_create(&decoder, log_one, log, NULL) != DDBSTREAM_OK)
        return 2;
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        if (ddbstream_decoder_feed(decoder, chunk, n) != DDBSTREAM_OK)
            break;
    status = ddbstream_decoder_finish(decoder); /* what feed returned, if that was an error */
    if (status != DDBSTREAM_OK) {
        ddbstream_error_line(ddbstream_decoder_error(decoder), chunk, sizeof chunk);
        fprintf(stderr, "%s\n", chunk);
    }
    ddbstream_decoder_free(decoder);
    ddbstream_log_free(log);
    return status != DDBSTREAM_OK || ferror(stdin) || fflush(stdout) != 0;
}
