/* Writes each record's change as a line of plain JSON, for those who know nothing of DynamoDB.
 *
 *     plain <EVENT.json
 *
 * Shows an encoder: {"eventName":"MODIFY","keys":{"id":"o-17"},"newImage":{...},...} */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

static int write_line(const ddbstream_record *record, void *encoder)
{
    if (ddbstream_encoder_plain_record(encoder, record) != DDBSTREAM_OK)
        return 1;
    return putchar('\n') == EOF;
}

int main(void)
{
    char chunk[65536];
    ddbstream_encoder *encoder = NULL;
    ddbstream_decoder *decoder = NULL;
    ddbstream_status status = ddbstream_encoder_create(&encoder, ddbstream_sink_file(stdout), NULL);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_create(&decoder, write_line, encoder, NULL);
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    if (status != DDBSTREAM_OK)
        fprintf(stderr, "%s\n", ddbstream_status_text(status));
    ddbstream_decoder_free(decoder);
    ddbstream_encoder_free(encoder);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
