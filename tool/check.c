/* `check`: errors only. */
#include "command.h"

const struct command command_check = {
    .name = "check",
    .summary = "print nothing but errors",
    .bit = FOR_CHECK,
};
