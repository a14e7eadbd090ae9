/* Reading records: find an attribute of an image. */
#include <ddbstream/record.h>

#include <string.h>

const ddbstream_value *ddbstream_image_find(const ddbstream_image *image, const char *name)
{
    if (image == NULL || image->presence != DDBSTREAM_PRESENT)
        return NULL;
    return ddbstream_map_find(&image->attributes, name);
}

static bool is_text(ddbstream_string text, const char *wanted)
{
    return text.data != NULL && text.length == strlen(wanted)
           && memcmp(text.data, wanted, text.length) == 0;
}

bool ddbstream_record_is_ttl_delete(const ddbstream_record *record)
{
    return record != NULL && record->event_name == DDBSTREAM_EVENT_REMOVE
           && is_text(record->user_identity.type, "Service")
           && is_text(record->user_identity.principal_id, "dynamodb.amazonaws.com");
}
