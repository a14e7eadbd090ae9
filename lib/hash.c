/* SipHash-2-4; knows nothing of what is hashed. The same on every machine. */
#include "hash.h"

enum { WORD = 8 };

static uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

static void mix(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static void take_word(struct hash *hash, uint64_t word)
{
    hash->state[3] ^= word;
    mix(hash->state);
    mix(hash->state);
    hash->state[0] ^= word;
}

void ddbs_hash_begin(struct hash *hash, const uint64_t key[2])
{
    *hash =
        (struct hash){ .state = { key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du,
                                  key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u } };
}

static void take_byte(struct hash *hash, unsigned char byte)
{
    hash->word |= (uint64_t)byte << 8 * (hash->length % WORD);
    hash->length++;
    if (hash->length % WORD == 0) {
        take_word(hash, hash->word);
        hash->word = 0;
    }
}

void ddbs_hash_bytes(struct hash *hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        take_byte(hash, at[i]);
}

void ddbs_hash_word(struct hash *hash, uint64_t word)
{
    for (int shift = 0; shift < 64; shift += 8)
        take_byte(hash, (unsigned char)(word >> shift));
}

uint64_t ddbs_hash_end(struct hash *hash)
{
    uint64_t *v = hash->state;
    take_word(hash, hash->word | hash->length << 56);
    v[2] ^= 0xff;
    for (int round = 0; round < 4; round++)
        mix(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
