/* Undoes the escapes of a JSON string and checks its UTF-8. Its functions take what stands at a place
 * in the string, write what it stands for to `*out`, and return the place behind it; NULL, and
 * nothing written, when it can't stand there. */
#include "unescape.h"

#include "code_unit.h"
#include "plain.h"
#include "utf8.h"
#include "utf8_block.h"

static char *put_code_point(char *out, unsigned long point)
{
    if (point < 0x80) {
        *out++ = (char)point;
        return out;
    }
    if (point < 0x800) {
        *out++ = (char)(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            *out++ = (char)(0xe0 | point >> 12);
        } else {
            *out++ = (char)(0xf0 | point >> 18);
            *out++ = (char)(0x80 | (point >> 12 & 0x3f));
        }
        *out++ = (char)(0x80 | (point >> 6 & 0x3f));
    }
    *out++ = (char)(0x80 | (point & 0x3f));
    return out;
}

/* \uXXXX, or two of them that are a surrogate pair. */
static const char *undo_code_unit(const char *at, const char *end, char **out)
{
    int unit = ddbs_code_unit(at, (size_t)(end - at)), low;
    if (unit < 0 || ddbs_is_low_surrogate(unit))
        return NULL;
    at += CODE_UNIT_LENGTH;
    if (!ddbs_is_high_surrogate(unit)) {
        *out = put_code_point(*out, (unsigned long)unit);
        return at;
    }
    low = ddbs_code_unit(at, (size_t)(end - at));
    if (!ddbs_is_low_surrogate(low))
        return NULL;
    *out = put_code_point(*out, 0x10000 + ((unsigned long)(unit - 0xd800) << 10)
                                    + (unsigned long)(low - 0xdc00));
    return at + CODE_UNIT_LENGTH;
}

/* What a short escape means; NUL when there is none such. */
static char meaning_of(char letter)
{
    static const char meanings[256] = {
        ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
        ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
    };
    return meanings[(unsigned char)letter];
}

static const char *undo_escape(const char *at, const char *end, char **out)
{
    char meaning;
    if (end - at < 2)
        return NULL;
    if (at[1] == 'u')
        return undo_code_unit(at, end, out);
    meaning = meaning_of(at[1]);
    if (meaning == '\0')
        return NULL;
    *(*out)++ = meaning;
    return at + 2;
}

/* One character that is not ASCII. */
static const char *copy_character(const char *at, const char *end, char **out)
{
    struct utf8_sequence sequence = ddbs_utf8_look(at, (size_t)(end - at));
    if (sequence.verdict != UTF8_WHOLE || sequence.length == 1) /* a control character */
        return NULL;
    for (size_t i = 0; i < sequence.length; i++)
        *(*out)++ = *at++;
    return at;
}

static const char *copy_characters(const char *at, const char *end, char **out)
{
    size_t used = ddbs_utf8_copy_blocks(*out, at, (size_t)(end - at));
    if (used == 0)
        return copy_character(at, end, out);
    *out += used;
    return at + used;
}

/* What is not plain, and no quote. */
static const char *undo_unusual(const char *at, const char *end, char **out)
{
    if (*at == '\\')
        return undo_escape(at, end, out);
    return copy_characters(at, end, out);
}

/* Copies the run at the front, and writes no further than the bytes reach. */
static size_t copy_run(char *out, const char *at, size_t length)
{
    size_t used = ddbs_copy_plain_blocks(out, at, length), rest = length - used, more;
    char last[2 * BLOCK];
    if (rest >= BLOCK)
        return used;
    more = ddbs_copy_plain(last, at + used, rest);
    ddbs_block_copy_few(out + used, last, more);
    return used + more;
}

/* Goes on from a place behind a run, to a quote, to the end, or to what can't stand there. */
static const char *undo(const char *at, const char *end, char **out)
{
    while (at < end && *at != '"') {
        const char *next = undo_unusual(at, end, out);
        size_t length;
        if (next == NULL)
            break;
        length = copy_run(*out, next, (size_t)(end - next));
        at = next + length;
        *out += length;
    }
    return at;
}

/* Likewise from any place. */
static const char *copy_and_undo(const char *at, const char *end, char **out)
{
    size_t run = at < end && ddbs_is_plain(*at) ? copy_run(*out, at, (size_t)(end - at)) : 0;
    *out += run;
    return undo(at + run, end, out);
}

bool ddbs_unescape(const char *inside, size_t length, char *out, size_t *written)
{
    const char *end = inside + length;
    char *behind = out;
    if (copy_and_undo(inside, end, &behind) != end)
        return false;
    *behind = '\0';
    *written = (size_t)(behind - out);
    return true;
}

const char *ddbs_unescape_part(const char *at, const char *end, char *out, size_t *written)
{
    char *behind = out;
    at = copy_and_undo(at, end, &behind);
    *written = (size_t)(behind - out);
    return at;
}
