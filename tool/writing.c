/* What commands have in common. */
#include "command.h"

ddbstream_status writing_end_line(struct writing *writing)
{
    return output_write(writing->output, "\n", 1) ? DDBSTREAM_OK : DDBSTREAM_ERROR_WRITE;
}
