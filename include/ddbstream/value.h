/* Attribute values: DynamoDB's ten types, as a tagged union.
 *
 * Source of the forms: the AttributeValue type of the DynamoDB API and the same type of the
 * DynamoDB Streams API. In JSON a value is an object with exactly one member, whose name is the
 * type: {"S": "text"}.
 *
 * Values are plain data. They and all they point to belong to the record they came with and live
 * as long as it does (see record.h). Reading them from several threads at once is fine. */
#ifndef DDBSTREAM_VALUE_H
#define DDBSTREAM_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/api.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>

DDBSTREAM_BEGIN

/* The ten types. */
typedef enum ddbstream_type {
    DDBSTREAM_TYPE_S = 1,    /* string */
    DDBSTREAM_TYPE_N = 2,    /* number, as decimal text */
    DDBSTREAM_TYPE_B = 3,    /* binary, base64 in JSON */
    DDBSTREAM_TYPE_BOOL = 4, /* true or false */
    DDBSTREAM_TYPE_NULL = 5, /* null; JSON carries a boolean, normally true */
    DDBSTREAM_TYPE_M = 6,    /* map of names to values */
    DDBSTREAM_TYPE_L = 7,    /* list of values */
    DDBSTREAM_TYPE_SS = 8,   /* set of strings */
    DDBSTREAM_TYPE_NS = 9,   /* set of numbers */
    DDBSTREAM_TYPE_BS = 10   /* set of binaries */
} ddbstream_type;

typedef struct ddbstream_value ddbstream_value;         /* see below */
typedef struct ddbstream_attribute ddbstream_attribute; /* see below */

/* Members in the order they came. */
typedef struct ddbstream_map {
    const ddbstream_attribute *attributes; /* NULL when `count` is 0 */
    size_t count;                          /* how many there are */
} ddbstream_map;

/* Values in their order. */
typedef struct ddbstream_list {
    const ddbstream_value *values; /* NULL when `count` is 0 */
    size_t count;                  /* how many there are */
} ddbstream_list;

/* SS, or NS with each number as text. In the order they came; what came twice is here twice. */
typedef struct ddbstream_string_set {
    const ddbstream_string *members; /* NULL when `count` is 0 */
    size_t count;                    /* how many there are */
} ddbstream_string_set;

/* BS. In the order they came; what came twice is here twice. */
typedef struct ddbstream_bytes_set {
    const ddbstream_bytes *members; /* NULL when `count` is 0 */
    size_t count;                   /* how many there are */
} ddbstream_bytes_set;

/* One value. Values stand in arrays, so neither this struct nor ddbstream_attribute nor what is in
 * them will grow. */
struct ddbstream_value {
    ddbstream_type type; /* which member of `as` holds it */
    union {
        ddbstream_string string;         /* S */
        ddbstream_string number;         /* N: the text that came, a JSON number, any length */
        ddbstream_bytes binary;          /* B, decoded */
        bool boolean;                    /* BOOL */
        bool null;                       /* NULL: the boolean that came; false is kept as false */
        ddbstream_map map;               /* M */
        ddbstream_list list;             /* L */
        ddbstream_string_set string_set; /* SS */
        ddbstream_string_set number_set; /* NS */
        ddbstream_bytes_set binary_set;  /* BS */
    } as;                                /* the value itself */
};

/* A name and its value. */
struct ddbstream_attribute {
    ddbstream_string name; /* as it came */
    ddbstream_value value; /* of any type */
};

/* The type's name in JSON: "S", "NS", ...
 *
 * Returns a static string, valid for the life of the process; "?" for a number that is no type.
 * Cannot fail. Any thread. */
DDBSTREAM_API const char *ddbstream_type_name(ddbstream_type type);

/* The attribute of that name in a map.
 *
 * map: NULL counts as a map with nothing in it.
 * name: ends in NUL; for a name with a NUL inside use ddbstream_map_find_n. Matched byte by byte.
 * Returns a pointer into the map, valid as long as the map's record, or NULL when there is no such
 * attribute. Takes time in proportion to the number of attributes. Cannot fail. Any thread. */
DDBSTREAM_API const ddbstream_value *ddbstream_map_find(const ddbstream_map *map, const char *name);

/* ddbstream_map_find for a name of `length` bytes that need not end in NUL. The result is
 * valid as long as the map's record. Cannot fail. Any thread. */
DDBSTREAM_API const ddbstream_value *ddbstream_map_find_n(const ddbstream_map *map,
                                                          const char *name, size_t length);

/* Reads an S.
 *
 * value: NULL is allowed and means that there is no value.
 * text: receives the string, which lives as long as the value's record; not NULL, and untouched on
 *     failure.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ABSENT when value is NULL; DDBSTREAM_ERROR_TYPE when it is
 * no S. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_string(const ddbstream_value *value,
                                                         ddbstream_string *text);

/* Reads the text of an N, just as it arrived: "249.50", "1E+2". It is a JSON number (RFC 8259
 * section 6) of any length.
 *
 * Arguments, lifetime, result and errors as for ddbstream_value_to_string, with N for S. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_number_text(const ddbstream_value *value,
                                                              ddbstream_string *text);

/* Reads a B, decoded from base64. Lifetime and errors as for ddbstream_value_to_string, with B for
 * S. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_bytes(const ddbstream_value *value,
                                                        ddbstream_bytes *bytes);

/* Reads a BOOL.
 *
 * value: NULL is allowed and means that there is no value.
 * boolean: receives true or false; not NULL, and untouched on failure.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ABSENT when value is NULL; DDBSTREAM_ERROR_TYPE when it is
 * no BOOL. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_value_to_boolean(const ddbstream_value *value,
                                                          bool *boolean);

DDBSTREAM_END

#endif
