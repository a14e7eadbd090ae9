/* Reads any item as a struct with a member of each kind, and as a tree of structs, and writes the
 * structs as items again: what a field took comes back the same. What can't be read is told as a
 * plain second reader tells it, with its path, and memory may run out anywhere. */
#include <ddbstream/ddbstream.h>

#include <math.h>

#include "../suites/everything.h"
#include "counting.h"
#include "fuzz.h"
#include "slow_json.h"
#include "slow_mapping.h"

/* Items: what a struct was read from, and what was written of it. */

static bool is_set(ddbstream_field_kind kind)
{
    return kind >= DDBSTREAM_FIELD_STRING_SET && kind <= DDBSTREAM_FIELD_BYTES_SET;
}

/* Whether a field is written that took nothing. */
static bool is_always_written(const ddbstream_field *field)
{
    switch (field->kind) {
    case DDBSTREAM_FIELD_STRING:
    case DDBSTREAM_FIELD_BYTES:
    case DDBSTREAM_FIELD_DECIMAL:
    case DDBSTREAM_FIELD_NUMBER:
    case DDBSTREAM_FIELD_VALUE:
        return false;
    default:
        return field->presence == 0 && !is_set(field->kind);
    }
}

static size_t count_of_set(const ddbstream_value *value)
{
    if (value->type == DDBSTREAM_TYPE_BS)
        return value->as.binary_set.count;
    return value->type == DDBSTREAM_TYPE_SS ? value->as.string_set.count
                                            : value->as.number_set.count;
}

/* None of the sets has a `presence`. */
static bool is_written(const ddbstream_field *field, const ddbstream_value *value)
{
    if (value == NULL)
        return is_always_written(field);
    return !is_set(field->kind) || count_of_set(value) > 0;
}

static bool is_same_double(ddbstream_string a, ddbstream_string b)
{
    double left, right;
    MUST(ddbstream_number_to_double(a, &left) != DDBSTREAM_ERROR_RANGE);
    MUST(ddbstream_number_to_double(b, &right) != DDBSTREAM_ERROR_RANGE);
    return left == right;
}

static void check_doubles(const ddbstream_string_set *from, const ddbstream_string_set *to)
{
    MUST(from->count == to->count);
    for (size_t i = 0; i < from->count; i++)
        MUST(is_same_double(from->members[i], to->members[i]));
}

static void check_written(ddbstream_comparer *comparer, const ddbstream_mapping *mapping,
                          const ddbstream_map *from, const ddbstream_map *to);

static void check_list(ddbstream_comparer *comparer, const ddbstream_mapping *mapping,
                       const ddbstream_list *from, const ddbstream_list *to)
{
    MUST(from->count == to->count);
    for (size_t i = 0; i < from->count; i++) {
        MUST(to->values[i].type == DDBSTREAM_TYPE_M);
        check_written(comparer, mapping, &from->values[i].as.map, &to->values[i].as.map);
    }
}

static void check_value(ddbstream_comparer *comparer, const ddbstream_field *field,
                        const ddbstream_value *from, const ddbstream_value *to)
{
    bool equal = false;
    MUST(from->type == to->type);
    if (field->kind == DDBSTREAM_FIELD_STRUCT)
        check_written(comparer, field->mapping, &from->as.map, &to->as.map);
    else if (field->kind == DDBSTREAM_FIELD_LIST)
        check_list(comparer, field->mapping, &from->as.list, &to->as.list);
    else if (field->kind == DDBSTREAM_FIELD_DOUBLE)
        MUST(is_same_double(from->as.number, to->as.number));
    else if (field->kind == DDBSTREAM_FIELD_DOUBLE_SET)
        check_doubles(&from->as.number_set, &to->as.number_set);
    else
        MUST(ddbstream_comparer_equal(comparer, from, to, &equal) == DDBSTREAM_OK && equal);
}

/* Field by field, in their order. */
static void check_written(ddbstream_comparer *comparer, const ddbstream_mapping *mapping,
                          const ddbstream_map *from, const ddbstream_map *to)
{
    size_t at = 0;
    for (size_t i = 0; i < mapping->count; i++) {
        const ddbstream_field *field = &mapping->fields[i];
        const ddbstream_value *value = slow_mapping_find(from, field);
        if (!is_written(field, value))
            continue;
        MUST(at < to->count && strcmp(to->attributes[at].name.data, field->name) == 0);
        if (value != NULL)
            check_value(comparer, field, value, &to->attributes[at].value);
        at++;
    }
    MUST(at == to->count);
}

/* Conversions. */

/* Enough in JSON for more structs in each other than a mapping may have. */
enum { MOST_DEPTH = 6 * DDBSTREAM_MAPPING_DEPTH };

/* What an arena takes first from its allocator. */
enum { BLOCK = 16 * 1024 };

union object {
    struct everything everything;
    struct tree tree;
};

struct job {
    ddbstream_comparer *comparer;
    const ddbstream_mapping *mapping;
    const ddbstream_map *map;
    struct slow_mapping place; /* of what is wrong */
    ddbstream_status status;   /* of reading */
};

static void check_error(const struct job *job, const ddbstream_mapping_error *error)
{
    MUST(error->status == job->status && error->message[0] != '\0');
    if (job->place.length < sizeof error->path)
        MUST(strcmp(error->path, job->place.path) == 0);
    else
        MUST(strlen(error->path) == sizeof error->path - 1
             && strncmp(error->path, job->place.path, sizeof error->path - 1) == 0);
}

/* The last thing that was to be read needs memory. */
static void check_error_without_memory(const struct job *job, const ddbstream_mapping_error *error)
{
    const ddbstream_value *value;
    MUST(error->status == DDBSTREAM_ERROR_MEMORY);
    MUST(strcmp(error->message, "there is no memory") == 0);
    if (strlen(error->path) == sizeof error->path - 1)
        return;
    MUST(ddbstream_map_at(job->map, error->path, &value) == DDBSTREAM_OK);
    MUST(value->type == DDBSTREAM_TYPE_L || value->type == DDBSTREAM_TYPE_NS);
}

static ddbstream_status read_item(const struct job *job, ddbstream_arena *arena,
                                  union object *object)
{
    ddbstream_mapping_error error = { .path = "" };
    ddbstream_status status =
        ddbstream_map_to_struct(job->mapping, job->map, object, arena, &error);
    if (status == DDBSTREAM_ERROR_MEMORY) {
        check_error_without_memory(job, &error);
        return status;
    }
    MUST(status == job->status);
    if (status != DDBSTREAM_OK)
        check_error(job, &error);
    return status;
}

/* What was read can be written, but for memory. */
static ddbstream_status write_item(const struct job *job, ddbstream_arena *arena,
                                   const union object *object, ddbstream_map *map)
{
    const ddbstream_map before = *map;
    ddbstream_mapping_error error = { .path = "" };
    ddbstream_status status = ddbstream_struct_to_map(job->mapping, object, arena, map, &error);
    if (status == DDBSTREAM_OK)
        return status;
    MUST(status == DDBSTREAM_ERROR_MEMORY && error.status == status);
    MUST(strcmp(error.message, "there is no memory") == 0);
    MUST(map->attributes == before.attributes && map->count == before.count);
    return status;
}

static ddbstream_status convert(const struct job *job, ddbstream_arena *arena, union object *object,
                                ddbstream_map *map)
{
    ddbstream_status status = read_item(job, arena, object);
    return status == DDBSTREAM_OK ? write_item(job, arena, object, map) : status;
}

/* Memory. */

/* With so much room in the arena's block, and so many blocks more before there is none. Returns
 * whether that was enough. */
static bool convert_in(const struct job *job, size_t room, size_t blocks)
{
    struct counting counting;
    ddbstream_arena *arena;
    union object object;
    ddbstream_map map = { NULL, 0 };
    ddbstream_status status;
    counting_init(&counting);
    MUST(ddbstream_arena_create(&arena, &counting.allocator) == DDBSTREAM_OK);
    MUST(ddbstream_arena_take(arena, BLOCK - room) != NULL);
    counting_fail(&counting, blocks, false);
    status = convert(job, arena, &object, &map);
    MUST((status == DDBSTREAM_ERROR_MEMORY) == (counting.failures > 0));
    ddbstream_arena_reset(arena);
    if (counting.failures > 0)
        MUST(convert(job, arena, &object, &map) == job->status);
    ddbstream_arena_free(arena);
    MUST(counting.live_bytes == 0);
    return counting.failures == 0;
}

/* Each time a little more room, and a little coarser; and each block missing once. */
static void check_memory(const struct job *job)
{
    size_t room = 0, blocks = 1;
    while (room < BLOCK && !convert_in(job, room, 0))
        room += 8 + room / 64 * 8;
    while (!convert_in(job, 0, blocks))
        blocks++;
}

/* Items. */

/* What was written reads and writes the same. */
static void check_again(const struct job *job, const ddbstream_map *written, ddbstream_arena *arena)
{
    const struct job back = { job->comparer, job->mapping, written, { .length = 0 }, DDBSTREAM_OK };
    union object object;
    ddbstream_map again;
    bool equal;
    MUST(convert(&back, arena, &object, &again) == DDBSTREAM_OK);
    MUST(ddbstream_comparer_equal_maps(job->comparer, written, &again, &equal) == DDBSTREAM_OK);
    MUST(equal);
}

static void check_item(ddbstream_comparer *comparer, const ddbstream_mapping *mapping,
                       const ddbstream_map *map)
{
    struct job job = { .comparer = comparer, .mapping = mapping, .map = map };
    ddbstream_arena *arena;
    union object object;
    ddbstream_map written;
    job.status = slow_mapping_read(&job.place, mapping, map);
    MUST(ddbstream_arena_create(&arena, NULL) == DDBSTREAM_OK);
    MUST(convert(&job, arena, &object, &written) == job.status);
    if (job.status == DDBSTREAM_OK) {
        check_written(comparer, mapping, map, &written);
        check_again(&job, &written, arena);
    }
    check_memory(&job);
    ddbstream_arena_free(arena);
}

static void check_made_map(const ddbstream_map *map, const struct everything *made)
{
    const ddbstream_value *number = ddbstream_map_find(map, "number");
    double real;
    MUST(same_bytes(number->as.number.data, number->as.number.length, made->number.data,
                    made->number.length));
    ddbstream_value_to_double(ddbstream_map_find(map, "real"), &real);
    MUST(real == made->real);
}

/* Members that no item gave: text as a number, and any bytes as a double. */
static void check_made(ddbstream_string text)
{
    struct everything made = { .number = text };
    ddbstream_mapping_error error = { .path = "" };
    ddbstream_status expected = DDBSTREAM_OK, status;
    ddbstream_arena *arena;
    ddbstream_map map;
    memcpy(&made.real, text.data, text.length < sizeof made.real ? text.length : sizeof made.real);
    if (!isfinite(made.real))
        expected = DDBSTREAM_ERROR_RANGE;
    else if (!slow_json_is_number(text.data, text.length))
        expected = DDBSTREAM_ERROR_NUMBER;
    MUST(ddbstream_arena_create(&arena, NULL) == DDBSTREAM_OK);
    status = ddbstream_struct_to_map(&everything_mapping, &made, arena, &map, &error);
    MUST(status == expected && error.status == status);
    if (status != DDBSTREAM_OK)
        MUST(strcmp(error.path, isfinite(made.real) ? "number" : "real") == 0);
    else
        check_made_map(&map, &made);
    ddbstream_arena_free(arena);
}

static int on_record(const ddbstream_record *record, void *comparer)
{
    const ddbstream_map *item = &record->new_image.attributes;
    const ddbstream_value *text = ddbstream_map_find(item, "string");
    check_item(comparer, &everything_mapping, item);
    check_item(comparer, &tree_mapping, item);
    if (text != NULL && text->type == DDBSTREAM_TYPE_S)
        check_made(text->as.string);
    return 0;
}

static int pass_over(const ddbstream_error *error, void *comparer)
{
    (void)error;
    (void)comparer;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = exact_copy(data, size);
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    ddbstream_comparer *comparer;
    options.max_depth = MOST_DEPTH;
    options.on_error = pass_over;
    MUST(ddbstream_comparer_create(&comparer, NULL) == DDBSTREAM_OK);
    ddbstream_decode(text, size, on_record, comparer, &options);
    ddbstream_comparer_free(comparer);
    free(text);
    return 0;
}
