/* `plain`: what changed as ordinary JSON, without DynamoDB's types. */
#include "command.h"

static ddbstream_status write_plain(struct writing *writing, const ddbstream_record *record)
{
    ddbstream_status status = ddbstream_encoder_plain_record(writing->encoder, record);
    return status == DDBSTREAM_OK ? writing_end_line(writing) : status;
}

const struct command command_plain = {
    .name = "plain",
    .summary = "print what each record changed as plain JSON, a line each",
    .bit = FOR_PLAIN,
    .writes = true,
    .record = write_plain,
};
