/* Joins tokens that the caller's cuts have split: chunks in, pieces of whole tokens out. Knows
 * strings, escapes and words (numbers and literals), and nothing else of JSON: on input that is no
 * JSON its pieces are arbitrary, and whoever reads them finds the fault. */
#include "joiner.h"

void ddbs_joiner_init(struct joiner *joiner, const ddbstream_allocator *allocator)
{
    *joiner = (struct joiner){ .handed_out = false };
    ddbs_buffer_init(&joiner->held, allocator);
}

void ddbs_joiner_reset(struct joiner *joiner)
{
    joiner->held.length = 0;
    joiner->scan = (struct quote_scan){ false, false };
    joiner->handed_out = false;
}

void ddbs_joiner_release(struct joiner *joiner)
{
    ddbs_buffer_release(&joiner->held);
}

/* How many bytes of `rest` belong to the string that is open, its closing quote included. */
static size_t string_end(struct quote_scan *scan, const struct piece *rest)
{
    size_t i = 0;
    while (i < rest->length && scan->inside)
        ddbs_quotes_scan_byte(scan, rest->data[i++]);
    return i;
}

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
           || (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '+' || byte == '.';
}

static size_t word_end(const struct piece *rest)
{
    size_t i = 0;
    while (i < rest->length && is_word_byte(rest->data[i]))
        i++;
    return i;
}

static size_t word_start(const char *data, size_t length)
{
    while (length > 0 && is_word_byte(data[length - 1]))
        length--;
    return length;
}

static void drop_front(struct piece *rest, size_t length)
{
    rest->data += length;
    rest->length -= length;
}

static ddbstream_status hold(struct joiner *joiner, struct piece *rest, size_t length)
{
    if (length > 0 && !ddbs_buffer_append(&joiner->held, rest->data, length))
        return DDBSTREAM_ERROR_MEMORY;
    drop_front(rest, length);
    return DDBSTREAM_OK;
}

/* Something is held: adds bytes up to the token's end, and hands the token out if it has come. */
static ddbstream_status go_on_holding(struct joiner *joiner, struct piece *rest,
                                      struct piece *piece)
{
    bool is_string = joiner->scan.inside;
    size_t length = is_string ? string_end(&joiner->scan, rest) : word_end(rest);
    bool ended = is_string ? !joiner->scan.inside : length < rest->length;
    ddbstream_status status = hold(joiner, rest, length);
    if (status != DDBSTREAM_OK || !ended)
        return status;
    if (!is_string)
        joiner->held.data[joiner->held.length] = ' '; /* in place of the buffer's NUL */
    *piece = (struct piece){ joiner->held.data, joiner->held.length, !is_string };
    joiner->handed_out = true;
    return DDBSTREAM_OK;
}

/* Nothing is held: hands out all up to the token that the chunk's end may have split. */
static ddbstream_status split(struct joiner *joiner, struct piece *rest, struct piece *piece)
{
    size_t whole;
    ddbs_quotes_scan(&joiner->scan, rest->data, rest->length);
    whole = joiner->scan.inside ? ddbs_quotes_find_last(rest->data, rest->length)
                                : word_start(rest->data, rest->length);
    *piece = (struct piece){ rest->data, whole, 0 };
    drop_front(rest, whole);
    return hold(joiner, rest, rest->length);
}

ddbstream_status ddbs_joiner_next(struct joiner *joiner, struct piece *rest, struct piece *piece)
{
    *piece = (struct piece){ NULL, 0, 0 };
    if (joiner->handed_out)
        ddbs_joiner_reset(joiner);
    if (rest->length == 0)
        return DDBSTREAM_OK;
    return joiner->held.length > 0 ? go_on_holding(joiner, rest, piece)
                                   : split(joiner, rest, piece);
}

struct piece ddbs_joiner_last(const struct joiner *joiner)
{
    if (joiner->handed_out)
        return (struct piece){ NULL, 0, 0 };
    return (struct piece){ joiner->held.data, joiner->held.length, 0 };
}
