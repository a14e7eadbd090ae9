/* The difference of two images as JSON. */
#ifndef DDBS_DIFFERENCE_WRITER_H
#define DDBS_DIFFERENCE_WRITER_H

#include "record_writer.h"

/* {"added":{...},"removed":{...},"changed":{"name":{"old":...,"new":...}}}; errors stay in the
 * writer's `json`. `pairs` is for the function's own use. */
void ddbs_write_difference(struct record_writer *writer, struct ddbstream_buffer *pairs,
                           const ddbstream_image *old_image, const ddbstream_image *new_image);

#endif
