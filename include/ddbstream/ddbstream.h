/* libddbstream: DynamoDB stream events into typed records, and records into log lines.
 *
 * Everything at once; each header also stands alone. */
#ifndef DDBSTREAM_DDBSTREAM_H
#define DDBSTREAM_DDBSTREAM_H

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/arena.h>
#include <ddbstream/arn.h>
#include <ddbstream/batch.h>
#include <ddbstream/building.h>
#include <ddbstream/copying.h>
#include <ddbstream/decoder.h>
#include <ddbstream/difference.h>
#include <ddbstream/document.h>
#include <ddbstream/document_path.h>
#include <ddbstream/encoder.h>
#include <ddbstream/equality.h>
#include <ddbstream/error.h>
#include <ddbstream/log.h>
#include <ddbstream/mapping.h>
#include <ddbstream/member.h>
#include <ddbstream/number.h>
#include <ddbstream/once.h>
#include <ddbstream/record.h>
#include <ddbstream/redaction.h>
#include <ddbstream/runner.h>
#include <ddbstream/shape.h>
#include <ddbstream/sink.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>
#include <ddbstream/value.h>

#endif
