/* Base64 many characters at a time, as far as that goes. */
#ifndef DDBS_BASE64_BLOCKS_H
#define DDBS_BASE64_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

/* Decodes blocks from the front; returns how many characters that took, a multiple of four. It
 * leaves at least the last group, and writes over what follows as far as that one goes. When a
 * character has no value `*is_good` comes out false; else it stays as it is. */
size_t ddbs_base64_decode_blocks(const char *text, size_t length, unsigned char *out,
                                 bool *is_good);

/* Encodes blocks from the front; returns how many bytes that took, a multiple of three. */
size_t ddbs_base64_encode_blocks(const unsigned char *data, size_t length, char *out);

#endif
