/* Errors as lines of text, whole and cut to every size. */
#include <ddbstream/error.h>

#include "suite.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct {
    ddbstream_error error;
    const char *line, *reason;
} rows[] = {
    { { .record_index = 3,
        .offset = 1207,
        .path = TEXT("$.Records[3].dynamodb.NewImage.total.N"),
        .message = TEXT("text in N is no number"),
        .event_id = TEXT("12ab"),
        .sequence_number = TEXT("400000000006899888825") },
      "record 3, byte 1207, $.Records[3].dynamodb.NewImage.total.N: text in N is no number"
      " (eventID 12ab, SequenceNumber 400000000006899888825)",
      "all there is" },
    { { .record_index = DDBSTREAM_NO_RECORD, .message = TEXT("expected a value") },
      "byte 0: expected a value",
      "in no record, without path" },
    { { .record_index = DDBSTREAM_NO_RECORD,
        .offset = 7,
        .path = TEXT("$"),
        .message = TEXT("no records") },
      "byte 7, $: no records",
      "in no record, with path" },
    { { .record_index = 0, .message = TEXT("m"), .event_id = TEXT("id") },
      "record 0, byte 0: m (eventID id)",
      "no sequence number" },
    { { .record_index = 0, .message = TEXT("m"), .sequence_number = TEXT("111") },
      "record 0, byte 0: m (SequenceNumber 111)",
      "no event id" },
    { { .record_index = 0, .message = TEXT("m"), .event_id = TEXT("") },
      "record 0, byte 0: m (eventID )",
      "an empty event id is not an absent one" },
    { { .record_index = UINT64_MAX - 1, .offset = UINT64_MAX, .message = TEXT("") },
      "record 18446744073709551614, byte 18446744073709551615: ",
      "the largest numbers" },
    { { .record_index = 0,
        .path = TEXT("$[\"M\xc3\xbcnchen\"]"),
        .message = TEXT("\xe2\x82\xac \xf0\x9f\x98\x80") },
      "record 0, byte 0, $[\"M\xc3\xbcnchen\"]: \xe2\x82\xac \xf0\x9f\x98\x80",
      "UTF-8 stays as it is" },
    { { .record_index = 0, .message = TEXT("m"), .event_id = TEXT("\x1b[31m\n\r\0\t\x7f") },
      "record 0, byte 0: m (eventID ?[31m\?\?\?\?\?)",
      "control characters" },
    { { .record_index = 0, .message = TEXT("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0") },
      "record 0, byte 0: ?\?\?\xc2\xa0",
      "those that are two bytes in UTF-8" },
    { { .record_index = 0,
        .message = TEXT("a\x80"
                        "b\xffz\xc3"),
        .event_id = TEXT("\xed\xa0\x80") },
      "record 0, byte 0: a?b?z? (eventID \?\?\?)",
      "each byte that is not UTF-8" },
};

START_TEST(an_error_makes_one_line)
{
    char line[256];
    size_t length = ddbstream_error_line(&rows[_i].error, line, sizeof line);
    ck_assert_msg(strcmp(line, rows[_i].line) == 0, "%s: %s", rows[_i].reason, line);
    ck_assert_uint_eq(length, strlen(line));
}
END_TEST

/* How much of the line fits without half of a character. */
static size_t fitting(const char *line, size_t most)
{
    size_t length = strlen(line) < most ? strlen(line) : most;
    while (length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80)
        length--;
    return length;
}

START_TEST(a_line_is_cut_to_every_size)
{
    size_t whole = strlen(rows[_i].line);
    for (size_t size = 0; size <= whole + 2; size++) {
        char *line = malloc(size + 1);
        size_t kept = size > 0 ? fitting(rows[_i].line, size - 1) : 0;
        line[size] = '#';
        ck_assert_uint_eq(ddbstream_error_line(&rows[_i].error, line, size), whole);
        ck_assert_msg(line[size] == '#', "size %zu: written beyond", size);
        if (size > 0) {
            ck_assert_mem_eq(line, rows[_i].line, kept);
            ck_assert_int_eq(line[kept], '\0');
        }
        free(line);
    }
}
END_TEST

START_TEST(the_length_can_be_asked_for)
{
    ck_assert_uint_eq(ddbstream_error_line(&rows[_i].error, NULL, 0), strlen(rows[_i].line));
}
END_TEST

START_TEST(no_error_is_a_line_too)
{
    char line[16], little[4];
    ck_assert_uint_eq(ddbstream_error_line(NULL, line, sizeof line), 8);
    ck_assert_str_eq(line, "no error");
    ck_assert_uint_eq(ddbstream_error_line(NULL, little, sizeof little), 8);
    ck_assert_str_eq(little, "no ");
}
END_TEST

int main(void)
{
    return RUN_SUITE("error", EACH(an_error_makes_one_line, rows),
                     EACH(a_line_is_cut_to_every_size, rows),
                     EACH(the_length_can_be_asked_for, rows), ONCE(no_error_is_a_line_too));
}
