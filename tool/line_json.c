/* Writes a JSON object on one line; texts and images by the library's encoder. */
#include "line_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool line_json_init(struct line_json *line, const ddbstream_redaction *redaction)
{
    ddbstream_encoder_options options = DDBSTREAM_ENCODER_OPTIONS_INIT;
    options.redaction = redaction;
    *line = (struct line_json){ .status = DDBSTREAM_OK };
    return ddbstream_buffer_create(&line->text, NULL) == DDBSTREAM_OK
           && ddbstream_encoder_create(&line->encoder, ddbstream_sink_buffer(line->text), &options)
                  == DDBSTREAM_OK;
}

void line_json_release(struct line_json *line)
{
    ddbstream_encoder_free(line->encoder);
    ddbstream_buffer_free(line->text);
}

static void put(struct line_json *line, const char *text)
{
    ddbstream_sink sink = ddbstream_sink_buffer(line->text);
    if (line->status == DDBSTREAM_OK && sink.write(text, strlen(text), sink.user) != 0)
        line->status = DDBSTREAM_ERROR_MEMORY;
}

static void put_name(struct line_json *line, const char *name)
{
    if (line->needs_comma)
        put(line, ",");
    line->needs_comma = true;
    if (name == NULL)
        return;
    put(line, "\"");
    put(line, name);
    put(line, "\":");
}

void line_json_open(struct line_json *line, const char *name)
{
    put_name(line, name);
    put(line, "{");
    line->needs_comma = false;
}

void line_json_close(struct line_json *line)
{
    put(line, "}");
    line->needs_comma = true;
}

void line_json_begin(struct line_json *line)
{
    ddbstream_buffer_clear(line->text);
    line->status = DDBSTREAM_OK;
    line->needs_comma = false;
    line_json_open(line, NULL);
}

ddbstream_string line_json_end(struct line_json *line)
{
    put(line, "}\n");
    return ddbstream_buffer_text(line->text);
}

void line_json_null(struct line_json *line, const char *name)
{
    put_name(line, name);
    put(line, "null");
}

void line_json_boolean(struct line_json *line, const char *name, bool boolean)
{
    put_name(line, name);
    put(line, boolean ? "true" : "false");
}

void line_json_unsigned(struct line_json *line, const char *name, uint64_t number)
{
    char digits[sizeof "18446744073709551615"];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    put_name(line, name);
    put(line, digits);
}

void line_json_optional(struct line_json *line, const char *name, const uint64_t *number)
{
    if (number == NULL)
        line_json_null(line, name);
    else
        line_json_unsigned(line, name, *number);
}

void line_json_count(struct line_json *line, const char *name, int64_t number)
{
    if (number < 0)
        line_json_null(line, name);
    else
        line_json_unsigned(line, name, (uint64_t)number);
}

/* Names of files may be any bytes. */
static ddbstream_status put_foreign(struct line_json *line, ddbstream_string text)
{
    ddbstream_status status = DDBSTREAM_ERROR_MEMORY;
    char *ascii = malloc(text.length + 1);
    if (ascii == NULL)
        return status;
    for (size_t i = 0; i < text.length; i++)
        ascii[i] = (char)((unsigned char)text.data[i] < 0x80 ? text.data[i] : '?');
    status = ddbstream_encoder_string(line->encoder, (ddbstream_string){ ascii, text.length });
    free(ascii);
    return status;
}

void line_json_text(struct line_json *line, const char *name, ddbstream_string text)
{
    put_name(line, name);
    if (line->status == DDBSTREAM_OK)
        line->status = ddbstream_encoder_string(line->encoder, text);
    if (line->status == DDBSTREAM_ERROR_TEXT)
        line->status = put_foreign(line, text);
}

void line_json_word(struct line_json *line, const char *name, const char *word)
{
    line_json_text(line, name, (ddbstream_string){ word, word != NULL ? strlen(word) : 0 });
}

void line_json_image(struct line_json *line, const char *name, const ddbstream_image *image)
{
    put_name(line, name);
    if (line->status == DDBSTREAM_OK)
        line->status = ddbstream_encoder_image(line->encoder, image);
}
