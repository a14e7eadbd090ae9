/* Maps of attributes as C structs of your own, and back, by a table that describes the struct.
 *
 *     struct order {
 *         ddbstream_string id;
 *         char currency[4];
 *         int32_t quantity;
 *         ddbstream_decimal total;
 *         bool has_total;
 *     };
 *     static const ddbstream_field order_fields[] = {
 *         DDBSTREAM_FIELD(struct order, id, STRING, "referenceId", .required = true),
 *         DDBSTREAM_CHARS(struct order, currency, "currency"),
 *         DDBSTREAM_FIELD(struct order, quantity, INT32, "quantity"),
 *         DDBSTREAM_FIELD(struct order, total, DECIMAL, "total",
 *                         .presence = DDBSTREAM_PRESENCE(struct order, has_total)),
 *     };
 *     static const ddbstream_mapping order_mapping = DDBSTREAM_MAPPING(struct order, order_fields);
 *
 *     ddbstream_map_to_struct(&order_mapping, &record->new_image.attributes, &order, NULL, NULL);
 *
 * With a C11 compiler a member that is not of the kind's type does not compile, and with a C99 one
 * it gets a warning. In C++ the macros take C++20. A struct inside the struct is checked, by its
 * size, only when it is used.
 *
 * Attributes that no field names are left alone. Fields are looked up fastest in the order in which
 * the attributes come. Tables are plain data, only read, so any number of threads may share
 * them. */
#ifndef DDBSTREAM_MAPPING_H
#define DDBSTREAM_MAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/api.h>
#include <ddbstream/arena.h>
#include <ddbstream/number.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* What a member is in C, and the attribute in DynamoDB. */
typedef enum ddbstream_field_kind {
    DDBSTREAM_FIELD_STRING = 1,      /* ddbstream_string: S */
    DDBSTREAM_FIELD_CHARS = 2,       /* char[n], ends in NUL: S with less than n bytes, no NUL */
    DDBSTREAM_FIELD_BYTES = 3,       /* ddbstream_bytes: B */
    DDBSTREAM_FIELD_BOOL = 4,        /* bool: BOOL */
    DDBSTREAM_FIELD_INT8 = 5,        /* int8_t: N, whole and in range */
    DDBSTREAM_FIELD_INT16 = 6,       /* int16_t: likewise */
    DDBSTREAM_FIELD_INT32 = 7,       /* int32_t: likewise */
    DDBSTREAM_FIELD_INT64 = 8,       /* int64_t: likewise */
    DDBSTREAM_FIELD_UINT8 = 9,       /* uint8_t: likewise */
    DDBSTREAM_FIELD_UINT16 = 10,     /* uint16_t: likewise */
    DDBSTREAM_FIELD_UINT32 = 11,     /* uint32_t: likewise */
    DDBSTREAM_FIELD_UINT64 = 12,     /* uint64_t: likewise */
    DDBSTREAM_FIELD_DOUBLE = 13,     /* double: N, the nearest */
    DDBSTREAM_FIELD_DECIMAL = 14,    /* ddbstream_decimal: N, at most 38 digits */
    DDBSTREAM_FIELD_NUMBER = 15,     /* ddbstream_string: N as its text */
    DDBSTREAM_FIELD_STRING_SET = 16, /* ddbstream_string_set: SS */
    DDBSTREAM_FIELD_NUMBER_SET = 17, /* ddbstream_string_set: NS as texts */
    DDBSTREAM_FIELD_INT64_SET = 18,  /* ddbstream_int64_set: NS, each whole and in range */
    DDBSTREAM_FIELD_DOUBLE_SET = 19, /* ddbstream_double_set: NS, each the nearest */
    DDBSTREAM_FIELD_BYTES_SET = 20,  /* ddbstream_bytes_set: BS */
    DDBSTREAM_FIELD_VALUE = 21,      /* const ddbstream_value *: any, a NULL value too */
    DDBSTREAM_FIELD_STRUCT = 22,     /* a struct with a mapping: M */
    DDBSTREAM_FIELD_LIST = 23        /* ddbstream_structs: L of M */
} ddbstream_field_kind;

/* What kinds need that have no type elsewhere. These structs will not grow. */

/* An NS of whole numbers. */
typedef struct ddbstream_int64_set {
    const int64_t *members; /* NULL when `count` is 0 */
    size_t count;           /* how many there are */
} ddbstream_int64_set;

/* An NS of doubles. */
typedef struct ddbstream_double_set {
    const double *members; /* NULL when `count` is 0 */
    size_t count;          /* how many there are */
} ddbstream_double_set;

/* An L of maps. */
typedef struct ddbstream_structs {
    const void *items; /* an array of what the field's mapping describes; NULL when `count` is 0 */
    size_t count;      /* how many there are */
} ddbstream_structs;

typedef struct ddbstream_mapping ddbstream_mapping; /* see below */

/* One member and its attribute; made by the macros below. What comes after `name` can be given
 * there: `.required = true`. Stands in arrays, so it will not grow. */
typedef struct ddbstream_field {
    size_t offset;                    /* of the member in the struct, in bytes */
    size_t size;                      /* of the member, in bytes */
    ddbstream_field_kind kind;        /* the member's */
    const ddbstream_mapping *mapping; /* of STRUCT and LIST; else NULL */
    const char *name;                 /* the attribute's */

    /* Without the attribute the whole conversion fails. Else the member has its default. */
    bool required;

    /* DDBSTREAM_PRESENCE: a bool beside the member that tells whether the attribute is there, or is
     * to be written. 0: no such. */
    size_t presence;
} ddbstream_field;

/* A struct; made by DDBSTREAM_MAPPING. This struct will not grow. */
struct ddbstream_mapping {
    const ddbstream_field *fields; /* an array */
    size_t count;                  /* of fields */
    size_t size;                   /* of the struct, in bytes */
    const void *defaults;          /* such a struct, for what is absent; NULL: zeros */
};

/* A member of any kind but CHARS, STRUCT and LIST: DDBSTREAM_FIELD(struct, member, KIND, "name"),
 * and perhaps more of ddbstream_field's members. */
#define DDBSTREAM_FIELD(type, member, kind_, ...)                                                  \
    {                                                                                              \
        .offset = DDBSTREAM_OFFSET_(type, member, DDBSTREAM_TYPE_OF_##kind_),                      \
        .size = sizeof(((type *)0)->member), .kind = DDBSTREAM_FIELD_##kind_, .mapping = NULL,     \
        .name = __VA_ARGS__                                                                        \
    }

/* A char array. */
#define DDBSTREAM_CHARS(type, member, ...)                                                         \
    {                                                                                              \
        .offset = DDBSTREAM_CHARS_OFFSET_(type, member), .size = sizeof(((type *)0)->member),      \
        .kind = DDBSTREAM_FIELD_CHARS, .mapping = NULL, .name = __VA_ARGS__                        \
    }

/* A struct inside the struct, by the address of its mapping. */
#define DDBSTREAM_STRUCT(type, member, mapping_, ...)                                              \
    {                                                                                              \
        .offset = offsetof(type, member), .size = sizeof(((type *)0)->member),                     \
        .kind = DDBSTREAM_FIELD_STRUCT, .mapping = mapping_, .name = __VA_ARGS__                   \
    }

/* A list of structs, by the address of the mapping of one. */
#define DDBSTREAM_LIST(type, member, mapping_, ...)                                                \
    {                                                                                              \
        .offset = DDBSTREAM_OFFSET_(type, member, ddbstream_structs),                              \
        .size = sizeof(((type *)0)->member), .kind = DDBSTREAM_FIELD_LIST, .mapping = mapping_,    \
        .name = __VA_ARGS__                                                                        \
    }

/* For `.presence`: the bool that tells whether the attribute is there. */
#define DDBSTREAM_PRESENCE(type, member) (DDBSTREAM_OFFSET_(type, member, bool) + 1)

/* DDBSTREAM_MAPPING(struct order, order_fields), or with the address of defaults behind these. The
 * fields are an array. */
#define DDBSTREAM_MAPPING(type, ...) DDBSTREAM_MAPPING_(type, __VA_ARGS__, NULL, NULL)

#define DDBSTREAM_MAPPING_(type, fields_, defaults_, ...)                                          \
    {                                                                                              \
        fields_, sizeof(fields_) / sizeof((fields_)[0]),                                           \
            sizeof(type) + 0 * DDBSTREAM_IS_DEFAULT_(defaults_, type), defaults_                   \
    }

/* How deep structs and lists of structs may stand in each other. A mapping may name itself in a
 * list, and then the items decide how deep they are. */
#define DDBSTREAM_MAPPING_DEPTH 32

/* What kept a conversion from being made. The caller's; a call that fails fills it. This struct
 * will not grow. */
typedef struct ddbstream_mapping_error {
    ddbstream_status status; /* what the call returned */
    char path[256];          /* of the attribute, cut to fit: lines[2]["unit price"] */
    char message[96];        /* in English, without the place */
} ddbstream_mapping_error;

/* Fills a struct from a map, such as an image's attributes.
 *
 * A NULL value counts as absent, but for a field of kind VALUE. Strings, bytes, sets of them and
 * values are not copied: they live as long as the record.
 *
 * map: NULL counts as a map with nothing in it.
 * object: the struct; on failure it holds whatever.
 * arena: for number sets and lists of structs, which live until it is reset or freed. Items are
 *     aligned for members of 8 bytes. May be NULL when there are no such fields: one that finds
 *     something to keep then is DDBSTREAM_ERROR_ARGUMENT.
 * error: NULL, or receives what was wrong.
 * Returns DDBSTREAM_OK, or for the first field that can't be filled: DDBSTREAM_ERROR_ABSENT when it
 * is required; DDBSTREAM_ERROR_TYPE when the attribute is of another type; DDBSTREAM_ERROR_RANGE
 * when a number or text does not fit; DDBSTREAM_INEXACT when a whole number has a fraction or a
 * decimal too many digits; DDBSTREAM_ERROR_NUMBER; DDBSTREAM_ERROR_LIMIT when structs stand too
 * deep; DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_ARGUMENT when the tables make no sense, or object
 * is NULL. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_map_to_struct(const ddbstream_mapping *mapping,
                                                       const ddbstream_map *map, void *object,
                                                       ddbstream_arena *arena,
                                                       ddbstream_mapping_error *error);

/* Makes a map of a struct, with an attribute for each field in their order.
 *
 * Left out are fields whose `presence` is false, strings, bytes and numbers whose `data` is NULL,
 * decimals without digits, values that are NULL, and empty sets without a `presence`, since
 * DynamoDB has no empty sets.
 * Doubles get 15 digits, or as many more as it takes to read back the same.
 *
 * map: receives the map, which lives until the arena is reset or freed, and no longer than the
 *     struct and what it points to, since strings are not copied; untouched on failure.
 * arena: not NULL.
 * error: as above.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ABSENT when a required field is left out;
 * DDBSTREAM_ERROR_RANGE for a double that is infinite or no number, a decimal whose exponent
 * ddbstream_value_to_decimal does not read, or a char array that does not end in NUL;
 * DDBSTREAM_ERROR_NUMBER for text that is no number; DDBSTREAM_ERROR_LIMIT,
 * DDBSTREAM_ERROR_MEMORY, DDBSTREAM_ERROR_ARGUMENT as above, or when arena or map is NULL. Whether
 * text is UTF-8 is not looked at: whoever writes the map finds out. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_struct_to_map(const ddbstream_mapping *mapping,
                                                       const void *object, ddbstream_arena *arena,
                                                       ddbstream_map *map,
                                                       ddbstream_mapping_error *error);

/* How the macros above know a kind's type, and check a member's. */

#define DDBSTREAM_TYPE_OF_STRING ddbstream_string
#define DDBSTREAM_TYPE_OF_BYTES ddbstream_bytes
#define DDBSTREAM_TYPE_OF_BOOL bool
#define DDBSTREAM_TYPE_OF_INT8 int8_t
#define DDBSTREAM_TYPE_OF_INT16 int16_t
#define DDBSTREAM_TYPE_OF_INT32 int32_t
#define DDBSTREAM_TYPE_OF_INT64 int64_t
#define DDBSTREAM_TYPE_OF_UINT8 uint8_t
#define DDBSTREAM_TYPE_OF_UINT16 uint16_t
#define DDBSTREAM_TYPE_OF_UINT32 uint32_t
#define DDBSTREAM_TYPE_OF_UINT64 uint64_t
#define DDBSTREAM_TYPE_OF_DOUBLE double
#define DDBSTREAM_TYPE_OF_DECIMAL ddbstream_decimal
#define DDBSTREAM_TYPE_OF_NUMBER ddbstream_string
#define DDBSTREAM_TYPE_OF_STRING_SET ddbstream_string_set
#define DDBSTREAM_TYPE_OF_NUMBER_SET ddbstream_string_set
#define DDBSTREAM_TYPE_OF_INT64_SET ddbstream_int64_set
#define DDBSTREAM_TYPE_OF_DOUBLE_SET ddbstream_double_set
#define DDBSTREAM_TYPE_OF_BYTES_SET ddbstream_bytes_set
#define DDBSTREAM_TYPE_OF_VALUE const ddbstream_value *

#if defined(__cplusplus)
#define DDBSTREAM_IS_(pointer, wanted) sizeof(static_cast<wanted>(pointer))
#define DDBSTREAM_IS_DEFAULT_(pointer, type) sizeof(static_cast<const type *>(pointer))
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define DDBSTREAM_IS_(pointer, wanted) sizeof(_Generic((pointer), wanted : 1))
#define DDBSTREAM_IS_DEFAULT_(pointer, type)                                                       \
    sizeof(_Generic((pointer), const type * : 1, type * : 1, void * : 1))
#else
#define DDBSTREAM_IS_(pointer, wanted) sizeof(1 ? (pointer) : (wanted)0)
#define DDBSTREAM_IS_DEFAULT_(pointer, type) sizeof(1 ? (pointer) : (const type *)0)
#endif

#define DDBSTREAM_OFFSET_(type, member, wanted)                                                    \
    (offsetof(type, member) + 0 * DDBSTREAM_IS_(&((type *)0)->member, wanted *))
#define DDBSTREAM_CHARS_OFFSET_(type, member)                                                      \
    (offsetof(type, member)                                                                        \
     + 0 * DDBSTREAM_IS_(&((type *)0)->member, char(*)[sizeof(((type *)0)->member)]))

DDBSTREAM_END

#endif
