/* Made-up DynamoDB events in the form in which AWS Lambda sends them, the same at every run:
 * compact, and with a record's members in Lambda's order. */
#include "generate.h"

#include <inttypes.h>
#include <string.h>

#include "image.h"

#define STREAM "arn:aws:dynamodb:us-east-1:123456789101:table/orders/stream/2023-05-19T02:24:40.803"

enum { FIRST_SECOND = 1689103530, RECORDS_A_SECOND = 10 };

const struct profile profiles[PROFILE_COUNT] = {
    { "single", 1, image_write_order },       { "batch100", 100, image_write_order },
    { "wide", 100, image_write_wide },        { "table", 100, image_write_table },
    { "batch10k", 10000, image_write_order }, { "blob", 32, image_write_blob },
};

const struct profile *profile_find(const char *name)
{
    for (size_t i = 0; i < PROFILE_COUNT; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    return NULL;
}

/* Records. */

enum event { INSERT, MODIFY, REMOVE };

static enum event draw_event(struct chance *chance)
{
    uint64_t n = chance_between(chance, 1, 100);
    return n <= 50 ? INSERT : n <= 85 ? MODIFY : REMOVE;
}

static void write_head(struct chance *chance, enum event event)
{
    static const char *const names[] = { "INSERT", "MODIFY", "REMOVE" };
    chance_put(chance, "{\"eventID\":\"");
    chance_put_hex(chance, 32);
    text_format(&chance->text,
                "\",\"eventName\":\"%s\",\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\","
                "\"awsRegion\":\"us-east-1\",",
                names[event]);
}

static void write_image(struct generator *generator, const char *name)
{
    text_format(&generator->chance.text, ",\"%s\":", name);
    generator->profile->write_image(&generator->chance, generator->records);
}

static void write_change(struct generator *generator, enum event event)
{
    struct chance *chance = &generator->chance;
    text_format(&chance->text,
                "\"dynamodb\":{\"ApproximateCreationDateTime\":%" PRIu64 ",\"Keys\":",
                FIRST_SECOND + generator->records / RECORDS_A_SECOND);
    image_write_keys(chance, generator->records);
    if (event != REMOVE)
        write_image(generator, "NewImage");
    if (event != INSERT)
        write_image(generator, "OldImage");
    text_format(&chance->text,
                ",\"SequenceNumber\":\"%" PRIu64 "00000000%012" PRIu64 "\",\"SizeBytes\":%" PRIu64
                ",\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}",
                generator->records + 1, chance_between(chance, 0, 999999999999),
                chance_between(chance, 90, 400));
}

/* Half of the removals are those of time to live. */
static void write_record(struct generator *generator)
{
    struct chance *chance = &generator->chance;
    enum event event = draw_event(chance);
    write_head(chance, event);
    if (event == REMOVE && chance_percent(chance, 50))
        chance_put(chance, "\"userIdentity\":{\"type\":\"Service\","
                           "\"principalId\":\"dynamodb.amazonaws.com\"},");
    write_change(generator, event);
    chance_put(chance, ",\"eventSourceARN\":\"" STREAM "\"}");
}

/* Events. */

void generator_start(struct generator *generator, const struct profile *profile,
                     uint64_t record_limit, uint64_t byte_limit)
{
    *generator = (struct generator){
        .profile = profile,
        .record_limit = record_limit,
        .byte_limit = byte_limit,
        .chance = { .state = 88172645463325252 }, /* any number does, but 0 */
    };
}

/* Makes the next piece: a record with what stands before it, and after the last one the end. */
static void make_piece(struct generator *generator)
{
    struct chance *chance = &generator->chance;
    bool is_over =
        generator->records >= generator->record_limit || generator->bytes >= generator->byte_limit;
    chance->text.length = 0;
    if (generator->bytes == 0)
        chance_put(chance, "{\"Records\":[");
    if (is_over) {
        chance_put(chance, "]}");
        generator->ended = true;
    } else {
        chance_put(chance, generator->records > 0 ? "," : "");
        write_record(generator);
        generator->records++;
    }
    generator->bytes += chance->text.length;
    generator->read = 0;
}

size_t generator_read(struct generator *generator, char *chunk, size_t size)
{
    const struct text *piece = &generator->chance.text;
    size_t filled = 0;
    while (filled < size) {
        size_t length = piece->length - generator->read;
        if (length == 0 && generator->ended)
            break;
        if (length == 0) {
            make_piece(generator);
            continue;
        }
        length = length < size - filled ? length : size - filled;
        memcpy(chunk + filled, piece->data + generator->read, length);
        generator->read += length;
        filled += length;
    }
    return filled;
}

void generator_release(struct generator *generator)
{
    text_release(&generator->chance.text);
}

struct text generate_event(const struct profile *profile, uint64_t records)
{
    struct generator generator;
    struct text event = { 0 };
    generator_start(&generator, profile, records, UINT64_MAX);
    while (!generator.ended) {
        make_piece(&generator);
        text_append(&event, generator.chance.text.data, generator.chance.text.length);
    }
    generator_release(&generator);
    return event;
}
