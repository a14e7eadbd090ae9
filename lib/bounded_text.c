/* Writes text for people, cut to fit. */
#include "bounded_text.h"

#include <stdbool.h>

#include "utf8.h"

void ddbs_bounded_byte(struct bounded_text *out, char byte)
{
    if (out->length + 1 < out->size)
        out->text[out->length] = byte;
    out->length++;
}

void ddbs_bounded_text(struct bounded_text *out, const char *text)
{
    while (*text != '\0')
        ddbs_bounded_byte(out, *text++);
}

/* Whether a terminal may take it for a command: C0, DEL, and C1, which is two bytes in UTF-8. */
static int is_control(const char *text, size_t length)
{
    unsigned char first = (unsigned char)text[0];
    return first < 0x20 || first == 0x7f
           || (length == 2 && first == 0xc2 && (unsigned char)text[1] < 0xa0);
}

/* Whether it may turn around the text behind it: U+202A to U+202E, and U+2066 to U+2069. */
static bool turns_text(const char *text, size_t length)
{
    unsigned char last = (unsigned char)text[length - 1];
    if (length != 3 || text[0] != '\xe2')
        return false;
    return (text[1] == '\x80' && last >= 0xaa && last <= 0xae)
           || (text[1] == '\x81' && last >= 0xa6 && last <= 0xa9);
}

/* One character; returns how many bytes of the text it was. */
static size_t put_character(struct bounded_text *out, const char *text, size_t length)
{
    struct utf8_sequence sequence = ddbs_utf8_look(text, length);
    if (sequence.verdict != UTF8_WHOLE) {
        ddbs_bounded_byte(out, '?');
        return 1;
    }
    if (is_control(text, sequence.length) || turns_text(text, sequence.length))
        ddbs_bounded_byte(out, '?');
    else
        for (size_t i = 0; i < sequence.length; i++)
            ddbs_bounded_byte(out, text[i]);
    return sequence.length;
}

size_t ddbs_bounded_foreign(struct bounded_text *out, ddbstream_string text)
{
    size_t characters = 0;
    for (size_t i = 0; i < text.length; characters++)
        i += put_character(out, text.data + i, text.length - i);
    return characters;
}

/* How much of a text that was cut is whole characters. */
static size_t without_half(const char *text, size_t length)
{
    size_t last = length;
    while (last > 0 && ((unsigned char)text[last - 1] & 0xc0) == 0x80)
        last--;
    if (last == 0)
        return length;
    last--;
    return ddbs_utf8_look(text + last, length - last).verdict == UTF8_CUT ? last : length;
}

size_t ddbs_bounded_end(struct bounded_text *out)
{
    if (out->size > out->length)
        out->text[out->length] = '\0';
    else if (out->size > 0)
        out->text[without_half(out->text, out->size - 1)] = '\0';
    return out->length;
}
