/* Writes one record, image, map, value or text as compact JSON, in a single write. */
#include <ddbstream/encoder.h>

#include <string.h>

#include "buffer.h"
#include "difference_writer.h"
#include "json_writer.h"
#include "memory.h"
#include "record_writer.h"

struct ddbstream_encoder {
    ddbstream_allocator allocator;
    ddbstream_sink sink;
    struct record_writer writer;
    struct ddbstream_buffer text;  /* being written; its memory serves the next call too */
    struct ddbstream_buffer pairs; /* attributes of two images */
};

static bool read_options(ddbstream_encoder_options *known, const ddbstream_encoder_options *given)
{
    *known = (ddbstream_encoder_options)DDBSTREAM_ENCODER_OPTIONS_INIT;
    if (given == NULL)
        return true;
    if (given->size < sizeof given->size)
        return false;
    memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    return true;
}

ddbstream_status ddbstream_encoder_create(ddbstream_encoder **encoder, ddbstream_sink sink,
                                          const ddbstream_encoder_options *options)
{
    ddbstream_encoder_options known;
    ddbstream_allocator chosen;
    if (encoder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *encoder = NULL;
    if (sink.write == NULL || !read_options(&known, options)
        || !ddbs_allocator_choose(&chosen, known.allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    *encoder = ddbs_allocate(&chosen, sizeof **encoder);
    if (*encoder == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    **encoder = (struct ddbstream_encoder){ .allocator = chosen, .sink = sink };
    ddbs_record_writer_init(&(*encoder)->writer, &(*encoder)->allocator);
    (*encoder)->writer.redaction = known.redaction;
    ddbs_buffer_init(&(*encoder)->text, &(*encoder)->allocator);
    ddbs_buffer_init(&(*encoder)->pairs, &(*encoder)->allocator);
    return DDBSTREAM_OK;
}

void ddbstream_encoder_free(ddbstream_encoder *encoder)
{
    ddbstream_allocator allocator;
    if (encoder == NULL)
        return;
    allocator = encoder->allocator;
    ddbs_record_writer_release(&encoder->writer);
    ddbs_buffer_release(&encoder->text);
    ddbs_buffer_release(&encoder->pairs);
    ddbs_release(&allocator, encoder, sizeof *encoder);
}

/* What each call does before and after it writes. */

static struct json_writer *begin(ddbstream_encoder *encoder, bool plain)
{
    ddbstream_buffer_clear(&encoder->text);
    encoder->writer.plain = plain;
    ddbs_json_writer_init(&encoder->writer.json, &encoder->text, false);
    return &encoder->writer.json;
}

static ddbstream_status hand_over(const ddbstream_encoder *encoder)
{
    const struct ddbstream_buffer *text = &encoder->text;
    if (encoder->writer.json.status != DDBSTREAM_OK)
        return encoder->writer.json.status;
    if (encoder->sink.write(text->data, text->length, encoder->sink.user) != 0)
        return DDBSTREAM_ERROR_WRITE;
    return DDBSTREAM_OK;
}

static ddbstream_status write_image(ddbstream_encoder *encoder, const ddbstream_image *image,
                                    bool plain)
{
    if (encoder == NULL || image == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    begin(encoder, plain);
    ddbs_write_image(&encoder->writer, image);
    return hand_over(encoder);
}

static ddbstream_status write_value(ddbstream_encoder *encoder, const ddbstream_value *value,
                                    bool plain)
{
    if (encoder == NULL || value == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    begin(encoder, plain);
    ddbs_write_value(&encoder->writer, value);
    return hand_over(encoder);
}

/* Typed. */

ddbstream_status ddbstream_encoder_record(ddbstream_encoder *encoder,
                                          const ddbstream_record *record)
{
    if (encoder == NULL || record == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    begin(encoder, false);
    ddbs_write_record(&encoder->writer, record);
    return hand_over(encoder);
}

ddbstream_status ddbstream_encoder_image(ddbstream_encoder *encoder, const ddbstream_image *image)
{
    return write_image(encoder, image, false);
}

ddbstream_status ddbstream_encoder_value(ddbstream_encoder *encoder, const ddbstream_value *value)
{
    return write_value(encoder, value, false);
}

ddbstream_status ddbstream_encoder_difference(ddbstream_encoder *encoder,
                                              const ddbstream_image *old_image,
                                              const ddbstream_image *new_image)
{
    if (encoder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    begin(encoder, false);
    ddbs_write_difference(&encoder->writer, &encoder->pairs, old_image, new_image);
    return hand_over(encoder);
}

/* Plain. */

ddbstream_status ddbstream_encoder_plain_record(ddbstream_encoder *encoder,
                                                const ddbstream_record *record)
{
    if (encoder == NULL || record == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    begin(encoder, true);
    ddbs_write_plain_record(&encoder->writer, record);
    return hand_over(encoder);
}

ddbstream_status ddbstream_encoder_plain_image(ddbstream_encoder *encoder,
                                               const ddbstream_image *image)
{
    return write_image(encoder, image, true);
}

ddbstream_status ddbstream_encoder_plain_map(ddbstream_encoder *encoder, const ddbstream_map *map)
{
    ddbstream_image image = { .presence = DDBSTREAM_PRESENT };
    if (map == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    image.attributes = *map;
    return write_image(encoder, &image, true);
}

ddbstream_status ddbstream_encoder_plain_value(ddbstream_encoder *encoder,
                                               const ddbstream_value *value)
{
    return write_value(encoder, value, true);
}

ddbstream_status ddbstream_encoder_string(ddbstream_encoder *encoder, ddbstream_string text)
{
    if (encoder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    ddbs_json_string(begin(encoder, false), text);
    return hand_over(encoder);
}
