/* simdjson's DOM with a typed walk over it. */
#include <simdjson.h>

extern "C" {
#include "checksum.h"
}

typedef simdjson::dom::element node;

struct members {
    simdjson::dom::object::iterator place, end;
};

struct items {
    simdjson::dom::array::iterator place, end;
};

static inline ddbstream_string string_of(std::string_view view)
{
    return ddbstream_string{ view.data(), view.size() };
}

static inline bool node_text(node value, ddbstream_string *text)
{
    std::string_view view;
    bool good = !value.get(view);
    *text = string_of(view);
    return good;
}

static inline bool node_number(node value, double *number)
{
    return !value.get(*number);
}

static inline bool node_boolean(node value, bool *boolean)
{
    return !value.get(*boolean);
}

static inline bool members_begin(node value, members *members, size_t *count)
{
    simdjson::dom::object object;
    if (value.get(object))
        return false;
    members->place = object.begin();
    members->end = object.end();
    *count = object.size();
    return true;
}

static inline bool members_next(members *members, ddbstream_string *name, node *value)
{
    if (!(members->place != members->end))
        return false;
    *name = string_of(members->place.key());
    *value = members->place.value();
    ++members->place;
    return true;
}

static inline bool items_begin(node value, items *items, size_t *count)
{
    simdjson::dom::array array;
    if (value.get(array))
        return false;
    items->place = array.begin();
    items->end = array.end();
    *count = array.size();
    return true;
}

static inline bool items_next(items *items, node *value)
{
    if (!(items->place != items->end))
        return false;
    *value = *items->place;
    ++items->place;
    return true;
}

#include "walk.h"

static_assert(int(PEER_PADDING) >= int(simdjson::SIMDJSON_PADDING), "simdjson looks further");

/* Both keep their memory from one event to the next. */
struct context {
    simdjson::dom::parser parser;
    struct arena arena = {};
};

static bool read_event(void *user, const char *data, size_t length, peer_reading *reading)
{
    context *own = static_cast<context *>(user);
    node document;
    return !own->parser.parse(data, length, false).get(document)
           && walk_event(&own->arena, document, reading);
}

#define TEXT_OF(version) #version
#define TITLE(version) "simdjson " TEXT_OF(version) ", DOM, typed walk"

int main(int argc, char **argv)
{
    context own;
    const peer self = { TITLE(SIMDJSON_VERSION), &own, read_event };
    return peer_run(&self, argc > 1 ? argv[1] : nullptr);
}
