/* Walks two images side by side and tells what is not the same. Maps and lists that have been
 * entered are kept on a stack of the difference's own, so that deep ones cost no C stack. */
#include <ddbstream/difference.h>

#include <string.h>

#include "comparer.h"
#include "memory.h"
#include "pairing.h"
#include "path.h"
#include "utf8.h"

/* Two maps or two lists, and how far they have been read. */
struct open_two {
    bool are_maps;
    ddbstream_list old_list, new_list; /* of lists; */
    size_t first_pair;                 /* of maps: where in `pairs` theirs begin */
    size_t count;                      /* of pairs, or of places in the longer list */
    size_t next;
    size_t path_length; /* of the path to them */
};

struct ddbstream_difference {
    ddbstream_allocator allocator;
    bool top_level_only;
    ddbstream_status status;
    ddbstream_change change;
    struct comparer comparer;
    struct ddbstream_buffer open;    /* struct open_two, the innermost last */
    struct ddbstream_buffer pairs;   /* of all maps that are open */
    struct ddbstream_buffer scratch; /* for pairing */
    struct ddbstream_buffer path;
};

/* Life. */

static bool read_options(ddbstream_difference_options *known,
                         const ddbstream_difference_options *given)
{
    *known = (ddbstream_difference_options)DDBSTREAM_DIFFERENCE_OPTIONS_INIT;
    if (given == NULL)
        return true;
    if (given->size < sizeof given->size)
        return false;
    memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    return true;
}

ddbstream_status ddbstream_difference_create(ddbstream_difference **difference,
                                             const ddbstream_difference_options *options)
{
    ddbstream_difference_options known;
    ddbstream_allocator chosen;
    ddbstream_difference *made;
    if (difference == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *difference = NULL;
    if (!read_options(&known, options) || !ddbs_allocator_choose(&chosen, known.allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    made = ddbs_allocate(&chosen, sizeof *made);
    if (made == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    *made = (struct ddbstream_difference){ .allocator = chosen,
                                           .top_level_only = known.top_level_only };
    ddbs_comparer_init(&made->comparer, &made->allocator);
    ddbs_buffer_init(&made->open, &made->allocator);
    ddbs_buffer_init(&made->pairs, &made->allocator);
    ddbs_buffer_init(&made->scratch, &made->allocator);
    ddbs_buffer_init(&made->path, &made->allocator);
    *difference = made;
    return DDBSTREAM_OK;
}

void ddbstream_difference_free(ddbstream_difference *difference)
{
    ddbstream_allocator allocator;
    if (difference == NULL)
        return;
    allocator = difference->allocator;
    ddbs_comparer_release(&difference->comparer);
    ddbs_buffer_release(&difference->open);
    ddbs_buffer_release(&difference->pairs);
    ddbs_buffer_release(&difference->scratch);
    ddbs_buffer_release(&difference->path);
    ddbs_release(&allocator, difference, sizeof *difference);
}

/* Entering and leaving maps and lists. */

static ddbstream_status enter(struct ddbstream_difference *difference, const struct open_two *two)
{
    return ddbs_buffer_append(&difference->open, (const char *)two, sizeof *two)
               ? DDBSTREAM_OK
               : DDBSTREAM_ERROR_MEMORY;
}

static ddbstream_status enter_maps(struct ddbstream_difference *difference,
                                   const ddbstream_map *old_map, const ddbstream_map *new_map)
{
    struct open_two two = { .are_maps = true,
                            .first_pair = difference->pairs.length,
                            .path_length = difference->path.length };
    if (!ddbs_pair_attributes(old_map, new_map, &difference->pairs, &difference->scratch))
        return DDBSTREAM_ERROR_MEMORY;
    two.count = (difference->pairs.length - two.first_pair) / sizeof(struct pair);
    return enter(difference, &two);
}

static ddbstream_status enter_lists(struct ddbstream_difference *difference,
                                    const ddbstream_list *old_list, const ddbstream_list *new_list)
{
    struct open_two two = { .old_list = *old_list,
                            .new_list = *new_list,
                            .first_pair = difference->pairs.length,
                            .path_length = difference->path.length };
    two.count = old_list->count > new_list->count ? old_list->count : new_list->count;
    return enter(difference, &two);
}

static struct open_two *innermost(const struct ddbstream_difference *difference)
{
    const struct ddbstream_buffer *open = &difference->open;
    return (struct open_two *)(void *)(open->data + open->length) - 1;
}

static void leave(struct ddbstream_difference *difference)
{
    difference->pairs.length = innermost(difference)->first_pair;
    difference->open.length -= sizeof(struct open_two);
}

/* Finding changes. */

/* What stands next in two maps or lists, as if it were a change. */
static void take_next(struct ddbstream_difference *difference, struct open_two *two)
{
    ddbstream_change *change = &difference->change;
    size_t place = two->next++;
    *change = (ddbstream_change){ .index = 0 };
    if (two->are_maps) {
        const char *pairs = difference->pairs.data + two->first_pair;
        struct pair pair = ((const struct pair *)(const void *)pairs)[place];
        change->name = pair.new_one != NULL ? pair.new_one->name : pair.old_one->name;
        change->old_value = pair.old_one != NULL ? &pair.old_one->value : NULL;
        change->new_value = pair.new_one != NULL ? &pair.new_one->value : NULL;
    } else {
        change->index = place;
        change->old_value = place < two->old_list.count ? &two->old_list.values[place] : NULL;
        change->new_value = place < two->new_list.count ? &two->new_list.values[place] : NULL;
    }
}

static bool is_utf8(ddbstream_string text)
{
    struct utf8_sequence sequence = { 0, UTF8_WHOLE };
    for (size_t i = 0; i < text.length && sequence.verdict == UTF8_WHOLE; i += sequence.length)
        sequence = ddbs_utf8_look(text.data + i, text.length - i);
    return sequence.verdict == UTF8_WHOLE;
}

/* Appends the change's own step to the path of what it stands in. */
static ddbstream_status lengthen_path(struct ddbstream_difference *difference,
                                      const struct open_two *two)
{
    const ddbstream_change *change = &difference->change;
    difference->path.length = two->path_length;
    if (two->are_maps ? ddbs_path_member(&difference->path, change->name)
                      : ddbs_path_index(&difference->path, change->index))
        return DDBSTREAM_OK;
    return is_utf8(change->name) ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_ERROR_TEXT;
}

/* The path as written begins with a point if it begins with a plain name. */
static ddbstream_status tell(struct ddbstream_difference *difference, const struct open_two *two,
                             ddbstream_change_kind kind)
{
    ddbstream_status status = lengthen_path(difference, two);
    ddbstream_string path = ddbstream_buffer_text(&difference->path);
    size_t point = *path.data == '.';
    difference->change.kind = kind;
    difference->change.path = (ddbstream_string){ path.data + point, path.length - point };
    return status;
}

/* Whether both sides are of a type that is looked into, namely this one. */
static bool enters(const struct ddbstream_difference *difference, ddbstream_type type)
{
    const ddbstream_change *change = &difference->change;
    return !difference->top_level_only && change->old_value->type == type
           && change->new_value->type == type;
}

/* Looks at what stands on both sides. If the change is of no kind afterwards, there is none: they
 * are the same, or what is in them comes next. */
static ddbstream_status look(struct ddbstream_difference *difference, const struct open_two *two)
{
    const ddbstream_value *old_value = difference->change.old_value;
    const ddbstream_value *new_value = difference->change.new_value;
    bool are_maps = enters(difference, DDBSTREAM_TYPE_M), equal = false;
    ddbstream_status status;
    if (are_maps || enters(difference, DDBSTREAM_TYPE_L)) {
        status = lengthen_path(difference, two);
        if (status != DDBSTREAM_OK)
            return status;
        return are_maps ? enter_maps(difference, &old_value->as.map, &new_value->as.map)
                        : enter_lists(difference, &old_value->as.list, &new_value->as.list);
    }
    status = ddbs_compare(&difference->comparer, old_value, new_value, &equal);
    if (status != DDBSTREAM_OK || equal)
        return status;
    return tell(difference, two, DDBSTREAM_CHANGE_CHANGED);
}

static ddbstream_status advance(struct ddbstream_difference *difference)
{
    struct open_two *two = innermost(difference);
    if (two->next == two->count) {
        leave(difference);
        return DDBSTREAM_OK;
    }
    take_next(difference, two);
    if (difference->change.old_value == NULL)
        return tell(difference, two, DDBSTREAM_CHANGE_ADDED);
    if (difference->change.new_value == NULL)
        return tell(difference, two, DDBSTREAM_CHANGE_REMOVED);
    return look(difference, two);
}

ddbstream_status ddbstream_difference_begin(ddbstream_difference *difference,
                                            const ddbstream_image *old_image,
                                            const ddbstream_image *new_image)
{
    ddbstream_map old_map = ddbs_image_map(old_image), new_map = ddbs_image_map(new_image);
    if (difference == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    difference->open.length = 0;
    difference->pairs.length = 0;
    difference->path.length = 0;
    difference->status = enter_maps(difference, &old_map, &new_map);
    return difference->status;
}

ddbstream_status ddbstream_difference_next(ddbstream_difference *difference,
                                           const ddbstream_change **change)
{
    if (difference == NULL || change == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *change = NULL;
    difference->change.kind = 0;
    while (difference->status == DDBSTREAM_OK && difference->change.kind == 0
           && difference->open.length > 0)
        difference->status = advance(difference);
    if (difference->status == DDBSTREAM_OK && difference->change.kind != 0)
        *change = &difference->change;
    return difference->status;
}
