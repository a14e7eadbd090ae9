/* Names as they stand in paths between quotes: the inside of a JSON string. */
#ifndef DDBS_QUOTED_NAME_H
#define DDBS_QUOTED_NAME_H

#include <stdbool.h>

#include <ddbstream/text.h>

/* Whether it is the inside of a JSON string, and its text Unicode. */
bool ddbs_is_quoted_name(ddbstream_string inside);

/* Whether it stands for that name. It is the inside of a JSON string. */
bool ddbs_quoted_name_is(ddbstream_string inside, ddbstream_string name);

#endif
