/* Decodes and encodes base64; knows nothing of where it is used. */
#include "base64.h"

#include <stdint.h>
#include <string.h>

#include "base64_blocks.h"

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

/* Four values as the bits that they are. The bits of `bad` above the lower six tell of a character
 * that has no value; looking once at the end is faster than looking each time. */
static uint32_t join(unsigned a, unsigned b, unsigned c, unsigned d, unsigned *bad)
{
    *bad |= a | b | c | d;
    return a << 18 | b << 12 | c << 6 | d;
}

/* One group of four without padding. */
static uint32_t decode_group(const char *text, unsigned *bad)
{
    return join(value_of(text[0]), value_of(text[1]), value_of(text[2]), value_of(text[3]), bad);
}

static void put_three(unsigned char *out, uint32_t group)
{
    out[0] = (unsigned char)(group >> 16);
    out[1] = (unsigned char)(group >> 8);
    out[2] = (unsigned char)group;
}

/* The last group, which may be padded; returns how many bytes it gives, 0 when it is wrong. How far
 * it is padded can't be foreseen, so no branch depends on it. */
static size_t decode_last(const char *text, unsigned char *out)
{
    bool one = text[3] == '=', two = one & (text[2] == '=');
    unsigned bad = 0;
    uint32_t bits = join(value_of(text[0]), value_of(text[1]), value_of(text[2]) * !two,
                         value_of(text[3]) * !one, &bad);
    size_t bytes = (size_t)3 - one - two;
    if ((bad >= NO_VALUE) | ((bits & (0xffffffu >> (8 * bytes))) != 0))
        return 0;
    put_three(out, bits); /* of which there is room for all */
    return bytes;
}

bool ddbs_base64_decode(const char *text, size_t length, unsigned char *out, size_t *decoded)
{
    bool is_good = true;
    unsigned bad = 0;
    size_t last, at, bytes;
    *decoded = 0;
    if (length % 4 != 0)
        return false;
    if (length == 0)
        return true;
    at = ddbs_base64_decode_blocks(text, length, out, &is_good);
    out += at / 4 * 3;
    for (last = length - 4; at < last; at += 4, out += 3)
        put_three(out, decode_group(text + at, &bad));
    bytes = decode_last(text + at, out);
    *decoded = last / 4 * 3 + bytes;
    return is_good && bad < NO_VALUE && bytes > 0;
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
    size_t at = ddbs_base64_encode_blocks(data, length, out);
    out += at / 3 * 4;
    for (; length - at >= 3; at += 3, out += 4)
        encode_group(data + at, 3, out);
    if (length > at)
        encode_group(data + at, length - at, out);
}
