/* The redaction that the command line asks for. */
#ifndef TOOL_REDACT_H
#define TOOL_REDACT_H

#include <stddef.h>

#include <ddbstream/redaction.h>

#include "words.h"

/* Makes a redaction that masks what stands at the paths; NULL for none. */
ddbstream_status redact_create(ddbstream_redaction **redaction, const struct words *paths);

/* Whether the word is a path. */
ddbstream_status redact_check(const char *path);

/* Of a word that is none, the place from which on it can't be one. The word is the same again
 * afterwards. */
size_t redact_fault(char *path);

#endif
