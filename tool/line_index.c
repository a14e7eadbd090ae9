/* Keeps where lines end, and finds the line and column of an offset. */
#include "line_index.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 64 };

bool line_index_init(struct line_index *index, uint64_t window)
{
    *index = (struct line_index){ .words = window / WORD + 1 };
    if (index->words > SIZE_MAX / sizeof *index->ends)
        return false;
    index->ends = calloc((size_t)index->words, sizeof *index->ends);
    return index->ends != NULL;
}

void line_index_release(struct line_index *index)
{
    free(index->ends);
}

/* Words are cleared when they come into use. */
void line_index_reset(struct line_index *index)
{
    index->total = 0;
    index->lines = 0;
    index->first_line_start = 0;
}

static uint64_t *word_of(const struct line_index *index, uint64_t offset)
{
    return &index->ends[offset / WORD % index->words];
}

/* Bits at and above, or below, an offset's own. */

static uint64_t from(uint64_t offset)
{
    return UINT64_MAX << offset % WORD;
}

static uint64_t before(uint64_t offset)
{
    return ~from(offset);
}

static uint64_t count_bits(uint64_t word)
{
    uint64_t count = 0;
    for (; word != 0; word &= word - 1)
        count++;
    return count;
}

/* The place of the highest bit of a word that has one. */
static unsigned highest_bit(uint64_t word)
{
    unsigned place = 0;
    while (word >>= 1)
        place++;
    return place;
}

/* The first offset that the window holds. */
static uint64_t window_start(const struct line_index *index)
{
    uint64_t begun = (index->total + WORD - 1) / WORD;
    return begun > index->words ? (begun - index->words) * WORD : 0;
}

/* Begins the word of the next bytes; what the ring had there leaves the window. */
static void begin_word(struct line_index *index)
{
    uint64_t *word = word_of(index, index->total);
    if (index->total / WORD >= index->words && *word != 0)
        index->first_line_start = index->total - index->words * WORD + highest_bit(*word) + 1;
    *word = 0;
}

/* Bytes of one word. */
static void add_to_word(struct line_index *index, struct input_piece piece)
{
    const unsigned char *at = piece.bytes, *end = at + piece.length;
    uint64_t *word = word_of(index, index->total);
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        *word |= (uint64_t)1 << (index->total + (uint64_t)(at - piece.bytes)) % WORD;
        index->lines++;
        at++;
    }
    index->total += piece.length;
}

void line_index_add(struct line_index *index, struct input_piece piece)
{
    while (piece.length > 0) {
        size_t room = WORD - (size_t)(index->total % WORD);
        size_t length = piece.length < room ? piece.length : room;
        if (room == WORD)
            begin_word(index);
        add_to_word(index, (struct input_piece){ piece.bytes, length });
        piece.bytes += length;
        piece.length -= length;
    }
}

/* Line feeds from an offset on. */
static uint64_t lines_after(const struct line_index *index, uint64_t offset)
{
    uint64_t count = 0;
    if (offset < index->total)
        count = count_bits(*word_of(index, offset) & from(offset));
    for (offset = (offset / WORD + 1) * WORD; offset < index->total; offset += WORD)
        count += count_bits(*word_of(index, offset));
    return count;
}

/* The start of the line that an offset is in. */
static uint64_t line_start(const struct line_index *index, uint64_t offset)
{
    uint64_t start = window_start(index), at = offset / WORD * WORD, word = 0;
    if (offset % WORD != 0)
        word = *word_of(index, at) & before(offset);
    while (word == 0 && at > start) {
        at -= WORD;
        word = *word_of(index, at);
    }
    return word != 0 ? at + highest_bit(word) + 1 : index->first_line_start;
}

bool line_index_find(const struct line_index *index, uint64_t offset, struct place *place)
{
    if (offset < window_start(index) || offset > index->total)
        return false;
    place->line = index->lines - lines_after(index, offset) + 1;
    place->column = offset - line_start(index, offset) + 1;
    return true;
}
