/* A line on the terminal that says how far long work has come. */
#ifndef TOOL_PROGRESS_H
#define TOOL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool is_on;
    double start; /* seconds on a clock that is never set */
    double next;  /* when to show it again */
    int shown;    /* characters on the screen */
};

/* What has been read so far, in all documents. */
struct tally {
    uint64_t bytes;
    uint64_t records; /* bad ones included */
    uint64_t bad;
};

void progress_start(struct progress *progress, bool is_on);

/* Shows the line if it is time. */
void progress_tell(struct progress *progress, const struct tally *tally);

/* Takes the line away, because something else is to be printed, or at the end. */
void progress_hide(struct progress *progress);

#endif
