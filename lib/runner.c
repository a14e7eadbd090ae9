/* Has a handler handle the records of an event, and writes which of them failed. */
#include <ddbstream/runner.h>

#include <string.h>

#include <ddbstream/arn.h>

#include "buffer.h"
#include "fault.h"
#include "json_check.h"
#include "json_writer.h"
#include "memory.h"
#include "options.h"

struct ddbstream_runner {
    ddbstream_allocator allocator;
    ddbstream_handler_fn handler;
    ddbstream_error_fn on_error;
    void *user;
    bool goes_on;
    ddbstream_decoder *decoder;

    ddbstream_status status;            /* of the last run */
    bool has_stopped;                   /* the records that follow are read, and not handled */
    struct ddbstream_buffer checkpoint; /* the lowest that failed; empty: none */
    struct ddbstream_buffer state;      /* empty: none */
    struct ddbstream_buffer text;       /* of the reply */
    bool has_error;                     /* the last failure was no handler's */
    struct fault fault;                 /* keeps the error's text */
    struct ddbstream_buffer event_id;   /* likewise */
    struct ddbstream_buffer sequence;   /* likewise */
    ddbstream_error error;
};

/* Failures. */

static bool set_text(struct ddbstream_buffer *buffer, ddbstream_string text)
{
    ddbstream_buffer_clear(buffer);
    return text.length == 0 || ddbs_buffer_append(buffer, text.data, text.length);
}

static ddbstream_string kept(const struct ddbstream_buffer *buffer, ddbstream_string text)
{
    return text.data != NULL ? ddbstream_buffer_text(buffer) : text;
}

/* Keeps an error beyond its callback. */
static bool keep_error(struct ddbstream_runner *runner, const ddbstream_error *error)
{
    struct fault *fault = &runner->fault;
    if (!set_text(&fault->path, error->path) || !set_text(&fault->message, error->message)
        || !set_text(&runner->event_id, error->event_id)
        || !set_text(&runner->sequence, error->sequence_number))
        return false;
    runner->error = *error;
    runner->error.path = ddbstream_buffer_text(&fault->path);
    runner->error.message = ddbstream_buffer_text(&fault->message);
    runner->error.event_id = kept(&runner->event_id, error->event_id);
    runner->error.sequence_number = kept(&runner->sequence, error->sequence_number);
    runner->has_error = true;
    return true;
}

/* An error of which there is no more to tell. */
static void fail(struct ddbstream_runner *runner, ddbstream_status status)
{
    const char *text = ddbstream_status_text(status);
    runner->status = status;
    runner->error = (ddbstream_error){ .size = sizeof runner->error,
                                       .status = status,
                                       .path = { "", 0 },
                                       .message = { text, strlen(text) },
                                       .record_index = DDBSTREAM_NO_RECORD };
    runner->has_error = true;
}

static bool is_lower(ddbstream_string number, const struct ddbstream_buffer *than)
{
    return than->length == 0
           || ddbstream_sequence_number_compare(number, ddbstream_buffer_text(than)) < 0;
}

enum { GO_ON = 0, STOP = 1 };

/* A record has failed, for which the checkpoint stands in the reply; `error` is NULL when it was
 * the handler that failed. */
static int note_failure(struct ddbstream_runner *runner, ddbstream_string checkpoint,
                        const ddbstream_error *error)
{
    bool is_noted = true;
    if (checkpoint.length == 0) {
        runner->status = DDBSTREAM_ERROR_ABSENT;
        is_noted = keep_error(runner, error);
    } else if (is_lower(checkpoint, &runner->checkpoint)) {
        runner->has_error = false;
        is_noted = set_text(&runner->checkpoint, checkpoint)
                   && (error == NULL || keep_error(runner, error));
    }
    if (!is_noted)
        fail(runner, DDBSTREAM_ERROR_MEMORY);
    runner->has_stopped = !runner->goes_on;
    return runner->status == DDBSTREAM_OK ? GO_ON : STOP;
}

/* The handler has failed, and nothing can be reported for it. */
static int note_nameless(struct ddbstream_runner *runner, const ddbstream_record *record)
{
    static const char message[] = "the record has failed, and has no sequence number to report";
    const ddbstream_error error = { .size = sizeof error,
                                    .status = DDBSTREAM_ERROR_ABSENT,
                                    .offset = record->offset,
                                    .path = { "", 0 },
                                    .message = { message, sizeof message - 1 },
                                    .event_id = record->event_id,
                                    .sequence_number = record->sequence_number,
                                    .record_index = record->index,
                                    .record_offset = record->offset,
                                    .record_length = record->length };
    return note_failure(runner, record->checkpoint, &error);
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct ddbstream_runner *runner = user;
    if (runner->has_stopped || runner->handler(record, runner->user) == 0)
        return GO_ON;
    return record->checkpoint.length == 0 ? note_nameless(runner, record)
                                          : note_failure(runner, record->checkpoint, NULL);
}

static bool is_of_record(const ddbstream_error *error)
{
    return !error->ends_document && error->record_index != DDBSTREAM_NO_RECORD;
}

/* What is wrong around the records loses none of them; behind one that failed, nothing matters. */
static int on_error(const ddbstream_error *error, void *user)
{
    struct ddbstream_runner *runner = user;
    if (runner->has_stopped)
        return GO_ON;
    if (runner->on_error != NULL)
        runner->on_error(error, runner->user);
    if (is_of_record(error))
        return note_failure(runner, error->sequence_number, error);
    if (error->ends_document && !keep_error(runner, error))
        fail(runner, DDBSTREAM_ERROR_MEMORY);
    return GO_ON;
}

/* Life. */

static bool read_options(ddbstream_runner_options *known, const ddbstream_runner_options *given)
{
    *known = (ddbstream_runner_options)DDBSTREAM_RUNNER_OPTIONS_INIT;
    if (given == NULL)
        return true;
    if (given->size < sizeof given->size)
        return false;
    memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    return true;
}

static void init_texts(struct ddbstream_runner *runner)
{
    const ddbstream_allocator *allocator = &runner->allocator;
    ddbs_buffer_init(&runner->checkpoint, allocator);
    ddbs_buffer_init(&runner->state, allocator);
    ddbs_buffer_init(&runner->text, allocator);
    ddbs_fault_init(&runner->fault, allocator);
    ddbs_buffer_init(&runner->event_id, allocator);
    ddbs_buffer_init(&runner->sequence, allocator);
}

static ddbstream_status create(struct ddbstream_runner **runner, ddbstream_options *decoding)
{
    ddbstream_allocator allocator;
    if (!ddbs_allocator_choose(&allocator, decoding->allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    *runner = ddbs_allocate(&allocator, sizeof **runner);
    if (*runner == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    **runner = (struct ddbstream_runner){ .allocator = allocator, .on_error = decoding->on_error };
    init_texts(*runner);
    decoding->on_error = on_error;
    return ddbstream_decoder_create(&(*runner)->decoder, on_record, *runner, decoding);
}

ddbstream_status ddbstream_runner_create(ddbstream_runner **runner, ddbstream_handler_fn handler,
                                         void *user, const ddbstream_runner_options *options)
{
    ddbstream_runner_options known;
    ddbstream_options decoding;
    ddbstream_status status;
    if (runner == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *runner = NULL;
    if (handler == NULL || !read_options(&known, options)
        || !ddbs_options_read(&decoding, known.decoding))
        return DDBSTREAM_ERROR_ARGUMENT;
    status = create(runner, &decoding);
    if (status != DDBSTREAM_OK) {
        ddbstream_runner_free(*runner);
        *runner = NULL;
        return status;
    }
    (*runner)->handler = handler;
    (*runner)->user = user;
    (*runner)->goes_on = known.goes_on;
    (*runner)->status = DDBSTREAM_ERROR_ARGUMENT; /* there is nothing to reply to yet */
    return DDBSTREAM_OK;
}

void ddbstream_runner_free(ddbstream_runner *runner)
{
    ddbstream_allocator allocator;
    if (runner == NULL)
        return;
    allocator = runner->allocator;
    ddbstream_decoder_free(runner->decoder);
    ddbs_buffer_release(&runner->checkpoint);
    ddbs_buffer_release(&runner->state);
    ddbs_buffer_release(&runner->text);
    ddbs_fault_release(&runner->fault);
    ddbs_buffer_release(&runner->event_id);
    ddbs_buffer_release(&runner->sequence);
    ddbs_release(&allocator, runner, sizeof *runner);
}

/* Running. */

/* Behind a failure the document may end as it likes. */
static ddbstream_status outcome(const struct ddbstream_runner *runner, ddbstream_status status)
{
    return runner->status != DDBSTREAM_OK || runner->has_stopped ? runner->status : status;
}

ddbstream_status ddbstream_runner_run(ddbstream_runner *runner, const void *data, size_t length)
{
    if (runner == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    runner->status = DDBSTREAM_OK;
    runner->has_error = false;
    runner->has_stopped = false;
    ddbstream_buffer_clear(&runner->checkpoint);
    ddbstream_buffer_clear(&runner->state);
    runner->status = outcome(runner, ddbstream_decoder_run(runner->decoder, data, length));
    if (runner->status != DDBSTREAM_OK && !runner->has_error)
        fail(runner, runner->status);
    return runner->status;
}

ddbstream_string ddbstream_runner_checkpoint(const ddbstream_runner *runner)
{
    if (runner == NULL || runner->checkpoint.length == 0)
        return (ddbstream_string){ NULL, 0 };
    return ddbstream_buffer_text(&runner->checkpoint);
}

const ddbstream_error *ddbstream_runner_error(const ddbstream_runner *runner)
{
    return runner != NULL && runner->has_error ? &runner->error : NULL;
}

const ddbstream_document *ddbstream_runner_document(const ddbstream_runner *runner)
{
    return runner != NULL ? ddbstream_decoder_document(runner->decoder) : NULL;
}

/* The reply. */

ddbstream_status ddbstream_runner_set_state(ddbstream_runner *runner, ddbstream_string json)
{
    ddbstream_status status;
    if (runner == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (json.data == NULL) {
        json.length = 0;
    } else {
        status = ddbs_json_check(json, &runner->allocator);
        if (status != DDBSTREAM_OK)
            return status;
    }
    if (!ddbs_buffer_reserve(&runner->state, json.length))
        return DDBSTREAM_ERROR_MEMORY;
    set_text(&runner->state, json);
    return DDBSTREAM_OK;
}

static void write_reply(struct ddbstream_runner *runner, struct json_writer *json)
{
    ddbs_json_open(json, '{');
    if (runner->state.length > 0) {
        ddbs_json_name(json, "state");
        ddbs_json_verbatim(json, runner->state.data, runner->state.length);
    }
    ddbs_json_name(json, "batchItemFailures");
    ddbs_json_open(json, '[');
    if (runner->checkpoint.length > 0) {
        ddbs_json_open(json, '{');
        ddbs_json_name(json, "itemIdentifier");
        ddbs_json_string(json, ddbstream_buffer_text(&runner->checkpoint));
        ddbs_json_close(json, '}');
    }
    ddbs_json_close(json, ']');
    ddbs_json_close(json, '}');
}

ddbstream_status ddbstream_runner_reply(ddbstream_runner *runner, ddbstream_sink sink)
{
    struct json_writer json;
    if (runner == NULL || sink.write == NULL || runner->status != DDBSTREAM_OK)
        return DDBSTREAM_ERROR_ARGUMENT;
    ddbstream_buffer_clear(&runner->text);
    ddbs_json_writer_init(&json, &runner->text, false);
    write_reply(runner, &json);
    if (json.status != DDBSTREAM_OK)
        return json.status;
    if (sink.write(runner->text.data, runner->text.length, sink.user) != 0)
        return DDBSTREAM_ERROR_WRITE;
    return DDBSTREAM_OK;
}
