/* A second, strict reader of JSON by RFC 8259, which only judges. */
#ifndef SLOW_JSON_H
#define SLOW_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/status.h>

struct slow_json {
    /* DDBSTREAM_OK, DDBSTREAM_ERROR_JSON, DDBSTREAM_ERROR_TRUNCATED or DDBSTREAM_ERROR_LIMIT. */
    ddbstream_status status;
    /* The first byte that no JSON text could have there, or the length; with a limit, the place of
     * what passes it. */
    size_t offset;
    /* Strings before that place that are not Unicode: in each, the first byte that can't follow. */
    size_t *text_faults;
    size_t text_fault_count;
    /* Where the names of the document's own members stand, if it is an object. */
    size_t *names;
    size_t name_count;
};

/* Reads a document, which may begin with a byte order mark. To be freed. */
void slow_json_read(struct slow_json *json, const char *data, size_t length);

void slow_json_free(struct slow_json *json);

/* Whether it is JSON in good UTF-8. */
bool slow_json_is_valid(const char *data, size_t length);

bool slow_json_is_number(const char *text, size_t length);

#endif
