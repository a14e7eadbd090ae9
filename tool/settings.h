/* What the command line asks for. */
#ifndef TOOL_SETTINGS_H
#define TOOL_SETTINGS_H

#include <stdbool.h>

#include <ddbstream/decoder.h>

struct command;

struct settings {
    const struct command *command;
    bool errors_as_json;
    bool pretty;
    const char *timestamp; /* NULL: the clock's */
    bool no_progress;
    ddbstream_options decoding; /* without callbacks */
    char *const *files;         /* "-" is standard input, */
    int file_count;             /* and so is none */
};

#endif
