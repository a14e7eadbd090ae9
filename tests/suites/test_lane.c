/* The lane: which records it takes, as the record parser would, and from which it withdraws. */
#include "lane.h"

#include <ddbstream/decoder.h>

#include "both_ways.h"
#include "suite.h"
#include "test_allocator.h"
#include "tight_memory.h"
#include "word.h"

static const struct record_limits no_limits = { SIZE_MAX, SIZE_MAX, SIZE_MAX };

struct driving {
    struct test_allocator memory;
    struct arena arena;
    struct record_parser record;
    struct lane lane;
};

static void begin(struct driving *driving)
{
    const ddbstream_allocator *allocator = &driving->memory.allocator;
    test_allocator_init(&driving->memory);
    ddbs_arena_init(&driving->arena, allocator);
    ddbs_record_parser_init(&driving->record, allocator, &driving->arena, &no_limits, NULL);
    driving->lane = (struct lane){ .record = &driving->record, .max_string = SIZE_MAX };
}

static void end(struct driving *driving)
{
    ddbs_record_parser_release(&driving->record);
    ddbs_arena_release(&driving->arena);
    test_allocator_check_empty(&driving->memory);
}

/* From a copy with nothing after it, which is gone when the record is looked at. */
static size_t take_into_arena(struct driving *driving, const char *data, size_t length)
{
    char *copy = exact_copy(data, length);
    size_t taken;
    ddbs_record_parser_begin(&driving->record, 0, 12);
    taken = ddbs_lane_take(&driving->lane, copy, length);
    free(copy);
    return taken;
}

static size_t take(struct driving *driving, const char *data, size_t length)
{
    ddbs_arena_reset(&driving->arena);
    return take_into_arena(driving, data, length);
}

/* Records that it takes. */

#define TEN "'a','a','a','a','a','a','a','a','a','a',"
#define CHANGE(value) "{'dynamodb':{'Keys':{'a':" value "}}}"
#define FORTY "0123456789012345678901234567890123456789"
#define DIGITS_60 "123456789012345678901234567890123456789012345678901234567890"
#define ALL_KINDS                                                                                  \
    "{'s':{'S':'x'},'n':{'N':'-1.5E+2'},'b':{'B':'AAEC'},'t':{'BOOL':true},'0':{'NULL':true},"     \
    "'m':{'M':{'x':{'S':''}}},'l':{'L':[{'N':'1'},{'S':'y'}]},'ss':{'SS':['a','b']},"              \
    "'ns':{'NS':['1','2']},'bs':{'BS':['YQ==','']}}"

static const struct {
    const char *name, *text;
} good[] = {
    { "nothing but dynamodb", "{'dynamodb':{}}" },
    { "all that a record can have",
      "{'eventID':'1','eventName':'MODIFY','eventVersion':'1.1','eventSource':'aws:dynamodb',"
      "'awsRegion':'eu-west-1','dynamodb':{'ApproximateCreationDateTime':1479499740.25,'Keys':"
      "{'Id':{'N':'101'}},'NewImage':" ALL_KINDS ",'OldImage':{},'SequenceNumber':'222',"
      "'SizeBytes':59,'StreamViewType':'NEW_AND_OLD_IMAGES'},'eventSourceARN':'arn:aws',"
      "'userIdentity':{'type':'Service','principalId':'dynamodb.amazonaws.com'}}" },
    { "members in another order",
      "{'userIdentity':{'principalId':'x','type':'y'},'dynamodb':{'StreamViewType':'KEYS_ONLY',"
      "'SizeBytes':0,'Keys':{}},'awsRegion':'','eventID':'1'}" },
    { "an unknown event and view", "{'eventName':'x','dynamodb':{'StreamViewType':'y'}}" },
    { "S", CHANGE("{'S':'text'}") },
    { "S of nothing", CHANGE("{'S':''}") },
    { "S with escapes", CHANGE("{'S':'`'``/`b`f`n`r`t`u0000`u00e9`ud83d`ude00'}") },
    { "S of UTF-8", CHANGE("{'S':'\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'}") },
    { "S with what looks like JSON", CHANGE("{'S':'}]{[:,`'}'}") },
    { "a name with escapes", "{'dynamodb':{'Keys':{'`u0061`n':{'S':'x'}}}}" },
    { "a name of UTF-8", "{'dynamodb':{'Keys':{'caf\xc3\xa9':{'S':'x'}}}}" },
    { "a name of nothing", "{'dynamodb':{'Keys':{'':{'S':'x'}}}}" },
    { "N", CHANGE("{'N':'12345678901234567890123456789012345678.5'}") },
    { "N below zero", CHANGE("{'N':'-0'}") },
    { "N below zero with a point", CHANGE("{'N':'-12.50'}") },
    { "N of a block", CHANGE("{'N':'123456789.123456'}") },
    { "N below zero of a block", CHANGE("{'N':'-12345678901234.5'}") },
    { "N one longer", CHANGE("{'N':'12345678901234567'}") },
    { "N as long as numbers of DynamoDB may be", CHANGE("{'N':'-0." FORTY "'}") },
    { "N one shorter than four blocks", CHANGE("{'N':'" DIGITS_60 "123'}") },
    { "N of four blocks", CHANGE("{'N':'" DIGITS_60 "1234'}") },
    { "N longer than four blocks", CHANGE("{'N':'" DIGITS_60 "123.45'}") },
    { "S shorter than a block", CHANGE("{'S':'123456789abcdef'}") },
    { "S of a block", CHANGE("{'S':'123456789abcdefg'}") },
    { "S one longer", CHANGE("{'S':'123456789abcdefgh'}") },
    { "S of four blocks", CHANGE("{'S':'" FORTY "123456789abcdefghijklmno'}") },
    { "a name of a block", "{'dynamodb':{'Keys':{'123456789abcdefg':{'S':'x'}}}}" },
    { "a name one longer", "{'dynamodb':{'Keys':{'123456789abcdefgh':{'S':'x'}}}}" },
    { "B", CHANGE("{'B':'////'}") },
    { "B of nothing", CHANGE("{'B':''}") },
    { "BOOL true", CHANGE("{'BOOL':true}") },
    { "BOOL false", CHANGE("{'BOOL':false}") },
    { "NULL true", CHANGE("{'NULL':true}") },
    { "NULL false", CHANGE("{'NULL':false}") },
    { "M of nothing", CHANGE("{'M':{}}") },
    { "M", CHANGE("{'M':{'b':{'N':'1'},'c':{'M':{}},'d':{'S':'x'}}}") },
    { "L of nothing", CHANGE("{'L':[]}") },
    { "L", CHANGE("{'L':[{'N':'1'},{'L':[]},{'M':{}},{'BOOL':true}]}") },
    { "sets of nothing", CHANGE("{'L':[{'SS':[]},{'NS':[]},{'BS':[]}]}") },
    { "sets", CHANGE("{'L':[{'SS':['a','a']},{'NS':['1']},{'BS':['YQ==','YWI=']}]}") },
    { "a set of more members than there is room for at first",
      CHANGE("{'SS':[" TEN TEN TEN TEN TEN TEN "'a','a','a','a','a']}") },
    { "deep", CHANGE("{'L':[{'M':{'x':{'L':[{'M':{'y':{'L':[{'SS':['z']}]}}}]}}}]}") },
    { "the same name in several maps",
      "{'dynamodb':{'Keys':{'a':{'M':{'a':{'M':{'a':{'N':'1'}}}}}},'NewImage':{'a':{'N':'1'}}}}" },
    { "more names than are compared one by one",
      "{'dynamodb':{'Keys':{'a':{'N':'1'},'b':{'N':'1'},'c':{'N':'1'},'d':{'N':'1'},'e':{'N':'1'},"
      "'f':{'N':'1'},'g':{'N':'1'},'h':{'N':'1'},'i':{'N':'1'},'j':{'N':'1'},'k':{'N':'1'},"
      "'l':{'N':'1'},'m':{'N':'1'},'n':{'N':'1'},'o':{'N':'1'},'p':{'N':'1'},'q':{'N':'1'}}}}" },
    { "a time with an exponent", "{'dynamodb':{'ApproximateCreationDateTime':1.5E9}}" },
    { "a time in milliseconds", "{'dynamodb':{'ApproximateCreationDateTime':1479499740123}}" },
    { "a size with an exponent", "{'dynamodb':{'SizeBytes':1e3}}" },
    { "a text with escapes", "{'eventID':'`n`u00e9','dynamodb':{}}" },
    { "a text that is not ASCII", "{'eventID':'caf\xc3\xa9','dynamodb':{}}" },
    { "null for what may be null",
      "{'eventID':null,'dynamodb':{'Keys':null,'SizeBytes':null,'ApproximateCreationDateTime':null,"
      "'StreamViewType':null},'userIdentity':null}" },
    { "an unknown member", "{'dynamodb':{},'other':1}" },
    { "unknown members at each level",
      "{'other':[{}],'dynamodb':{'other':'x'},'userIdentity':{'type':'y','other':null}}" },
    { "a name in another case", "{'eventId':'1','dynamodb':{}}" },
    { "unknown members of every kind", "{'dynamodb':{},'a':{'b':[1,-2.5e3,'`u00e9\xc3\xa9',{},[],"
                                       "true,false,null,[[{'c':{}}]]]},'d':''}" },
    { "members of which some are not there",
      "{'awsRegion':'r','dynamodb':{'OldImage':{},'StreamViewType':'KEYS_ONLY'},'eventName':'x'}" },
    { "an identity of nothing", "{'dynamodb':{},'userIdentity':{}}" },
};

static struct json document_of(const char *record, size_t length, const char *after)
{
    struct json document = json("{'Records':["), rest = json(after);
    memcpy(document.data + document.length, record, length);
    document.length += length;
    json_append(&document, rest.data);
    return document;
}

static struct json document_alone(const struct json *record)
{
    return document_of(record->data, record->length, "]}");
}

/* Between records, so that the arena has room from the start, and the bytes go on behind it: only then
 * the lane takes values as they mostly stand. */
static struct json document_among_others(const struct json *record)
{
    struct json document = json("{'Records':[{'eventID':'0','dynamodb':{}},"),
                rest = json(",{'eventID':'" FORTY "','dynamodb':{}}]}");
    json_append(&document, record->data);
    json_append(&document, rest.data);
    return document;
}

static void expect_same_record(const char *row, const struct json *text)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json document = document_alone(text);
    expect_same(row, &document, options);
}

/* It takes the whole text, and makes of it what the record parser does. */
static void expect_taken(const char *row, const struct json *text)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json document = document_alone(text), want;
    struct driving driving;
    begin(&driving);
    expect_number(row, take(&driving, text->data, text->length), text->length);
    want = told_of(&driving.record.record);
    json_append(&want, "\n");
    ck_assert_msg(strncmp(expect_same(row, &document, options).data, want.data, want.length) == 0,
                  "%s: not %s", row, want.data);
    end(&driving);
}

START_TEST(good_records_are_taken)
{
    struct json text = json(good[_i].text);
    expect_taken(good[_i].name, &text);
}
END_TEST

/* Space around each bracket, colon and comma, and so around each token. */
static struct json spaced(const struct json *text)
{
    struct json spaced = { .length = 0 };
    bool inside = false;
    for (size_t i = 0; i < text->length; i++) {
        const char byte[2] = { text->data[i], '\0' };
        bool escaped = inside && *byte == '\\';
        bool is_mark = !inside && strchr("{}[]:,", *byte) != NULL;
        inside = *byte == '"' ? !inside : inside;
        json_append(&spaced, is_mark && i > 0 ? " \t\r\n" : "");
        json_append(&spaced, byte);
        json_append(&spaced, is_mark && i + 1 < text->length ? "\n " : "");
        if (escaped)
            json_append(&spaced, (const char[2]){ text->data[++i], '\0' });
    }
    return spaced;
}

START_TEST(space_may_stand_around_each_token)
{
    struct json text = json(good[_i].text), with_space = spaced(&text);
    ck_assert_uint_gt(with_space.length, text.length);
    expect_taken(good[_i].name, &with_space);
}
END_TEST

START_TEST(it_makes_the_same_of_them_among_others)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json text = json(good[_i].text), document = document_among_others(&text);
    expect_same(good[_i].name, &document, options);
}
END_TEST

/* It looks at nothing beyond the record's last brace. */
START_TEST(what_comes_after_is_left)
{
    static const char *const after[] = { ",{}", "]}", " ", "}", "x", "\"", "\xff" };
    struct json text = json(good[_i].text);
    struct driving driving;
    begin(&driving);
    for (size_t i = 0; i < COUNT_OF(after); i++) {
        struct json longer = text;
        json_append(&longer, after[i]);
        expect_number(good[_i].name, take(&driving, longer.data, longer.length), text.length);
    }
    end(&driving);
}
END_TEST

START_TEST(it_withdraws_from_each_part_of_a_record)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json text = json(good[_i].text);
    struct driving driving;
    begin(&driving);
    for (size_t length = 0; length < text.length; length += (size_t)test_stride()) {
        struct json document = document_of(text.data, length, "");
        expect_number(good[_i].name, take(&driving, text.data, length), 0);
        ck_assert(!driving.lane.no_memory);
        expect_same(good[_i].name, &document, options);
    }
    expect_number(good[_i].name, take(&driving, text.data, text.length), text.length);
    end(&driving);
}
END_TEST

/* Whatever byte stands in the place of another, nothing is made of it that yajl would not. Each place
 * has a few of the bytes in turn. */
static void expect_same_with_others(const struct json *record, const char *bytes, size_t each,
                                    struct json (*document_with)(const struct json *record),
                                    ddbstream_options options)
{
    for (size_t at = 0; at < record->length; at += (size_t)test_stride())
        for (size_t i = each * at; i < each * (at + 1); i++) {
            struct json changed = *record, document;
            changed.data[at] = bytes[i % strlen(bytes)];
            document = document_with(&changed);
            expect_same(changed.data, &document, options);
        }
}

START_TEST(each_byte_may_be_another)
{
    struct json text = json(good[_i].text);
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    expect_same_with_others(&text, "\"\\{}[]:, 0aeE-\n\xff\x01\v", 3, document_alone, options);
}
END_TEST

/* With bytes that may keep a value from being one that mostly stands so. */
START_TEST(each_byte_may_be_another_among_others)
{
    struct json text = json(good[_i].text);
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    expect_same_with_others(&text, "SNBMLOUtfe\"\\{}[:,0-.", 2, document_among_others, options);
}
END_TEST

START_TEST(each_byte_may_be_another_where_images_are_stepped_over)
{
    struct json text = json(good[_i].text);
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.keys_only = true;
    expect_same_with_others(&text, "S\"\\{}[:,0\n\xff", 1, document_among_others, options);
}
END_TEST

/* Records from which it withdraws. */

static const struct {
    const char *text, *reason;
} others[] = {
    { "", "nothing" },
    { "[]", "no object" },
    { "null", "no object" },
    { "{}", "no dynamodb" },
    { "{'eventID':'1'}", "no dynamodb" },
    { "{'`u0065ventID':'1','dynamodb':{}}", "a name with an escape" },
    { "{'dynamodb':null}", "null for dynamodb" },
    { "{'eventID':nul,'dynamodb':{}}", "half a null" },
    { "{'eventID':nulls,'dynamodb':{}}", "a null that goes on" },
    { "{'dynamodb':{},'x':}", "an unknown member of nothing" },
    { "{'dynamodb':{},'x':nul}", "an unknown member of half a null" },
    { "{'dynamodb':{},'x':truth}", "an unknown member of no literal" },
    { "{'dynamodb':{},'x':01}", "an unknown member of no number" },
    { "{'dynamodb':{},'x':'`q'}", "an unknown member with no such escape" },
    { "{'dynamodb':{},'x':'\xff'}", "an unknown member with no UTF-8" },
    { "{'dynamodb':{},'x':[1 2]}", "an unknown member without a comma" },
    { "{'dynamodb':{},'x':[1}}", "an unknown member with another bracket" },
    { "{'dynamodb':{},'x':{'y'}}", "an unknown member without a colon" },
    { "{'dynamodb':{},'x':{'y':1,}}", "an unknown member with a comma too many" },
    { "{'dynamodb':{},'dynamodb':{}}", "dynamodb twice" },
    { "{'eventID':'1','dynamodb':{},'eventID':'1'}", "a member twice" },
    { "{'dynamodb':{'Keys':{},'Keys':{}}}", "an image twice" },
    { "{'dynamodb':{'Keys':{'a':{'N':'1'},'a':{'N':'1'}}}}", "an attribute twice" },
    { "{'dynamodb':{'Keys':{'a':{'N':'1'},'`u0061':{'N':'1'}}}}", "an attribute twice, escaped" },
    { CHANGE("{'M':{'b':{'N':'1'},'b':{'N':'1'}}}"), "an attribute of a map twice" },

    { "{'eventID':1,'dynamodb':{}}", "a number for a text" },
    { "{'eventID':'\x01','dynamodb':{}}", "a control character" },
    { "{'dynamodb':[]}", "an array for dynamodb" },
    { "{'dynamodb':{'Keys':[]}}", "an array for an image" },
    { "{'dynamodb':{'SizeBytes':'1'}}", "a text for a size" },
    { "{'dynamodb':{'SizeBytes':-1}}", "a size below zero" },
    { "{'dynamodb':{'SizeBytes':1.5}}", "half a byte" },
    { "{'dynamodb':{'SizeBytes':01}}", "a zero in front" },
    { "{'dynamodb':{'SizeBytes':+1}}", "a sign in front" },
    { "{'dynamodb':{'SizeBytes':1.}}", "a bare point" },
    { "{'dynamodb':{'SizeBytes':1e}}", "a bare exponent" },
    { "{'dynamodb':{'SizeBytes':0x10}}", "C's sixteen" },
    { "{'dynamodb':{'SizeBytes':9999999999999999999}}", "a size that no int64_t holds" },
    { "{'dynamodb':{'ApproximateCreationDateTime':'1'}}", "a text for a time" },
    { "{'dynamodb':{'ApproximateCreationDateTime':-1}}", "a time before all times" },
    { "{'dynamodb':{'ApproximateCreationDateTime':2016-11-18}}", "a date for a time" },
    { "{'dynamodb':{'ApproximateCreationDateTime':Infinity}}", "no number for a time" },
    { "{'dynamodb':{'ApproximateCreationDateTime':00}}", "two zeros for a time" },

    { "{'dynamodb':{'Keys':{'a':{}}}}", "a value without a type" },
    { "{'dynamodb':{'Keys':{'a':1}}}", "a value that is no object" },
    { "{'dynamodb':{'Keys':{'a':null}}}", "a value that is null" },
    { CHANGE("{'X':'1'}"), "no such type" },
    { CHANGE("{'s':'1'}"), "a type in another case" },
    { CHANGE("{'`u0053':'1'}"), "a type with an escape" },
    { CHANGE("{'S':'1','N':'1'}"), "two types" },
    { CHANGE("{'S':1}"), "S that is no text" },
    { CHANGE("{'S':null}"), "S that is null" },
    { CHANGE("{'S':'`q'}"), "no such escape" },
    { CHANGE("{'S':'`ud800'}"), "half of a surrogate pair" },
    { CHANGE("{'S':'\xff'}"), "no UTF-8" },
    { CHANGE("{'S':'\n'}"), "a line end in a text" },
    { CHANGE("{'N':1}"), "N that is no text" },
    { CHANGE("{'N':''}"), "N of nothing" },
    { CHANGE("{'N':'one'}"), "N that is no number" },
    { CHANGE("{'N':'01'}"), "N with a zero in front" },
    { CHANGE("{'N':'-'}"), "N of a sign" },
    { CHANGE("{'N':'-01'}"), "N with a sign and a zero in front" },
    { CHANGE("{'N':'--1'}"), "N with two signs" },
    { CHANGE("{'N':'.5'}"), "N with a point in front" },
    { CHANGE("{'N':'-.5'}"), "N with a sign and a point in front" },
    { CHANGE("{'N':'5.'}"), "N with a point at its end" },
    { CHANGE("{'N':'1.2.3'}"), "N with two points" },
    { CHANGE("{'N':'1234567890.23.56'}"), "N of a block with two points" },
    { CHANGE("{'N':'1,5'}"), "N with a comma" },
    { CHANGE("{'SN':['1']}"), "a set of no type" },
    { CHANGE("{'MS':[]}"), "a set of maps" },
    { CHANGE("{'BOOM':true}"), "nearly BOOL" },
    { CHANGE("{'NULS':true}"), "nearly NULL" },
    { CHANGE("{'S'_'x'}"), "nearly a colon" },
    { CHANGE("{'N':'`u0031'}"), "N with an escape" },
    { CHANGE("{'B':'x'}"), "B that is no base64" },
    { CHANGE("{'B':'Zh=='}"), "B with bits left over" },
    { CHANGE("{'B':'`/w=='}"), "B with an escape" },
    { CHANGE("{'BOOL':'true'}"), "BOOL that is a text" },
    { CHANGE("{'BOOL':1}"), "BOOL that is a number" },
    { CHANGE("{'BOOL':True}"), "BOOL in another case" },
    { CHANGE("{'BOOL':truex}"), "BOOL that goes on" },
    { CHANGE("{'NULL':null}"), "NULL that is null" },
    { CHANGE("{'M':[]}"), "M that is an array" },
    { CHANGE("{'L':{}}"), "L that is an object" },
    { CHANGE("{'L':['a']}"), "L of texts" },
    { CHANGE("{'SS':{}}"), "SS that is an object" },
    { CHANGE("{'SS':[1]}"), "SS of numbers" },
    { CHANGE("{'SS':[{'S':'a'}]}"), "SS of values" },
    { CHANGE("{'NS':['a']}"), "NS of what is no number" },
    { CHANGE("{'BS':['a']}"), "BS of what is no base64" },

    { "{'dynamodb' {}}", "no colon" },
    { "{'dynamodb'::{}}", "two colons" },
    { "{'dynamodb':{},}", "a comma too many" },
    { "{,'dynamodb':{}}", "a comma in front" },
    { "{'dynamodb':{}]", "another bracket" },
    { "{'dynamodb':{'Keys':{'a':{'N':'1'},}}}", "a comma too many in an image" },
    { "{'dynamodb':{'Keys':{,}}}", "a comma alone in an image" },
    { "{'dynamodb':{'Keys':{'a':{'N':'1'}'b':{'N':'1'}}}}", "no comma in an image" },
    { CHANGE("{'L':[{'N':'1'},]}"), "a comma too many in a list" },
    { CHANGE("{'L':[,{'N':'1'}]}"), "a comma in front in a list" },
    { CHANGE("{'L':[{'N':'1'}{'N':'1'}]}"), "no comma in a list" },
    { CHANGE("{'SS':['a',]}"), "a comma too many in a set" },
    { CHANGE("{'SS':['a' 'b']}"), "no comma in a set" },
    { CHANGE("{'L':[}"), "another bracket for a list" },
    { CHANGE("{'S':'x',}"), "a comma too many in a value" },
    { "{'dynamodb':\v{}}", "space that JSON has not" },
    { "{'dynamodb':/**/{}}", "a comment" },
    { "{'dynamodb':{'SizeBytes':1 2}}", "two numbers" },
    { "{'dynamodb':{'SizeBytes':1'a'}}", "a text right behind a number" },
};

START_TEST(it_withdraws_from_other_records)
{
    struct json text = json(others[_i].text);
    struct driving driving;
    begin(&driving);
    expect_number(others[_i].reason, take(&driving, text.data, text.length), 0);
    ck_assert(!driving.lane.no_memory);
    expect_same_record(others[_i].reason, &text);
    end(&driving);
}
END_TEST

/* Lines, which may be records of their own kind. */
static const char *const lines[] = {
    "{'dynamodb':{},'Item':null}",
    "{'Item':null,'dynamodb':{}}",
    "{'dynamodb':{},'Item':{}}",
    "{'Item':{},'dynamodb':null}",
    "{'Item':null}",
    "{'Keys':null,'NewImage':{'a':{'S':'x'}}}",
    "{'kinesis':{'data':''},'Item':null}",
    "{'dynamodb':{'Keys':null},'userIdentity':null}",
};

START_TEST(it_withdraws_from_other_lines)
{
    static const char *const first[] = { "{'dynamodb':{}}\n", "{'Item':{}}\n" };
    for (size_t i = 0; i < COUNT_OF(first); i++) {
        ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
        struct json document = json(first[i]), line = json(lines[_i]);
        json_append(&document, line.data);
        json_append(&document, "\n");
        expect_same(lines[_i], &document, options);
    }
}
END_TEST

START_TEST(after_withdrawing_it_takes_the_next)
{
    struct json text = json(others[_i].text), next = json(good[1].text);
    struct driving driving;
    begin(&driving);
    take(&driving, text.data, text.length);
    expect_number(others[_i].reason, take(&driving, next.data, next.length), next.length);
    end(&driving);
}
END_TEST

/* A time of so many characters. */
static struct json timed(size_t characters)
{
    struct json text = json("{'dynamodb':{'ApproximateCreationDateTime':1.");
    for (size_t i = strlen("1."); i < characters; i++)
        json_append(&text, "0");
    json_append(&text, "}}");
    return text;
}

START_TEST(words_have_a_limit)
{
    struct json longest = timed(LONGEST_WORD), longer = timed(LONGEST_WORD + 1);
    struct driving driving;
    expect_taken("the longest", &longest);
    expect_same_record("one longer", &longer);
    begin(&driving);
    expect_number("one longer", take(&driving, longer.data, longer.length), 0);
    end(&driving);
}
END_TEST

/* Limits: each row is taken with the first number, and not with one less. It counts depth as if
 * each container had another in it, so that it need not look again. */

static const struct {
    const char *text;
    size_t enough, string;
    struct record_limits limits; /* the one that is 0 is what the row is about */
    const char *reason;
} limits[] = {
    { "{'dynamodb':{}}", 4, SIZE_MAX, { 0, SIZE_MAX, SIZE_MAX }, "with less it does not try" },
    { CHANGE("{'M':{}}"), 7, SIZE_MAX, { 0, SIZE_MAX, SIZE_MAX }, "a map" },
    { CHANGE("{'L':[{'L':[]}]}"), 9, SIZE_MAX, { 0, SIZE_MAX, SIZE_MAX }, "two lists" },
    { "{'dynamodb':{}}", 15, SIZE_MAX, { SIZE_MAX, 0, SIZE_MAX }, "a record's length" },
    { CHANGE("{'S':'x'}"), 37, SIZE_MAX, { SIZE_MAX, 0, SIZE_MAX }, "the same, with text" },
    { CHANGE("{'S':'x'}"), 1, SIZE_MAX, { SIZE_MAX, SIZE_MAX, 0 }, "one attribute" },
    { CHANGE("{'SS':['x','y']}"), 3, SIZE_MAX, { SIZE_MAX, SIZE_MAX, 0 }, "members of a set" },
    { CHANGE("{'S':'" FORTY "'}"), 40, 0, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, "less than it tries" },
    { CHANGE("{'S':'" FORTY "x'}"), 41, 0, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, "a long S" },
    { CHANGE("{'S':'" FORTY "`n'}"), 42, 0, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, "with an escape" },
    { CHANGE("{'N':'1" FORTY "'}"), 41, 0, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, "a long N" },
    { CHANGE("{'BS':['" FORTY "YWJj']}"), 44, 0, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, "a long B" },
    { "{'eventID':'" FORTY "x','dynamodb':{}}",
      41,
      0,
      { SIZE_MAX, SIZE_MAX, SIZE_MAX },
      "a long member" },
    { "{'dynamodb':{},'x" FORTY "':1}", 41, 0, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, "a long name" },
};

static size_t take_limited(struct driving *driving, int row, size_t limit)
{
    struct json text = json(limits[row].text);
    struct record_limits *chosen = &driving->record.limits;
    *chosen = limits[row].limits;
    chosen->depth = chosen->depth > 0 ? chosen->depth : limit;
    chosen->bytes = chosen->bytes > 0 ? chosen->bytes : limit;
    chosen->attributes = chosen->attributes > 0 ? chosen->attributes : limit;
    driving->lane.max_string = limits[row].string > 0 ? limits[row].string : limit;
    return take(driving, text.data, text.length);
}

START_TEST(records_have_limits)
{
    struct driving driving;
    begin(&driving);
    expect_number(limits[_i].reason, take_limited(&driving, _i, limits[_i].enough),
                  strlen(limits[_i].text));
    expect_number(limits[_i].reason, take_limited(&driving, _i, limits[_i].enough - 1), 0);
    ck_assert(!driving.lane.no_memory);
    end(&driving);
}
END_TEST

START_TEST(limits_are_those_of_the_record_parser)
{
    struct json text = json(good[_i].text);
    struct json document = document_of(text.data, text.length, "]}");
    for (size_t limit = 1; limit <= text.length + 1 && limit < 100;
         limit += (size_t)test_stride()) {
        ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
        options.max_depth = limit;
        expect_same(good[_i].name, &document, options);
        options = (ddbstream_options){ .size = sizeof options, .max_record = limit };
        expect_same(good[_i].name, &document, options);
        options = (ddbstream_options){ .size = sizeof options, .max_attributes = limit };
        expect_same(good[_i].name, &document, options);
        options = (ddbstream_options){ .size = sizeof options, .max_string = limit };
        expect_same(good[_i].name, &document, options);
    }
}
END_TEST

/* Memory. */

/* Whether a call failed, which is so unless there are fewer. */
static bool fail_once(const char *row, const struct json *text, size_t skipped)
{
    struct driving driving;
    bool has_failed;
    begin(&driving);
    test_allocator_fail(&driving.memory, skipped, false);
    has_failed = take(&driving, text->data, text->length) == 0;
    ck_assert_int_eq(driving.lane.no_memory, has_failed);
    ck_assert_uint_eq(driving.memory.failures, has_failed);
    test_allocator_recover(&driving.memory);
    expect_number(row, take(&driving, text->data, text->length), text->length);
    ck_assert(!driving.lane.no_memory);
    end(&driving);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    struct json text = json(good[_i].text);
    size_t failed = 0;
    while (fail_once(good[_i].name, &text, failed))
        failed++;
    ck_assert_uint_ge(failed, strstr(text.data, "\"Keys\":{") != NULL); /* an image needs memory */
}
END_TEST

/* With all but so many bytes of the arena taken. */
static size_t take_in(struct driving *driving, const struct json *text, size_t room)
{
    size_t taken;
    leave_in_arena(&driving->arena, room);
    test_allocator_fail(&driving->memory, 0, true);
    taken = take_into_arena(driving, text->data, text->length);
    ck_assert(taken == 0 || taken == text->length);
    ck_assert_int_eq(driving->lane.no_memory, taken == 0);
    test_allocator_recover(&driving->memory);
    return taken;
}

START_TEST(memory_may_end_at_each_byte)
{
    struct json text = json(good[_i].text);
    struct driving driving;
    size_t room = 0;
    begin(&driving);
    take(&driving, text.data, text.length);
    ck_assert_ptr_nonnull(ddbs_arena_take_bytes(&driving.arena, 1)); /* there is a block */
    while (take_in(&driving, &text, room) == 0)
        room++;
    ck_assert_uint_ge(room, strstr(text.data, "\"Keys\":{") != NULL);
    end(&driving);
}
END_TEST

/* Images behind each other, whose names are as long as in the one before or not. */

#define N(name) "'" name "':{'N':'1'}"
#define FOUR(name) N(name "w") "," N(name "x") "," N(name "y") "," N(name "z")
#define MANY(name)                                                                                 \
    FOUR(name "0")                                                                                 \
    "," FOUR(name "1") "," FOUR(name "2") "," FOUR(name "3") "," FOUR(name "4") "," FOUR(          \
        name "5") "," FOUR(name "6") "," FOUR(name "7") "," FOUR(name "8")

static const struct {
    const char *name, *first, *second;
} images[] = {
    { "the same", N("a") "," N("bcd"), N("a") "," N("bcd") },
    { "as long", N("a") "," N("bcd"), N("b") "," N("cde") },
    { "the first longer", N("a") "," N("bcd"), N("ab") "," N("bcd") },
    { "the first shorter", N("ab") "," N("bcd"), N("a") "," N("bcd") },
    { "the last longer", N("a") "," N("bcd"), N("a") "," N("bcdefg") },
    { "the last shorter", N("a") "," N("bcd"), N("a") "," N("b") },
    { "one more", N("a"), N("a") "," N("bcd") },
    { "one fewer", N("a") "," N("bcd"), N("a") },
    { "one more at the front", N("a") "," N("bcd"), N("xyz") "," N("a") "," N("bcd") },
    { "none", N("a"), "" },
    { "of nothing", N("") "," N("a"), N("a") "," N("") },
    { "of a block, and longer", N("123456789abcdefg") "," N("x"),
      N("123456789abcdefgh") "," N("x") },
    { "with an escape where the end was", N("abc") "," N("x"), N("ab`n") "," N("x") },
    { "not ASCII where the end was", N("abc") "," N("x"), N("ab\xc3\xa9") "," N("x") },
    { "with an escaped quote where the end was", N("abc") "," N("x"), N("abc`'") "," N("x") },
    { "a container between", N("a") ",'m':{'M':{" N("abc") "}}," N("bcd"),
      N("a") ",'m':{'M':{" N("a") "," N("bcde") "}}," N("bcde") },
    { "more than are kept", MANY("a"), MANY("a") },
    { "more than are kept, and then other ones", MANY("a"), MANY("ab") },
    { "twice", N("abc") "," N("bcd"), N("abc") "," N("abc") },
};

START_TEST(names_may_be_as_long_as_before)
{
    static const char front[] = "{'dynamodb':{'NewImage':{", end[] = "}}}";
    const char *parts[] = { "{'Records':[",
                            front,
                            images[_i].first,
                            end,
                            ",",
                            front,
                            images[_i].second,
                            end,
                            ",",
                            front,
                            images[_i].second,
                            end,
                            "]}" };
    struct json document = json("");
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        json_append(&document, json(parts[i]).data);
    expect_same(images[_i].name, &document, (ddbstream_options)DDBSTREAM_OPTIONS_INIT);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "lane", EACH(good_records_are_taken, good), EACH(space_may_stand_around_each_token, good),
        EACH(what_comes_after_is_left, good), EACH(it_withdraws_from_each_part_of_a_record, good),
        EACH(it_makes_the_same_of_them_among_others, good), EACH(each_byte_may_be_another, good),
        EACH(each_byte_may_be_another_among_others, good),
        EACH(each_byte_may_be_another_where_images_are_stepped_over, good),
        EACH(it_withdraws_from_other_records, others), EACH(it_withdraws_from_other_lines, lines),
        EACH(after_withdrawing_it_takes_the_next, others), ONCE(words_have_a_limit),
        EACH(records_have_limits, limits), EACH(limits_are_those_of_the_record_parser, good),
        EACH(each_allocation_may_fail, good), EACH(memory_may_end_at_each_byte, good),
        EACH(names_may_be_as_long_as_before, images));
}
