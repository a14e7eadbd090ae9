/* Second implementation of what makes a document one of lines, each to be judged by itself. */
#ifndef SLOW_LINES_H
#define SLOW_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/text.h>

#include "slow_json.h"

/* A line without its end. */
struct slow_line {
    size_t start, end;
};

/* The first line of a document; the one behind a line, if the document does not end with that. */
struct slow_line slow_first_line(const char *data, size_t length);
bool slow_next_line(struct slow_line *line, const char *data, size_t length);

/* The line that the byte at `at` stands in; at a line's end, the line that ends there. */
struct slow_line slow_line_at(const char *data, size_t length, size_t at);

/* Whether nothing but space, or a byte order mark in front of the document, stands in the line. */
bool slow_line_is_blank(const struct slow_line *line, const char *data);

/* Judges the line; all places are those in the line. To be freed. */
void slow_line_read(struct slow_json *json, const struct slow_line *line, const char *data);

/* Whether the document is one of lines: its first line that is not blank shows itself to be of an
 * export before the document ends because of it, or is a whole record. */
bool slow_is_lines(const char *data, size_t length);

/* Whether the member of that name tells what the document, or the line, is. */
bool slow_tells(const char *data, size_t name);
bool slow_text_tells(ddbstream_string name);

/* Whether the object at `at`, which is JSON, has a member that makes it a record by itself, or an
 * export's line. */
bool slow_is_record(const char *data, size_t at);

#endif
