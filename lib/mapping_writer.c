/* Makes maps of attributes from structs: a function for each kind of field. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "decimal.h"
#include "double_text.h"
#include "mapping_run.h"

/* Returns DDBSTREAM_ERROR_ABSENT for what is left out. */
typedef ddbstream_status write_fn(struct mapping_run *run, const ddbstream_field *field,
                                  const void *member, ddbstream_value *value);

/* Text and bytes, which stay in the struct. */

static ddbstream_status write_string(struct mapping_run *run, const ddbstream_field *field,
                                     const void *member, ddbstream_value *value)
{
    (void)run;
    (void)field;
    value->type = DDBSTREAM_TYPE_S;
    value->as.string = *(const ddbstream_string *)member;
    return value->as.string.data != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_ABSENT;
}

static ddbstream_status write_chars(struct mapping_run *run, const ddbstream_field *field,
                                    const void *member, ddbstream_value *value)
{
    const char *end = memchr(member, '\0', field->size);
    if (end == NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_RANGE, "the text does not end in NUL");
    value->type = DDBSTREAM_TYPE_S;
    value->as.string = (ddbstream_string){ member, (size_t)(end - (const char *)member) };
    return DDBSTREAM_OK;
}

static ddbstream_status write_bytes(struct mapping_run *run, const ddbstream_field *field,
                                    const void *member, ddbstream_value *value)
{
    (void)run;
    (void)field;
    value->type = DDBSTREAM_TYPE_B;
    value->as.binary = *(const ddbstream_bytes *)member;
    return value->as.binary.data != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_ABSENT;
}

static ddbstream_status write_boolean(struct mapping_run *run, const ddbstream_field *field,
                                      const void *member, ddbstream_value *value)
{
    (void)run;
    (void)field;
    value->type = DDBSTREAM_TYPE_BOOL;
    value->as.boolean = *(const bool *)member;
    return DDBSTREAM_OK;
}

static ddbstream_status write_any(struct mapping_run *run, const ddbstream_field *field,
                                  const void *member, ddbstream_value *value)
{
    const ddbstream_value *any = *(const ddbstream_value *const *)member;
    (void)run;
    (void)field;
    if (any == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    *value = *any;
    return DDBSTREAM_OK;
}

/* Numbers. */

/* A copy of the text in the arena. */
static ddbstream_status keep(struct mapping_run *run, const char *text, size_t length,
                             ddbstream_string *number)
{
    if (ddbstream_arena_copy(run->arena, (ddbstream_string){ text, length }, number)
        != DDBSTREAM_OK)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_MEMORY, "there is no memory");
    return DDBSTREAM_OK;
}

static ddbstream_status keep_signed(struct mapping_run *run, int64_t integer,
                                    ddbstream_string *number)
{
    char text[sizeof "-9223372036854775808"];
    int length = snprintf(text, sizeof text, "%" PRId64, integer);
    return keep(run, text, (size_t)length, number);
}

static ddbstream_status keep_double(struct mapping_run *run, double real, ddbstream_string *number)
{
    char text[DDBSTREAM_NUMBER_ROOM];
    size_t length = ddbs_double_write(real, text);
    if (length == 0)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_RANGE, "the double is no finite number");
    return keep(run, text, length, number);
}

static int64_t load_signed(ddbstream_field_kind kind, const void *member)
{
    if (kind == DDBSTREAM_FIELD_INT8)
        return *(const int8_t *)member;
    if (kind == DDBSTREAM_FIELD_INT16)
        return *(const int16_t *)member;
    return kind == DDBSTREAM_FIELD_INT32 ? *(const int32_t *)member : *(const int64_t *)member;
}

static ddbstream_status write_signed(struct mapping_run *run, const ddbstream_field *field,
                                     const void *member, ddbstream_value *value)
{
    value->type = DDBSTREAM_TYPE_N;
    return keep_signed(run, load_signed(field->kind, member), &value->as.number);
}

static uint64_t load_unsigned(ddbstream_field_kind kind, const void *member)
{
    if (kind == DDBSTREAM_FIELD_UINT8)
        return *(const uint8_t *)member;
    if (kind == DDBSTREAM_FIELD_UINT16)
        return *(const uint16_t *)member;
    return kind == DDBSTREAM_FIELD_UINT32 ? *(const uint32_t *)member : *(const uint64_t *)member;
}

static ddbstream_status write_unsigned(struct mapping_run *run, const ddbstream_field *field,
                                       const void *member, ddbstream_value *value)
{
    char text[sizeof "18446744073709551615"];
    int length = snprintf(text, sizeof text, "%" PRIu64, load_unsigned(field->kind, member));
    value->type = DDBSTREAM_TYPE_N;
    return keep(run, text, (size_t)length, &value->as.number);
}

static ddbstream_status write_double(struct mapping_run *run, const ddbstream_field *field,
                                     const void *member, ddbstream_value *value)
{
    (void)field;
    value->type = DDBSTREAM_TYPE_N;
    return keep_double(run, *(const double *)member, &value->as.number);
}

static ddbstream_status write_decimal(struct mapping_run *run, const ddbstream_field *field,
                                      const void *member, ddbstream_value *value)
{
    const ddbstream_decimal *decimal = member;
    ddbstream_decimal read;
    ddbstream_status status;
    char text[DDBSTREAM_DECIMAL_DIGITS + sizeof "-E-9223372036854775808"];
    char canonical[DDBSTREAM_DECIMAL_DIGITS + sizeof "-.E-9223372036854775808"];
    ddbstream_string number = { text, 0 };
    (void)field;
    if (decimal->digits[0] == '\0')
        return DDBSTREAM_ERROR_ABSENT;
    snprintf(text, sizeof text, "%s%.*sE%" PRId64, decimal->negative ? "-" : "",
             DDBSTREAM_DECIMAL_DIGITS, decimal->digits, decimal->exponent);
    number.length = strlen(text);
    status = ddbstream_number_to_decimal(number, &read); /* its canonical text is it only then */
    if (status != DDBSTREAM_OK)
        return ddbs_mapping_fail_number(run, status);
    value->type = DDBSTREAM_TYPE_N;
    return keep(run, canonical, ddbstream_number_canonical(number, canonical, sizeof canonical),
                &value->as.number);
}

static bool is_number(ddbstream_string number)
{
    return number.data != NULL && ddbs_decimal_is_number(number.data, number.length);
}

static ddbstream_status write_number(struct mapping_run *run, const ddbstream_field *field,
                                     const void *member, ddbstream_value *value)
{
    (void)field;
    value->type = DDBSTREAM_TYPE_N;
    value->as.number = *(const ddbstream_string *)member;
    if (value->as.number.data == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    if (!is_number(value->as.number))
        return ddbs_mapping_fail_number(run, DDBSTREAM_ERROR_NUMBER);
    return DDBSTREAM_OK;
}

/* Sets. */

static ddbstream_status is_set_there(const ddbstream_field *field, size_t count)
{
    return count > 0 || field->presence > 0 ? DDBSTREAM_OK : DDBSTREAM_ERROR_ABSENT;
}

static ddbstream_status write_string_set(struct mapping_run *run, const ddbstream_field *field,
                                         const void *member, ddbstream_value *value)
{
    (void)run;
    value->type = DDBSTREAM_TYPE_SS;
    value->as.string_set = *(const ddbstream_string_set *)member;
    return is_set_there(field, value->as.string_set.count);
}

static ddbstream_status write_number_set(struct mapping_run *run, const ddbstream_field *field,
                                         const void *member, ddbstream_value *value)
{
    const ddbstream_string_set *set = member;
    value->type = DDBSTREAM_TYPE_NS;
    value->as.number_set = *set;
    for (size_t i = 0; i < set->count; i++) {
        if (is_number(set->members[i]))
            continue;
        ddbs_mapping_at_index(run, i);
        return ddbs_mapping_fail_number(run, DDBSTREAM_ERROR_NUMBER);
    }
    return is_set_there(field, set->count);
}

static ddbstream_status write_bytes_set(struct mapping_run *run, const ddbstream_field *field,
                                        const void *member, ddbstream_value *value)
{
    (void)run;
    value->type = DDBSTREAM_TYPE_BS;
    value->as.binary_set = *(const ddbstream_bytes_set *)member;
    return is_set_there(field, value->as.binary_set.count);
}

/* An NS with room for so many numbers' text. */
static ddbstream_status begin_numbers(struct mapping_run *run, const ddbstream_field *field,
                                      size_t count, ddbstream_string **members,
                                      ddbstream_value *value)
{
    ddbstream_status status = is_set_there(field, count);
    *members = NULL;
    if (status == DDBSTREAM_OK && count > 0
        && (*members = ddbs_mapping_take(run, count, sizeof **members)) == NULL)
        status = ddbs_mapping_no_array(run);
    value->type = DDBSTREAM_TYPE_NS;
    value->as.number_set = (ddbstream_string_set){ *members, count };
    return status;
}

static ddbstream_status write_int64_set(struct mapping_run *run, const ddbstream_field *field,
                                        const void *member, ddbstream_value *value)
{
    const ddbstream_int64_set *set = member;
    ddbstream_string *members;
    ddbstream_status status = begin_numbers(run, field, set->count, &members, value);
    for (size_t i = 0; i < set->count && status == DDBSTREAM_OK; i++)
        status = keep_signed(run, set->members[i], &members[i]);
    return status;
}

static ddbstream_status write_double_set(struct mapping_run *run, const ddbstream_field *field,
                                         const void *member, ddbstream_value *value)
{
    const ddbstream_double_set *set = member;
    ddbstream_string *members;
    ddbstream_status status = begin_numbers(run, field, set->count, &members, value);
    for (size_t i = 0; i < set->count && status == DDBSTREAM_OK; i++) {
        ddbs_mapping_at_index(run, i);
        status = keep_double(run, set->members[i], &members[i]);
    }
    return status;
}

/* Structs. A mapping that names itself goes no deeper than DDBSTREAM_MAPPING_DEPTH. */

static ddbstream_status write_map(struct mapping_run *run, const ddbstream_mapping *mapping,
                                  const void *object, ddbstream_map *map);

static ddbstream_status write_struct(struct mapping_run *run, const ddbstream_field *field,
                                     const void *member, ddbstream_value *value)
{
    if (!ddbs_mapping_is_of_size(field, field->size))
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "the mapping is another struct's");
    value->type = DDBSTREAM_TYPE_M;
    return write_map(run, field->mapping, member, &value->as.map);
}

static ddbstream_status write_list(struct mapping_run *run, const ddbstream_field *field,
                                   const void *member, ddbstream_value *value)
{
    const ddbstream_structs *structs = member;
    ddbstream_status status = DDBSTREAM_OK;
    ddbstream_value *values = NULL;
    if (field->mapping == NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "the list has no mapping");
    if (structs->count > 0
        && (values = ddbs_mapping_take(run, structs->count, sizeof *values)) == NULL)
        return ddbs_mapping_no_array(run);
    for (size_t i = 0; i < structs->count && status == DDBSTREAM_OK; i++) {
        const char *item = (const char *)structs->items + i * field->mapping->size;
        ddbs_mapping_at_index(run, i);
        values[i].type = DDBSTREAM_TYPE_M;
        status = write_map(run, field->mapping, item, &values[i].as.map);
    }
    value->type = DDBSTREAM_TYPE_L;
    value->as.list = (ddbstream_list){ values, structs->count };
    return status;
}

static write_fn *const writers[] = {
    [DDBSTREAM_FIELD_STRING] = write_string,
    [DDBSTREAM_FIELD_CHARS] = write_chars,
    [DDBSTREAM_FIELD_BYTES] = write_bytes,
    [DDBSTREAM_FIELD_BOOL] = write_boolean,
    [DDBSTREAM_FIELD_INT8] = write_signed,
    [DDBSTREAM_FIELD_INT16] = write_signed,
    [DDBSTREAM_FIELD_INT32] = write_signed,
    [DDBSTREAM_FIELD_INT64] = write_signed,
    [DDBSTREAM_FIELD_UINT8] = write_unsigned,
    [DDBSTREAM_FIELD_UINT16] = write_unsigned,
    [DDBSTREAM_FIELD_UINT32] = write_unsigned,
    [DDBSTREAM_FIELD_UINT64] = write_unsigned,
    [DDBSTREAM_FIELD_DOUBLE] = write_double,
    [DDBSTREAM_FIELD_DECIMAL] = write_decimal,
    [DDBSTREAM_FIELD_NUMBER] = write_number,
    [DDBSTREAM_FIELD_STRING_SET] = write_string_set,
    [DDBSTREAM_FIELD_NUMBER_SET] = write_number_set,
    [DDBSTREAM_FIELD_INT64_SET] = write_int64_set,
    [DDBSTREAM_FIELD_DOUBLE_SET] = write_double_set,
    [DDBSTREAM_FIELD_BYTES_SET] = write_bytes_set,
    [DDBSTREAM_FIELD_VALUE] = write_any,
    [DDBSTREAM_FIELD_STRUCT] = write_struct,
    [DDBSTREAM_FIELD_LIST] = write_list,
};

static bool is_left_out(const ddbstream_field *field, const char *object)
{
    return field->presence > 0 && !*(const bool *)(const void *)(object + field->presence - 1);
}

static ddbstream_status write_field(struct mapping_run *run, const ddbstream_field *field,
                                    const char *object, ddbstream_attribute *attribute)
{
    write_fn *write = NULL;
    ddbstream_status status = DDBSTREAM_ERROR_ABSENT;
    ddbs_mapping_at_field(run, field);
    if ((size_t)field->kind < sizeof writers / sizeof writers[0])
        write = writers[field->kind];
    if (write == NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "there is no such kind of field");
    attribute->name = (ddbstream_string){ field->name, strlen(field->name) };
    if (!is_left_out(field, object))
        status = write(run, field, object + field->offset, &attribute->value);
    return status;
}

static ddbstream_status write_fields(struct mapping_run *run, const ddbstream_mapping *mapping,
                                     const void *object, ddbstream_attribute *attributes,
                                     size_t *written)
{
    for (size_t i = 0; i < mapping->count; i++) {
        const ddbstream_field *field = &mapping->fields[i];
        size_t depth = run->depth;
        ddbstream_status status = write_field(run, field, object, &attributes[*written]);
        if (status == DDBSTREAM_OK)
            (*written)++;
        else if (status != DDBSTREAM_ERROR_ABSENT || run->depth > depth)
            return status;
        else if (field->required)
            return ddbs_mapping_fail(run, status, "there is nothing to write");
    }
    return DDBSTREAM_OK;
}

static ddbstream_status write_map(struct mapping_run *run, const ddbstream_mapping *mapping,
                                  const void *object, ddbstream_map *map)
{
    ddbstream_attribute *attributes;
    ddbstream_status status = ddbs_mapping_open(run, mapping);
    if (status != DDBSTREAM_OK)
        return status;
    attributes = ddbs_mapping_take(run, mapping->count, sizeof *attributes);
    if (attributes == NULL)
        return ddbs_mapping_no_array(run);
    *map = (ddbstream_map){ attributes, 0 };
    status = write_fields(run, mapping, object, attributes, &map->count);
    if (map->count == 0)
        map->attributes = NULL;
    if (status == DDBSTREAM_OK)
        ddbs_mapping_close(run);
    return status;
}

ddbstream_status ddbstream_struct_to_map(const ddbstream_mapping *mapping, const void *object,
                                         ddbstream_arena *arena, ddbstream_map *map,
                                         ddbstream_mapping_error *error)
{
    struct mapping_run run;
    ddbstream_map made = { NULL, 0 };
    ddbstream_status status;
    run.arena = arena;
    run.depth = 0;
    run.found = NULL;
    if (object == NULL || map == NULL)
        status = ddbs_mapping_fail(&run, DDBSTREAM_ERROR_ARGUMENT, "there is no struct or no map");
    else
        status = write_map(&run, mapping, object, &made);
    if (status == DDBSTREAM_OK)
        *map = made;
    return ddbs_mapping_report(&run, status, error);
}
