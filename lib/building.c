/* Has callers build records call by call: checks what they give, and keeps their first error. How
 * values come together is the value builder's. */
#include <ddbstream/building.h>

#include <string.h>

#include "arena_handle.h"
#include "conclusion.h"
#include "copier.h"
#include "creation_time.h"
#include "decimal.h"
#include "members.h"
#include "memory.h"
#include "utf8.h"
#include "value_builder.h"

struct ddbstream_builder {
    struct arena *arena;
    struct value_builder values;
    struct copier copier;
    ddbstream_record *record; /* NULL: none has been begun */
    ddbstream_image *image;   /* the one that is open, or NULL */
    ddbstream_status status;
};

/* Life. */

ddbstream_status ddbstream_builder_create(ddbstream_builder **builder, ddbstream_arena *arena)
{
    if (builder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *builder = NULL;
    if (arena == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *builder = ddbs_allocate(&arena->allocator, sizeof **builder);
    if (*builder == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    **builder = (struct ddbstream_builder){ .arena = &arena->arena };
    ddbs_value_builder_init(&(*builder)->values, &arena->allocator, &arena->arena);
    ddbs_copier_init(&(*builder)->copier, &arena->allocator, &arena->arena);
    return DDBSTREAM_OK;
}

void ddbstream_builder_free(ddbstream_builder *builder)
{
    if (builder == NULL)
        return;
    ddbs_value_builder_release(&builder->values);
    ddbs_copier_release(&builder->copier);
    ddbs_release(builder->arena->allocator, builder, sizeof *builder);
}

/* The first error. */

static ddbstream_status fail(struct ddbstream_builder *builder, ddbstream_status status)
{
    if (builder->status == DDBSTREAM_OK)
        builder->status = status;
    return builder->status;
}

/* Whether a call that belongs in an image, or outside of one, may do its work. */
static bool may_go_on(struct ddbstream_builder *builder, bool in_image)
{
    if (builder == NULL || builder->status != DDBSTREAM_OK)
        return false;
    if (builder->record != NULL && (builder->image != NULL) == in_image)
        return true;
    fail(builder, DDBSTREAM_ERROR_ARGUMENT);
    return false;
}

static ddbstream_status status_of(const struct ddbstream_builder *builder)
{
    return builder != NULL ? builder->status : DDBSTREAM_ERROR_ARGUMENT;
}

/* Text. */

static bool is_utf8(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t left = length - at;
        struct utf8_sequence sequence = ddbs_utf8_look(text + at, left < 4 ? left : 4);
        if (sequence.verdict != UTF8_WHOLE)
            return false;
        at += sequence.length;
    }
    return true;
}

static ddbstream_status copy_text(struct arena *arena, const char *text, ddbstream_string *copy)
{
    size_t length = text != NULL ? strlen(text) : 0;
    *copy = (ddbstream_string){ NULL, 0 };
    if (text == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    if (!is_utf8(text, length))
        return DDBSTREAM_ERROR_TEXT;
    return ddbs_arena_copy_string(arena, text, length, copy) ? DDBSTREAM_OK
                                                             : DDBSTREAM_ERROR_MEMORY;
}

/* The record and its members. */

ddbstream_status ddbstream_build_record(ddbstream_builder *builder)
{
    if (builder == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    builder->status = DDBSTREAM_OK;
    builder->image = NULL;
    builder->record = ddbs_arena_take(builder->arena, sizeof *builder->record);
    if (builder->record == NULL)
        return fail(builder, DDBSTREAM_ERROR_MEMORY);
    memset(builder->record, 0, sizeof *builder->record);
    builder->record->size_bytes = -1;
    return DDBSTREAM_OK;
}

static const struct record_member *find_in(const struct record_object *object, uint32_t bit)
{
    for (size_t i = 0; i < object->count; i++)
        if (object->members[i].bit == bit)
            return &object->members[i];
    return NULL;
}

static const struct record_member *find_member(struct ddbstream_builder *builder, uint32_t bit)
{
    const struct record_member *member = NULL;
    if ((bit & PUBLIC_BITS) != bit)
        return NULL;
    member = find_in(&ddbs_identity_object, bit);
    if (member != NULL)
        builder->record->user_identity.presence = DDBSTREAM_PRESENT;
    if (member == NULL)
        member = find_in(&ddbs_record_object, bit);
    return member != NULL ? member : find_in(&ddbs_change_object, bit);
}

static ddbstream_status set_time(struct arena *arena, const char *text, ddbstream_time *time)
{
    if (!ddbs_creation_time_parse(time, text, strlen(text)))
        return DDBSTREAM_ERROR_TIME;
    return copy_text(arena, text, &time->text);
}

static ddbstream_status set_size(const char *text, int64_t *size)
{
    if (!ddbs_decimal_to_integer(text, strlen(text), size) || *size < 0)
        return DDBSTREAM_ERROR_MEMBER;
    return DDBSTREAM_OK;
}

static ddbstream_status set_null(ddbstream_record *record, const struct record_member *member)
{
    void *place = (char *)record + member->place;
    record->null_members |= member->bit;
    if (member->form == FORM_TEXT)
        *(ddbstream_string *)place = (ddbstream_string){ NULL, 0 };
    else if (member->form == FORM_TIME)
        *(ddbstream_time *)place = (ddbstream_time){ 0 };
    else
        *(int64_t *)place = -1;
    return DDBSTREAM_OK;
}

static ddbstream_status set_member(struct ddbstream_builder *builder,
                                   const struct record_member *member, const char *text)
{
    ddbstream_record *record = builder->record;
    void *place = (char *)record + member->place;
    if (text == NULL)
        return set_null(record, member);
    record->null_members &= ~member->bit;
    switch (member->form) {
    case FORM_TEXT:
        return copy_text(builder->arena, text, place);
    case FORM_TIME:
        return set_time(builder->arena, text, place);
    default:
        return set_size(text, place);
    }
}

ddbstream_status ddbstream_build_member(ddbstream_builder *builder, uint32_t member,
                                        const char *text)
{
    const struct record_member *found;
    if (!may_go_on(builder, false))
        return status_of(builder);
    found = find_member(builder, member);
    if (found == NULL)
        return fail(builder, DDBSTREAM_ERROR_MEMBER);
    return fail(builder, set_member(builder, found, text));
}

ddbstream_status ddbstream_build_end(ddbstream_builder *builder, ddbstream_record **record)
{
    static const struct origin origin = { .arrangement = RECORDS_MEMBER };
    if (record == NULL)
        return builder != NULL ? fail(builder, DDBSTREAM_ERROR_ARGUMENT) : DDBSTREAM_ERROR_ARGUMENT;
    *record = NULL;
    if (!may_go_on(builder, false))
        return status_of(builder);
    fail(builder, ddbs_conclude(builder->record, KIND_CHANGE, &origin).status);
    if (builder->status == DDBSTREAM_OK)
        *record = builder->record;
    builder->record = NULL;
    return builder->status;
}

/* Values. */

ddbstream_status ddbstream_build_image(ddbstream_builder *builder, ddbstream_image_name image)
{
    ddbstream_record *record;
    if (!may_go_on(builder, false))
        return status_of(builder);
    record = builder->record;
    if (image < DDBSTREAM_IMAGE_KEYS || image > DDBSTREAM_IMAGE_OLD)
        return fail(builder, DDBSTREAM_ERROR_ARGUMENT);
    builder->image = image == DDBSTREAM_IMAGE_KEYS  ? &record->keys
                     : image == DDBSTREAM_IMAGE_NEW ? &record->new_image
                                                    : &record->old_image;
    if (builder->image->presence != DDBSTREAM_ABSENT)
        return fail(builder, DDBSTREAM_ERROR_DUPLICATE);
    if (!ddbs_value_builder_begin(&builder->values))
        return fail(builder, DDBSTREAM_ERROR_MEMORY);
    return DDBSTREAM_OK;
}

/* Whether the innermost container takes a value of that type. */
static bool takes_type(ddbstream_type container, ddbstream_type type)
{
    switch (container) {
    case DDBSTREAM_TYPE_SS:
        return type == DDBSTREAM_TYPE_S;
    case DDBSTREAM_TYPE_NS:
        return type == DDBSTREAM_TYPE_N;
    case DDBSTREAM_TYPE_BS:
        return type == DDBSTREAM_TYPE_B;
    default:
        return true;
    }
}

/* Adds a value whose payload is in the arena. */
static ddbstream_status add(struct ddbstream_builder *builder, const char *name,
                            const ddbstream_value *value)
{
    ddbstream_type container = ddbs_value_builder_inside(&builder->values);
    ddbstream_string copy = { NULL, 0 };
    if ((container == DDBSTREAM_TYPE_M) != (name != NULL))
        return fail(builder, DDBSTREAM_ERROR_ARGUMENT);
    if (!takes_type(container, value->type))
        return fail(builder, DDBSTREAM_ERROR_TYPE);
    if (name != NULL)
        fail(builder, copy_text(builder->arena, name, &copy));
    if (builder->status != DDBSTREAM_OK)
        return builder->status;
    if (!ddbs_value_builder_add(&builder->values, copy, 0))
        return fail(builder, DDBSTREAM_ERROR_MEMORY);
    ddbs_value_builder_entry(&builder->values)->attribute.value = *value;
    return DDBSTREAM_OK;
}

ddbstream_status ddbstream_build_string(ddbstream_builder *builder, const char *name,
                                        const char *text)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_S };
    if (!may_go_on(builder, true))
        return status_of(builder);
    fail(builder, copy_text(builder->arena, text, &value.as.string));
    return builder->status == DDBSTREAM_OK ? add(builder, name, &value) : builder->status;
}

ddbstream_status ddbstream_build_number(ddbstream_builder *builder, const char *name,
                                        const char *text)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_N };
    if (!may_go_on(builder, true))
        return status_of(builder);
    if (text != NULL && !ddbs_decimal_is_number(text, strlen(text)))
        return fail(builder, DDBSTREAM_ERROR_NUMBER);
    fail(builder, copy_text(builder->arena, text, &value.as.number));
    return builder->status == DDBSTREAM_OK ? add(builder, name, &value) : builder->status;
}

ddbstream_status ddbstream_build_binary(ddbstream_builder *builder, const char *name,
                                        const void *bytes, size_t length)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_B };
    if (!may_go_on(builder, true))
        return status_of(builder);
    if (bytes == NULL && length > 0)
        return fail(builder, DDBSTREAM_ERROR_ARGUMENT);
    value.as.binary.data =
        (const unsigned char *)ddbs_arena_copy(builder->arena, length > 0 ? bytes : "", length);
    value.as.binary.length = length;
    if (value.as.binary.data == NULL)
        return fail(builder, DDBSTREAM_ERROR_MEMORY);
    return add(builder, name, &value);
}

ddbstream_status ddbstream_build_boolean(ddbstream_builder *builder, const char *name, bool boolean)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_BOOL, .as.boolean = boolean };
    return may_go_on(builder, true) ? add(builder, name, &value) : status_of(builder);
}

ddbstream_status ddbstream_build_null(ddbstream_builder *builder, const char *name)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_NULL, .as.null = true };
    return may_go_on(builder, true) ? add(builder, name, &value) : status_of(builder);
}

ddbstream_status ddbstream_build_value(ddbstream_builder *builder, const char *name,
                                       const ddbstream_value *value)
{
    ddbstream_value copy;
    if (!may_go_on(builder, true))
        return status_of(builder);
    if (value == NULL)
        return fail(builder, DDBSTREAM_ERROR_ARGUMENT);
    copy = *value;
    fail(builder, ddbs_copier_value(&builder->copier, &copy));
    return builder->status == DDBSTREAM_OK ? add(builder, name, &copy) : builder->status;
}

/* Containers. */

static bool is_container(ddbstream_type type)
{
    return type >= DDBSTREAM_TYPE_M && type <= DDBSTREAM_TYPE_BS;
}

ddbstream_status ddbstream_build_open(ddbstream_builder *builder, const char *name,
                                      ddbstream_type type)
{
    ddbstream_value value = { .type = type };
    if (!may_go_on(builder, true))
        return status_of(builder);
    if (!is_container(type))
        return fail(builder, DDBSTREAM_ERROR_TYPE);
    if (add(builder, name, &value) == DDBSTREAM_OK && !ddbs_value_builder_open(&builder->values))
        return fail(builder, DDBSTREAM_ERROR_MEMORY);
    return builder->status;
}

static ddbstream_status status_of_closing(enum closing closing)
{
    if (closing == CLOSED)
        return DDBSTREAM_OK;
    return closing == CLOSING_DUPLICATE ? DDBSTREAM_ERROR_DUPLICATE : DDBSTREAM_ERROR_MEMORY;
}

ddbstream_status ddbstream_build_close(ddbstream_builder *builder)
{
    struct value_builder *values;
    if (!may_go_on(builder, true))
        return status_of(builder);
    values = &builder->values;
    if (values->depth > 1)
        return fail(builder, status_of_closing(ddbs_value_builder_close(values)));
    builder->image->presence = DDBSTREAM_PRESENT;
    fail(builder, status_of_closing(ddbs_value_builder_end(values, &builder->image->attributes)));
    builder->image = NULL;
    return builder->status;
}
