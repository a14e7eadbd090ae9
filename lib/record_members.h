/* The members that records have, and what each fills: tables, to which a new member is a row. */
#ifndef DDBS_RECORD_MEMBERS_H
#define DDBS_RECORD_MEMBERS_H

#include <stddef.h>
#include <stdint.h>

#include <ddbstream/record.h>

/* How a member's value is read. */
enum member_form {
    FORM_TEXT,
    FORM_TIME,
    FORM_SIZE,
    FORM_IMAGE,
    FORM_IDENTITY, /* an object of members, or null */
    FORM_CHANGE    /* an object of members */
};

struct record_member {
    const char *name;
    size_t length;
    enum member_form form;
    size_t place;  /* of what it fills, in ddbstream_record */
    uint32_t null; /* the bit that says it was null */
};

struct record_object {
    const struct record_member *members;
    size_t count;
};

extern const struct record_object ddbs_record_object;
extern const struct record_object ddbs_change_object;   /* dynamodb */
extern const struct record_object ddbs_identity_object; /* userIdentity */

/* The member of that name; NULL when the object has none. Members mostly come in the order of the
 * table, so the one after `last`, which may be NULL, is tried first. */
const struct record_member *ddbs_find_member(const struct record_object *object,
                                             const struct record_member *last, const char *name,
                                             size_t length);

/* Sets the enums that go with the texts of event name and stream view type. */
void ddbs_record_set_names(ddbstream_record *record);

#endif
