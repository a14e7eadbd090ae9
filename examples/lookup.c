/* Prints the strings and numbers that stand at a document path in the new image of each record.
 *
 *     lookup PATH <EVENT.json
 *
 * Shows lookups by path, and absent values told apart from those of another type. */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

static int print_value(const ddbstream_record *record, void *user)
{
    const char *path = user;
    const ddbstream_value *value = NULL;
    ddbstream_string text;
    ddbstream_status status = ddbstream_image_at(&record->new_image, path, &value);
    if (status == DDBSTREAM_ERROR_PATH)
        return 1;
    if (status != DDBSTREAM_OK)
        printf("%s: %s\n", path, ddbstream_status_text(status));
    else if (ddbstream_value_to_string(value, &text) == DDBSTREAM_OK
             || ddbstream_value_to_number_text(value, &text) == DDBSTREAM_OK)
        printf("%s: %s\n", path, text.data);
    else
        printf("%s: of type %s\n", path, ddbstream_type_name(value->type));
    return 0;
}

int main(int argc, char **argv)
{
    static char chunk[65536];
    ddbstream_decoder *decoder;
    ddbstream_status status = DDBSTREAM_OK;
    if (argc != 2) {
        fputs("usage: lookup PATH <EVENT.json\n", stderr);
        return 2;
    }
    if (ddbstream_decoder_create(&decoder, print_value, argv[1], NULL) != DDBSTREAM_OK)
        return 2;
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    if (status != DDBSTREAM_OK)
        fprintf(stderr, "lookup: %s\n", ddbstream_status_text(status));
    ddbstream_decoder_free(decoder);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
