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

/* What a decoder tells of a document: its records and errors, and then of the document itself. */
static inline struct json told_one_way(const struct json *document, ddbstream_options options,
                                       size_t stop_at)
{
    struct hearer heard = hearer();
    char *copy = exact_copy(document->data, document->length), line[128];
    ddbstream_decoder *decoder;
    ddbstream_status status;
    heard.stop_at = stop_at;
    heard.answer = 7;
    options.on_error = hear_error;
    ck_assert_int_eq(ddbstream_decoder_create(&decoder, tell_record, &heard, &options),
                     DDBSTREAM_OK);
    status = ddbstream_decoder_run(decoder, copy, document->length);
    snprintf(line, sizeof line, "%s, %" PRIu64 " records, shape %s", ddbstream_status_text(status),
             ddbstream_decoder_record_count(decoder),
             ddbstream_shape_name(ddbstream_decoder_document(decoder)->shape));
    hearer_note(&heard, "status: ", line);
    ddbstream_decoder_free(decoder);
    free(copy);
    return heard.text;
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
