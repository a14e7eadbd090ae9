/* The tables in which measurements are printed. */
#include "report.h"

#include <inttypes.h>
#include <stdio.h>

#define MEGABYTE 1e6

#if defined(__clang__)
#define COMPILER "" __VERSION__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "an unknown compiler"
#endif

static void print_build(void)
{
    printf("libddbstream %s, built by %s as %s with -O%s.\n", ddbstream_version(), COMPILER,
           BENCH_BUILDTYPE, BENCH_OPTIMIZATION);
#ifndef __OPTIMIZE__
    puts("NOT OPTIMISED: these numbers say nothing. Use a build made with --buildtype=release.");
#endif
}

void report_begin(bool markdown, unsigned samples, double sample_seconds)
{
    print_build();
    printf("%u samples of at least %.0f ms each, the variants in turn. MB/s: 10^6 bytes of JSON a "
           "second.\nof yajl: the speed in relation to that of yajl alone.\n",
           samples, sample_seconds * 1e3);
    if (markdown)
        puts("\n| event | bytes | records | variant | best MB/s | of yajl | median MB/s | of yajl |"
             "\n|-|-:|-:|-|-:|-:|-:|-:|");
}

/* Megabytes a second. */
static double speed(const struct comparison *comparison, double seconds)
{
    return (double)comparison->bytes / MEGABYTE / seconds;
}

static void print_plain(const struct comparison *comparison)
{
    const struct timing *yajl = &comparison->timings[0];
    printf("\n%s: %zu bytes, %" PRIu64 " records, checksum %016" PRIx64 "\n",
           comparison->profile->name, comparison->bytes, comparison->reading.records,
           comparison->reading.checksum);
    printf("    %-8s%12s%10s%14s%10s\n", "variant", "best MB/s", "of yajl", "median MB/s",
           "of yajl");
    for (size_t i = 0; i < VARIANT_COUNT; i++) {
        const struct timing *timing = &comparison->timings[i];
        printf("    %-8s%12.1f%10.2f%14.1f%10.2f\n", variants[i].name,
               speed(comparison, timing->best), yajl->best / timing->best,
               speed(comparison, timing->median), yajl->median / timing->median);
    }
}

static void print_markdown(const struct comparison *comparison)
{
    const struct timing *yajl = &comparison->timings[0];
    for (size_t i = 0; i < VARIANT_COUNT; i++) {
        const struct timing *timing = &comparison->timings[i];
        printf("| %s | %zu | %" PRIu64 " | %s | %.1f | %.2f | %.1f | %.2f |\n",
               comparison->profile->name, comparison->bytes, comparison->reading.records,
               variants[i].name, speed(comparison, timing->best), yajl->best / timing->best,
               speed(comparison, timing->median), yajl->median / timing->median);
    }
}

void report_comparison(bool markdown, const struct comparison *comparison)
{
    if (markdown)
        print_markdown(comparison);
    else
        print_plain(comparison);
    fflush(stdout); /* each as soon as it is known */
}
