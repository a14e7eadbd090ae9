/* What was wrong, and where. */
#ifndef DDBSTREAM_ERROR_H
#define DDBSTREAM_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* `record_index` of an error that lies in no record. */
#define DDBSTREAM_NO_RECORD UINT64_MAX

/* An error with its place. The library makes these and the caller reads them; new members are
 * added at the end.
 *
 * Lifetime: the struct and all its text live until the callback that received it returns, or,
 * from ddbstream_decoder_error, until the next call on that decoder, or, from
 * ddbstream_batch_error, until ddbstream_batch_free. */
typedef struct ddbstream_error {
    size_t size;             /* how many bytes this struct has */
    ddbstream_status status; /* what was wrong */

    /* True: nothing after this place can be read. False: this one record is lost, and the next
     * one arrives. */
    bool ends_document;

    /* In bytes from the start of the document: for broken JSON the first byte that cannot be
     * there (the length of the input if it was cut short), else the first byte of the value that
     * is wrong. */
    uint64_t offset;

    /* Position among the document's records, from 0; DDBSTREAM_NO_RECORD outside of one. */
    uint64_t record_index;

    /* JSON path of what is wrong: "$.Records[3].dynamodb.NewImage.total.N". A name that is no
     * plain identifier is written ["like this"]. */
    ddbstream_string path;

    /* One sentence for people, in English, without the place. */
    ddbstream_string message;

    /* The record's own eventID and dynamodb.SequenceNumber, wherever in the record they stood;
     * `data` is NULL when they were absent or came after the place where a document broke. Of a
     * record from Kinesis it is the sequence number of the delivery, and its eventID where the
     * change has none. A partial-failure reply names the sequence number. */
    ddbstream_string event_id;
    ddbstream_string sequence_number;

    /* The record's own bytes in the document, so that they can be put aside unchanged: where it
     * starts, and how many there are (0 when the document broke before its end). */
    uint64_t record_offset;
    uint64_t record_length;

    /* With DDBSTREAM_STOPPED: what the callback returned. */
    int callback_result;
} ddbstream_error;

/* Writes an error as one line of text, without a line end:
 *
 *     record 3, byte 1207, $.Records[3].dynamodb.NewImage.total.N: the text is no number
 *     (eventID 12ab, SequenceNumber 400000000006899888825)
 *
 * (on one line). Control characters, those that turn text around, and bytes that are not UTF-8 come
 * out as '?'.
 *
 * error: NULL gives "no error".
 * line, size: the caller's memory; the text is cut to fit, between two characters, and always ends
 *     in NUL when size > 0. May be NULL when size is 0.
 * Returns the length of the whole line, as snprintf does, so a result >= size means it was cut.
 * Cannot fail. Any thread. */
DDBSTREAM_API size_t ddbstream_error_line(const ddbstream_error *error, char *line, size_t size);

/* Writes two lines that show the place in the input:
 *
 *     "NewImage":{"total":{"N":"12,50"}},"SequenceNumb
 *                              ^
 *
 * The first is the part of the input's line around the place, at most some 76 bytes, made harmless
 * as by ddbstream_error_line; the second has a caret under the byte at the error's offset, which
 * stands one column further to the right for each character before it. No line end at the end.
 *
 * error: NULL, or one whose offset is beyond the input, gives an empty text.
 * input, length: the whole document that the error came from; read during the call only.
 * text, size: as for ddbstream_error_line, and so is the result. Cannot fail. Any thread. */
DDBSTREAM_API size_t ddbstream_error_excerpt(const ddbstream_error *error, const void *input,
                                             size_t length, char *text, size_t size);

DDBSTREAM_END

#endif
