/* From type to name and back. */
#include "value_type.h"

const char *ddbstream_type_name(ddbstream_type type)
{
    static const char *const names[] = {
        [DDBSTREAM_TYPE_S] = "S",       [DDBSTREAM_TYPE_N] = "N",       [DDBSTREAM_TYPE_B] = "B",
        [DDBSTREAM_TYPE_BOOL] = "BOOL", [DDBSTREAM_TYPE_NULL] = "NULL", [DDBSTREAM_TYPE_M] = "M",
        [DDBSTREAM_TYPE_L] = "L",       [DDBSTREAM_TYPE_SS] = "SS",     [DDBSTREAM_TYPE_NS] = "NS",
        [DDBSTREAM_TYPE_BS] = "BS"
    };
    if (type < DDBSTREAM_TYPE_S || type > DDBSTREAM_TYPE_BS)
        return "?";
    return names[type];
}
