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
    ddbstream_encoder *encoder; /* into output */
    ddbstream_log *log;         /* into output */
};

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
    FOR_ALL = FOR_INSPECT | FOR_LOG | FOR_RECORDS | FOR_CHECK
};

extern const struct command command_inspect, command_log, command_records, command_check;

/* The one at that position, in the order of the help; NULL after the last. */
const struct command *command_at(size_t position);

/* NULL when there is none of that name. */
const struct command *command_find(const char *name);

/* Whether a later version will have it. */
bool command_is_to_come(const char *name);

#endif
