/* Chooses between the caller's allocator and the C library's, and grows arrays; knows nothing of
 * who allocates. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *default_allocate(size_t size, void *context)
{
    (void)context;
    return malloc(size);
}

static void *default_reallocate(void *block, size_t old_size, size_t new_size, void *context)
{
    (void)old_size;
    (void)context;
    return realloc(block, new_size);
}

static void default_release(void *block, size_t size, void *context)
{
    (void)size;
    (void)context;
    free(block);
}

bool ddbs_allocator_choose(ddbstream_allocator *chosen, const ddbstream_allocator *given)
{
    static const ddbstream_allocator by_default = { default_allocate, default_reallocate,
                                                    default_release, NULL };
    *chosen = given != NULL ? *given : by_default;
    return chosen->allocate != NULL && chosen->reallocate != NULL && chosen->release != NULL;
}

void *ddbs_grow_array(const ddbstream_allocator *allocator, void *array, size_t *room, size_t first,
                      size_t element)
{
    size_t more = *room > 0 ? *room * 2 : first;
    void *grown = NULL;
    if (more <= SIZE_MAX / element / 2)
        grown = ddbs_reallocate(allocator, array, *room * element, more * element);
    if (grown != NULL)
        *room = more;
    return grown;
}

void ddbs_clear(void *at, size_t size)
{
    memset(at, 0, size);
}
