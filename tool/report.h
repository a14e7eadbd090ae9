/* Errors on standard error, a line each. */
#ifndef TOOL_REPORT_H
#define TOOL_REPORT_H

#include <stdbool.h>

#include <ddbstream/error.h>

#include "line_index.h"
#include "line_json.h"
#include "progress.h"

struct report {
    bool as_json;
    struct line_json line;
    struct progress *progress; /* makes room for a line */
};

/* False when memory runs out; report_release is then still called. */
bool report_init(struct report *report, bool as_json, struct progress *progress);
void report_release(struct report *report);

/* A bad record, or a document that ends too early. `place`: NULL when it can't be told. */
void report_error(struct report *report, const char *file, const ddbstream_error *error,
                  const struct place *place);

/* A failure that has no place in a document. `file`: NULL for none. `word` stands for a status:
 * "read", "write" or a status's own. */
void report_failure(struct report *report, const char *file, const char *word, const char *message);

#endif
