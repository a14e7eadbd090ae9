/* An item decoded from JSON: the new image of a record. */
#ifndef ITEM_H
#define ITEM_H

#include <ddbstream/batch.h>

#include "rows.h"

struct item {
    ddbstream_batch *batch;
    const ddbstream_image *image;
};

/* `row` is the image as typed JSON, with ' for " and ` for \. */
static inline struct item item_decode(const char *row)
{
    struct item item;
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    struct json text = json("[{'dynamodb':{'NewImage':"), image = json(row);
    json_append(&text, image.data);
    json_append(&text, "}}]");
    options.max_depth = 256;
    ck_assert_msg(ddbstream_batch_decode(&item.batch, text.data, text.length, &options)
                          == DDBSTREAM_OK
                      && ddbstream_batch_error_count(item.batch) == 0,
                  "%s is no item", row);
    item.image = &ddbstream_batch_record(item.batch, 0)->new_image;
    return item;
}

static inline void item_release(struct item *item)
{
    ddbstream_batch_free(item->batch);
}

#endif
