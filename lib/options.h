/* The options of decoders, as this version knows them. */
#ifndef DDBS_OPTIONS_H
#define DDBS_OPTIONS_H

#include <stdbool.h>

#include <ddbstream/decoder.h>

/* The options that the caller gave, with defaults for those it does not know; false when they make
 * no sense. */
bool ddbs_options_read(ddbstream_options *known, const ddbstream_options *given);

#endif
