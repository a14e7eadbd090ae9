/* Unpacks gzip data: members one after the other, as `cat` of two gzip files gives them, and zeros
 * between or behind them, as tapes do. */
#include "gunzip.h"

#include <stdint.h>
#include <string.h>

static const unsigned char magic[GZIP_MAGIC_LENGTH] = { 0x1f, 0x8b };

enum {
    WINDOW_OF_GZIP = 15 + 16
}; /* the largest window; 16 stands for gzip alone, not zlib's own */

bool gunzip_knows(struct input_piece start)
{
    return start.length >= sizeof magic && memcmp(start.bytes, magic, sizeof magic) == 0;
}

bool gunzip_start(struct gunzip *gunzip)
{
    *gunzip = (struct gunzip){ .in_member = true };
    if (inflateInit2(&gunzip->stream, WINDOW_OF_GZIP) == Z_OK)
        return true;
    gunzip->problem = "out of memory";
    return false;
}

/* Between members: at the first byte of the next one if there is one. */
static void look_for_member(struct gunzip *gunzip, struct input_piece *packed)
{
    while (packed->length > 0 && packed->bytes[0] == 0) {
        packed->bytes++;
        packed->length--;
    }
    if (packed->length == 0)
        return;
    if (packed->bytes[0] != magic[0]) {
        gunzip->problem = "something that is not gzip follows the gzip data";
        return;
    }
    inflateReset(&gunzip->stream);
    gunzip->in_member = true;
}

static void take_result(struct gunzip *gunzip, int result)
{
    if (result == Z_STREAM_END)
        gunzip->in_member = false;
    else if (result == Z_MEM_ERROR)
        gunzip->problem = "out of memory";
    else if (result != Z_OK && result != Z_BUF_ERROR) /* Z_BUF_ERROR: it wants more */
        gunzip->problem = "the gzip data is damaged";
}

static size_t inflate_some(struct gunzip *gunzip, struct input_piece *packed, unsigned char *room,
                           size_t size)
{
    z_stream *stream = &gunzip->stream;
    stream->next_in = (z_const Bytef *)(uintptr_t)packed->bytes;
    stream->avail_in = (uInt)packed->length;
    stream->next_out = room;
    stream->avail_out = (uInt)size;
    take_result(gunzip, inflate(stream, Z_NO_FLUSH));
    packed->bytes += packed->length - stream->avail_in;
    packed->length = stream->avail_in;
    return size - stream->avail_out;
}

size_t gunzip_run(struct gunzip *gunzip, struct input_piece *packed, unsigned char *room,
                  size_t size)
{
    size_t made = 0;
    while (made == 0 && gunzip->problem == NULL) {
        size_t before = packed->length;
        if (gunzip->in_member)
            made = inflate_some(gunzip, packed, room, size);
        else
            look_for_member(gunzip, packed);
        if (packed->length == 0 && before == 0)
            break;
    }
    return made;
}

void gunzip_finish(struct gunzip *gunzip)
{
    if (gunzip->in_member)
        gunzip->problem = "the gzip data ends too early";
}

void gunzip_end(struct gunzip *gunzip)
{
    inflateEnd(&gunzip->stream);
}
