/* Measures what it costs to make a struct of a wide image, beside decoding it.
 *
 *     convert [--quick]
 *
 * The images have 60 attributes: texts, numbers, booleans, bytes, sets, a map and a list of maps.
 * Each becomes a struct with a member for every attribute, by a table in the order of the
 * attributes, by one in the opposite order, and by one in no order at all.
 *
 * Exit status: 1 when something can't be decoded or converted. Never because of a timing. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <ddbstream/ddbstream.h>

#include "chance.h"

enum { RECORDS = 100, TEXTS = 20, INTEGERS = 15, DOUBLES = 8, BOOLEANS = 5, ITEMS = 4 };

struct item {
    ddbstream_string name;
    int32_t count;
    double price;
};

struct wide {
    ddbstream_string texts[TEXTS];
    int64_t integers[INTEGERS];
    double doubles[DOUBLES];
    bool booleans[BOOLEANS];
    ddbstream_bytes bytes[2];
    ddbstream_string_set names[2];
    ddbstream_int64_set numbers[2];
    ddbstream_decimal decimals[4];
    struct item item;
    ddbstream_structs items;
};

static const ddbstream_field item_fields[] = {
    DDBSTREAM_FIELD(struct item, name, STRING, "name"),
    DDBSTREAM_FIELD(struct item, count, INT32, "count"),
    DDBSTREAM_FIELD(struct item, price, DOUBLE, "price"),
};
static const ddbstream_mapping item_mapping = DDBSTREAM_MAPPING(struct item, item_fields);

#define FIELD(member, kind, number)                                                                \
    DDBSTREAM_FIELD(struct wide, member[number], kind, #member "_attribute_" #number)
#define TWO(member, kind, a, b) FIELD(member, kind, a), FIELD(member, kind, b)
#define FIVE(member, kind, a, b, c, d, e)                                                          \
    TWO(member, kind, a, b), TWO(member, kind, c, d), FIELD(member, kind, e)

static const ddbstream_field in_order[] = {
    FIVE(texts, STRING, 0, 1, 2, 3, 4),
    FIVE(texts, STRING, 5, 6, 7, 8, 9),
    FIVE(texts, STRING, 10, 11, 12, 13, 14),
    FIVE(texts, STRING, 15, 16, 17, 18, 19),
    FIVE(integers, INT64, 0, 1, 2, 3, 4),
    FIVE(integers, INT64, 5, 6, 7, 8, 9),
    FIVE(integers, INT64, 10, 11, 12, 13, 14),
    FIVE(doubles, DOUBLE, 0, 1, 2, 3, 4),
    TWO(doubles, DOUBLE, 5, 6),
    FIELD(doubles, DOUBLE, 7),
    FIVE(booleans, BOOL, 0, 1, 2, 3, 4),
    TWO(bytes, BYTES, 0, 1),
    TWO(names, STRING_SET, 0, 1),
    TWO(numbers, INT64_SET, 0, 1),
    TWO(decimals, DECIMAL, 0, 1),
    TWO(decimals, DECIMAL, 2, 3),
    DDBSTREAM_STRUCT(struct wide, item, &item_mapping, "item"),
    DDBSTREAM_LIST(struct wide, items, &item_mapping, "items"),
};

enum { FIELDS = sizeof in_order / sizeof in_order[0] };

/* The event. */

static void write_members(struct chance *chance, const char *name, size_t count,
                          void (*write)(struct chance *))
{
    for (size_t i = 0; i < count; i++) {
        text_format(&chance->text, "\"%s_attribute_%zu\":", name, i);
        write(chance);
        chance_put(chance, ",");
    }
}

static void write_text(struct chance *chance)
{
    chance_put(chance, "{\"S\":\"");
    chance_put_words(chance, (size_t)chance_between(chance, 0, 6), 5);
    chance_put(chance, "\"}");
}

static void write_integer(struct chance *chance)
{
    text_format(&chance->text, "{\"N\":\"%" PRIu64 "\"}", chance_between(chance, 0, 9999999));
}

static void write_amount(struct chance *chance)
{
    text_format(&chance->text, "{\"N\":\"%" PRIu64 ".%02" PRIu64 "\"}",
                chance_between(chance, 0, 99999), chance_between(chance, 0, 99));
}

static void write_boolean(struct chance *chance)
{
    chance_put(chance, chance_percent(chance, 50) ? "{\"BOOL\":true}" : "{\"BOOL\":false}");
}

static void write_bytes(struct chance *chance)
{
    chance_put(chance, "{\"B\":\"");
    chance_put_base64(chance, (size_t)chance_between(chance, 1, 40));
    chance_put(chance, "\"}");
}

static void write_names(struct chance *chance)
{
    chance_put(chance, "{\"SS\":[\"one\",\"two\",\"three\"]}");
}

static void write_numbers(struct chance *chance)
{
    chance_put(chance, "{\"NS\":[\"1\",\"20\",\"300\",\"4000\"]}");
}

static void write_item(struct chance *chance)
{
    chance_put(chance, "{\"M\":{\"name\":");
    write_text(chance);
    chance_put(chance, ",\"count\":");
    write_integer(chance);
    chance_put(chance, ",\"price\":");
    write_amount(chance);
    chance_put(chance, "}}");
}

static void write_record(struct chance *chance)
{
    chance_put(chance, "{\"dynamodb\":{\"NewImage\":{");
    write_members(chance, "texts", TEXTS, write_text);
    write_members(chance, "integers", INTEGERS, write_integer);
    write_members(chance, "doubles", DOUBLES, write_amount);
    write_members(chance, "booleans", BOOLEANS, write_boolean);
    write_members(chance, "bytes", 2, write_bytes);
    write_members(chance, "names", 2, write_names);
    write_members(chance, "numbers", 2, write_numbers);
    write_members(chance, "decimals", 4, write_amount);
    chance_put(chance, "\"item\":");
    write_item(chance);
    chance_put(chance, ",\"items\":{\"L\":[");
    for (size_t i = 0; i < ITEMS; i++) {
        chance_put(chance, i > 0 ? "," : "");
        write_item(chance);
    }
    chance_put(chance, "]}}}}");
}

static struct text write_event(void)
{
    struct chance chance = { .state = 88172645463325252 };
    chance_put(&chance, "[");
    for (size_t i = 0; i < RECORDS; i++) {
        chance_put(&chance, i > 0 ? "," : "");
        write_record(&chance);
    }
    chance_put(&chance, "]");
    return chance.text;
}

/* The measurement. */

struct subject {
    struct text event;
    ddbstream_decoder *decoder;
    ddbstream_batch *batch;
    ddbstream_arena *arena;
    const ddbstream_mapping *mapping;
};

static bool decode(struct subject *subject)
{
    return ddbstream_decoder_run(subject->decoder, subject->event.data, subject->event.length)
           == DDBSTREAM_OK;
}

static bool convert(struct subject *subject)
{
    for (size_t i = 0; i < RECORDS; i++) {
        const ddbstream_record *record = ddbstream_batch_record(subject->batch, i);
        struct wide wide;
        ddbstream_arena_reset(subject->arena);
        if (ddbstream_map_to_struct(subject->mapping, &record->new_image.attributes, &wide,
                                    subject->arena, NULL)
                != DDBSTREAM_OK
            || wide.texts[TEXTS - 1].data == NULL || wide.items.count != ITEMS)
            return false;
    }
    return true;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Nanoseconds a record, in the best of so many samples; negative when it fails. */
static double measure(struct subject *subject, bool (*run)(struct subject *), unsigned samples)
{
    enum { REPEATS = 20 };
    double best = 1e9;
    for (unsigned sample = 0; sample < samples; sample++) {
        double start = now(), seconds;
        for (unsigned i = 0; i < REPEATS; i++)
            if (!run(subject))
                return -1;
        seconds = now() - start;
        best = seconds < best ? seconds : best;
    }
    return best / REPEATS / RECORDS * 1e9;
}

static bool report(const char *name, double nanoseconds, double decoding)
{
    printf("%-20s %8.0f ns a record, %.2f of decoding\n", name, nanoseconds,
           nanoseconds / decoding);
    return nanoseconds >= 0;
}

/* By a table whose fields are each so many behind the last; FIELDS is no multiple of it. */
static bool report_order(struct subject *subject, const char *name, size_t step, unsigned samples,
                         double decoding)
{
    ddbstream_field fields[FIELDS];
    const ddbstream_mapping mapping = DDBSTREAM_MAPPING(struct wide, fields);
    for (size_t i = 0; i < FIELDS; i++)
        fields[i] = in_order[i * step % FIELDS];
    subject->mapping = &mapping;
    return report(name, measure(subject, convert, samples), decoding);
}

static bool compare(struct subject *subject, unsigned samples)
{
    double decoding = measure(subject, decode, samples);
    printf("%zu bytes a record, %d attributes\n", subject->event.length / RECORDS, FIELDS);
    return report("decode", decoding, decoding)
           && report_order(subject, "convert", 1, samples, decoding)
           && report_order(subject, "convert, opposite", FIELDS - 1, samples, decoding)
           && report_order(subject, "convert, no order", 23, samples, decoding);
}

static bool open(struct subject *subject)
{
    *subject = (struct subject){ .event = write_event() };
    return ddbstream_decoder_create(&subject->decoder, NULL, NULL, NULL) == DDBSTREAM_OK
           && ddbstream_batch_decode(&subject->batch, subject->event.data, subject->event.length,
                                     NULL)
                  == DDBSTREAM_OK
           && ddbstream_batch_record_count(subject->batch) == RECORDS
           && ddbstream_arena_create(&subject->arena, NULL) == DDBSTREAM_OK;
}

int main(int argc, char **argv)
{
    enum { SAMPLES = 21 };
    bool is_quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
    struct subject subject;
    bool good = open(&subject) && compare(&subject, is_quick ? 1 : SAMPLES);
    ddbstream_arena_free(subject.arena);
    ddbstream_batch_free(subject.batch);
    ddbstream_decoder_free(subject.decoder);
    text_release(&subject.event);
    return !good;
}
