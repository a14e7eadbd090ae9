/* Goes through a mapping's fields one by one, and looks for each in all of the map. */
#include "slow_mapping.h"

#include "fuzz.h"

/* The place. */

static void go_to_field(struct slow_mapping *place, const char *name)
{
    const char *quoted = strchr(name, '"') != NULL ? "[\"a.\\\"point\\\"\"]" : NULL;
    const char *dot = place->length > 0 && quoted == NULL ? "." : "";
    place->length +=
        (size_t)sprintf(place->path + place->length, "%s%s", dot, quoted != NULL ? quoted : name);
}

static void go_to_index(struct slow_mapping *place, size_t index)
{
    place->length += (size_t)sprintf(place->path + place->length, "[%zu]", index);
}

static void go_back(struct slow_mapping *place, size_t length)
{
    place->length = length;
    place->path[length] = '\0';
}

/* What a field asks for. */

static const struct {
    ddbstream_type type;
    int64_t least; /* of integers */
    uint64_t most;
} kinds[] = {
    [DDBSTREAM_FIELD_STRING] = { DDBSTREAM_TYPE_S, 0, 0 },
    [DDBSTREAM_FIELD_CHARS] = { DDBSTREAM_TYPE_S, 0, 0 },
    [DDBSTREAM_FIELD_BYTES] = { DDBSTREAM_TYPE_B, 0, 0 },
    [DDBSTREAM_FIELD_BOOL] = { DDBSTREAM_TYPE_BOOL, 0, 0 },
    [DDBSTREAM_FIELD_INT8] = { DDBSTREAM_TYPE_N, INT8_MIN, INT8_MAX },
    [DDBSTREAM_FIELD_INT16] = { DDBSTREAM_TYPE_N, INT16_MIN, INT16_MAX },
    [DDBSTREAM_FIELD_INT32] = { DDBSTREAM_TYPE_N, INT32_MIN, INT32_MAX },
    [DDBSTREAM_FIELD_INT64] = { DDBSTREAM_TYPE_N, INT64_MIN, INT64_MAX },
    [DDBSTREAM_FIELD_UINT8] = { DDBSTREAM_TYPE_N, 0, UINT8_MAX },
    [DDBSTREAM_FIELD_UINT16] = { DDBSTREAM_TYPE_N, 0, UINT16_MAX },
    [DDBSTREAM_FIELD_UINT32] = { DDBSTREAM_TYPE_N, 0, UINT32_MAX },
    [DDBSTREAM_FIELD_UINT64] = { DDBSTREAM_TYPE_N, 0, UINT64_MAX },
    [DDBSTREAM_FIELD_DOUBLE] = { DDBSTREAM_TYPE_N, 0, 0 },
    [DDBSTREAM_FIELD_DECIMAL] = { DDBSTREAM_TYPE_N, 0, 0 },
    [DDBSTREAM_FIELD_NUMBER] = { DDBSTREAM_TYPE_N, 0, 0 },
    [DDBSTREAM_FIELD_STRING_SET] = { DDBSTREAM_TYPE_SS, 0, 0 },
    [DDBSTREAM_FIELD_NUMBER_SET] = { DDBSTREAM_TYPE_NS, 0, 0 },
    [DDBSTREAM_FIELD_INT64_SET] = { DDBSTREAM_TYPE_NS, INT64_MIN, INT64_MAX },
    [DDBSTREAM_FIELD_DOUBLE_SET] = { DDBSTREAM_TYPE_NS, 0, 0 },
    [DDBSTREAM_FIELD_BYTES_SET] = { DDBSTREAM_TYPE_BS, 0, 0 },
    [DDBSTREAM_FIELD_STRUCT] = { DDBSTREAM_TYPE_M, 0, 0 },
    [DDBSTREAM_FIELD_LIST] = { DDBSTREAM_TYPE_L, 0, 0 },
};

/* Values. */

static ddbstream_status judge_chars(size_t size, ddbstream_string text)
{
    bool fits = text.length < size && strlen(text.data) == text.length;
    return fits ? DDBSTREAM_OK : DDBSTREAM_ERROR_RANGE;
}

static ddbstream_status judge_signed(ddbstream_field_kind kind, ddbstream_string text)
{
    int64_t number;
    ddbstream_status status = ddbstream_number_to_int64(text, &number);
    if (status != DDBSTREAM_OK)
        return status;
    return number >= kinds[kind].least && number <= (int64_t)kinds[kind].most
               ? DDBSTREAM_OK
               : DDBSTREAM_ERROR_RANGE;
}

static ddbstream_status judge_unsigned(ddbstream_field_kind kind, ddbstream_string text)
{
    uint64_t number;
    ddbstream_status status = ddbstream_number_to_uint64(text, &number);
    if (status != DDBSTREAM_OK)
        return status;
    return number <= kinds[kind].most ? DDBSTREAM_OK : DDBSTREAM_ERROR_RANGE;
}

static ddbstream_status judge_number(ddbstream_field_kind kind, ddbstream_string text)
{
    ddbstream_decimal decimal;
    ddbstream_status status;
    double real;
    if (kind == DDBSTREAM_FIELD_NUMBER || kind == DDBSTREAM_FIELD_NUMBER_SET)
        return DDBSTREAM_OK;
    if (kind == DDBSTREAM_FIELD_DECIMAL)
        return ddbstream_number_to_decimal(text, &decimal);
    if (kind == DDBSTREAM_FIELD_DOUBLE || kind == DDBSTREAM_FIELD_DOUBLE_SET) {
        status = ddbstream_number_to_double(text, &real);
        return status == DDBSTREAM_INEXACT ? DDBSTREAM_OK : status;
    }
    return kinds[kind].least < 0 ? judge_signed(kind, text) : judge_unsigned(kind, text);
}

static ddbstream_status judge_number_set(struct slow_mapping *place, ddbstream_field_kind kind,
                                         const ddbstream_string_set *set)
{
    size_t length = place->length;
    for (size_t i = 0; i < set->count; i++) {
        ddbstream_status status;
        go_to_index(place, i);
        status = judge_number(kind, set->members[i]);
        if (status != DDBSTREAM_OK)
            return status;
        go_back(place, length);
    }
    return DDBSTREAM_OK;
}

static ddbstream_status judge_map(struct slow_mapping *place, const ddbstream_mapping *mapping,
                                  const ddbstream_map *map);

static ddbstream_status judge_list(struct slow_mapping *place, const ddbstream_mapping *mapping,
                                   const ddbstream_list *list)
{
    size_t length = place->length;
    for (size_t i = 0; i < list->count; i++) {
        ddbstream_status status = DDBSTREAM_ERROR_TYPE;
        go_to_index(place, i);
        if (list->values[i].type == DDBSTREAM_TYPE_M)
            status = judge_map(place, mapping, &list->values[i].as.map);
        if (status != DDBSTREAM_OK)
            return status;
        go_back(place, length);
    }
    return DDBSTREAM_OK;
}

static ddbstream_status judge_value(struct slow_mapping *place, const ddbstream_field *field,
                                    const ddbstream_value *value)
{
    if (field->kind == DDBSTREAM_FIELD_VALUE)
        return DDBSTREAM_OK;
    if (value->type != kinds[field->kind].type)
        return DDBSTREAM_ERROR_TYPE;
    if (field->kind == DDBSTREAM_FIELD_CHARS)
        return judge_chars(field->size, value->as.string);
    if (value->type == DDBSTREAM_TYPE_N)
        return judge_number(field->kind, value->as.number);
    if (value->type == DDBSTREAM_TYPE_NS)
        return judge_number_set(place, field->kind, &value->as.number_set);
    if (value->type == DDBSTREAM_TYPE_M)
        return judge_map(place, field->mapping, &value->as.map);
    if (value->type == DDBSTREAM_TYPE_L)
        return judge_list(place, field->mapping, &value->as.list);
    return DDBSTREAM_OK;
}

const ddbstream_value *slow_mapping_find(const ddbstream_map *map, const ddbstream_field *field)
{
    for (size_t i = 0; i < map->count; i++) {
        const ddbstream_attribute *attribute = &map->attributes[i];
        bool is_any = field->kind == DDBSTREAM_FIELD_VALUE;
        if (same_bytes(attribute->name.data, attribute->name.length, field->name,
                       strlen(field->name)))
            return is_any || attribute->value.type != DDBSTREAM_TYPE_NULL ? &attribute->value
                                                                          : NULL;
    }
    return NULL;
}

static ddbstream_status judge_map(struct slow_mapping *place, const ddbstream_mapping *mapping,
                                  const ddbstream_map *map)
{
    size_t length = place->length;
    if (place->depth == DDBSTREAM_MAPPING_DEPTH)
        return DDBSTREAM_ERROR_LIMIT;
    place->depth++;
    for (size_t i = 0; i < mapping->count; i++) {
        const ddbstream_field *field = &mapping->fields[i];
        const ddbstream_value *value = slow_mapping_find(map, field);
        ddbstream_status status = field->required ? DDBSTREAM_ERROR_ABSENT : DDBSTREAM_OK;
        go_to_field(place, field->name);
        if (value != NULL)
            status = judge_value(place, field, value);
        if (status != DDBSTREAM_OK)
            return status;
        go_back(place, length);
    }
    place->depth--;
    return DDBSTREAM_OK;
}

ddbstream_status slow_mapping_read(struct slow_mapping *place, const ddbstream_mapping *mapping,
                                   const ddbstream_map *map)
{
    *place = (struct slow_mapping){ .length = 0 };
    return judge_map(place, mapping, map);
}
