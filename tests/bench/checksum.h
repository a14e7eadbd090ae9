/* A number over all that a record holds, so that no decoding can be left out. */
#ifndef BENCH_CHECKSUM_H
#define BENCH_CHECKSUM_H

#include <stdint.h>

#include <ddbstream/record.h>

/* The checksum so far with a record added: the names' lengths, the types and the sizes of its
 * attributes. Lists and sets count in their order, the members of maps in any. */
uint64_t checksum_add(uint64_t checksum, const ddbstream_record *record);

#endif
