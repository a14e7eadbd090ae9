/* Refrains: how members have come that are alike in each record, and that records with and without
 * them are told as yajl would have it. */
#include "refrain.h"

#include "both_ways.h"

#define LONG_TEXT(x) x x x x x x x x x x x x x x x x

static ddbstream_string text(const char *data)
{
    return (ddbstream_string){ data, data != NULL ? strlen(data) : 0 };
}

static const struct record_member *version_member(void)
{
    const struct record_member *member = ddbs_record_object.members;
    while (member->refrain != 1)
        member++;
    return member;
}

/* What is kept of a record with these texts. */
static const struct {
    const char *version, *source, *region, *json, *texts;
} kept[] = {
    { "1.1", "aws:dynamodb", "us-east-1",
      "'eventVersion':'1.1','eventSource':'aws:dynamodb','awsRegion':'us-east-1'",
      "1.1|aws:dynamodb|us-east-1|" },
    { "", "", "", "'eventVersion':'','eventSource':'','awsRegion':''", "|||" },
    { "1.1", "aws:dynamodb", NULL, "'eventVersion':'1.1','eventSource':'aws:dynamodb'",
      "1.1|aws:dynamodb|" },
    { "1.1", NULL, "us-east-1", "'eventVersion':'1.1'", "1.1|" },
    { NULL, "aws:dynamodb", "us-east-1", "", "" },
    { "a\"b", "x", "y", "", "" },
    { "a\\b", "x", "y", "", "" },
    { "a\x01"
      "b",
      "x", "y", "", "" },
    { "caf\xc3\xa9", "x", "y", "", "" },
    { "1", "a\nb", "y", "'eventVersion':'1'", "1|" },
    { "1", LONG_TEXT("0123456789"), "y", "'eventVersion':'1'", "1|" },
};

START_TEST(members_are_kept_as_they_have_come)
{
    struct refrain refrain = { .length = 7, .count = 2, .missed = version_member() };
    struct json json_text = json(kept[_i].json);
    ddbstream_record record = { .event_version = text(kept[_i].version),
                                .event_source = text(kept[_i].source),
                                .aws_region = text(kept[_i].region) };
    ddbs_refrain_keep(&refrain, version_member(), &record);
    ck_assert_ptr_null(refrain.missed);
    ck_assert_uint_eq(refrain.length, json_text.length);
    ck_assert_int_eq(memcmp(refrain.json, json_text.data, refrain.length), 0);
    ck_assert_uint_eq(refrain.texts_length, strlen(kept[_i].texts));
    for (size_t i = 0; i < refrain.texts_length; i++)
        ck_assert_int_eq(refrain.texts[i], kept[_i].texts[i] == '|' ? '\0' : kept[_i].texts[i]);
}
END_TEST

/* One byte more than there is room for, and none. */
START_TEST(what_is_too_long_is_not_kept)
{
    enum { FRAME = sizeof "\"eventVersion\":\"\"" - 1 };
    size_t most =
        REFRAIN_TEXTS - 1 < REFRAIN_JSON - FRAME - 1 ? REFRAIN_TEXTS - 1 : REFRAIN_JSON - FRAME - 1;
    char version[REFRAIN_JSON] = { 0 };
    ddbstream_record record = { .event_version = { version, 0 } };
    memset(version, '1', sizeof version - 1);
    for (size_t length = most - 1; length <= most + 1; length++) {
        struct refrain refrain;
        version[length] = '\0';
        record.event_version.length = length;
        ddbs_refrain_keep(&refrain, version_member(), &record);
        ck_assert_uint_eq(refrain.length, length <= most ? FRAME + length : 0);
        version[length] = '1';
    }
}
END_TEST

/* A refrain is a block long, and so can be compared by blocks. */
START_TEST(none_is_shorter_than_a_block)
{
    const struct record_object *objects[] = { &ddbs_record_object, &ddbs_change_object };
    unsigned found = 0;
    for (size_t i = 0; i < COUNT_OF(objects); i++)
        for (size_t place = 0; place < objects[i]->count; place++) {
            const struct record_member *member = &objects[i]->members[place];
            if (member->refrain == 0)
                continue;
            ck_assert_uint_le(member->refrain, REFRAINS);
            ck_assert_uint_le(ddbs_refrain_members[member->refrain - 1], REFRAIN_MOST);
            ck_assert_uint_le(place + ddbs_refrain_members[member->refrain - 1], objects[i]->count);
            ck_assert_uint_ge(member->length + sizeof "\"\":\"\"" - 1, 16);
            for (size_t next = 0; next < ddbs_refrain_members[member->refrain - 1]; next++)
                ck_assert_int_eq(member[next].form, FORM_TEXT);
            found |= 1u << (member->refrain - 1);
        }
    ck_assert_uint_eq(found, (1u << REFRAINS) - 1);
}
END_TEST

/* Records behind each other. */

#define FRONT(id) "{'eventID':'" id "','eventName':'INSERT',"
#define VERSION(version) "'eventVersion':'" version "','eventSource':'aws:dynamodb',"
#define REGION "'awsRegion':'us-east-1',"
#define CHANGE(view) "'dynamodb':{'Keys':{'a':{'S':'x'}}," view "}"
#define VIEW "'SequenceNumber':'1','SizeBytes':5,'StreamViewType':'NEW_IMAGE'"
#define ARN(table) ",'eventSourceARN':'arn:aws:dynamodb:us-east-1:1:table/" table "'}"
#define PLAIN(id) FRONT(id) VERSION("1.1") REGION CHANGE(VIEW) ARN("orders")

static const struct {
    const char *name, *records;
} documents[] = {
    { "alike", PLAIN("1") "," PLAIN("2") "," PLAIN("3") },
    { "another version",
      PLAIN("1") "," FRONT("2") VERSION("1.2") REGION CHANGE(VIEW) ARN("orders") "," PLAIN("3") },
    { "another table",
      PLAIN("1") "," FRONT("2") VERSION("1.1") REGION CHANGE(VIEW) ARN("other") "," FRONT("3")
          VERSION("1.1") REGION CHANGE(VIEW) ARN("others") },
    { "a longer one behind a shorter",
      FRONT("1") VERSION("1") REGION CHANGE(VIEW) ARN("a") "," FRONT("2") VERSION("1")
          REGION CHANGE(VIEW) ARN("ab") },
    { "no region", PLAIN("1") "," FRONT("2") VERSION("1.1") CHANGE(VIEW) ARN("orders") "," FRONT(
                       "3") VERSION("1.1") CHANGE(VIEW) ARN("orders") "," PLAIN("4") },
    { "a region of null", PLAIN("1") "," FRONT("2") VERSION("1.1") "'awsRegion':null," CHANGE(VIEW)
                              ARN("orders") "," PLAIN("3") },
    { "none of them", PLAIN("1") "," FRONT("2") CHANGE("'SizeBytes':5") "}," PLAIN("3") },
    { "space in it",
      PLAIN("1") "," FRONT("2") "'eventVersion': '1.1','eventSource':'aws:dynamodb'," REGION CHANGE(
          VIEW) ARN("orders") "," PLAIN("3") },
    { "space behind it", PLAIN("1") "," FRONT("2") VERSION(
                             "1.1") "'awsRegion':'us-east-1' ," CHANGE(VIEW " ") ARN("orders") },
    { "an escape in it", PLAIN("1") "," FRONT("2") VERSION("1`u002e1") REGION CHANGE(VIEW)
                             ARN("orders") "," PLAIN("3") },
    { "an escape in the first",
      FRONT("1") VERSION("1`n1") REGION CHANGE(VIEW) ARN("a`/b") "," FRONT("2") VERSION("1`n1")
          REGION CHANGE(VIEW) ARN("a`/b") },
    { "no ASCII", FRONT("1") VERSION("1\xc3\xa9") REGION CHANGE(VIEW) ARN("\xc3\xa9") "," FRONT("2")
                      VERSION("1\xc3\xa9") REGION CHANGE(VIEW) ARN("\xc3\xa9") },
    { "text that is no Unicode behind some that is",
      PLAIN("1") "," FRONT("2") VERSION("1.1") "'awsRegion':'us-east-\xff'," CHANGE(VIEW)
          ARN("orders") "," PLAIN("3") },
    { "twice in a record", PLAIN("1") "," FRONT("2") VERSION("1.1") REGION VERSION("1.1")
                               CHANGE(VIEW) ARN("orders") "," PLAIN("3") },
    { "one of them twice", PLAIN("1") "," FRONT("2") REGION VERSION("1.1") REGION CHANGE(VIEW)
                               ARN("orders") "," PLAIN("3") },
    { "one of them before", PLAIN("1") "," FRONT("2") "'eventSource':'x'," VERSION("1.1")
                                REGION CHANGE(VIEW) ARN("orders") "," PLAIN("3") },
    { "before and behind another",
      PLAIN("1") "," FRONT("2") "'eventSourceARN':'x'," CHANGE(VIEW) ARN("orders") "," PLAIN("3") },
    { "a name that is almost the same",
      PLAIN("1") "," FRONT("2") VERSION("1.1")
          REGION CHANGE(VIEW) ",'eventSourceARn':'arn:aws:dynamodb:us-east-1:1:table/"
                              "orders'}," PLAIN("3") },
    { "no comma behind it", PLAIN("1") "," FRONT("2") VERSION(
                                "1.1") "'awsRegion':'us-east-1'" CHANGE(VIEW) ARN("orders") },
    { "in another object", PLAIN("1") "," FRONT("2") CHANGE(VERSION("1.1") REGION VIEW) "}" },
    { "a precision, and none",
      FRONT("1") CHANGE(VIEW ",'ApproximateCreationDateTimePrecision':"
                             "'MILLISECOND'") "}," PLAIN("2") "," FRONT("3")
          CHANGE(VIEW ",'ApproximateCreationDateTimePrecision':"
                      "'MICROSECOND'") "}" },
    { "too long to be kept",
      FRONT("1") VERSION("1.1") REGION CHANGE(VIEW) ARN(LONG_TEXT("0123456789")) "," FRONT("2")
          VERSION("1.1") REGION CHANGE(VIEW) ARN(LONG_TEXT("0123456789")) },
    { "an unknown view", FRONT("1") CHANGE("'StreamViewType':'x'") "}," FRONT("2")
                             CHANGE("'StreamViewType':'x'") "}" },
    { "a bad record between",
      PLAIN("1") ",{'eventID':'2','eventVersion':'9','dynamodb':{'Keys':7}}," PLAIN("3") },
};

static struct json document_of(const char *records)
{
    struct json document = json("{'Records':["), rest = json(records), end = json("]}");
    json_append(&document, rest.data);
    json_append(&document, end.data);
    return document;
}

START_TEST(what_is_told_is_the_same)
{
    struct json document = document_of(documents[_i].records);
    expect_same(documents[_i].name, &document, (ddbstream_options)DDBSTREAM_OPTIONS_INIT);
}
END_TEST

/* Wherever the document is cut in two, and from bytes with nothing behind them. */
START_TEST(in_parts_too)
{
    const ddbstream_options yajl_only = { .size = sizeof yajl_only, .yajl_only = true };
    struct json document = document_of(documents[_i].records);
    struct json told = told_one_way(&document, yajl_only, NEVER);
    for (size_t first = 0; first <= document.length; first += (size_t)test_stride()) {
        const struct cuts cuts = { first, document.length };
        expect_text(
            documents[_i].name,
            told_in_parts(&document, &cuts, (ddbstream_options)DDBSTREAM_OPTIONS_INIT, NEVER).data,
            told.data);
    }
}
END_TEST

/* A decoder keeps them from one document to the next; a record that is kept keeps its own texts. */
static int keep_version(const ddbstream_record *record, void *user)
{
    ddbstream_string *version = user;
    ck_assert_int_eq(record->event_version.data[record->event_version.length], '\0');
    *version = record->event_version;
    return strncmp(version->data, "1.1", version->length) == 0 && version->length == 3 ? 0 : 1;
}

START_TEST(from_one_document_to_the_next)
{
    ddbstream_string version;
    ddbstream_decoder *decoder;
    struct json document = document_of(PLAIN("1"));
    struct json other = document_of(FRONT("2") VERSION("1.2") REGION CHANGE(VIEW) ARN("orders"));
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, keep_version, &version, NULL),
                     DDBSTREAM_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(ddbstream_decoder_run(decoder, document.data, document.length),
                         DDBSTREAM_OK);
        ck_assert_int_eq(ddbstream_decoder_run(decoder, other.data, other.length),
                         DDBSTREAM_STOPPED);
    }
    ddbstream_decoder_free(decoder);
}
END_TEST

int main(void)
{
    return RUN_SUITE("refrain", EACH(members_are_kept_as_they_have_come, kept),
                     ONCE(what_is_too_long_is_not_kept), ONCE(none_is_shorter_than_a_block),
                     EACH(what_is_told_is_the_same, documents), EACH(in_parts_too, documents),
                     ONCE(from_one_document_to_the_next));
}
