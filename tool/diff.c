/* `diff`: which attributes a change added, removed and changed. */
#include "command.h"

static ddbstream_status write_difference(struct writing *writing, const ddbstream_record *record)
{
    ddbstream_status status =
        ddbstream_encoder_difference(writing->encoder, &record->old_image, &record->new_image);
    return status == DDBSTREAM_OK ? writing_end_line(writing) : status;
}

const struct command command_diff = {
    .name = "diff",
    .summary = "print what each record added, removed and changed, a line each",
    .bit = FOR_DIFF,
    .writes = true,
    .record = write_difference,
};
