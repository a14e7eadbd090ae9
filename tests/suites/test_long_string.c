/* Long strings: the text that is made of them, and that anything wrong leaves them as they are. */
#include "long_string.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

/* What stands in a string among other text, and the text that it stands for; NULL: none. */
static const struct {
    const char *odd, *text, *reason;
} rows[] = {
    { "", "", "all plain" },
    { "\x7f", "\x7f", "the last of ASCII" },
    { "`q`/```b`f`n`r`t", "\"/\\\b\f\n\r\t", "short escapes" },
    { "`u00e9`u20AC`ud83d`ude00", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "code units" },
    { "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "UTF-8" },
    { "`x", NULL, "an escape that is none" },
    { "`u00g0", NULL, "a code unit that is none" },
    { "`ud800", NULL, "half a pair" },
    { "`ude00", NULL, "the other half" },
    { "\xff", NULL, "a byte that is in no character" },
    { "\xe2\x82", NULL, "a character that is cut" },
    { "\x01", NULL, "a control character" },
    { "\n", NULL, "a line end" },
};

enum { AROUND = 150, LIMIT = 400 };

struct reading {
    struct test_allocator memory;
    struct long_strings strings;
    struct piece part;
};

static ddbstream_status begin(struct reading *reading, const char *data, size_t length,
                              size_t skipped)
{
    test_allocator_init(&reading->memory);
    test_allocator_fail(&reading->memory, skipped, false);
    ddbs_long_string_init(&reading->strings, &reading->memory.allocator);
    return ddbs_long_string_read(&reading->strings, data, length, LIMIT, &reading->part);
}

static void end(struct reading *reading)
{
    ddbs_long_string_release(&reading->strings);
    test_allocator_check_empty(&reading->memory);
}

/* The text before, the odd text, and the text after it, between quotes if there are any. */
static struct json put_together(const char *quote, const char *odd, size_t before)
{
    struct json text = { .length = 0 };
    json_append(&text, quote);
    for (size_t i = 0; i < AROUND; i++) {
        json_append(&text, i == before ? odd : "");
        json_append(&text, "x");
    }
    json_append(&text, before == AROUND ? odd : "");
    json_append(&text, quote);
    return text;
}

static void expect_as_it_is(int row, const struct piece *part, const char *data, size_t length)
{
    expect_number(rows[row].reason, part->length, length);
    ck_assert_ptr_eq(part->data, data);
    expect_number(rows[row].reason, part->unseen, 0);
    ck_assert_ptr_null(part->text.data);
}

static void expect_stand_in(int row, const struct piece *part, size_t length, size_t before)
{
    struct json expected = put_together("", rows[row].text, before);
    expect_number(rows[row].reason, part->length, 2);
    ck_assert_mem_eq(part->data, "\"\"", 2);
    expect_number(rows[row].reason, part->length + part->unseen, length);
    expect_number(rows[row].reason, part->text.length, expected.length);
    ck_assert_mem_eq(part->text.data, expected.data, expected.length);
}

/* `q is a quote behind a backslash, which rows can't have otherwise. */
static struct json odd_text(int row)
{
    struct json odd = json(rows[row].odd);
    for (size_t i = 1; i < odd.length; i++)
        if (odd.data[i - 1] == '\\' && odd.data[i] == 'q')
            odd.data[i] = '"';
    return odd;
}

START_TEST(text_with_something_odd_at_each_place)
{
    struct json odd = odd_text(_i);
    for (size_t before = 0; before <= AROUND; before += (size_t)test_stride()) {
        struct json text = put_together("\"", odd.data, before);
        char *data = exact_copy(text.data, text.length);
        struct reading reading;
        ck_assert_int_eq(begin(&reading, data, text.length, SIZE_MAX), DDBSTREAM_OK);
        if (rows[_i].text != NULL)
            expect_stand_in(_i, &reading.part, text.length, before);
        else
            expect_as_it_is(_i, &reading.part, data, text.length);
        end(&reading);
        free(data);
    }
}
END_TEST

/* Nothing is copied of what is plain, and nothing is allocated for it. */
START_TEST(plain_text_stays_where_it_is)
{
    struct json text = put_together("\"", "", 0);
    struct reading reading;
    ck_assert_int_eq(begin(&reading, text.data, text.length, 0), DDBSTREAM_OK);
    ck_assert_ptr_eq(reading.part.text.data, text.data + 1);
    end(&reading);
}
END_TEST

START_TEST(a_string_without_its_end_is_left)
{
    struct json text = put_together("\"", odd_text(_i).data, AROUND);
    struct reading reading;
    text.length--;
    ck_assert_int_eq(begin(&reading, text.data, text.length, SIZE_MAX), DDBSTREAM_OK);
    expect_as_it_is(_i, &reading.part, text.data, text.length);
    end(&reading);
}
END_TEST

static void expect_limit(size_t inside, bool is_taken)
{
    char data[LIMIT + 3];
    struct reading reading;
    memset(data, 'x', sizeof data);
    data[0] = data[inside + 1] = '"';
    ck_assert_int_eq(begin(&reading, data, inside + 2, SIZE_MAX), DDBSTREAM_OK);
    ck_assert_int_eq(reading.part.unseen > 0, is_taken);
    end(&reading);
}

/* Its last quote is not its end. */
START_TEST(a_string_that_ends_in_an_escape_is_left)
{
    struct json text = put_together("\"", "\\", AROUND);
    struct reading reading;
    ck_assert_int_eq(begin(&reading, text.data, text.length, SIZE_MAX), DDBSTREAM_OK);
    ck_assert_uint_eq(reading.part.length, text.length);
    ck_assert_uint_eq(reading.part.unseen, 0);
    end(&reading);
}
END_TEST

START_TEST(text_may_have_nul)
{
    struct json text = put_together("\"", "\\u0000", AROUND);
    struct reading reading;
    ck_assert_int_eq(begin(&reading, text.data, text.length, SIZE_MAX), DDBSTREAM_OK);
    ck_assert_uint_eq(reading.part.text.length, AROUND + 1);
    ck_assert_mem_eq(reading.part.text.data + AROUND - 1, "x\0", 2);
    end(&reading);
}
END_TEST

START_TEST(a_string_too_long_is_left)
{
    expect_limit(LIMIT, true);
    expect_limit(LIMIT + 1, false);
}
END_TEST

START_TEST(the_allocation_may_fail)
{
    struct json text = put_together("\"", "\\n", 0);
    struct reading reading;
    ck_assert_int_eq(begin(&reading, text.data, text.length, 0), DDBSTREAM_ERROR_MEMORY);
    end(&reading);
}
END_TEST

int main(void)
{
    return RUN_SUITE("long_string", EACH(text_with_something_odd_at_each_place, rows),
                     ONCE(plain_text_stays_where_it_is),
                     EACH(a_string_without_its_end_is_left, rows),
                     ONCE(a_string_that_ends_in_an_escape_is_left), ONCE(text_may_have_nul),
                     ONCE(a_string_too_long_is_left), ONCE(the_allocation_may_fail));
}
