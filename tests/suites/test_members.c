/* The tables of members: each is found wherever one looks from, and fills a place of its own. */
#include "members.h"

#include <ddbstream/copying.h>
#include <ddbstream/encoder.h>

#include "same.h"
#include "suite.h"

static const struct {
    const struct record_object *object;
    size_t count;
} objects[] = {
    { &ddbs_record_object, 10 },  { &ddbs_single_object, 15 }, { &ddbs_change_object, 8 },
    { &ddbs_identity_object, 4 }, { &ddbs_kinesis_object, 5 },
};

static const struct record_member *find(const struct record_object *object,
                                        const struct record_member *next, const char *name,
                                        size_t length)
{
    char *exact = exact_copy(name, length);
    const struct record_member *found = ddbs_find_member(object, next, exact, length);
    free(exact);
    return found;
}

START_TEST(each_member_is_found_from_everywhere)
{
    const struct record_object *object = objects[_i].object;
    ck_assert_uint_eq(object->count, objects[_i].count);
    for (size_t i = 0; i < object->count; i++) {
        const struct record_member *member = &object->members[i];
        ck_assert_uint_eq(member->length, strlen(member->name));
        ck_assert_uint_ge(member->length, 4);
        for (size_t next = 0; next < object->count; next++)
            ck_assert_ptr_eq(find(object, &object->members[next], member->name, member->length),
                             member);
    }
}
END_TEST

/* Those that stand only in lines of an export. */
START_TEST(the_last_are_the_exports)
{
    const struct record_member *first = ddbs_single_object.members + ddbs_record_object.count;
    ck_assert_ptr_eq(ddbs_record_object.members, ddbs_single_object.members);
    ck_assert_str_eq(first->name, "Item");
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
        ck_assert_ptr_null(find(object, object->members, name, member->length - 1));
        ck_assert_ptr_null(find(object, object->members, name, member->length + 1));
        for (size_t at = 0; at < member->length; at++) {
            name[at] ^= 0x10;
            ck_assert_ptr_null(find(object, object->members, name, member->length));
            name[at] ^= 0x10;
        }
    }
    ck_assert_ptr_null(find(object, object->members, "", 0));
}
END_TEST

/* Two spellings of a member fill one place, and share a bit; no others do. */
START_TEST(members_share_a_bit_when_they_fill_one_place)
{
    const struct record_object *object = objects[_i].object;
    for (size_t a = 0; a < object->count; a++)
        for (size_t b = 0; b < a; b++) {
            const struct record_member *one = &object->members[a], *other = &object->members[b];
            bool same_place = one->place == other->place && one->form == other->form;
            ck_assert_msg((one->bit == other->bit) == same_place, "%s, %s", one->name, other->name);
            ck_assert_msg(same_place || (one->bit & other->bit) == 0, "%s, %s", one->name,
                          other->name);
        }
}
END_TEST

/* What may be null and is no Kinesis matter has a bit that the record shows. */
START_TEST(what_may_be_null_has_a_public_bit)
{
    for (size_t o = 0; o < COUNT_OF(objects); o++)
        for (size_t i = 0; i < objects[o].object->count; i++) {
            const struct record_member *member = &objects[o].object->members[i];
            bool is_shown =
                ddbs_is_scalar(member->form) && objects[o].object->level != DDBSTREAM_LEVEL_KINESIS;
            ck_assert_msg(((member->bit & PUBLIC_BITS) != 0) == is_shown, "%s", member->name);
        }
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
    const struct record_member *member =
        find(places[_i].object, places[_i].object->members, name, strlen(name));
    ck_assert_msg(member != NULL, "%s", name);
    ck_assert_msg(member->form == places[_i].form, "%s", name);
    ck_assert_msg(member->place == places[_i].place, "%s", name);
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

/* Whoever adds a member must add it in other places too: what follows finds those forgotten. */

static const ddbstream_attribute attribute = { .name = { "a", 1 },
                                               .value = { .type = DDBSTREAM_TYPE_NULL } };

/* A record that has just this member; false when others make up its value. */
static bool make_record(const struct record_member *member, ddbstream_record *record)
{
    void *place = (char *)record + member->place;
    *record = (ddbstream_record){ .size_bytes = -1, .user_identity.presence = DDBSTREAM_PRESENT };
    switch (member->form) {
    case FORM_TEXT:
        *(ddbstream_string *)place = (ddbstream_string){ "x", 1 };
        return true;
    case FORM_TIME:
        *(ddbstream_time *)place = (ddbstream_time){ .seconds = 1, .text = { "1", 1 } };
        return true;
    case FORM_SIZE:
        *(int64_t *)place = 7;
        return true;
    case FORM_IMAGE:
        *(ddbstream_image *)place = (ddbstream_image){ DDBSTREAM_PRESENT, { &attribute, 1 } };
        return true;
    default:
        return false;
    }
}

/* The name as it stands, and which of its bytes are compared at once. */
START_TEST(each_name_is_known_in_quotes)
{
    const struct record_object *object = objects[_i].object;
    for (size_t i = 0; i < object->count; i++) {
        const struct record_member *member = &object->members[i];
        char quoted[80];
        int length = snprintf(quoted, sizeof quoted, "\"%s\":", member->name);
        ck_assert_str_eq(member->quoted, quoted);
        ck_assert_uint_eq(member->length + 3, (size_t)length);
        ck_assert_uint_eq(member->others, length <= 32 ? UINT64_MAX << length : 0);
    }
}
END_TEST

/* What is not written: other spellings, and what only other shapes have. */
static bool is_written(const struct record_member *member)
{
    static const char *const others[] = { "Type", "PrincipalId", "tableName",
                                          "ApproximateCreationDateTimePrecision" };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (strcmp(member->name, others[i]) == 0)
            return false;
    return true;
}

static void expect_written(const struct record_member *member, const ddbstream_record *record)
{
    ddbstream_buffer *buffer;
    ddbstream_encoder *encoder;
    ck_assert_int_eq(ddbstream_buffer_create(&buffer, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_encoder_create(&encoder, ddbstream_sink_buffer(buffer), NULL),
                     DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_encoder_record(encoder, record), DDBSTREAM_OK);
    ck_assert_msg((strstr(ddbstream_buffer_text(buffer).data, member->quoted) != NULL)
                      == is_written(member),
                  "%s: %s", member->name, ddbstream_buffer_text(buffer).data);
    ddbstream_encoder_free(encoder);
    ddbstream_buffer_free(buffer);
}

START_TEST(each_member_is_written)
{
    static const struct record_object *const written[] = { &ddbs_record_object, &ddbs_change_object,
                                                           &ddbs_identity_object };
    const struct record_object *object = written[_i];
    ddbstream_record record;
    for (size_t i = 0; i < object->count; i++)
        if (make_record(&object->members[i], &record))
            expect_written(&object->members[i], &record);
}
END_TEST

/* What the member points to in a record. */
static const void *data_of(const struct record_member *member, const ddbstream_record *record)
{
    const void *place = (const char *)record + member->place;
    switch (member->form) {
    case FORM_TEXT:
        return ((const ddbstream_string *)place)->data;
    case FORM_TIME:
        return ((const ddbstream_time *)place)->text.data;
    case FORM_IMAGE:
        return ((const ddbstream_image *)place)->attributes.attributes;
    default:
        return NULL;
    }
}

START_TEST(each_member_is_copied)
{
    const struct record_object *object = objects[_i].object;
    for (size_t i = 0; i < object->count; i++) {
        const struct record_member *member = &object->members[i];
        ddbstream_record record, *clone;
        if (!make_record(member, &record) || member->form == FORM_SIZE)
            continue;
        ck_assert_int_eq(ddbstream_record_clone(&record, NULL, &clone), DDBSTREAM_OK);
        ck_assert_msg(data_of(member, clone) != NULL
                          && data_of(member, clone) != data_of(member, &record),
                      "%s is still the first record's", member->name);
        ddbstream_clone_free(clone);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("members", EACH(each_member_is_found_from_everywhere, objects),
                     EACH(each_name_is_known_in_quotes, objects), ONCE(the_last_are_the_exports),
                     EACH(names_that_are_almost_right_are_not_found, objects),
                     EACH(members_share_a_bit_when_they_fill_one_place, objects),
                     ONCE(what_may_be_null_has_a_public_bit),
                     EACH(members_have_their_forms_and_places, places),
                     { texts_are_the_same_when_each_byte_is, 41 }, { each_member_is_written, 3 },
                     EACH(each_member_is_copied, objects));
}
