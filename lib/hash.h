/* A number for any bytes, under a key: SipHash-2-4, as its authors define it.
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012. */
#ifndef DDBS_HASH_H
#define DDBS_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash {
    uint64_t state[4];
    uint64_t word;   /* the bytes that do not fill one yet, the first one lowest */
    uint64_t length; /* of all bytes so far */
};

void ddbs_hash_begin(struct hash *hash, const uint64_t key[2]);
void ddbs_hash_bytes(struct hash *hash, const void *bytes, size_t length);

/* Its eight bytes, the lowest first. */
void ddbs_hash_word(struct hash *hash, uint64_t word);

uint64_t ddbs_hash_end(struct hash *hash);

#endif
