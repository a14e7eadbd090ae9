/* Callers compiled with other headers: for every struct of theirs that begins with its size, what
 * an older one lacks has its default, and what a newer one has more is passed over. */
#include <ddbstream/ddbstream.h>

#include "../suites/suite.h"
#include "../suites/test_allocator.h"

/* What came of a struct. One member of it tells whether it has been read: an allocator that counts,
 * or in a log entry the code. */
enum outcome { FAILED, BY_DEFAULT, AS_TOLD };

static struct test_allocator memory;
static ddbstream_options decoding;

static enum outcome outcome(bool works)
{
    test_allocator_check_empty(&memory);
    return !works ? FAILED : memory.calls > 0 ? AS_TOLD : BY_DEFAULT;
}

/* One use of each struct. */

static const char event[] = "{\"Records\":[{\"dynamodb\":{\"SequenceNumber\":\"1\"}}]}";

static int count(const ddbstream_record *record, void *records)
{
    (void)record;
    ++*(int *)records;
    return 0;
}

static enum outcome decode(const void *options)
{
    int records = 0;
    ddbstream_status status = ddbstream_decode(event, sizeof event - 1, count, &records, options);
    return outcome(status == DDBSTREAM_OK && records == 1);
}

static enum outcome run(const void *options)
{
    int records = 0;
    ddbstream_runner *runner = NULL;
    bool works = ddbstream_runner_create(&runner, count, &records, options) == DDBSTREAM_OK
                 && ddbstream_runner_run(runner, event, sizeof event - 1) == DDBSTREAM_OK;
    ddbstream_runner_free(runner);
    return outcome(works && records == 1);
}

static int drop(const char *data, size_t length, void *user)
{
    (void)data, (void)length, (void)user;
    return 0;
}

static const ddbstream_sink nowhere = { drop, NULL };

static enum outcome log_with(const void *options)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_NO_RECORDS_ENTRY;
    ddbstream_log *log = NULL;
    bool works = ddbstream_log_create(&log, nowhere, options) == DDBSTREAM_OK
                 && ddbstream_log_write(log, &entry) == DDBSTREAM_OK;
    ddbstream_log_free(log);
    return outcome(works);
}

static enum outcome log_entry(const void *entry)
{
    ddbstream_buffer *buffer = NULL;
    ddbstream_log *log = NULL;
    enum outcome outcome = FAILED;
    ck_assert(ddbstream_buffer_create(&buffer, NULL) == DDBSTREAM_OK);
    ck_assert(ddbstream_log_create(&log, ddbstream_sink_buffer(buffer), NULL) == DDBSTREAM_OK);
    if (ddbstream_log_write(log, entry) == DDBSTREAM_OK)
        outcome = strstr(ddbstream_buffer_text(buffer).data, "a code") ? AS_TOLD : BY_DEFAULT;
    ddbstream_log_free(log);
    ddbstream_buffer_free(buffer);
    return outcome;
}

static enum outcome encode(const void *options)
{
    ddbstream_encoder *encoder = NULL;
    bool works = ddbstream_encoder_create(&encoder, nowhere, options) == DDBSTREAM_OK
                 && ddbstream_encoder_record(encoder, &(ddbstream_record){ 0 }) == DDBSTREAM_OK;
    ddbstream_encoder_free(encoder);
    return outcome(works);
}

static enum outcome differ(const void *options)
{
    ddbstream_difference *difference = NULL;
    const ddbstream_change *change = NULL;
    bool works = ddbstream_difference_create(&difference, options) == DDBSTREAM_OK
                 && ddbstream_difference_begin(difference, NULL, NULL) == DDBSTREAM_OK
                 && ddbstream_difference_next(difference, &change) == DDBSTREAM_OK;
    ddbstream_difference_free(difference);
    return outcome(works && change == NULL);
}

static enum outcome see(const void *options)
{
    ddbstream_once *once = NULL;
    bool is_new = false;
    bool works =
        ddbstream_once_create(&once, 1, options) == DDBSTREAM_OK
        && ddbstream_once_see(once, (ddbstream_string){ "id", 2 }, &is_new) == DDBSTREAM_OK;
    ddbstream_once_free(once);
    return outcome(works && is_new);
}

static enum outcome redact(const void *options)
{
    const ddbstream_redaction_rule rule = { "name", NULL, DDBSTREAM_REDACT_MASK };
    ddbstream_redaction *redaction = NULL;
    bool works = ddbstream_redaction_create(&redaction, &rule, 1, options) == DDBSTREAM_OK;
    ddbstream_redaction_free(redaction);
    return outcome(works);
}

/* The structs, as this version's callers fill them. */

static const ddbstream_options options = { .size = sizeof options, .allocator = &memory.allocator };
static const ddbstream_runner_options runner_options = { .size = sizeof runner_options,
                                                         .decoding = &decoding };
static const ddbstream_log_options log_options = { .size = sizeof log_options,
                                                   .allocator = &memory.allocator };
static const ddbstream_log_entry entry = { .size = sizeof entry, .code = "a code" };
static const ddbstream_encoder_options encoder_options = { .size = sizeof encoder_options,
                                                           .allocator = &memory.allocator };
static const ddbstream_difference_options difference_options = { .size = sizeof difference_options,
                                                                 .allocator = &memory.allocator };
static const ddbstream_once_options once_options = { .size = sizeof once_options,
                                                     .allocator = &memory.allocator };
static const ddbstream_redaction_options redaction_options = { .size = sizeof redaction_options,
                                                               .allocator = &memory.allocator };

#define END_OF(object, member)                                                                     \
    ((size_t)((const char *)(&(object).member + 1) - (const char *)&(object)))

/* An older version's struct ended where a later one has its first new member. */
static const struct {
    const void *known;
    size_t size;
    size_t telling; /* where the member that tells ends */
    enum outcome (*use)(const void *given);
} structs[] = {
    { &options, sizeof options, END_OF(options, allocator), decode },
    { &runner_options, sizeof runner_options, END_OF(runner_options, decoding), run },
    { &log_options, sizeof log_options, END_OF(log_options, allocator), log_with },
    { &entry, sizeof entry, END_OF(entry, code), log_entry },
    { &encoder_options, sizeof encoder_options, END_OF(encoder_options, allocator), encode },
    { &difference_options, sizeof difference_options, END_OF(difference_options, allocator),
      differ },
    { &once_options, sizeof once_options, END_OF(once_options, allocator), see },
    { &redaction_options, sizeof redaction_options, END_OF(redaction_options, allocator), redact },
};

enum { LATER = 64 }; /* bytes that a newer version has more */

/* Hands over a struct of that size, in so much memory. What this version does not say in it is all
 * ones: no default, and no pointer that one may follow. */
static enum outcome give(int row, size_t size, size_t room)
{
    char *given = malloc(room);
    enum outcome outcome;
    ck_assert_ptr_nonnull(given);
    memset(given, 0xff, room);
    memcpy(given, structs[row].known, size < structs[row].size ? size : structs[row].size);
    memcpy(given, &size, size < sizeof size ? 0 : sizeof size);
    test_allocator_init(&memory);
    decoding = (ddbstream_options){ .size = sizeof decoding, .allocator = &memory.allocator };
    outcome = structs[row].use(given);
    free(given);
    return outcome;
}

START_TEST(what_an_older_caller_lacks_has_its_default)
{
    size_t whole = structs[_i].size;
    for (size_t size = sizeof size; size < whole; size += sizeof(void *)) {
        enum outcome wanted = size < structs[_i].telling ? BY_DEFAULT : AS_TOLD;
        ck_assert_msg(give(_i, size, size) == wanted, "%zu of %zu bytes", size, whole);
        ck_assert_msg(give(_i, size, whole) == wanted, "%zu of %zu bytes", size, whole);
    }
}
END_TEST

START_TEST(what_a_newer_caller_has_more_is_passed_over)
{
    size_t size = structs[_i].size + LATER;
    ck_assert_int_eq(give(_i, structs[_i].size, structs[_i].size), AS_TOLD);
    ck_assert_int_eq(give(_i, size, size), AS_TOLD);
}
END_TEST

START_TEST(a_size_too_small_for_itself_is_refused)
{
    char given[LATER] = { 0 };
    size_t size = sizeof size - 1;
    test_allocator_init(&memory);
    ck_assert_int_eq(structs[_i].use(given), FAILED);
    memcpy(given, &size, sizeof size);
    ck_assert_int_eq(structs[_i].use(given), FAILED);
}
END_TEST

/* What a caller may read of an error that is longer than it knows. */
static int has_its_size(const ddbstream_error *error, void *size)
{
    *(size_t *)size = error->size;
    return 0;
}

START_TEST(an_error_tells_its_size)
{
    ddbstream_options hearing = { .size = sizeof hearing, .on_error = has_its_size };
    size_t size = 0;
    ck_assert(ddbstream_decode("[", 1, NULL, &size, &hearing) == DDBSTREAM_ERROR_TRUNCATED);
    ck_assert_uint_eq(size, sizeof(ddbstream_error));
}
END_TEST

int main(void)
{
    return RUN_SUITE("sizes", EACH(what_an_older_caller_lacks_has_its_default, structs),
                     EACH(what_a_newer_caller_has_more_is_passed_over, structs),
                     EACH(a_size_too_small_for_itself_is_refused, structs),
                     ONCE(an_error_tells_its_size));
}
