/* A run of the tool: all files through one command. */
#ifndef TOOL_RUN_H
#define TOOL_RUN_H

#include "settings.h"

/* The worst that has come up is the exit status. */
enum { EXIT_GOOD = 0, EXIT_BAD_RECORDS = 1, EXIT_UNUSABLE = 2 };

/* Returns the exit status. */
int run_files(const struct settings *settings);

#endif
