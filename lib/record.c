/* Reading records: find an attribute of an image. */
#include <ddbstream/record.h>

const ddbstream_value *ddbstream_image_find(const ddbstream_image *image, const char *name)
{
    if (image == NULL || image->presence != DDBSTREAM_PRESENT)
        return NULL;
    return ddbstream_map_find(&image->attributes, name);
}
