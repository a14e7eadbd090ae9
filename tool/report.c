/* Writes errors to standard error, which main has set to hold a line back until it is whole. */
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harmless.h"
#include "status_word.h"

bool report_init(struct report *report, bool as_json, struct progress *progress)
{
    report->as_json = as_json;
    report->progress = progress;
    return line_json_init(&report->line, NULL);
}

void report_release(struct report *report)
{
    line_json_release(&report->line);
}

/* JSON. */

static void write_json(struct report *report)
{
    ddbstream_string text = line_json_end(&report->line);
    if (report->line.status == DDBSTREAM_OK)
        fwrite(text.data, 1, text.length, stderr);
    else
        fprintf(stderr, "ddbstream: %s\n", ddbstream_status_text(report->line.status));
}

static void write_error_json(struct report *report, const char *file, const ddbstream_error *error,
                             const struct place *place)
{
    struct line_json *line = &report->line;
    bool has_record = !error->ends_document && error->record_index != DDBSTREAM_NO_RECORD;
    line_json_begin(line);
    line_json_word(line, "file", file);
    line_json_unsigned(line, "offset", error->offset);
    line_json_optional(line, "line", place != NULL ? &place->line : NULL);
    line_json_optional(line, "column", place != NULL ? &place->column : NULL);
    line_json_optional(line, "record", has_record ? &error->record_index : NULL);
    line_json_text(line, "path", error->path);
    line_json_word(line, "status", status_word(error->status));
    line_json_text(line, "message", error->message);
    line_json_text(line, "eventID", error->event_id);
    line_json_text(line, "sequenceNumber", error->sequence_number);
    write_json(report);
}

static void write_failure_json(struct report *report, const char *file, const char *word,
                               const char *message)
{
    static const char *const unknown[] = { "offset", "line", "column", "record", "path" };
    struct line_json *line = &report->line;
    line_json_begin(line);
    line_json_word(line, "file", file);
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        line_json_word(line, unknown[i], NULL);
    line_json_word(line, "status", word);
    line_json_word(line, "message", message);
    line_json_word(line, "eventID", NULL);
    line_json_word(line, "sequenceNumber", NULL);
    write_json(report);
}

/* Text. */

static void write_error_text(const char *file, const ddbstream_error *error,
                             const struct place *place)
{
    size_t size = ddbstream_error_line(error, NULL, 0) + 1;
    char *text = malloc(size);
    ddbstream_error_line(error, text, text != NULL ? size : 0);
    harmless_write(file);
    if (place != NULL)
        fprintf(stderr, ":%" PRIu64 ":%" PRIu64, place->line, place->column);
    fprintf(stderr, ": %s\n", text != NULL ? text : "out of memory");
    free(text);
}

static void write_failure_text(const char *file, const char *message)
{
    fputs("ddbstream: ", stderr);
    if (file != NULL) {
        harmless_write(file);
        fputs(": ", stderr);
    }
    fprintf(stderr, "%s\n", message);
}

/* Either. */

void report_error(struct report *report, const char *file, const ddbstream_error *error,
                  const struct place *place)
{
    progress_hide(report->progress);
    if (report->as_json)
        write_error_json(report, file, error, place);
    else
        write_error_text(file, error, place);
}

void report_failure(struct report *report, const char *file, const char *word, const char *message)
{
    progress_hide(report->progress);
    if (report->as_json)
        write_failure_json(report, file, word, message);
    else
        write_failure_text(file, message);
}
