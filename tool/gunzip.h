/* Gzip data of any number of members (RFC 1952), unpacked in fixed buffers by zlib. */
#ifndef TOOL_GUNZIP_H
#define TOOL_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>

#include <zlib.h>

#include "input_piece.h"

enum { GZIP_MAGIC_LENGTH = 2 };

struct gunzip {
    z_stream stream;
    bool in_member;
    const char *problem; /* static text; NULL while all is well */
};

/* Whether data that starts so is gzip. */
bool gunzip_knows(struct input_piece start);

/* False when memory runs out. */
bool gunzip_start(struct gunzip *gunzip);

/* Unpacks some of `packed`, which is moved on, into `room`, of `size` bytes. Returns how many bytes
 * it made: none when it wants more, or there is a problem. */
size_t gunzip_run(struct gunzip *gunzip, struct input_piece *packed, unsigned char *room,
                  size_t size);

/* Tells that there is nothing more; inside a member that is a problem. */
void gunzip_finish(struct gunzip *gunzip);

void gunzip_end(struct gunzip *gunzip);

#endif
