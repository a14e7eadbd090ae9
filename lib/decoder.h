/* What the rest of the library may know of a decoder. */
#ifndef DDBS_DECODER_H
#define DDBS_DECODER_H

#include <stdbool.h>

#include <ddbstream/decoder.h>

#include "arena.h"

/* The options that the caller gave, with defaults for those it does not know; false when they make
 * no sense. */
bool ddbs_decoder_read_options(ddbstream_options *known, const ddbstream_options *given);

/* Makes the decoder keep all records it delivers, until it is reset or freed. */
void ddbs_decoder_keep_records(struct ddbstream_decoder *decoder);

/* Where the strings and values of its records lie. */
struct arena *ddbs_decoder_arena(struct ddbstream_decoder *decoder);

#endif
