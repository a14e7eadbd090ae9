/* `log`: each record as a line of the standard log envelope. */
#include "command.h"

static ddbstream_status write_entry(struct writing *writing, ddbstream_log_entry entry)
{
    entry.timestamp = writing->settings->timestamp;
    return ddbstream_log_write(writing->log, &entry);
}

static ddbstream_status log_record(struct writing *writing, const ddbstream_record *record)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    return write_entry(writing, entry);
}

static ddbstream_status log_end(struct writing *writing, const ddbstream_document *document,
                                uint64_t records)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_NO_RECORDS_ENTRY;
    (void)document;
    return records > 0 ? DDBSTREAM_OK : write_entry(writing, entry);
}

const struct command command_log = {
    .name = "log",
    .summary = "print each record as a line of the standard log envelope",
    .bit = FOR_LOG,
    .writes = true,
    .record = log_record,
    .end = log_end,
};
