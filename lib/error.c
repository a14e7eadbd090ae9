/* Writes an error as one line for people. */
#include <ddbstream/error.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* A line being written into memory that may be too small for it. */
struct line {
    char *text;
    size_t size;
    size_t length; /* of the whole line, cut or not */
};

static void put(struct line *line, char c)
{
    if (line->length + 1 < line->size)
        line->text[line->length] = c;
    line->length++;
}

static void put_text(struct line *line, const char *text)
{
    while (*text != '\0')
        put(line, *text++);
}

/* Text from the document, made harmless for a terminal. */
static void put_foreign(struct line *line, ddbstream_string text)
{
    for (size_t i = 0; i < text.length;) {
        struct utf8_sequence sequence = ddbs_utf8_look(text.data + i, text.length - i);
        bool is_control = (unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7f;
        if (is_control || sequence.verdict != UTF8_WHOLE) {
            put(line, '?');
            i++;
            continue;
        }
        for (size_t k = 0; k < sequence.length; k++)
            put(line, text.data[i++]);
    }
}

static void put_number(struct line *line, uint64_t number)
{
    char digits[sizeof "18446744073709551615"];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    put_text(line, digits);
}

static void put_place(struct line *line, const ddbstream_error *error)
{
    if (error->record_index != DDBSTREAM_NO_RECORD) {
        put_text(line, "record ");
        put_number(line, error->record_index);
        put_text(line, ", ");
    }
    put_text(line, "byte ");
    put_number(line, error->offset);
    if (error->path.length > 0) {
        put_text(line, ", ");
        put_foreign(line, error->path);
    }
}

static void put_names(struct line *line, const ddbstream_error *error)
{
    const char *before = " (";
    if (error->event_id.data != NULL) {
        put_text(line, " (eventID ");
        put_foreign(line, error->event_id);
        before = ", ";
    }
    if (error->sequence_number.data != NULL) {
        put_text(line, before);
        put_text(line, "SequenceNumber ");
        put_foreign(line, error->sequence_number);
    }
    if (error->event_id.data != NULL || error->sequence_number.data != NULL)
        put(line, ')');
}

size_t ddbstream_error_line(const ddbstream_error *error, char *line, size_t size)
{
    struct line out = { line, size, 0 };
    if (error == NULL) {
        put_text(&out, "no error");
    } else {
        put_place(&out, error);
        put_text(&out, ": ");
        put_foreign(&out, error->message);
        put_names(&out, error);
    }
    if (size > 0)
        line[out.length < size ? out.length : size - 1] = '\0';
    return out.length;
}
