/* Fills structs from maps of attributes: a function for each kind of field. */
#include "attribute_finder.h"
#include "mapping_run.h"

#include <string.h>

typedef ddbstream_status read_fn(struct mapping_run *run, const ddbstream_field *field,
                                 const ddbstream_value *value, void *member);

/* Text and bytes, which stay in the record. */

static ddbstream_status read_string(struct mapping_run *run, const ddbstream_field *field,
                                    const ddbstream_value *value, void *member)
{
    (void)run;
    (void)field;
    memcpy(member, &value->as.string, sizeof value->as.string);
    return DDBSTREAM_OK;
}

static ddbstream_status read_chars(struct mapping_run *run, const ddbstream_field *field,
                                   const ddbstream_value *value, void *member)
{
    ddbstream_string text = value->as.string;
    if (text.length >= field->size)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_RANGE, "the text is too long");
    if (text.length > 0 && memchr(text.data, '\0', text.length) != NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_RANGE, "there is a NUL in the text");
    if (text.length > 0)
        memcpy(member, text.data, text.length);
    ((char *)member)[text.length] = '\0';
    return DDBSTREAM_OK;
}

static ddbstream_status read_bytes(struct mapping_run *run, const ddbstream_field *field,
                                   const ddbstream_value *value, void *member)
{
    (void)run;
    (void)field;
    memcpy(member, &value->as.binary, sizeof value->as.binary);
    return DDBSTREAM_OK;
}

static ddbstream_status read_boolean(struct mapping_run *run, const ddbstream_field *field,
                                     const ddbstream_value *value, void *member)
{
    (void)run;
    (void)field;
    *(bool *)member = value->as.boolean;
    return DDBSTREAM_OK;
}

static ddbstream_status read_any(struct mapping_run *run, const ddbstream_field *field,
                                 const ddbstream_value *value, void *member)
{
    (void)run;
    (void)field;
    *(const ddbstream_value **)member = value;
    return DDBSTREAM_OK;
}

static ddbstream_status read_string_set(struct mapping_run *run, const ddbstream_field *field,
                                        const ddbstream_value *value, void *member)
{
    (void)run;
    (void)field;
    memcpy(member, &value->as.string_set, sizeof value->as.string_set);
    return DDBSTREAM_OK;
}

static ddbstream_status read_bytes_set(struct mapping_run *run, const ddbstream_field *field,
                                       const ddbstream_value *value, void *member)
{
    (void)run;
    (void)field;
    memcpy(member, &value->as.binary_set, sizeof value->as.binary_set);
    return DDBSTREAM_OK;
}

/* Numbers. */

/* How many bits the kind lacks to 64; `first` is that of eight bits, and the others follow it. */
static int missing_bits(ddbstream_field_kind kind, ddbstream_field_kind first)
{
    return 64 - (8 << (kind - first));
}

static void store_signed(ddbstream_field_kind kind, int64_t number, void *member)
{
    if (kind == DDBSTREAM_FIELD_INT8)
        *(int8_t *)member = (int8_t)number;
    else if (kind == DDBSTREAM_FIELD_INT16)
        *(int16_t *)member = (int16_t)number;
    else if (kind == DDBSTREAM_FIELD_INT32)
        *(int32_t *)member = (int32_t)number;
    else
        *(int64_t *)member = number;
}

static ddbstream_status read_signed(struct mapping_run *run, const ddbstream_field *field,
                                    const ddbstream_value *value, void *member)
{
    int64_t number, most = INT64_MAX >> missing_bits(field->kind, DDBSTREAM_FIELD_INT8);
    ddbstream_status status = ddbstream_number_to_int64(value->as.number, &number);
    if (status == DDBSTREAM_OK && (number > most || number < -most - 1))
        status = DDBSTREAM_ERROR_RANGE;
    if (status != DDBSTREAM_OK)
        return ddbs_mapping_fail_number(run, status);
    store_signed(field->kind, number, member);
    return DDBSTREAM_OK;
}

static void store_unsigned(ddbstream_field_kind kind, uint64_t number, void *member)
{
    if (kind == DDBSTREAM_FIELD_UINT8)
        *(uint8_t *)member = (uint8_t)number;
    else if (kind == DDBSTREAM_FIELD_UINT16)
        *(uint16_t *)member = (uint16_t)number;
    else if (kind == DDBSTREAM_FIELD_UINT32)
        *(uint32_t *)member = (uint32_t)number;
    else
        *(uint64_t *)member = number;
}

static ddbstream_status read_unsigned(struct mapping_run *run, const ddbstream_field *field,
                                      const ddbstream_value *value, void *member)
{
    uint64_t number, most = UINT64_MAX >> missing_bits(field->kind, DDBSTREAM_FIELD_UINT8);
    ddbstream_status status = ddbstream_number_to_uint64(value->as.number, &number);
    if (status == DDBSTREAM_OK && number > most)
        status = DDBSTREAM_ERROR_RANGE;
    if (status != DDBSTREAM_OK)
        return ddbs_mapping_fail_number(run, status);
    store_unsigned(field->kind, number, member);
    return DDBSTREAM_OK;
}

static ddbstream_status read_nearest(struct mapping_run *run, ddbstream_string number,
                                     double *result)
{
    ddbstream_status status = ddbstream_number_to_double(number, result);
    if (status != DDBSTREAM_OK && status != DDBSTREAM_INEXACT)
        return ddbs_mapping_fail_number(run, status);
    return DDBSTREAM_OK;
}

static ddbstream_status read_double(struct mapping_run *run, const ddbstream_field *field,
                                    const ddbstream_value *value, void *member)
{
    (void)field;
    return read_nearest(run, value->as.number, member);
}

static ddbstream_status read_decimal(struct mapping_run *run, const ddbstream_field *field,
                                     const ddbstream_value *value, void *member)
{
    ddbstream_status status = ddbstream_number_to_decimal(value->as.number, member);
    (void)field;
    return status == DDBSTREAM_OK ? status : ddbs_mapping_fail_number(run, status);
}

static ddbstream_status read_int64_set(struct mapping_run *run, const ddbstream_field *field,
                                       const ddbstream_value *value, void *member)
{
    const ddbstream_string_set *set = &value->as.number_set;
    int64_t *members = NULL;
    (void)field;
    if (set->count > 0 && (members = ddbs_mapping_take(run, set->count, sizeof *members)) == NULL)
        return ddbs_mapping_no_array(run);
    for (size_t i = 0; i < set->count; i++) {
        ddbstream_status status = ddbstream_number_to_int64(set->members[i], &members[i]);
        if (status == DDBSTREAM_OK)
            continue;
        ddbs_mapping_at_index(run, i);
        return ddbs_mapping_fail_number(run, status);
    }
    *(ddbstream_int64_set *)member = (ddbstream_int64_set){ members, set->count };
    return DDBSTREAM_OK;
}

static ddbstream_status read_double_set(struct mapping_run *run, const ddbstream_field *field,
                                        const ddbstream_value *value, void *member)
{
    const ddbstream_string_set *set = &value->as.number_set;
    double *members = NULL;
    (void)field;
    if (set->count > 0 && (members = ddbs_mapping_take(run, set->count, sizeof *members)) == NULL)
        return ddbs_mapping_no_array(run);
    for (size_t i = 0; i < set->count; i++) {
        ddbstream_status status;
        ddbs_mapping_at_index(run, i);
        status = read_nearest(run, set->members[i], &members[i]);
        if (status != DDBSTREAM_OK)
            return status;
    }
    *(ddbstream_double_set *)member = (ddbstream_double_set){ members, set->count };
    return DDBSTREAM_OK;
}

/* Structs. A mapping that names itself goes no deeper than DDBSTREAM_MAPPING_DEPTH. */

static ddbstream_status read_map(struct mapping_run *run, const ddbstream_mapping *mapping,
                                 const ddbstream_map *map, void *object);

static ddbstream_status read_struct(struct mapping_run *run, const ddbstream_field *field,
                                    const ddbstream_value *value, void *member)
{
    if (!ddbs_mapping_is_of_size(field, field->size))
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "the mapping is another struct's");
    return read_map(run, field->mapping, &value->as.map, member);
}

static ddbstream_status wrong_type(struct mapping_run *run, const char *wanted,
                                   const ddbstream_value *value)
{
    run->found = ddbstream_type_name(value->type);
    return ddbs_mapping_fail(run, DDBSTREAM_ERROR_TYPE, wanted);
}

static ddbstream_status read_items(struct mapping_run *run, const ddbstream_mapping *mapping,
                                   const ddbstream_list *list, char *items)
{
    ddbstream_status status = DDBSTREAM_OK;
    for (size_t i = 0; i < list->count && status == DDBSTREAM_OK; i++) {
        const ddbstream_value *value = &list->values[i];
        ddbs_mapping_at_index(run, i);
        status = value->type == DDBSTREAM_TYPE_M
                     ? read_map(run, mapping, &value->as.map, items + i * mapping->size)
                     : wrong_type(run, "expected M", value);
    }
    return status;
}

static ddbstream_status read_list(struct mapping_run *run, const ddbstream_field *field,
                                  const ddbstream_value *value, void *member)
{
    const ddbstream_list *list = &value->as.list;
    ddbstream_structs *structs = member;
    char *items = NULL;
    if (field->mapping == NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "the list has no mapping");
    if (list->count > 0
        && (items = ddbs_mapping_take(run, list->count, field->mapping->size)) == NULL)
        return ddbs_mapping_no_array(run);
    *structs = (ddbstream_structs){ items, list->count };
    return read_items(run, field->mapping, list, items);
}

/* What reads a kind, of which type; with no type it reads any. */
static const struct reader {
    read_fn *read;
    ddbstream_type type;
    const char *expected;
} readers[] = {
    [DDBSTREAM_FIELD_STRING] = { read_string, DDBSTREAM_TYPE_S, "expected S" },
    [DDBSTREAM_FIELD_CHARS] = { read_chars, DDBSTREAM_TYPE_S, "expected S" },
    [DDBSTREAM_FIELD_BYTES] = { read_bytes, DDBSTREAM_TYPE_B, "expected B" },
    [DDBSTREAM_FIELD_BOOL] = { read_boolean, DDBSTREAM_TYPE_BOOL, "expected BOOL" },
    [DDBSTREAM_FIELD_INT8] = { read_signed, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_INT16] = { read_signed, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_INT32] = { read_signed, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_INT64] = { read_signed, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_UINT8] = { read_unsigned, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_UINT16] = { read_unsigned, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_UINT32] = { read_unsigned, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_UINT64] = { read_unsigned, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_DOUBLE] = { read_double, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_DECIMAL] = { read_decimal, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_NUMBER] = { read_string, DDBSTREAM_TYPE_N, "expected N" },
    [DDBSTREAM_FIELD_STRING_SET] = { read_string_set, DDBSTREAM_TYPE_SS, "expected SS" },
    [DDBSTREAM_FIELD_NUMBER_SET] = { read_string_set, DDBSTREAM_TYPE_NS, "expected NS" },
    [DDBSTREAM_FIELD_INT64_SET] = { read_int64_set, DDBSTREAM_TYPE_NS, "expected NS" },
    [DDBSTREAM_FIELD_DOUBLE_SET] = { read_double_set, DDBSTREAM_TYPE_NS, "expected NS" },
    [DDBSTREAM_FIELD_BYTES_SET] = { read_bytes_set, DDBSTREAM_TYPE_BS, "expected BS" },
    [DDBSTREAM_FIELD_VALUE] = { read_any, 0, NULL },
    [DDBSTREAM_FIELD_STRUCT] = { read_struct, DDBSTREAM_TYPE_M, "expected M" },
    [DDBSTREAM_FIELD_LIST] = { read_list, DDBSTREAM_TYPE_L, "expected L" },
};

static ddbstream_status read_member(struct mapping_run *run, const ddbstream_field *field,
                                    const ddbstream_value *value, void *member)
{
    const struct reader *reader = NULL;
    if ((size_t)field->kind < sizeof readers / sizeof readers[0])
        reader = &readers[field->kind];
    if (reader == NULL || reader->read == NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "there is no such kind of field");
    if (reader->expected != NULL && value->type != reader->type)
        return wrong_type(run, reader->expected, value);
    return reader->read(run, field, value, member);
}

static bool is_there(const ddbstream_field *field, const ddbstream_value *value)
{
    return value != NULL
           && (value->type != DDBSTREAM_TYPE_NULL || field->kind == DDBSTREAM_FIELD_VALUE);
}

static ddbstream_status read_field(struct mapping_run *run, const ddbstream_field *field,
                                   const ddbstream_value *value, char *object)
{
    bool present = is_there(field, value);
    ddbs_mapping_at_field(run, field);
    if (field->presence > 0)
        *(bool *)(void *)(object + field->presence - 1) = present;
    if (present)
        return read_member(run, field, value, object + field->offset);
    if (field->required)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ABSENT, "the attribute is missing");
    return DDBSTREAM_OK;
}

static ddbstream_status read_map(struct mapping_run *run, const ddbstream_mapping *mapping,
                                 const ddbstream_map *map, void *object)
{
    struct attribute_finder finder;
    ddbstream_status status = ddbs_mapping_open(run, mapping);
    if (status != DDBSTREAM_OK)
        return status;
    ddbs_attribute_finder_init(&finder, map);
    if (mapping->defaults != NULL)
        memcpy(object, mapping->defaults, mapping->size);
    else
        memset(object, 0, mapping->size);
    for (size_t i = 0; i < mapping->count && status == DDBSTREAM_OK; i++) {
        const ddbstream_field *field = &mapping->fields[i];
        status = read_field(run, field, ddbs_attribute_finder_find(&finder, field->name), object);
    }
    if (status == DDBSTREAM_OK)
        ddbs_mapping_close(run);
    return status;
}

ddbstream_status ddbstream_map_to_struct(const ddbstream_mapping *mapping, const ddbstream_map *map,
                                         void *object, ddbstream_arena *arena,
                                         ddbstream_mapping_error *error)
{
    static const ddbstream_map empty = { NULL, 0 };
    struct mapping_run run;
    ddbstream_status status;
    run.arena = arena;
    run.depth = 0;
    run.found = NULL;
    if (object == NULL)
        status = ddbs_mapping_fail(&run, DDBSTREAM_ERROR_ARGUMENT, "there is no struct");
    else
        status = read_map(&run, mapping, map != NULL ? map : &empty, object);
    return ddbs_mapping_report(&run, status, error);
}
