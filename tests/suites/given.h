/* Values and images that rows give as typed JSON, decoded. */
#ifndef GIVEN_H
#define GIVEN_H

#include <ddbstream/batch.h>

#include "rows.h"

struct given {
    ddbstream_batch *batch;
    const ddbstream_value *value;   /* of the row, */
    const ddbstream_record *record; /* or the record */
};

/* `row` is the inside of `dynamodb`, with ' for ": 'NewImage':{...},'OldImage':{...} */
static inline struct given given_record(const char *row)
{
    struct json text = json("{'Records':[{'dynamodb':{"), inside = json(row), end = json("}}]}");
    struct given given = { .value = NULL };
    json_append(&text, inside.data);
    json_append(&text, end.data);
    ck_assert_int_eq(ddbstream_batch_decode(&given.batch, text.data, text.length, NULL),
                     DDBSTREAM_OK);
    ck_assert_msg(ddbstream_batch_record_count(given.batch) == 1, "no record: %s", row);
    given.record = ddbstream_batch_record(given.batch, 0);
    return given;
}

/* `row` is a value with ' for ": {'N':'1'} */
static inline struct given given_value(const char *row)
{
    struct json text = json("'NewImage':{'':");
    struct given given;
    json_append(&text, row);
    json_append(&text, "}");
    given = given_record(text.data);
    given.value = &given.record->new_image.attributes.attributes[0].value;
    return given;
}

static inline void given_free(struct given *given)
{
    ddbstream_batch_free(given->batch);
}

#endif
