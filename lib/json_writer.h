/* The library's one writer of JSON: compact, or indented by four spaces.
 *
 * Its calls follow the text: an object is opened, a name and a value are written in turn, it is
 * closed. The first error stays and makes all later calls do nothing, so that it need be looked at
 * only once, at the end. Locale plays no part. */
#ifndef DDBS_JSON_WRITER_H
#define DDBS_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <ddbstream/status.h>
#include <ddbstream/text.h>

#include "buffer.h"

struct json_writer {
    struct ddbstream_buffer *out;
    bool pretty;
    bool is_first;   /* nothing stands yet in the innermost container */
    bool after_name; /* a name waits for its value */
    size_t depth;
    ddbstream_status status;
};

/* Writes at the end of `out`, which must outlive the writer. */
void ddbs_json_writer_init(struct json_writer *writer, struct ddbstream_buffer *out, bool pretty);

void ddbs_json_open(struct json_writer *writer, char bracket);
void ddbs_json_close(struct json_writer *writer, char bracket);

/* Only for the function below. */
void ddbs_json_known_name(struct json_writer *writer, const char *name, size_t length);

/* `name` is plain ASCII without '"' or '\', as the names of members in the library's own output
 * are; ddbs_json_foreign_name takes any. */
static inline void ddbs_json_name(struct json_writer *writer, const char *name)
{
    ddbs_json_known_name(writer, name, strlen(name));
}

void ddbs_json_foreign_name(struct json_writer *writer, ddbstream_string name);

/* Opens an object and writes the name of its first member; `front` is both as {"name": stands for
 * them. */
void ddbs_json_open_member(struct json_writer *writer, ddbstream_string front);

/* Text must be UTF-8; NULL data is written as null. */
void ddbs_json_string(struct json_writer *writer, ddbstream_string text);
void ddbs_json_text(struct json_writer *writer, const char *text);

/* What stands before a string, up to its first quote, such as "name":" or {"name":" */
enum { JSON_FRONT_ROOM = 32 };
struct json_front {
    char text[JSON_FRONT_ROOM]; /* all of which is copied, which is faster than some of it */
    size_t length;
};
#define JSON_FRONT(before)                                                                         \
    {                                                                                              \
        before "\"", sizeof(before)                                                                \
    }
#define JSON_MEMBER(name) JSON_FRONT("\"" name "\":")

/* The name of a member, whose front would be this if it were a string; likewise known. */
void ddbs_json_member(struct json_writer *writer, const struct json_front *front);

/* A member whose value is a string: its name and then the string. */
void ddbs_json_member_string(struct json_writer *writer, const struct json_front *front,
                             ddbstream_string text);

/* An object that has one such member and no other. */
void ddbs_json_wrapped_string(struct json_writer *writer, const struct json_front *front,
                              ddbstream_string text);

/* A member of any name whose value is such an object. */
void ddbs_json_member_wrapped_string(struct json_writer *writer, ddbstream_string name,
                                     const struct json_front *front, ddbstream_string text);

void ddbs_json_base64(struct json_writer *writer, ddbstream_bytes bytes);
void ddbs_json_integer(struct json_writer *writer, int64_t integer);
void ddbs_json_boolean(struct json_writer *writer, bool boolean);
void ddbs_json_null(struct json_writer *writer);

/* A value that is JSON as it stands, such as a number's text. */
void ddbs_json_verbatim(struct json_writer *writer, const char *json, size_t length);

/* Notes that what was to be written can't be. */
void ddbs_json_fail(struct json_writer *writer, ddbstream_status status);

#endif
