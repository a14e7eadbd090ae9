/* The redaction that the command line asks for. */
#ifndef TOOL_REDACT_H
#define TOOL_REDACT_H

#include <ddbstream/redaction.h>

#include "words.h"

/* Makes a redaction that masks what stands at the paths; NULL for none. */
ddbstream_status redact_create(ddbstream_redaction **redaction, const struct words *paths);

/* Whether the word is a path. */
ddbstream_status redact_check(const char *path);

#endif
