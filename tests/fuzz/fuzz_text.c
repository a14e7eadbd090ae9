/* Compares what the library's rooms for text make of any bytes with slow second implementations:
 * UTF-8, quotes, brackets, escapes, and the guard. */
#include "brackets.h"
#include "buffer.h"
#include "escape.h"
#include "fuzz.h"
#include "guard.h"
#include "memory.h"
#include "quotes.h"
#include "slow_json.h"
#include "slow_text.h"
#include "unescape.h"
#include "utf8.h"

/* UTF-8. */

static void check_character(const char *text, size_t available)
{
    char *copy = exact_copy(text, available);
    struct utf8_sequence sequence = ddbs_utf8_look(copy, available);
    struct slow_character character = slow_character_at(copy, available);
    MUST(sequence.length == character.length);
    MUST((sequence.verdict == UTF8_WHOLE) == (character.verdict == SLOW_WHOLE));
    MUST((sequence.verdict == UTF8_BAD) == (character.verdict == SLOW_BAD));
    free(copy);
}

static void check_characters(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        for (size_t available = 1; available <= 4 && i + available <= length; available++)
            check_character(text + i, available);
}

/* Quotes and brackets: byte by byte, all that was before is looked at again. */

/* Whether an odd number of backslashes stands before that place, counted from the front. */
static bool is_escaped(const char *text, size_t place)
{
    bool escaped = false;
    for (size_t i = 0; i < place; i++)
        escaped = text[i] == '\\' && !escaped;
    return escaped;
}

static size_t count_quotes(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '"' && !is_escaped(text, i);
    return count;
}

static size_t last_quote(const char *text, size_t length)
{
    size_t last = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '"' && !is_escaped(text, i))
            last = i;
    return last;
}

static void check_quotes(const char *text, size_t length)
{
    struct quote_scan scan = { false, false };
    ddbs_quotes_scan(&scan, text, length);
    MUST(scan.inside == (count_quotes(text, length) % 2 == 1));
    MUST(scan.escaped == is_escaped(text, length));
    MUST(ddbs_quotes_find_last(text, length) == last_quote(text, length));
}

static bool is_outside(const char *text, size_t place)
{
    return count_quotes(text, place) % 2 == 0;
}

static size_t first_array(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == '[' && is_outside(text, i))
            return i + 1;
    return length;
}

static size_t end_of_brackets(const char *text, size_t length, size_t open)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr("{[]}", text[i]) == NULL || text[i] == '\0' || !is_outside(text, i))
            continue;
        if (text[i] == '{' || text[i] == '[')
            open++;
        else if (open <= 1)
            return open == 1 ? i + 1 : length;
        else
            open--;
    }
    return length;
}

static void check_brackets(const char *text, size_t length)
{
    MUST(ddbs_brackets_find_array(text, length) == first_array(text, length));
    for (size_t open = 0; open < 3; open++)
        MUST(ddbs_brackets_find_end(text, length, open) == end_of_brackets(text, length, open));
}

/* Escapes. */

/* Whether the text, put in quotes, is a JSON string in Unicode. */
static bool is_inside_of_string(const char *text, size_t length)
{
    char *quoted = malloc(length + 2);
    bool is_string;
    MUST(quoted != NULL);
    quoted[0] = quoted[length + 1] = '"';
    memcpy(quoted + 1, text, length);
    is_string = slow_json_is_valid(quoted, length + 2);
    free(quoted);
    return is_string;
}

static void check_unescape(const char *text, size_t length)
{
    char *out = malloc(length + 1), *expected = malloc(length + 1);
    size_t written = 0, expected_length;
    bool is_right = ddbs_unescape(text, length, out, &written);
    MUST(out != NULL && expected != NULL);
    MUST(is_right == is_inside_of_string(text, length));
    if (is_right) {
        expected_length = slow_unescape(text, length, expected);
        MUST(same_bytes(out, written, expected, expected_length) && out[written] == '\0');
    }
    free(expected);
    free(out);
}

/* Escaped and unescaped again, text is what it was. */
static void check_escape(const char *text, size_t length)
{
    struct ddbstream_buffer quoted;
    ddbstream_allocator allocator;
    ddbstream_status status;
    char *out = malloc(length + 1);
    MUST(out != NULL && ddbs_allocator_choose(&allocator, NULL));
    ddbs_buffer_init(&quoted, &allocator);
    status = ddbs_escape(&quoted, text, length);
    MUST(status == (slow_is_utf8(text, length) ? DDBSTREAM_OK : DDBSTREAM_ERROR_TEXT));
    if (status == DDBSTREAM_OK) {
        MUST(slow_json_is_valid(quoted.data, quoted.length));
        MUST(slow_unescape(quoted.data + 1, quoted.length - 2, out) == length);
        MUST(same_bytes(out, length, text, length));
    }
    ddbs_buffer_release(&quoted);
    free(out);
}

/* The guard. */

/* What it has made of a text: its parts put together, and where it says there is damage. */
struct guarded {
    const char *text;
    size_t length;
    size_t done;
    bool *in_damaged; /* for each byte, whether its part is marked, */
    bool *is_damage;  /* and whether that is the place of the damage */
};

/* A damaged part is a whole string, in which bad bytes became '?'. In other parts, only a byte that
 * is no JSON may differ, and is then one that yajl refuses. */
static void note_part(struct guarded *guarded, const struct piece *part)
{
    MUST(part->length > 0 && part->length <= guarded->length - guarded->done);
    MUST(part->padding == 0 && part->unseen == 0 && !part->is_overlong);
    for (size_t i = 0; i < part->length; i++) {
        char byte = guarded->text[guarded->done + i];
        MUST(part->data[i] == byte || part->data[i] == (part->is_damaged ? '?' : '\001'));
        guarded->in_damaged[guarded->done + i] = part->is_damaged;
    }
    if (part->is_damaged && guarded->done + part->damage_at < guarded->length)
        guarded->is_damage[guarded->done + part->damage_at] = true;
    MUST(!part->is_damaged || part->data[0] == '"');
    guarded->done += part->length;
}

static void guard_all(struct guarded *guarded)
{
    struct guard guard;
    ddbstream_allocator allocator;
    struct piece rest = { .data = guarded->text, .length = guarded->length }, part;
    MUST(ddbs_allocator_choose(&allocator, NULL));
    ddbs_guard_init(&guard, &allocator);
    do {
        MUST(ddbs_guard_next(&guard, &rest, &part) == DDBSTREAM_OK);
        note_part(guarded, &part);
    } while (rest.length > 0 && !part.is_broken);
    MUST(guarded->done + rest.length == guarded->length);
    if (part.is_broken) /* the rest of the document is of no use, nor is the quote before it */
        guarded->length = guarded->done - 1;
    ddbs_guard_release(&guard);
}

/* The string that begins at `start` and ends before `end`: is it marked as it must be? */
static void check_string(const struct guarded *guarded, size_t start, size_t end)
{
    size_t fault = slow_text_fault(guarded->text, start + 1, end - 1);
    MUST(guarded->in_damaged[start] == (fault != SLOW_NO_FAULT));
    for (size_t i = start; i < end; i++) {
        MUST(guarded->in_damaged[i] == guarded->in_damaged[start]);
        MUST(guarded->is_damage[i] == (i == fault));
    }
}

/* Where the string ends that begins at `start`; 0 when it does not end, or is none by JSON's
 * grammar: then the guard may say anything. */
static size_t string_end(const char *text, size_t length, size_t start)
{
    struct slow_json json;
    size_t end = start + 1;
    while (end < length && (text[end] != '"' || is_escaped(text + start, end - start)))
        end++;
    if (end == length)
        return 0;
    slow_json_read(&json, text + start, end + 1 - start);
    slow_json_free(&json);
    return json.status == DDBSTREAM_OK ? end + 1 : 0;
}

/* Goes from string to string, as long as what is between can be JSON. */
static void check_strings(const struct guarded *guarded)
{
    size_t i = 0;
    while (i < guarded->length && (unsigned char)guarded->text[i] < 0x80
           && guarded->text[i] != '\\') {
        size_t end = i + 1;
        if (guarded->text[i] == '"') {
            end = string_end(guarded->text, guarded->length, i);
            if (end == 0)
                return;
            check_string(guarded, i, end);
        } else {
            MUST(!guarded->in_damaged[i]);
        }
        i = end;
    }
}

static void check_guard(const char *text, size_t length)
{
    struct guarded guarded = { .text = text, .length = length };
    guarded.in_damaged = calloc(length + 1, sizeof(bool));
    guarded.is_damage = calloc(length + 1, sizeof(bool));
    MUST(guarded.in_damaged != NULL && guarded.is_damage != NULL);
    if (length > 0)
        guard_all(&guarded);
    check_strings(&guarded);
    free(guarded.is_damage);
    free(guarded.in_damaged);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = exact_copy(data, size);
    check_characters(text, size);
    check_quotes(text, size);
    check_brackets(text, size);
    check_unescape(text, size);
    check_escape(text, size);
    check_guard(text, size);
    free(text);
    return 0;
}
