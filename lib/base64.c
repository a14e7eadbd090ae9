/* Decodes and encodes base64; knows nothing of where it is used. */
#include "base64.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The value of each character; 64 for those that have none. */
#define X 64
static const unsigned char values[256] = {
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  62, X,  X,  X,  63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, X,  X,  X,  X,  X,  X,  X,  0,  1,  2,  3,  4,  5,  6,
    7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, X,  X,  X,  X,  X,
    X,  26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
    49, 50, 51, X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,
    X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X,  X
};
#undef X

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static unsigned value_of(char character)
{
    return values[(unsigned char)character];
}

/* One group of four without padding. The bits of `bad` above the lower six tell of a character
 * that has no value; looking once at the end is faster than looking each time. */
static uint32_t decode_group(const char *text, unsigned *bad)
{
    unsigned a = value_of(text[0]), b = value_of(text[1]);
    unsigned c = value_of(text[2]), d = value_of(text[3]);
    *bad |= a | b | c | d;
    return a << 18 | b << 12 | c << 6 | d;
}

static void put_three(unsigned char *out, uint32_t group)
{
    out[0] = (unsigned char)(group >> 16);
    out[1] = (unsigned char)(group >> 8);
    out[2] = (unsigned char)group;
}

/* The last group, which may be padded; returns how many bytes it gives, 0 when it is wrong. */
static size_t decode_last(const char *text, unsigned char *out)
{
    bool one = text[3] == '=', two = one && text[2] == '=';
    const char group[4] = { text[0], text[1], two ? 'A' : text[2], one ? 'A' : text[3] };
    unsigned bad = 0;
    uint32_t bits = decode_group(group, &bad);
    size_t bytes = two ? 1 : one ? 2 : 3;
    if (bad >= 64 || (bits & (0xffffffu >> (8 * bytes))) != 0)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        out[i] = (unsigned char)(bits >> (16 - 8 * i));
    return bytes;
}

#ifdef __SSE2__

enum { BLOCK = 16, BLOCK_BYTES = 12 };

/* Whether bytes, taken as unsigned, are at most `most`: 0xff where they are. */
static __m128i at_most(__m128i bytes, char most)
{
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(most)), bytes);
}

/* The values of sixteen characters; those without one come out as anything, and not as known. */
static __m128i values_of(__m128i text, __m128i *known)
{
    __m128i case_bit = _mm_and_si128(text, _mm_set1_epi8(0x20));
    __m128i letter = _mm_sub_epi8(_mm_or_si128(text, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i digit = _mm_sub_epi8(text, _mm_set1_epi8('/')); /* which stands just before '0' */
    __m128i is_letter = at_most(letter, 25), is_digit = at_most(digit, 10);
    __m128i is_slash = _mm_cmpeq_epi8(digit, _mm_setzero_si128());
    __m128i is_plus = _mm_cmpeq_epi8(text, _mm_set1_epi8('+'));
    __m128i is_small = _mm_cmpgt_epi8(case_bit, _mm_setzero_si128());
    letter = _mm_add_epi8(letter, _mm_and_si128(is_small, _mm_set1_epi8(26)));
    digit = _mm_add_epi8(digit, _mm_set1_epi8(51));
    digit = _mm_add_epi8(digit, _mm_and_si128(is_slash, _mm_set1_epi8(63 - 51)));
    *known = _mm_or_si128(_mm_or_si128(is_letter, is_digit), is_plus);
    return _mm_or_si128(
        _mm_or_si128(_mm_and_si128(is_letter, letter), _mm_and_si128(is_digit, digit)),
        _mm_and_si128(is_plus, _mm_set1_epi8(62)));
}

/* Sixteen characters at once; false when one has no value. */
static bool decode_block(const char *text, uint32_t groups[4])
{
    __m128i known, pairs;
    __m128i sextets = values_of(_mm_loadu_si128((const __m128i *)(const void *)text), &known);
    /* Each two sextets become twelve bits, each two of those a group. */
    pairs = _mm_or_si128(_mm_slli_epi16(_mm_and_si128(sextets, _mm_set1_epi16(0xff)), 6),
                         _mm_srli_epi16(sextets, 8));
    pairs = _mm_or_si128(_mm_slli_epi32(_mm_and_si128(pairs, _mm_set1_epi32(0xffff)), 12),
                         _mm_srli_epi32(pairs, 16));
    _mm_storeu_si128((__m128i *)(void *)groups, pairs);
    return _mm_movemask_epi8(known) == 0xffff;
}

/* Three bytes, and one more that what comes next writes over. */
static void put_four(unsigned char *out, uint32_t group)
{
    uint32_t bytes = __builtin_bswap32(group << 8);
    memcpy(out, &bytes, sizeof bytes);
}

/* Decodes blocks from the front; returns how many characters that took. Leaves at least the last
 * group, and stops at a character that has no value. */
static size_t decode_blocks(const char *text, size_t length, unsigned char *out)
{
    size_t at = 0;
    uint32_t groups[4];
    for (; at + BLOCK < length && decode_block(text + at, groups); at += BLOCK) {
        put_four(out, groups[0]);
        put_four(out + 3, groups[1]);
        put_four(out + 6, groups[2]);
        put_four(out + 9, groups[3]);
        out += BLOCK_BYTES;
    }
    return at;
}

#else

static size_t decode_blocks(const char *text, size_t length, unsigned char *out)
{
    (void)text;
    (void)length;
    (void)out;
    return 0;
}

#endif

bool ddbs_base64_decode(const char *text, size_t length, unsigned char *out, size_t *decoded)
{
    unsigned bad = 0;
    size_t last, at, bytes;
    *decoded = 0;
    if (length % 4 != 0)
        return false;
    if (length == 0)
        return true;
    at = decode_blocks(text, length, out);
    out += at / 4 * 3;
    for (last = length - 4; at < last; at += 4, out += 3)
        put_three(out, decode_group(text + at, &bad));
    bytes = decode_last(text + at, out);
    *decoded = last / 4 * 3 + bytes;
    return bad < 64 && bytes > 0;
}

/* One to three bytes into four characters. */
static void encode_group(const unsigned char *data, size_t bytes, char *out)
{
    uint32_t group = (uint32_t)data[0] << 16;
    if (bytes > 1)
        group |= (uint32_t)data[1] << 8;
    if (bytes > 2)
        group |= data[2];
    out[0] = digits[group >> 18];
    out[1] = digits[group >> 12 & 63];
    out[2] = bytes > 1 ? digits[group >> 6 & 63] : '=';
    out[3] = bytes > 2 ? digits[group & 63] : '=';
}

void ddbs_base64_encode(const unsigned char *data, size_t length, char *out)
{
    for (; length > 0; out += 4) {
        size_t bytes = length < 3 ? length : 3;
        encode_group(data, bytes, out);
        data += bytes;
        length -= bytes;
    }
}
