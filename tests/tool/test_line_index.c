/* Lines and columns, against counting from the start. */
#include "line_index.h"

#include "rows.h"

static const struct {
    const char *row;
    const char *text;
} texts[] = {
    { "empty", "" },
    { "one line", "abc" },
    { "ends in a line feed", "abc\n" },
    { "line feeds only", "\n\n\n" },
    { "a carriage return belongs to its line", "ab\r\ncd\r\n" },
    { "a carriage return alone is a byte like any other", "a\rb" },
};

/* By counting. */
static struct place place_of(const char *text, uint64_t offset)
{
    struct place place = { 1, 1 };
    for (uint64_t i = 0; i < offset; i++) {
        place.column = text[i] == '\n' ? 1 : place.column + 1;
        place.line += text[i] == '\n';
    }
    return place;
}

static void add(struct line_index *index, const char *text, size_t length, size_t chunk)
{
    for (size_t at = 0; at < length; at += chunk) {
        size_t rest = length - at;
        struct input_piece piece = { (const unsigned char *)text + at,
                                     rest < chunk ? rest : chunk };
        line_index_add(index, piece);
    }
}

static void expect_place(const char *row, const struct line_index *index, const char *text,
                         uint64_t offset)
{
    struct place got, want = place_of(text, offset);
    ck_assert_msg(line_index_find(index, offset, &got), "%s: no place for %d", row, (int)offset);
    expect_number(row, got.line, want.line);
    expect_number(row, got.column, want.column);
}

START_TEST(every_place_has_its_line_and_column)
{
    const char *text = texts[_i].text;
    size_t length = strlen(text);
    struct line_index index;
    ck_assert(line_index_init(&index, 1000));
    add(&index, text, length, 1000);
    for (size_t offset = 0; offset <= length; offset++)
        expect_place(texts[_i].row, &index, text, offset);
    line_index_release(&index);
}
END_TEST

/* A text far longer than the window, with lines shorter and longer than a word of the ring, and
 * longer than the window. */
enum { LONG = 2000, WINDOW = 256 };

static void make_long(char text[LONG])
{
    static const int lengths[] = { 0, 0, 1, 62, 63, 64, 65, 3, 130, 400, 7, 0 };
    size_t at = 0;
    memset(text, 'x', LONG);
    for (size_t i = 0; at < LONG; i = (i + 1) % COUNT_OF(lengths)) {
        at += (size_t)lengths[i];
        if (at < LONG)
            text[at++] = '\n';
    }
}

static const size_t chunks[] = { 1, 3, 63, 64, 65, 127, 128, 500, LONG };

START_TEST(places_in_the_window_are_right_and_others_unknown)
{
    char text[LONG];
    struct line_index index;
    struct place place;
    make_long(text);
    ck_assert(line_index_init(&index, WINDOW));
    for (size_t end = 0; end <= LONG; end += 1 + chunks[_i]) {
        size_t start = end > WINDOW ? end - WINDOW : 0;
        line_index_reset(&index);
        add(&index, text, end, chunks[_i]);
        for (size_t offset = start; offset <= end; offset++)
            expect_place("long", &index, text, offset);
        ck_assert(!line_index_find(&index, end + 1, &place));
        if (start > 64)
            ck_assert(!line_index_find(&index, start - 64 - 1, &place));
    }
    line_index_release(&index);
}
END_TEST

START_TEST(the_next_document_begins_anew)
{
    struct line_index index;
    ck_assert(line_index_init(&index, WINDOW));
    add(&index, "\n\n\n\n", 4, 4);
    line_index_reset(&index);
    add(&index, "abcd", 4, 4);
    expect_place("next", &index, "abcd", 2);
    line_index_release(&index);
}
END_TEST

int main(void)
{
    return RUN_SUITE("line index", EACH(every_place_has_its_line_and_column, texts),
                     EACH(places_in_the_window_are_right_and_others_unknown, chunks),
                     ONCE(the_next_document_begins_anew));
}
