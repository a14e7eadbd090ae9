/* Records: finding an attribute of an image that is there, null, empty or absent; and deletes by
 * time to live. */
#include <ddbstream/record.h>

#include "suite.h"

static const ddbstream_attribute attributes[] = {
    { { "a", 1 }, { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = true } },
    { { "", 0 }, { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = false } },
};

/* Even with attributes, which none but a present image has. */
#define IMAGE(presence, count)                                                                     \
    {                                                                                              \
        presence,                                                                                  \
        {                                                                                          \
            attributes, count                                                                      \
        }                                                                                          \
    }

static const struct {
    const char *reason;
    ddbstream_image image;
    const char *name;
    const ddbstream_value *found;
} rows[] = {
    { "it is there", IMAGE(DDBSTREAM_PRESENT, 2), "a", &attributes[0].value },
    { "an empty name", IMAGE(DDBSTREAM_PRESENT, 2), "", &attributes[1].value },
    { "another name", IMAGE(DDBSTREAM_PRESENT, 2), "b", NULL },
    { "no name", IMAGE(DDBSTREAM_PRESENT, 2), NULL, NULL },
    { "the image ends before it", IMAGE(DDBSTREAM_PRESENT, 1), "", NULL },
    { "the image is empty", { DDBSTREAM_PRESENT, { NULL, 0 } }, "a", NULL },
    { "the image is null", IMAGE(DDBSTREAM_NULL, 2), "a", NULL },
    { "the image is absent", IMAGE(DDBSTREAM_ABSENT, 2), "a", NULL },
};

START_TEST(attributes_are_found_in_images)
{
    const ddbstream_value *found = ddbstream_image_find(&rows[_i].image, rows[_i].name);
    ck_assert_msg(found == rows[_i].found, "%s", rows[_i].reason);
}
END_TEST

START_TEST(nothing_is_found_in_no_image)
{
    ck_assert_ptr_null(ddbstream_image_find(NULL, "a"));
    ck_assert_ptr_null(ddbstream_image_find(NULL, NULL));
}
END_TEST

/* Deletes by time to live. */

#define REMOVED DDBSTREAM_EVENT_REMOVE
#define SERVICE                                                                                    \
    {                                                                                              \
        "Service", 7                                                                               \
    }
#define DYNAMODB                                                                                   \
    {                                                                                              \
        "dynamodb.amazonaws.com", 22                                                               \
    }

/* Each row but the first differs from that in one thing. */
static const struct {
    const char *reason;
    ddbstream_event_name event;
    ddbstream_string type, principal;
    bool is_one;
} deletes[] = {
    { "a delete by time to live", REMOVED, SERVICE, DYNAMODB, true },
    { "an insert", DDBSTREAM_EVENT_INSERT, SERVICE, DYNAMODB, false },
    { "an update", DDBSTREAM_EVENT_MODIFY, SERVICE, DYNAMODB, false },
    { "another event", DDBSTREAM_EVENT_OTHER, SERVICE, DYNAMODB, false },
    { "no event", DDBSTREAM_EVENT_NONE, SERVICE, DYNAMODB, false },
    { "another type", REMOVED, { "AWSUser", 7 }, DYNAMODB, false },
    { "a type in small letters", REMOVED, { "service", 7 }, DYNAMODB, false },
    { "a type cut short", REMOVED, { "Service", 6 }, DYNAMODB, false },
    { "a type that goes on", REMOVED, { "Service\0", 8 }, DYNAMODB, false },
    { "an empty type", REMOVED, { "", 0 }, DYNAMODB, false },
    { "no type", REMOVED, { NULL, 0 }, DYNAMODB, false },
    { "another principal", REMOVED, SERVICE, { "dynamodb.amazonaws.org", 22 }, false },
    { "a principal cut short", REMOVED, SERVICE, { "dynamodb.amazonaws.com", 21 }, false },
    { "a principal that goes on", REMOVED, SERVICE, { "dynamodb.amazonaws.com.cn", 25 }, false },
    { "an empty principal", REMOVED, SERVICE, { "", 0 }, false },
    { "no principal", REMOVED, SERVICE, { NULL, 0 }, false },
};

START_TEST(a_delete_by_time_to_live_is_told)
{
    ddbstream_record record = { .event_name = deletes[_i].event };
    record.user_identity =
        (ddbstream_user_identity){ DDBSTREAM_PRESENT, deletes[_i].type, deletes[_i].principal };
    ck_assert_msg(ddbstream_record_is_ttl_delete(&record) == deletes[_i].is_one, "%s",
                  deletes[_i].reason);
}
END_TEST

START_TEST(no_record_is_no_delete)
{
    ck_assert(!ddbstream_record_is_ttl_delete(NULL));
}
END_TEST

/* A record of zeros is one in which nothing came. */
START_TEST(zero_means_absent)
{
    ddbstream_record record = { .index = 0 };
    ck_assert_int_eq(record.keys.presence, DDBSTREAM_ABSENT);
    ck_assert_int_eq(record.user_identity.presence, DDBSTREAM_ABSENT);
    ck_assert_int_eq(record.event_name, DDBSTREAM_EVENT_NONE);
    ck_assert_int_eq(record.stream_view_type, DDBSTREAM_VIEW_NONE);
    ck_assert_ptr_null(ddbstream_image_find(&record.new_image, "a"));
}
END_TEST

int main(void)
{
    return RUN_SUITE("record", EACH(attributes_are_found_in_images, rows),
                     ONCE(nothing_is_found_in_no_image),
                     EACH(a_delete_by_time_to_live_is_told, deletes), ONCE(no_record_is_no_delete),
                     ONCE(zero_means_absent));
}
