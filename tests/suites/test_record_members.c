/* The tables of members: each is found wherever one looks from, and fills a place of its own. */
#include "record_members.h"

#include "same.h"
#include "suite.h"

static const struct {
    const struct record_object *object;
    size_t count;
} objects[] = {
    { &ddbs_record_object, 8 },
    { &ddbs_change_object, 7 },
    { &ddbs_identity_object, 2 },
};

static const struct record_member *find(const struct record_object *object,
                                        const struct record_member *last, const char *name,
                                        size_t length)
{
    char *exact = exact_copy(name, length);
    const struct record_member *found = ddbs_find_member(object, last, exact, length);
    free(exact);
    return found;
}

/* Whatever member came last: none, the one before, itself, the last of the table. */
START_TEST(each_member_is_found_from_everywhere)
{
    const struct record_object *object = objects[_i].object;
    ck_assert_uint_eq(object->count, objects[_i].count);
    for (size_t i = 0; i < object->count; i++) {
        const struct record_member *member = &object->members[i];
        ck_assert_uint_eq(member->length, strlen(member->name));
        ck_assert_ptr_eq(find(object, NULL, member->name, member->length), member);
        for (size_t last = 0; last < object->count; last++)
            ck_assert_ptr_eq(find(object, &object->members[last], member->name, member->length),
                             member);
    }
}
END_TEST

/* Names that differ in one byte, or go on, or break off. */
START_TEST(names_that_are_almost_right_are_not_found)
{
    const struct record_object *object = objects[_i].object;
    char name[64];
    for (size_t i = 0; i < object->count; i++) {
        const struct record_member *member = &object->members[i];
        memcpy(name, member->name, member->length + 1);
        ck_assert_ptr_null(find(object, NULL, name, member->length - 1));
        ck_assert_ptr_null(find(object, NULL, name, member->length + 1));
        for (size_t at = 0; at < member->length; at++) {
            name[at] ^= 0x20;
            ck_assert_ptr_null(find(object, NULL, name, member->length));
            name[at] ^= 0x20;
        }
    }
    ck_assert_ptr_null(find(object, NULL, "", 0));
}
END_TEST

/* Each member that can be null has a bit, but for those whose presence says it. */
START_TEST(no_two_members_share_a_bit)
{
    uint32_t seen = 0;
    for (size_t o = 0; o < COUNT_OF(objects); o++)
        for (size_t i = 0; i < objects[o].object->count; i++) {
            const struct record_member *member = &objects[o].object->members[i];
            ck_assert_msg((seen & member->null) == 0, "%s", member->name);
            ck_assert_msg((member->null != 0) == (member->form <= FORM_SIZE), "%s", member->name);
            seen |= member->null;
        }
    ck_assert_uint_eq(seen, 2 * (uint32_t)DDBSTREAM_MEMBER_IDENTITY_PRINCIPAL_ID - 1);
}
END_TEST

static const struct {
    const struct record_object *object;
    const char *name;
    enum member_form form;
    size_t place;
} places[] = {
    { &ddbs_record_object, "eventName", FORM_TEXT, offsetof(ddbstream_record, event_name_text) },
    { &ddbs_record_object, "dynamodb", FORM_CHANGE, offsetof(ddbstream_record, keys) },
    { &ddbs_record_object, "userIdentity", FORM_IDENTITY,
      offsetof(ddbstream_record, user_identity) },
    { &ddbs_change_object, "ApproximateCreationDateTime", FORM_TIME,
      offsetof(ddbstream_record, approximate_creation_time) },
    { &ddbs_change_object, "Keys", FORM_IMAGE, offsetof(ddbstream_record, keys) },
    { &ddbs_change_object, "NewImage", FORM_IMAGE, offsetof(ddbstream_record, new_image) },
    { &ddbs_change_object, "OldImage", FORM_IMAGE, offsetof(ddbstream_record, old_image) },
    { &ddbs_change_object, "SizeBytes", FORM_SIZE, offsetof(ddbstream_record, size_bytes) },
    { &ddbs_identity_object, "type", FORM_TEXT, offsetof(ddbstream_record, user_identity.type) },
};

START_TEST(members_have_their_forms_and_places)
{
    const char *name = places[_i].name;
    const struct record_member *member = find(places[_i].object, NULL, name, strlen(name));
    ck_assert_msg(member != NULL, "%s", name);
    ck_assert_msg(member->form == places[_i].form, "%s", name);
    ck_assert_msg(member->place == places[_i].place, "%s", name);
}
END_TEST

static const struct {
    ddbstream_string text;
    ddbstream_event_name name;
    ddbstream_view_type view;
} names[] = {
    { { NULL, 0 }, DDBSTREAM_EVENT_NONE, DDBSTREAM_VIEW_NONE },
    { { "", 0 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OTHER },
    { { "INSERT", 6 }, DDBSTREAM_EVENT_INSERT, DDBSTREAM_VIEW_OTHER },
    { { "MODIFY", 6 }, DDBSTREAM_EVENT_MODIFY, DDBSTREAM_VIEW_OTHER },
    { { "REMOVE", 6 }, DDBSTREAM_EVENT_REMOVE, DDBSTREAM_VIEW_OTHER },
    { { "INSERT", 5 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OTHER },
    { { "INSERT\0", 7 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OTHER },
    { { "insert", 6 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OTHER },
    { { "KEYS_ONLY", 9 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_KEYS_ONLY },
    { { "NEW_IMAGE", 9 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_NEW_IMAGE },
    { { "OLD_IMAGE", 9 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OLD_IMAGE },
    { { "NEW_AND_OLD_IMAGES", 18 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_NEW_AND_OLD_IMAGES },
    { { "NEW_AND_OLD_IMAGES", 17 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OTHER },
    { { "NEW_AND_OLD_IMAGES", 9 }, DDBSTREAM_EVENT_OTHER, DDBSTREAM_VIEW_OTHER },
};

START_TEST(texts_become_enums)
{
    ddbstream_record record = { .event_name_text = names[_i].text,
                                .stream_view_type_text = names[_i].text };
    ddbs_record_set_names(&record);
    ck_assert_msg(record.event_name == names[_i].name, "row %d", _i);
    ck_assert_msg(record.stream_view_type == names[_i].view, "row %d", _i);
}
END_TEST

/* Texts that differ in each place, for each length around a few words of eight bytes. */
START_TEST(texts_are_the_same_when_each_byte_is)
{
    size_t length = (size_t)_i;
    char text[40], *a, *b;
    memset(text, 'x', sizeof text);
    a = exact_copy(text, length);
    b = exact_copy(text, length);
    ck_assert(ddbs_same(a, b, length));
    for (size_t at = 0; at < length; at++) {
        b[at] ^= 1;
        ck_assert_msg(!ddbs_same(a, b, length), "byte %zu of %zu", at, length);
        b[at] ^= 1;
    }
    free(a);
    free(b);
}
END_TEST

int main(void)
{
    return RUN_SUITE("record_members", EACH(each_member_is_found_from_everywhere, objects),
                     EACH(names_that_are_almost_right_are_not_found, objects),
                     ONCE(no_two_members_share_a_bit),
                     EACH(members_have_their_forms_and_places, places),
                     EACH(texts_become_enums, names), { texts_are_the_same_when_each_byte_is, 41 });
}
