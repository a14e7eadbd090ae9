/* Decoding by the lane as far as it goes, and by yajl alone: what the two tell must be the same. */
#ifndef BOTH_WAYS_H
#define BOTH_WAYS_H

#include <ddbstream/decoder.h>

#include "hearer.h"
#include "rendering.h"
#include "suite.h"

/* All that is told of a record; its place too. */
static inline struct json told_of(const ddbstream_record *record)
{
    struct json told = render_record(record);
    char place[128];
    snprintf(place, sizeof place, " %" PRIu64 " at %" PRIu64 ", %" PRIu64 " bytes, %d, %d",
             record->index, record->offset, record->length, (int)record->event_name,
             (int)record->stream_view_type);
    json_append(&told, place);
    return told;
}

static inline int tell_record(const ddbstream_record *record, void *user)
{
    struct hearer *hearer = user;
    struct json told = told_of(record);
    hearer->records++;
    hearer_note(hearer, "", told.data);
    return hearer_answer(hearer);
}

/* Feeds a copy, which does not outlive the call. */
static inline ddbstream_status feed_copy(ddbstream_decoder *decoder, const char *data,
                                         size_t length)
{
    char *copy = exact_copy(data, length);
    ddbstream_status status = ddbstream_decoder_feed(decoder, copy, length);
    free(copy);
    return status;
}

/* Places in a document at which it is fed in parts; NULL: it is run whole. */
struct cuts {
    size_t first, second;
};

static inline ddbstream_status decode_in_parts(ddbstream_decoder *decoder,
                                               const struct json *document, const struct cuts *cuts)
{
    const char *data = document->data;
    if (cuts == NULL) {
        char *copy = exact_copy(data, document->length);
        ddbstream_status status = ddbstream_decoder_run(decoder, copy, document->length);
        free(copy);
        return status;
    }
    feed_copy(decoder, data, cuts->first);
    feed_copy(decoder, data + cuts->first, cuts->second - cuts->first);
    feed_copy(decoder, data + cuts->second, document->length - cuts->second);
    return ddbstream_decoder_finish(decoder);
}

/* What a decoder tells of a document: its records and errors, and then of the document itself. */
static inline struct json told_in_parts(const struct json *document, const struct cuts *cuts,
                                        ddbstream_options options, size_t stop_at)
{
    struct hearer heard = hearer();
    char line[128];
    ddbstream_decoder *decoder;
    ddbstream_status status;
    heard.stop_at = stop_at;
    heard.answer = 7;
    options.on_error = hear_error;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, tell_record, &heard, &options),
                     DDBSTREAM_OK);
    status = decode_in_parts(decoder, document, cuts);
    snprintf(line, sizeof line, "%s, %" PRIu64 " records, shape %s", ddbstream_status_text(status),
             ddbstream_decoder_record_count(decoder),
             ddbstream_shape_name(ddbstream_decoder_document(decoder)->shape));
    hearer_note(&heard, "status: ", line);
    ddbstream_decoder_free(decoder);
    return heard.text;
}

static inline struct json told_one_way(const struct json *document, ddbstream_options options,
                                       size_t stop_at)
{
    return told_in_parts(document, NULL, options, stop_at);
}

/* A callback stops the decoder at the call of that number, or NEVER. */
static inline struct json expect_same_until(const char *row, const struct json *document,
                                            ddbstream_options options, size_t stop_at)
{
    struct json by_lane = told_one_way(document, options, stop_at);
    options.yajl_only = true;
    expect_text(row, by_lane.data, told_one_way(document, options, stop_at).data);
    return by_lane;
}

static inline struct json expect_same(const char *row, const struct json *document,
                                      ddbstream_options options)
{
    return expect_same_until(row, document, options, NEVER);
}

#endif
