/* Names between quotes, compared with what all of the string is unescaped to. */
#include "quoted_name.h"

#include "unescape.h"

#include "rows.h"

static const char *const insides[] = { "", "a", "abc", "`n", "a`nb", "``", "`'", "`/", "`u0041",
                                       "`u00e9", "`uffff", "`u0000", "`ud83d`ude00",
                                       "x`ud83d`ude00y", "\xc3\xa9", "\xf0\x9f\x98\x80",
                                       /* none */
                                       "`", "a`", "`x", "`u", "`u123", "`u12g4", "`ud83d",
                                       "`ud83dxxxxxx", "`ud83d`u0041", "`ude00", "'", "a\tb",
                                       "\xff", "\xc3", "a\xc3", "\xed\xa0\x80", "`\xc3\xa9" };

START_TEST(a_name_is_what_is_unescaped)
{
    struct json row = json(insides[_i]);
    char *copy = exact_copy(row.data, row.length), *whole = malloc(row.length + 1);
    ddbstream_string inside = { copy, row.length };
    size_t length;
    bool is_string = ddbs_unescape(copy, row.length, whole, &length);
    ck_assert_msg(ddbs_is_quoted_name(inside) == is_string, "%s", insides[_i]);
    if (is_string) {
        char *name = exact_copy(whole, length);
        ck_assert(ddbs_quoted_name_is(inside, (ddbstream_string){ name, length }));
        ck_assert(!ddbs_quoted_name_is(inside, (ddbstream_string){ "another", 7 }));
        ck_assert(length == 0
                  || !ddbs_quoted_name_is(inside, (ddbstream_string){ name, length - 1 }));
        whole[length] = '!';
        ck_assert(!ddbs_quoted_name_is(inside, (ddbstream_string){ whole, length + 1 }));
        free(name);
    }
    free(whole);
    free(copy);
}
END_TEST

int main(void)
{
    return RUN_SUITE("quoted_name", EACH(a_name_is_what_is_unescaped, insides));
}
