/* Which attributes are to be built; the others are stepped over. */
#ifndef DDBS_SELECTION_H
#define DDBS_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/decoder.h>

struct selection {
    const ddbstream_allocator *allocator;
    bool keys_only;
    bool has_names;          /* else all attributes are */
    ddbstream_string *names; /* with their text behind them */
    size_t count;
    size_t size; /* bytes allocated */
};

/* Copies what the options select; false when there is no memory. The allocator must outlive it. */
bool ddbs_selection_init(struct selection *selection, const ddbstream_allocator *allocator,
                         const ddbstream_options *options);

void ddbs_selection_release(struct selection *selection);

/* Whether the attribute of that name is one of them. */
bool ddbs_selection_has(const struct selection *selection, const char *name, size_t length);

#endif
