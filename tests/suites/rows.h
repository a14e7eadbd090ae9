/* Rows of tables: JSON without backslashes, places as carets, and checks that name the row. */
#ifndef ROWS_H
#define ROWS_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <ddbstream/status.h>
#include <ddbstream/text.h>

#include "suite.h"

enum { ROW_ROOM = 8192 };

struct json {
    char data[ROW_ROOM]; /* ends in NUL */
    size_t length;
};

/* In a row ' stands for " and ` for \, so that a caret in the line below can stand under a byte. */
static inline struct json json(const char *row)
{
    struct json json = { .length = strlen(row) };
    ck_assert_uint_lt(json.length, ROW_ROOM);
    for (size_t i = 0; i < json.length; i++)
        json.data[i] = (char)(row[i] == '\'' ? '"' : row[i] == '`' ? '\\' : row[i]);
    return json;
}

/* Appends text as it stands. */
static inline void json_append(struct json *json, const char *text)
{
    size_t length = strlen(text);
    ck_assert_uint_lt(json->length + length, ROW_ROOM);
    memcpy(json->data + json->length, text, length + 1);
    json->length += length;
}

/* The place of the one caret in a line. */
static inline uint64_t caret(const char *line)
{
    const char *found = strchr(line, '^');
    ck_assert_msg(found != NULL && found[1] == '\0', "'%s' is no line of a caret", line);
    return (uint64_t)(found - line);
}

#define expect_status(row, got, want)                                                              \
    do {                                                                                           \
        ddbstream_status got_ = (got), want_ = (want);                                             \
        ck_assert_msg(got_ == want_, "%s: '%s' instead of '%s'", row, ddbstream_status_text(got_), \
                      ddbstream_status_text(want_));                                               \
    } while (0)

#define expect_number(row, got, want)                                                              \
    do {                                                                                           \
        uint64_t got_ = (uint64_t)(got), want_ = (uint64_t)(want);                                 \
        ck_assert_msg(got_ == want_, "%s: %" PRIu64 " instead of %" PRIu64, row, got_, want_);     \
    } while (0)

#define expect_text(row, got, want)                                                                \
    do {                                                                                           \
        const char *got_ = (got), *want_ = (want);                                                 \
        ck_assert_msg(strcmp(got_, want_) == 0, "%s:\n%s\ninstead of\n%s", row, got_, want_);      \
    } while (0)

/* Of a ddbstream_string; NULL wants one that was absent. */
#define expect_string(row, got, want)                                                              \
    do {                                                                                           \
        ddbstream_string got_ = (got);                                                             \
        const char *want_ = (want);                                                                \
        ck_assert_msg(is_string(got_, want_), "%s: '%s' instead of '%s'", row, got_.data, want_);  \
    } while (0)

static inline void expect_string_or_absent(ddbstream_string string)
{
    ck_assert(string.data != NULL || string.length == 0);
}

static inline bool is_string(ddbstream_string string, const char *want)
{
    if (string.data == NULL || want == NULL)
        return string.data == want;
    return string.length == strlen(want) && strcmp(string.data, want) == 0;
}

#endif
