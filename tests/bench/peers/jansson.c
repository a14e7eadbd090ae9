/* Jansson with a typed walk over its document. */
#include <stdbool.h>

#include <jansson.h>

#include <ddbstream/text.h>

typedef json_t *node;

struct members {
    json_t *object;
    void *place;
};

struct items {
    json_t *array;
    size_t place;
};

static inline bool node_text(node value, ddbstream_string *text)
{
    text->data = json_string_value(value);
    text->length = json_string_length(value);
    return text->data != NULL;
}

static inline bool node_number(node value, double *number)
{
    *number = json_number_value(value);
    return json_is_number(value);
}

static inline bool node_boolean(node value, bool *boolean)
{
    *boolean = json_is_true(value);
    return json_is_boolean(value);
}

static inline bool members_begin(node value, struct members *members, size_t *count)
{
    *members = (struct members){ value, json_object_iter(value) };
    *count = json_object_size(value);
    return json_is_object(value);
}

static inline bool members_next(struct members *members, ddbstream_string *name, node *value)
{
    if (members->place == NULL)
        return false;
    name->data = json_object_iter_key(members->place);
    name->length = json_object_iter_key_len(members->place);
    *value = json_object_iter_value(members->place);
    members->place = json_object_iter_next(members->object, members->place);
    return true;
}

static inline bool items_begin(node value, struct items *items, size_t *count)
{
    *items = (struct items){ value, 0 };
    *count = json_array_size(value);
    return json_is_array(value);
}

static inline bool items_next(struct items *items, node *value)
{
    *value = json_array_get(items->array, items->place++);
    return *value != NULL;
}

#include "walk.h"

static bool read_event(void *arena, const char *data, size_t length, struct peer_reading *reading)
{
    json_t *document = json_loadb(data, length, JSON_ALLOW_NUL, NULL);
    bool good = walk_event(arena, document, reading);
    json_decref(document);
    return good;
}

int main(int argc, char **argv)
{
    struct arena arena = { 0 };
    const struct peer peer = { "Jansson " JANSSON_VERSION ", typed walk", &arena, read_event };
    return peer_run(&peer, argc > 1 ? argv[1] : NULL);
}
