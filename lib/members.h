/* The members that records have, and what each fills: tables, to which a new member is a row. */
#ifndef DDBS_MEMBERS_H
#define DDBS_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/record.h>

#include "same.h"

/* How a member's value is read. */
enum member_form {
    FORM_TEXT,
    FORM_TIME,
    FORM_SIZE,
    FORM_IMAGE,
    FORM_IDENTITY, /* an object of members */
    FORM_CHANGE,   /* likewise */
    FORM_KINESIS,  /* likewise */
    FORM_DATA      /* a document of its own, as base64 */
};

/* Whether it is one JSON value without parts. Null for it is told in the record's null_members; for
 * an image or an identity, by its presence; the others may not be null. */
static inline bool ddbs_is_scalar(enum member_form form)
{
    return form <= FORM_SIZE;
}

/* Whether an object that has such a member can only be a record. */
static inline bool ddbs_makes_a_record(enum member_form form)
{
    return form >= FORM_CHANGE;
}

/* Room for any member's name as it stands. */
enum { MEMBER_QUOTED = 40 };

struct record_member {
    const char *name;
    size_t length;
    char quoted[MEMBER_QUOTED]; /* "name": as it mostly stands */
    uint64_t others;            /* a bit for each byte that is not its; none when it is too long */
    enum member_form form;
    size_t place; /* of what it fills, in ddbstream_record */
    uint32_t bit; /* one for each thing that is filled: other spellings of a name share it */
    unsigned char refrain; /* which of those below begins with it, counted from 1; 0: none */
};

/* Members behind each other that come alike in each record of a stream. */
enum { REFRAINS = 3, REFRAIN_MOST = 3 };

/* How many each has. */
extern const unsigned char ddbs_refrain_members[REFRAINS];

/* Those of a member's bits that are public say in the record that it was null. Two are left: then
 * the others in members.c must move up. */
enum { PUBLIC_BITS = 0xffff };

struct record_object {
    const struct record_member *members;
    size_t count;
    ddbstream_level level;
};

extern const struct record_object ddbs_record_object;   /* in an array of records */
extern const struct record_object ddbs_single_object;   /* a document by itself, or a line */
extern const struct record_object ddbs_change_object;   /* dynamodb */
extern const struct record_object ddbs_identity_object; /* userIdentity */
extern const struct record_object ddbs_kinesis_object;  /* kinesis */

/* The member that mostly comes after this one: they come in the order of the table, and begin anew
 * behind the last. */
static inline const struct record_member *ddbs_member_after(const struct record_object *object,
                                                            const struct record_member *member)
{
    const struct record_member *end = object->members + object->count;
    return member + 1 == end ? object->members : member + 1;
}

static inline bool ddbs_member_is_named(const struct record_member *member, const char *name,
                                        size_t length)
{
    return member->length == length && ddbs_same(member->name, name, length);
}

/* The member of that name; NULL when the object has none. Looked for from `next` on. */
const struct record_member *ddbs_find_member(const struct record_object *object,
                                             const struct record_member *next, const char *name,
                                             size_t length);

#endif
