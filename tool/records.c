/* `records`: each record written back in the form of a Lambda event's. */
#include "command.h"

static ddbstream_status write_record(struct writing *writing, const ddbstream_record *record)
{
    ddbstream_status status = ddbstream_encoder_record(writing->encoder, record);
    return status == DDBSTREAM_OK ? writing_end_line(writing) : status;
}

const struct command command_records = {
    .name = "records",
    .summary = "print each record in the form of a Lambda event, a line each",
    .bit = FOR_RECORDS,
    .writes = true,
    .record = write_record,
};
