/* Remembers the last ids, and forgets the oldest for the newest. */
#include "once.h"

#include <string.h>
#include <time.h>

#include "hash.h"
#include "memory.h"

/* Life. */

static bool read_options(ddbstream_once_options *known, const ddbstream_once_options *given)
{
    *known = (ddbstream_once_options)DDBSTREAM_ONCE_OPTIONS_INIT;
    if (given != NULL && given->size < sizeof given->size)
        return false;
    if (given != NULL)
        memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    if (known->max_length == 0)
        known->max_length = DDBSTREAM_ONCE_DEFAULT_MAX_LENGTH;
    return true;
}

/* Bytes of a window; 0 when no size will do. Entry 0 is none, but has its place. */
static size_t size_of_window(size_t capacity, size_t chains, size_t max_length)
{
    const size_t most = SIZE_MAX / 4;
    size_t fixed = sizeof(struct ddbstream_once) + sizeof(struct entry);
    size_t each = sizeof(struct entry) + max_length;
    if (chains > most / sizeof(size_t) || max_length > most || capacity > most / each)
        return 0;
    return fixed + chains * sizeof(size_t) + capacity * each;
}

static void choose_key(struct ddbstream_once *once, const uint64_t given[2])
{
    struct timespec now = { 0, 0 };
    once->key[0] = given[0];
    once->key[1] = given[1];
    if (given[0] != 0 || given[1] != 0)
        return;
    timespec_get(&now, TIME_UTC);
    once->key[0] = (uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec;
    once->key[1] = (uint64_t)(uintptr_t)once;
}

static void lay_out(struct ddbstream_once *once, size_t capacity)
{
    once->entries = (struct entry *)(once + 1);
    once->chains = (size_t *)(once->entries + capacity + 1);
    once->texts = (char *)(once->chains + once->mask + 1);
    memset(once->chains, 0, (once->mask + 1) * sizeof *once->chains);
    for (size_t i = 1; i <= capacity; i++)
        once->entries[i].next = i < capacity ? i + 1 : NONE;
    once->unused = 1;
}

ddbstream_status ddbstream_once_create(ddbstream_once **once, size_t capacity,
                                       const ddbstream_once_options *options)
{
    ddbstream_once_options known;
    ddbstream_allocator allocator;
    size_t chains = 1, size;
    if (once == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *once = NULL;
    if (capacity == 0 || !read_options(&known, options)
        || !ddbs_allocator_choose(&allocator, known.allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    while (chains < capacity && chains <= SIZE_MAX / 4)
        chains *= 2;
    size = size_of_window(capacity, chains, known.max_length);
    *once = size > 0 ? ddbs_allocate(&allocator, size) : NULL;
    if (*once == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    **once = (struct ddbstream_once){
        .allocator = allocator, .size = size, .max_length = known.max_length, .mask = chains - 1
    };
    choose_key(*once, known.key);
    lay_out(*once, capacity);
    return DDBSTREAM_OK;
}

void ddbstream_once_free(ddbstream_once *once)
{
    ddbstream_allocator allocator;
    if (once == NULL)
        return;
    allocator = once->allocator;
    ddbs_release(&allocator, once, once->size);
}

/* Entries. */

static char *text_of(const struct ddbstream_once *once, size_t entry)
{
    return once->texts + (entry - 1) * once->max_length;
}

static size_t *chain_of(const struct ddbstream_once *once, const char *id, size_t length)
{
    struct hash hash;
    ddbs_hash_begin(&hash, once->key);
    ddbs_hash_bytes(&hash, id, length);
    return &once->chains[(size_t)ddbs_hash_end(&hash) & once->mask];
}

static bool is_id(const struct ddbstream_once *once, size_t entry, ddbstream_string id)
{
    return once->entries[entry].length == id.length
           && memcmp(text_of(once, entry), id.data, id.length) == 0;
}

/* Where the number of the id's entry stands in its chain, or the NONE at the end. */
static size_t *find(const struct ddbstream_once *once, ddbstream_string id)
{
    size_t *place = chain_of(once, id.data, id.length);
    while (*place != NONE && !is_id(once, *place, id))
        place = &once->entries[*place].next;
    return place;
}

/* Takes the entry whose number stands there out of chain and list. */
static void drop(struct ddbstream_once *once, size_t *place)
{
    size_t number = *place;
    struct entry *entry = &once->entries[number];
    *place = entry->next;
    *(entry->older != NONE ? &once->entries[entry->older].newer : &once->oldest) = entry->newer;
    *(entry->newer != NONE ? &once->entries[entry->newer].older : &once->newest) = entry->older;
    entry->next = once->unused;
    once->unused = number;
}

static void drop_oldest(struct ddbstream_once *once)
{
    size_t oldest = once->oldest;
    drop(once, find(once, (ddbstream_string){ text_of(once, oldest), //
                                              once->entries[oldest].length }));
}

static void add(struct ddbstream_once *once, ddbstream_string id)
{
    size_t *chain = chain_of(once, id.data, id.length), number = once->unused;
    struct entry *entry = &once->entries[number];
    once->unused = entry->next;
    *entry = (struct entry){ once->newest, NONE, *chain, id.length };
    memcpy(text_of(once, number), id.data, id.length);
    *chain = number;
    *(once->newest != NONE ? &once->entries[once->newest].newer : &once->oldest) = number;
    once->newest = number;
}

ddbstream_status ddbstream_once_see(ddbstream_once *once, ddbstream_string id, bool *is_new)
{
    if (once == NULL || is_new == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (id.data == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    if (id.length > once->max_length)
        return DDBSTREAM_ERROR_LIMIT;
    *is_new = *find(once, id) == NONE;
    if (!*is_new)
        return DDBSTREAM_OK;
    if (once->unused == NONE)
        drop_oldest(once);
    add(once, id);
    return DDBSTREAM_OK;
}

void ddbstream_once_forget(ddbstream_once *once, ddbstream_string id)
{
    size_t *place;
    if (once == NULL || id.data == NULL)
        return;
    place = find(once, id);
    if (*place != NONE)
        drop(once, place);
}
