/* Keeps names and values of unknown members in an arena. */
#include "unknown.h"

void ddbs_unknown_init(struct unknown *unknown, const ddbstream_allocator *allocator,
                       struct arena *arena, bool keeps)
{
    unknown->keeps = keeps;
    unknown->arena = arena;
    ddbs_raw_json_init(&unknown->value, allocator);
    ddbs_buffer_init(&unknown->collected, allocator);
}

void ddbs_unknown_release(struct unknown *unknown)
{
    ddbs_raw_json_release(&unknown->value);
    ddbs_buffer_release(&unknown->collected);
}

void ddbs_unknown_clear(struct unknown *unknown)
{
    unknown->collected.length = 0;
}

bool ddbs_unknown_begin(struct unknown *unknown, ddbstream_level level, const struct token *name)
{
    unknown->member.level = level;
    ddbs_raw_json_begin(&unknown->value, name->depth);
    return ddbs_arena_copy_string(unknown->arena, name->data, name->length, &unknown->member.name);
}

static bool collect(struct unknown *unknown)
{
    const struct ddbstream_buffer *json = &unknown->value.text;
    return ddbs_arena_copy_string(unknown->arena, json->data, json->length, &unknown->member.json)
           && ddbs_buffer_append(&unknown->collected, (const char *)&unknown->member,
                                 sizeof unknown->member);
}

enum step ddbs_unknown_take(struct unknown *unknown, const struct token *token)
{
    enum step step = ddbs_raw_json_take(&unknown->value, token);
    return step == STEP_DONE && !collect(unknown) ? STEP_NO_MEMORY : step;
}

bool ddbs_unknown_merge(struct unknown *outer, const struct unknown *inner)
{
    ddbstream_unknown_member *members = (void *)outer->collected.data;
    size_t count = outer->collected.length / sizeof *members, kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (members[i].level == DDBSTREAM_LEVEL_IDENTITY)
            continue; /* userIdentity is the inner record's */
        members[kept] = members[i];
        if (members[kept].level == DDBSTREAM_LEVEL_RECORD)
            members[kept].level = DDBSTREAM_LEVEL_DELIVERY;
        kept++;
    }
    outer->collected.length = kept * sizeof *members;
    return inner->collected.length == 0
           || ddbs_buffer_append(&outer->collected, inner->collected.data, inner->collected.length);
}

bool ddbs_unknown_members(const struct unknown *unknown, ddbstream_unknown_members *members)
{
    size_t size = unknown->collected.length;
    void *copy;
    *members = (ddbstream_unknown_members){ NULL, 0 };
    if (size == 0)
        return true;
    copy = ddbs_arena_take(unknown->arena, size);
    if (copy == NULL)
        return false;
    members->members = memcpy(copy, unknown->collected.data, size);
    members->count = size / sizeof *members->members;
    return true;
}
