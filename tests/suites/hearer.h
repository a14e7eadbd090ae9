/* Callbacks that write down what a decoder tells them, a line each, and stop it when told to. */
#ifndef HEARER_H
#define HEARER_H

#include <ddbstream/error.h>
#include <ddbstream/record.h>

#include "rows.h"

#define NEVER SIZE_MAX

struct hearer {
    struct json text; /* "record 0 SEQUENCE\n", "error: LINE\n", "end: LINE\n" */
    size_t records, errors;
    size_t stop_at; /* the call that is answered with `answer`, counted from 0, or NEVER */
    int answer;
};

static inline struct hearer hearer(void)
{
    return (struct hearer){ .stop_at = NEVER };
}

static inline int hearer_answer(const struct hearer *hearer)
{
    return hearer->records + hearer->errors - 1 == hearer->stop_at ? hearer->answer : 0;
}

/* What no longer fits is only counted. */
static inline void hearer_note(struct hearer *hearer, const char *before, const char *line)
{
    if (hearer->text.length + strlen(before) + strlen(line) + 1 >= ROW_ROOM)
        return;
    json_append(&hearer->text, before);
    json_append(&hearer->text, line);
    json_append(&hearer->text, "\n");
}

static inline int hear_record(const ddbstream_record *record, void *user)
{
    struct hearer *hearer = user;
    char before[64];
    snprintf(before, sizeof before, "record %" PRIu64 " ", record->index);
    hearer->records++;
    hearer_note(hearer, before,
                record->sequence_number.data != NULL ? record->sequence_number.data : "-");
    return hearer_answer(hearer);
}

static inline int hear_error(const ddbstream_error *error, void *user)
{
    struct hearer *hearer = user;
    char line[512];
    ddbstream_error_line(error, line, sizeof line);
    hearer->errors++;
    hearer_note(hearer, error->ends_document ? "end: " : "error: ", line);
    return hearer_answer(hearer);
}

#endif
