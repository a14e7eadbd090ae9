/* A struct with a member of each kind, and its mapping. */
#ifndef EVERYTHING_H
#define EVERYTHING_H

#include <ddbstream/mapping.h>

struct point {
    int32_t x, y;
    bool has_y;
};

static const ddbstream_field point_fields[] = {
    DDBSTREAM_FIELD(struct point, x, INT32, "x", .required = true),
    DDBSTREAM_FIELD(struct point, y, INT32, "y",
                    .presence = DDBSTREAM_PRESENCE(struct point, has_y)),
};
static const struct point point_defaults = { 0, -1, true };
static const ddbstream_mapping point_mapping =
    DDBSTREAM_MAPPING(struct point, point_fields, &point_defaults);

struct everything {
    ddbstream_string string;
    char chars[4];
    ddbstream_bytes bytes;
    bool boolean;
    int8_t int8;
    int16_t int16;
    int32_t int32;
    int64_t int64;
    uint8_t uint8;
    uint16_t uint16;
    uint32_t uint32;
    uint64_t uint64;
    double real;
    ddbstream_decimal decimal;
    ddbstream_string number;
    ddbstream_string_set strings;
    ddbstream_string_set numbers;
    ddbstream_int64_set int64s;
    ddbstream_double_set reals;
    ddbstream_bytes_set binaries;
    const ddbstream_value *value;
    struct point point;
    ddbstream_structs points;
    bool has_point;
};

static const ddbstream_field everything_fields[] = {
    DDBSTREAM_FIELD(struct everything, string, STRING, "string"),
    DDBSTREAM_CHARS(struct everything, chars, "chars"),
    DDBSTREAM_FIELD(struct everything, bytes, BYTES, "bytes"),
    DDBSTREAM_FIELD(struct everything, boolean, BOOL, "boolean"),
    DDBSTREAM_FIELD(struct everything, int8, INT8, "int8"),
    DDBSTREAM_FIELD(struct everything, int16, INT16, "int16"),
    DDBSTREAM_FIELD(struct everything, int32, INT32, "int32"),
    DDBSTREAM_FIELD(struct everything, int64, INT64, "int64"),
    DDBSTREAM_FIELD(struct everything, uint8, UINT8, "uint8"),
    DDBSTREAM_FIELD(struct everything, uint16, UINT16, "uint16"),
    DDBSTREAM_FIELD(struct everything, uint32, UINT32, "uint32"),
    DDBSTREAM_FIELD(struct everything, uint64, UINT64, "uint64"),
    DDBSTREAM_FIELD(struct everything, real, DOUBLE, "real"),
    DDBSTREAM_FIELD(struct everything, decimal, DECIMAL, "decimal"),
    DDBSTREAM_FIELD(struct everything, number, NUMBER, "number"),
    DDBSTREAM_FIELD(struct everything, strings, STRING_SET, "strings"),
    DDBSTREAM_FIELD(struct everything, numbers, NUMBER_SET, "numbers"),
    DDBSTREAM_FIELD(struct everything, int64s, INT64_SET, "int64s"),
    DDBSTREAM_FIELD(struct everything, reals, DOUBLE_SET, "reals"),
    DDBSTREAM_FIELD(struct everything, binaries, BYTES_SET, "binaries"),
    DDBSTREAM_FIELD(struct everything, value, VALUE, "value"),
    DDBSTREAM_STRUCT(struct everything, point, &point_mapping, "a.\"point\"",
                     .presence = DDBSTREAM_PRESENCE(struct everything, has_point)),
    DDBSTREAM_LIST(struct everything, points, &point_mapping, "points"),
};
static const ddbstream_mapping everything_mapping =
    DDBSTREAM_MAPPING(struct everything, everything_fields);

/* An item with all of it, in the order of the fields. */
#define EVERYTHING                                                                                 \
    "{'string':{'S':'text'},'chars':{'S':'EUR'},'bytes':{'B':'/wA='},'boolean':{'BOOL':true},"     \
    "'int8':{'N':'-128'},'int16':{'N':'-32768'},'int32':{'N':'-2147483648'},"                      \
    "'int64':{'N':'-9223372036854775808'},'uint8':{'N':'255'},'uint16':{'N':'65535'},"             \
    "'uint32':{'N':'4294967295'},'uint64':{'N':'18446744073709551615'},'real':{'N':'0.1'},"        \
    "'decimal':{'N':'-9.9999999999999999999999999999999999999E+125'},'number':{'N':'1E-130'},"     \
    "'strings':{'SS':['a','b']},'numbers':{'NS':['1.0','2']},'int64s':{'NS':['-1','100']},"        \
    "'reals':{'NS':['0.5','0.1']},'binaries':{'BS':['AA==','']},'value':{'NULL':true},"            \
    "'a.`'point`'':{'M':{'x':{'N':'1'},'y':{'N':'2'}}},"                                           \
    "'points':{'L':[{'M':{'x':{'N':'3'},'y':{'N':'4'}}},{'M':{'x':{'N':'5'}}}]}}"

/* Lists of itself in itself. */
struct tree {
    int32_t depth;
    ddbstream_structs branches;
};

static const ddbstream_mapping tree_mapping;
static const ddbstream_field tree_fields[] = {
    DDBSTREAM_FIELD(struct tree, depth, INT32, "depth"),
    DDBSTREAM_LIST(struct tree, branches, &tree_mapping, "branches"),
};
static const ddbstream_mapping tree_mapping = DDBSTREAM_MAPPING(struct tree, tree_fields);

#endif
