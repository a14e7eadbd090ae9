/* What nearly all documents have around their records: {"Records":[ and ]}, with space or without. */
#ifndef DDBS_FRAME_H
#define DDBS_FRAME_H

#include <stdbool.h>
#include <stddef.h>

/* The length of the frame's front, with which the data begins; 0 when it does not. */
size_t ddbs_frame_front(const char *data, size_t length);

/* Whether the data is the frame's end, and nothing more. */
bool ddbs_frame_is_end(const char *data, size_t length);

#endif
