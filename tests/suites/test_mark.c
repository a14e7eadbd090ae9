/* The byte order mark: whole, broken or not there, and cut at every place. */
#include "mark.h"

#include "suite.h"

static const struct {
    const char *text;
    size_t skipped; /* when all of it has come */
    bool is_broken;
    const char *reason;
} rows[] = {
    { "", 0, false, "nothing" },
    { "{}", 0, false, "no mark" },
    { "\xbb\xbf", 0, false, "no mark: its end alone" },
    { "\xfe\xff", 0, false, "no mark: UTF-16's" },
    { "\xef\xbb\xbf", 3, false, "a mark alone" },
    { "\xef\xbb\xbf{}", 3, false, "a mark and a document" },
    { "\xef\xbb\xbf\xef\xbb\xbf{}", 3, false, "only one mark is a mark" },
    { "{}\xef\xbb\xbf", 0, false, "a mark that is not in front" },
    { " \xef\xbb\xbf", 0, false, "a mark behind space" },
    { "\xef", 1, false, "cut after one byte: the rest may come" },
    { "\xef\xbb", 2, false, "cut after two bytes" },
    { "\xef{}", 1, true, "one byte of a mark" },
    { "\xef\xbb{}", 2, true, "two bytes of a mark" },
    { "\xef\xef\xbb\xbf", 1, true, "a mark that begins again" },
    { "\xef\xbb\xbb\xbf", 2, true, "the second byte twice" },
    { "\xef\xbf\xbb", 1, true, "the bytes in another order" },
};

/* The mark is told of the text up to `end`; what it leaves must be what stands there. */
static size_t skip(struct mark *mark, const char *text, size_t start, size_t end)
{
    char *copy = exact_copy(text + start, end - start);
    struct piece rest = { .data = copy, .length = end - start };
    size_t skipped = ddbs_mark_skip(mark, &rest);
    ck_assert_uint_eq(rest.length, end - start - skipped);
    ck_assert_ptr_eq(rest.data, copy + skipped);
    free(copy);
    return skipped;
}

START_TEST(a_mark_is_skipped_wherever_it_is_cut)
{
    size_t length = strlen(rows[_i].text);
    for (size_t first = 0; first <= length; first++)
        for (size_t second = first; second <= length; second++) {
            struct mark mark = { 0, false };
            size_t skipped = skip(&mark, rows[_i].text, 0, first);
            skipped += skip(&mark, rows[_i].text, first, second);
            skipped += skip(&mark, rows[_i].text, second, length);
            ck_assert_msg(skipped == rows[_i].skipped, "%s: %zu", rows[_i].reason, skipped);
            ck_assert_msg(ddbs_mark_is_broken(&mark) == rows[_i].is_broken, "%s", rows[_i].reason);
        }
}
END_TEST

/* Nobody may be told that a mark is broken while its rest may come. */
START_TEST(a_mark_is_not_broken_before_it_is)
{
    struct mark mark = { 0, false };
    for (size_t i = 0; i < 3; i++) {
        ck_assert(!ddbs_mark_is_broken(&mark));
        ck_assert_uint_eq(skip(&mark, "\xef\xbb\xbf", i, i + 1), 1);
    }
    ck_assert(!ddbs_mark_is_broken(&mark));
    ck_assert_uint_eq(skip(&mark, "\xef", 0, 1), 0);
    ck_assert(!ddbs_mark_is_broken(&mark));
}
END_TEST

int main(void)
{
    return RUN_SUITE("mark", EACH(a_mark_is_skipped_wherever_it_is_cut, rows),
                     ONCE(a_mark_is_not_broken_before_it_is));
}
