/* Paths of errors without the names inside of attributes, which a redaction may have to hide. */
#ifndef TOOL_ATTRIBUTE_PATH_H
#define TOOL_ATTRIBUTE_PATH_H

#include <ddbstream/text.h>

/* The path up to the item's attribute: $.Records[0].dynamodb.NewImage.card of
 * $.Records[0].dynamodb.NewImage.card.M["4000"].N; all of one that does not lead into an image. It
 * points into the path. */
ddbstream_string attribute_path(ddbstream_string path);

#endif
