/* Made-up items, as they stand in a record's images. */
#include "image.h"

#include <inttypes.h>
#include <stdbool.h>

/* Multiplying by a prime scatters the numbers as real keys are. */
static void write_key(struct chance *chance, uint64_t number)
{
    text_format(&chance->text, "\"referenceId\":{\"S\":\"order-%08" PRIu64 "\"}",
                number * 7919 % 100000000);
}

void image_write_keys(struct chance *chance, uint64_t number)
{
    chance_put(chance, "{");
    write_key(chance, number);
    chance_put(chance, "}");
}

/* Orders. */

static void write_amount(struct chance *chance, const char *name)
{
    text_format(&chance->text, ",\"%s\":{\"N\":\"%" PRIu64 ".%" PRIu64 "\"}", name,
                chance_between(chance, 0, 9999), chance_between(chance, 1, 99));
}

static void write_remark(struct chance *chance)
{
    chance_put(chance, ",\"remark\":{\"S\":\"");
    chance_put_words(chance, (size_t)chance_between(chance, 1, 6), 5);
    chance_put(chance, "\"}");
}

void image_write_order(struct chance *chance, uint64_t number)
{
    chance_put(chance, "{");
    write_key(chance, number);
    text_format(&chance->text, ",\"customer_id\":{\"S\":\"customer-%" PRIu64 "\"}",
                chance_between(chance, 1, 99999));
    text_format(&chance->text, ",\"quantity\":{\"N\":\"%" PRIu64 "\"}",
                chance_between(chance, 1, 250));
    write_amount(chance, "total");
    write_amount(chance, "change");
    if (chance_percent(chance, 40))
        write_amount(chance, "cash");
    if (chance_percent(chance, 30))
        chance_put(chance, ",\"paid\":{\"BOOL\":true}");
    if (chance_percent(chance, 30))
        write_remark(chance);
    chance_put(chance, "}");
}

/* Wide items: a function for each type. */

enum { MAX_DEPTH = 3, WIDE_ATTRIBUTES = 60, ODD_PERCENT = 5, MISSING_PERCENT = 10 };

/* Where a value stands. */
struct place {
    unsigned depth; /* maps and lists around it */
    uint64_t alike; /* what each item has alike there is drawn from this; 0: nothing is alike */
};

typedef void write_fn(struct chance *chance, struct place place);

static write_fn write_value;

/* The place of the member or item of that number. */
static struct place inside(struct place place, uint64_t number)
{
    uint64_t alike = (place.alike + number) * UINT64_C(0x9e3779b97f4a7c15);
    return (struct place){ place.depth + 1, place.alike == 0 ? 0 : (alike ^ alike >> 29) | 1 };
}

/* Lets the next draws be those that are alike at the place. The result is for draw_freely. */
static uint64_t draw_alike(struct chance *chance, struct place place)
{
    uint64_t state = chance->state;
    if (place.alike != 0)
        chance->state = place.alike;
    return state;
}

static void draw_freely(struct chance *chance, struct place place, uint64_t state)
{
    if (place.alike != 0)
        chance->state = state;
}

static void write_text(struct chance *chance, struct place place)
{
    (void)place;
    chance_put(chance, "\"");
    chance_put_words(chance, (size_t)chance_between(chance, 0, 12), ODD_PERCENT);
    chance_put(chance, "\"");
}

static void write_number(struct chance *chance, struct place place)
{
    (void)place;
    chance_put(chance, "\"");
    chance_put_number(chance);
    chance_put(chance, "\"");
}

static void write_binary(struct chance *chance, struct place place)
{
    (void)place;
    chance_put(chance, "\"");
    chance_put_base64(chance, (size_t)chance_between(chance, 1, 80));
    chance_put(chance, "\"");
}

static void write_boolean(struct chance *chance, struct place place)
{
    (void)place;
    chance_put(chance, chance_percent(chance, 50) ? "true" : "false");
}

static void write_null(struct chance *chance, struct place place)
{
    (void)place;
    chance_put(chance, "true");
}

/* The number in a name keeps the names of a map apart. */
static void write_member(struct chance *chance, uint64_t number, struct place place)
{
    uint64_t state = draw_alike(chance, place);
    chance_put(chance, "\"");
    chance_put_words(chance, 1, ODD_PERCENT);
    draw_freely(chance, place, state);
    text_format(&chance->text, "_%" PRIu64 "\":", number);
    write_value(chance, place);
}

/* Where items are alike, now and then one lacks a member. */
static void write_members(struct chance *chance, uint64_t count, struct place place)
{
    bool is_first = true;
    for (uint64_t i = 0; i < count; i++) {
        if (place.alike != 0 && chance_percent(chance, MISSING_PERCENT))
            continue;
        chance_put(chance, is_first ? "" : ",");
        write_member(chance, i, inside(place, i));
        is_first = false;
    }
}

static void write_map(struct chance *chance, struct place place)
{
    uint64_t state = draw_alike(chance, place), count = chance_between(chance, 0, 5);
    draw_freely(chance, place, state);
    chance_put(chance, "{");
    write_members(chance, count, place);
    chance_put(chance, "}");
}

/* Items of a list are alike, too. */
static void write_array(struct chance *chance, uint64_t count, write_fn *write_item,
                        struct place place)
{
    chance_put(chance, "[");
    for (uint64_t i = 0; i < count; i++) {
        chance_put(chance, i > 0 ? "," : "");
        write_item(chance, inside(place, 0));
    }
    chance_put(chance, "]");
}

static void write_list(struct chance *chance, struct place place)
{
    write_array(chance, chance_between(chance, 0, 5), write_value, place);
}

static void write_texts(struct chance *chance, struct place place)
{
    write_array(chance, chance_between(chance, 1, 4), write_text, place);
}

static void write_numbers(struct chance *chance, struct place place)
{
    write_array(chance, chance_between(chance, 1, 6), write_number, place);
}

static void write_binaries(struct chance *chance, struct place place)
{
    write_array(chance, chance_between(chance, 1, 4), write_binary, place);
}

/* The types, with how many values in a hundred have each. S comes first: it stands in for those
 * that would nest too deep. */
static const struct kind {
    const char *name;
    unsigned share;
    bool nests;
    write_fn *write;
} kinds[] = {
    { "S", 34, false, write_text },    { "N", 24, false, write_number },
    { "B", 6, false, write_binary },   { "BOOL", 8, false, write_boolean },
    { "NULL", 4, false, write_null },  { "M", 8, true, write_map },
    { "L", 8, true, write_list },      { "SS", 3, false, write_texts },
    { "NS", 3, false, write_numbers }, { "BS", 2, false, write_binaries },
};

static const struct kind *draw_kind(struct chance *chance, struct place place)
{
    const struct kind *kind = kinds;
    uint64_t state = draw_alike(chance, place);
    for (uint64_t n = chance_between(chance, 0, 99); n >= kind->share; kind++)
        n -= kind->share;
    draw_freely(chance, place, state);
    return kind->nests && place.depth > MAX_DEPTH ? kinds : kind;
}

static void write_value(struct chance *chance, struct place place)
{
    const struct kind *kind = draw_kind(chance, place);
    text_format(&chance->text, "{\"%s\":", kind->name);
    kind->write(chance, place);
    chance_put(chance, "}");
}

static void write_wide(struct chance *chance, uint64_t number, uint64_t alike)
{
    chance_put(chance, "{");
    write_key(chance, number);
    chance_put(chance, ",");
    write_members(chance, WIDE_ATTRIBUTES, (struct place){ 0, alike });
    chance_put(chance, "}");
}

void image_write_wide(struct chance *chance, uint64_t number)
{
    write_wide(chance, number, 0);
}

void image_write_table(struct chance *chance, uint64_t number)
{
    write_wide(chance, number, 1);
}

/* Blobs. */

static void write_blob(struct chance *chance, uint64_t low, uint64_t high)
{
    chance_put(chance, "\"");
    chance_put_base64(chance, (size_t)chance_between(chance, low, high));
    chance_put(chance, "\"");
}

/* Every other string is plain; in the rest one word in a hundred is not. */
void image_write_blob(struct chance *chance, uint64_t number)
{
    chance_put(chance, "{");
    write_key(chance, number);
    chance_put(chance, ",\"body\":{\"S\":\"");
    chance_put_words(chance, (size_t)chance_between(chance, 3000, 9000), number % 2);
    chance_put(chance, "\"},\"payload\":{\"B\":");
    write_blob(chance, 20000, 60000);
    chance_put(chance, "},\"pages\":{\"BS\":[");
    for (uint64_t i = chance_between(chance, 0, 3); i > 0; i--) {
        write_blob(chance, 2000, 8000);
        chance_put(chance, ",");
    }
    write_blob(chance, 2000, 8000);
    chance_put(chance, "]}}");
}
