/* What nearly all documents have around their records: {"Records":[ and ]}, with space or without. */
#ifndef DDBS_FRAME_H
#define DDBS_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How long the parts of a document in such a frame are. */
struct frame {
    size_t front;   /* up to its first record, or where that may stand */
    size_t records; /* up to the frame's end */
    uint64_t end;   /* with the space behind it, which may come in many chunks */
};

/* The length of the frame's front, with which the data begins; 0 when it does not. */
size_t ddbs_frame_front(const char *data, size_t length);

/* Whether the data is the frame's end, and nothing more. */
bool ddbs_frame_is_end(const char *data, size_t length);

#endif
