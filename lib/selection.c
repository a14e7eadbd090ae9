/* Keeps a copy of the names that the caller selects. */
#include "selection.h"

#include <string.h>

#include "memory.h"
#include "same.h"

static size_t size_of(const ddbstream_options *options)
{
    size_t size = options->selected_count * sizeof(ddbstream_string);
    for (size_t i = 0; i < options->selected_count; i++)
        size += strlen(options->selected[i]);
    return size;
}

static void copy_names(struct selection *selection, const char *const *names)
{
    char *text = (char *)(selection->names + selection->count);
    for (size_t i = 0; i < selection->count; i++) {
        size_t length = strlen(names[i]);
        selection->names[i] = (ddbstream_string){ memcpy(text, names[i], length), length };
        text += length;
    }
}

bool ddbs_selection_init(struct selection *selection, const ddbstream_allocator *allocator,
                         const ddbstream_options *options)
{
    *selection = (struct selection){ .allocator = allocator,
                                     .keys_only = options->keys_only,
                                     .has_names = options->selected != NULL };
    if (!selection->has_names || options->selected_count == 0)
        return true;
    selection->size = size_of(options);
    selection->names = ddbs_allocate(allocator, selection->size);
    if (selection->names == NULL)
        return false;
    selection->count = options->selected_count;
    copy_names(selection, options->selected);
    return true;
}

void ddbs_selection_release(struct selection *selection)
{
    ddbs_release(selection->allocator, selection->names, selection->size);
}

bool ddbs_selection_has(const struct selection *selection, const char *name, size_t length)
{
    for (size_t i = 0; i < selection->count; i++)
        if (selection->names[i].length == length
            && ddbs_same(selection->names[i].data, name, length))
            return true;
    return false;
}
