/* Names the shapes of documents. */
#include <ddbstream/shape.h>

#include <stddef.h>

const char *ddbstream_shape_name(ddbstream_shape shape)
{
    static const char *const names[] = {
        [DDBSTREAM_SHAPE_ANY] = "any",          [DDBSTREAM_SHAPE_LAMBDA] = "lambda",
        [DDBSTREAM_SHAPE_STREAMS] = "streams",  [DDBSTREAM_SHAPE_KINESIS] = "kinesis",
        [DDBSTREAM_SHAPE_PIPES] = "pipes",      [DDBSTREAM_SHAPE_RECORD] = "record",
        [DDBSTREAM_SHAPE_EXPORT] = "s3-export", [DDBSTREAM_SHAPE_FAILURE] = "failure",
    };
    return (size_t)shape < sizeof names / sizeof names[0] ? names[shape] : "unknown";
}
