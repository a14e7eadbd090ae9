/* Tells what each record changed, and where.
 *
 *     changes [--top] <EVENT.json
 *
 * Shows a difference: each change with its kind, its path and its values. With --top attributes are
 * told as a whole. */
#include <stdio.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

struct program {
    ddbstream_difference *difference;
    ddbstream_encoder *encoder; /* writes values to standard output */
};

static void print_value(struct program *program, const char *before, const ddbstream_value *value)
{
    if (value == NULL)
        return;
    fputs(before, stdout);
    ddbstream_encoder_value(program->encoder, value);
}

static int print_changes(const ddbstream_record *record, void *user)
{
    static const char *const kinds[] = { "?", "added", "removed", "changed" };
    struct program *program = user;
    const ddbstream_change *change = NULL;
    ddbstream_status status =
        ddbstream_difference_begin(program->difference, &record->old_image, &record->new_image);
    printf("%s:\n", record->event_id.data != NULL ? record->event_id.data : "no eventID");
    while (status == DDBSTREAM_OK) {
        status = ddbstream_difference_next(program->difference, &change);
        if (change == NULL)
            break;
        printf("  %s %s", kinds[change->kind], change->path.data);
        print_value(program, " from ", change->old_value);
        print_value(program, " to ", change->new_value);
        putchar('\n');
    }
    return status != DDBSTREAM_OK;
}

static ddbstream_status run(struct program *program)
{
    char chunk[65536];
    ddbstream_decoder *decoder;
    ddbstream_status status = ddbstream_decoder_create(&decoder, print_changes, program, NULL);
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    ddbstream_decoder_free(decoder);
    return status;
}

int main(int argc, char **argv)
{
    ddbstream_difference_options options = DDBSTREAM_DIFFERENCE_OPTIONS_INIT;
    struct program program = { NULL, NULL };
    ddbstream_status status;
    options.top_level_only = argc == 2 && strcmp(argv[1], "--top") == 0;
    status = ddbstream_difference_create(&program.difference, &options);
    if (status == DDBSTREAM_OK)
        status = ddbstream_encoder_create(&program.encoder, ddbstream_sink_file(stdout), NULL);
    if (status == DDBSTREAM_OK)
        status = run(&program);
    if (status != DDBSTREAM_OK)
        fprintf(stderr, "%s\n", ddbstream_status_text(status));
    ddbstream_encoder_free(program.encoder);
    ddbstream_difference_free(program.difference);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
