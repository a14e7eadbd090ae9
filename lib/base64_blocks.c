/* The blocks of base64_blocks.h: with AVX2 where the processor turns out to have it, with SSE2, with
 * NEON, and else none. Build with DDBS_WORDS_ONLY to do without. */
#include "base64_blocks.h"

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && defined(__x86_64__) && defined(__GNUC__) && !defined(DDBS_WORDS_ONLY)

#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>

/* Whether the system keeps the registers that AVX has. Only where there is OSXSAVE. */
static bool keeps_registers(void)
{
    enum { THOSE = 6 };
    unsigned low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & THOSE) == THOSE;
}

static bool ask_for_avx2(void)
{
    enum { AVX_FOR_PROGRAMS = bit_AVX | bit_OSXSAVE };
    unsigned a, b, c, d, has_avx;
    __cpuid(1, a, b, has_avx, d);
    __cpuid_count(7, 0, a, b, c, d);
    return (has_avx & AVX_FOR_PROGRAMS) == AVX_FOR_PROGRAMS && keeps_registers()
           && (b & bit_AVX2) != 0;
}

/* Under a hypervisor it takes microseconds to ask, so that is done once, when there is first a use
 * for the answer; the compiler's own way asks a dozen questions when the program starts. All who ask
 * find the same, and so may do that at once. */
static bool has_avx2(void)
{
    enum { UNKNOWN, YES, NO };
    static atomic_int known = UNKNOWN;
    int answer = atomic_load_explicit(&known, memory_order_relaxed);
    if (answer == UNKNOWN) {
        answer = ask_for_avx2() ? YES : NO;
        atomic_store_explicit(&known, answer, memory_order_relaxed);
    }
    return answer == YES;
}

/* With AVX2: a character's class is its high half, and a table says which low halves that class
 * lacks. */

#define AVX2 __attribute__((target("avx2")))

enum {
    AVX2_CHARACTERS = 32,
    AVX2_BYTES = 24,
    AVX2_LEFT = 8 /* characters: the last store writes four bytes beyond */
};

/* The same sixteen bytes in both halves: within halves is where bytes can be looked up. */
AVX2 static __m256i table(const signed char bytes[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

AVX2 static __m256i all(int byte)
{
    return _mm256_set1_epi8((char)byte);
}

/* Classes, a bit each: 2x has '+' and '/', 3x digits, 4x and 6x letters from the first on, 5x and 7x
 * up to the last; all others have nothing. */
enum { SIGNS = 1, DIGITS = 2, FIRST_LETTERS = 4, LAST_LETTERS = 8, NOTHING = 16 };

#define X NOTHING
static const signed char class_of_high[16] = {
    X, X, SIGNS, DIGITS, FIRST_LETTERS, LAST_LETTERS, FIRST_LETTERS, LAST_LETTERS, X, X, X, X,
    X, X, X,     X
};

/* The classes that lack a character with that low half. */
#define S (X | SIGNS)
#define E (X | DIGITS | LAST_LETTERS)
static const signed char lacking_of_low[16] = {
    S | FIRST_LETTERS, S, S, S, S, S, S, S, S, S, S | DIGITS, E, E | S, E | S, E | S, E
};
#undef E
#undef S
#undef X

/* What a character's value differs from it by, at its high half; at 1, what that of '/' does. */
static const signed char difference_at[16] = { 0,        63 - '/', 62 - '+', 52 - '0', -'A', -'A',
                                               26 - 'a', 26 - 'a', 0,        0,        0,    0,
                                               0,        0,        0,        0 };

AVX2 static __m256i values_of_32(__m256i text, __m256i *bad)
{
    __m256i low = _mm256_and_si256(text, all(0x0f));
    __m256i high = _mm256_and_si256(_mm256_srli_epi32(text, 4), all(0x0f));
    __m256i lacking = _mm256_and_si256(_mm256_shuffle_epi8(table(lacking_of_low), low),
                                       _mm256_shuffle_epi8(table(class_of_high), high));
    __m256i is_slash = _mm256_cmpeq_epi8(text, all('/'));
    *bad = _mm256_or_si256(*bad, lacking);
    return _mm256_add_epi8(
        text, _mm256_shuffle_epi8(table(difference_at), _mm256_add_epi8(high, is_slash)));
}

/* Each four values become three bytes. */
AVX2 static void put_24(unsigned char *out, __m256i values)
{
    static const signed char from[16] = { 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1 };
    __m256i twelve = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
    __m256i three = _mm256_madd_epi16(twelve, _mm256_set1_epi32(0x00011000));
    __m256i bytes = _mm256_shuffle_epi8(three, table(from));
    _mm_storeu_si128((__m128i *)(void *)out, _mm256_castsi256_si128(bytes));
    _mm_storeu_si128((__m128i *)(void *)(out + AVX2_BYTES / 2), _mm256_extracti128_si256(bytes, 1));
}

AVX2 static size_t decode_by_avx2(const char *text, size_t length, unsigned char *out,
                                  bool *is_good)
{
    size_t at = 0;
    __m256i bad = _mm256_setzero_si256();
    for (; length - at >= AVX2_CHARACTERS + AVX2_LEFT; at += AVX2_CHARACTERS, out += AVX2_BYTES) {
        __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)(text + at));
        put_24(out, values_of_32(block, &bad));
    }
    *is_good &= _mm256_testz_si256(bad, bad) != 0;
    return at;
}

/* Each three bytes, of which the table puts the middle one twice, become four values: what is above
 * others in sixteen bits is shifted by multiplying. */
AVX2 static __m256i sextets_of(__m256i bytes)
{
    static const signed char from[16] = { 1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10 };
    __m256i groups = _mm256_shuffle_epi8(bytes, table(from));
    __m256i odd = _mm256_mulhi_epu16(_mm256_and_si256(groups, _mm256_set1_epi32(0x0fc0fc00)),
                                     _mm256_set1_epi32(0x04000040));
    __m256i even = _mm256_mullo_epi16(_mm256_and_si256(groups, _mm256_set1_epi32(0x003f03f0)),
                                      _mm256_set1_epi32(0x01000010));
    return _mm256_or_si256(odd, even);
}

/* What a character differs by from its value: at 0 small letters, then each digit and sign, and at
 * 13 the capital ones. */
AVX2 static __m256i characters_of(__m256i values)
{
    enum { D = '0' - 52, CAPITALS = 13 };
    static const signed char difference[16] = { 'a' - 26, D, D, D,        D,        D,   D, D,
                                                D,        D, D, '+' - 62, '/' - 63, 'A', 0, 0 };
    __m256i is_capital = _mm256_cmpgt_epi8(all(26), values);
    __m256i place = _mm256_or_si256(_mm256_subs_epu8(values, all(51)),
                                    _mm256_and_si256(is_capital, all(CAPITALS)));
    return _mm256_add_epi8(values, _mm256_shuffle_epi8(table(difference), place));
}

AVX2 static size_t encode_by_avx2(const unsigned char *data, size_t length, char *out)
{
    enum { HALF = AVX2_BYTES / 2, BEYOND = 4 }; /* bytes that the second load takes in vain */
    size_t at = 0;
    for (; length - at >= AVX2_BYTES + BEYOND; at += AVX2_BYTES, out += AVX2_CHARACTERS) {
        __m128i low = _mm_loadu_si128((const __m128i *)(const void *)(data + at));
        __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(data + at + HALF));
        __m256i bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
        _mm256_storeu_si256((__m256i *)(void *)out, characters_of(sextets_of(bytes)));
    }
    return at;
}

size_t ddbs_base64_encode_blocks(const unsigned char *data, size_t length, char *out)
{
    return length >= AVX2_BYTES && has_avx2() ? encode_by_avx2(data, length, out) : 0;
}

/* With SSE2, which every such processor has. */

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

static size_t decode_by_sse2(const char *text, size_t length, unsigned char *out, bool *is_good)
{
    size_t at = 0;
    __m128i bad = _mm_setzero_si128();
    for (; length - at > CHARACTERS; at += CHARACTERS, out += BYTES) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
        put_bytes(out, values_of(block, &bad));
    }
    *is_good &= _mm_movemask_epi8(bad) == 0;
    return at;
}

size_t ddbs_base64_decode_blocks(const char *text, size_t length, unsigned char *out, bool *is_good)
{
    enum { LONG = 256, LAST = 4, LEAST = CHARACTERS + LAST };
    size_t at = 0;
    if (length >= LONG && has_avx2())
        at = decode_by_avx2(text, length, out, is_good);
    at += decode_by_sse2(text + at, length - at, out + at / 4 * 3, is_good);
    if (length < LEAST)
        return at;
    at = length - LEAST; /* some of it once more: how much is left can't be foreseen */
    decode_by_sse2(text + at, LEAST, out + at / 4 * 3, is_good);
    return length - LAST;
}

#elif defined(__aarch64__) && defined(__GNUC__) && !defined(DDBS_WORDS_ONLY)

#include <arm_neon.h>

enum { CHARACTERS = 64, BYTES = 48, LEFT = 4 };

static uint8x16_t is_from(uint8x16_t text, unsigned char first, unsigned char count)
{
    return vcltq_u8(vsubq_u8(text, vdupq_n_u8(first)), vdupq_n_u8(count));
}

/* What is to be added to the characters that are so many from the first on. */
static uint8x16_t added_to(uint8x16_t text, unsigned char first, unsigned char count, int value,
                           uint8x16_t *known)
{
    uint8x16_t these = is_from(text, first, count);
    *known = vorrq_u8(*known, these);
    return vandq_u8(these, vdupq_n_u8((unsigned char)(value - first)));
}

static uint8x16_t values_of(uint8x16_t text, uint8x16_t *all_known)
{
    uint8x16_t known = vdupq_n_u8(0);
    uint8x16_t add = added_to(text, 'A', 26, 0, &known);
    add = vorrq_u8(add, added_to(text, 'a', 26, 26, &known));
    add = vorrq_u8(add, added_to(text, '0', 10, 52, &known));
    add = vorrq_u8(add, added_to(text, '+', 1, 62, &known));
    add = vorrq_u8(add, added_to(text, '/', 1, 63, &known));
    *all_known = vandq_u8(*all_known, known);
    return vaddq_u8(text, add);
}

/* Loading takes the four characters of each group apart, and storing puts its three bytes together. */
size_t ddbs_base64_decode_blocks(const char *text, size_t length, unsigned char *out, bool *is_good)
{
    size_t at = 0;
    uint8x16_t known = vdupq_n_u8(0xff);
    for (; length - at >= CHARACTERS + LEFT; at += CHARACTERS, out += BYTES) {
        uint8x16x4_t block = vld4q_u8((const uint8_t *)(const void *)(text + at));
        uint8x16_t a = values_of(block.val[0], &known), b = values_of(block.val[1], &known);
        uint8x16_t c = values_of(block.val[2], &known), d = values_of(block.val[3], &known);
        uint8x16x3_t bytes;
        bytes.val[0] = vorrq_u8(vshlq_n_u8(a, 2), vshrq_n_u8(b, 4));
        bytes.val[1] = vorrq_u8(vshlq_n_u8(b, 4), vshrq_n_u8(c, 2));
        bytes.val[2] = vorrq_u8(vshlq_n_u8(c, 6), d);
        vst3q_u8(out, bytes);
    }
    *is_good &= vminvq_u8(known) == 0xff;
    return at;
}

size_t ddbs_base64_encode_blocks(const unsigned char *data, size_t length, char *out)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const uint8x16x4_t digits = vld1q_u8_x4((const uint8_t *)(const void *)alphabet);
    const uint8x16_t lowest = vdupq_n_u8(63);
    size_t at = 0;
    for (; length - at >= BYTES; at += BYTES, out += CHARACTERS) {
        uint8x16x3_t b = vld3q_u8(data + at);
        uint8x16x4_t text;
        uint8x16_t second = vorrq_u8(vshlq_n_u8(b.val[0], 4), vshrq_n_u8(b.val[1], 4));
        uint8x16_t third = vorrq_u8(vshlq_n_u8(b.val[1], 2), vshrq_n_u8(b.val[2], 6));
        text.val[0] = vqtbl4q_u8(digits, vshrq_n_u8(b.val[0], 2));
        text.val[1] = vqtbl4q_u8(digits, vandq_u8(second, lowest));
        text.val[2] = vqtbl4q_u8(digits, vandq_u8(third, lowest));
        text.val[3] = vqtbl4q_u8(digits, vandq_u8(b.val[2], lowest));
        vst4q_u8((uint8_t *)(void *)out, text);
    }
    return at;
}

#else

size_t ddbs_base64_decode_blocks(const char *text, size_t length, unsigned char *out, bool *is_good)
{
    (void)text;
    (void)length;
    (void)out;
    (void)is_good;
    return 0;
}

size_t ddbs_base64_encode_blocks(const unsigned char *data, size_t length, char *out)
{
    (void)data;
    (void)length;
    (void)out;
    return 0;
}

#endif
