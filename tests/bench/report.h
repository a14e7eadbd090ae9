/* The tables in which measurements are printed. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "generate.h"
#include "variant.h"

/* How long one way of reading took for an event, in seconds. */
struct timing {
    double best;
    double median;
};

/* What was measured for one event. */
struct comparison {
    const struct profile *profile;
    size_t bytes;
    struct reading reading; /* the same for each variant that decodes */
    struct timing timings[VARIANT_COUNT];
};

/* Says what was built and how it is measured, and begins a Markdown table. */
void report_begin(bool markdown, unsigned samples, double sample_seconds);

void report_comparison(bool markdown, const struct comparison *comparison);

#endif
