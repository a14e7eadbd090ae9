/* ARNs of tables, indexes and streams, and the table of a record. */
#include <ddbstream/arn.h>

#include "rows.h"

#define TABLE "arn:aws:dynamodb:us-east-1:123456789101:table/orders"

static const struct {
    const char *text, *partition, *region, *account, *table, *index, *stream;
} arns[] = {
    { TABLE, "aws", "us-east-1", "123456789101", "orders", NULL, NULL },
    { TABLE "/stream/2023-05-19T02:24:40.803", "aws", "us-east-1", "123456789101", "orders", NULL,
      "2023-05-19T02:24:40.803" },
    { TABLE "/index/by-date", "aws", "us-east-1", "123456789101", "orders", "by-date", NULL },
    { "arn:aws-us-gov:dynamodb:us-gov-west-1:1:table/a.b_c-1", "aws-us-gov", "us-gov-west-1", "1",
      "a.b_c-1", NULL, NULL },
    { "arn:aws-cn:dynamodb:cn-north-1:123456789101:table/stream/stream/stream", "aws-cn",
      "cn-north-1", "123456789101", "stream", NULL, "stream" },
    { "arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/:", "aws", "ddblocal", "000000000000",
      "t", NULL, ":" },
};

static void expect_piece(const char *row, ddbstream_string piece, const char *wanted)
{
    if (wanted == NULL)
        ck_assert_msg(piece.data == NULL && piece.length == 0, "%s", row);
    else
        ck_assert_msg(piece.length == strlen(wanted)
                          && memcmp(piece.data, wanted, piece.length) == 0,
                      "%s: %.*s instead of %s", row, (int)piece.length, piece.data, wanted);
}

START_TEST(an_arn_is_taken_apart)
{
    const char *row = arns[_i].text;
    char *copy = exact_copy(row, strlen(row));
    ddbstream_arn arn;
    expect_status(row, ddbstream_arn_parse((ddbstream_string){ copy, strlen(row) }, &arn),
                  DDBSTREAM_OK);
    expect_piece(row, arn.partition, arns[_i].partition);
    expect_piece(row, arn.service, "dynamodb");
    expect_piece(row, arn.region, arns[_i].region);
    expect_piece(row, arn.account, arns[_i].account);
    expect_piece(row, arn.table, arns[_i].table);
    expect_piece(row, arn.index, arns[_i].index);
    expect_piece(row, arn.stream, arns[_i].stream);
    ck_assert(arn.table.data > copy && arn.table.data < copy + strlen(row));
    free(copy);
}
END_TEST

static const struct {
    const char *text, *reason;
} others[] = {
    { "", "nothing" },
    { "orders", "a name" },
    { "arn", "no more" },
    { "arn:", "nothing behind it" },
    { "ARN:aws:dynamodb:us-east-1:1:table/t", "capitals" },
    { "arn:aws:kinesis:us-east-1:123456789101:stream/orders", "a Kinesis stream" },
    { "arn:aws:dynamodb::123456789101:global-table/orders", "a global table" },
    { "arn:aws:dynamodb:us-east-1:1:table", "no table" },
    { "arn:aws:dynamodb:us-east-1:1:table/", "an empty table" },
    { "arn:aws:dynamodb:us-east-1:1:table//stream/x", "the same before a stream" },
    { "arn:aws:dynamodb:us-east-1:1:tables/t", "another resource" },
    { "arn:aws:dynamodb:us-east-1:1:", "no resource" },
    { "arn:aws:dynamodb:us-east-1:table/t", "no account" },
    { "arn:aws:dynamodb:us-east-1::table/t", "an empty account" },
    { "arn:aws:dynamodb::1:table/t", "an empty region" },
    { "arn::dynamodb:us-east-1:1:table/t", "an empty partition" },
    { "arn:aws:dynamodb:us-east-1:1:2:table/t", "one more" },
    { "arn:aws:dynamodb:us-east-1:1:table/a:b", "a colon in the table" },
    { TABLE "/", "a slash at the end" },
    { TABLE "/stream", "a stream without a label" },
    { TABLE "/stream/", "an empty label" },
    { TABLE "/stream/a/b", "more behind the label" },
    { TABLE "/stream/a/", "a slash behind the label" },
    { TABLE "/index/", "an empty index" },
    { TABLE "/index/a:b", "a colon in the index" },
    { TABLE "/index/a/stream/b", "both" },
    { TABLE "/backup/01489602797149-73d8d5bc", "a backup" },
    { TABLE "/export/01489602797149-73d8d5bc", "an export" },
};

START_TEST(another_arn_is_refused)
{
    size_t length = strlen(others[_i].text);
    char *copy = exact_copy(others[_i].text, length);
    ddbstream_arn arn = { .table = { "untouched", 9 } };
    expect_status(others[_i].reason, ddbstream_arn_parse((ddbstream_string){ copy, length }, &arn),
                  DDBSTREAM_ERROR_ARN);
    expect_piece(others[_i].reason, arn.table, "untouched");
    free(copy);
}
END_TEST

START_TEST(no_text_is_no_arn)
{
    ddbstream_arn arn;
    ck_assert_int_eq(ddbstream_arn_parse((ddbstream_string){ NULL, 0 }, &arn), DDBSTREAM_ERROR_ARN);
    ck_assert_int_eq(ddbstream_arn_parse((ddbstream_string){ NULL, 3 }, &arn), DDBSTREAM_ERROR_ARN);
}
END_TEST

/* What is cut off at any byte is another ARN, or none; never one with less of the label. */
START_TEST(an_arn_may_end_anywhere)
{
    static const char whole[] = TABLE "/stream/2023";
    size_t length = (size_t)_i;
    char *copy = exact_copy(whole, length);
    ddbstream_arn arn;
    bool ends_in_table = length > strlen(TABLE) - 6 && length <= strlen(TABLE);
    bool ends_in_label = length > strlen(TABLE "/stream/");
    ck_assert_int_eq(ddbstream_arn_parse((ddbstream_string){ copy, length }, &arn),
                     ends_in_table || ends_in_label ? DDBSTREAM_OK : DDBSTREAM_ERROR_ARN);
    free(copy);
}
END_TEST

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct {
    const char *reason;
    ddbstream_record record;
    const char *name; /* NULL: absent */
} records[] = {
    { "a Lambda event's",
      { .event_source_arn = TEXT(TABLE "/stream/2023-05-19T02:24:40.803") },
      "orders" },
    { "a Kinesis record's, whose stream is none of DynamoDB's",
      { .table_name = TEXT("orders"),
        .event_source_arn = TEXT("arn:aws:kinesis:us-east-1:1:stream/changes") },
      "orders" },
    { "both, which differ",
      { .table_name = TEXT("first"), .event_source_arn = TEXT(TABLE) },
      "first" },
    { "an empty name", { .table_name = TEXT(""), .event_source_arn = TEXT(TABLE) }, "orders" },
    { "a Kinesis stream",
      { .event_source_arn = TEXT("arn:aws:kinesis:us-east-1:1:stream/orders") },
      NULL },
    { "a reply of GetRecords", { .event_source = TEXT("aws:dynamodb") }, NULL },
};

START_TEST(a_record_tells_its_table)
{
    ddbstream_string name = TEXT("untouched");
    expect_status(records[_i].reason, ddbstream_record_table_name(&records[_i].record, &name),
                  records[_i].name != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_ABSENT);
    expect_piece(records[_i].reason, name,
                 records[_i].name != NULL ? records[_i].name : "untouched");
}
END_TEST

START_TEST(no_record_has_no_table)
{
    ddbstream_string name = TEXT("untouched");
    ck_assert_int_eq(ddbstream_record_table_name(NULL, &name), DDBSTREAM_ERROR_ABSENT);
    expect_piece("NULL", name, "untouched");
}
END_TEST

int main(void)
{
    return RUN_SUITE("arn", EACH(an_arn_is_taken_apart, arns), EACH(another_arn_is_refused, others),
                     ONCE(no_text_is_no_arn),
                     { an_arn_may_end_anywhere, (int)sizeof TABLE "/stream/2023" },
                     EACH(a_record_tells_its_table, records), ONCE(no_record_has_no_table),
                     ONCE(no_text_is_no_arn));
}
