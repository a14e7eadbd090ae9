/* Judges text character by character, by what RFC 3629 and RFC 8259 say a character is. */
#include "slow_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How many bytes a character has that begins with this one; 0 when none does. */
static size_t length_by_first(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if ((first & 0xe0) == 0xc0)
        return 2;
    if ((first & 0xf0) == 0xe0)
        return 3;
    return (first & 0xf8) == 0xf0 ? 4 : 0;
}

/* Whether there is a character whose bytes begin with these: whether the code points that such
 * bytes can stand for are any that need this length and are no surrogates. */
static bool begins_character(const unsigned char *bytes, size_t count)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    static const uint32_t most[] = { 0, 0x7f, 0x7ff, 0xffff, 0x10ffff };
    size_t length = length_by_first(bytes[0]), i;
    uint32_t low = length < 2 ? bytes[0] : bytes[0] & (0x7fu >> length), high;
    if (length == 0)
        return false;
    for (i = 1; i < count; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return false;
        low = low << 6 | (bytes[i] & 0x3f);
    }
    for (high = low; i < length; i++) {
        low <<= 6;
        high = high << 6 | 0x3f;
    }
    low = low < least[length] ? least[length] : low;
    high = high > most[length] ? most[length] : high;
    return low <= high && (low < 0xd800 || high > 0xdfff);
}

struct slow_character slow_character_at(const char *bytes, size_t available)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    size_t length = length_by_first(byte[0]);
    for (size_t count = 1; count <= available; count++) {
        if (!begins_character(byte, count))
            return (struct slow_character){ SLOW_BAD, count - 1 };
        if (count == length)
            return (struct slow_character){ SLOW_WHOLE, length };
    }
    return (struct slow_character){ SLOW_CUT, available };
}

bool slow_is_utf8(const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        struct slow_character character = slow_character_at(text + i, length - i);
        if (character.verdict != SLOW_WHOLE)
            return false;
        i += character.length;
    }
    return true;
}

/* The four digits of an escape. */
static unsigned long unit_at(const char *digits)
{
    char text[5] = { 0 };
    memcpy(text, digits, 4);
    return strtoul(text, NULL, 16);
}

static bool is_between(unsigned long number, unsigned long low, unsigned long high)
{
    return number >= low && number <= high;
}

/* Where the text at `at` stops being the escape of a low surrogate; SLOW_NO_FAULT if it is one. */
static size_t low_surrogate_fault(const char *data, size_t at)
{
    static const char *const allowed[] = { "\\", "u", "dD", "cCdDeEfF" };
    for (size_t i = 0; i < 4; i++)
        if (strchr(allowed[i], data[at + i]) == NULL || data[at + i] == '\0')
            return at + i;
    return SLOW_NO_FAULT;
}

/* The escape at `at`: where it ends, or a fault in it. After \uD, when no high surrogate stands
 * before it, the next digit is the one that makes it a low surrogate. */
static size_t escape_fault(const char *data, size_t at, size_t *end)
{
    unsigned long unit;
    *end = at + 2;
    if (data[at + 1] != 'u')
        return SLOW_NO_FAULT;
    unit = unit_at(data + at + 2);
    *end = at + 6;
    if (is_between(unit, 0xdc00, 0xdfff))
        return at + 3;
    if (!is_between(unit, 0xd800, 0xdbff))
        return SLOW_NO_FAULT;
    *end = at + 12;
    return low_surrogate_fault(data, at + 6);
}

static size_t character_fault(const char *data, size_t at, size_t string_end, size_t *end)
{
    struct slow_character character = slow_character_at(data + at, string_end - at);
    *end = at + character.length;
    return character.verdict == SLOW_WHOLE ? SLOW_NO_FAULT : at + character.length;
}

size_t slow_text_fault(const char *data, size_t at, size_t end)
{
    size_t fault = SLOW_NO_FAULT;
    while (at < end && fault == SLOW_NO_FAULT)
        fault =
            data[at] == '\\' ? escape_fault(data, at, &at) : character_fault(data, at, end, &at);
    return fault;
}

/* Writes a code point; returns how many bytes it has. */
static size_t encode(unsigned long point, char *out)
{
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned long first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    for (size_t i = length; i-- > 1; point /= 64)
        out[i] = (char)(0x80 + point % 64);
    out[0] = (char)(first[length] + point);
    return length;
}

/* Writes what the escape stands for; returns how many bytes it has itself. */
static size_t unescape_one(const char *escape, char **out)
{
    static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
    const char *letter = strchr(letters, escape[1]);
    unsigned long unit;
    if (escape[1] != 'u') {
        *(*out)++ = letter != NULL ? meanings[letter - letters] : escape[1];
        return 2;
    }
    unit = unit_at(escape + 2);
    if (!is_between(unit, 0xd800, 0xdbff)) {
        *out += encode(unit, *out);
        return 6;
    }
    *out += encode(0x10000 + (unit - 0xd800) * 0x400 + (unit_at(escape + 8) - 0xdc00), *out);
    return 12;
}

size_t slow_unescape(const char *inside, size_t length, char *out)
{
    char *first = out;
    for (size_t i = 0; i < length;) {
        if (inside[i] == '\\')
            i += unescape_one(inside + i, &out);
        else
            *out++ = inside[i++];
    }
    return (size_t)(out - first);
}
