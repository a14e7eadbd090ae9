/* A JSON object on one line, member by member. */
#ifndef TOOL_LINE_JSON_H
#define TOOL_LINE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include <ddbstream/ddbstream.h>

/* Once something fails, `status` says why, and nothing more is written. */
struct line_json {
    ddbstream_status status;
    bool needs_comma;
    ddbstream_buffer *text;
    ddbstream_encoder *encoder; /* into text */
};

/* False when memory runs out; line_json_release is then still called. `redaction`: for images, must
 * outlive it; NULL for none. */
bool line_json_init(struct line_json *line, const ddbstream_redaction *redaction);
void line_json_release(struct line_json *line);

void line_json_begin(struct line_json *line);

/* The line, with its end. It lives until the next line begins. Look at `status` first. */
ddbstream_string line_json_end(struct line_json *line);

/* Members. A name is written as it stands; NULL is for no name. */

void line_json_open(struct line_json *line, const char *name); /* an object, */
void line_json_close(struct line_json *line);                  /* and its end */
void line_json_null(struct line_json *line, const char *name);
void line_json_boolean(struct line_json *line, const char *name, bool boolean);
void line_json_unsigned(struct line_json *line, const char *name, uint64_t number);

void line_json_optional(struct line_json *line, const char *name, const uint64_t *number);

/* Null for a number below 0. */
void line_json_count(struct line_json *line, const char *name, int64_t number);

/* Null when there is no text, or a NULL word. What is no Unicode comes out with '?' for each byte
 * of 0x80 and above. */
void line_json_text(struct line_json *line, const char *name, ddbstream_string text);
void line_json_word(struct line_json *line, const char *name, const char *word);

/* Null for an image that is absent or null. */
void line_json_image(struct line_json *line, const char *name, const ddbstream_image *image);

#endif
