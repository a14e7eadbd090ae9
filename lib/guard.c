/* Finds strings that are not Unicode text in pieces of whole tokens, and hands them on apart. Knows
 * of JSON what an escape is and where a string ends. */
#include "guard.h"

#include <stdint.h>
#include <string.h>

#include "block.h"
#include "code_unit.h"
#include "quotes.h"
#include "utf8.h"
#include "utf8_block.h"
#include "word.h"

void ddbs_guard_init(struct guard *guard, const ddbstream_allocator *allocator)
{
    ddbs_buffer_init(&guard->repaired, allocator);
}

void ddbs_guard_release(struct guard *guard)
{
    ddbs_buffer_release(&guard->repaired);
}

/* Characters. */

/* What stands at one place: how many bytes belong together, and whether they may stand there. */
struct look {
    size_t length;
    bool is_bad;
    size_t bad_at; /* the first byte that can't be there, from the place on */
};

/* Which byte keeps the text from going on as \uDC00 to \uDFFF does. */
static size_t low_unit_broken_at(const char *text, size_t length)
{
    static const char *const allowed[] = { "\\", "u", "dD", "cCdDeEfF" };
    size_t i = 0;
    while (i < 4 && i < length && memchr(allowed[i], text[i], strlen(allowed[i])) != NULL)
        i++;
    return i;
}

/* An escape. Those that yajl refuses are left to it. */
static struct look look_at_escape(const char *text, size_t length)
{
    int unit = ddbs_code_unit(text, length);
    if (unit < 0)
        return (struct look){ length < 2 ? length : 2, false, 0 };
    if (ddbs_is_low_surrogate(
            unit)) /* without a high one before it: after \uD only 0 to 7 or 8 to B can come */
        return (struct look){ CODE_UNIT_LENGTH, true, 3 };
    if (!ddbs_is_high_surrogate(unit))
        return (struct look){ CODE_UNIT_LENGTH, false, 0 };
    if (ddbs_is_low_surrogate(ddbs_code_unit(text + CODE_UNIT_LENGTH, length - CODE_UNIT_LENGTH)))
        return (struct look){ CODE_UNIT_LENGTH * 2, false, 0 };
    return (struct look){
        CODE_UNIT_LENGTH, true,
        CODE_UNIT_LENGTH + low_unit_broken_at(text + CODE_UNIT_LENGTH, length - CODE_UNIT_LENGTH)
    };
}

static struct look look_at(const char *text, size_t length)
{
    struct utf8_sequence sequence;
    if (*text == '\\')
        return look_at_escape(text, length);
    sequence = ddbs_utf8_look(text, length);
    if (sequence.verdict == UTF8_BAD)
        return (struct look){ sequence.length > 0 ? sequence.length : 1, true, sequence.length };
    return (struct look){ sequence.length, false, 0 };
}

/* Scanning. */

static bool is_plain(char byte)
{
    return (unsigned char)byte < 0x80 && byte != '\\' && byte != '\v' && byte != '\f';
}

/* Whether four blocks are plain, but for white space: that stands apart from text, and is looked at
 * where it is. */
static bool are_plain_blocks(const char *data)
{
    ddbs_block suspects = ddbs_block_suspects(ddbs_block_load(data));
    for (int i = 1; i < 4; i++)
        suspects =
            ddbs_block_either(suspects, ddbs_block_suspects(ddbs_block_load(data + i * BLOCK)));
    return ddbs_block_mask(suspects) == 0;
}

/* How many bytes of a block need no look by themselves. */
static size_t good_in_block(const char *data)
{
    ddbs_block block = ddbs_block_load(data);
    uint32_t stops =
        ddbs_block_find(block, '\\') | ddbs_block_find(block, '\v') | ddbs_block_find(block, '\f');
    if (ddbs_block_beyond_ascii(block) != 0)
        return ddbs_utf8_characters(block, stops);
    return ddbs_lowest_bit(stops | (uint32_t)1 << BLOCK);
}

static size_t plain_blocks(const char *data, size_t length)
{
    size_t i = 0;
    while (length - i >= 4 * BLOCK && are_plain_blocks(data + i))
        i += 4 * BLOCK;
    return i;
}

/* How many bytes at the front need no look by themselves: plain ones, and whole characters of
 * UTF-8. */
static size_t good_run(const char *data, size_t length)
{
    size_t i = 0;
    while (length - i >= BLOCK) {
        size_t good = good_in_block(data + i);
        i += good;
        if (good == BLOCK)
            i += plain_blocks(data + i, length - i);
        else if (good == 0 || (unsigned char)data[i] < 0x80) /* it is not a character that is cut */
            return i;
    }
    while (i < length && is_plain(data[i]))
        i++;
    return i;
}

/* The place of the first thing that is not right, and what; `length` when all is. */
static size_t find_bad(const char *data, size_t length, struct look *look)
{
    size_t i = good_run(data, length);
    while (i < length) {
        if (data[i] == '\v' || data[i] == '\f')
            return i;
        *look = look_at(data + i, length - i);
        if (look->is_bad)
            return i;
        i += look->length;
        i += good_run(data + i, length - i);
    }
    return length;
}

/* Parts. */

/* Replaces what is bad in a string, which stands in `repaired`. */
static void repair(char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        struct look look = look_at(text + i, length - i);
        if (look.is_bad)
            memset(text + i, '?', look.length);
        i += look.length;
    }
}

/* Hands on the damaged string that `rest` begins with. */
static ddbstream_status hand_on_damaged(struct guard *guard, struct piece *rest, size_t damage_at,
                                        struct piece *part)
{
    size_t length = ddbs_quotes_string_length(rest->data, rest->length);
    ddbstream_buffer_clear(&guard->repaired);
    if (!ddbs_buffer_append(&guard->repaired, rest->data, length))
        return DDBSTREAM_ERROR_MEMORY;
    repair(guard->repaired.data, length);
    *part = (struct piece){ .data = guard->repaired.data,
                            .length = length,
                            .is_damaged = true,
                            .damage_at = damage_at,
                            .unseen = length == rest->length ? rest->unseen : 0 };
    ddbs_piece_drop_front(rest, length);
    return DDBSTREAM_OK;
}

static ddbstream_status hand_on(struct piece *rest, size_t length, struct piece *part)
{
    *part = ddbs_piece_take_front(rest, length);
    return DDBSTREAM_OK;
}

/* Right behind the word that `rest` begins with stands a quote: that is no JSON, damaged or not. */
static ddbstream_status hand_on_broken(struct piece *rest, size_t quote, struct piece *part)
{
    hand_on(rest, quote + 1, part);
    part->is_broken = true;
    return DDBSTREAM_OK;
}

/* Outside a string the byte at `bad` is no JSON. yajl sees that of all but two such bytes, so it is
 * shown another in their place; with the word before it, which ends there. */
static ddbstream_status hand_on_refused(struct guard *guard, struct piece *rest, size_t bad,
                                        struct piece *part)
{
    size_t start = ddbs_word_start(rest->data, bad);
    if (start > 0)
        return hand_on(rest, start, part);
    ddbstream_buffer_clear(&guard->repaired);
    if (!ddbs_buffer_append(&guard->repaired, rest->data, bad + 1))
        return DDBSTREAM_ERROR_MEMORY;
    guard->repaired.data[bad] = '\001';
    *part = (struct piece){ .data = guard->repaired.data, .length = bad + 1 };
    ddbs_piece_drop_front(rest, bad + 1);
    return DDBSTREAM_OK;
}

ddbstream_status ddbs_guard_next(struct guard *guard, struct piece *rest, struct piece *part)
{
    struct look look = { 0, false, 0 };
    struct quote_scan scan = { false, false };
    size_t bad = find_bad(rest->data, rest->length, &look), start, quote;
    if (bad == rest->length)
        return hand_on(rest, bad, part);
    ddbs_quotes_scan(&scan, rest->data, bad);
    if (!scan.inside)
        return hand_on_refused(guard, rest, bad, part);
    quote = ddbs_quotes_find_last(rest->data, bad);
    start = ddbs_word_start(rest->data, quote);
    if (start > 0)
        return hand_on(rest, start, part);
    return quote > 0 ? hand_on_broken(rest, quote, part)
                     : hand_on_damaged(guard, rest, bad + look.bad_at, part);
}
