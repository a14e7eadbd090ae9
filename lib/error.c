/* Writes an error as one line for people. */
#include <ddbstream/error.h>

#include <inttypes.h>
#include <stdio.h>

#include "line.h"

static void put_number(struct line *line, uint64_t number)
{
    char digits[sizeof "18446744073709551615"];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    ddbs_line_text(line, digits);
}

static void put_place(struct line *line, const ddbstream_error *error)
{
    if (error->record_index != DDBSTREAM_NO_RECORD) {
        ddbs_line_text(line, "record ");
        put_number(line, error->record_index);
        ddbs_line_text(line, ", ");
    }
    ddbs_line_text(line, "byte ");
    put_number(line, error->offset);
    if (error->path.length > 0) {
        ddbs_line_text(line, ", ");
        ddbs_line_foreign(line, error->path);
    }
}

static void put_names(struct line *line, const ddbstream_error *error)
{
    const char *before = " (";
    if (error->event_id.data != NULL) {
        ddbs_line_text(line, " (eventID ");
        ddbs_line_foreign(line, error->event_id);
        before = ", ";
    }
    if (error->sequence_number.data != NULL) {
        ddbs_line_text(line, before);
        ddbs_line_text(line, "SequenceNumber ");
        ddbs_line_foreign(line, error->sequence_number);
    }
    if (error->event_id.data != NULL || error->sequence_number.data != NULL)
        ddbs_line_byte(line, ')');
}

size_t ddbstream_error_line(const ddbstream_error *error, char *line, size_t size)
{
    struct line out = { line, size, 0 };
    if (error == NULL) {
        ddbs_line_text(&out, "no error");
    } else {
        put_place(&out, error);
        ddbs_line_text(&out, ": ");
        ddbs_line_foreign(&out, error->message);
        put_names(&out, error);
    }
    return ddbs_line_end(&out);
}
