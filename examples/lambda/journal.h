/* The function's log: envelope lines on standard output, with the request id, each in one write. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <ddbstream/log.h>

struct journal;

/* What Lambda's logging settings are, in its own words; each may be NULL. */
struct journal_settings {
    const char *format; /* "JSON": with the members that Lambda's own logging looks for */
    const char *level;  /* "TRACE" to "FATAL": what is below it is left out; otherwise "INFO" */
};

/* NULL when there is no memory. */
struct journal *journal_open(const struct journal_settings *settings);

/* The lines from here on belong to this request, whose id must live as long. NULL for none. */
ddbstream_status journal_set_request(struct journal *journal, const char *request_id);

/* The result is that of ddbstream_log_write; OK for what is left out. */
ddbstream_status journal_record(struct journal *journal, const ddbstream_record *record);
ddbstream_status journal_no_records(struct journal *journal);
ddbstream_status journal_error(struct journal *journal, const char *code, const char *message,
                               const char *error);

/* NULL does nothing. */
void journal_close(struct journal *journal);

#endif
