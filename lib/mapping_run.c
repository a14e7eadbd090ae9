/* Keeps the place of a conversion and tells it in an error. */
#include "mapping_run.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bounded_text.h"
#include "plain_name.h"

ddbstream_status ddbs_mapping_open(struct mapping_run *run, const ddbstream_mapping *mapping)
{
    if (mapping == NULL || (mapping->fields == NULL && mapping->count > 0))
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "there is no mapping");
    if (run->depth == DDBSTREAM_MAPPING_DEPTH)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_LIMIT, "structs are nested too deep");
    run->steps[run->depth++] = (struct mapping_step){ NULL, NO_INDEX };
    return DDBSTREAM_OK;
}

ddbstream_status ddbs_mapping_fail(struct mapping_run *run, ddbstream_status status,
                                   const char *message)
{
    run->message = message;
    return status;
}

ddbstream_status ddbs_mapping_fail_number(struct mapping_run *run, ddbstream_status status)
{
    if (status == DDBSTREAM_INEXACT)
        return ddbs_mapping_fail(run, status, "the number has digits that would be lost");
    if (status == DDBSTREAM_ERROR_RANGE)
        return ddbs_mapping_fail(run, status, "the number does not fit");
    return ddbs_mapping_fail(run, status, "the text is no number");
}

void *ddbs_mapping_take(struct mapping_run *run, size_t count, size_t size)
{
    void *array = NULL;
    if (size == 0 || count <= SIZE_MAX / size)
        array = ddbstream_arena_take(run->arena, count * size + (count * size == 0));
    return array;
}

ddbstream_status ddbs_mapping_no_array(struct mapping_run *run)
{
    if (run->arena == NULL)
        return ddbs_mapping_fail(run, DDBSTREAM_ERROR_ARGUMENT, "there is no arena");
    return ddbs_mapping_fail(run, DDBSTREAM_ERROR_MEMORY, "there is no memory");
}

bool ddbs_mapping_is_of_size(const ddbstream_field *field, size_t size)
{
    return field->mapping != NULL && field->mapping->size == size;
}

/* The error. */

static void put_quoted(struct bounded_text *out, const char *name)
{
    ddbs_bounded_text(out, "[\"");
    for (; *name != '\0'; name++) {
        char escape[sizeof "\\u0000"];
        if (*name == '"' || *name == '\\')
            ddbs_bounded_byte(out, '\\');
        if ((unsigned char)*name >= 0x20) {
            ddbs_bounded_byte(out, *name);
            continue;
        }
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*name);
        ddbs_bounded_text(out, escape);
    }
    ddbs_bounded_text(out, "\"]");
}

static void put_step(struct bounded_text *out, const struct mapping_step *step)
{
    char index[sizeof "[18446744073709551615]"];
    if (!ddbs_is_plain_name(step->name, strlen(step->name)))
        put_quoted(out, step->name);
    else {
        ddbs_bounded_text(out, out->length > 0 ? "." : "");
        ddbs_bounded_text(out, step->name);
    }
    if (step->index == NO_INDEX)
        return;
    snprintf(index, sizeof index, "[%" PRIu64 "]", (uint64_t)step->index);
    ddbs_bounded_text(out, index);
}

static void put_path(struct bounded_text *out, const struct mapping_run *run)
{
    for (size_t i = 0; i < run->depth && run->steps[i].name != NULL; i++)
        put_step(out, &run->steps[i]);
    ddbs_bounded_end(out);
}

ddbstream_status ddbs_mapping_report(const struct mapping_run *run, ddbstream_status status,
                                     ddbstream_mapping_error *error)
{
    struct bounded_text path, message;
    if (error == NULL || status == DDBSTREAM_OK)
        return status;
    path = (struct bounded_text){ error->path, sizeof error->path, 0 };
    message = (struct bounded_text){ error->message, sizeof error->message, 0 };
    error->status = status;
    put_path(&path, run);
    ddbs_bounded_text(&message, run->message);
    if (run->found != NULL) {
        ddbs_bounded_text(&message, ", found ");
        ddbs_bounded_text(&message, run->found);
    }
    ddbs_bounded_end(&message);
    return status;
}
