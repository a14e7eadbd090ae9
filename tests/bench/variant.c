/* The ways of reading an event that are measured side by side. */
#include "variant.h"

#include <stdio.h>
#include <string.h>

#include <yajl/yajl_parse.h>

#include "checksum.h"

enum { CHUNK = 64 * 1024 };

/* yajl alone, as it comes: a new handle for each document, its UTF-8 check on. */

static int on_null(void *context)
{
    (void)context;
    return 1;
}

static int on_boolean(void *context, int value)
{
    (void)context;
    (void)value;
    return 1;
}

static int on_number(void *context, const char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
    return 1;
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number, /* in place of yajl_integer and yajl_double */
    .yajl_string = on_string,
    .yajl_start_map = on_null,
    .yajl_map_key = on_string,
    .yajl_end_map = on_null,
    .yajl_start_array = on_null,
    .yajl_end_array = on_null,
};

static bool read_with_yajl(struct reader *reader, const char *data, size_t length)
{
    yajl_handle yajl = yajl_alloc(&callbacks, NULL, reader);
    yajl_status status = yajl_parse(yajl, (const unsigned char *)data, length);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(yajl);
    yajl_free(yajl);
    if (status != yajl_status_ok)
        fprintf(stderr, "bench: yajl: %s\n", yajl_status_to_string(status));
    return status == yajl_status_ok;
}

/* libddbstream. */

static int on_record(const ddbstream_record *record, void *user)
{
    struct reader *reader = user;
    reader->reading.records++;
    if (reader->sums)
        reader->reading.checksum = checksum_add(reader->reading.checksum, record);
    return reader->log != NULL && ddbstream_log_record(reader->log, record) != DDBSTREAM_OK;
}

/* The log's sink: counts the bytes and drops them. */
static int on_write(const char *data, size_t length, void *user)
{
    struct reader *reader = user;
    (void)data;
    reader->reading.logged += length;
    return 0;
}

static bool check(const ddbstream_decoder *decoder, ddbstream_status status)
{
    char line[512];
    if (status == DDBSTREAM_OK)
        return true;
    ddbstream_error_line(ddbstream_decoder_error(decoder), line, sizeof line);
    fprintf(stderr, "bench: %s: %s\n", ddbstream_status_text(status), line);
    return false;
}

static bool read_at_once(struct reader *reader, const char *data, size_t length)
{
    return check(reader->decoder, ddbstream_decoder_run(reader->decoder, data, length));
}

static bool read_in_chunks(struct reader *reader, const char *data, size_t length)
{
    ddbstream_status status = DDBSTREAM_OK;
    ddbstream_decoder_reset(reader->decoder);
    while (status == DDBSTREAM_OK && length > 0) {
        size_t chunk = length < CHUNK ? length : CHUNK;
        status = ddbstream_decoder_feed(reader->decoder, data, chunk);
        data += chunk;
        length -= chunk;
    }
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(reader->decoder);
    return check(reader->decoder, status);
}

/* All of them. */

const struct variant variants[VARIANT_COUNT] = {
    { .name = "yajl", .read = read_with_yajl },
    { .name = "decode", .decodes = true, .read = read_at_once },
    { .name = "sum", .decodes = true, .sums = true, .read = read_at_once },
    { .name = "push", .decodes = true, .read = read_in_chunks },
    { .name = "log", .decodes = true, .logs = true, .read = read_at_once },
    { .name = "keys", .decodes = true, .keys_only = true, .read = read_at_once },
    { .name = "no-lane", .decodes = true, .yajl_only = true, .read = read_in_chunks },
};

const struct variant *variant_find(const char *name)
{
    for (size_t i = 0; i < VARIANT_COUNT; i++)
        if (strcmp(variants[i].name, name) == 0)
            return &variants[i];
    return NULL;
}

bool reader_open(struct reader *reader, const struct variant *variant)
{
    ddbstream_sink sink = { on_write, reader };
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.keys_only = variant->keys_only;
    options.yajl_only = variant->yajl_only;
    *reader = (struct reader){ .variant = variant, .sums = true };
    if (variant->decodes
        && ddbstream_decoder_create(&reader->decoder, on_record, reader, &options) != DDBSTREAM_OK)
        return false;
    return !variant->logs || ddbstream_log_create(&reader->log, sink, NULL) == DDBSTREAM_OK;
}

bool reader_read(struct reader *reader, const char *data, size_t length)
{
    reader->reading = (struct reading){ 0 };
    return reader->variant->read(reader, data, length);
}

bool reader_read_measured(struct reader *reader, const char *data, size_t length)
{
    return reader_read(reader, data, length);
}

void reader_close(struct reader *reader)
{
    ddbstream_decoder_free(reader->decoder);
    ddbstream_log_free(reader->log);
}
