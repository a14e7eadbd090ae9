/* What follows from a whole record: names, times, source, checkpoint, and whether it is wanted. */
#include "conclusion.h"

#include "rows.h"
#include "suite.h"

static const struct origin in_records = { RECORDS_MEMBER, false, DDBSTREAM_SHAPE_ANY };

/* NULL is a member that is absent. */
static ddbstream_string text_of(const char *text)
{
    return (ddbstream_string){ text, text != NULL ? strlen(text) : 0 };
}

static struct objection conclude(ddbstream_record *record)
{
    return ddbs_conclude(record, KIND_CHANGE, &in_records);
}

/* Names. */

static const struct {
    const char *text;
    ddbstream_event_name event;
} events[] = {
    { NULL, DDBSTREAM_EVENT_NONE },         { "", DDBSTREAM_EVENT_OTHER },
    { "INSERT", DDBSTREAM_EVENT_INSERT },   { "MODIFY", DDBSTREAM_EVENT_MODIFY },
    { "REMOVE", DDBSTREAM_EVENT_REMOVE },   { "INSER", DDBSTREAM_EVENT_OTHER },
    { "INSERTS", DDBSTREAM_EVENT_OTHER },   { "insert", DDBSTREAM_EVENT_OTHER },
    { "MODIFY ", DDBSTREAM_EVENT_OTHER },   { "DELETE", DDBSTREAM_EVENT_OTHER },
    { "REMOV\xc3", DDBSTREAM_EVENT_OTHER },
};

START_TEST(events_have_numbers)
{
    ddbstream_record record = { .event_name_text = text_of(events[_i].text) };
    ck_assert_int_eq(conclude(&record).status, DDBSTREAM_OK);
    expect_number(events[_i].text, record.event_name, events[_i].event);
    expect_string(events[_i].text, record.event_name_text, events[_i].text);
}
END_TEST

static const struct {
    const char *text;
    ddbstream_view_type view;
} views[] = {
    { NULL, DDBSTREAM_VIEW_NONE },
    { "", DDBSTREAM_VIEW_OTHER },
    { "KEYS_ONLY", DDBSTREAM_VIEW_KEYS_ONLY },
    { "NEW_IMAGE", DDBSTREAM_VIEW_NEW_IMAGE },
    { "OLD_IMAGE", DDBSTREAM_VIEW_OLD_IMAGE },
    { "NEW_AND_OLD_IMAGES", DDBSTREAM_VIEW_NEW_AND_OLD_IMAGES },
    { "NEW_AND_OLD_IMAGE", DDBSTREAM_VIEW_OTHER },
    { "NEW_IMAGES", DDBSTREAM_VIEW_OTHER },
    { "Keys_Only", DDBSTREAM_VIEW_OTHER },
};

START_TEST(view_types_have_numbers)
{
    ddbstream_record record = { .stream_view_type_text = text_of(views[_i].text) };
    ck_assert_int_eq(conclude(&record).status, DDBSTREAM_OK);
    expect_number(views[_i].text, record.stream_view_type, views[_i].view);
    expect_string(views[_i].text, record.stream_view_type_text, views[_i].text);
}
END_TEST

/* Times. What was read by its size before is 7 s and 7 ns, and stays unless a unit is named. */

#define BIG "999999999999999999999999999999"
#define UNCHANGED 7, 7
#define NO_TIME DDBSTREAM_ERROR_TIME, 0, 0

static const struct {
    const char *text, *precision;
    ddbstream_status status;
    int64_t seconds;
    uint32_t nanoseconds;
} times[] = {
    { "1640276115000", NULL, DDBSTREAM_OK, UNCHANGED },
    { "1640276115000", "MILLISECOND", DDBSTREAM_OK, 1640276115, 0 },
    { "1640276115001", "MILLISECOND", DDBSTREAM_OK, 1640276115, 1000000 },
    { "1640276115000001", "MICROSECOND", DDBSTREAM_OK, 1640276115, 1000 },
    { "5", "MILLISECOND", DDBSTREAM_OK, 0, 5000000 },
    { "5", "MICROSECOND", DDBSTREAM_OK, 0, 5000 },
    { "1640276115000", "MICROSECOND", DDBSTREAM_OK, 1640276, 115000000 },
    { "5", "", DDBSTREAM_OK, UNCHANGED },
    { "5", "SECOND", DDBSTREAM_OK, UNCHANGED },
    { "5", "MILLISECONDS", DDBSTREAM_OK, UNCHANGED },
    { "5", "millisecond", DDBSTREAM_OK, UNCHANGED },
    { "5", "MICROSECON", DDBSTREAM_OK, UNCHANGED },
    { NULL, "MILLISECOND", DDBSTREAM_OK, UNCHANGED },
    { NULL, NULL, DDBSTREAM_OK, UNCHANGED },
    { "-1", "MILLISECOND", NO_TIME },
    { "x", "MICROSECOND", NO_TIME },
    { BIG, "MILLISECOND", NO_TIME },
};

START_TEST(a_precision_tells_the_unit)
{
    ddbstream_record record = {
        .approximate_creation_time = { 7, 7, text_of(times[_i].text) },
        .creation_time_precision = text_of(times[_i].precision),
    };
    struct objection objection = conclude(&record);
    expect_status(times[_i].text, objection.status, times[_i].status);
    if (objection.status != DDBSTREAM_OK) {
        expect_text(times[_i].text, objection.reason, "the creation time is no time");
        ck_assert_ptr_null(objection.found);
        return;
    }
    expect_number(times[_i].text, record.approximate_creation_time.seconds, times[_i].seconds);
    expect_number(times[_i].text, record.approximate_creation_time.nanoseconds,
                  times[_i].nanoseconds);
}
END_TEST

/* The time of an export's line. */

#define NUMBER(digits)                                                                             \
    {                                                                                              \
        .type = DDBSTREAM_TYPE_N, .as.number = { digits, sizeof(digits) - 1 }                      \
    }

static const struct {
    const char *name, *attribute;
    ddbstream_value value;
    enum record_kind kind;
    ddbstream_status status;
    int64_t seconds;
    uint32_t nanoseconds;
} written[] = {
    { "microseconds", "WriteTimestampMicros", NUMBER("1774379199746598"), KIND_EXPORT, DDBSTREAM_OK,
      1774379199, 746598000 },
    { "few of them", "WriteTimestampMicros", NUMBER("1"), KIND_EXPORT, DDBSTREAM_OK, 0, 1000 },
    { "none of them", "WriteTimestampMicros", NUMBER("0"), KIND_EXPORT, DDBSTREAM_OK, 0, 0 },
    { "another name", "WriteTimestamp", NUMBER("1"), KIND_EXPORT, DDBSTREAM_OK, UNCHANGED },
    { "another kind of record", "WriteTimestampMicros", NUMBER("1"), KIND_CHANGE, DDBSTREAM_OK,
      UNCHANGED },
    { "before 1970", "WriteTimestampMicros", NUMBER("-1"), KIND_EXPORT, NO_TIME },
    { "too many", "WriteTimestampMicros", NUMBER(BIG BIG), KIND_EXPORT, NO_TIME },
    { "a string",
      "WriteTimestampMicros",
      { .type = DDBSTREAM_TYPE_S, .as.string = { "1", 1 } },
      KIND_EXPORT,
      NO_TIME },
    { "null",
      "WriteTimestampMicros",
      { .type = DDBSTREAM_TYPE_NULL, .as.null = true },
      KIND_EXPORT,
      NO_TIME },
};

START_TEST(metadata_tell_the_time_of_a_line)
{
    ddbstream_attribute attribute = { text_of(written[_i].attribute), written[_i].value };
    ddbstream_record record = { .approximate_creation_time = { 7, 7, { NULL, 0 } } };
    struct objection objection;
    record.export_metadata = (ddbstream_image){ DDBSTREAM_PRESENT, { &attribute, 1 } };
    objection = ddbs_conclude(&record, written[_i].kind, &in_records);
    expect_status(written[_i].name, objection.status, written[_i].status);
    if (objection.status != DDBSTREAM_OK) {
        expect_text(written[_i].name, objection.reason, "Metadata.WriteTimestampMicros is no time");
        return;
    }
    expect_number(written[_i].name, record.approximate_creation_time.seconds, written[_i].seconds);
    expect_number(written[_i].name, record.approximate_creation_time.nanoseconds,
                  written[_i].nanoseconds);
}
END_TEST

START_TEST(no_metadata_tell_no_time)
{
    ddbstream_record record = { .export_metadata = { .presence = (ddbstream_presence)_i } };
    ck_assert_int_eq(ddbs_conclude(&record, KIND_EXPORT, &in_records).status, DDBSTREAM_OK);
    ck_assert_ptr_null(record.approximate_creation_time.text.data);
}
END_TEST

/* Sources. */

static const struct {
    const char *name;
    enum record_kind kind;
    struct origin origin;
    const char *event_source, *arn;
    ddbstream_shape source;
} sources[] = {
    { "an event's",
      KIND_CHANGE,
      { RECORDS_MEMBER, false, 0 },
      "aws:dynamodb",
      "arn",
      DDBSTREAM_SHAPE_LAMBDA },
    { "an ARN alone",
      KIND_CHANGE,
      { RECORDS_MEMBER, false, 0 },
      NULL,
      "arn",
      DDBSTREAM_SHAPE_LAMBDA },
    { "neither", KIND_CHANGE, { RECORDS_MEMBER, false, 0 }, NULL, NULL, DDBSTREAM_SHAPE_LAMBDA },
    { "no ARN",
      KIND_CHANGE,
      { RECORDS_MEMBER, false, 0 },
      "aws:dynamodb",
      NULL,
      DDBSTREAM_SHAPE_STREAMS },
    { "an empty ARN is one",
      KIND_CHANGE,
      { RECORDS_MEMBER, false, 0 },
      "aws:dynamodb",
      "",
      DDBSTREAM_SHAPE_LAMBDA },
    { "an iterator came",
      KIND_CHANGE,
      { RECORDS_MEMBER, true, 0 },
      NULL,
      NULL,
      DDBSTREAM_SHAPE_STREAMS },
    { "by itself",
      KIND_CHANGE,
      { STANDS_ALONE, false, 0 },
      "aws:dynamodb",
      "arn",
      DDBSTREAM_SHAPE_LAMBDA },
    { "by itself, no ARN",
      KIND_CHANGE,
      { STANDS_ALONE, false, 0 },
      "aws:dynamodb",
      NULL,
      DDBSTREAM_SHAPE_STREAMS },
    { "in an array",
      KIND_CHANGE,
      { BARE_ARRAY, false, 0 },
      "aws:dynamodb",
      NULL,
      DDBSTREAM_SHAPE_PIPES },
    { "from Kinesis",
      KIND_KINESIS,
      { RECORDS_MEMBER, false, 0 },
      "aws:dynamodb",
      "arn",
      DDBSTREAM_SHAPE_KINESIS },
    { "from Kinesis, in an array",
      KIND_KINESIS,
      { BARE_ARRAY, false, 0 },
      NULL,
      NULL,
      DDBSTREAM_SHAPE_KINESIS },
    { "from Kinesis, though an iterator came",
      KIND_KINESIS,
      { RECORDS_MEMBER, true, 0 },
      NULL,
      NULL,
      DDBSTREAM_SHAPE_KINESIS },
    { "an export's", KIND_EXPORT, { STANDS_ALONE, false, 0 }, NULL, NULL, DDBSTREAM_SHAPE_EXPORT },
    { "an event was asked for",
      KIND_CHANGE,
      { RECORDS_MEMBER, false, DDBSTREAM_SHAPE_LAMBDA },
      "aws:dynamodb",
      NULL,
      DDBSTREAM_SHAPE_LAMBDA },
    { "GetRecords was asked for",
      KIND_CHANGE,
      { RECORDS_MEMBER, false, DDBSTREAM_SHAPE_STREAMS },
      NULL,
      NULL,
      DDBSTREAM_SHAPE_STREAMS },
};

START_TEST(the_source_is_told)
{
    ddbstream_record record = { .event_source = text_of(sources[_i].event_source),
                                .event_source_arn = text_of(sources[_i].arn) };
    struct objection objection = ddbs_conclude(&record, sources[_i].kind, &sources[_i].origin);
    expect_status(sources[_i].name, objection.status, DDBSTREAM_OK);
    expect_number(sources[_i].name, record.source, sources[_i].source);
}
END_TEST

/* Of documents with Records each record is looked at; of others the document has told. */
static const struct {
    const char *name;
    enum record_kind kind;
    enum arrangement arrangement;
    bool from_streams;
    ddbstream_shape wanted;
    const char *arn, *found; /* NULL: none is told */
} wanted[] = {
    { "any", KIND_KINESIS, RECORDS_MEMBER, false, DDBSTREAM_SHAPE_ANY, NULL, NULL },
    { "an event", KIND_CHANGE, RECORDS_MEMBER, false, DDBSTREAM_SHAPE_LAMBDA, NULL, NULL },
    { "an event, from Kinesis", KIND_KINESIS, RECORDS_MEMBER, false, DDBSTREAM_SHAPE_LAMBDA, "arn",
      "kinesis" },
    { "GetRecords", KIND_CHANGE, RECORDS_MEMBER, true, DDBSTREAM_SHAPE_STREAMS, NULL, NULL },
    { "GetRecords, an ARN", KIND_CHANGE, RECORDS_MEMBER, false, DDBSTREAM_SHAPE_STREAMS, "arn",
      "lambda" },
    { "GetRecords, an iterator and an ARN", KIND_CHANGE, RECORDS_MEMBER, true,
      DDBSTREAM_SHAPE_STREAMS, "arn", "lambda" },
    { "GetRecords, from Kinesis", KIND_KINESIS, RECORDS_MEMBER, true, DDBSTREAM_SHAPE_STREAMS, NULL,
      "kinesis" },
    { "Kinesis", KIND_KINESIS, RECORDS_MEMBER, false, DDBSTREAM_SHAPE_KINESIS, "arn", NULL },
    { "Kinesis, an event", KIND_CHANGE, RECORDS_MEMBER, false, DDBSTREAM_SHAPE_KINESIS, "arn",
      "lambda" },
    { "Kinesis, GetRecords", KIND_CHANGE, RECORDS_MEMBER, true, DDBSTREAM_SHAPE_KINESIS, NULL,
      "streams" },
    { "an array", KIND_KINESIS, BARE_ARRAY, false, DDBSTREAM_SHAPE_PIPES, NULL, NULL },
    { "by itself", KIND_KINESIS, STANDS_ALONE, false, DDBSTREAM_SHAPE_RECORD, NULL, NULL },
    { "inside", KIND_CHANGE, INSIDE_RECORD, false, DDBSTREAM_SHAPE_KINESIS, NULL, NULL },
};

START_TEST(others_than_wanted_are_objected_to)
{
    const struct origin origin = { wanted[_i].arrangement, wanted[_i].from_streams,
                                   wanted[_i].wanted };
    ddbstream_record record = { .event_source_arn = text_of(wanted[_i].arn) };
    struct objection objection = ddbs_conclude(&record, wanted[_i].kind, &origin);
    if (wanted[_i].found == NULL) {
        expect_status(wanted[_i].name, objection.status, DDBSTREAM_OK);
        return;
    }
    expect_status(wanted[_i].name, objection.status, DDBSTREAM_ERROR_SHAPE);
    expect_text(wanted[_i].name, objection.reason,
                "this is not the shape that was asked for, but ");
    expect_text(wanted[_i].name, objection.found, wanted[_i].found);
}
END_TEST

START_TEST(a_wrong_time_comes_before_a_wrong_shape)
{
    static const struct origin origin = { RECORDS_MEMBER, false, DDBSTREAM_SHAPE_KINESIS };
    ddbstream_record record = { .approximate_creation_time.text = text_of("x"),
                                .creation_time_precision = text_of("MILLISECOND") };
    ck_assert_int_eq(ddbs_conclude(&record, KIND_CHANGE, &origin).status, DDBSTREAM_ERROR_TIME);
}
END_TEST

/* Checkpoints. */

static const struct {
    const char *name;
    enum record_kind kind;
    const char *sequence_number, *outer, *checkpoint;
} checkpoints[] = {
    { "a change", KIND_CHANGE, "1", NULL, "1" },
    { "a change without one", KIND_CHANGE, NULL, NULL, NULL },
    { "an empty one", KIND_CHANGE, "", NULL, "" },
    { "from Kinesis", KIND_KINESIS, NULL, "2", "2" },
    { "from Kinesis, both", KIND_KINESIS, "1", "2", "2" },
    { "from Kinesis, the inner one only", KIND_KINESIS, "1", NULL, NULL },
    { "an export", KIND_EXPORT, NULL, NULL, NULL },
};

START_TEST(the_checkpoint_is_told)
{
    ddbstream_record record = { .sequence_number = text_of(checkpoints[_i].sequence_number) };
    record.kinesis.sequence_number = text_of(checkpoints[_i].outer);
    ck_assert_int_eq(ddbs_conclude(&record, checkpoints[_i].kind, &in_records).status,
                     DDBSTREAM_OK);
    expect_string(checkpoints[_i].name, record.checkpoint, checkpoints[_i].checkpoint);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "conclusion", EACH(events_have_numbers, events), EACH(view_types_have_numbers, views),
        EACH(a_precision_tells_the_unit, times), EACH(metadata_tell_the_time_of_a_line, written),
        { no_metadata_tell_no_time, 3 }, EACH(the_source_is_told, sources),
        EACH(others_than_wanted_are_objected_to, wanted),
        ONCE(a_wrong_time_comes_before_a_wrong_shape), EACH(the_checkpoint_is_told, checkpoints));
}
