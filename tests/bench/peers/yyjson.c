/* yyjson with a typed walk over its document. */
#include <yyjson.h>

#include <ddbstream/text.h>

typedef yyjson_val *node;

struct members {
    yyjson_obj_iter place;
};

struct items {
    yyjson_arr_iter place;
};

static inline bool node_text(node value, ddbstream_string *text)
{
    text->data = yyjson_get_str(value);
    text->length = yyjson_get_len(value);
    return text->data != NULL;
}

static inline bool node_number(node value, double *number)
{
    *number = yyjson_get_num(value);
    return yyjson_is_num(value);
}

static inline bool node_boolean(node value, bool *boolean)
{
    *boolean = yyjson_get_bool(value);
    return yyjson_is_bool(value);
}

static inline bool members_begin(node value, struct members *members, size_t *count)
{
    *count = yyjson_obj_size(value);
    return yyjson_is_obj(value) && yyjson_obj_iter_init(value, &members->place);
}

static inline bool members_next(struct members *members, ddbstream_string *name, node *value)
{
    node key = yyjson_obj_iter_next(&members->place);
    *value = yyjson_obj_iter_get_val(key);
    return key != NULL && node_text(key, name);
}

static inline bool items_begin(node value, struct items *items, size_t *count)
{
    *count = yyjson_arr_size(value);
    return yyjson_is_arr(value) && yyjson_arr_iter_init(value, &items->place);
}

static inline bool items_next(struct items *items, node *value)
{
    *value = yyjson_arr_iter_next(&items->place);
    return *value != NULL;
}

#include "walk.h"

/* Both keep their memory from one event to the next. */
struct context {
    yyjson_alc *allocator;
    struct arena arena;
};

static bool read_event(void *user, const char *data, size_t length, struct peer_reading *reading)
{
    struct context *context = user;
    /* Without YYJSON_READ_INSITU the data is not written to. */
    yyjson_doc *document =
        yyjson_read_opts((char *)(uintptr_t)data, length, 0, context->allocator, NULL);
    bool good = walk_event(&context->arena, yyjson_doc_get_root(document), reading);
    yyjson_doc_free(document);
    return good;
}

int main(int argc, char **argv)
{
    struct context context = { yyjson_alc_dyn_new(), { 0 } };
    const struct peer peer = { "yyjson " YYJSON_VERSION_STRING ", typed walk", &context,
                               read_event };
    return peer_run(&peer, argc > 1 ? argv[1] : NULL);
}
