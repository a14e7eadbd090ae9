/* The command line, and the table of options that the help is made from as well. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include <stddef.h>

#include "settings.h"

struct option_row {
    const char *name;
    const char *argument; /* its name; NULL for none */
    unsigned commands;    /* FOR_ bits */
    int id;
    const char *help; /* lines */
};

/* The one at that position, in the order of the help; NULL after the last. */
const struct option_row *option_at(size_t position);

/* What the command line comes to. */
enum request { REQUEST_RUN, REQUEST_DONE, REQUEST_WRONG };

/* Reads the command line, which must outlive the settings. REQUEST_DONE: it asked for help or the
 * version, which has been printed. REQUEST_WRONG: what was wrong has been said on standard error.
 * The settings are to be released in each case. */
enum request options_read(int argc, char **argv, struct settings *settings);

void options_release(struct settings *settings);

#endif
