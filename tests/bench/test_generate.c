/* Are the events that the benchmarks use what they claim to be? */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

#include "generate.h"

/* What an event holds. */
struct census {
    uint64_t records;
    uint64_t types[DDBSTREAM_TYPE_BS + 1]; /* values of each type */
    uint64_t attributes;                   /* of the largest image */
    uint64_t longest;                      /* bytes of the longest S */
    bool foreign;                          /* is there text that is not ASCII? */
};

struct expectation {
    const char *event;
    uint64_t records; /* to generate: fewer than usual, to be quick */
    uint64_t types;   /* at least so many types of values */
    uint64_t attributes;
    uint64_t longest;
    bool foreign;
};

static const struct expectation expectations[] = {
    { "single", 1, 2, 5, 14, false },    { "batch100", 100, 3, 8, 14, true },
    { "wide", 30, 10, 61, 50, true },    { "table", 30, 10, 55, 50, true },
    { "batch10k", 500, 3, 8, 14, true }, { "blob", 6, 3, 4, 40000, true },
};

static void count_map(struct census *census, const ddbstream_map *map);

static void count_text(struct census *census, const ddbstream_string *text)
{
    if (text->length > census->longest)
        census->longest = text->length;
    for (size_t i = 0; i < text->length; i++)
        census->foreign |= (unsigned char)text->data[i] > 0x7f;
}

static void count_value(struct census *census, const ddbstream_value *value)
{
    census->types[value->type]++;
    if (value->type == DDBSTREAM_TYPE_S)
        count_text(census, &value->as.string);
    else if (value->type == DDBSTREAM_TYPE_M)
        count_map(census, &value->as.map);
    else if (value->type == DDBSTREAM_TYPE_L)
        for (size_t i = 0; i < value->as.list.count; i++)
            count_value(census, &value->as.list.values[i]);
}

static void count_map(struct census *census, const ddbstream_map *map)
{
    if (map->count > census->attributes)
        census->attributes = map->count;
    for (size_t i = 0; i < map->count; i++)
        count_value(census, &map->attributes[i].value);
}

static int on_record(const ddbstream_record *record, void *user)
{
    struct census *census = user;
    census->records++;
    count_map(census, &record->new_image.attributes);
    count_map(census, &record->old_image.attributes);
    return 0;
}

/* Every error counts: none is expected. */
static int on_error(const ddbstream_error *error, void *user)
{
    char line[512];
    (void)user;
    ddbstream_error_line(error, line, sizeof line);
    fprintf(stderr, "%s\n", line);
    return 1;
}

static bool decodes(const struct text *event, struct census *census)
{
    ddbstream_options options = DDBSTREAM_OPTIONS_INIT;
    options.on_error = on_error;
    return ddbstream_decode(event->data, event->length, on_record, census, &options)
           == DDBSTREAM_OK;
}

static bool meets(const struct census *census, const struct expectation *expected)
{
    uint64_t types = 0;
    for (size_t i = 0; i <= DDBSTREAM_TYPE_BS; i++)
        types += census->types[i] > 0;
    printf("%s: %" PRIu64 " records, %" PRIu64 " types, %" PRIu64
           " attributes, longest text %" PRIu64 "\n",
           expected->event, census->records, types, census->attributes, census->longest);
    return census->records == expected->records && types >= expected->types
           && census->attributes >= expected->attributes && census->longest >= expected->longest
           && census->foreign >= expected->foreign;
}

/* Is the event in small pieces the same as the whole one, byte for byte? */
static bool same_in_pieces(const struct text *event, const struct expectation *expected)
{
    struct generator generator;
    char chunk[1000];
    size_t at = 0;
    bool same = true;
    generator_start(&generator, profile_find(expected->event), expected->records, UINT64_MAX);
    for (size_t n; same && (n = generator_read(&generator, chunk, sizeof chunk)) > 0; at += n)
        same = n <= event->length - at && memcmp(event->data + at, chunk, n) == 0;
    generator_release(&generator);
    return same && at == event->length;
}

static bool compact(const struct text *event)
{
    return memchr(event->data, '\n', event->length) == NULL;
}

static bool test_event(const struct expectation *expected)
{
    struct text event = generate_event(profile_find(expected->event), expected->records);
    struct census census = { 0 };
    bool good = decodes(&event, &census) && meets(&census, expected) && compact(&event)
                && same_in_pieces(&event, expected);
    text_release(&event);
    if (!good)
        fprintf(stderr, "%s: not what it claims to be\n", expected->event);
    return good;
}

/* A limit in bytes ends the event with the record that passes it. */
static bool test_byte_limit(void)
{
    struct generator generator;
    char chunk[4096];
    size_t total = 0;
    generator_start(&generator, profile_find("batch10k"), UINT64_MAX, 100000);
    for (size_t n; (n = generator_read(&generator, chunk, sizeof chunk)) > 0;)
        total += n;
    generator_release(&generator);
    return total == generator.bytes && total >= 100000 && total < 110000;
}

int main(void)
{
    bool good = test_byte_limit();
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++)
        good &= test_event(&expectations[i]);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
