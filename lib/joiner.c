/* Joins tokens that the caller's cuts have split: chunks in, pieces of whole tokens out. Knows
 * strings, escapes and words (numbers and literals), and nothing else of JSON: on input that is no
 * JSON its pieces are arbitrary, and whoever reads them finds the fault. */
#include "joiner.h"

#include "word.h"

void ddbs_joiner_init(struct joiner *joiner, const ddbstream_allocator *allocator,
                      size_t max_string)
{
    *joiner = (struct joiner){ .max_string = max_string };
    ddbs_buffer_init(&joiner->held, allocator);
}

void ddbs_joiner_reset(struct joiner *joiner)
{
    joiner->held.length = 0;
    joiner->scan = (struct quote_scan){ false, false };
    joiner->handed_out = false;
    joiner->dropped = 0;
}

void ddbs_joiner_release(struct joiner *joiner)
{
    ddbs_buffer_release(&joiner->held);
}

bool ddbs_joiner_is_idle(const struct joiner *joiner)
{
    return joiner->held.length == 0 || joiner->handed_out;
}

static ddbstream_status hold(struct joiner *joiner, struct piece *rest, size_t length)
{
    if (length > 0 && !ddbs_buffer_append(&joiner->held, rest->data, length))
        return DDBSTREAM_ERROR_MEMORY;
    ddbs_piece_drop_front(rest, length);
    return DDBSTREAM_OK;
}

/* Strings too long. */

static ddbstream_status drop(struct joiner *joiner, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        joiner->dropped++;
        joiner->fault_reason = ddbs_json_check_string_byte(&joiner->check, data[i]);
        if (joiner->fault_reason != NULL) {
            joiner->fault_at = joiner->dropped;
            return DDBSTREAM_ERROR_JSON;
        }
    }
    return DDBSTREAM_OK;
}

/* Drops the front of `rest`, and at first what is held, but for the opening quote. */
static ddbstream_status drop_string(struct joiner *joiner, struct piece *rest, size_t length)
{
    ddbstream_status status = DDBSTREAM_OK;
    if (joiner->dropped == 0) {
        joiner->check = (struct string_check){ .has_ended = false };
        status = drop(joiner, joiner->held.data + 1, joiner->held.length - 1);
        joiner->held.length = 1;
    }
    if (status == DDBSTREAM_OK)
        status = drop(joiner, rest->data, length);
    ddbs_piece_drop_front(rest, length);
    return status;
}

static void hand_out_dropped(struct joiner *joiner, struct piece *piece)
{
    *piece = (struct piece){ .data = "\"\"", .length = 2, .unseen = joiner->dropped - 1 };
    joiner->handed_out = true;
}

/* Tokens that are held. Each function adds bytes up to the token's end, and hands the token out if
 * it has come. */

static ddbstream_status go_on_dropping(struct joiner *joiner, struct piece *rest,
                                       struct piece *piece)
{
    ddbstream_status status =
        drop_string(joiner, rest, ddbs_quotes_scan_string(&joiner->scan, rest->data, rest->length));
    if (status == DDBSTREAM_OK && !joiner->scan.inside)
        hand_out_dropped(joiner, piece);
    return status;
}

static ddbstream_status hold_string(struct joiner *joiner, struct piece *rest, struct piece *piece)
{
    size_t length = ddbs_quotes_scan_string(&joiner->scan, rest->data, rest->length);
    bool has_ended = !joiner->scan.inside;
    ddbstream_status status;
    if (joiner->held.length + length - 1 - has_ended > joiner->max_string) {
        status = drop_string(joiner, rest, length);
        if (status == DDBSTREAM_OK && has_ended)
            hand_out_dropped(joiner, piece);
        return status;
    }
    status = hold(joiner, rest, length);
    if (status == DDBSTREAM_OK && has_ended) {
        *piece = (struct piece){ .data = joiner->held.data, .length = joiner->held.length };
        joiner->handed_out = true;
    }
    return status;
}

static ddbstream_status hold_word(struct joiner *joiner, struct piece *rest, struct piece *piece)
{
    size_t length = ddbs_word_end(rest->data, rest->length);
    bool has_ended = length < rest->length;
    ddbstream_status status = hold(joiner, rest, length);
    bool is_overlong = joiner->held.length > LONGEST_WORD;
    if (status != DDBSTREAM_OK || (!has_ended && !is_overlong))
        return status;
    *piece = (struct piece){ .data = joiner->held.data,
                             .length = joiner->held.length,
                             .padding = !is_overlong,
                             .is_overlong = is_overlong };
    if (piece->padding > 0)
        joiner->held.data[joiner->held.length] = ' '; /* in place of the buffer's NUL */
    joiner->handed_out = true;
    return DDBSTREAM_OK;
}

/* A word and a quote right behind it. The quote was not expected; what follows does not matter. */
static ddbstream_status hand_out_broken(struct joiner *joiner, struct piece *piece)
{
    *piece = (struct piece){ .data = joiner->held.data,
                             .length = joiner->held.length,
                             .is_broken = true };
    joiner->handed_out = true;
    return DDBSTREAM_OK;
}

static ddbstream_status go_on_holding(struct joiner *joiner, struct piece *rest,
                                      struct piece *piece)
{
    if (joiner->scan.inside && joiner->held.data[0] != '"')
        return hand_out_broken(joiner, piece);
    if (joiner->dropped > 0)
        return go_on_dropping(joiner, rest, piece);
    return joiner->scan.inside ? hold_string(joiner, rest, piece) : hold_word(joiner, rest, piece);
}

/* Nothing is held: hands out all up to the token that the chunk's end may have split. */
static ddbstream_status split(struct joiner *joiner, struct piece *rest, struct piece *piece)
{
    size_t whole;
    ddbs_quotes_scan(&joiner->scan, rest->data, rest->length);
    whole = joiner->scan.inside ? ddbs_quotes_find_last(rest->data, rest->length) : rest->length;
    whole = ddbs_word_start(rest->data, whole); /* a word right before a string belongs to it */
    *piece = (struct piece){ .data = rest->data, .length = whole };
    ddbs_piece_drop_front(rest, whole);
    return hold(joiner, rest, rest->length);
}

ddbstream_status ddbs_joiner_next(struct joiner *joiner, struct piece *rest, struct piece *piece)
{
    *piece = (struct piece){ .data = NULL };
    if (joiner->handed_out)
        ddbs_joiner_reset(joiner);
    if (rest->length == 0)
        return DDBSTREAM_OK;
    return joiner->held.length > 0 ? go_on_holding(joiner, rest, piece)
                                   : split(joiner, rest, piece);
}

struct piece ddbs_joiner_last(const struct joiner *joiner)
{
    return (struct piece){ .data = joiner->held.data,
                           .length = joiner->held.length,
                           .unseen = joiner->dropped };
}
