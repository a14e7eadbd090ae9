/* Prints each new order of an event by a C struct, and turns the struct into an item again.
 *
 *     orders <EVENT.json
 *
 * Shows a table of fields: what is required, optional and has a default, and a fault told with the
 * attribute's name. */
#include <inttypes.h>
#include <stdio.h>

#include <ddbstream/ddbstream.h>

struct order {
    ddbstream_string reference;
    char currency[4];
    int32_t quantity;
    double total;
    ddbstream_decimal cash;
    bool has_cash;
};

static const ddbstream_field order_fields[] = {
    DDBSTREAM_FIELD(struct order, reference, STRING, "referenceId", .required = true),
    DDBSTREAM_CHARS(struct order, currency, "currency"),
    DDBSTREAM_FIELD(struct order, quantity, INT32, "quantity", .required = true),
    DDBSTREAM_FIELD(struct order, total, DOUBLE, "total"),
    DDBSTREAM_FIELD(struct order, cash, DECIMAL, "cash",
                    .presence = DDBSTREAM_PRESENCE(struct order, has_cash)),
};
static const struct order order_defaults = { .currency = "USD" };
static const ddbstream_mapping order_mapping =
    DDBSTREAM_MAPPING(struct order, order_fields, &order_defaults);

static void print_order(const struct order *order)
{
    printf("%s: %" PRId32 " for %.2f %s%s\n", order->reference.data, order->quantity, order->total,
           order->currency, order->has_cash ? ", in cash" : "");
}

/* The numbers of the item as they would be written. */
static int print_item(const struct order *order, ddbstream_arena *arena)
{
    ddbstream_map item;
    ddbstream_string text;
    ddbstream_mapping_error error;
    if (ddbstream_struct_to_map(&order_mapping, order, arena, &item, &error) != DDBSTREAM_OK) {
        fprintf(stderr, "orders: %s: %s\n", error.path, error.message);
        return 1;
    }
    for (size_t i = 0; i < item.count; i++)
        if (ddbstream_value_to_number_text(&item.attributes[i].value, &text) == DDBSTREAM_OK)
            printf("    %s: %s\n", item.attributes[i].name.data, text.data);
    return 0;
}

static int on_record(const ddbstream_record *record, void *user)
{
    ddbstream_arena *arena = user;
    ddbstream_mapping_error error;
    struct order order;
    if (record->new_image.presence != DDBSTREAM_PRESENT)
        return 0;
    ddbstream_arena_reset(arena);
    if (ddbstream_map_to_struct(&order_mapping, &record->new_image.attributes, &order, arena,
                                &error)
        != DDBSTREAM_OK) {
        fprintf(stderr, "orders: %s: %s\n", error.path, error.message);
        return 0; /* go on with the next */
    }
    print_order(&order);
    return print_item(&order, arena);
}

int main(void)
{
    static char chunk[65536];
    ddbstream_arena *arena;
    ddbstream_decoder *decoder;
    ddbstream_status status = DDBSTREAM_OK;
    if (ddbstream_arena_create(&arena, NULL) != DDBSTREAM_OK
        || ddbstream_decoder_create(&decoder, on_record, arena, NULL) != DDBSTREAM_OK)
        return 2;
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    ddbstream_decoder_free(decoder);
    ddbstream_arena_free(arena);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
