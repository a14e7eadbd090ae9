/* The record parser: members in any order, null, absent, wrong or unknown, and what it keeps. */
#include "record_parser.h"

#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "tight_memory.h"
#include "token_feed.h"

enum { INDEX = 7 }; /* of the record in its document */

static const struct record_limits no_limits = { SIZE_MAX, SIZE_MAX, SIZE_MAX };

struct parsing {
    struct token_feed feed;
    struct arena arena;
    struct record_parser parser;
    size_t heard;
    enum step step; /* what the last token came to */
};

static int hear(void *context, const struct token *token)
{
    struct parsing *parsing = context;
    if (parsing->heard++ == 0)
        ddbs_record_parser_begin(&parsing->parser, INDEX, ddbs_token_offset(token));
    parsing->step = ddbs_record_parser_take(&parsing->parser, token);
    ck_assert_int_ne(parsing->step, STEP_FAULT);
    return parsing->step == STEP_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
}

static void begin_with(struct parsing *parsing, const struct record_limits *limits)
{
    token_feed_init(&parsing->feed, hear, parsing);
    ddbs_arena_init(&parsing->arena, &parsing->feed.memory.allocator);
    ddbs_record_parser_init(&parsing->parser, &parsing->feed.memory.allocator, &parsing->arena,
                            limits, &parsing->feed.reader.listener);
}

static void begin(struct parsing *parsing)
{
    begin_with(parsing, &no_limits);
}

static void end(struct parsing *parsing)
{
    ddbs_record_parser_release(&parsing->parser);
    ddbs_arena_release(&parsing->arena);
    token_feed_release(&parsing->feed);
}

static ddbstream_status parse(struct parsing *parsing, const struct json *text)
{
    parsing->heard = 0;
    ddbs_arena_reset(&parsing->arena);
    return token_feed_text(&parsing->feed, text->data, text->length);
}

static const ddbstream_record *parse_row(struct parsing *parsing, const char *row)
{
    struct json text = json(row);
    begin(parsing);
    expect_status(row, parse(parsing, &text), DDBSTREAM_OK);
    ck_assert_int_eq(parsing->step, STEP_DONE);
    return &parsing->parser.record;
}

static void expect_record(const char *row, const struct parsing *parsing, const char *want)
{
    struct json text = json(want), got = render_record(&parsing->parser.record);
    expect_status(row, parsing->parser.fault.status, DDBSTREAM_OK);
    expect_text(row, got.data, text.data);
}

/* Good records, and as what they are written. */

static const struct {
    const char *name, *text, *written;
} good[] = {
    { "nothing but dynamodb", "{'dynamodb':{}}", "{'dynamodb':{}}" },
    { "all that a record can have",
      "{'eventID':'1','eventName':'MODIFY','eventVersion':'1.1','eventSource':'aws:dynamodb',"
      "'awsRegion':'eu-west-1','dynamodb':{'ApproximateCreationDateTime':1479499740,'Keys':{'Id':"
      "{'N':'101'}},'NewImage':{'Id':{'N':'101'}},'OldImage':{'Id':{'N':'101'}},'SequenceNumber':"
      "'222','SizeBytes':59,'StreamViewType':'NEW_AND_OLD_IMAGES'},'eventSourceARN':'arn:aws',"
      "'userIdentity':{'type':'Service','principalId':'dynamodb.amazonaws.com'}}",
      "{'awsRegion':'eu-west-1','dynamodb':{'ApproximateCreationDateTime':1479499740,'Keys':{'Id':"
      "{'N':'101'}},'NewImage':{'Id':{'N':'101'}},'OldImage':{'Id':{'N':'101'}},'SequenceNumber':"
      "'222','SizeBytes':59,'StreamViewType':'NEW_AND_OLD_IMAGES'},'eventID':'1','eventName':"
      "'MODIFY','eventSource':'aws:dynamodb','eventVersion':'1.1','eventSourceARN':'arn:aws',"
      "'userIdentity':{'type':'Service','principalId':'dynamodb.amazonaws.com'}}" },
    { "empty texts", "{'eventID':'','dynamodb':{'SequenceNumber':''},'userIdentity':{'type':''}}",
      "{'dynamodb':{'SequenceNumber':''},'eventID':'','userIdentity':{'type':''}}" },
    { "escapes in names and texts",
      "{'`u0065ventID':'`u00e9','dynam`u006fdb':{'SizeBytes':1,'K`u0065ys':{}}}",
      "{'dynamodb':{'Keys':{},'SizeBytes':1},'eventID':'\xc3\xa9'}" },
    { "white space", " { 'dynamodb' : { 'Keys' : { } , 'SizeBytes' : 1 } } ",
      "{'dynamodb':{'Keys':{},'SizeBytes':1}}" },
    { "an image in a userIdentity is none", "{'userIdentity':{'Keys':1,'type':'x'},'dynamodb':{}}",
      "{'dynamodb':{},'userIdentity':{'type':'x'}}" },
    { "members in objects where they do not belong",
      "{'SequenceNumber':1,'Keys':2,'type':3,'dynamodb':{'eventID':4,'type':5,'dynamodb':6},"
      "'userIdentity':{'dynamodb':8,'eventID':9}}",
      "{'dynamodb':{},'userIdentity':{}}" },
    { "names that differ in their case", "{'eventId':1,'EventID':2,'dynamodb':{'keys':3}}",
      "{'dynamodb':{}}" },
    { "names that begin or end otherwise",
      "{'eventI':1,'eventIDs':2,'':3,'eventID`u0000':4,'dynamodb':{'Key':5,'Keyss':6}}",
      "{'dynamodb':{}}" },
};

START_TEST(good_records_are_kept)
{
    struct parsing parsing;
    parse_row(&parsing, good[_i].text);
    expect_record(good[_i].name, &parsing, good[_i].written);
    end(&parsing);
}
END_TEST

/* Whether the parser hears the tokens of images itself makes no difference. */
START_TEST(good_records_are_kept_without_a_listener)
{
    struct json text = json(good[_i].text);
    struct parsing parsing;
    begin(&parsing);
    parsing.parser.listener = NULL;
    expect_status(good[_i].name, parse(&parsing, &text), DDBSTREAM_OK);
    expect_record(good[_i].name, &parsing, good[_i].written);
    end(&parsing);
}
END_TEST

/* Members in any order: those of each row in all orders there are. */

enum { MEMBERS = 5, ORDERS = 120 };

static const struct {
    const char *before, *members[MEMBERS], *after, *written;
} orders[] = {
    { "{",
      { "'eventID':'1'", "'eventName':'INSERT'", "'other':{'dynamodb':[{}]}",
        "'dynamodb':{'SequenceNumber':'2'}", "'userIdentity':{'type':'x'}" },
      "}",
      "{'dynamodb':{'SequenceNumber':'2'},'eventID':'1','eventName':'INSERT',"
      "'userIdentity':{'type':'x'}}" },
    { "{",
      { "'awsRegion':'1'", "'eventVersion':'2'", "'eventSource':'3'", "'eventSourceARN':'4'",
        "'dynamodb':{}" },
      "}",
      "{'awsRegion':'1','dynamodb':{},'eventSource':'3','eventVersion':'2','eventSourceARN':'4'}" },
    { "{'dynamodb':{",
      { "'Keys':{'k':{'N':'1'}}", "'NewImage':null", "'OldImage':{}", "'SequenceNumber':'2'",
        "'ApproximateCreationDateTime':3" },
      "}}",
      "{'dynamodb':{'ApproximateCreationDateTime':3,'Keys':{'k':{'N':'1'}},'NewImage':null,"
      "'OldImage':{},'SequenceNumber':'2'}}" },
    { "{'dynamodb':{",
      { "'SizeBytes':1", "'StreamViewType':'KEYS_ONLY'", "'SequenceNumber':null", "'Keys':{}",
        "'other':[[{}],1]" },
      "}}",
      "{'dynamodb':{'Keys':{},'SequenceNumber':null,'SizeBytes':1,"
      "'StreamViewType':'KEYS_ONLY'}}" },
};

/* The order of that number, by taking one of those left each time. */
static struct json ordered(int row, size_t number)
{
    struct json text = json(orders[row].before), after = json(orders[row].after);
    size_t left[MEMBERS] = { 0, 1, 2, 3, 4 };
    for (size_t count = MEMBERS; count > 0; number /= count, count--) {
        size_t chosen = number % count;
        struct json member = json(orders[row].members[left[chosen]]);
        json_append(&text, count < MEMBERS ? "," : "");
        json_append(&text, member.data);
        memmove(left + chosen, left + chosen + 1, (count - chosen - 1) * sizeof *left);
    }
    json_append(&text, after.data);
    return text;
}

START_TEST(members_come_in_any_order)
{
    struct parsing parsing;
    begin(&parsing);
    for (size_t i = 0; i < ORDERS; i++) {
        struct json text = ordered(_i, i);
        expect_status(text.data, parse(&parsing, &text), DDBSTREAM_OK);
        expect_record(text.data, &parsing, orders[_i].written);
    }
    end(&parsing);
}
END_TEST

/* Unknown members of every kind, at every place. */

static const char *const unknown[] = {
    "'?':'text'", "'?':''",
    "'?':1",      "'?':-1.5e3",
    "'?':true",   "'?':false",
    "'?':null",   "'?':{}",
    "'?':[]",     "'?':{'a':{'b':[{'c':[]}]},'d':1}",
    "'':[]",      "'?':[[[]],{},[{'eventID':1,'dynamodb':2,'SequenceNumber':3}]]",
};

static const char *const around[][2] = {
    { "{", ",'eventID':'1','dynamodb':{'SizeBytes':1},'userIdentity':{'type':'x'}}" },
    { "{'eventID':'1',", ",'dynamodb':{'SizeBytes':1},'userIdentity':{'type':'x'}}" },
    { "{'eventID':'1','dynamodb':{'SizeBytes':1},'userIdentity':{'type':'x'},", "}" },
    { "{'eventID':'1','dynamodb':{", ",'SizeBytes':1},'userIdentity':{'type':'x'}}" },
    { "{'eventID':'1','dynamodb':{'SizeBytes':1,", "},'userIdentity':{'type':'x'}}" },
    { "{'eventID':'1','dynamodb':{'SizeBytes':1},'userIdentity':{", ",'type':'x'}}" },
    { "{'eventID':'1','dynamodb':{'SizeBytes':1},'userIdentity':{'type':'x',", "}}" },
};

START_TEST(unknown_members_are_stepped_over)
{
    struct parsing parsing;
    begin(&parsing);
    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        struct json text = json(around[_i][0]), member = json(unknown[i]);
        struct json rest = json(around[_i][1]);
        json_append(&text, member.data);
        json_append(&text, rest.data);
        expect_status(text.data, parse(&parsing, &text), DDBSTREAM_OK);
        expect_record(text.data, &parsing,
                      "{'dynamodb':{'SizeBytes':1},'eventID':'1','userIdentity':{'type':'x'}}");
    }
    end(&parsing);
}
END_TEST

/* Null is not absent. */

static const struct {
    const char *text;
    uint32_t bit;
} nulls[] = {
    { "{'dynamodb':{}}", 0 },
    { "{'awsRegion':null,'dynamodb':{}}", DDBSTREAM_MEMBER_AWS_REGION },
    { "{'dynamodb':{},'eventID':null}", DDBSTREAM_MEMBER_EVENT_ID },
    { "{'dynamodb':{},'eventName':null}", DDBSTREAM_MEMBER_EVENT_NAME },
    { "{'dynamodb':{},'eventSource':null}", DDBSTREAM_MEMBER_EVENT_SOURCE },
    { "{'dynamodb':{},'eventVersion':null}", DDBSTREAM_MEMBER_EVENT_VERSION },
    { "{'dynamodb':{},'eventSourceARN':null}", DDBSTREAM_MEMBER_EVENT_SOURCE_ARN },
    { "{'dynamodb':{'ApproximateCreationDateTime':null}}", DDBSTREAM_MEMBER_CREATION_TIME },
    { "{'dynamodb':{'SequenceNumber':null}}", DDBSTREAM_MEMBER_SEQUENCE_NUMBER },
    { "{'dynamodb':{'SizeBytes':null}}", DDBSTREAM_MEMBER_SIZE_BYTES },
    { "{'dynamodb':{'StreamViewType':null}}", DDBSTREAM_MEMBER_STREAM_VIEW_TYPE },
    { "{'dynamodb':{},'userIdentity':{'type':null}}", DDBSTREAM_MEMBER_IDENTITY_TYPE },
    { "{'dynamodb':{},'userIdentity':{'principalId':null}}",
      DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID },
    { "{'dynamodb':{'SizeBytes':null},'eventID':null,'eventName':null}",
      DDBSTREAM_MEMBER_EVENT_ID | DDBSTREAM_MEMBER_EVENT_NAME | DDBSTREAM_MEMBER_SIZE_BYTES },
    { "{'dynamodb':{'Keys':null},'userIdentity':null}", 0 },
};

START_TEST(nulls_set_their_bits)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, nulls[_i].text);
    expect_number(nulls[_i].text, record->null_members, nulls[_i].bit);
    expect_record(nulls[_i].text, &parsing, nulls[_i].text);
    ck_assert_ptr_null(record->event_id.data);
    ck_assert_ptr_null(record->approximate_creation_time.text.data);
    ck_assert_int_eq(record->size_bytes, -1);
    ck_assert_int_eq(record->event_name, DDBSTREAM_EVENT_NONE);
    ck_assert_int_eq(record->stream_view_type, DDBSTREAM_VIEW_NONE);
    end(&parsing);
}
END_TEST

static const struct {
    const char *text;
    ddbstream_presence keys, new_image, old_image, identity;
} presences[] = {
    { "{'dynamodb':{}}", DDBSTREAM_ABSENT, DDBSTREAM_ABSENT, DDBSTREAM_ABSENT, DDBSTREAM_ABSENT },
    { "{'dynamodb':{'Keys':null,'NewImage':null,'OldImage':null},'userIdentity':null}",
      DDBSTREAM_NULL, DDBSTREAM_NULL, DDBSTREAM_NULL, DDBSTREAM_NULL },
    { "{'dynamodb':{'Keys':{},'NewImage':{},'OldImage':{}},'userIdentity':{}}", DDBSTREAM_PRESENT,
      DDBSTREAM_PRESENT, DDBSTREAM_PRESENT, DDBSTREAM_PRESENT },
    { "{'dynamodb':{'Keys':{},'OldImage':null}}", DDBSTREAM_PRESENT, DDBSTREAM_ABSENT,
      DDBSTREAM_NULL, DDBSTREAM_ABSENT },
    { "{'dynamodb':{'NewImage':{}},'userIdentity':null}", DDBSTREAM_ABSENT, DDBSTREAM_PRESENT,
      DDBSTREAM_ABSENT, DDBSTREAM_NULL },
};

START_TEST(absent_null_and_empty_are_three_things)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, presences[_i].text);
    expect_number(presences[_i].text, record->keys.presence, presences[_i].keys);
    expect_number(presences[_i].text, record->new_image.presence, presences[_i].new_image);
    expect_number(presences[_i].text, record->old_image.presence, presences[_i].old_image);
    expect_number(presences[_i].text, record->user_identity.presence, presences[_i].identity);
    ck_assert_uint_eq(record->keys.attributes.count, 0);
    ck_assert_ptr_null(record->keys.attributes.attributes);
    end(&parsing);
}
END_TEST

/* What a record keeps beside the text. */

static const struct {
    const char *text;
    ddbstream_event_name name;
    const char *kept;
} event_names[] = {
    { "{'eventName':'INSERT','dynamodb':{}}", DDBSTREAM_EVENT_INSERT, "INSERT" },
    { "{'eventName':'MODIFY','dynamodb':{}}", DDBSTREAM_EVENT_MODIFY, "MODIFY" },
    { "{'eventName':'REMOVE','dynamodb':{}}", DDBSTREAM_EVENT_REMOVE, "REMOVE" },
    { "{'eventName':'insert','dynamodb':{}}", DDBSTREAM_EVENT_OTHER, "insert" },
    { "{'eventName':'INSERTED','dynamodb':{}}", DDBSTREAM_EVENT_OTHER, "INSERTED" },
    { "{'eventName':'','dynamodb':{}}", DDBSTREAM_EVENT_OTHER, "" },
    { "{'eventName':null,'dynamodb':{}}", DDBSTREAM_EVENT_NONE, NULL },
    { "{'dynamodb':{}}", DDBSTREAM_EVENT_NONE, NULL },
};

START_TEST(event_names_are_known)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, event_names[_i].text);
    expect_number(event_names[_i].text, record->event_name, event_names[_i].name);
    expect_string(event_names[_i].text, record->event_name_text, event_names[_i].kept);
    end(&parsing);
}
END_TEST

static const struct {
    const char *text;
    ddbstream_view_type type;
    const char *kept;
} view_types[] = {
    { "{'dynamodb':{'StreamViewType':'KEYS_ONLY'}}", DDBSTREAM_VIEW_KEYS_ONLY, "KEYS_ONLY" },
    { "{'dynamodb':{'StreamViewType':'NEW_IMAGE'}}", DDBSTREAM_VIEW_NEW_IMAGE, "NEW_IMAGE" },
    { "{'dynamodb':{'StreamViewType':'OLD_IMAGE'}}", DDBSTREAM_VIEW_OLD_IMAGE, "OLD_IMAGE" },
    { "{'dynamodb':{'StreamViewType':'NEW_AND_OLD_IMAGES'}}", DDBSTREAM_VIEW_NEW_AND_OLD_IMAGES,
      "NEW_AND_OLD_IMAGES" },
    { "{'dynamodb':{'StreamViewType':'NEW_AND_OLD_IMAGE'}}", DDBSTREAM_VIEW_OTHER,
      "NEW_AND_OLD_IMAGE" },
    { "{'dynamodb':{'StreamViewType':''}}", DDBSTREAM_VIEW_OTHER, "" },
    { "{'dynamodb':{'StreamViewType':null}}", DDBSTREAM_VIEW_NONE, NULL },
    { "{'dynamodb':{}}", DDBSTREAM_VIEW_NONE, NULL },
};

START_TEST(view_types_are_known)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, view_types[_i].text);
    expect_number(view_types[_i].text, record->stream_view_type, view_types[_i].type);
    expect_string(view_types[_i].text, record->stream_view_type_text, view_types[_i].kept);
    end(&parsing);
}
END_TEST

START_TEST(a_nul_inside_makes_another_name)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(
        &parsing, "{'eventName':'INSERT`u0000','dynamodb':{'StreamViewType':'NEW_IMAGE`u0000'}}");
    ck_assert_int_eq(record->event_name, DDBSTREAM_EVENT_OTHER);
    ck_assert_uint_eq(record->event_name_text.length, 7);
    ck_assert_int_eq(record->stream_view_type, DDBSTREAM_VIEW_OTHER);
    end(&parsing);
}
END_TEST

static const struct {
    const char *text;
    int64_t seconds;
    uint32_t nanoseconds;
    const char *kept;
} times[] = {
    { "{'dynamodb':{'ApproximateCreationDateTime':1617406031}}", 1617406031, 0, "1617406031" },
    { "{'dynamodb':{'ApproximateCreationDateTime':1671562498.0}}", 1671562498, 0, "1671562498.0" },
    { "{'dynamodb':{'ApproximateCreationDateTime':1559320290.838}}", 1559320290, 838000000,
      "1559320290.838" },
    { "{'dynamodb':{'ApproximateCreationDateTime':1.635734407123456789E9}}", 1635734407, 123456789,
      "1.635734407123456789E9" },
    { "{'dynamodb':{'ApproximateCreationDateTime':'1678831218.0'}}", 1678831218, 0,
      "1678831218.0" },
    { "{'dynamodb':{'ApproximateCreationDateTime':1678831218123}}", 1678831218, 123000000,
      "1678831218123" },
    { "{'dynamodb':{'ApproximateCreationDateTime':0}}", 0, 0, "0" },
};

START_TEST(times_are_kept_exactly_and_as_they_came)
{
    struct parsing parsing;
    const ddbstream_time *time = &parse_row(&parsing, times[_i].text)->approximate_creation_time;
    expect_number(times[_i].text, time->seconds, times[_i].seconds);
    expect_number(times[_i].text, time->nanoseconds, times[_i].nanoseconds);
    expect_string(times[_i].text, time->text, times[_i].kept);
    end(&parsing);
}
END_TEST

static const struct {
    const char *text;
    int64_t size;
} sizes[] = {
    { "{'dynamodb':{'SizeBytes':0}}", 0 },
    { "{'dynamodb':{'SizeBytes':59}}", 59 },
    { "{'dynamodb':{'SizeBytes':59.0}}", 59 },
    { "{'dynamodb':{'SizeBytes':5.9e1}}", 59 },
    { "{'dynamodb':{'SizeBytes':999999999999999999}}", 999999999999999999 },
    { "{'dynamodb':{}}", -1 },
};

START_TEST(sizes_are_whole_numbers)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, sizes[_i].text);
    ck_assert_int_eq(parsing.parser.fault.status, DDBSTREAM_OK);
    expect_number(sizes[_i].text, record->size_bytes, sizes[_i].size);
    end(&parsing);
}
END_TEST

START_TEST(the_record_knows_its_place)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, "   {'dynamodb':{}}  ");
    ck_assert_uint_eq(record->index, INDEX);
    ck_assert_uint_eq(record->offset, 3);
    ck_assert_uint_eq(record->length, 15);
    end(&parsing);
}
END_TEST

/* Bad records. The caret stands under what is wrong; the path goes on from the record. The members
 * that name the record are read wherever they stand. */

#define A_STRING "expected a string, found "
#define A_NUMBER "expected a number, found "
#define AN_OBJECT "expected an object, found "
#define ATTRIBUTES "expected an object of attributes, found "
#define A_RECORD "a record is an object, found "
#define A_COUNT "expected a count of bytes"
#define NO_TIME "the creation time is no time"
#define NO_CHANGE "the record has no member dynamodb"
#define TWICE "the record has this member twice"
#define NOT_UNICODE "the text is not Unicode"
#define NO_NUMBER "the text is no number"

static const struct {
    const char *text, *caret;
    ddbstream_status status;
    const char *path, *message;
} bad[] = {
    /* What is no object. */
    { "'record'", //
      "^", DDBSTREAM_ERROR_MEMBER, "", A_RECORD "a string" },
    { "1", //
      "^", DDBSTREAM_ERROR_MEMBER, "", A_RECORD "a number" },
    { "true", //
      "^", DDBSTREAM_ERROR_MEMBER, "", A_RECORD "true" },
    { "false", //
      "^", DDBSTREAM_ERROR_MEMBER, "", A_RECORD "false" },
    { "null", //
      "^", DDBSTREAM_ERROR_MEMBER, "", A_RECORD "null" },
    { "[{'dynamodb':{}}]", //
      "^", DDBSTREAM_ERROR_MEMBER, "", A_RECORD "an array" },

    /* Texts that are none. */
    { "{'eventID':1,'dynamodb':{}}", //
      "           ^", DDBSTREAM_ERROR_MEMBER, ".eventID", A_STRING "a number" },
    { "{'eventName':true,'dynamodb':{}}", //
      "             ^", DDBSTREAM_ERROR_MEMBER, ".eventName", A_STRING "true" },
    { "{'eventVersion':1.1,'dynamodb':{}}", //
      "                ^", DDBSTREAM_ERROR_MEMBER, ".eventVersion", A_STRING "a number" },
    { "{'eventSource':{},'dynamodb':{}}", //
      "               ^", DDBSTREAM_ERROR_MEMBER, ".eventSource", A_STRING "an object" },
    { "{'awsRegion':[],'dynamodb':{}}", //
      "             ^", DDBSTREAM_ERROR_MEMBER, ".awsRegion", A_STRING "an array" },
    { "{'dynamodb':{},'eventSourceARN':false}", //
      "                                ^", DDBSTREAM_ERROR_MEMBER, ".eventSourceARN",
      A_STRING "false" },
    { "{'dynamodb':{'SequenceNumber':111}}", //
      "                              ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.SequenceNumber",
      A_STRING "a number" },
    { "{'dynamodb':{'StreamViewType':['x']}}", //
      "                              ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.StreamViewType",
      A_STRING "an array" },
    { "{'dynamodb':{},'userIdentity':{'type':1}}", //
      "                                      ^", DDBSTREAM_ERROR_MEMBER, ".userIdentity.type",
      A_STRING "a number" },
    { "{'dynamodb':{},'userIdentity':{'principalId':{}}}", //
      "                                             ^", DDBSTREAM_ERROR_MEMBER,
      ".userIdentity.principalId", A_STRING "an object" },

    /* Times and sizes that are none. */
    { "{'dynamodb':{'ApproximateCreationDateTime':true}}", //
      "                                           ^", DDBSTREAM_ERROR_MEMBER,
      ".dynamodb.ApproximateCreationDateTime", A_NUMBER "true" },
    { "{'dynamodb':{'ApproximateCreationDateTime':{'N':'1'}}}", //
      "                                           ^", DDBSTREAM_ERROR_MEMBER,
      ".dynamodb.ApproximateCreationDateTime", A_NUMBER "an object" },
    { "{'dynamodb':{'ApproximateCreationDateTime':'2023-05-19T02:24:40Z'}}", //
      "                                           ^", DDBSTREAM_ERROR_TIME,
      ".dynamodb.ApproximateCreationDateTime", NO_TIME },
    { "{'dynamodb':{'ApproximateCreationDateTime':-1}}", //
      "                                           ^", DDBSTREAM_ERROR_TIME,
      ".dynamodb.ApproximateCreationDateTime", NO_TIME },
    { "{'dynamodb':{'ApproximateCreationDateTime':''}}", //
      "                                           ^", DDBSTREAM_ERROR_TIME,
      ".dynamodb.ApproximateCreationDateTime", NO_TIME },
    { "{'dynamodb':{'SizeBytes':'59'}}", //
      "                         ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.SizeBytes",
      A_NUMBER "a string" },
    { "{'dynamodb':{'SizeBytes':-1}}", //
      "                         ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.SizeBytes", A_COUNT },
    { "{'dynamodb':{'SizeBytes':1.5}}", //
      "                         ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.SizeBytes", A_COUNT },
    { "{'dynamodb':{'SizeBytes':1e18}}", //
      "                         ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.SizeBytes", A_COUNT },
    { "{'dynamodb':{'SizeBytes':[59]}}", //
      "                         ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.SizeBytes",
      A_NUMBER "an array" },

    /* Objects that are none. */
    { "{'dynamodb':null}", //
      "            ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb", AN_OBJECT "null" },
    { "{'dynamodb':[{}]}", //
      "            ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb", AN_OBJECT "an array" },
    { "{'dynamodb':'{}'}", //
      "            ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb", AN_OBJECT "a string" },
    { "{'dynamodb':{},'userIdentity':'x'}", //
      "                              ^", DDBSTREAM_ERROR_MEMBER, ".userIdentity",
      AN_OBJECT "a string" },
    { "{'dynamodb':{'Keys':[]}}", //
      "                    ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.Keys", ATTRIBUTES "an array" },
    { "{'dynamodb':{'NewImage':'x'}}", //
      "                        ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.NewImage",
      ATTRIBUTES "a string" },
    { "{'dynamodb':{'OldImage':false}}", //
      "                        ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb.OldImage",
      ATTRIBUTES "false" },

    /* dynamodb that is not there. */
    { "{}", //
      "^", DDBSTREAM_ERROR_MEMBER, "", NO_CHANGE },
    { "  {'eventID':'1','Dynamodb':{}}", //
      "  ^", DDBSTREAM_ERROR_MEMBER, "", NO_CHANGE },

    /* Images in which something is wrong. */
    { "{'dynamodb':{'Keys':{'a':1}}}", //
      "                         ^", DDBSTREAM_ERROR_VALUE, ".dynamodb.Keys.a",
      "an attribute value is an object, found a number" },
    { "{'dynamodb':{'NewImage':{'a b':{'L':[{'N':'x'}]}}}}", //
      "                                          ^", DDBSTREAM_ERROR_NUMBER,
      ".dynamodb.NewImage['a b'].L[0].N", NO_NUMBER },
    { "{'dynamodb':{'OldImage':{'a':{'B':'x'}}}}", //
      "                                  ^", DDBSTREAM_ERROR_BASE64, ".dynamodb.OldImage.a.B",
      "the text is no padded base64" },

    /* Members that come twice. */
    { "{'eventID':'1','dynamodb':{},'eventID':'1'}", //
      "                             ^", DDBSTREAM_ERROR_DUPLICATE, ".eventID", TWICE },
    { "{'dynamodb':{},'dynamodb':{}}", //
      "               ^", DDBSTREAM_ERROR_DUPLICATE, ".dynamodb", TWICE },
    { "{'dynamodb':{'Keys':{},'Keys':{}}}", //
      "                       ^", DDBSTREAM_ERROR_DUPLICATE, ".dynamodb.Keys", TWICE },
    { "{'dynamodb':{'SizeBytes':null,'SizeBytes':1}}", //
      "                              ^", DDBSTREAM_ERROR_DUPLICATE, ".dynamodb.SizeBytes", TWICE },
    { "{'dynamodb':{},'userIdentity':{'type':'x','type':'x'}}", //
      "                                          ^", DDBSTREAM_ERROR_DUPLICATE,
      ".userIdentity.type", TWICE },

    /* Text that is not Unicode, even where nobody needs it. */
    { "{'eventID':'a\xff','dynamodb':{}}", //
      "             ^", DDBSTREAM_ERROR_TEXT, ".eventID", NOT_UNICODE },
    { "{'\xff':1,'dynamodb':{}}", //
      "  ^", DDBSTREAM_ERROR_TEXT, "", NOT_UNICODE },
    { "{'dynamodb':{'?':{'a':['\xff']}}}", //
      "                        ^", DDBSTREAM_ERROR_TEXT, ".dynamodb", NOT_UNICODE },
    { "{'dynamodb':{'Keys':{'a':{'S':'\xff'}}}}", //
      "                               ^", DDBSTREAM_ERROR_TEXT, ".dynamodb.Keys.a.S", NOT_UNICODE },

    /* Of two faults the first. */
    { "{'eventID':1,'eventName':2}", //
      "           ^", DDBSTREAM_ERROR_MEMBER, ".eventID", A_STRING "a number" },
    { "{'dynamodb':{'Keys':{'a':{'N':'x'},'b':{'N':'y'}},'SizeBytes':'z'}}", //
      "                              ^", DDBSTREAM_ERROR_NUMBER, ".dynamodb.Keys.a.N", NO_NUMBER },
    { "{'dynamodb':7}", //
      "            ^", DDBSTREAM_ERROR_MEMBER, ".dynamodb", AN_OBJECT "a number" },
};

static void expect_fault(const struct parsing *parsing, int row)
{
    const struct fault *fault = &parsing->parser.fault;
    struct json path = json("$.Records[7]"), rest = json(bad[row].path);
    json_append(&path, rest.data);
    expect_status(bad[row].text, fault->status, bad[row].status);
    expect_number(bad[row].text, fault->offset, caret(bad[row].caret));
    expect_text(bad[row].text, ddbstream_buffer_text(&fault->path).data, path.data);
    expect_text(bad[row].text, ddbstream_buffer_text(&fault->message).data, bad[row].message);
}

START_TEST(bad_records_are_read_to_their_end)
{
    struct json text = json(bad[_i].text);
    struct parsing parsing;
    begin(&parsing);
    expect_status(bad[_i].text, parse(&parsing, &text), DDBSTREAM_OK);
    ck_assert_int_eq(parsing.step, STEP_DONE);
    expect_fault(&parsing, _i);
    expect_number(bad[_i].text, parsing.parser.record.length,
                  text.length - parsing.parser.record.offset);
    end(&parsing);
}
END_TEST

START_TEST(after_a_bad_record_a_good_one_is_parsed)
{
    struct json text = json(bad[_i].text), next = json(good[1].text);
    struct parsing parsing;
    begin(&parsing);
    parse(&parsing, &text);
    expect_status(bad[_i].text, parse(&parsing, &next), DDBSTREAM_OK);
    expect_record(bad[_i].text, &parsing, good[1].written);
    end(&parsing);
}
END_TEST

/* Faults before the members that name the record. */
static const char *const named[] = {
    "{'eventName':7,'dynamodb':{'SequenceNumber':'12'},'eventID':'ab'}",
    "{'dynamodb':{'Keys':7,'SequenceNumber':'12'},'eventID':'ab'}",
    "{'dynamodb':{'Keys':{'a':{'S':['x',{'y':[]}],'N':'1'}},'SequenceNumber':'12'},'eventID':'ab'}",
    "{'dynamodb':{'Keys':{'a':[[{}]],'b':{'N':'x'}},'SequenceNumber':'12'},'eventID':'ab'}",
    ("{'dynamodb':{'Keys':{'a':{'M':{'b':{'L':[{'L':[7]}]}}}},'SequenceNumber':'12'},"
     "'eventID':'ab'}"),
    "{'dynamodb':{'NewImage':{'a':{}},'OldImage':{'a':{}},'SequenceNumber':'12'},'eventID':'ab'}",
    "{'dynamodb':{'SizeBytes':{'a':[1]},'SequenceNumber':'12'},'eventID':'ab'}",
    "{'userIdentity':[{}],'dynamodb':{'SequenceNumber':'12'},'eventID':'ab'}",
    "{'userIdentity':{'type':[]},'dynamodb':{'SequenceNumber':'12'},'eventID':'ab'}",
    "{'dynamodb':{'SequenceNumber':'12','SequenceNumber':'13'},'eventID':'ab','eventID':'cd'}",
    "{'dynamodb':{'SequenceNumber':'12'},'dynamodb':{'SequenceNumber':'13'},'eventID':'ab'}",
    "{'\xff':[{}],'dynamodb':{'\xff':{},'SequenceNumber':'12'},'eventID':'ab'}",
    "{'eventID':'ab','dynamodb':{'SequenceNumber':'12','Keys':{'a':{'N':'x'}}}}",
};

START_TEST(a_bad_record_is_named)
{
    struct parsing parsing;
    const ddbstream_record *record = parse_row(&parsing, named[_i]);
    ck_assert_int_ne(parsing.parser.fault.status, DDBSTREAM_OK);
    expect_string(named[_i], record->event_id, "ab");
    expect_string(named[_i], record->sequence_number, "12");
    end(&parsing);
}
END_TEST

/* Limits: each row passes with the first number, and not with one less. */

static const struct {
    const char *text;
    size_t enough;
    struct record_limits limits; /* the one that is 0 is what the row is about */
    const char *message;
} limits[] = {
    { "{'dynamodb':{}}",
      2,
      { 0, SIZE_MAX, SIZE_MAX },
      "the record is nested deeper than max_depth" },
    { "{'dynamodb':{'Keys':{'a':{'M':{}}}}}",
      5,
      { 0, SIZE_MAX, SIZE_MAX },
      "the record is nested deeper than max_depth" },
    { "{'?':[[[[]]]],'dynamodb':{}}",
      5,
      { 0, SIZE_MAX, SIZE_MAX },
      "the record is nested deeper than max_depth" },
    { "{'dynamodb':{}}", 15, { SIZE_MAX, 0, SIZE_MAX }, "the record is longer than max_record" },
    { "{'dynamodb':{'Keys':{'a':{'S':'x'}}}}",
      37,
      { SIZE_MAX, 0, SIZE_MAX },
      "the record is longer than max_record" },
    { "{'dynamodb':{'Keys':{'a':{'S':'x'}}}}",
      1,
      { SIZE_MAX, SIZE_MAX, 0 },
      "the record has more attributes than max_attributes" },
    { "{'dynamodb':{'Keys':{'a':{'S':'x'}},'OldImage':{'a':{'SS':['x','y']}}}}",
      4,
      { SIZE_MAX, SIZE_MAX, 0 },
      "the record has more attributes than max_attributes" },
};

/* -> the status of the record's fault */
static ddbstream_status parse_limited(struct parsing *parsing, int row, size_t limit)
{
    struct record_limits chosen = limits[row].limits;
    struct json text = json(limits[row].text);
    chosen.depth = chosen.depth > 0 ? chosen.depth : limit;
    chosen.bytes = chosen.bytes > 0 ? chosen.bytes : limit;
    chosen.attributes = chosen.attributes > 0 ? chosen.attributes : limit;
    begin_with(parsing, &chosen);
    expect_status(limits[row].text, parse(parsing, &text), DDBSTREAM_OK);
    return parsing->parser.fault.status;
}

START_TEST(records_have_limits)
{
    struct parsing parsing;
    expect_status(limits[_i].text, parse_limited(&parsing, _i, limits[_i].enough), DDBSTREAM_OK);
    end(&parsing);
    expect_status(limits[_i].text, parse_limited(&parsing, _i, limits[_i].enough - 1),
                  DDBSTREAM_ERROR_LIMIT);
    expect_text(limits[_i].text, ddbstream_buffer_text(&parsing.parser.fault.message).data,
                limits[_i].message);
    end(&parsing);
}
END_TEST

/* Wherever in an image a limit is met, what comes after it is read. */
static const struct record_limits tight[] = {
    { 2, SIZE_MAX, SIZE_MAX }, { 3, SIZE_MAX, SIZE_MAX }, { 4, SIZE_MAX, SIZE_MAX },
    { 5, SIZE_MAX, SIZE_MAX }, { 6, SIZE_MAX, SIZE_MAX }, { 7, SIZE_MAX, SIZE_MAX },
    { 8, SIZE_MAX, SIZE_MAX }, { 100, 1, SIZE_MAX },      { 100, 2, SIZE_MAX },
    { 100, 130, SIZE_MAX },    { 100, SIZE_MAX, 1 },      { 100, SIZE_MAX, 3 },
};

START_TEST(a_record_beyond_a_limit_is_named)
{
    struct json text =
        json("{'dynamodb':{'Keys':{'a':{'L':[{'L':[{'SS':['x','y']}]}]},'b':{'M':{}}},"
             "'NewImage':{'a':{'S':'x'}},'SequenceNumber':'12'},'eventID':'ab'}");
    struct parsing parsing;
    begin_with(&parsing, &tight[_i]);
    ck_assert_int_eq(parse(&parsing, &text), DDBSTREAM_OK);
    ck_assert_int_eq(parsing.parser.fault.status, DDBSTREAM_ERROR_LIMIT);
    expect_string("eventID", parsing.parser.record.event_id, "ab");
    expect_string("SequenceNumber", parsing.parser.record.sequence_number, "12");
    end(&parsing);
}
END_TEST

/* Members that are kept are counted as they come. */
START_TEST(unknown_members_have_a_limit)
{
    const struct record_limits limit = { SIZE_MAX, 15, SIZE_MAX };
    const char *row = "{'x':[1,'123456789012345'],'dynamodb':{'SequenceNumber':'12'}}";
    const char *at = "        ^";
    struct json text = json(row);
    for (int keeps = 0; keeps < 2; keeps++) {
        struct parsing parsing;
        begin_with(&parsing, &limit);
        parsing.parser.unknown.keeps = keeps;
        ck_assert_int_eq(parse(&parsing, &text), DDBSTREAM_OK);
        expect_text(row, ddbstream_buffer_text(&parsing.parser.fault.message).data,
                    "the record is longer than max_record");
        expect_number(row, parsing.parser.fault.offset, keeps ? caret(at) : 0);
        expect_string(row, parsing.parser.record.sequence_number, "12");
        end(&parsing);
    }
}
END_TEST

/* Where a record breaks off. */

static const struct {
    const char *text, *path;
} cut[] = {
    { "{", "" },
    { "{'eventID'", ".eventID" },
    { "{'eventID':'1'", "" },
    { "{'?'", "" },
    { "{'?':{'a':[", "" },
    { "{'dynamodb':{", ".dynamodb" },
    { "{'dynamodb':{'SizeBytes'", ".dynamodb.SizeBytes" },
    { "{'dynamodb':{'SizeBytes':1,", ".dynamodb" },
    { "{'dynamodb':{'Keys':{", ".dynamodb.Keys" },
    { "{'dynamodb':{'Keys':{'a':{'L':[", ".dynamodb.Keys.a.L" },
    { "{'dynamodb':{'Keys':{}", ".dynamodb" },
    { "{'dynamodb':{}", "" },
    { "{'userIdentity':{'type'", ".userIdentity.type" },
};

START_TEST(a_cut_record_has_a_path)
{
    struct json text = json(cut[_i].text), want = json("$.Records[7]"), rest = json(cut[_i].path);
    struct parsing parsing;
    struct ddbstream_buffer path;
    begin(&parsing);
    json_append(&want, rest.data);
    ddbs_buffer_init(&path, &parsing.feed.memory.allocator);
    expect_status(text.data, parse(&parsing, &text), DDBSTREAM_ERROR_TRUNCATED);
    ck_assert(ddbs_record_parser_path(&parsing.parser, &path));
    expect_text(text.data, ddbstream_buffer_text(&path).data, want.data);
    ddbs_buffer_release(&path);
    end(&parsing);
}
END_TEST

/* Memory. */

/* How records may stand in a document, and where their paths begin. */
static const struct {
    enum arrangement arrangement;
    const char *path;
} places[] = {
    { RECORDS_MEMBER, "$.Records[7]" },
    { BARE_ARRAY, "$[7]" },
    { STANDS_ALONE, "$" },
    { INSIDE_RECORD, "" },
};

static void check_path_length(const char *row, const char *rest, size_t place)
{
    struct json text = json(row);
    size_t needed = strlen(places[place].path) + strlen(rest);
    struct parsing parsing;
    begin(&parsing);
    parsing.parser.origin.arrangement = places[place].arrangement;
    expect_status(text.data, parse(&parsing, &text), DDBSTREAM_ERROR_TRUNCATED);
    for (size_t room = 0; room <= needed; room++) {
        struct ddbstream_buffer path;
        ddbs_buffer_init(&path, &parsing.feed.memory.allocator);
        leave_in_buffer(&path, room);
        test_allocator_fail(&parsing.feed.memory, 0, true);
        expect_number(text.data, ddbs_record_parser_path(&parsing.parser, &path), room == needed);
        test_allocator_recover(&parsing.feed.memory);
        ddbs_buffer_release(&path);
    }
    end(&parsing);
}

START_TEST(a_path_needs_its_length)
{
    for (size_t place = 0; place < COUNT_OF(places); place++)
        check_path_length(cut[_i].text, cut[_i].path, place);
}
END_TEST

static bool fail_once(const struct json *text, size_t skipped, const char *written)
{
    struct parsing parsing;
    bool has_failed;
    begin(&parsing);
    test_allocator_fail(&parsing.feed.memory, skipped, false);
    has_failed = parse(&parsing, text) == DDBSTREAM_ERROR_MEMORY;
    ck_assert_uint_eq(parsing.feed.memory.failures, has_failed);
    test_allocator_recover(&parsing.feed.memory);
    ck_assert_int_eq(parse(&parsing, text), DDBSTREAM_OK);
    if (written != NULL)
        expect_record("recovered", &parsing, written);
    else
        ck_assert_int_ne(parsing.parser.fault.status, DDBSTREAM_OK);
    end(&parsing);
    return has_failed;
}

START_TEST(each_allocation_of_a_good_record_may_fail)
{
    struct json text = json(good[1].text);
    size_t failed = 0;
    while (fail_once(&text, failed, good[1].written))
        failed++;
    ck_assert_uint_gt(failed, 4);
}
END_TEST

/* Their array does not fit where the rest of the record did. */
static bool fail_keeping(size_t skipped)
{
    struct json text = json("{'dynamodb':{}");
    struct parsing parsing;
    bool has_failed;
    for (int i = 0; i < 1000; i++)
        json_append(&text, ",\"x\":7");
    json_append(&text, "}");
    begin(&parsing);
    parsing.parser.unknown.keeps = true;
    test_allocator_fail(&parsing.feed.memory, skipped, false);
    has_failed = parse(&parsing, &text) == DDBSTREAM_ERROR_MEMORY;
    ck_assert_uint_eq(parsing.feed.memory.failures, has_failed);
    ck_assert_uint_eq(parsing.parser.record.unknown.count, has_failed ? 0 : 1000);
    end(&parsing);
    return has_failed;
}

START_TEST(each_allocation_for_unknown_members_may_fail)
{
    size_t failed = 0;
    while (fail_keeping(failed))
        failed++;
    ck_assert_uint_gt(failed, 8);
}
END_TEST

static void fail_each(const char *row)
{
    struct json text = json(row);
    size_t failed = 0;
    while (fail_once(&text, failed, NULL))
        failed++;
    ck_assert_uint_gt(failed, 3);
}

START_TEST(each_allocation_of_a_bad_record_may_fail)
{
    fail_each(bad[_i].text);
}
END_TEST

START_TEST(each_allocation_of_a_bad_record_with_a_name_may_fail)
{
    fail_each(named[_i]);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "record_parser", EACH(good_records_are_kept, good),
        EACH(good_records_are_kept_without_a_listener, good),
        EACH(members_come_in_any_order, orders), EACH(unknown_members_are_stepped_over, around),
        EACH(nulls_set_their_bits, nulls), EACH(absent_null_and_empty_are_three_things, presences),
        EACH(event_names_are_known, event_names), EACH(view_types_are_known, view_types),
        ONCE(a_nul_inside_makes_another_name), EACH(times_are_kept_exactly_and_as_they_came, times),
        EACH(sizes_are_whole_numbers, sizes), ONCE(the_record_knows_its_place),
        EACH(bad_records_are_read_to_their_end, bad),
        EACH(after_a_bad_record_a_good_one_is_parsed, bad), EACH(a_bad_record_is_named, named),
        EACH(records_have_limits, limits), EACH(a_record_beyond_a_limit_is_named, tight),
        ONCE(unknown_members_have_a_limit), EACH(a_cut_record_has_a_path, cut),
        EACH(a_path_needs_its_length, cut), ONCE(each_allocation_of_a_good_record_may_fail),
        ONCE(each_allocation_for_unknown_members_may_fail),
        EACH(each_allocation_of_a_bad_record_may_fail, bad),
        EACH(each_allocation_of_a_bad_record_with_a_name_may_fail, named));
}
