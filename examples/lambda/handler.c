/* What the function does with an event. For a function of your own, change handle_record. */
#include "handler.h"

#include <stdio.h>
#include <stdlib.h>

#include <ddbstream/runner.h>

struct handler {
    struct journal *journal;
    ddbstream_runner *runner; /* kept, with its memory, from event to event */
    ddbstream_buffer *reply;
    char *message; /* of the last error */
    size_t seen;   /* records of this event */
    bool has_failed;
    bool reports_failures;
};

/* What is said of failures, in as much memory as that takes. */

static bool reserve(struct handler *handler, size_t size)
{
    char *message = realloc(handler->message, size);
    if (message != NULL)
        handler->message = message;
    return message != NULL;
}

/* What could not be read, and its place. */
static const char *describe(struct handler *handler, const ddbstream_error *error)
{
    size_t size = ddbstream_error_line(error, NULL, 0) + 1;
    if (!reserve(handler, size))
        return ddbstream_status_text(error->status);
    ddbstream_error_line(error, handler->message, size);
    return handler->message;
}

/* Which record could not be handled. */
static const char *name_record(struct handler *handler)
{
    static const char format[] = "the record with SequenceNumber %s could not be handled";
    ddbstream_string number = ddbstream_runner_checkpoint(handler->runner);
    size_t size = sizeof format + number.length;
    if (!reserve(handler, size))
        return "a record could not be handled";
    snprintf(handler->message, size, format, number.data);
    return handler->message;
}

/* The work itself. Returns whether it is done; if not, the record comes again. */
static bool handle_record(struct handler *handler, const ddbstream_record *record)
{
    return journal_record(handler->journal, record) == DDBSTREAM_OK;
}

/* Records. Behind one that has failed they are read, as a window's state may stand behind them, but
 * not handled: they will be delivered again. */

static int on_record(const ddbstream_record *record, void *user)
{
    struct handler *handler = user;
    handler->seen++;
    if (!handler->has_failed)
        handler->has_failed = !handle_record(handler, record);
    return handler->has_failed;
}

/* Called for each bad record, and for what is wrong around the records. */
static int on_error(const ddbstream_error *error, void *user)
{
    struct handler *handler = user;
    handler->seen++;
    handler->has_failed = handler->has_failed || error->record_index != DDBSTREAM_NO_RECORD;
    journal_error(handler->journal, "DynamoDBStream", ddbstream_status_text(error->status),
                  describe(handler, error));
    return 0;
}

/* Answers. */

static struct answer error_answer(const char *type, const char *message)
{
    return (struct answer){ NULL, 0, type, message };
}

/* Of the event as a whole. What can't be read has been logged by on_error. */
static struct answer event_failed(struct handler *handler, ddbstream_status status)
{
    const ddbstream_error *error = ddbstream_runner_error(handler->runner);
    if (error != NULL)
        return error_answer("Function.BadEvent", describe(handler, error));
    journal_error(handler->journal, "DynamoDBStream", "the event could not be handled",
                  ddbstream_status_text(status));
    return error_answer("Function.EventFailed", ddbstream_status_text(status));
}

/* Of a record, where nobody would look at the reply. */
static struct answer record_failed(struct handler *handler)
{
    const ddbstream_error *error = ddbstream_runner_error(handler->runner);
    if (error != NULL)
        return error_answer("Function.BadRecord", describe(handler, error));
    return error_answer("Function.RecordFailed", name_record(handler));
}

/* In a tumbling window, Lambda hands each event the state that the last reply carried. Yours would
 * add to it; this one passes it on. */
static ddbstream_status pass_state_on(ddbstream_runner *runner)
{
    const ddbstream_document *document = ddbstream_runner_document(runner);
    if (document->window.presence != DDBSTREAM_PRESENT)
        return DDBSTREAM_OK;
    return ddbstream_runner_set_state(runner, document->state);
}

static struct answer reply(struct handler *handler)
{
    ddbstream_status status = pass_state_on(handler->runner);
    ddbstream_string text;
    ddbstream_buffer_clear(handler->reply);
    if (status == DDBSTREAM_OK)
        status = ddbstream_runner_reply(handler->runner, ddbstream_sink_buffer(handler->reply));
    if (status != DDBSTREAM_OK)
        return event_failed(handler, status);
    text = ddbstream_buffer_text(handler->reply);
    return (struct answer){ text.data, text.length, NULL, NULL };
}

struct answer handler_handle(struct handler *handler, const struct invocation *invocation)
{
    ddbstream_status status;
    handler->seen = 0;
    handler->has_failed = false;
    status = ddbstream_runner_run(handler->runner, invocation->event, invocation->length);
    if (status != DDBSTREAM_OK)
        return event_failed(handler, status);
    if (!handler->reports_failures && ddbstream_runner_checkpoint(handler->runner).data != NULL)
        return record_failed(handler);
    if (handler->seen == 0)
        journal_no_records(handler->journal);
    return reply(handler);
}

/* Life. */

struct handler *handler_create(struct journal *journal, bool reports_failures)
{
    ddbstream_options decoding = DDBSTREAM_OPTIONS_INIT;
    ddbstream_runner_options options = DDBSTREAM_RUNNER_OPTIONS_INIT;
    struct handler *handler = calloc(1, sizeof *handler);
    if (handler == NULL)
        return NULL;
    handler->journal = journal;
    handler->reports_failures = reports_failures;
    decoding.on_error = on_error;
    options.decoding = &decoding;
    options.goes_on = true;
    if (ddbstream_buffer_create(&handler->reply, NULL) == DDBSTREAM_OK
        && ddbstream_runner_create(&handler->runner, on_record, handler, &options) == DDBSTREAM_OK)
        return handler;
    handler_free(handler);
    return NULL;
}

void handler_free(struct handler *handler)
{
    if (handler == NULL)
        return;
    ddbstream_runner_free(handler->runner);
    ddbstream_buffer_free(handler->reply);
    free(handler->message);
    free(handler);
}
