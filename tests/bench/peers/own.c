/* The library's own ways of reading, and yajl alone, as a peer: own VARIANT [FILE]. VARIANT is one
 * of variant.h's. */
#include "peer.h"

#include <stdio.h>

#include <yajl/yajl_version.h>

#include "variant.h"

static bool read_event(void *context, const char *data, size_t length, struct peer_reading *reading)
{
    struct reader *reader = context;
    bool good = reader_read(reader, data, length);
    *reading = (struct peer_reading){ reader->reading.checksum, reader->reading.records };
    return good;
}

static void write_title(char *title, size_t size, const struct variant *variant)
{
    int version = yajl_version();
    if (variant->decodes)
        snprintf(title, size, "libddbstream %s, %s", ddbstream_version(), variant->name);
    else
        snprintf(title, size, "yajl %d.%d.%d", version / 10000, version / 100 % 100, version % 100);
}

int main(int argc, char **argv)
{
    char title[64];
    const struct variant *variant = argc > 1 ? variant_find(argv[1]) : NULL;
    struct reader reader;
    struct peer peer = { title, &reader, read_event };
    int status = 1;
    if (variant == NULL) {
        fputs("usage: own VARIANT [FILE]\n", stderr);
        return 2;
    }
    write_title(title, sizeof title, variant);
    if (reader_open(&reader, variant))
        status = peer_run(&peer, argv[2]);
    reader_close(&reader);
    return status;
}
