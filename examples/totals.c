/* Adds up the attribute `total` of every order in an event held in memory.
 *
 *     totals EVENT.json
 *
 * Shows the batch call, finding an attribute by name, walking lists and maps, and telling an
 * absent image from an empty one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <ddbstream/ddbstream.h>

/* The whole file in memory; the caller frees it. NULL when it can't be read. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        if (size >= 0 && (data = malloc((size_t)size + 1)) != NULL)
            *length = fread(data, 1, (size_t)size, file);
    }
    fclose(file);
    return data;
}

/* Adds a value to the sum: a number itself, a list or a map by what is in it. */
static double sum_of(const ddbstream_value *value)
{
    double sum = 0;
    switch (value->type) {
    case DDBSTREAM_TYPE_N:
        return strtod(value->as.number.data, NULL);
    case DDBSTREAM_TYPE_L:
        for (size_t i = 0; i < value->as.list.count; i++)
            sum += sum_of(&value->as.list.values[i]);
        return sum;
    case DDBSTREAM_TYPE_M:
        for (size_t i = 0; i < value->as.map.count; i++)
            sum += sum_of(&value->as.map.attributes[i].value);
        return sum;
    default:
        return 0;
    }
}

static void print_record(const ddbstream_record *record)
{
    const ddbstream_value *total = ddbstream_image_find(&record->new_image, "total");
    printf("%-8s %s: ", record->event_name_text.data ? record->event_name_text.data : "?",
           record->sequence_number.data ? record->sequence_number.data : "?");
    if (record->new_image.presence != DDBSTREAM_PRESENT)
        puts("no new image");
    else if (total == NULL)
        puts("no total");
    else
        printf("%g\n", sum_of(total));
}

int main(int argc, char **argv)
{
    size_t length = 0;
    char *event = argc == 2 ? read_file(argv[1], &length) : NULL;
    ddbstream_batch *batch = NULL;
    ddbstream_status status;
    if (event == NULL) {
        fputs("usage: totals EVENT.json\n", stderr);
        return 2;
    }
    status = ddbstream_batch_decode(&batch, event, length, NULL);
    free(event); /* the batch holds copies of all it needs */
    for (size_t i = 0; i < ddbstream_batch_record_count(batch); i++)
        print_record(ddbstream_batch_record(batch, i));
    for (size_t i = 0; i < ddbstream_batch_error_count(batch); i++)
        fprintf(stderr, "%s\n", ddbstream_batch_error(batch, i)->message.data);
    ddbstream_batch_free(batch);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
