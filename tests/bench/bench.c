/* Measures how fast events are decoded, beside yajl alone.
 *
 *     bench [--markdown] [--quick] [EVENT...]
 *     bench --once EVENT VARIANT
 *
 * EVENT is single, batch100, wide, table, batch10k or blob (default: all); VARIANT is yajl, decode,
 * sum, push, log, keys or no-lane (see variant.h). First each variant sums up what it finds, and
 * the sums must agree; then they are measured. --quick takes but one sample of one reading. --once
 * is for profilers: it reads the event twice, and only the second time in reader_read_measured.
 *
 * Exit status: 1 when an event can't be decoded or the variants differ, 2 for wrong arguments.
 * Never because of a timing. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "generate.h"
#include "report.h"
#include "variant.h"

enum { SAMPLES = 21 };

static const double sample_seconds = 0.025;

struct settings {
    bool markdown;
    bool once;
    unsigned samples;
    double sample_seconds;
};

/* An event, and all that is needed to read it in each way. */
struct subject {
    struct text event;
    struct reader readers[VARIANT_COUNT];
    struct reading found; /* by all of them */
    unsigned long repeats[VARIANT_COUNT];
    double seconds[VARIANT_COUNT][SAMPLES]; /* for one reading */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Seconds for so many readings; negative when one fails. */
static double time_readings(struct reader *reader, const struct text *event, unsigned long repeats)
{
    double start = now();
    for (unsigned long i = 0; i < repeats; i++)
        if (!reader_read_measured(reader, event->data, event->length))
            return -1;
    return now() - start;
}

/* Finds how many readings take long enough to measure, and warms the reader up. */
static bool calibrate(struct subject *subject, size_t variant, double enough)
{
    unsigned long *repeats = &subject->repeats[variant];
    double seconds;
    for (*repeats = 1;; *repeats *= 2) {
        seconds = time_readings(&subject->readers[variant], &subject->event, *repeats);
        if (seconds < 0 || seconds >= enough)
            return seconds >= 0;
    }
}

static bool take_sample(struct subject *subject, size_t variant, size_t sample)
{
    unsigned long repeats = subject->repeats[variant];
    double seconds = time_readings(&subject->readers[variant], &subject->event, repeats);
    subject->seconds[variant][sample] = seconds / (double)repeats;
    return seconds >= 0;
}

/* The variants take turns, so that whatever slows the machine down for a while slows all. */
static bool measure(struct subject *subject, const struct settings *settings)
{
    for (size_t variant = 0; variant < VARIANT_COUNT; variant++)
        if (!calibrate(subject, variant, settings->sample_seconds))
            return false;
    for (size_t sample = 0; sample < settings->samples; sample++)
        for (size_t variant = 0; variant < VARIANT_COUNT; variant++)
            if (!take_sample(subject, variant, sample))
                return false;
    return true;
}

static int compare_seconds(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static struct timing summarise(double *seconds, size_t count)
{
    qsort(seconds, count, sizeof *seconds, compare_seconds);
    return (struct timing){ seconds[0], seconds[count / 2] };
}

/* Is what a variant that decodes has found what the others find? */
static bool agrees(struct subject *subject, const struct reader *reader,
                   const struct profile *profile)
{
    const struct reading *reading = &reader->reading;
    if (!reader->variant->decodes || reader->variant->keys_only)
        return true;
    if (subject->found.records == 0)
        subject->found = *reading;
    if (reading->records == profile->records && reading->checksum == subject->found.checksum)
        return true;
    fprintf(stderr, "bench: %s: %s finds something else\n", profile->name, reader->variant->name);
    return false;
}

/* Do all variants find the same? From then on only that sums up for which it is measured. */
static bool agree(struct subject *subject, const struct profile *profile)
{
    for (size_t i = 0; i < VARIANT_COUNT; i++) {
        struct reader *reader = &subject->readers[i];
        if (!reader_read(reader, subject->event.data, subject->event.length)
            || !agrees(subject, reader, profile))
            return false;
        reader->sums = reader->variant->sums;
    }
    return true;
}

static void report(struct subject *subject, const struct profile *profile,
                   const struct settings *settings)
{
    struct comparison comparison = { .profile = profile,
                                     .bytes = subject->event.length,
                                     .reading = subject->found };
    for (size_t i = 0; i < VARIANT_COUNT; i++)
        comparison.timings[i] = summarise(subject->seconds[i], settings->samples);
    report_comparison(settings->markdown, &comparison);
}

/* Opens a reader for each variant. */
static bool open_readers(struct subject *subject)
{
    bool opened = true;
    for (size_t i = 0; i < VARIANT_COUNT; i++)
        opened &= reader_open(&subject->readers[i], &variants[i]);
    return opened;
}

static bool compare(const struct profile *profile, const struct settings *settings)
{
    struct subject subject = { .event = generate_event(profile, profile->records) };
    bool good = open_readers(&subject) && agree(&subject, profile) && measure(&subject, settings);
    if (good)
        report(&subject, profile, settings);
    for (size_t i = 0; i < VARIANT_COUNT; i++)
        reader_close(&subject.readers[i]);
    text_release(&subject.event);
    return good;
}

static int usage(void)
{
    fputs("usage: bench [--markdown] [--quick] [EVENT...]\n"
          "       bench --once EVENT VARIANT\n",
          stderr);
    return 2;
}

static int compare_all(char **names, int count, const struct settings *settings)
{
    bool good = true;
    for (int i = 0; i < count; i++)
        if (profile_find(names[i]) == NULL)
            return usage();
    report_begin(settings->markdown, settings->samples, settings->sample_seconds);
    for (int i = 0; i < count; i++)
        good &= compare(profile_find(names[i]), settings);
    for (size_t i = 0; count == 0 && i < PROFILE_COUNT; i++)
        good &= compare(&profiles[i], settings);
    return !good;
}

static int read_once(const struct profile *profile, const struct variant *variant)
{
    struct text event = generate_event(profile, profile->records);
    struct reader reader;
    bool good = reader_open(&reader, variant) && reader_read(&reader, event.data, event.length);
    reader.sums = variant->sums;
    good = good && reader_read_measured(&reader, event.data, event.length);
    printf("%zu bytes\n", event.length);
    reader_close(&reader);
    text_release(&event);
    return !good;
}

static bool read_options(int argc, char **argv, struct settings *settings)
{
    static const struct option known[] = { { "markdown", no_argument, NULL, 'm' },
                                           { "quick", no_argument, NULL, 'q' },
                                           { "once", no_argument, NULL, 'o' },
                                           { NULL, 0, NULL, 0 } };
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (c == '?')
            return false;
        settings->markdown |= c == 'm';
        settings->once |= c == 'o';
        if (c == 'q') {
            settings->samples = 1;
            settings->sample_seconds = 0;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    struct settings settings = { false, false, SAMPLES, sample_seconds };
    if (!read_options(argc, argv, &settings))
        return usage();
    argc -= optind;
    argv += optind;
    if (!settings.once)
        return compare_all(argv, argc, &settings);
    if (argc != 2 || profile_find(argv[0]) == NULL || variant_find(argv[1]) == NULL)
        return usage();
    return read_once(profile_find(argv[0]), variant_find(argv[1]));
}
