/* Pushes a large event through a decoder and sees how much memory that takes.
 *
 *     memory [EVENT [MEGABYTES [KIBIBYTES]]]
 *
 * EVENT, of a kind that bench knows (default: batch10k), goes on for MEGABYTES (default: 200), in
 * chunks of 64 KiB. Exit status: 1 when decoding fails, or when the process grows by more than
 * KIBIBYTES (default: 1024) in memory; 2 for wrong arguments; 77 where there is no /proc. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

#include "generate.h"
#include "heap.h"

enum { CHUNK = 64 * 1024, MEGABYTE = 1000 * 1000, SKIPPED = 77 };

struct run {
    struct heap heap;
    uint64_t records;
    struct generator generator;
    char chunk[CHUNK];
};

static int on_record(const ddbstream_record *record, void *user)
{
    struct run *run = user;
    (void)record;
    run->records++;
    return 0;
}

/* A size in KiB from the process's own state: VmRSS, what it has now, or VmHWM, the most it ever
 * had. -1 when it can't be told. */
static long process_kibibytes(const char *name)
{
    FILE *file = fopen("/proc/self/status", "r");
    size_t length = strlen(name);
    char line[128];
    long found = -1;
    while (file != NULL && found < 0 && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, name, length) == 0 && line[length] == ':')
            found = strtol(line + length + 1, NULL, 10);
    if (file != NULL)
        fclose(file);
    return found;
}

/* Pushes the whole event. */
static ddbstream_status push(struct run *run)
{
    ddbstream_allocator allocator = heap_allocator(&run->heap);
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_decoder *decoder;
    ddbstream_status status;
    options.allocator = &allocator;
    status = ddbstream_decoder_create(&decoder, on_record, run, &options);
    for (size_t n;
         status == DDBSTREAM_OK && (n = generator_read(&run->generator, run->chunk, CHUNK)) > 0;)
        status = ddbstream_decoder_feed(decoder, run->chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    ddbstream_decoder_free(decoder);
    return status;
}

/* Touches all that is not the decoder's beforehand, so that it does not count: the chunk, room for
 * the generator's largest record, and standard output's buffer. */
static void touch(struct run *run)
{
    enum { ROOM = 1 << 20 };
    struct text *text = &run->generator.chance.text;
    memset(run->chunk, 1, CHUNK);
    memset(text_extend(text, ROOM), 1, ROOM);
    text->length = 0;
    printf("libddbstream %s, in chunks of %d bytes\n", ddbstream_version(), CHUNK);
    fflush(stdout);
}

static int report(const struct run *run, long growth, long bound)
{
    printf("%s: %" PRIu64 " bytes, %" PRIu64 " records\n", run->generator.profile->name,
           run->generator.bytes, run->records);
    printf("peak of the process: %ld KiB more than before (allowed: %ld)\n", growth, bound);
    printf("peak of the decoder's allocations: %.1f KiB, in %" PRIu64 " calls\n",
           (double)run->heap.peak / 1024, run->heap.calls);
    return growth > bound;
}

static int measure(struct run *run, long bound)
{
    long before, after;
    ddbstream_status status;
    touch(run);
    before = process_kibibytes("VmRSS");
    status = push(run);
    after = process_kibibytes("VmHWM");
    if (status != DDBSTREAM_OK || run->records != run->generator.records) {
        fprintf(stderr, "memory: after %" PRIu64 " of %" PRIu64 " records: %s\n", run->records,
                run->generator.records, ddbstream_status_text(status));
        return 1;
    }
    return before < 0 || after < 0 ? SKIPPED : report(run, after - before, bound);
}

/* A number above 0, or 0 when it is none. */
static long read_number(const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    return *end == '\0' && number > 0 ? number : 0;
}

int main(int argc, char **argv)
{
    const struct profile *profile = profile_find(argc > 1 ? argv[1] : "batch10k");
    long megabytes = argc > 2 ? read_number(argv[2]) : 200;
    long bound = argc > 3 ? read_number(argv[3]) : 1024;
    struct run run = { .records = 0 };
    int status;
    if (argc > 4 || profile == NULL || megabytes == 0 || bound == 0) {
        fputs("usage: memory [EVENT [MEGABYTES [KIBIBYTES]]]\n", stderr);
        return 2;
    }
    generator_start(&run.generator, profile, UINT64_MAX, (uint64_t)megabytes * MEGABYTE);
    status = measure(&run, bound);
    generator_release(&run.generator);
    return status;
}
