/* Base64 with padding (RFC 4648, section 4), in which DynamoDB writes binary values. */
#ifndef DDBS_BASE64_H
#define DDBS_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Room for what `length` characters decode to. */
static inline size_t ddbs_base64_decoded_room(size_t length)
{
    return length / 4 * 3;
}

/* Decodes into `out`, which has that room. Strict: whole groups of four, '=' only to fill the last
 * one, no other characters, and the bits that the padding leaves over are 0, so that encoding
 * gives the same text again. False when it is not so; then `out` holds nothing of use. */
bool ddbs_base64_decode(const char *text, size_t length, unsigned char *out, size_t *decoded);

static inline size_t ddbs_base64_encoded_length(size_t length)
{
    return (length + 2) / 3 * 4;
}

/* Encodes into `out`, which has room for the encoded length; writes no NUL. */
void ddbs_base64_encode(const unsigned char *data, size_t length, char *out);

#endif
