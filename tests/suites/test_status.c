/* The texts of statuses, a call that comes to each of them, and the version. */
#include <ddbstream/ddbstream.h>

#include <stdio.h>

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

START_TEST(every_status_has_a_text_of_its_own)
{
    const char *text = ddbstream_status_text((ddbstream_status)_i);
    ck_assert_uint_gt(strlen(text), 0);
    ck_assert_str_ne(text, "unknown status");
    for (int other = 0; other < _i; other++)
        ck_assert_str_ne(text, ddbstream_status_text((ddbstream_status)other));
}
END_TEST

/* The numbers are part of the ABI. */
static const struct {
    ddbstream_status status;
    int number;
} numbers[] = {
    { DDBSTREAM_OK, 0 },
    { DDBSTREAM_STOPPED, 1 },
    { DDBSTREAM_ERROR_ARGUMENT, 2 },
    { DDBSTREAM_ERROR_MEMORY, 3 },
    { DDBSTREAM_ERROR_WRITE, 4 },
    { DDBSTREAM_ERROR_JSON, 5 },
    { DDBSTREAM_ERROR_TRUNCATED, 6 },
    { DDBSTREAM_ERROR_DOCUMENT, 7 },
    { DDBSTREAM_ERROR_MEMBER, 8 },
    { DDBSTREAM_ERROR_VALUE, 9 },
    { DDBSTREAM_ERROR_NUMBER, 10 },
    { DDBSTREAM_ERROR_BASE64, 11 },
    { DDBSTREAM_ERROR_TIME, 12 },
    { DDBSTREAM_ERROR_TEXT, 13 },
    { DDBSTREAM_ERROR_DUPLICATE, 14 },
    { DDBSTREAM_ERROR_LIMIT, 15 },
    { DDBSTREAM_ERROR_ABSENT, 16 },
    { DDBSTREAM_ERROR_TYPE, 17 },
    { DDBSTREAM_ERROR_SHAPE, 18 },
    { DDBSTREAM_ERROR_PATH, 19 },
    { DDBSTREAM_INEXACT, 20 },
    { DDBSTREAM_ERROR_RANGE, 21 },
    { DDBSTREAM_ERROR_ARN, 22 },
};

START_TEST(no_number_has_changed)
{
    ck_assert_int_eq((int)numbers[_i].status, numbers[_i].number);
    ck_assert_int_eq(DDBSTREAM_STATUS_COUNT_, (int)COUNT_OF(numbers));
}
END_TEST

/* Each status comes of a call that users make. Most come of decoding a document. */

#define RECORD(members) "{'Records':[{'dynamodb':{" members "}}]}"
#define IMAGE(attributes) RECORD("'NewImage':{" attributes "}")

static ddbstream_status decode_two_attributes(const ddbstream_options *options,
                                              ddbstream_record_fn on_record)
{
    struct json text = json(IMAGE("'a':{'S':'x'},'b':{'BOOL':true}"));
    return ddbstream_decode(text.data, text.length, on_record, NULL, options);
}

static int answer_one(const ddbstream_record *record, void *user)
{
    (void)record;
    (void)user;
    return 1;
}

static ddbstream_status stop(void)
{
    return decode_two_attributes(NULL, answer_one);
}

static ddbstream_status pass_null(void)
{
    return ddbstream_decode(NULL, 1, NULL, NULL, NULL);
}

static ddbstream_status run_out_of_memory(void)
{
    struct test_allocator memory;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 1, true);
    options.allocator = &memory.allocator;
    return decode_two_attributes(&options, NULL);
}

static int write_nothing(const char *data, size_t length, void *user)
{
    (void)data;
    (void)length;
    (void)user;
    return -1;
}

static ddbstream_status fail_to_write(void)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_NO_RECORDS_ENTRY;
    ddbstream_log *log = NULL;
    ddbstream_status status =
        ddbstream_log_create(&log, (ddbstream_sink){ write_nothing, NULL }, NULL);
    if (status == DDBSTREAM_OK)
        status = ddbstream_log_write(log, &entry);
    ddbstream_log_free(log);
    return status;
}

static ddbstream_status pass_a_limit(void)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.max_attributes = 1;
    return decode_two_attributes(&options, NULL);
}

static ddbstream_status read_no_value(void)
{
    ddbstream_string string;
    return ddbstream_value_to_string(NULL, &string);
}

static ddbstream_status read_boolean_as_string(void)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = true };
    ddbstream_string string;
    return ddbstream_value_to_string(&value, &string);
}

static ddbstream_status ask_for_another_shape(void)
{
    static const char pipes[] = "[]";
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.shape = DDBSTREAM_SHAPE_LAMBDA;
    return ddbstream_decode(pipes, sizeof pipes - 1, NULL, NULL, &options);
}

static ddbstream_status redact_no_path(void)
{
    static const ddbstream_redaction_rule rule = { NULL, "a[", DDBSTREAM_REDACT_DROP };
    ddbstream_redaction *redaction;
    return ddbstream_redaction_create(&redaction, &rule, 1, NULL);
}

static ddbstream_status read_a_fraction_as_integer(void)
{
    int64_t integer;
    return ddbstream_number_to_int64((ddbstream_string){ "0.5", 3 }, &integer);
}

static ddbstream_status read_too_large_a_number(void)
{
    int64_t integer;
    return ddbstream_number_to_int64((ddbstream_string){ "1E+125", 6 }, &integer);
}

static ddbstream_status parse_no_arn(void)
{
    ddbstream_arn arn;
    return ddbstream_arn_parse((ddbstream_string){ "orders", 6 }, &arn);
}

static const struct {
    const char *document;              /* to decode, or */
    ddbstream_status (*produce)(void); /* what else to do */
} produced[DDBSTREAM_STATUS_COUNT_] = {
    [DDBSTREAM_OK] = { .document = IMAGE("'a':{'S':'x'}") },
    [DDBSTREAM_STOPPED] = { .produce = stop },
    [DDBSTREAM_ERROR_ARGUMENT] = { .produce = pass_null },
    [DDBSTREAM_ERROR_MEMORY] = { .produce = run_out_of_memory },
    [DDBSTREAM_ERROR_WRITE] = { .produce = fail_to_write },
    [DDBSTREAM_ERROR_JSON] = { .document = "{'Records':[}" },
    [DDBSTREAM_ERROR_TRUNCATED] = { .document = "{'Records':[" },
    [DDBSTREAM_ERROR_DOCUMENT] = { .document = "{'Record':[]}" },
    [DDBSTREAM_ERROR_MEMBER] = { .document = RECORD("'SequenceNumber':1") },
    [DDBSTREAM_ERROR_VALUE] = { .document = IMAGE("'a':{'S':'x','N':'1'}") },
    [DDBSTREAM_ERROR_NUMBER] = { .document = IMAGE("'a':{'N':'one'}") },
    [DDBSTREAM_ERROR_BASE64] = { .document = IMAGE("'a':{'B':'AA'}") },
    [DDBSTREAM_ERROR_TIME] = { .document = RECORD("'ApproximateCreationDateTime':-1") },
    [DDBSTREAM_ERROR_TEXT] = { .document = IMAGE("'a':{'S':'`uD800'}") },
    [DDBSTREAM_ERROR_DUPLICATE] = { .document = IMAGE("'a':{'S':'x'},'a':{'S':'x'}") },
    [DDBSTREAM_ERROR_LIMIT] = { .produce = pass_a_limit },
    [DDBSTREAM_ERROR_ABSENT] = { .produce = read_no_value },
    [DDBSTREAM_ERROR_TYPE] = { .produce = read_boolean_as_string },
    [DDBSTREAM_ERROR_SHAPE] = { .produce = ask_for_another_shape },
    [DDBSTREAM_ERROR_PATH] = { .produce = redact_no_path },
    [DDBSTREAM_INEXACT] = { .produce = read_a_fraction_as_integer },
    [DDBSTREAM_ERROR_RANGE] = { .produce = read_too_large_a_number },
    [DDBSTREAM_ERROR_ARN] = { .produce = parse_no_arn },
};

static ddbstream_status decode(const char *document)
{
    struct json text = json(document);
    return ddbstream_decode(text.data, text.length, NULL, NULL, NULL);
}

START_TEST(every_status_comes_of_a_call)
{
    const char *text = ddbstream_status_text((ddbstream_status)_i);
    ck_assert_msg(produced[_i].document != NULL || produced[_i].produce != NULL,
                  "status %d, '%s', has no row", _i, text);
    expect_status(text,
                  produced[_i].document != NULL ? decode(produced[_i].document)
                                                : produced[_i].produce(),
                  (ddbstream_status)_i);
}
END_TEST

static const int unknown[] = {
    -1, DDBSTREAM_STATUS_COUNT_, DDBSTREAM_STATUS_COUNT_ + 1, 1 << 20, 0x7fffffff, -0x7fffffff
};

START_TEST(other_numbers_are_unknown)
{
    ck_assert_str_eq(ddbstream_status_text((ddbstream_status)unknown[_i]), "unknown status");
}
END_TEST

START_TEST(the_version_is_that_of_the_headers)
{
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", DDBSTREAM_VERSION_MAJOR, DDBSTREAM_VERSION_MINOR,
             DDBSTREAM_VERSION_PATCH);
    ck_assert_str_eq(ddbstream_version(), DDBSTREAM_VERSION);
    ck_assert_str_eq(ddbstream_version(), version);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "status", { every_status_has_a_text_of_its_own, DDBSTREAM_STATUS_COUNT_ },
        EACH(no_number_has_changed, numbers), EACH(every_status_comes_of_a_call, produced),
        EACH(other_numbers_are_unknown, unknown), ONCE(the_version_is_that_of_the_headers));
}
