/* The table of commands. */
#include "command.h"

#include <string.h>

static const struct command *const commands[] = { &command_inspect, &command_log,
                                                  &command_plain,   &command_diff,
                                                  &command_records, &command_check };

enum { COUNT = sizeof commands / sizeof commands[0] };

const struct command *command_at(size_t position)
{
    return position < COUNT ? commands[position] : NULL;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}
