/* The document: where its records stand, what may stand around them, and what is no document. */
#include "document.h"

#include "rows.h"
#include "suite.h"
#include "token_feed.h"

static const struct record_limits no_limits = { 1000, SIZE_MAX, SIZE_MAX };

struct reading {
    struct token_feed feed;
    struct arena arena;
    struct record_parser record;
    struct around around;
    struct document document;
    struct json records; /* "good 0 12-27\nbad 1 28-30\n", with the bytes from first to end */
};

static void note_record(struct reading *reading)
{
    const ddbstream_record *record = &reading->record.record;
    bool is_good = reading->record.fault.status == DDBSTREAM_OK;
    char line[128];
    snprintf(line, sizeof line, "%s %" PRIu64 " %" PRIu64 "-%" PRIu64 "\n",
             is_good ? "good" : "bad", record->index, record->offset,
             record->offset + record->length);
    json_append(&reading->records, line);
}

/* A fault of the document ends the reading, as in the decoder. */
static int hear(void *context, const struct token *token)
{
    static const ddbstream_status statuses[] = { [STEP_NEXT] = DDBSTREAM_OK,
                                                 [STEP_DONE] = DDBSTREAM_OK,
                                                 [STEP_REMARK] = DDBSTREAM_OK,
                                                 [STEP_FAULT] = DDBSTREAM_STOPPED,
                                                 [STEP_NO_MEMORY] = DDBSTREAM_ERROR_MEMORY };
    struct reading *reading = context;
    enum step step = ddbs_document_take(&reading->document, token);
    if (step == STEP_DONE)
        note_record(reading);
    return (int)statuses[step];
}

static void begin(struct reading *reading, uint64_t max_records)
{
    const ddbstream_allocator *allocator = &reading->feed.memory.allocator;
    token_feed_init(&reading->feed, hear, reading);
    ddbs_arena_init(&reading->arena, allocator);
    ddbs_record_parser_init(&reading->record, allocator, &reading->arena, &no_limits,
                            &reading->feed.reader.listener);
    ddbs_around_init(&reading->around, allocator, false, SIZE_MAX);
    ddbs_document_init(&reading->document, &reading->record, &reading->around, max_records,
                       DDBSTREAM_SHAPE_ANY);
}

static void end(struct reading *reading)
{
    ddbs_around_release(&reading->around);
    ddbs_record_parser_release(&reading->record);
    ddbs_arena_release(&reading->arena);
    token_feed_release(&reading->feed);
}

static ddbstream_status read(struct reading *reading, const struct json *text)
{
    reading->records = (struct json){ .length = 0 };
    ddbs_around_reset(&reading->around);
    ddbs_document_reset(&reading->document);
    return token_feed_text(&reading->feed, text->data, text->length);
}

static ddbstream_status read_row(struct reading *reading, const char *row)
{
    struct json text = json(row);
    begin(reading, UINT64_MAX);
    return read(reading, &text);
}

/* Documents that hold records, or none. */

static const struct {
    const char *name, *text, *records;
} good[] = {
    { "no records", "{'Records':[]}", "" },
    { "null for records", "{'Records':null}", "" },
    { "one record", "{'Records':[{'dynamodb':{}}]}", "good 0 12-27\n" },
    { "several", "{'Records':[{'dynamodb':{}},{'dynamodb':{}},{'dynamodb':{}}]}",
      "good 0 12-27\ngood 1 28-43\ngood 2 44-59\n" },
    { "white space", " { 'Records' : [ {'dynamodb':{}} , {'dynamodb':{}} ] } ",
      "good 0 17-32\ngood 1 35-50\n" },
    { "an escape in the name", "{'R`u0065cords':[{'dynamodb':{}}]}", "good 0 17-32\n" },
    { "bad records of every kind", "{'Records':['a',1,true,false,null,[],[[{}]],{}]}",
      "bad 0 12-15\nbad 1 16-17\nbad 2 18-22\nbad 3 23-28\nbad 4 29-33\nbad 5 34-36\n"
      "bad 6 37-43\nbad 7 44-46\n" },
    { "a bad record between good ones", "{'Records':[{'dynamodb':{}},7,{'dynamodb':{}}]}",
      "good 0 12-27\nbad 1 28-29\ngood 2 30-45\n" },
    { "members before", "{'a':1,'b':[{'Records':[1]}],'c':{'Records':{}},'Records':[]}", "" },
    { "members after", "{'Records':[{'dynamodb':{}}],'NextShardIterator':'AAAA','x':[[]]}",
      "good 0 12-27\n" },
    { "members around, of every kind",
      "{'a':'x','b':-1.5,'c':true,'d':false,'e':null,'Records':[{'dynamodb':{}}],"
      "'f':{},'g':[],'h':{'i':[{'j':{}}]}}",
      "good 0 57-72\n" },
    { "null for records, and members around", "{'a':[],'Records':null,'b':{}}", "" },
    { "names that are nearly the same",
      "{'records':1,'Record':2,'Recordss':3,'Records`u0000':4,'Records':[]}", "" },
    { "a record by itself", "{'dynamodb':{}}", "good 0 0-15\n" },
    { "one with text that is not Unicode", "{'dynamodb':{},'eventID':'\xff'}", "bad 0 0-29\n" },
    { "the same, in what is stepped over", "{'dynamodb':{},'x':['\xff']}", "bad 0 0-25\n" },
    { "Records inside a record", "{'Records':[{'Records':[{}],'dynamodb':{}}]}", "good 0 12-42\n" },
};

START_TEST(records_are_found)
{
    struct reading reading;
    expect_status(good[_i].name, read_row(&reading, good[_i].text), DDBSTREAM_OK);
    expect_text(good[_i].name, reading.records.data, good[_i].records);
    end(&reading);
}
END_TEST

START_TEST(records_are_counted)
{
    struct reading reading;
    uint64_t count = 0;
    read_row(&reading, good[_i].text);
    for (const char *c = good[_i].records; *c != '\0'; c++)
        count += *c == '\n';
    expect_number(good[_i].name, reading.document.count, count);
    end(&reading);
}
END_TEST

/* What is none. The caret stands under the token that makes it so. */

#define NO_SHAPE "expected an object or an array, found "
#define NO_RECORDS "expected Records, a record or a line of an export, found an "
#define NO_ARRAY "expected Records to be an array, found "
#define TWICE "the document has two members Records"
#define NOT_UNICODE "the text is not Unicode"

static const struct {
    const char *text, *caret;
    ddbstream_status status;
    const char *said, *path;
} bad[] = {
    { " 'text'", //
      " ^", DDBSTREAM_ERROR_DOCUMENT, NO_SHAPE "a string", "$" },
    { "12", //
      "^", DDBSTREAM_ERROR_DOCUMENT, NO_SHAPE "a number", "$" },
    { "null", //
      "^", DDBSTREAM_ERROR_DOCUMENT, NO_SHAPE "null", "$" },
    { "[1,{}]", //
      " ^", DDBSTREAM_ERROR_DOCUMENT, "expected records in the array, found a number", "$" },
    { "{}", //
      " ^", DDBSTREAM_ERROR_DOCUMENT, NO_RECORDS "empty object", "$" },
    { "{'a':{'Records':[]},'b':1}", //
      "                         ^", DDBSTREAM_ERROR_DOCUMENT, NO_RECORDS "object with \"a\", \"b\"",
      "$" },
    { "{'a name that is longer than any that is told':1,'b':2}", //
      "                                                      ^", DDBSTREAM_ERROR_DOCUMENT,
      NO_RECORDS "object with \"b\"", "$" },
    { "{'Records':{}}", //
      "           ^", DDBSTREAM_ERROR_DOCUMENT, NO_ARRAY "an object", "$.Records" },
    { "{'Records':'[]'}", //
      "           ^", DDBSTREAM_ERROR_DOCUMENT, NO_ARRAY "a string", "$.Records" },
    { "{'Records':0}", //
      "           ^", DDBSTREAM_ERROR_DOCUMENT, NO_ARRAY "a number", "$.Records" },
    { "{'Records':true}", //
      "           ^", DDBSTREAM_ERROR_DOCUMENT, NO_ARRAY "true", "$.Records" },
    { "{'Records':false}", //
      "           ^", DDBSTREAM_ERROR_DOCUMENT, NO_ARRAY "false", "$.Records" },
    { "{'Records':[],'Records':[]}", //
      "              ^", DDBSTREAM_ERROR_DOCUMENT, TWICE, "$" },
    { "{'Records':null,'a':1,'Records':[]}", //
      "                      ^", DDBSTREAM_ERROR_DOCUMENT, TWICE, "$" },
    { "{'\xff':1}", //
      "  ^", DDBSTREAM_ERROR_TEXT, NOT_UNICODE, "$" },
    { "{'a':{'b':['\xff']}}", //
      "            ^", DDBSTREAM_ERROR_TEXT, NOT_UNICODE, "$" },
    { "{'Records':[],'a':'\xff'}", //
      "                   ^", DDBSTREAM_ERROR_TEXT, NOT_UNICODE, "$" },
};

static void expect_path(const char *row, const struct reading *reading, const char *want)
{
    struct test_allocator memory;
    struct ddbstream_buffer path;
    test_allocator_init(&memory);
    ddbs_buffer_init(&path, &memory.allocator);
    ck_assert(ddbs_document_path(&reading->document, &path));
    expect_text(row, ddbstream_buffer_text(&path).data, want);
    ddbs_buffer_release(&path);
}

static void expect_said(const char *row, const struct document *document, const char *want)
{
    const char *found = document->found != NULL ? document->found : "";
    char said[256];
    snprintf(said, sizeof said, "%s%s", document->fault.reason, found);
    expect_text(row, said, want);
}

START_TEST(other_documents_are_refused)
{
    const char *text = bad[_i].text;
    struct reading reading;
    expect_status(text, read_row(&reading, text), DDBSTREAM_STOPPED);
    expect_status(text, reading.document.fault.status, bad[_i].status);
    expect_number(text, reading.document.fault.offset, caret(bad[_i].caret));
    expect_said(text, &reading.document, bad[_i].said);
    expect_path(text, &reading, bad[_i].path);
    end(&reading);
}
END_TEST

START_TEST(after_one_the_next_document_is_read)
{
    struct json next = json(good[3].text);
    struct reading reading;
    read_row(&reading, bad[_i].text);
    expect_status(bad[_i].text, read(&reading, &next), DDBSTREAM_OK);
    expect_text(bad[_i].text, reading.records.data, good[3].records);
    end(&reading);
}
END_TEST

/* Where a document breaks off. */

static const struct {
    const char *text, *path;
    bool in_record;
} cut[] = {
    { "", "$", false },
    { "{", "$", false },
    { "{'a'", "$", false },
    { "{'a':[{", "$", false },
    { "{'Records'", "$.Records", false },
    { "{'Records':[", "$.Records", false },
    { "{'Records':[{", "$.Records[0]", true },
    { "{'Records':[{'dynamodb':{'SizeBytes'", "$.Records[0].dynamodb.SizeBytes", true },
    { "{'Records':[{'dynamodb':{}}", "$.Records", false },
    { "{'Records':[{'dynamodb':{}},", "$.Records", false },
    { "{'Records':[7,{'eventID'", "$.Records[1].eventID", true },
    { "{'Records':[]", "$", false },
    { "{'Records':[],'a'", "$", false },
};

START_TEST(a_cut_document_has_a_path)
{
    struct reading reading;
    expect_status(cut[_i].text, read_row(&reading, cut[_i].text), DDBSTREAM_ERROR_TRUNCATED);
    expect_path(cut[_i].text, &reading, cut[_i].path);
    expect_number(cut[_i].text, reading.document.in_listed_record, cut[_i].in_record);
    end(&reading);
}
END_TEST

/* The number of records has a limit, bad ones included. */

static const struct {
    const char *text, *caret, *records;
    uint64_t most;
} limited[] = {
    { "{'Records':[7,{'dynamodb':{}}]}", //
      "              ^", "bad 0 12-13\n", 1 },
    { "{'Records':[{'dynamodb':{}},{'dynamodb':{}},{'dynamodb':{}}]}", //
      "                                            ^", "good 0 12-27\ngood 1 28-43\n", 2 },
    { "{'Records':[7]}", //
      "            ^", "", 0 },
};

START_TEST(too_many_records_are_refused)
{
    struct json text = json(limited[_i].text);
    struct reading reading;
    begin(&reading, limited[_i].most + 1);
    expect_status(limited[_i].text, read(&reading, &text), DDBSTREAM_OK);
    reading.document.max_records--;
    expect_status(limited[_i].text, read(&reading, &text), DDBSTREAM_STOPPED);
    expect_status(limited[_i].text, reading.document.fault.status, DDBSTREAM_ERROR_LIMIT);
    expect_number(limited[_i].text, reading.document.fault.offset, caret(limited[_i].caret));
    expect_text(limited[_i].text, reading.records.data, limited[_i].records);
    end(&reading);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "document", EACH(records_are_found, good), EACH(records_are_counted, good),
        EACH(other_documents_are_refused, bad), EACH(after_one_the_next_document_is_read, bad),
        EACH(a_cut_document_has_a_path, cut), EACH(too_many_records_are_refused, limited));
}
