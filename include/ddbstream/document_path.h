/* Values by DynamoDB's document paths: address.lines[2].city.
 *
 * A path is a name, and behind it any number of steps: .name into a map, [2] into a list, counted
 * from 0 (no more than a size_t holds). A name may have any characters but . [ ] and "; one that has stands in brackets as a
 * JSON string, as in the library's error paths: address["a.b"], ["say \"hi\""].at. */
#ifndef DDBSTREAM_DOCUMENT_PATH_H
#define DDBSTREAM_DOCUMENT_PATH_H

#include <ddbstream/api.h>
#include <ddbstream/record.h>
#include <ddbstream/status.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* The value at that path of an image.
 *
 * image: NULL, absent and null images count as images with nothing in them.
 * path: ends in NUL.
 * value: receives a pointer that lives as long as the record; not NULL, and untouched on failure. A
 *     NULL value of DynamoDB's is one like any other.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_PATH when path is NULL or no path, whatever the image;
 * DDBSTREAM_ERROR_ABSENT when there is no such attribute or position; DDBSTREAM_ERROR_TYPE when a
 * name meets a value that is no map, or a position the image itself or a value that is no list.
 * Takes no memory. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_image_at(const ddbstream_image *image, const char *path,
                                                  const ddbstream_value **value);

/* The same from a map on. NULL counts as a map with nothing in it. */
DDBSTREAM_API ddbstream_status ddbstream_map_at(const ddbstream_map *map, const char *path,
                                                const ddbstream_value **value);

/* The same from a value on, a map or a list; then the path may begin with a position: [2].city.
 * A NULL `from` gives DDBSTREAM_ERROR_ABSENT. */
DDBSTREAM_API ddbstream_status ddbstream_value_at(const ddbstream_value *from, const char *path,
                                                  const ddbstream_value **value);

DDBSTREAM_END

#endif
