/* Brackets in raw JSON text: where a stretch ends that is to be read by itself. */
#ifndef DDBS_BRACKETS_H
#define DDBS_BRACKETS_H

#include <stdbool.h>
#include <stddef.h>

#include "quotes.h"

/* The length up to and with the first '[' outside of strings; all of it when there is none. The
 * data begins outside of strings. */
size_t ddbs_brackets_find_array(const char *data, size_t length);

struct bracket_scan {
    struct quote_scan quotes;
    size_t open;
    bool has_ended; /* the last of those that were open has closed */
};

/* Goes on up to and with the bracket that closes the last one that is open, or to the end of the
 * data. Returns the length of that. Once a bracket closes while none is open, it tells anything. */
size_t ddbs_brackets_scan(struct bracket_scan *scan, const char *data, size_t length);

/* The length up to and with the bracket that closes the last of those that are open, when `open`
 * are at the front; all of it when that does not come, or a bracket closes while none is open. */
size_t ddbs_brackets_find_end(const char *data, size_t length, size_t open);

#endif
