/* Tells which updates changed nothing, so that what follows from a change can be left out.
 *
 *     unchanged <EVENT.json
 *
 * Shows a comparer: a record's images are compared by what they mean, so 1.0 is 1, and a set is the
 * same in any order. */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

static int compare_images(const ddbstream_record *record, void *comparer)
{
    bool equal = false;
    if (record->event_name != DDBSTREAM_EVENT_MODIFY)
        return 0;
    if (ddbstream_comparer_equal_maps(comparer, &record->old_image.attributes,
                                      &record->new_image.attributes, &equal)
        != DDBSTREAM_OK)
        return 1;
    printf("%s: %s\n", record->event_id.data, equal ? "unchanged" : "changed");
    return 0;
}

int main(void)
{
    char chunk[65536];
    ddbstream_comparer *comparer = NULL;
    ddbstream_decoder *decoder = NULL;
    ddbstream_status status = ddbstream_comparer_create(&comparer, NULL);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_create(&decoder, compare_images, comparer, NULL);
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    if (status != DDBSTREAM_OK)
        fprintf(stderr, "%s\n", ddbstream_status_text(status));
    ddbstream_decoder_free(decoder);
    ddbstream_comparer_free(comparer);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
