/* The ways of reading an event that are measured side by side. */
#ifndef BENCH_VARIANT_H
#define BENCH_VARIANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/ddbstream.h>

/* What reading an event came to. */
struct reading {
    uint64_t records;
    uint64_t checksum; /* over the types and lengths of all attributes */
    uint64_t logged;   /* bytes written to the log */
};

/* A way of reading, made ready for use again and again. */
struct reader {
    const struct variant *variant;
    ddbstream_decoder *decoder;
    ddbstream_log *log;
    bool sums; /* all that is decoded: true, until the bench measures what does not */
    struct reading reading;
};

struct variant {
    const char *name;
    bool decodes;
    bool sums; /* even when measured */
    bool logs;
    bool keys_only; /* finds less than the others */
    bool yajl_only; /* without the lane */
    bool (*read)(struct reader *reader, const char *data, size_t length);
};

enum { VARIANT_COUNT = 7 };

/* yajl: yajl alone, with callbacks that do nothing. decode: ddbstream_decoder_run, with a
 * callback that does nothing either. sum: decode, and look at all that is in the record. push: feed
 * and finish, in chunks of 64 KiB. log: decode, and write each record to a log. keys: decode with
 * the option keys_only. no-lane: push with the option yajl_only. yajl comes first. */
extern const struct variant variants[VARIANT_COUNT];

/* NULL when there is none of that name. */
const struct variant *variant_find(const char *name);

/* False when memory runs out. The caller gives the reader back to reader_close, then too. */
bool reader_open(struct reader *reader, const struct variant *variant);

/* Reads a whole event. False when that fails, and then it has said why. */
bool reader_read(struct reader *reader, const char *data, size_t length);

/* The same, under a name by which a profiler finds the reads that count. */
bool reader_read_measured(struct reader *reader, const char *data, size_t length);

void reader_close(struct reader *reader);

#endif
