/* An allocator that counts what is had from it. */
#ifndef BENCH_HEAP_H
#define BENCH_HEAP_H

#include <stddef.h>
#include <stdint.h>

#include <ddbstream/allocator.h>

/* All 0 at first. */
struct heap {
    size_t now; /* bytes */
    size_t peak;
    uint64_t calls;
};

/* The heap must outlive whoever uses the allocator. */
ddbstream_allocator heap_allocator(struct heap *heap);

#endif
