/* Where JSON text breaks: the first byte that cannot be there, and what could have been. */
#ifndef DDBS_JSON_FAULT_H
#define DDBS_JSON_FAULT_H

#include <stdbool.h>
#include <stddef.h>

#include "nesting.h"

/* What may come next, whitespace aside. */
enum json_expect {
    EXPECT_VALUE,
    EXPECT_FIRST_ITEM,   /* just inside an array: a value or its end */
    EXPECT_FIRST_NAME,   /* just inside an object: a member's name or its end */
    EXPECT_NAME,         /* after a comma in an object */
    EXPECT_COLON,        /* after a name */
    EXPECT_MORE_ITEMS,   /* after a value in an array: a comma or its end */
    EXPECT_MORE_MEMBERS, /* after a value in an object: a comma or its end */
    EXPECT_NOTHING       /* after the document */
};

/* Where reading stands between two tokens. */
struct json_state {
    enum json_expect expect;
    struct nesting nesting;
};

struct json_fault {
    bool found;         /* false: nothing is wrong with these bytes, as far as they go */
    size_t at;          /* the first byte that cannot be there; else the number of bytes */
    size_t token;       /* where the token begins that it belongs to, or that the bytes end in */
    const char *reason; /* a static string */
};

/* What is expected after a value, given what is open. */
enum json_expect ddbs_json_after_value(const struct nesting *nesting);

/* Steps over separators (whitespace, commas and colons) that may stand at the front of the data,
 * and makes `expect` what may come after them. Returns how many bytes they have. */
size_t ddbs_json_skip_separators(enum json_expect *expect, const char *data, size_t length);

/* Looks for the first fault, token by token. Changes the state. */
struct json_fault ddbs_json_find_fault(struct json_state *state, const char *data, size_t length);

/* Goes over the inside of a string byte by byte. */
struct string_check {
    bool after_backslash;
    int hex_digits_left;
    bool has_ended; /* the closing quote was the last byte */
};

/* Why the next byte of the string can't be there; NULL when it can. */
const char *ddbs_json_check_string_byte(struct string_check *check, char byte);

#endif
