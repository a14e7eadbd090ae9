/* Puts together what Kinesis delivers in two layers. Knows nothing of how they were read. */
#include "kinesis.h"

static void take_over(ddbstream_record *record, ddbstream_string *text, ddbstream_string outer,
                      uint32_t null)
{
    if (text->data != NULL || outer.data == NULL)
        return;
    *text = outer;
    record->null_members &= ~null;
}

void ddbs_kinesis_merge(ddbstream_record *outer, const ddbstream_record *inner)
{
    ddbstream_record merged = *inner;
    merged.index = outer->index;
    merged.offset = outer->offset;
    merged.length = outer->length;
    merged.kinesis = outer->kinesis;
    merged.kinesis.event_id = outer->event_id;
    merged.kinesis.event_source_arn = outer->event_source_arn;
    take_over(&merged, &merged.event_id, outer->event_id, DDBSTREAM_MEMBER_EVENT_ID);
    take_over(&merged, &merged.aws_region, outer->aws_region, DDBSTREAM_MEMBER_AWS_REGION);
    take_over(&merged, &merged.event_source_arn, outer->event_source_arn,
              DDBSTREAM_MEMBER_EVENT_SOURCE_ARN);
    *outer = merged;
}
