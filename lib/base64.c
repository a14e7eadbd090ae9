/* Decodes and encodes base64; knows nothing of where it is used. */
#include "base64.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The value of each character; 64 for those that have none. */
enum { NO_VALUE = 64 };

#define X NO_VALUE
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
    if (bad >= NO_VALUE || (bits & (0xffffffu >> (8 * bytes))) != 0)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        out[i] = (unsigned char)(bits >> (16 - 8 * i));
    return bytes;
}

#ifdef __SSE2__

enum { CHARACTERS = 16, BYTES = 12 };

static __m128i bytes_of(char byte)
{
    return _mm_set1_epi8(byte);
}

/* The values of sixteen characters: c + 4 for digits, and so on. Sets bits of `bad` if one has none.
 * Characters are compared as signed numbers, so those from 0x80 on are below all others. */
static __m128i values_of(__m128i text, __m128i *bad)
{
    __m128i letter = _mm_cmpgt_epi8(text, bytes_of('@'));
    __m128i small = _mm_cmpgt_epi8(text, bytes_of('`'));
    __m128i plus = _mm_cmpeq_epi8(text, bytes_of('+'));
    __m128i slash = _mm_cmpeq_epi8(text, bytes_of('/'));
    __m128i last =
        _mm_add_epi8(_mm_add_epi8(bytes_of('9'), _mm_and_si128(letter, bytes_of('Z' - '9'))),
                     _mm_and_si128(small, bytes_of('z' - 'Z')));
    __m128i offset = _mm_add_epi8(_mm_and_si128(letter, bytes_of(-'A' - 4)),
                                  _mm_and_si128(small, bytes_of(26 - ('a' - 'A'))));
    __m128i sign = _mm_or_si128(_mm_and_si128(plus, bytes_of(62 - '+' - 4)),
                                _mm_and_si128(slash, bytes_of(63 - '/' - 4)));
    __m128i low = _mm_andnot_si128(plus, _mm_cmplt_epi8(text, bytes_of('/')));
    *bad = _mm_or_si128(*bad, _mm_or_si128(low, _mm_cmpgt_epi8(text, last)));
    return _mm_add_epi8(_mm_add_epi8(text, bytes_of(4)), _mm_add_epi8(offset, sign));
}

/* Six bytes, the first the highest, and two more that what comes next writes over. */
static void put_eight(unsigned char *out, __m128i lowest)
{
    uint64_t bytes;
    _mm_storel_epi64((__m128i *)(void *)&bytes, lowest);
    bytes = __builtin_bswap64(bytes);
    memcpy(out, &bytes, sizeof bytes);
}

/* Twelve bytes, of sixteen sextets: each two become twelve bits, each two of those 24, and each two
 * of those the upper 48 of a word. */
static void put_bytes(unsigned char *out, __m128i sextets)
{
    __m128i twelve = _mm_or_si128(_mm_slli_epi16(_mm_and_si128(sextets, _mm_set1_epi16(0xff)), 6),
                                  _mm_srli_epi16(sextets, 8));
    __m128i three = _mm_or_si128(_mm_slli_epi32(_mm_and_si128(twelve, _mm_set1_epi32(0xffff)), 12),
                                 _mm_srli_epi32(twelve, 16));
    __m128i six =
        _mm_or_si128(_mm_slli_epi64(three, 40), _mm_slli_epi64(_mm_srli_epi64(three, 32), 16));
    put_eight(out, six);
    put_eight(out + BYTES / 2, _mm_unpackhi_epi64(six, six));
}

/* Decodes blocks from the front; returns how many characters that took. Leaves at least the last
 * group, and with it room for the bytes that are written over. */
static size_t decode_blocks(const char *text, size_t length, unsigned char *out, unsigned *bad)
{
    size_t at = 0;
    __m128i bad_ones = _mm_setzero_si128();
    for (; length - at > CHARACTERS; at += CHARACTERS, out += BYTES) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
        put_bytes(out, values_of(block, &bad_ones));
    }
    if (_mm_movemask_epi8(bad_ones) != 0)
        *bad |= NO_VALUE;
    return at;
}

#else

static size_t decode_blocks(const char *text, size_t length, unsigned char *out, unsigned *bad)
{
    (void)text;
    (void)length;
    (void)out;
    (void)bad;
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
    at = decode_blocks(text, length, out, &bad);
    out += at / 4 * 3;
    for (last = length - 4; at < last; at += 4, out += 3)
        put_three(out, decode_group(text + at, &bad));
    bytes = decode_last(text + at, out);
    *decoded = last / 4 * 3 + bytes;
    return bad < NO_VALUE && bytes > 0;
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
