/* Records, images and values back into JSON.
 *
 * Records are written in the form of a Lambda event's, members in a fixed order and attribute
 * values in DynamoDB's typed form, in the order they came; what was absent is left out, what was
 * null is null. Numbers go out as they came, the creation time as seconds (from the year 5138 on,
 * when these would be read as another unit, as nanoseconds). Decoding what was written gives the
 * same record, but for what a Lambda event's has no place for: the table's name, the unit of the
 * time and what Kinesis adds, an export's metadata. Output is compact: no white space, no line end.
 *
 * An encoder is used by one thread at a time; encoders share nothing. */
#ifndef DDBSTREAM_ENCODER_H
#define DDBSTREAM_ENCODER_H

#include <stddef.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/record.h>
#include <ddbstream/redaction.h>
#include <ddbstream/sink.h>
#include <ddbstream/status.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* Writes JSON to its sink. */
typedef struct ddbstream_encoder ddbstream_encoder;

/* Options. Start from DDBSTREAM_ENCODER_OPTIONS_INIT; a member left NULL has its default. */
typedef struct ddbstream_encoder_options {
    size_t size; /* sizeof(ddbstream_encoder_options) */

    /* Copied. Default: malloc, realloc and free. */
    const ddbstream_allocator *allocator;

    /* What must not be written; not copied. Default: all is written. */
    const ddbstream_redaction *redaction;
} ddbstream_encoder_options;

/* All defaults. */
#define DDBSTREAM_ENCODER_OPTIONS_INIT                                                             \
    {                                                                                              \
        sizeof(ddbstream_encoder_options), NULL, NULL                                              \
    }

/* Makes an encoder.
 *
 * encoder: receives it; the caller owns it and gives it back to ddbstream_encoder_free. NULL on
 *     failure.
 * sink: where the output goes, one write for each call below; copied.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ARGUMENT when encoder or the sink's function is NULL or the
 * options make no sense; DDBSTREAM_ERROR_MEMORY. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_create(ddbstream_encoder **encoder,
                                                        ddbstream_sink sink,
                                                        const ddbstream_encoder_options *options);

/* Writes a record: {"awsRegion":...,"dynamodb":{...},...}. Members that the library does not know
 * and has kept follow those it knows, each in its own object.
 *
 * record: read during the call only.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_WRITE when the sink failed; and, with nothing written:
 * DDBSTREAM_ERROR_TEXT when a text is not valid UTF-8; DDBSTREAM_ERROR_VALUE when a value's type is
 * none (a record from a decoder has neither); DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_ARGUMENT when
 * an argument is NULL. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_record(ddbstream_encoder *encoder,
                                                        const ddbstream_record *record);

/* Writes an image as the object it is: {"total":{"N":"1"}}; one that is absent or null, as null.
 * Result and errors as for ddbstream_encoder_record. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_image(ddbstream_encoder *encoder,
                                                       const ddbstream_image *image);

/* Writes a value in typed form: {"N":"1"}. Of a redaction only the rules by name matter, and only
 * for what is in the value: what it is called, or where it stood, nobody can tell. Result and
 * errors as for ddbstream_encoder_record. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_value(ddbstream_encoder *encoder,
                                                       const ddbstream_value *value);

/* Writes which attributes differ, by the equality of equality.h, with their values in typed form:
 *
 *     {"added":{"a":{"N":"1"}},"removed":{},"changed":{"b":{"old":{"N":"1"},"new":{"N":"2"}}}}
 *
 * What was added and changed comes in the order of the new image, what was removed in the order of
 * the old one. For what has changed inside of attributes, see difference.h.
 *
 * old_image, new_image: read during the call only. NULL, absent and null images count as images
 *     with nothing in them.
 * Result and errors as for ddbstream_encoder_record, but that no image is no error. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_difference(ddbstream_encoder *encoder,
                                                            const ddbstream_image *old_image,
                                                            const ddbstream_image *new_image);

/* Plain JSON: values without their types, as those want them who know nothing of DynamoDB.
 *
 * S is a string, N a number with the digits that came, BOOL true or false, and NULL null, whatever
 * boolean it had; M is an object, L an array, and B a string of base64. SS, NS and BS are arrays,
 * in the order they came and with what came twice. So the types can't be told any more: a B looks
 * like an S, a set like a list. A reader that takes numbers for doubles loses digits beyond some
 * 15. */

/* Writes what changed: {"eventName":"MODIFY","keys":{...},"newImage":{...},"oldImage":{...}}. What
 * was absent or null is null, so that all have the same members.
 *
 * Result and errors as for ddbstream_encoder_record, and DDBSTREAM_ERROR_NUMBER when the text of an
 * N is no number (a record from a decoder has no such). */
DDBSTREAM_API ddbstream_status ddbstream_encoder_plain_record(ddbstream_encoder *encoder,
                                                              const ddbstream_record *record);

/* Writes an image as a plain object: {"total":1}; one that is absent or null, as null. Result and
 * errors as for ddbstream_encoder_plain_record. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_plain_image(ddbstream_encoder *encoder,
                                                             const ddbstream_image *image);

/* Writes a map as a plain object. Result and errors as for ddbstream_encoder_plain_record. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_plain_map(ddbstream_encoder *encoder,
                                                           const ddbstream_map *map);

/* Writes a value as plain JSON: 1. Result and errors as for ddbstream_encoder_plain_record. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_plain_value(ddbstream_encoder *encoder,
                                                             const ddbstream_value *value);

/* Writes text as a JSON string, quotes included; one whose `data` is NULL, as null. Result and
 * errors as for ddbstream_encoder_record. */
DDBSTREAM_API ddbstream_status ddbstream_encoder_string(ddbstream_encoder *encoder,
                                                        ddbstream_string text);

/* Gives the encoder back. The sink is left alone. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_encoder_free(ddbstream_encoder *encoder);

DDBSTREAM_END

#endif
