/* Undoes the escapes of a JSON string and checks its UTF-8. */
#include "unescape.h"

#include "code_unit.h"
#include "plain.h"
#include "utf8.h"

/* What is left to read, and where to write. */
struct unescaping {
    const char *at;
    const char *end;
    char *out;
};

static size_t left(const struct unescaping *text)
{
    return (size_t)(text->end - text->at);
}

static void put_code_point(struct unescaping *text, unsigned long point)
{
    if (point < 0x80) {
        *text->out++ = (char)point;
        return;
    }
    if (point < 0x800) {
        *text->out++ = (char)(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            *text->out++ = (char)(0xe0 | point >> 12);
        } else {
            *text->out++ = (char)(0xf0 | point >> 18);
            *text->out++ = (char)(0x80 | (point >> 12 & 0x3f));
        }
        *text->out++ = (char)(0x80 | (point >> 6 & 0x3f));
    }
    *text->out++ = (char)(0x80 | (point & 0x3f));
}

/* \uXXXX, or two of them that are a surrogate pair. */
static bool unescape_unicode(struct unescaping *text)
{
    int unit = ddbs_code_unit(text->at, left(text)), low;
    if (unit < 0 || ddbs_is_low_surrogate(unit))
        return false;
    text->at += CODE_UNIT_LENGTH;
    if (!ddbs_is_high_surrogate(unit)) {
        put_code_point(text, (unsigned long)unit);
        return true;
    }
    low = ddbs_code_unit(text->at, left(text));
    if (!ddbs_is_low_surrogate(low))
        return false;
    text->at += CODE_UNIT_LENGTH;
    put_code_point(text, 0x10000 + ((unsigned long)(unit - 0xd800) << 10)
                             + (unsigned long)(low - 0xdc00));
    return true;
}

/* What a short escape means; NUL when there is none such. */
static char meaning_of(char letter)
{
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        return letter;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

static bool unescape_one(struct unescaping *text)
{
    char meaning;
    if (left(text) < 2)
        return false;
    if (text->at[1] == 'u')
        return unescape_unicode(text);
    meaning = meaning_of(text->at[1]);
    *text->out++ = meaning;
    text->at += 2;
    return meaning != '\0';
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* Where there is one such character there are mostly more. */
static bool copy_characters(struct unescaping *text)
{
    while (text->at < text->end && !is_ascii(*text->at)) {
        struct utf8_sequence sequence = ddbs_utf8_look(text->at, left(text));
        if (sequence.verdict != UTF8_WHOLE)
            return false;
        for (size_t i = 0; i < sequence.length; i++)
            *text->out++ = *text->at++;
    }
    return true;
}

static void copy_plain(struct unescaping *text)
{
    size_t length = ddbs_copy_plain(text->out, text->at, left(text));
    text->at += length;
    text->out += length;
}

/* Goes on up to a quote, or the end; false when something stands there that can't. */
static bool unescape(struct unescaping *text)
{
    for (;;) {
        bool is_good;
        copy_plain(text);
        if (text->at == text->end || *text->at == '"')
            return true;
        is_good =
            *text->at == '\\' ? unescape_one(text) : !is_ascii(*text->at) && copy_characters(text);
        if (!is_good)
            return false;
    }
}

bool ddbs_unescape(const char *inside, size_t length, char *out, size_t *written)
{
    struct unescaping text = { inside, inside + length, out };
    if (!unescape(&text) || text.at < text.end)
        return false;
    *text.out = '\0';
    *written = (size_t)(text.out - out);
    return true;
}

const char *ddbs_unescape_string(const char *at, const char *end, char *out, size_t *written)
{
    struct unescaping text = { at, end, out };
    if (!unescape(&text) || text.at == end)
        return NULL;
    *written = (size_t)(text.out - out);
    return text.at;
}
