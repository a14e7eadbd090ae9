/* Leads each file's bytes through the decoder to the command, and errors to the report. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ddbstream/ddbstream.h>

#include "attribute_path.h"
#include "command.h"
#include "input.h"
#include "line_index.h"
#include "output.h"
#include "progress.h"
#include "redact.h"
#include "report.h"
#include "status_word.h"

/* Large: not for the stack. */
struct run {
    const struct settings *settings;
    const char *file; /* being read */
    int exit_status;
    ddbstream_status trouble; /* why the command stopped, if it did: then all ends */
    struct tally tally;
    struct progress progress;
    struct report report;
    struct line_index lines;
    struct writing writing;
    ddbstream_decoder *decoder;
    struct output output;
    struct input input;
};

static void worsen(struct run *run, int exit_status)
{
    if (run->exit_status < exit_status)
        run->exit_status = exit_status;
}

static void fail(struct run *run, const char *file, const char *word, const char *message)
{
    output_flush(&run->output);
    report_failure(&run->report, file, word, message);
    worsen(run, EXIT_UNUSABLE);
}

/* What the decoder calls. */

static int verdict(struct run *run, ddbstream_status status)
{
    run->trouble = status;
    return status != DDBSTREAM_OK;
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct run *run = user;
    const struct command *command = run->settings->command;
    if (command->record == NULL || !filter_passes(&run->settings->filter, record))
        return 0;
    return verdict(run, command->record(&run->writing, record));
}

/* Output goes out first, so that an error stands in its place where both go to one terminal. */
static void tell(struct run *run, const ddbstream_error *error)
{
    struct place place;
    bool is_known = line_index_find(&run->lines, error->offset, &place);
    output_flush(&run->output);
    report_error(&run->report, run->file, error, is_known ? &place : NULL);
}

static ddbstream_status show_error(struct run *run, const ddbstream_error *error)
{
    const struct command *command = run->settings->command;
    ddbstream_status status = DDBSTREAM_OK;
    if (!error->ends_document && command->bad_record != NULL)
        status = command->bad_record(&run->writing, error);
    tell(run, error);
    return status;
}

static int on_error(const ddbstream_error *error, void *user)
{
    struct run *run = user;
    ddbstream_error shown = *error;
    shown.size = sizeof shown; /* a newer library's may be larger */
    if (run->writing.redaction != NULL)
        shown.path = attribute_path(error->path);
    worsen(run, error->ends_document ? EXIT_UNUSABLE : EXIT_BAD_RECORDS);
    run->tally.bad += !error->ends_document;
    return verdict(run, show_error(run, &shown));
}

/* Reading. */

static ddbstream_status feed(struct run *run, struct input_piece piece)
{
    uint64_t before = ddbstream_decoder_record_count(run->decoder);
    ddbstream_status status;
    line_index_add(&run->lines, piece);
    status = ddbstream_decoder_feed(run->decoder, piece.bytes, piece.length);
    run->tally.bytes += piece.length;
    run->tally.records += ddbstream_decoder_record_count(run->decoder) - before;
    progress_tell(&run->progress, &run->tally);
    return status;
}

static void end_document(struct run *run)
{
    const struct command *command = run->settings->command;
    if (ddbstream_decoder_finish(run->decoder) == DDBSTREAM_OK && command->end != NULL)
        run->trouble = command->end(&run->writing, ddbstream_decoder_document(run->decoder),
                                    ddbstream_decoder_record_count(run->decoder));
}

/* An error of the decoder has been told by on_error, or stands in `trouble`. */
static void read_document(struct run *run)
{
    enum input_result result = INPUT_END;
    struct input_piece piece;
    ddbstream_status status = DDBSTREAM_OK;
    ddbstream_decoder_reset(run->decoder);
    line_index_reset(&run->lines);
    while (status == DDBSTREAM_OK && (result = input_next(&run->input, &piece)) == INPUT_BYTES)
        status = feed(run, piece);
    if (status == DDBSTREAM_OK && result == INPUT_END)
        end_document(run);
    if (status == DDBSTREAM_OK && result == INPUT_FAILED)
        fail(run, run->file, "read", run->input.problem);
}

static void read_file(struct run *run, const char *file)
{
    run->file = file;
    if (!input_open(&run->input, file)) {
        fail(run, file, "read", run->input.problem);
        return;
    }
    read_document(run);
    input_close(&run->input);
}

static void read_files(struct run *run)
{
    const struct settings *settings = run->settings;
    if (settings->file_count == 0)
        read_file(run, "-");
    for (int i = 0; i < settings->file_count && run->trouble == DDBSTREAM_OK; i++)
        read_file(run, settings->files[i]);
}

/* A pipe that nobody reads any more is no failure. */
static void finish(struct run *run)
{
    bool is_written = output_flush(&run->output);
    progress_hide(&run->progress);
    if (!is_written && !output_is_closed(&run->output))
        fail(run, "standard output", "write", strerror(run->output.problem));
    if (run->trouble != DDBSTREAM_OK && run->trouble != DDBSTREAM_ERROR_WRITE)
        fail(run, NULL, status_word(run->trouble), ddbstream_status_text(run->trouble));
}

/* Setting up. */

/* A record's error is told at its end, and a string that is cut waits in the decoder, so that far
 * back an error may lie. More than MOST is not worth its memory, an eighth of that. */
static uint64_t window(const ddbstream_options *decoding)
{
    enum { MOST = 256 * 1024 * 1024 };
    size_t record = decoding->max_record ? decoding->max_record : DDBSTREAM_DEFAULT_MAX_RECORD;
    size_t string = decoding->max_string ? decoding->max_string : DDBSTREAM_DEFAULT_MAX_STRING;
    if (record > MOST - 2 * INPUT_ROOM || string > MOST - 2 * INPUT_ROOM - record)
        return MOST;
    return record + string + 2 * INPUT_ROOM;
}

static bool wants_progress(const struct settings *settings)
{
    return !settings->no_progress && isatty(STDERR_FILENO)
           && !(settings->command->writes && isatty(STDOUT_FILENO));
}

static bool make_writing(struct run *run)
{
    struct writing *writing = &run->writing;
    ddbstream_log_options log = DDBSTREAM_LOG_OPTIONS_INIT;
    ddbstream_encoder_options encoder = DDBSTREAM_ENCODER_OPTIONS_INIT;
    ddbstream_sink sink = output_sink(&run->output);
    writing->settings = run->settings;
    writing->output = &run->output;
    if (redact_create(&writing->redaction, &run->settings->redacted) != DDBSTREAM_OK)
        return false;
    log.pretty = run->settings->pretty;
    log.redaction = encoder.redaction = writing->redaction;
    return line_json_init(&writing->line, writing->redaction)
           && ddbstream_encoder_create(&writing->encoder, sink, &encoder) == DDBSTREAM_OK
           && ddbstream_log_create(&writing->log, sink, &log) == DDBSTREAM_OK;
}

static bool make_decoder(struct run *run)
{
    ddbstream_options options = run->settings->decoding;
    options.on_error = on_error;
    options.selected = run->settings->selected.at;
    options.selected_count = run->settings->selected.count;
    return ddbstream_decoder_create(&run->decoder, on_record, run, &options) == DDBSTREAM_OK;
}

static bool make(struct run *run, const struct settings *settings)
{
    run->settings = settings;
    output_init(&run->output, STDOUT_FILENO);
    progress_start(&run->progress, wants_progress(settings));
    return report_init(&run->report, settings->errors_as_json, &run->progress)
           && line_index_init(&run->lines, window(&settings->decoding)) && make_writing(run)
           && make_decoder(run);
}

static void release(struct run *run)
{
    if (run == NULL)
        return;
    ddbstream_decoder_free(run->decoder);
    ddbstream_log_free(run->writing.log);
    ddbstream_encoder_free(run->writing.encoder);
    line_json_release(&run->writing.line);
    ddbstream_redaction_free(run->writing.redaction);
    line_index_release(&run->lines);
    report_release(&run->report);
    free(run);
}

int run_files(const struct settings *settings)
{
    struct run *run = calloc(1, sizeof *run);
    int exit_status = EXIT_UNUSABLE;
    if (run == NULL || !make(run, settings)) {
        fputs("ddbstream: out of memory\n", stderr);
    } else {
        read_files(run);
        finish(run);
        exit_status = run->exit_status;
    }
    release(run);
    return exit_status;
}
