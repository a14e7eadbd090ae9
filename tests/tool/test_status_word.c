/* The words for statuses: each has one of its own. */
#include "status_word.h"

#include <ctype.h>

#include "rows.h"

START_TEST(every_status_has_a_word_of_its_own)
{
    const char *word = status_word((ddbstream_status)_i);
    ck_assert_str_ne(word, "unknown");
    ck_assert_uint_gt(strlen(word), 0);
    for (const char *letter = word; *letter != '\0'; letter++)
        ck_assert(islower((unsigned char)*letter) || isdigit((unsigned char)*letter));
    for (int other = 0; other < _i; other++)
        ck_assert_str_ne(word, status_word((ddbstream_status)other));
}
END_TEST

START_TEST(other_numbers_are_unknown)
{
    ck_assert_str_eq(status_word(DDBSTREAM_STATUS_COUNT_), "unknown");
    ck_assert_str_eq(status_word((ddbstream_status)-1), "unknown");
}
END_TEST

int main(void)
{
    return RUN_SUITE("status word", { every_status_has_a_word_of_its_own, DDBSTREAM_STATUS_COUNT_ },
                     ONCE(other_numbers_are_unknown));
}
