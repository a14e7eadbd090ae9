/* Logs every record of an event, one envelope line a record, and says where a bad record is.
 *
 *     log_records [--pretty] [--amazon] [--timestamp TEXT]... [FILE]
 *
 * Without FILE it reads standard input. A --timestamp stands for the clock; given several times,
 * each serves one line and the last one all that follow. Exit status: 0 when all is well, 1 when
 * some records were bad, 2 when the input could not be read or is no stream event.
 *
 * Shows the push decoder, bad records that do not stop the rest, and the options of the log. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include <ddbstream/ddbstream.h>

enum { CHUNK = 64 * 1024, MAX_TIMESTAMPS = 16 };

struct program {
    ddbstream_log *log;
    const char *timestamps[MAX_TIMESTAMPS];
    size_t timestamp_count, lines;
    size_t bad_records;
};

/* The --timestamp for the next line, or NULL for the clock. */
static const char *next_timestamp(struct program *program)
{
    size_t line = program->lines++;
    if (program->timestamp_count == 0)
        return NULL;
    return program
        ->timestamps[line < program->timestamp_count ? line : program->timestamp_count - 1];
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct program *program = user;
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    entry.record = record;
    entry.timestamp = next_timestamp(program);
    return ddbstream_log_write(program->log, &entry) != DDBSTREAM_OK;
}

/* Called for each bad record, and once if the document itself is broken. */
static int on_error(const ddbstream_error *error, void *user)
{
    struct program *program = user;
    char line[512];
    ddbstream_error_line(error, line, sizeof line);
    fprintf(stderr, "log_records: %s\n", line);
    program->bad_records += !error->ends_document;
    return 0; /* go on with the next record */
}

static int log_no_records(struct program *program)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_NO_RECORDS_ENTRY;
    entry.timestamp = next_timestamp(program);
    return ddbstream_log_write(program->log, &entry) == DDBSTREAM_OK ? 0 : 2;
}

/* Reads the whole input through the decoder; returns the exit status. */
static int decode(struct program *program, FILE *input)
{
    static char chunk[CHUNK];
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    ddbstream_status status = DDBSTREAM_OK;
    uint64_t seen;

    options.on_error = on_error;
    if (ddbstream_decoder_create(&decoder, on_record, program, &options) != DDBSTREAM_OK)
        return 2;
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, input)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK && !ferror(input))
        status = ddbstream_decoder_finish(decoder);
    seen = ddbstream_decoder_record_count(decoder);
    ddbstream_decoder_free(decoder);

    if (status != DDBSTREAM_OK || ferror(input))
        return 2;
    if (seen == 0)
        return log_no_records(program);
    return program->bad_records > 0;
}

static int usage(void)
{
    fputs("usage: log_records [--pretty] [--amazon] [--timestamp TEXT]... [FILE]\n", stderr);
    return 2;
}

static int read_arguments(int argc, char **argv, struct program *program,
                          ddbstream_log_options *options)
{
    static const struct option known[] = { { "pretty", no_argument, NULL, 'p' },
                                           { "amazon", no_argument, NULL, 'a' },
                                           { "timestamp", required_argument, NULL, 't' },
                                           { NULL, 0, NULL, 0 } };
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (c == 'p')
            options->pretty = true;
        else if (c == 'a')
            options->amazon_fields = true;
        else if (c == 't' && program->timestamp_count < MAX_TIMESTAMPS)
            program->timestamps[program->timestamp_count++] = optarg;
        else
            return -1;
    }
    return argc - optind > 1 ? -1 : optind;
}

int main(int argc, char **argv)
{
    struct program program = { 0 };
    ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    int first = read_arguments(argc, argv, &program, &options), exit_status;
    FILE *input;
    if (first < 0)
        return usage();
    input = first < argc ? fopen(argv[first], "rb") : stdin;
    if (input == NULL) {
        perror(argv[first]);
        return 2;
    }
    if (ddbstream_log_create(&program.log, ddbstream_sink_file(stdout), &options) != DDBSTREAM_OK)
        return 2;
    exit_status = decode(&program, input);
    if (fflush(stdout) != 0)
        exit_status = 2;
    ddbstream_log_free(program.log);
    if (input != stdin)
        fclose(input);
    return exit_status;
}
