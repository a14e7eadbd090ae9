/* What --help and --version print. */
#ifndef TOOL_HELP_H
#define TOOL_HELP_H

struct command;

void help_print(void);
void help_print_command(const struct command *command);
void help_print_version(void);

#endif
