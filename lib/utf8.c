/* Judges one UTF-8 sequence; knows nothing of JSON. */
#include "utf8.h"

/* Which second bytes may follow a first byte (RFC 3629, section 4). A lead byte that starts no
 * sequence at all has length 0. */
struct lead {
    unsigned char length, second_low, second_high;
};

static struct lead look_up(unsigned char first)
{
    if (first < 0x80)
        return (struct lead){ 1, 0, 0 };
    if (first < 0xc2 || first > 0xf4)
        return (struct lead){ 0, 0, 0 };
    if (first < 0xe0)
        return (struct lead){ 2, 0x80, 0xbf };
    if (first < 0xf0)
        return (struct lead){ 3, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf };
    return (struct lead){ 4, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf };
}

static int fits(const struct lead *lead, size_t position, unsigned char byte)
{
    if (position == 1)
        return byte >= lead->second_low && byte <= lead->second_high;
    return (byte & 0xc0) == 0x80;
}

struct utf8_sequence ddbs_utf8_look(const char *bytes, size_t available)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    struct lead lead = look_up(byte[0]);
    if (lead.length == 0)
        return (struct utf8_sequence){ 0, UTF8_BAD };
    for (size_t i = 1; i < lead.length; i++) {
        if (i == available)
            return (struct utf8_sequence){ i, UTF8_CUT };
        if (!fits(&lead, i, byte[i]))
            return (struct utf8_sequence){ i, UTF8_BAD };
    }
    return (struct utf8_sequence){ lead.length, UTF8_WHOLE };
}
