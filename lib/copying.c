/* Hands out deep copies, in the caller's arena or in one block each. */
#include <ddbstream/copying.h>

#include <stddef.h>
#include <string.h>

#include "arena_handle.h"
#include "copier.h"
#include "memory.h"

/* Any of the three: how large the struct is, and what copies the rest. */
struct subject {
    size_t size;
    ddbstream_status (*deepen)(struct copier *copier, void *copy);
};

static ddbstream_status deepen_record(struct copier *copier, void *record)
{
    return ddbs_copier_record(copier, record);
}

static ddbstream_status deepen_image(struct copier *copier, void *image)
{
    return ddbs_copier_image(copier, image);
}

static ddbstream_status deepen_value(struct copier *copier, void *value)
{
    return ddbs_copier_value(copier, value);
}

static const struct subject record_subject = { sizeof(ddbstream_record), deepen_record };
static const struct subject image_subject = { sizeof(ddbstream_image), deepen_image };
static const struct subject value_subject = { sizeof(ddbstream_value), deepen_value };

static ddbstream_status deepen(const struct subject *subject, struct arena *arena, void *copy)
{
    struct copier copier;
    ddbstream_status status;
    ddbs_copier_init(&copier, arena->allocator, arena);
    status = subject->deepen(&copier, copy);
    ddbs_copier_release(&copier);
    return status;
}

/* Copies. */

ddbstream_status ddbstream_record_copy(const ddbstream_record *record, ddbstream_arena *arena,
                                       ddbstream_record **copy)
{
    ddbstream_record *taken;
    ddbstream_status status;
    if (record == NULL || arena == NULL || copy == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    taken = ddbs_arena_take(&arena->arena, sizeof *taken);
    if (taken == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    memcpy(taken, record, sizeof *taken);
    status = deepen(&record_subject, &arena->arena, taken);
    if (status == DDBSTREAM_OK)
        *copy = taken;
    return status;
}

ddbstream_status ddbstream_image_copy(const ddbstream_image *image, ddbstream_arena *arena,
                                      ddbstream_image *copy)
{
    ddbstream_image taken;
    ddbstream_status status;
    if (image == NULL || arena == NULL || copy == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    taken = *image;
    status = deepen(&image_subject, &arena->arena, &taken);
    if (status == DDBSTREAM_OK)
        *copy = taken;
    return status;
}

ddbstream_status ddbstream_value_copy(const ddbstream_value *value, ddbstream_arena *arena,
                                      ddbstream_value *copy)
{
    ddbstream_value taken;
    ddbstream_status status;
    if (value == NULL || arena == NULL || copy == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    taken = *value;
    status = deepen(&value_subject, &arena->arena, &taken);
    if (status == DDBSTREAM_OK)
        *copy = taken;
    return status;
}

/* Clones. */

struct clone_block {
    ddbstream_allocator allocator;
    size_t size; /* of data */
    _Alignas(ARENA_ALIGNMENT) char data[];
};

static ddbstream_status measure(const struct subject *subject, const void *original,
                                const ddbstream_allocator *allocator, size_t *size)
{
    struct copier copier;
    ddbstream_status status;
    ddbs_copier_init(&copier, allocator, NULL);
    copier.size = subject->size;
    status = subject->deepen(&copier, (void *)original);
    ddbs_copier_release(&copier);
    *size = (copier.size + ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT;
    return status;
}

/* The block serves as an arena that is large enough. */
static ddbstream_status fill(const struct subject *subject, const void *original,
                             struct clone_block *block)
{
    struct arena arena;
    ddbs_arena_init(&arena, &block->allocator);
    arena.next = block->data;
    arena.end = block->data + block->size;
    return deepen(subject, &arena,
                  memcpy(ddbs_arena_take(&arena, subject->size), original, subject->size));
}

static ddbstream_status make_clone(const struct subject *subject, const void *original,
                                   const ddbstream_allocator *given, void **clone)
{
    ddbstream_allocator allocator;
    struct clone_block *block;
    ddbstream_status status;
    size_t size;
    if (original == NULL || !ddbs_allocator_choose(&allocator, given))
        return DDBSTREAM_ERROR_ARGUMENT;
    status = measure(subject, original, &allocator, &size);
    if (status != DDBSTREAM_OK)
        return status;
    block = ddbs_allocate(&allocator, sizeof *block + size);
    if (block == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    block->allocator = allocator;
    block->size = size;
    status = fill(subject, original, block);
    if (status == DDBSTREAM_OK)
        *clone = block->data;
    else
        ddbstream_clone_free(block->data);
    return status;
}

ddbstream_status ddbstream_record_clone(const ddbstream_record *record,
                                        const ddbstream_allocator *allocator,
                                        ddbstream_record **clone)
{
    void *made = NULL;
    ddbstream_status status;
    if (clone == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    status = make_clone(&record_subject, record, allocator, &made);
    *clone = made;
    return status;
}

ddbstream_status ddbstream_image_clone(const ddbstream_image *image,
                                       const ddbstream_allocator *allocator,
                                       ddbstream_image **clone)
{
    void *made = NULL;
    ddbstream_status status;
    if (clone == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    status = make_clone(&image_subject, image, allocator, &made);
    *clone = made;
    return status;
}

ddbstream_status ddbstream_value_clone(const ddbstream_value *value,
                                       const ddbstream_allocator *allocator,
                                       ddbstream_value **clone)
{
    void *made = NULL;
    ddbstream_status status;
    if (clone == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    status = make_clone(&value_subject, value, allocator, &made);
    *clone = made;
    return status;
}

void ddbstream_clone_free(void *clone)
{
    struct clone_block *block;
    ddbstream_allocator allocator;
    if (clone == NULL)
        return;
    block = (struct clone_block *)(void *)((char *)clone - offsetof(struct clone_block, data));
    allocator = block->allocator;
    ddbs_release(&allocator, block, sizeof *block + block->size);
}
