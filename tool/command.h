/* The tool's commands: what each does with a record, a bad record, and the end of a document. */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/ddbstream.h>

#include "line_json.h"
#include "output.h"
#include "settings.h"

/* What commands write with. */
struct writing {
    const struct settings *settings;
    struct output *output;
    struct line_json line;
    ddbstream_encoder *encoder;     /* into output */
    ddbstream_log *log;             /* into output */
    ddbstream_redaction *redaction; /* which the encoders and the log use; NULL: none */
};

/* Ends the line that the encoder has written. */
ddbstream_status writing_end_line(struct writing *writing);

/* Each function returns DDBSTREAM_OK to go on; DDBSTREAM_ERROR_WRITE is told by the output, any
 * other status is a failure. NULL for nothing to do. */
struct command {
    const char *name;
    const char *summary;
    unsigned bit; /* in an option's `commands` */
    bool writes;
    ddbstream_status (*record)(struct writing *writing, const ddbstream_record *record);
    ddbstream_status (*bad_record)(struct writing *writing, const ddbstream_error *error);

    /* The document has been read to its end, and held so many records, bad ones included. */
    ddbstream_status (*end)(struct writing *writing, const ddbstream_document *document,
                            uint64_t records);
};

/* For options that not all commands have. */
enum {
    FOR_INSPECT = 1 << 0,
    FOR_LOG = 1 << 1,
    FOR_RECORDS = 1 << 2,
    FOR_CHECK = 1 << 3,
    FOR_PLAIN = 1 << 4,
    FOR_DIFF = 1 << 5,
    FOR_WRITING = FOR_INSPECT | FOR_LOG | FOR_PLAIN | FOR_DIFF | FOR_RECORDS,
    FOR_ALL = FOR_WRITING | FOR_CHECK
};

extern const struct command command_inspect, command_log, command_plain, command_diff,
    command_records, command_check;

/* The one at that position, in the order of the help; NULL after the last. */
const struct command *command_at(size_t position);

/* NULL when there is none of that name. */
const struct command *command_find(const char *name);

#endif
