/* Tables of fields: as they must compile, and with WRONG a member that is not of its kind's type,
 * which must not. */
#include <ddbstream/mapping.h>

struct line {
    int32_t count;
};

struct order {
    ddbstream_string id;
    char currency[4];
    const char *text;
    int32_t quantity;
    double total;
    bool has_total;
    struct line first;
    ddbstream_structs lines;
};

extern const ddbstream_mapping line_mapping, order_mapping;

static const ddbstream_field line_fields[] = {
    DDBSTREAM_FIELD(struct line, count, INT32, "count"),
};

const ddbstream_mapping line_mapping = DDBSTREAM_MAPPING(struct line, line_fields);

static const ddbstream_field order_fields[] = {
    DDBSTREAM_FIELD(struct order, id, STRING, "id", .required = true),
    DDBSTREAM_CHARS(struct order, currency, "currency"),
    DDBSTREAM_FIELD(struct order, quantity, INT32, "quantity"),
    DDBSTREAM_FIELD(struct order, total, DOUBLE, "total", .required = false,
                    .presence = DDBSTREAM_PRESENCE(struct order, has_total)),
    DDBSTREAM_STRUCT(struct order, first, &line_mapping, "first"),
    DDBSTREAM_LIST(struct order, lines, &line_mapping, "lines"),
#ifdef WRONG
    WRONG
#endif
};

#ifndef DEFAULTS
#define DEFAULTS order_defaults
#endif
static const struct order order_defaults = { { NULL, 0 }, "EUR", NULL,  1,
                                             0,           false, { 1 }, { NULL, 0 } };

const ddbstream_mapping order_mapping = DDBSTREAM_MAPPING(struct order, order_fields, &DEFAULTS);
