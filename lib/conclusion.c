/* Concludes records: texts become numbers, places become a source, and so on. Knows nothing of how
 * the record was read. */
#include "conclusion.h"

#include "creation_time.h"
#include "same.h"

static bool is_text(ddbstream_string text, ddbstream_string name)
{
    return text.length == name.length && ddbs_same(text.data, name.data, name.length);
}

/* Each of the names is told from the others by its first byte. Which comes nobody can foresee, so
 * that this had better be no branch. */
static ddbstream_event_name event_name_of(ddbstream_string text)
{
    static const ddbstream_string names[] = { { "INSERT", 6 }, { "MODIFY", 6 }, { "REMOVE", 6 } };
    static const unsigned char places[256] = { ['I'] = 0, ['M'] = 1, ['R'] = 2 };
    size_t name;
    if (text.data == NULL)
        return DDBSTREAM_EVENT_NONE;
    name = places[(unsigned char)*text.data];
    return is_text(text, names[name]) ? DDBSTREAM_EVENT_INSERT + (unsigned)name
                                      : DDBSTREAM_EVENT_OTHER;
}

/* And these by the length or the first byte. */
static ddbstream_view_type view_type_of(ddbstream_string text)
{
    static const ddbstream_string names[] = {
        { "KEYS_ONLY", 9 }, { "NEW_IMAGE", 9 }, { "OLD_IMAGE", 9 }, { "NEW_AND_OLD_IMAGES", 18 }
    };
    unsigned name;
    if (text.data == NULL)
        return DDBSTREAM_VIEW_NONE;
    name = text.length == 18 ? 3 : *text.data == 'K' ? 0 : *text.data == 'N' ? 1 : 2;
    return is_text(text, names[name]) ? DDBSTREAM_VIEW_KEYS_ONLY + name : DDBSTREAM_VIEW_OTHER;
}

static void set_names(ddbstream_record *record)
{
    record->event_name = event_name_of(record->event_name_text);
    record->stream_view_type = view_type_of(record->stream_view_type_text);
}

/* The time. */

/* Where no unit is named, the time has been read by its size already. */
static bool set_unit(ddbstream_record *record)
{
    static const ddbstream_string milliseconds = { "MILLISECOND", 11 };
    static const ddbstream_string microseconds = { "MICROSECOND", 11 };
    ddbstream_time *time = &record->approximate_creation_time;
    ddbstream_string named = record->creation_time_precision;
    if (time->text.data == NULL || named.data == NULL)
        return true;
    if (is_text(named, milliseconds))
        return ddbs_creation_time_parse_unit(time, UNIT_MILLISECONDS);
    if (is_text(named, microseconds))
        return ddbs_creation_time_parse_unit(time, UNIT_MICROSECONDS);
    return true;
}

/* An export's line has its time, in microseconds, in its metadata. */
static bool set_export_time(ddbstream_record *record)
{
    ddbstream_time *time = &record->approximate_creation_time;
    const ddbstream_value *written =
        ddbstream_image_find(&record->export_metadata, "WriteTimestampMicros");
    if (written == NULL)
        return true;
    return ddbstream_value_to_number_text(written, &time->text) == DDBSTREAM_OK
           && ddbs_creation_time_parse_unit(time, UNIT_MICROSECONDS);
}

/* The source. */

static ddbstream_shape source_of(const ddbstream_record *record, enum record_kind kind,
                                 const struct origin *origin)
{
    if (kind == KIND_EXPORT)
        return DDBSTREAM_SHAPE_EXPORT;
    if (kind == KIND_KINESIS)
        return DDBSTREAM_SHAPE_KINESIS;
    if (origin->arrangement == BARE_ARRAY)
        return DDBSTREAM_SHAPE_PIPES;
    if (origin->wanted == DDBSTREAM_SHAPE_LAMBDA)
        return DDBSTREAM_SHAPE_LAMBDA;
    if (origin->wanted == DDBSTREAM_SHAPE_STREAMS)
        return record->event_source_arn.data == NULL ? DDBSTREAM_SHAPE_STREAMS
                                                     : DDBSTREAM_SHAPE_LAMBDA;
    if (origin->from_streams)
        return DDBSTREAM_SHAPE_STREAMS;
    /* Both name their source. A record that lacks even that has been written by hand. */
    return record->event_source_arn.data == NULL && record->event_source.data != NULL
               ? DDBSTREAM_SHAPE_STREAMS
               : DDBSTREAM_SHAPE_LAMBDA;
}

/* Only documents with Records come in several shapes: of the others the document has told. */
static bool is_wanted(const ddbstream_record *record, const struct origin *origin)
{
    if (origin->wanted == DDBSTREAM_SHAPE_ANY || origin->arrangement != RECORDS_MEMBER)
        return true;
    return record->source == origin->wanted;
}

static void set_source(ddbstream_record *record, enum record_kind kind, const struct origin *origin)
{
    record->source = source_of(record, kind, origin);
    record->checkpoint =
        kind == KIND_KINESIS ? record->kinesis.sequence_number : record->sequence_number;
}

static struct objection object(ddbstream_status status, const char *reason, const char *found)
{
    return (struct objection){ status, reason, found };
}

struct objection ddbs_conclude(ddbstream_record *record, enum record_kind kind,
                               const struct origin *origin)
{
    set_names(record);
    set_source(record, kind, origin);
    if (!set_unit(record))
        return object(DDBSTREAM_ERROR_TIME, "the creation time is no time", NULL);
    if (kind == KIND_EXPORT && !set_export_time(record))
        return object(DDBSTREAM_ERROR_TIME, "Metadata.WriteTimestampMicros is no time", NULL);
    if (!is_wanted(record, origin))
        return object(DDBSTREAM_ERROR_SHAPE, "this is not the shape that was asked for, but ",
                      ddbstream_shape_name(record->source));
    return object(DDBSTREAM_OK, NULL, NULL);
}
