/* Plain runs: skipped and copied, from and into blocks of just the right size. Built twice: as the
 * library is, and with words alone. */
#include "plain.h"

#include "suite.h"

enum { LONGEST = 6 * BLOCK };

/* Text of that length that is plain up to a place. */
static char *make_text(size_t length, size_t place, char stop)
{
    char text[LONGEST];
    memset(text, 'a', sizeof text);
    if (place < length)
        text[place] = stop;
    return exact_copy(text, length);
}

static void check_skipped(const char *text, size_t length, size_t plain)
{
    ck_assert_uint_eq((size_t)(ddbs_skip_plain(text, text + length) - text), plain);
}

static void check_copied(const char *text, size_t length, size_t plain)
{
    char *copy = malloc(length + BLOCK);
    ck_assert_ptr_nonnull(copy);
    ck_assert_uint_eq(ddbs_copy_plain(copy, text, length), plain);
    ck_assert(plain == 0 || memcmp(copy, text, plain) == 0);
    free(copy);
}

static void check_copied_if_plain(const char *text, size_t length, size_t plain)
{
    char *copy = malloc(length + 1);
    ck_assert_ptr_nonnull(copy);
    copy[length] = '!';
    ck_assert_int_eq(ddbs_copy_if_plain(copy, text, length), plain == length);
    ck_assert(plain < length || memcmp(copy, text, length) == 0);
    ck_assert_int_eq(copy[length], '!');
    free(copy);
}

/* Each length, and each place in it for what ends the run. */
START_TEST(runs_of_each_length)
{
    static const char stops[] = { '"', '\\', '\0', '\x1f', '\x80', '\xff' };
    size_t length = (size_t)_i;
    for (size_t i = 0; i < sizeof stops; i++)
        for (size_t plain = 0; plain <= length; plain++) {
            char *text = make_text(length, plain, stops[i]);
            check_skipped(text, length, plain);
            check_copied(text, length, plain);
            check_copied_if_plain(text, length, plain);
            free(text);
        }
}
END_TEST

int main(void)
{
    return RUN_SUITE("plain", { runs_of_each_length, LONGEST + 1 });
}
