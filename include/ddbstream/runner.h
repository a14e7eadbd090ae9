/* Handling an event record by record, and the reply to it.
 *
 * For a function whose event source mapping reports batch item failures: Lambda takes the lowest
 * sequence number in the reply for the checkpoint, and delivers that record and all behind it
 * again. So by default a runner stops at the first record that fails, since it would handle the
 * rest twice. Sources: "Configuring partial batch response with DynamoDB and Lambda" and "Using a
 * tumbling window" in the AWS Lambda guide.
 *
 *     status = ddbstream_runner_run(runner, event, length);
 *     if (status == DDBSTREAM_OK)
 *         ddbstream_runner_reply(runner, sink);      {"batchItemFailures":[...]}
 *     else
 *         answer with an error: ddbstream_runner_error(runner) says which
 *
 * A runner is used by one thread at a time; runners share nothing. */
#ifndef DDBSTREAM_RUNNER_H
#define DDBSTREAM_RUNNER_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/api.h>
#include <ddbstream/decoder.h>
#include <ddbstream/document.h>
#include <ddbstream/error.h>
#include <ddbstream/record.h>
#include <ddbstream/sink.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* A decoder, a handler and the reply. */
typedef struct ddbstream_runner ddbstream_runner;

/* Handles one record, which lives until it returns. Return 0 when that is done; any other number
 * means that the record has failed and is to come again. May call ddbstream_runner_document and
 * ddbstream_runner_set_state of the runner that called it, and no other function of it. */
typedef int (*ddbstream_handler_fn)(const ddbstream_record *record, void *user);

/* Options. Start from DDBSTREAM_RUNNER_OPTIONS_INIT; a member left 0 or NULL has its default. */
typedef struct ddbstream_runner_options {
    size_t size; /* sizeof(ddbstream_runner_options) */

    /* For the decoder; read during the call only. Its on_error is told, with the runner's `user`,
     * of what is wrong with records and beside them, but of no record behind the first failure,
     * unless the runner goes on. A record that can't be decoded has failed, whatever it returns. */
    const ddbstream_options *decoding;

    /* Go on after a failure, and report the lowest sequence number that failed. Records behind it
     * come again, though they have been handled. Default: handle none behind the first failure;
     * they are only read, as a window's state may stand behind them. */
    bool goes_on;
} ddbstream_runner_options;

/* All defaults. */
#define DDBSTREAM_RUNNER_OPTIONS_INIT                                                              \
    {                                                                                              \
        sizeof(ddbstream_runner_options), NULL, false                                              \
    }

/* Makes a runner, for any number of events.
 *
 * runner: receives it; the caller owns it and gives it back to ddbstream_runner_free. NULL on
 *     failure.
 * handler, user: called for each record.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ARGUMENT when runner or handler is NULL or the options make
 * no sense; DDBSTREAM_ERROR_MEMORY. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_runner_create(ddbstream_runner **runner,
                                                       ddbstream_handler_fn handler, void *user,
                                                       const ddbstream_runner_options *options);

/* Decodes an event and has its records handled. Forgets the reply to the last event.
 *
 * data, length: read during the call only.
 * Returns DDBSTREAM_OK when there is a reply to send, with a failure in it or none. With any other
 * status the event as a whole has failed and must be answered with an error, or records would be
 * lost: the statuses of ddbstream_decoder_run when the event can't be read to its end;
 * DDBSTREAM_ERROR_ABSENT when a record that failed has no sequence number to report. Unless the
 * runner goes on after a failure, how the event ends behind the first one does not matter: all of
 * that comes again. */
DDBSTREAM_API ddbstream_status ddbstream_runner_run(ddbstream_runner *runner, const void *data,
                                                    size_t length);

/* The failure that ddbstream_runner_reply will report.
 *
 * Returns its sequence number, which lives until the next run or free of this runner; NULL `data`
 * when nothing has failed. Cannot fail. */
DDBSTREAM_API ddbstream_string ddbstream_runner_checkpoint(const ddbstream_runner *runner);

/* What went wrong in the last run: why it did not return DDBSTREAM_OK, or else why the record
 * at the checkpoint could not be decoded. After DDBSTREAM_ERROR_ABSENT it may be what was wrong with
 * the record that has no sequence number, with that status.
 *
 * Returns a pointer that lives until the next run or free of this runner. NULL when the run
 * returned DDBSTREAM_OK and no record failed, or the one at the checkpoint because of the handler;
 * and when there was no run. Cannot fail. */
DDBSTREAM_API const ddbstream_error *ddbstream_runner_error(const ddbstream_runner *runner);

/* What the event says beside its records, such as the state of a tumbling window.
 *
 * Returns a pointer that lives until the next run or free of this runner. NULL for NULL. Cannot
 * fail. */
DDBSTREAM_API const ddbstream_document *ddbstream_runner_document(const ddbstream_runner *runner);

/* Sets the state that the reply carries to the next event of the same tumbling window.
 *
 * json: one JSON value, copied; NULL `data` for none, as after each start of a run.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_JSON, _TRUNCATED, _TEXT or _LIMIT when it is no JSON that
 * the library can read, and then the old state stays; DDBSTREAM_ERROR_MEMORY;
 * DDBSTREAM_ERROR_ARGUMENT when runner is NULL. */
DDBSTREAM_API ddbstream_status ddbstream_runner_set_state(ddbstream_runner *runner,
                                                          ddbstream_string json);

/* Writes the reply in one write: {"batchItemFailures":[{"itemIdentifier":"..."}]}, with "state"
 * before it if one is set; with an empty list when nothing has failed.
 *
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_WRITE when the sink failed; DDBSTREAM_ERROR_MEMORY;
 * DDBSTREAM_ERROR_ARGUMENT when runner or the sink's function is NULL, or when there was no run
 * or the last one did not return DDBSTREAM_OK: an empty list would say that all went well. */
DDBSTREAM_API ddbstream_status ddbstream_runner_reply(ddbstream_runner *runner,
                                                      ddbstream_sink sink);

/* Gives the runner back. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_runner_free(ddbstream_runner *runner);

DDBSTREAM_END

#endif
