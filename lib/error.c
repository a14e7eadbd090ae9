/* Writes an error as one line for people. */
#include <ddbstream/error.h>

#include <inttypes.h>
#include <stdio.h>

#include "bounded_text.h"

static void put_number(struct bounded_text *out, uint64_t number)
{
    char digits[sizeof "18446744073709551615"];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    ddbs_bounded_text(out, digits);
}

static void put_place(struct bounded_text *out, const ddbstream_error *error)
{
    if (error->record_index != DDBSTREAM_NO_RECORD) {
        ddbs_bounded_text(out, "record ");
        put_number(out, error->record_index);
        ddbs_bounded_text(out, ", ");
    }
    ddbs_bounded_text(out, "byte ");
    put_number(out, error->offset);
    if (error->path.length > 0) {
        ddbs_bounded_text(out, ", ");
        ddbs_bounded_foreign(out, error->path);
    }
}

static void put_names(struct bounded_text *out, const ddbstream_error *error)
{
    const char *before = " (";
    if (error->event_id.data != NULL) {
        ddbs_bounded_text(out, " (eventID ");
        ddbs_bounded_foreign(out, error->event_id);
        before = ", ";
    }
    if (error->sequence_number.data != NULL) {
        ddbs_bounded_text(out, before);
        ddbs_bounded_text(out, "SequenceNumber ");
        ddbs_bounded_foreign(out, error->sequence_number);
    }
    if (error->event_id.data != NULL || error->sequence_number.data != NULL)
        ddbs_bounded_byte(out, ')');
}

size_t ddbstream_error_line(const ddbstream_error *error, char *line, size_t size)
{
    struct bounded_text out = { line, size, 0 };
    if (error == NULL) {
        ddbs_bounded_text(&out, "no error");
    } else {
        put_place(&out, error);
        ddbs_bounded_text(&out, ": ");
        ddbs_bounded_foreign(&out, error->message);
        put_names(&out, error);
    }
    return ddbs_bounded_end(&out);
}
