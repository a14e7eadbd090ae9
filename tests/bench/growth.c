/* Measures how time and memory grow with the number of records.
 *
 *     growth [--quick] [MOST]
 *
 * Reads events of 1, 10, 100 and so on up to MOST small records (default: a million, an event of
 * 700 MB, which is held in memory), and prints a line for each: the records, its bytes, the best
 * seconds of reading it at once and in chunks, and the most that the decoder had from its allocator
 * for each of the two, in bytes. --quick reads each event but once. Exit status: 1 when an event
 * can't be decoded, 2 for wrong arguments. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <ddbstream/ddbstream.h>

#include "generate.h"
#include "heap.h"

enum { CHUNK = 64 * 1024, SAMPLES = 7, LEAST_RECORDS = 20000 /* in a sample */, WAYS = 2 };

/* One decoder for all readings of an event, as it is in use. */
struct way {
    ddbstream_status (*read)(ddbstream_decoder *decoder, const struct text *event);
    struct heap heap;
    ddbstream_allocator allocator;
    ddbstream_decoder *decoder;
    double best; /* seconds for one reading */
};

static ddbstream_status read_at_once(ddbstream_decoder *decoder, const struct text *event)
{
    return ddbstream_decoder_run(decoder, event->data, event->length);
}

static ddbstream_status read_in_chunks(ddbstream_decoder *decoder, const struct text *event)
{
    ddbstream_status status = DDBSTREAM_OK;
    ddbstream_decoder_reset(decoder);
    for (size_t at = 0; status == DDBSTREAM_OK && at < event->length; at += CHUNK) {
        size_t rest = event->length - at;
        status = ddbstream_decoder_feed(decoder, event->data + at, rest < CHUNK ? rest : CHUNK);
    }
    return status == DDBSTREAM_OK ? ddbstream_decoder_finish(decoder) : status;
}

static bool open_way(struct way *way)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    way->allocator = heap_allocator(&way->heap);
    options.allocator = &way->allocator;
    return ddbstream_decoder_create(&way->decoder, NULL, NULL, &options) == DDBSTREAM_OK;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool take_sample(struct way *way, const struct text *event, uint64_t records, bool quick)
{
    uint64_t readings = records < LEAST_RECORDS && !quick ? LEAST_RECORDS / records : 1;
    double start = now(), seconds;
    for (uint64_t i = 0; i < readings; i++)
        if (way->read(way->decoder, event) != DDBSTREAM_OK
            || ddbstream_decoder_record_count(way->decoder) != records)
            return false;
    seconds = (now() - start) / (double)readings;
    way->best = way->best == 0 || seconds < way->best ? seconds : way->best;
    return true;
}

/* The ways take turns, so that whatever slows the machine down for a while slows both. */
static bool measure(struct way ways[WAYS], const struct text *event, uint64_t records, bool quick)
{
    for (int sample = 0; sample < (quick ? 1 : SAMPLES); sample++)
        for (int i = 0; i < WAYS; i++)
            if (!take_sample(&ways[i], event, records, quick))
                return false;
    return true;
}

static bool grow(uint64_t records, bool quick)
{
    struct text event = generate_event(profile_find("batch10k"), records);
    struct way ways[WAYS] = { { .read = read_at_once }, { .read = read_in_chunks } };
    bool good = open_way(&ways[0]) && open_way(&ways[1]) && measure(ways, &event, records, quick);
    printf("%" PRIu64 " %zu %.9f %.9f %zu %zu\n", records, event.length, ways[0].best, ways[1].best,
           ways[0].heap.peak, ways[1].heap.peak);
    fflush(stdout);
    for (int i = 0; i < WAYS; i++)
        ddbstream_decoder_free(ways[i].decoder);
    text_release(&event);
    return good;
}

int main(int argc, char **argv)
{
    bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
    const char *wanted = argc > 1 + quick ? argv[1 + quick] : "1000000";
    char *end;
    unsigned long long most = strtoull(wanted, &end, 10);
    if (argc > 2 + quick || most == 0 || *end != '\0') {
        fputs("usage: growth [--quick] [MOST]\n", stderr);
        return 2;
    }
    for (uint64_t records = 1; records <= most; records *= 10)
        if (!grow(records, quick)) {
            fprintf(stderr, "growth: %" PRIu64 " records can't be decoded\n", records);
            return 1;
        }
    return 0;
}
