/* JSON paths for errors: $.Records[3].dynamodb.NewImage["a name"].N */
#ifndef DDBS_PATH_H
#define DDBS_PATH_H

#include <stdbool.h>
#include <stdint.h>

#include <ddbstream/text.h>

#include "buffer.h"

/* Each appends one step; false when there is no memory. */
bool ddbs_path_member(struct ddbstream_buffer *path, ddbstream_string name);
bool ddbs_path_index(struct ddbstream_buffer *path, uint64_t index);

#endif
