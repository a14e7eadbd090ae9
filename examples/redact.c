/* Logs the records of an event without what nobody should read.
 *
 *     redact <EVENT.json
 *
 * Shows rules of redaction, by name and by path, and a log that keeps to them. */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

static const ddbstream_redaction_rule rules[] = {
    { "email", NULL, DDBSTREAM_REDACT_HASH },
    { "note", NULL, DDBSTREAM_REDACT_DROP },
    { NULL, "address.street", DDBSTREAM_REDACT_MASK },
};

/* So that the output is the same each time. */
static ddbstream_time no_clock(void *user)
{
    (void)user;
    return (ddbstream_time){ .seconds = 0 };
}

static int log_one(const ddbstream_record *record, void *log)
{
    return ddbstream_log_record(log, record) != DDBSTREAM_OK;
}

static ddbstream_status run(ddbstream_log *log)
{
    char chunk[65536];
    ddbstream_decoder *decoder;
    ddbstream_status status = ddbstream_decoder_create(&decoder, log_one, log, NULL);
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    ddbstream_decoder_free(decoder);
    return status;
}

int main(void)
{
    ddbstream_redaction_options how = DDBSTREAM_REDACTION_OPTIONS_INIT;
    ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    ddbstream_redaction *redaction = NULL;
    ddbstream_log *log = NULL;
    ddbstream_status status;
    how.seed = 12345; /* in earnest a secret */
    status = ddbstream_redaction_create(&redaction, rules, sizeof rules / sizeof rules[0], &how);
    options.redaction = redaction;
    options.clock = no_clock;
    if (status == DDBSTREAM_OK)
        status = ddbstream_log_create(&log, ddbstream_sink_file(stdout), &options);
    if (status == DDBSTREAM_OK)
        status = run(log);
    if (status != DDBSTREAM_OK)
        fprintf(stderr, "%s\n", ddbstream_status_text(status));
    ddbstream_log_free(log);
    ddbstream_redaction_free(redaction);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
