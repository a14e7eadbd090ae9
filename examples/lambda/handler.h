/* What the function does with an event: logs each record, and replies which of them failed. */
#ifndef HANDLER_H
#define HANDLER_H

#include <stdbool.h>

#include "journal.h"
#include "runtime.h"

struct handler;

/* reports_failures: whether the event source mapping has ReportBatchItemFailures. If not, Lambda
 * does not look at the reply, and a record that failed has to fail the event. NULL when there is
 * no memory. */
struct handler *handler_create(struct journal *journal, bool reports_failures);

/* Handles one event. The answer's text lives until the next call. */
struct answer handler_handle(struct handler *handler, const struct invocation *invocation);

/* NULL does nothing. */
void handler_free(struct handler *handler);

#endif
