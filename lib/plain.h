/* Runs of bytes that stand for themselves in a JSON string: ASCII, and no quote, backslash or control
 * character. */
#ifndef DDBS_PLAIN_H
#define DDBS_PLAIN_H

#include <stdbool.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline bool ddbs_is_plain(char byte)
{
    return (unsigned char)byte >= 0x20 && (unsigned char)byte < 0x80 && byte != '"' && byte != '\\';
}

/* The first byte that is a quote, a backslash, a control character or no ASCII. */
static inline const char *ddbs_skip_plain(const char *at, const char *end)
{
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
        /* As signed numbers, bytes from 0x80 on are less than a space too. */
        stop = _mm_or_si128(stop, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
        int mask = _mm_movemask_epi8(stop);
        if (mask != 0)
            return at + __builtin_ctz((unsigned)mask);
    }
#endif
    while (at < end && ddbs_is_plain(*at))
        at++;
    return at;
}

#endif
