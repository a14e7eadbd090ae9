/* Document paths, names between quotes, and ARNs: what is written is found, what is taken apart
 * goes together again. */
#include <ddbstream/arn.h>
#include <ddbstream/document_path.h>

#include "fuzz.h"
#include "path.h"
#include "quoted_name.h"
#include "unescape.h"

/* Paths. */

static ddbstream_value map_value(const ddbstream_attribute *attribute)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = { attribute, 1 } };
    return value;
}

/* Any text that has no NUL as a path, into some value. */
static void check_any_path(const char *text, size_t length)
{
    static const ddbstream_value inner[2] = { { .type = DDBSTREAM_TYPE_NULL } };
    static const ddbstream_attribute attribute = {
        { "a", 1 }, { .type = DDBSTREAM_TYPE_L, .as.list = { inner, 2 } }
    };
    ddbstream_value map = map_value(&attribute);
    const ddbstream_value *found = NULL;
    char *path = malloc(length + 1);
    ddbstream_status status;
    MUST(path != NULL);
    memcpy(path, text, length);
    path[length] = '\0';
    status = ddbstream_value_at(&map, path, &found);
    MUST((found != NULL) == (status == DDBSTREAM_OK));
    MUST((ddbstream_value_at(NULL, path, &found) == DDBSTREAM_ERROR_PATH)
         == (status == DDBSTREAM_ERROR_PATH));
    free(path);
}

static void *allocate(size_t size, void *context)
{
    (void)context;
    return malloc(size);
}

static void *reallocate(void *block, size_t old_size, size_t new_size, void *context)
{
    (void)context;
    (void)old_size;
    return realloc(block, new_size);
}

static void release(void *block, size_t size, void *context)
{
    (void)context;
    (void)size;
    free(block);
}

/* A value in a list in a map, under any name, is found by the path that the library writes. */
static void check_written_path(ddbstream_string name)
{
    static const ddbstream_allocator allocator = { allocate, reallocate, release, NULL };
    ddbstream_attribute leaf = { name, { .type = DDBSTREAM_TYPE_NULL } };
    ddbstream_value item = map_value(&leaf), list = { DDBSTREAM_TYPE_L, { .list = { &item, 1 } } };
    ddbstream_attribute outer = { name, list };
    ddbstream_value from = map_value(&outer);
    const ddbstream_value *found = NULL;
    struct ddbstream_buffer path;
    ddbs_buffer_init(&path, &allocator);
    if (ddbs_path_member(&path, name)) {
        MUST(ddbs_path_index(&path, 0) && ddbs_path_member(&path, name));
        MUST(ddbstream_value_at(&from, path.data + (path.data[0] == '.'), &found) == DDBSTREAM_OK);
        MUST(found == &leaf.value);
    }
    ddbs_buffer_release(&path);
}

/* Names between quotes. */

static void check_quoted(ddbstream_string inside)
{
    char *name = malloc(inside.length + 1);
    size_t length;
    bool is_string;
    MUST(name != NULL);
    is_string = ddbs_unescape(inside.data, inside.length, name, &length);
    MUST(ddbs_is_quoted_name(inside) == is_string);
    if (is_string) {
        char *exact = exact_copy(name, length);
        MUST(ddbs_quoted_name_is(inside, (ddbstream_string){ exact, length }));
        free(exact);
    }
    free(name);
}

/* ARNs. */

static void check_arn(ddbstream_string text)
{
    ddbstream_arn arn;
    char *again = malloc(text.length + 1);
    size_t length = 0;
    MUST(again != NULL);
    if (ddbstream_arn_parse(text, &arn) == DDBSTREAM_OK) {
        ddbstream_string last = arn.stream.data != NULL ? arn.stream : arn.index;
        const char *kind = arn.stream.data != NULL ? "/stream/" : "/index/";
        length = (size_t)snprintf(again, text.length + 1,
                                  "arn:%.*s:%.*s:%.*s:", (int)arn.partition.length,
                                  arn.partition.data, (int)arn.service.length, arn.service.data,
                                  (int)arn.region.length, arn.region.data);
        if (memchr(text.data, '\0', text.length) == NULL) {
            length +=
                (size_t)snprintf(again + length, text.length + 1 - length, "%.*s:table/%.*s%s%.*s",
                                 (int)arn.account.length, arn.account.data, (int)arn.table.length,
                                 arn.table.data, last.data != NULL ? kind : "", (int)last.length,
                                 last.data != NULL ? last.data : "");
            MUST(same_bytes(again, length, text.data, text.length));
        }
    }
    free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = exact_copy(data, size);
    ddbstream_string all = { text, size }, first = { text, size / 2 };
    ddbstream_string second = { text + first.length, size - first.length };
    int order = ddbstream_sequence_number_compare(first, second);
    int back = ddbstream_sequence_number_compare(second, first);
    MUST((order > 0) == (back < 0) && (order == 0) == (back == 0));
    check_any_path(text, size);
    check_written_path(all);
    check_quoted(all);
    check_arn(all);
    free(text);
    return 0;
}
