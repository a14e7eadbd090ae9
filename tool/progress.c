/* Shows a line on standard error that is written over again and again, and in the end with spaces:
 * any terminal can do that. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static const double first_after = 1.0; /* seconds: what takes less needs no line */
static const double interval = 0.25;

enum { LINE_ROOM = 80 }; /* narrower than any terminal, so that it never wraps */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, bool is_on)
{
    *progress = (struct progress){ .is_on = is_on };
    if (!is_on)
        return;
    progress->start = seconds_now();
    progress->next = progress->start + first_after;
}

static void show(struct progress *progress, const struct tally *tally, double seconds)
{
    char line[LINE_ROOM];
    double megabytes = (double)tally->bytes / 1e6;
    int length =
        snprintf(line, sizeof line, "%.1f MB, %" PRIu64 " records, %" PRIu64 " bad, %.1f MB/s",
                 megabytes, tally->records, tally->bad, megabytes / seconds);
    progress_hide(progress);
    progress->shown = length < LINE_ROOM ? length : LINE_ROOM - 1;
    fprintf(stderr, "%s\r", line);
    fflush(stderr);
}

void progress_tell(struct progress *progress, const struct tally *tally)
{
    double now;
    if (!progress->is_on)
        return;
    now = seconds_now();
    if (now < progress->next)
        return;
    show(progress, tally, now - progress->start);
    progress->next = now + interval;
}

void progress_hide(struct progress *progress)
{
    if (progress->shown == 0)
        return;
    fprintf(stderr, "%*s\r", progress->shown, "");
    fflush(stderr);
    progress->shown = 0;
}
