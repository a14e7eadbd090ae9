/* A change that Kinesis delivers: the record around it and the one in its data, made one. */
#ifndef DDBS_KINESIS_H
#define DDBS_KINESIS_H

#include <ddbstream/record.h>

/* Makes of the outer record the change that the inner one is. Of the outer one stay its place in
 * the document and what Kinesis adds; its region and stream, where the change names none. */
void ddbs_kinesis_merge(ddbstream_record *outer, const ddbstream_record *inner);

#endif
