/* The function's log. */
#include "journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum level { TRACE, DEBUG, INFO, WARN, ERROR, FATAL, LEVEL_COUNT };

struct journal {
    ddbstream_log *log;
    const char *request_id;
    bool has_amazon_fields; /* which tell the request id, too */
    enum level lowest;
};

static enum level read_level(const char *word)
{
    static const char *const words[LEVEL_COUNT] = { "TRACE", "DEBUG", "INFO",
                                                    "WARN",  "ERROR", "FATAL" };
    for (int level = TRACE; word != NULL && level < LEVEL_COUNT; level++)
        if (strcmp(word, words[level]) == 0)
            return (enum level)level;
    return INFO;
}

/* One write, as a rule: a signal may cut it short. Standard output has no buffer that could be
 * frozen, or lost, with the process. */
static int write_line(const char *line, size_t length, void *user)
{
    (void)user;
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, line, length);
        if (written > 0) {
            line += written;
            length -= (size_t)written;
        } else if (written == 0 || errno != EINTR) {
            return 1;
        }
    }
    return 0;
}

struct journal *journal_open(const struct journal_settings *settings)
{
    ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    ddbstream_sink sink = { write_line, NULL };
    struct journal *journal = calloc(1, sizeof *journal);
    if (journal == NULL)
        return NULL;
    options.amazon_fields = settings->format != NULL && strcmp(settings->format, "JSON") == 0;
    journal->has_amazon_fields = options.amazon_fields;
    journal->lowest = read_level(settings->level);
    if (ddbstream_log_create(&journal->log, sink, &options) == DDBSTREAM_OK)
        return journal;
    journal_close(journal);
    return NULL;
}

void journal_close(struct journal *journal)
{
    if (journal == NULL)
        return;
    ddbstream_log_free(journal->log);
    free(journal);
}

ddbstream_status journal_set_request(struct journal *journal, const char *request_id)
{
    journal->request_id = request_id;
    return ddbstream_log_set_request_id(journal->log, request_id);
}

static enum level level_of(const ddbstream_log_entry *entry)
{
    switch (entry->level) {
    case DDBSTREAM_LOG_DEBUG:
        return DEBUG;
    case DDBSTREAM_LOG_ERROR:
        return ERROR;
    case DDBSTREAM_LOG_OK:
    case DDBSTREAM_LOG_INFO:
        break;
    }
    return INFO;
}

/* Without Amazon's members, the request id is a log key. */
static ddbstream_status write_entry(struct journal *journal, ddbstream_log_entry *entry)
{
    ddbstream_log_key key = { "requestId", DDBSTREAM_LOG_KEY_TEXT, { .text = { NULL, 0 } } };
    if (level_of(entry) < journal->lowest)
        return DDBSTREAM_OK;
    if (journal->request_id != NULL && !journal->has_amazon_fields) {
        key.as.text.data = journal->request_id;
        key.as.text.length = strlen(journal->request_id);
        entry->keys = &key;
        entry->key_count = 1;
    }
    return ddbstream_log_write(journal->log, entry);
}

ddbstream_status journal_record(struct journal *journal, const ddbstream_record *record)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    return write_entry(journal, &entry);
}

ddbstream_status journal_no_records(struct journal *journal)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_NO_RECORDS_ENTRY;
    return write_entry(journal, &entry);
}

ddbstream_status journal_error(struct journal *journal, const char *code, const char *message,
                               const char *error)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_ERROR, code, message);
    entry.error = error;
    return write_entry(journal, &entry);
}
