/* Records: finding an attribute of an image that is there, null, empty or absent. */
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
                     ONCE(nothing_is_found_in_no_image), ONCE(zero_means_absent));
}
