/* Reading attribute values: find one, and look at what it is. */
#include <ddbstream/value.h>

#include <string.h>

const ddbstream_value *ddbstream_map_find_n(const ddbstream_map *map, const char *name,
                                            size_t length)
{
    if (map == NULL || name == NULL)
        return NULL;
    for (size_t i = 0; i < map->count; i++) {
        const ddbstream_attribute *attribute = &map->attributes[i];
        if (attribute->name.length == length && memcmp(attribute->name.data, name, length) == 0)
            return &attribute->value;
    }
    return NULL;
}

const ddbstream_value *ddbstream_map_find(const ddbstream_map *map, const char *name)
{
    return name == NULL ? NULL : ddbstream_map_find_n(map, name, strlen(name));
}

static ddbstream_status check_type(const ddbstream_value *value, ddbstream_type type)
{
    if (value == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    return value->type == type ? DDBSTREAM_OK : DDBSTREAM_ERROR_TYPE;
}

ddbstream_status ddbstream_value_to_string(const ddbstream_value *value, ddbstream_string *text)
{
    ddbstream_status status = check_type(value, DDBSTREAM_TYPE_S);
    if (status == DDBSTREAM_OK)
        *text = value->as.string;
    return status;
}

ddbstream_status ddbstream_value_to_number_text(const ddbstream_value *value,
                                                ddbstream_string *text)
{
    ddbstream_status status = check_type(value, DDBSTREAM_TYPE_N);
    if (status == DDBSTREAM_OK)
        *text = value->as.number;
    return status;
}

ddbstream_status ddbstream_value_to_bytes(const ddbstream_value *value, ddbstream_bytes *bytes)
{
    ddbstream_status status = check_type(value, DDBSTREAM_TYPE_B);
    if (status == DDBSTREAM_OK)
        *bytes = value->as.binary;
    return status;
}

ddbstream_status ddbstream_value_to_boolean(const ddbstream_value *value, bool *boolean)
{
    ddbstream_status status = check_type(value, DDBSTREAM_TYPE_BOOL);
    if (status == DDBSTREAM_OK)
        *boolean = value->as.boolean;
    return status;
}
