/* A peer that has never more of an event than a chunk: it reads the file once again for each
 * reading, and pushes what it gets. */
#include "peer.h"

#include <stdio.h>

#include <ddbstream/ddbstream.h>

#include "checksum.h"

enum { CHUNK = 64 * 1024 };

struct stream {
    FILE *file;
    ddbstream_decoder *decoder;
    struct peer_reading reading;
    char chunk[CHUNK];
};

static int on_record(const ddbstream_record *record, void *user)
{
    struct stream *stream = user;
    stream->reading.records++;
    stream->reading.checksum = checksum_add(stream->reading.checksum, record);
    return 0;
}

static bool read_file(void *context, const char *data, size_t length, struct peer_reading *reading)
{
    struct stream *stream = context;
    ddbstream_status status = DDBSTREAM_OK;
    (void)data;
    (void)length;
    rewind(stream->file);
    stream->reading = (struct peer_reading){ 0, 0 };
    ddbstream_decoder_reset(stream->decoder);
    for (size_t n;
         status == DDBSTREAM_OK && (n = fread(stream->chunk, 1, CHUNK, stream->file)) > 0;)
        status = ddbstream_decoder_feed(stream->decoder, stream->chunk, n);
    *reading = stream->reading;
    return status == DDBSTREAM_OK && ddbstream_decoder_finish(stream->decoder) == DDBSTREAM_OK;
}

int main(int argc, char **argv)
{
    struct stream stream = { 0 };
    const struct peer peer = { "libddbstream " DDBSTREAM_VERSION ", pushed from the file", &stream,
                               read_file };
    int status = 1;
    if (argc < 2)
        return peer_run(&peer, NULL);
    stream.file = fopen(argv[1], "rb");
    if (stream.file == NULL)
        perror(argv[1]);
    else if (ddbstream_decoder_create(&stream.decoder, on_record, &stream, NULL) == DDBSTREAM_OK)
        status = peer_answer(&peer, NULL, 0);
    ddbstream_decoder_free(stream.decoder);
    if (stream.file != NULL)
        fclose(stream.file);
    return status;
}
