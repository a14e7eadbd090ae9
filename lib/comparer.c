/* The life of a comparer, and of the memory it keeps. */
#include "comparer.h"

#include "memory.h"

void ddbs_comparer_init(struct comparer *comparer, const ddbstream_allocator *allocator)
{
    ddbs_buffer_init(&comparer->open, allocator);
    ddbs_buffer_init(&comparer->pairs, allocator);
    ddbs_buffer_init(&comparer->left, allocator);
    ddbs_buffer_init(&comparer->right, allocator);
}

void ddbs_comparer_release(struct comparer *comparer)
{
    ddbs_buffer_release(&comparer->open);
    ddbs_buffer_release(&comparer->pairs);
    ddbs_buffer_release(&comparer->left);
    ddbs_buffer_release(&comparer->right);
}

bool ddbs_take_last(struct ddbstream_buffer *items, void *item, size_t size)
{
    if (items->length == 0)
        return false;
    items->length -= size;
    memcpy(item, items->data + items->length, size);
    return true;
}

ddbstream_status ddbstream_comparer_create(ddbstream_comparer **comparer,
                                           const ddbstream_allocator *allocator)
{
    ddbstream_allocator chosen;
    if (comparer == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *comparer = NULL;
    if (!ddbs_allocator_choose(&chosen, allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    *comparer = ddbs_allocate(&chosen, sizeof **comparer);
    if (*comparer == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    (*comparer)->allocator = chosen;
    ddbs_comparer_init(&(*comparer)->comparer, &(*comparer)->allocator);
    return DDBSTREAM_OK;
}

void ddbstream_comparer_free(ddbstream_comparer *comparer)
{
    ddbstream_allocator allocator;
    if (comparer == NULL)
        return;
    allocator = comparer->allocator;
    ddbs_comparer_release(&comparer->comparer);
    ddbs_release(&allocator, comparer, sizeof *comparer);
}
