/* Blocks of sixteen bytes: which of them are what, as a mask with a bit for each, the first byte's
 * lowest. With SSE2, with NEON, and with words alone; build with DDBS_WORDS_ONLY to try the last. */
#ifndef DDBS_BLOCK_H
#define DDBS_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(DDBS_WORDS_ONLY)
#include <emmintrin.h>
#define DDBS_BLOCK_SSE2 1
#elif defined(__aarch64__) && defined(__GNUC__) && !defined(DDBS_WORDS_ONLY)
#include <arm_neon.h>
#define DDBS_BLOCK_NEON 1
#endif

enum { BLOCK = 16 };

/* The place of the lowest bit, which there must be. */
static inline size_t ddbs_lowest_bit(uint64_t mask)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(mask);
#else
    size_t place = 0;
    for (; (mask & 1) == 0; mask >>= 1)
        place++;
    return place;
#endif
}

/* Whether that is the place of the lowest bit. */
static inline bool ddbs_is_lowest_bit(uint64_t mask, size_t place)
{
    return (mask & (((uint64_t)2 << place) - 1)) == (uint64_t)1 << place;
}

/* The place of the lowest bit, for one that is mostly where it was before. Then the processor can go
 * on from there while it still finds out that it is so: what follows depends on a branch, which it
 * foresees, and not on a result, for which it would have to wait. */
static inline size_t ddbs_lowest_bit_again(uint64_t mask, unsigned char *before)
{
    size_t place = *before;
    if (ddbs_is_lowest_bit(mask, place))
        return place;
    place = ddbs_lowest_bit(mask);
    *before = (unsigned char)place;
    return place;
}

/* Fewer bytes than a block has, with the last ones perhaps copied twice. */
static inline void ddbs_block_copy_few(char *to, const char *from, size_t count)
{
    if (count >= 8) {
        memcpy(to, from, 8);
        memcpy(to + count - 8, from + count - 8, 8);
    } else if (count >= 4) {
        memcpy(to, from, 4);
        memcpy(to + count - 4, from + count - 4, 4);
    } else if (count > 0) {
        to[0] = from[0];
        to[count / 2] = from[count / 2];
        to[count - 1] = from[count - 1];
    }
}

#if defined(DDBS_BLOCK_SSE2)

typedef __m128i ddbs_block;

static inline ddbs_block ddbs_block_load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* A block of two words as they lie in memory, and so one in which places mean nothing. */
static inline ddbs_block ddbs_block_of_words(uint64_t first, uint64_t second)
{
    return _mm_set_epi64x((long long)second, (long long)first);
}

static inline void ddbs_block_store(char *to, ddbs_block block)
{
    _mm_storeu_si128((__m128i *)(void *)to, block);
}

/* Truths: what has been found in a block, as a block, so that those of several can be put together
 * before they are made a mask. Of a byte's bits the highest counts. */

static inline uint32_t ddbs_block_mask(ddbs_block truth)
{
    return (uint32_t)_mm_movemask_epi8(truth);
}

static inline ddbs_block ddbs_block_either(ddbs_block a, ddbs_block b)
{
    return _mm_or_si128(a, b);
}

static inline ddbs_block ddbs_block_just_one(ddbs_block a, ddbs_block b)
{
    return _mm_xor_si128(a, b);
}

/* The bytes that are this one. */
static inline ddbs_block ddbs_block_equal(ddbs_block block, char byte)
{
    return _mm_cmpeq_epi8(block, _mm_set1_epi8(byte));
}

/* The bytes that may be wrong wherever they stand: backslashes, what is no ASCII, and all up to
 * form feed. Tabs and line ends are not wrong, but for all of these one comparison does. */
static inline ddbs_block ddbs_block_suspects(ddbs_block block)
{
    /* As signed numbers, bytes from 0x80 on are less too: less what comes next, negative. */
    return _mm_or_si128(_mm_subs_epi8(block, _mm_set1_epi8('\f' + 1)),
                        _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
}

/* The bytes that both have in the same place. */
static inline uint32_t ddbs_block_match(ddbs_block a, ddbs_block b)
{
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
}

/* The bytes that are no ASCII. */
static inline uint32_t ddbs_block_beyond_ascii(ddbs_block block)
{
    return (uint32_t)_mm_movemask_epi8(block);
}

/* The bytes that are at least `low`, which is itself 0x80 or more: so they are no ASCII. */
static inline uint32_t ddbs_block_at_least(ddbs_block block, unsigned char low)
{
    /* What is left over a byte less 0x80 has its highest bit set. */
    return (uint32_t)_mm_movemask_epi8(_mm_subs_epu8(block, _mm_set1_epi8((char)(low - 0x80))));
}

/* The bytes that end a plain run in a JSON string: quotes, backslashes, control characters and what
 * is no ASCII. */
static inline uint32_t ddbs_block_stops(ddbs_block block)
{
    __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')),
                                _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
    /* As signed numbers, bytes from 0x80 on are less than a space too: less a space, negative. */
    stop = _mm_or_si128(stop, _mm_subs_epi8(block, _mm_set1_epi8(0x20)));
    return (uint32_t)_mm_movemask_epi8(stop);
}

/* The bytes that are no digits. */
static inline uint32_t ddbs_block_no_digits(ddbs_block block)
{
    __m128i above = _mm_sub_epi8(block, _mm_set1_epi8('0'));
    __m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(9)), above);
    return (uint32_t)_mm_movemask_epi8(digit) ^ 0xffff;
}

#elif defined(DDBS_BLOCK_NEON)

typedef uint8x16_t ddbs_block;

static inline ddbs_block ddbs_block_load(const char *at)
{
    return vld1q_u8((const uint8_t *)(const void *)at);
}

static inline ddbs_block ddbs_block_of_words(uint64_t first, uint64_t second)
{
    return vcombine_u8(vcreate_u8(first), vcreate_u8(second));
}

static inline void ddbs_block_store(char *to, ddbs_block block)
{
    vst1q_u8((uint8_t *)(void *)to, block);
}

/* A bit for each byte of `truth`, all of whose bits are alike. */
static inline uint32_t ddbs_block_mask(uint8x16_t truth)
{
    static const uint8_t bits[BLOCK] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128 };
    uint8x16_t mine = vandq_u8(truth, vld1q_u8(bits));
    return (uint32_t)vaddv_u8(vget_low_u8(mine)) | (uint32_t)vaddv_u8(vget_high_u8(mine)) << 8;
}

static inline ddbs_block ddbs_block_either(ddbs_block a, ddbs_block b)
{
    return vorrq_u8(a, b);
}

static inline ddbs_block ddbs_block_just_one(ddbs_block a, ddbs_block b)
{
    return veorq_u8(a, b);
}

static inline ddbs_block ddbs_block_equal(ddbs_block block, char byte)
{
    return vceqq_u8(block, vdupq_n_u8((uint8_t)byte));
}

static inline ddbs_block ddbs_block_suspects(ddbs_block block)
{
    return vorrq_u8(vcltq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8('\f' + 1)),
                    vceqq_u8(block, vdupq_n_u8('\\')));
}

static inline uint32_t ddbs_block_match(ddbs_block a, ddbs_block b)
{
    return ddbs_block_mask(vceqq_u8(a, b));
}

static inline uint32_t ddbs_block_beyond_ascii(ddbs_block block)
{
    return ddbs_block_mask(vcgtq_u8(block, vdupq_n_u8(0x7f)));
}

static inline uint32_t ddbs_block_at_least(ddbs_block block, unsigned char low)
{
    return ddbs_block_mask(vcgeq_u8(block, vdupq_n_u8(low)));
}

static inline uint32_t ddbs_block_stops(ddbs_block block)
{
    uint8x16_t stop = vorrq_u8(vceqq_u8(block, vdupq_n_u8('"')), vceqq_u8(block, vdupq_n_u8('\\')));
    stop = vorrq_u8(stop, vcltq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8(0x20)));
    return ddbs_block_mask(stop);
}

static inline uint32_t ddbs_block_no_digits(ddbs_block block)
{
    uint8x16_t above = vsubq_u8(block, vdupq_n_u8('0'));
    return ddbs_block_mask(vcgtq_u8(above, vdupq_n_u8(9)));
}

#else

#define DDBS_EVERY_BYTE 0x0101010101010101u
#define DDBS_HIGH_BITS (DDBS_EVERY_BYTE << 7)

/* Eight bytes, the first the lowest. */
static inline uint64_t ddbs_word_load(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    uint64_t word = 0;
    for (int i = 0; i < 8; i++)
        word |= (uint64_t)byte[i] << 8 * i;
    return word;
}

static inline void ddbs_word_store(char *to, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        to[i] = (char)(unsigned char)(word >> 8 * i);
}

/* A bit for each byte of `truth` whose highest one is set; its others are not. */
static inline uint32_t ddbs_word_mask(uint64_t truth)
{
    return (uint32_t)((truth >> 7) * 0x0102040810204080u >> 56);
}

/* 0x80 in each byte of `word` that is not 0. */
static inline uint64_t ddbs_word_set(uint64_t word)
{
    return (((word & ~DDBS_HIGH_BITS) + ~DDBS_HIGH_BITS) | word) & DDBS_HIGH_BITS;
}

/* 0x80 in each byte of `word`, all of them below 0x80, that is at least `low`. */
static inline uint64_t ddbs_word_at_least(uint64_t word, unsigned char low)
{
    return (word + DDBS_EVERY_BYTE * (0x80u - low)) & DDBS_HIGH_BITS;
}

static inline uint32_t ddbs_word_stops(uint64_t word)
{
    uint64_t going_on = ddbs_word_set(word ^ DDBS_EVERY_BYTE * '"')
                        & ddbs_word_set(word ^ DDBS_EVERY_BYTE * '\\')
                        & ddbs_word_at_least(word & ~DDBS_HIGH_BITS, 0x20) & ~word;
    return ddbs_word_mask(going_on ^ DDBS_HIGH_BITS);
}

static inline uint64_t ddbs_word_suspects(uint64_t word)
{
    uint64_t good = ddbs_word_set(word ^ DDBS_EVERY_BYTE * '\\')
                    & ddbs_word_at_least(word & ~DDBS_HIGH_BITS, '\f' + 1) & ~word;
    return good ^ DDBS_HIGH_BITS;
}

static inline uint32_t ddbs_word_no_digits(uint64_t word)
{
    uint64_t ascii = word & ~DDBS_HIGH_BITS;
    uint64_t digits = ddbs_word_at_least(ascii, '0') & ~ddbs_word_at_least(ascii, '9' + 1) & ~word;
    return ddbs_word_mask((digits & DDBS_HIGH_BITS) ^ DDBS_HIGH_BITS);
}

static inline uint32_t ddbs_word_mask_at_least(uint64_t word, unsigned char low)
{
    uint64_t above = ddbs_word_at_least(word & ~DDBS_HIGH_BITS, (unsigned char)(low - 0x80));
    return ddbs_word_mask(above & word);
}

/* 0x80 in each byte that is the same in both. */
static inline uint64_t ddbs_word_equal(uint64_t a, uint64_t b)
{
    return ddbs_word_set(a ^ b) ^ DDBS_HIGH_BITS;
}

static inline uint32_t ddbs_word_match(uint64_t a, uint64_t b)
{
    return ddbs_word_mask(ddbs_word_equal(a, b));
}

typedef struct {
    uint64_t low, high;
} ddbs_block;

static inline ddbs_block ddbs_block_load(const char *at)
{
    return (ddbs_block){ ddbs_word_load(at), ddbs_word_load(at + 8) };
}

static inline ddbs_block ddbs_block_of_words(uint64_t first, uint64_t second)
{
    return (ddbs_block){ first, second };
}

static inline void ddbs_block_store(char *to, ddbs_block block)
{
    ddbs_word_store(to, block.low);
    ddbs_word_store(to + 8, block.high);
}

static inline uint32_t ddbs_block_mask(ddbs_block truth)
{
    return ddbs_word_mask(truth.low & DDBS_HIGH_BITS)
           | ddbs_word_mask(truth.high & DDBS_HIGH_BITS) << 8;
}

static inline ddbs_block ddbs_block_either(ddbs_block a, ddbs_block b)
{
    return (ddbs_block){ a.low | b.low, a.high | b.high };
}

static inline ddbs_block ddbs_block_just_one(ddbs_block a, ddbs_block b)
{
    return (ddbs_block){ a.low ^ b.low, a.high ^ b.high };
}

static inline ddbs_block ddbs_block_equal(ddbs_block block, char byte)
{
    uint64_t same = DDBS_EVERY_BYTE * (unsigned char)byte;
    return (ddbs_block){ ddbs_word_equal(block.low, same), ddbs_word_equal(block.high, same) };
}

static inline ddbs_block ddbs_block_suspects(ddbs_block block)
{
    return (ddbs_block){ ddbs_word_suspects(block.low), ddbs_word_suspects(block.high) };
}

static inline uint32_t ddbs_block_match(ddbs_block a, ddbs_block b)
{
    return ddbs_word_match(a.low, b.low) | ddbs_word_match(a.high, b.high) << 8;
}

static inline uint32_t ddbs_block_beyond_ascii(ddbs_block block)
{
    return ddbs_block_mask(block);
}

static inline uint32_t ddbs_block_at_least(ddbs_block block, unsigned char low)
{
    return ddbs_word_mask_at_least(block.low, low) | ddbs_word_mask_at_least(block.high, low) << 8;
}

static inline uint32_t ddbs_block_stops(ddbs_block block)
{
    return ddbs_word_stops(block.low) | ddbs_word_stops(block.high) << 8;
}

static inline uint32_t ddbs_block_no_digits(ddbs_block block)
{
    return ddbs_word_no_digits(block.low) | ddbs_word_no_digits(block.high) << 8;
}

#endif

/* The bytes that are this one. */
static inline uint32_t ddbs_block_find(ddbs_block block, char byte)
{
    return ddbs_block_mask(ddbs_block_equal(block, byte));
}

/* Up to two blocks, with some bytes perhaps copied twice. */
static inline void ddbs_block_copy_short(char *to, const char *from, size_t length)
{
    if (length < BLOCK) {
        ddbs_block_copy_few(to, from, length);
        return;
    }
    ddbs_block_store(to, ddbs_block_load(from));
    ddbs_block_store(to + length - BLOCK, ddbs_block_load(from + length - BLOCK));
}

#endif
