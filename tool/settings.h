/* What the command line asks for. */
#ifndef TOOL_SETTINGS_H
#define TOOL_SETTINGS_H

#include <stdbool.h>

#include <ddbstream/decoder.h>

#include "filter.h"
#include "words.h"

struct command;

struct settings {
    const struct command *command;
    bool errors_as_json;
    bool pretty;
    const char *timestamp; /* NULL: the clock's */
    bool no_progress;
    struct filter filter;
    struct words redacted;      /* paths */
    struct words selected;      /* names of attributes */
    ddbstream_options decoding; /* without callbacks and what is selected */
    char *const *files;         /* "-" is standard input, */
    int file_count;             /* and so is none */
};

#endif
