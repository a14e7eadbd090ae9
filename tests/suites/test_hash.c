/* The hash, against the test vectors of its authors. */
#include "hash.h"

#include "suite.h"

/* The key is 00 01 .. 0f, the input 00 01 .. of that length: the vectors of SipHash-2-4. */
static const struct {
    size_t length;
    uint64_t hash;
} vectors[] = {
    { 0, 0x726fdb47dd0e0e31u },  { 1, 0x74f839c593dc67fdu },  { 7, 0xab0200f58b01d137u },
    { 8, 0x93f5f5799a932462u },  { 9, 0x9e0082df0ba9e4b0u },  { 15, 0xa129ca6149be45e5u },
    { 16, 0x3f2acc7f57c29bdbu }, { 63, 0x958a324ceb064572u },
};

static const uint64_t key[2] = { 0x0706050403020100u, 0x0f0e0d0c0b0a0908u };

static void fill(unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (unsigned char)i;
}

/* In two pieces, cut at every place. */
START_TEST(the_vectors_are_met)
{
    unsigned char bytes[64];
    fill(bytes, sizeof bytes);
    for (size_t cut = 0; cut <= vectors[_i].length; cut++) {
        struct hash hash;
        ddbs_hash_begin(&hash, key);
        ddbs_hash_bytes(&hash, bytes, cut);
        ddbs_hash_bytes(&hash, bytes + cut, vectors[_i].length - cut);
        ck_assert_msg(ddbs_hash_end(&hash) == vectors[_i].hash, "%zu bytes, cut at %zu",
                      vectors[_i].length, cut);
    }
}
END_TEST

START_TEST(a_word_is_eight_bytes_the_lowest_first)
{
    static const unsigned char bytes[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
    struct hash hash;
    ddbs_hash_begin(&hash, key);
    ddbs_hash_word(&hash, 0x0706050403020100u);
    ddbs_hash_bytes(&hash, bytes + 8, 1);
    ck_assert(ddbs_hash_end(&hash) == vectors[4].hash);
}
END_TEST

int main(void)
{
    return RUN_SUITE("hash", EACH(the_vectors_are_met, vectors),
                     ONCE(a_word_is_eight_bytes_the_lowest_first));
}
