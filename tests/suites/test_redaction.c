/* Redaction: rules and what they leave of an image, in every output; making rules; memory. */
#include "redaction.h"

#include <ddbstream/encoder.h>
#include <ddbstream/equality.h>
#include <ddbstream/log.h>

#include "given.h"
#include "suite.h"
#include "test_allocator.h"

enum { MOST_RULES = 4 };

#define MASK DDBSTREAM_REDACT_MASK
#define DROP DDBSTREAM_REDACT_DROP
#define HASH DDBSTREAM_REDACT_HASH

/* An encoder that redacts, and what it has written. */
struct redacting {
    struct test_allocator memory;
    ddbstream_redaction *redaction;
    ddbstream_buffer *text;
    ddbstream_encoder *encoder;
};

static void begin(struct redacting *redacting, const ddbstream_redaction_rule *rules, size_t count,
                  ddbstream_redaction_options options)
{
    ddbstream_encoder_options encoder = DDBSTREAM_ENCODER_OPTIONS_INIT;
    test_allocator_init(&redacting->memory);
    options.allocator = encoder.allocator = &redacting->memory.allocator;
    ck_assert_int_eq(ddbstream_redaction_create(&redacting->redaction, rules, count, &options),
                     DDBSTREAM_OK);
    encoder.redaction = redacting->redaction;
    ck_assert_int_eq(ddbstream_buffer_create(&redacting->text, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_encoder_create(&redacting->encoder,
                                              ddbstream_sink_buffer(redacting->text), &encoder),
                     DDBSTREAM_OK);
}

static void end(struct redacting *redacting)
{
    ddbstream_encoder_free(redacting->encoder);
    ddbstream_buffer_free(redacting->text);
    ddbstream_redaction_free(redacting->redaction);
    test_allocator_check_empty(&redacting->memory);
}

static ddbstream_redaction_options defaults(void)
{
    return (ddbstream_redaction_options)DDBSTREAM_REDACTION_OPTIONS_INIT;
}

static size_t count_of(const ddbstream_redaction_rule *rules)
{
    size_t count = 0;
    while (count < MOST_RULES && rules[count].action != 0)
        count++;
    return count;
}

/* What has been written since the last time. */
static void expect_written(const char *row, struct redacting *redacting, const char *want)
{
    struct json wanted = json(want);
    expect_text(row, ddbstream_buffer_text(redacting->text).data, wanted.data);
    ddbstream_buffer_clear(redacting->text);
}

/* An image, what rules leave of it, typed and plain. */
static const struct {
    const char *name;
    ddbstream_redaction_rule rules[MOST_RULES];
    const char *image, *typed, *plain;
} rows[] = {
    { "no rules", { { 0 } }, "{'a':{'S':'x'}}", "{'a':{'S':'x'}}", "{'a':'x'}" },
    { "a rule that does not match",
      { { "b", NULL, MASK }, { NULL, "a.b", DROP }, { NULL, "a[0]", DROP } },
      "{'a':{'S':'x'}}",
      "{'a':{'S':'x'}}",
      "{'a':'x'}" },
    { "a name", { { "a", NULL, MASK } }, "{'a':{'S':'x'}}", "{'a':{'S':'***'}}", "{'a':'***'}" },
    { "each type",
      { { "a", NULL, MASK } },
      "{'l':{'L':[{'M':{'a':{'N':'1'}}},{'M':{'a':{'B':'YQ=='}}},{'M':{'a':{'BOOL':true}}},"
      "{'M':{'a':{'NULL':true}}},{'M':{'a':{'M':{'a':{'N':'1'}}}}},{'M':{'a':{'L':[]}}},"
      "{'M':{'a':{'SS':['x']}}},{'M':{'a':{'NS':['1']}}},{'M':{'a':{'BS':[]}}}]}}",
      "{'l':{'L':[{'M':{'a':{'S':'***'}}},{'M':{'a':{'S':'***'}}},{'M':{'a':{'S':'***'}}},"
      "{'M':{'a':{'S':'***'}}},{'M':{'a':{'S':'***'}}},{'M':{'a':{'S':'***'}}},"
      "{'M':{'a':{'S':'***'}}},{'M':{'a':{'S':'***'}}},{'M':{'a':{'S':'***'}}}]}}",
      "{'l':[{'a':'***'},{'a':'***'},{'a':'***'},{'a':'***'},{'a':'***'},{'a':'***'},"
      "{'a':'***'},{'a':'***'},{'a':'***'}]}" },
    { "a name, at any depth",
      { { "a", NULL, DROP } },
      "{'m':{'M':{'a':{'S':'x'},'l':{'L':[{'M':{'a':{'S':'x'},'b':{'S':'y'}}}]}}},'a':{'M':{}}}",
      "{'m':{'M':{'l':{'L':[{'M':{'b':{'S':'y'}}}]}}}}",
      "{'m':{'l':[{'b':'y'}]}}" },
    { "the first and the last are dropped",
      { { "a", NULL, DROP }, { "c", NULL, DROP } },
      "{'a':{'S':'x'},'b':{'S':'x'},'c':{'S':'x'}}",
      "{'b':{'S':'x'}}",
      "{'b':'x'}" },
    { "all is dropped",
      { { "a", NULL, DROP }, { "b", NULL, DROP } },
      "{'a':{'S':'x'},'b':{'M':{'a':{'N':'1'}}}}",
      "{}",
      "{}" },
    { "a path",
      { { NULL, "m.a", MASK } },
      "{'a':{'S':'x'},'m':{'M':{'a':{'S':'x'},'m':{'M':{'a':{'S':'x'}}}}}}",
      "{'a':{'S':'x'},'m':{'M':{'a':{'S':'***'},'m':{'M':{'a':{'S':'x'}}}}}}",
      "{'a':'x','m':{'a':'***','m':{'a':'x'}}}" },
    { "paths through lists",
      { { NULL, "l[1].a", MASK }, { NULL, "l[0]", DROP }, { NULL, "l[2][0]", MASK } },
      "{'l':{'L':[{'S':'x'},{'M':{'a':{'S':'x'},'b':{'S':'x'}}},{'L':[{'S':'x'}]}]}}",
      "{'l':{'L':[{'M':{'a':{'S':'***'},'b':{'S':'x'}}},{'L':[{'S':'***'}]}]}}",
      "{'l':[{'a':'***','b':'x'},['***']]}" },
    { "a position is no name",
      { { NULL, "m[0]", MASK }, { NULL, "l.0", MASK } },
      "{'m':{'M':{'0':{'S':'x'}}},'l':{'L':[{'S':'x'}]}}",
      "{'m':{'M':{'0':{'S':'x'}}},'l':{'L':[{'S':'x'}]}}",
      "{'m':{'0':'x'},'l':['x']}" },
    { "names with dots and quotes",
      { { "a.b", NULL, MASK }, { NULL, "m[\"c.d\"]", MASK }, { NULL, "[\"\\\"\\u00e9\"]", DROP } },
      "{'a.b':{'S':'x'},'m':{'M':{'c.d':{'S':'x'},'c':{'M':{'d':{'S':'x'}}}}},"
      "'`'\xc3\xa9':{'S':'x'}}",
      "{'a.b':{'S':'***'},'m':{'M':{'c.d':{'S':'***'},'c':{'M':{'d':{'S':'x'}}}}}}",
      "{'a.b':'***','m':{'c.d':'***','c':{'d':'x'}}}" },
    { "empty names and NUL",
      { { "", NULL, MASK }, { NULL, "[\"a\\u0000\"]", MASK } },
      "{'':{'S':'x'},'a`u0000':{'S':'x'},'a':{'S':'x'},'a`u0000b':{'S':'x'}}",
      "{'':{'S':'***'},'a`u0000':{'S':'***'},'a':{'S':'x'},'a`u0000b':{'S':'x'}}",
      "{'':'***','a`u0000':'***','a':'x','a`u0000b':'x'}" },
    { "the first rule counts, by name",
      { { "a", NULL, MASK }, { NULL, "a", DROP } },
      "{'a':{'S':'x'}}",
      "{'a':{'S':'***'}}",
      "{'a':'***'}" },
    { "the first rule counts, by path",
      { { NULL, "a", DROP }, { "a", NULL, MASK } },
      "{'a':{'S':'x'},'m':{'M':{'a':{'S':'x'}}}}",
      "{'m':{'M':{'a':{'S':'***'}}}}",
      "{'m':{'a':'***'}}" },
    { "the first of two alike",
      { { "a", NULL, DROP }, { "a", NULL, MASK }, { NULL, "b", MASK }, { NULL, "b", DROP } },
      "{'a':{'S':'x'},'b':{'S':'x'}}",
      "{'b':{'S':'***'}}",
      "{'b':'***'}" },
    { "what is masked is not looked into",
      { { NULL, "m.a", DROP }, { "m", NULL, MASK } },
      "{'m':{'M':{'a':{'S':'x'}}}}",
      "{'m':{'S':'***'}}",
      "{'m':'***'}" },
    { "a path that begins another",
      { { NULL, "m.a.b", MASK }, { NULL, "m.c", DROP } },
      "{'m':{'M':{'a':{'M':{'b':{'S':'x'},'c':{'S':'x'}}},'c':{'S':'x'}}}}",
      "{'m':{'M':{'a':{'M':{'b':{'S':'***'},'c':{'S':'x'}}}}}}",
      "{'m':{'a':{'b':'***','c':'x'}}}" },
    { "a name on the way of a path",
      { { NULL, "m.a.b", MASK }, { "a", NULL, HASH } },
      "{'m':{'M':{'b':{'S':'x'}}}}",
      "{'m':{'M':{'b':{'S':'x'}}}}",
      "{'m':{'b':'x'}}" },
};

START_TEST(images_are_redacted)
{
    struct json text = json("'NewImage':");
    struct redacting redacting;
    struct given given;
    json_append(&text, rows[_i].image);
    given = given_record(text.data);
    begin(&redacting, rows[_i].rules, count_of(rows[_i].rules), defaults());
    ck_assert_int_eq(ddbstream_encoder_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    expect_written(rows[_i].name, &redacting, rows[_i].typed);
    ck_assert_int_eq(ddbstream_encoder_plain_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    expect_written(rows[_i].name, &redacting, rows[_i].plain);
    end(&redacting);
    given_free(&given);
}
END_TEST

/* Every output. */

static const ddbstream_redaction_rule some[] = { { "a", NULL, MASK },
                                                 { NULL, "m.b", MASK },
                                                 { "d", NULL, DROP } };

#define ITEM(id) "{'a':{'N':'1'},'d':{'S':'x'},'m':{'M':{'b':{'S':'x'},'c':{'S':'" id "'}}}}"
#define LEFT(id) "{'a':{'S':'***'},'m':{'M':{'b':{'S':'***'},'c':{'S':'" id "'}}}}"
#define PLAIN(id) "{'a':'***','m':{'b':'***','c':'" id "'}}"

START_TEST(all_images_of_a_record_are_redacted)
{
    struct given given =
        given_record("'Keys':" ITEM("1") ",'NewImage':" ITEM("2") ",'OldImage':" ITEM("3"));
    struct redacting redacting;
    begin(&redacting, some, COUNT_OF(some), defaults());
    ck_assert_int_eq(ddbstream_encoder_record(redacting.encoder, given.record), DDBSTREAM_OK);
    expect_written(
        "typed", &redacting,
        "{'dynamodb':{'Keys':" LEFT("1") ",'NewImage':" LEFT("2") ",'OldImage':" LEFT("3") "}}");
    ck_assert_int_eq(ddbstream_encoder_plain_record(redacting.encoder, given.record), DDBSTREAM_OK);
    expect_written("plain", &redacting,
                   "{'eventName':null,'keys':" PLAIN("1") ",'newImage':" PLAIN(
                       "2") ",'oldImage':" PLAIN("3") "}");
    end(&redacting);
    given_free(&given);
}
END_TEST

/* What has been redacted can be decoded. */
START_TEST(a_redacted_record_is_a_record)
{
    struct given given = given_record("'NewImage':" ITEM("1"));
    ddbstream_batch *batch;
    struct redacting redacting;
    ddbstream_string text;
    begin(&redacting, some, COUNT_OF(some), defaults());
    ck_assert_int_eq(ddbstream_encoder_record(redacting.encoder, given.record), DDBSTREAM_OK);
    text = ddbstream_buffer_text(redacting.text);
    ck_assert_int_eq(ddbstream_batch_decode(&batch, text.data, text.length, NULL), DDBSTREAM_OK);
    ck_assert_uint_eq(ddbstream_batch_record_count(batch), 1);
    ddbstream_batch_free(batch);
    end(&redacting);
    given_free(&given);
}
END_TEST

/* By name, as nobody knows where it stood. */
START_TEST(what_is_in_a_value_is_redacted)
{
    struct given given = given_value("{'M':" ITEM("1") "}");
    struct redacting redacting;
    begin(&redacting, some, COUNT_OF(some), defaults());
    ck_assert_int_eq(ddbstream_encoder_value(redacting.encoder, given.value), DDBSTREAM_OK);
    expect_written("typed", &redacting,
                   "{'M':{'a':{'S':'***'},'m':{'M':{'b':{'S':'x'},'c':{'S':'1'}}}}}");
    end(&redacting);
    given_free(&given);
}
END_TEST

START_TEST(unknown_members_are_no_attributes)
{
    const ddbstream_unknown_member member = { DDBSTREAM_LEVEL_RECORD, { "a", 1 }, { "1", 1 } };
    ddbstream_record record = { .size_bytes = -1, .unknown = { &member, 1 } };
    struct redacting redacting;
    begin(&redacting, some, COUNT_OF(some), defaults());
    ck_assert_int_eq(ddbstream_encoder_record(redacting.encoder, &record), DDBSTREAM_OK);
    expect_written("kept", &redacting, "{'dynamodb':{},'a':1}");
    end(&redacting);
}
END_TEST

START_TEST(logs_are_redacted)
{
    struct given given = given_record("'NewImage':" ITEM("1"));
    const ddbstream_attribute *item = given.record->new_image.attributes.attributes;
    const ddbstream_log_key keys[] = {
        { "a", DDBSTREAM_LOG_KEY_VALUE, { .value = &item[0].value } },
        { "d", DDBSTREAM_LOG_KEY_VALUE, { .value = &item[1].value } },
        { "m", DDBSTREAM_LOG_KEY_VALUE, { .value = &item[2].value } },
        { "d", DDBSTREAM_LOG_KEY_INTEGER, { .integer = 1 } },
        { "d", DDBSTREAM_LOG_KEY_VALUE, { .value = NULL } },
    };
    ddbstream_log_entry entry = DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_OK, "c", "m");
    ddbstream_log_options options = DDBSTREAM_LOG_OPTIONS_INIT;
    struct redacting redacting;
    ddbstream_log *log;
    begin(&redacting, some, COUNT_OF(some), defaults());
    options.redaction = redacting.redaction;
    ck_assert_int_eq(ddbstream_log_create(&log, ddbstream_sink_buffer(redacting.text), &options),
                     DDBSTREAM_OK);
    entry.record = given.record;
    entry.keys = keys;
    entry.key_count = COUNT_OF(keys);
    entry.timestamp = "t";
    ck_assert_int_eq(ddbstream_log_write(log, &entry), DDBSTREAM_OK);
    expect_written("line", &redacting,
                   "{'log_code':'c','log_msg':'m','log_level':'OK','log_keys':{'record':"
                   "{'dynamodb':{'NewImage':" LEFT(
                       "1") "}},'a':{'S':'***'},"
                            "'m':{'M':{'b':{'S':'***'},'c':{'S':'1'}}},'d':1,'d':null},"
                            "'log_timestamp':'t'}\n");
    ddbstream_log_free(log);
    end(&redacting);
    given_free(&given);
}
END_TEST

/* Masks. */

static const struct {
    const char *mask, *plain;
} masks[] = {
    { NULL, "'***'" },    { "", "''" },     { "x", "'x'" },
    { "'a`", "'`'a``'" }, { "\n", "'`n'" }, { "\xc3\xa9", "'\xc3\xa9'" },
};

START_TEST(a_mask_is_a_string_whatever_is_in_it)
{
    struct given given = given_record("'NewImage':{'a':{'N':'1'}}");
    struct json mask = json(masks[_i].mask != NULL ? masks[_i].mask : ""), want = json("{'a':");
    ddbstream_redaction_options options = defaults();
    struct redacting redacting;
    options.mask = masks[_i].mask != NULL ? mask.data : NULL;
    json_append(&want, json(masks[_i].plain).data);
    json_append(&want, "}");
    begin(&redacting, some, COUNT_OF(some), options);
    ck_assert_int_eq(ddbstream_encoder_plain_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    expect_text("mask", ddbstream_buffer_text(redacting.text).data, want.data);
    end(&redacting);
    given_free(&given);
}
END_TEST

/* Hashes. */

/* The hash of a comparer, which is alike for values that are the same. */
static const struct {
    const char *value, *same, *other;
} hashed[] = {
    { "{'S':'ann@example.com'}", "{'S':'ann@example.com'}", "{'S':'bob@example.com'}" },
    { "{'N':'1.0'}", "{'N':'1'}", "{'S':'1'}" },
    { "{'SS':['a','b']}", "{'SS':['b','a','a']}", "{'SS':['a']}" },
    { "{'M':{'a':{'L':[]},'b':{'NULL':true}}}", "{'M':{'b':{'NULL':true},'a':{'L':[]}}}",
      "{'M':{}}" },
    { "{'BOOL':true}", "{'BOOL':true}", "{'BOOL':false}" },
};

static struct json plain_hash(struct redacting *redacting, const char *value)
{
    struct given given = given_value(value);
    struct json text = { .length = 0 };
    ddbstream_buffer_clear(redacting->text);
    ck_assert_int_eq(ddbstream_encoder_plain_image(redacting->encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    json_append(&text, ddbstream_buffer_text(redacting->text).data);
    given_free(&given);
    return text;
}

static struct json hash_by_comparer(const char *value, uint64_t seed)
{
    struct given given = given_value(value);
    ddbstream_comparer *comparer;
    struct json text = { .length = 0 };
    char line[64];
    uint64_t hash = 0;
    ck_assert_int_eq(ddbstream_comparer_create(&comparer, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_comparer_hash(comparer, given.value, seed, &hash), DDBSTREAM_OK);
    snprintf(line, sizeof line, "{\"\":\"%016" PRIx64 "\"}", hash);
    json_append(&text, line);
    ddbstream_comparer_free(comparer);
    given_free(&given);
    return text;
}

START_TEST(hashes_tell_values_alike)
{
    static const ddbstream_redaction_rule rule = { "", NULL, HASH };
    ddbstream_redaction_options options = defaults();
    struct redacting redacting;
    struct json hash;
    options.seed = 0x123456789abcdefu;
    begin(&redacting, &rule, 1, options);
    hash = plain_hash(&redacting, hashed[_i].value);
    expect_text(hashed[_i].value, hash.data, hash_by_comparer(hashed[_i].value, options.seed).data);
    expect_text(hashed[_i].value, plain_hash(&redacting, hashed[_i].same).data, hash.data);
    ck_assert_str_ne(plain_hash(&redacting, hashed[_i].other).data, hash.data);
    ck_assert_str_ne(hash_by_comparer(hashed[_i].value, 0).data, hash.data);
    end(&redacting);
}
END_TEST

START_TEST(a_hash_is_an_s)
{
    static const ddbstream_redaction_rule rule = { "", NULL, HASH };
    struct given given = given_record("'NewImage':{'':{'N':'1'},'b':{'N':'1'}}");
    struct redacting redacting;
    struct json want = json("{'':{'S':'");
    begin(&redacting, &rule, 1, defaults());
    ck_assert_int_eq(ddbstream_encoder_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    json_append(&want, hash_by_comparer("{'N':'1'}", 0).data + strlen("{'':'"));
    want.length -= strlen("'}");
    json_append(&want, json("'},'b':{'N':'1'}}").data);
    expect_text("typed", ddbstream_buffer_text(redacting.text).data, want.data);
    end(&redacting);
    given_free(&given);
}
END_TEST

/* Looking up among many: by name, by path, and what there is no rule for. */
START_TEST(many_rules)
{
    enum { MANY = 500 };
    static char text[MANY][16];
    ddbstream_redaction_rule rules[MANY];
    struct redacting redacting;
    for (int i = 0; i < MANY; i++) {
        snprintf(text[i], sizeof text[i], i % 2 ? "n%d" : "p%d[7].x", i);
        rules[i] = (ddbstream_redaction_rule){ i % 2 ? text[i] : NULL, i % 2 ? NULL : text[i],
                                               DDBSTREAM_REDACT_DROP };
    }
    begin(&redacting, rules, MANY, defaults());
    for (int i = 0; i < MANY; i++) {
        ddbstream_string name = { text[i], strcspn(text[i], "[") };
        struct redaction_verdict first, second, third;
        first = ddbs_redact_attribute(redacting.redaction, PLACE_ITEM, name);
        ck_assert_int_eq(first.action, i % 2 ? DROP : 0);
        second = ddbs_redact_element(redacting.redaction, first.place, 7);
        third =
            ddbs_redact_attribute(redacting.redaction, second.place, (ddbstream_string){ "x", 1 });
        ck_assert_int_eq(third.action, i % 2 ? 0 : DROP);
        ck_assert_uint_eq(ddbs_redact_element(redacting.redaction, first.place, 6).place,
                          PLACE_NOWHERE);
    }
    end(&redacting);
}
END_TEST

/* At the decoder's limit, the innermost is found by its path. */
START_TEST(deep_paths)
{
    struct json path = json("a"), image = json("'NewImage':{'a':"), want = json("{'a':");
    ddbstream_redaction_rule rule = { NULL, path.data, MASK };
    struct redacting redacting;
    struct given given;
    for (int i = 0; i < 50; i++) {
        json_append(&image, "{'L':[");
        json_append(&want, "[");
        json_append(&path, "[0]");
    }
    json_append(&image, "{'M':{'b':{'N':'1'}}}");
    json_append(&path, ".b");
    json_append(&want, "{'b':'***'}");
    for (int i = 0; i < 50; i++) {
        json_append(&image, "]}");
        json_append(&want, "]");
    }
    json_append(&image, "}");
    json_append(&want, "}");
    given = given_record(image.data);
    begin(&redacting, &rule, 1, defaults());
    ck_assert_int_eq(ddbstream_encoder_plain_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    expect_text("deep", ddbstream_buffer_text(redacting.text).data, json(want.data).data);
    end(&redacting);
    given_free(&given);
}
END_TEST

/* Making rules. */

static const struct {
    const char *name;
    ddbstream_redaction_rule rule;
    ddbstream_status status;
} refused[] = {
    { "neither name nor path", { NULL, NULL, MASK }, DDBSTREAM_ERROR_ARGUMENT },
    { "both name and path", { "a", "a", MASK }, DDBSTREAM_ERROR_ARGUMENT },
    { "no action", { "a", NULL, (ddbstream_redaction_action)0 }, DDBSTREAM_ERROR_ARGUMENT },
    { "no such action", { "a", NULL, (ddbstream_redaction_action)4 }, DDBSTREAM_ERROR_ARGUMENT },
    { "an empty path", { NULL, "", MASK }, DDBSTREAM_ERROR_PATH },
    { "no path", { NULL, "a..b", MASK }, DDBSTREAM_ERROR_PATH },
    { "a path that breaks off", { NULL, "a[", MASK }, DDBSTREAM_ERROR_PATH },
    { "a bad escape", { NULL, "a[\"\\x\"]", MASK }, DDBSTREAM_ERROR_PATH },
    { "half a surrogate pair", { NULL, "[\"\\ud800\"]", MASK }, DDBSTREAM_ERROR_PATH },
};

START_TEST(bad_rules_are_refused)
{
    const ddbstream_redaction_rule rules[] = { some[0], refused[_i].rule };
    ddbstream_redaction *redaction = (ddbstream_redaction *)&redaction;
    ddbstream_redaction_options options = defaults();
    struct test_allocator memory;
    test_allocator_init(&memory);
    options.allocator = &memory.allocator;
    expect_status(refused[_i].name, ddbstream_redaction_create(&redaction, rules, 2, &options),
                  refused[_i].status);
    ck_assert_ptr_null(redaction);
    test_allocator_check_empty(&memory);
}
END_TEST

static const ddbstream_allocator half = { test_allocate, test_reallocate, NULL, NULL };

static const struct {
    ddbstream_redaction_options options;
    ddbstream_status status;
} nonsense[] = {
    { { .size = 0 }, DDBSTREAM_ERROR_ARGUMENT },
    { { .size = sizeof(size_t) - 1 }, DDBSTREAM_ERROR_ARGUMENT },
    { { .size = sizeof(ddbstream_redaction_options), .allocator = &half },
      DDBSTREAM_ERROR_ARGUMENT },
    { { .size = sizeof(ddbstream_redaction_options), .mask = "\xff" }, DDBSTREAM_ERROR_TEXT },
};

START_TEST(a_redaction_is_not_made_of_nonsense)
{
    ddbstream_redaction *redaction = (ddbstream_redaction *)&redaction;
    ck_assert_int_eq(ddbstream_redaction_create(&redaction, some, 1, &nonsense[_i].options),
                     nonsense[_i].status);
    ck_assert_ptr_null(redaction);
}
END_TEST

START_TEST(arguments_are_checked)
{
    ddbstream_redaction *redaction = (ddbstream_redaction *)&redaction;
    ck_assert_int_eq(ddbstream_redaction_create(NULL, some, 1, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_redaction_create(&redaction, NULL, 1, NULL),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(redaction);
    ck_assert_int_eq(ddbstream_redaction_create(&redaction, NULL, 0, NULL), DDBSTREAM_OK);
    ddbstream_redaction_free(redaction);
    ddbstream_redaction_free(NULL);
}
END_TEST

/* The rules are the caller's to change once it is made. */
START_TEST(rules_are_copied)
{
    struct given given = given_record("'NewImage':{'a':{'N':'1'},'b':{'N':'1'}}");
    char name[] = "a", path[] = "b";
    ddbstream_redaction_rule rules[] = { { name, NULL, MASK }, { NULL, path, MASK } };
    struct redacting redacting;
    begin(&redacting, rules, 2, defaults());
    name[0] = path[0] = 'x';
    ck_assert_int_eq(ddbstream_encoder_plain_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    expect_written("copied", &redacting, "{'a':'***','b':'***'}");
    end(&redacting);
    given_free(&given);
}
END_TEST

/* Memory. */

START_TEST(each_allocation_for_rules_may_fail)
{
    static char names[400][64];
    ddbstream_redaction_rule rules[20 + COUNT_OF(names)];
    size_t failed = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(names[i], sizeof names[i], "a name as long as many an attribute has, %zu", i);
        rules[20 + i] = (ddbstream_redaction_rule){ names[i], NULL, MASK };
    }
    for (size_t i = 0; i < 20; i++)
        rules[i] = (ddbstream_redaction_rule){ NULL, i % 2 ? "a.b.c.d" : "e[1][2]", MASK };
    rules[1].path = "k.l.m.n.o.p.q.r.s.t";
    for (bool goes_on = true; goes_on; failed += goes_on) {
        ddbstream_redaction *redaction;
        ddbstream_redaction_options options = defaults();
        struct test_allocator memory;
        test_allocator_init(&memory);
        test_allocator_fail(&memory, failed, false);
        options.allocator = &memory.allocator;
        ck_assert_int_eq(ddbstream_redaction_create(&redaction, rules, COUNT_OF(rules), &options),
                         memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        goes_on = memory.failures > 0;
        ck_assert((redaction == NULL) == goes_on);
        ddbstream_redaction_free(redaction);
        test_allocator_check_empty(&memory);
    }
    ck_assert_uint_gt(failed, 8);
}
END_TEST

START_TEST(memory_for_a_hash_may_fail)
{
    static const ddbstream_redaction_rule rule = { "a", NULL, HASH };
    struct given given = given_record("'NewImage':{'a':{'SS':['x']}}");
    struct redacting redacting;
    begin(&redacting, &rule, 1, defaults());
    test_allocator_fail(&redacting.memory, (size_t)_i, true);
    ck_assert_int_eq(ddbstream_encoder_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_ERROR_MEMORY);
    expect_written("nothing", &redacting, "");
    test_allocator_recover(&redacting.memory);
    ck_assert_int_eq(ddbstream_encoder_image(redacting.encoder, &given.record->new_image),
                     DDBSTREAM_OK);
    end(&redacting);
    given_free(&given);
}
END_TEST

int main(void)
{
    return RUN_SUITE("redaction", EACH(images_are_redacted, rows),
                     ONCE(all_images_of_a_record_are_redacted), ONCE(a_redacted_record_is_a_record),
                     ONCE(what_is_in_a_value_is_redacted), ONCE(unknown_members_are_no_attributes),
                     ONCE(logs_are_redacted), EACH(a_mask_is_a_string_whatever_is_in_it, masks),
                     EACH(hashes_tell_values_alike, hashed), ONCE(a_hash_is_an_s), ONCE(many_rules),
                     ONCE(deep_paths), EACH(bad_rules_are_refused, refused),
                     EACH(a_redaction_is_not_made_of_nonsense, nonsense),
                     ONCE(arguments_are_checked), ONCE(rules_are_copied),
                     ONCE(each_allocation_for_rules_may_fail), { memory_for_a_hash_may_fail, 2 });
}
