/* Made-up DynamoDB events in the form in which AWS Lambda sends them, the same at every run. */
#ifndef BENCH_GENERATE_H
#define BENCH_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chance.h"

/* A kind of event. */
struct profile {
    const char *name;
    uint64_t records; /* in an event of the usual size */
    void (*write_image)(struct chance *chance, uint64_t number);
};

enum { PROFILE_COUNT = 6 };

/* single: one small record. batch100, batch10k: that many small records. wide: records with many
 * attributes of all types. table: such records whose attributes have the same types. blob: records
 * with long strings and binaries. */
extern const struct profile profiles[PROFILE_COUNT];

/* NULL when there is none of that name. */
const struct profile *profile_find(const char *name);

/* An event in the making, a record at a time, so that it can be larger than memory. */
struct generator {
    const struct profile *profile;
    uint64_t record_limit; /* the event ends after so many records, */
    uint64_t byte_limit;   /* or with the first one to pass so many bytes */
    uint64_t records;      /* made so far */
    uint64_t bytes;
    bool ended;
    size_t read;          /* how much of the text generator_read has handed out */
    struct chance chance; /* its text is the piece made last */
};

/* UINT64_MAX is no limit. The caller gives the generator back to generator_release. */
void generator_start(struct generator *generator, const struct profile *profile,
                     uint64_t record_limit, uint64_t byte_limit);

/* Fills `chunk` with the event's next bytes; returns how many there were, 0 after the end. */
size_t generator_read(struct generator *generator, char *chunk, size_t size);

void generator_release(struct generator *generator);

/* A whole event of so many records. The caller gives it back to text_release. */
struct text generate_event(const struct profile *profile, uint64_t records);

#endif
