/* An allocator that counts what it has given out, checks what it gets back, and can fail. */
#ifndef COUNTING_H
#define COUNTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/allocator.h>

struct counting {
    ddbstream_allocator allocator; /* what the library is given */
    size_t calls;                  /* that ask for memory, failed ones included */
    size_t calls_left;             /* until one fails, SIZE_MAX: never, */
    bool goes_on;                  /* and whether all after it fail too */
    size_t failures;
    size_t live_bytes;
};

/* Never fails. Must not move afterwards. */
void counting_init(struct counting *counting);

/* The call after so many fails. */
void counting_fail(struct counting *counting, size_t calls, bool goes_on);

#endif
