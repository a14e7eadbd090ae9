/* Brackets in raw JSON text: where a stretch ends that is to be read by itself. */
#ifndef DDBS_BRACKETS_H
#define DDBS_BRACKETS_H

#include <stddef.h>

/* The length up to and with the first '[' outside of strings; all of it when there is none. The
 * data begins outside of strings. */
size_t ddbs_brackets_find_array(const char *data, size_t length);

/* The length up to and with the bracket that closes the last of those that are open, when `open`
 * are at the front; all of it when that does not come, or a bracket closes while none is open. */
size_t ddbs_brackets_find_end(const char *data, size_t length, size_t open);

#endif
