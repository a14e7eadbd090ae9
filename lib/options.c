/* Reads the options that a caller gave, which may be of an older or newer version. */
#include "options.h"

#include <string.h>

static void set_default(size_t *limit, size_t by_default)
{
    if (*limit == 0)
        *limit = by_default;
}

static bool names_all(const ddbstream_options *options)
{
    if (options->selected == NULL)
        return options->selected_count == 0;
    for (size_t i = 0; i < options->selected_count; i++)
        if (options->selected[i] == NULL)
            return false;
    return true;
}

static bool is_shape(ddbstream_shape shape)
{
    return (int)shape >= DDBSTREAM_SHAPE_ANY && (int)shape <= DDBSTREAM_SHAPE_FAILURE;
}

bool ddbs_options_read(ddbstream_options *known, const ddbstream_options *given)
{
    *known = (ddbstream_options)DDBSTREAM_OPTIONS_INIT;
    if (given != NULL && given->size < sizeof given->size)
        return false;
    if (given != NULL)
        memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    known->size = sizeof *known;
    if (!names_all(known) || !is_shape(known->shape))
        return false;
    set_default(&known->max_depth, DDBSTREAM_DEFAULT_MAX_DEPTH);
    set_default(&known->max_string, DDBSTREAM_DEFAULT_MAX_STRING);
    set_default(&known->max_record, DDBSTREAM_DEFAULT_MAX_RECORD);
    set_default(&known->max_attributes, DDBSTREAM_DEFAULT_MAX_ATTRIBUTES);
    if (known->max_records == 0)
        known->max_records = DDBSTREAM_DEFAULT_MAX_RECORDS;
    return true;
}
