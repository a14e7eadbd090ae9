/* Walks values and bytes side by side. */
#include "origin.h"

#include "base64.h"
#include "fuzz.h"
#include "slow_json.h"
#include "slow_lines.h"
#include "slow_place.h"
#include "slow_text.h"

/* Text. */

void check_text(ddbstream_string text)
{
    if (text.data == NULL) {
        MUST(text.length == 0);
        return;
    }
    MUST(text.data[text.length] == '\0');
    MUST(slow_is_utf8(text.data, text.length));
}

/* Text that came as the string at `at`. */
void check_string(ddbstream_string text, const char *data, size_t at)
{
    check_text(text);
    MUST(slow_string_is(data, at, text));
}

static void check_number(ddbstream_string number, const char *data, size_t at)
{
    check_string(number, data, at);
    MUST(slow_json_is_number(number.data, number.length));
}

/* Encoded again, it is what came. */
static void check_bytes(ddbstream_bytes bytes, const char *data, size_t at)
{
    ddbstream_string text = { NULL, ddbs_base64_encoded_length(bytes.length) };
    char *encoded = malloc(text.length + 1);
    MUST(bytes.data != NULL && bytes.data[bytes.length] == 0);
    MUST(encoded != NULL);
    ddbs_base64_encode(bytes.data, bytes.length, encoded);
    text.data = encoded;
    MUST(slow_string_is(data, at, text));
    free(encoded);
}

/* Values, each with the place of what it came from. */

static void check_value(const ddbstream_value *value, const char *data, size_t at);

/* Names are told apart slowly, so not in large maps. */
static void check_name(const ddbstream_map *map, size_t place, const char *data, size_t at)
{
    const ddbstream_attribute *attribute = &map->attributes[place];
    check_string(attribute->name, data, at);
    if (map->count <= 64)
        MUST(ddbstream_map_find_n(map, attribute->name.data, attribute->name.length)
             == &attribute->value);
}

void check_map(const ddbstream_map *map, const char *data, size_t at)
{
    MUST((map->attributes == NULL) == (map->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < map->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check_name(map, i, data, at);
        at = slow_value_of(data, at);
        check_value(&map->attributes[i].value, data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_list(const ddbstream_list *list, const char *data, size_t at)
{
    MUST((list->values == NULL) == (list->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < list->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check_value(&list->values[i], data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_string_set(const ddbstream_string_set *set, const char *data, size_t at,
                             void (*check)(ddbstream_string, const char *, size_t))
{
    MUST((set->members == NULL) == (set->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < set->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check(set->members[i], data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_bytes_set(const ddbstream_bytes_set *set, const char *data, size_t at)
{
    MUST((set->members == NULL) == (set->count == 0));
    at = slow_first(data, at);
    for (size_t i = 0; i < set->count; i++) {
        MUST(at != SLOW_NOWHERE);
        check_bytes(set->members[i], data, at);
        at = slow_next(data, slow_value_end(data, at));
    }
    MUST(at == SLOW_NOWHERE);
}

static void check_payload(const ddbstream_value *value, const char *data, size_t at)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        check_string(value->as.string, data, at);
        return;
    case DDBSTREAM_TYPE_N:
        check_number(value->as.number, data, at);
        return;
    case DDBSTREAM_TYPE_B:
        check_bytes(value->as.binary, data, at);
        return;
    case DDBSTREAM_TYPE_BOOL:
        MUST(data[at] == (value->as.boolean ? 't' : 'f'));
        return;
    case DDBSTREAM_TYPE_NULL:
        MUST(data[at] == (value->as.null ? 't' : 'f'));
        return;
    case DDBSTREAM_TYPE_M:
        check_map(&value->as.map, data, at);
        return;
    case DDBSTREAM_TYPE_L:
        check_list(&value->as.list, data, at);
        return;
    case DDBSTREAM_TYPE_SS:
        check_string_set(&value->as.string_set, data, at, check_string);
        return;
    case DDBSTREAM_TYPE_NS:
        check_string_set(&value->as.number_set, data, at, check_number);
        return;
    case DDBSTREAM_TYPE_BS:
        check_bytes_set(&value->as.binary_set, data, at);
        return;
    }
    MUST(false && "a type");
}

/* An object with one member, whose name is the type. */
static void check_value(const ddbstream_value *value, const char *data, size_t at)
{
    const char *type = ddbstream_type_name(value->type);
    size_t name = slow_first(data, at);
    MUST(data[at] == '{' && name != SLOW_NOWHERE);
    MUST(slow_string_is(data, name, (ddbstream_string){ type, strlen(type) }));
    check_payload(value, data, slow_value_of(data, name));
    MUST(slow_next(data, slow_value_end(data, slow_value_of(data, name))) == SLOW_NOWHERE);
}

/* JSON as it is kept. */

/* One token of each, or a byte of it; strings may be escaped in another way. */
static void check_token(const char *json, size_t *json_at, const char *data, size_t *at)
{
    char *text;
    size_t length;
    MUST(json[*json_at] == data[*at]);
    if (data[*at] != '"') {
        ++*json_at;
        ++*at;
        return;
    }
    MUST(slow_is_text(data, *at));
    text = slow_string(data, *at, &length);
    MUST(slow_string_is(json, *json_at, (ddbstream_string){ text, length }));
    free(text);
    *json_at = slow_value_end(json, *json_at);
    *at = slow_value_end(data, *at);
}

void check_json(ddbstream_string json, const char *data, size_t at)
{
    size_t end = slow_value_end(data, at), json_at = 0;
    check_text(json);
    MUST(json.data != NULL);
    while (at < end) {
        if (strchr(" \t\n\r", data[at]) != NULL)
            at++;
        else
            check_token(json.data, &json_at, data, &at);
    }
    MUST(json_at == json.length);
}

/* Unknown members. */

static bool is_one_of(const char *data, size_t name, const char *const *names)
{
    for (; names != NULL && *names != NULL; names++)
        if (slow_string_is(data, name, (ddbstream_string){ *names, strlen(*names) }))
            return true;
    return false;
}

/* The next one of that level, from *place on. */
static const ddbstream_unknown_member *next_unknown(const ddbstream_unknown_members *unknown,
                                                    ddbstream_level level, size_t *place)
{
    while (*place < unknown->count && unknown->members[*place].level != level)
        ++*place;
    return *place < unknown->count ? &unknown->members[(*place)++] : NULL;
}

void check_unknown(const ddbstream_unknown_members *unknown, ddbstream_level level,
                   const char *data, size_t at, const struct names *known)
{
    size_t place = 0, value;
    bool has_told = false;
    bool is_object = at != SLOW_NOWHERE && data[at] == '{';
    size_t name = is_object ? slow_first(data, at) : SLOW_NOWHERE;
    for (; name != SLOW_NOWHERE; name = slow_next(data, slow_value_end(data, value))) {
        const ddbstream_unknown_member *member;
        value = slow_value_of(data, name);
        has_told |= slow_tells(data, name);
        if (is_one_of(data, name, known->always)
            || (!has_told && is_one_of(data, name, known->at_first)))
            continue;
        member = next_unknown(unknown, level, &place);
        MUST(member != NULL);
        check_string(member->name, data, name);
        check_json(member->json, data, value);
    }
    MUST(next_unknown(unknown, level, &place) == NULL);
}
