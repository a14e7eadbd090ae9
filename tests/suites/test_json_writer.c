/* JSON as it is written, compact and pretty, and errors that stay. */
#include "json_writer.h"

#include "suite.h"
#include "test_allocator.h"

static ddbstream_string string(const char *text)
{
    return (ddbstream_string){ text, strlen(text) };
}

static void write_empty_object(struct json_writer *writer)
{
    ddbs_json_open(writer, '{');
    ddbs_json_close(writer, '}');
}

static void write_empty_array(struct json_writer *writer)
{
    ddbs_json_open(writer, '[');
    ddbs_json_close(writer, ']');
}

static void write_values(struct json_writer *writer)
{
    ddbs_json_open(writer, '[');
    ddbs_json_text(writer, "a \"text\"");
    ddbs_json_string(writer, (ddbstream_string){ "ab\0c", 4 });
    ddbs_json_integer(writer, -7);
    ddbs_json_boolean(writer, true);
    ddbs_json_boolean(writer, false);
    ddbs_json_null(writer);
    ddbs_json_verbatim(writer, "1.50E+2 and more", 7);
    ddbs_json_base64(writer, (ddbstream_bytes){ (const unsigned char *)"foob", 4 });
    ddbs_json_close(writer, ']');
}

static void write_members(struct json_writer *writer)
{
    ddbs_json_open(writer, '{');
    ddbs_json_name(writer, "N");
    ddbs_json_text(writer, "1");
    ddbs_json_foreign_name(writer, string("a \"name\""));
    ddbs_json_null(writer);
    ddbs_json_name(writer, "");
    ddbs_json_boolean(writer, true);
    ddbs_json_close(writer, '}');
}

static void write_nested(struct json_writer *writer)
{
    ddbs_json_open(writer, '{');
    ddbs_json_name(writer, "o");
    write_empty_object(writer);
    ddbs_json_name(writer, "a");
    ddbs_json_open(writer, '[');
    write_empty_array(writer);
    write_empty_object(writer);
    ddbs_json_close(writer, ']');
    ddbs_json_name(writer, "n");
    ddbs_json_integer(writer, 0);
    ddbs_json_close(writer, '}');
}

static void write_one_value(struct json_writer *writer)
{
    ddbs_json_text(writer, "alone");
}

static void write_absent_text(struct json_writer *writer)
{
    ddbs_json_string(writer, (ddbstream_string){ NULL, 0 });
}

static void write_member_strings(struct json_writer *writer)
{
    static const struct json_front front = JSON_MEMBER("text");
    ddbs_json_open(writer, '{');
    ddbs_json_member_string(writer, &front, string("plain"));
    ddbs_json_member_string(writer, &front, string("\\ and \xc3\xa9"));
    ddbs_json_member_string(writer, &front, string(""));
    ddbs_json_member_string(writer, &front, (ddbstream_string){ NULL, 0 });
    ddbs_json_member(writer, &front);
    ddbs_json_integer(writer, 1);
    ddbs_json_close(writer, '}');
}

static void write_wrapped_strings(struct json_writer *writer)
{
    static const struct json_front front = JSON_FRONT("{\"S\":");
    ddbs_json_open(writer, '[');
    ddbs_json_wrapped_string(writer, &front, string("plain"));
    ddbs_json_wrapped_string(writer, &front, string("\\ and \xc3\xa9"));
    ddbs_json_wrapped_string(writer, &front, (ddbstream_string){ NULL, 0 });
    ddbs_json_close(writer, ']');
}

/* Each of name and text may need more than a copy, as the first member and behind one. */
static void write_members_with_wrapped_strings(struct json_writer *writer)
{
    static const struct json_front front = JSON_FRONT("{\"S\":");
    static const char *const texts[] = { "plain", "\\" };
    ddbs_json_open(writer, '{');
    ddbs_json_member_wrapped_string(writer, string("\""), &front, string("first"));
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ddbs_json_member_wrapped_string(writer, string("name"), &front, string(texts[i]));
    ddbs_json_member_wrapped_string(writer, string("a \"name\""), &front, string("text"));
    ddbs_json_member_wrapped_string(writer, string(""), &front, (ddbstream_string){ NULL, 0 });
    ddbs_json_close(writer, '}');
}

static void write_empty_texts(struct json_writer *writer)
{
    ddbs_json_open(writer, '[');
    ddbs_json_text(writer, "");
    ddbs_json_base64(writer, (ddbstream_bytes){ NULL, 0 });
    ddbs_json_close(writer, ']');
}

static const struct {
    void (*write)(struct json_writer *writer);
    const char *compact, *pretty, *reason;
} rows[] = {
    { write_empty_object, "{}", "{}", "an empty object has no line breaks" },
    { write_empty_array, "[]", "[]", "nor has an empty array" },
    { write_one_value, "\"alone\"", "\"alone\"", "a value without container" },
    { write_absent_text, "null", "null", "NULL data" },
    { write_empty_texts, "[\"\",\"\"]", "[\n    \"\",\n    \"\"\n]", "empty is not absent" },
    { write_values, "[\"a \\\"text\\\"\",\"ab\\u0000c\",-7,true,false,null,1.50E+2,\"Zm9vYg==\"]",
      "[\n    \"a \\\"text\\\"\",\n    \"ab\\u0000c\",\n    -7,\n    true,\n    false,\n    null,\n"
      "    1.50E+2,\n    \"Zm9vYg==\"\n]",
      "each kind of value" },
    { write_members, "{\"N\":\"1\",\"a \\\"name\\\"\":null,\"\":true}",
      "{\n    \"N\": \"1\",\n    \"a \\\"name\\\"\": null,\n    \"\": true\n}", "names" },
    { write_nested, "{\"o\":{},\"a\":[[],{}],\"n\":0}",
      "{\n    \"o\": {},\n    \"a\": [\n        [],\n        {}\n    ],\n    \"n\": 0\n}",
      "containers in containers" },
    { write_member_strings,
      "{\"text\":\"plain\",\"text\":\"\\\\ and \xc3\xa9\",\"text\":\"\",\"text\":null,"
      "\"text\":1}",
      "{\n    \"text\": \"plain\",\n    \"text\": \"\\\\ and \xc3\xa9\",\n    \"text\": \"\",\n"
      "    \"text\": null,\n    \"text\": 1\n}",
      "members that are strings" },
    { write_wrapped_strings, "[{\"S\":\"plain\"},{\"S\":\"\\\\ and \xc3\xa9\"},{\"S\":null}]",
      "[\n    {\n        \"S\": \"plain\"\n    },\n    {\n        \"S\": \"\\\\ and \xc3\xa9\"\n   "
      " },\n"
      "    {\n        \"S\": null\n    }\n]",
      "strings that are the only member" },
    { write_members_with_wrapped_strings,
      "{\"\\\"\":{\"S\":\"first\"},\"name\":{\"S\":\"plain\"},\"name\":{\"S\":\"\\\\\"},"
      "\"a \\\"name\\\"\":{\"S\":\"text\"},\"\":{\"S\":null}}",
      "{\n"
      "    \"\\\"\": {\n        \"S\": \"first\"\n    },\n"
      "    \"name\": {\n        \"S\": \"plain\"\n    },\n"
      "    \"name\": {\n        \"S\": \"\\\\\"\n    },\n"
      "    \"a \\\"name\\\"\": {\n        \"S\": \"text\"\n    },\n"
      "    \"\": {\n        \"S\": null\n    }\n}",
      "members that are objects with one string" },
};

static void check_written(const char *expected, bool pretty, int row)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    struct json_writer writer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ddbs_json_writer_init(&writer, &buffer, pretty);
    rows[row].write(&writer);
    ck_assert_int_eq(writer.status, DDBSTREAM_OK);
    ck_assert_uint_eq(writer.depth, 0);
    ck_assert_msg(strcmp(buffer.data, expected) == 0, "%s:\n%s", rows[row].reason, buffer.data);
    ck_assert_uint_eq(buffer.length, strlen(expected));
    ddbs_buffer_release(&buffer);
    test_allocator_check_empty(&test);
}

START_TEST(compact)
{
    check_written(rows[_i].compact, false, _i);
}
END_TEST

START_TEST(pretty)
{
    check_written(rows[_i].pretty, true, _i);
}
END_TEST

/* Each time there is room for one byte more, until all fits. */
static void check_without_memory(const char *expected, bool indented, int row)
{
    static const char filler[256];
    size_t length = strlen(expected);
    for (size_t room = 0; room < length; room++) {
        struct test_allocator test;
        struct ddbstream_buffer buffer;
        struct json_writer writer;
        test_allocator_init(&test);
        ddbs_buffer_init(&buffer, &test.allocator);
        ck_assert(ddbs_buffer_append(&buffer, filler, 255 - room));
        test_allocator_fail(&test, 0, false);
        ddbs_json_writer_init(&writer, &buffer, indented);
        rows[row].write(&writer);
        ck_assert_msg(writer.status == DDBSTREAM_ERROR_MEMORY, "room for %zu bytes", room);
        ck_assert_uint_le(buffer.length, 255);
        ddbs_buffer_release(&buffer);
        test_allocator_check_empty(&test);
    }
}

START_TEST(no_memory_is_told)
{
    check_without_memory(rows[_i].compact, false, _i);
    check_without_memory(rows[_i].pretty, true, _i);
}
END_TEST

static const struct {
    int64_t integer;
    const char *text;
} integers[] = {
    { 0, "0" },
    { 1, "1" },
    { -1, "-1" },
    { INT64_MAX, "9223372036854775807" },
    { INT64_MIN, "-9223372036854775808" },
};

START_TEST(integers_are_written_whole)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    struct json_writer writer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ddbs_json_writer_init(&writer, &buffer, false);
    ddbs_json_integer(&writer, integers[_i].integer);
    ck_assert_str_eq(buffer.data, integers[_i].text);
    ddbs_buffer_release(&buffer);
}
END_TEST

START_TEST(deep_levels_are_indented_by_four_spaces_each)
{
    enum { DEPTH = 70 };
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    struct json_writer writer;
    const char *line;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ddbs_json_writer_init(&writer, &buffer, true);
    for (int depth = 0; depth < DEPTH; depth++)
        ddbs_json_open(&writer, '[');
    line = buffer.data;
    for (size_t depth = 0; depth < DEPTH; depth++, line = strchr(line, '[') + 2)
        ck_assert_uint_eq(strspn(line, " "), 4 * depth);
    ddbs_buffer_release(&buffer);
}
END_TEST

START_TEST(the_writer_goes_on_where_the_buffer_ends)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    struct json_writer writer;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ck_assert(ddbs_buffer_append_text(&buffer, "{}\n"));
    ddbs_json_writer_init(&writer, &buffer, true);
    write_empty_array(&writer);
    ck_assert_str_eq(buffer.data, "{}\n[]");
    ddbs_buffer_release(&buffer);
}
END_TEST

static void write_bad_text(struct json_writer *writer)
{
    ddbs_json_text(writer, "\xff");
}

static void write_bad_name(struct json_writer *writer)
{
    ddbs_json_foreign_name(writer, string("\xc3"));
}

static void fail_with_number(struct json_writer *writer)
{
    ddbs_json_fail(writer, DDBSTREAM_ERROR_NUMBER);
}

static const struct {
    void (*cause)(struct json_writer *writer);
    ddbstream_status status;
    const char *reason;
} failures[] = {
    { write_bad_text, DDBSTREAM_ERROR_TEXT, "text that is no UTF-8" },
    { write_bad_name, DDBSTREAM_ERROR_TEXT, "a name that is none" },
    { fail_with_number, DDBSTREAM_ERROR_NUMBER, "what the caller found" },
};

START_TEST(the_first_error_stays_and_nothing_more_is_written)
{
    struct test_allocator test;
    struct ddbstream_buffer buffer;
    struct json_writer writer;
    size_t length;
    test_allocator_init(&test);
    ddbs_buffer_init(&buffer, &test.allocator);
    ddbs_json_writer_init(&writer, &buffer, true);
    ddbs_json_open(&writer, '[');
    failures[_i].cause(&writer);
    ck_assert_msg(writer.status == failures[_i].status, "%s", failures[_i].reason);
    length = buffer.length;
    for (size_t row = 0; row < COUNT_OF(rows); row++)
        rows[row].write(&writer);
    ddbs_json_fail(&writer, DDBSTREAM_ERROR_VALUE);
    ck_assert_int_eq(writer.status, failures[_i].status);
    ck_assert_uint_eq(buffer.length, length);
    ddbs_buffer_release(&buffer);
    test_allocator_check_empty(&test);
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_writer", EACH(compact, rows), EACH(pretty, rows),
                     EACH(no_memory_is_told, rows), EACH(integers_are_written_whole, integers),
                     ONCE(deep_levels_are_indented_by_four_spaces_each),
                     ONCE(the_writer_goes_on_where_the_buffer_ends),
                     EACH(the_first_error_stays_and_nothing_more_is_written, failures));
}
