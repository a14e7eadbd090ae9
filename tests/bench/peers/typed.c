/* What a typed walk needs beside a parsed document. */
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The library's own, so that peers have no slower one. */
#include "../../../lib/base64.h"

enum { FIRST_BLOCK = 64 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    max_align_t data[];
};

static void add_block(struct arena *arena, size_t least)
{
    size_t size = arena->block != NULL ? arena->block->size * 2 : FIRST_BLOCK;
    struct arena_block *block;
    while (size < least)
        size *= 2;
    block = malloc(sizeof *block + size);
    if (block == NULL) {
        fputs("there is no memory\n", stderr);
        exit(1);
    }
    block->older = arena->block;
    block->size = size;
    arena->block = block;
    arena->used = 0;
}

void *arena_take(struct arena *arena, size_t size)
{
    char *taken;
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (arena->block == NULL || arena->block->size - arena->used < size)
        add_block(arena, size);
    taken = (char *)arena->block->data + arena->used;
    arena->used += size;
    return taken;
}

void arena_reset(struct arena *arena)
{
    while (arena->block != NULL && arena->block->older != NULL) {
        struct arena_block *older = arena->block->older;
        arena->block->older = older->older;
        free(older);
    }
    arena->used = 0;
}

static bool is(ddbstream_string text, const char *word, size_t length)
{
    return text.length == length && memcmp(text.data, word, length) == 0;
}

#define IS(text, word) is(text, word, sizeof word - 1)

static ddbstream_type type_of_letter(char letter)
{
    switch (letter) {
    case 'S':
        return DDBSTREAM_TYPE_S;
    case 'N':
        return DDBSTREAM_TYPE_N;
    case 'B':
        return DDBSTREAM_TYPE_B;
    case 'M':
        return DDBSTREAM_TYPE_M;
    case 'L':
        return DDBSTREAM_TYPE_L;
    default:
        return (ddbstream_type)0;
    }
}

ddbstream_type typed_type(ddbstream_string name)
{
    if (name.length == 1)
        return type_of_letter(name.data[0]);
    if (IS(name, "BOOL"))
        return DDBSTREAM_TYPE_BOOL;
    if (IS(name, "NULL"))
        return DDBSTREAM_TYPE_NULL;
    if (IS(name, "SS"))
        return DDBSTREAM_TYPE_SS;
    if (IS(name, "NS"))
        return DDBSTREAM_TYPE_NS;
    return IS(name, "BS") ? DDBSTREAM_TYPE_BS : (ddbstream_type)0;
}

ddbstream_event_name typed_event_name(ddbstream_string text)
{
    if (IS(text, "INSERT"))
        return DDBSTREAM_EVENT_INSERT;
    if (IS(text, "MODIFY"))
        return DDBSTREAM_EVENT_MODIFY;
    return IS(text, "REMOVE") ? DDBSTREAM_EVENT_REMOVE : DDBSTREAM_EVENT_OTHER;
}

ddbstream_view_type typed_view_type(ddbstream_string text)
{
    if (IS(text, "NEW_AND_OLD_IMAGES"))
        return DDBSTREAM_VIEW_NEW_AND_OLD_IMAGES;
    if (IS(text, "NEW_IMAGE"))
        return DDBSTREAM_VIEW_NEW_IMAGE;
    if (IS(text, "OLD_IMAGE"))
        return DDBSTREAM_VIEW_OLD_IMAGE;
    return IS(text, "KEYS_ONLY") ? DDBSTREAM_VIEW_KEYS_ONLY : DDBSTREAM_VIEW_OTHER;
}

/* The text after its leading digits; NULL when there is none. It ends in NUL. */
static const char *after_digits(const char *text)
{
    const char *end = text;
    while ((unsigned)*end - '0' < 10)
        end++;
    return end > text ? end : NULL;
}

bool typed_is_number(ddbstream_string text)
{
    const char *at = text.data + (text.data[0] == '-');
    at = *at == '0' ? at + 1 : after_digits(at);
    if (at != NULL && *at == '.')
        at = after_digits(at + 1);
    if (at != NULL && (*at == 'e' || *at == 'E')) {
        at++;
        at = after_digits(at + (*at == '+' || *at == '-'));
    }
    return at == text.data + text.length;
}

bool typed_binary(struct arena *arena, ddbstream_string text, ddbstream_bytes *bytes)
{
    unsigned char *data = arena_take(arena, text.length / 4 * 3 + 1);
    bytes->data = data;
    return ddbs_base64_decode(text.data, text.length, data, &bytes->length);
}
