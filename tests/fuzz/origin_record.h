/* Checks a record against the bytes that it came from. */
#ifndef ORIGIN_RECORD_H
#define ORIGIN_RECORD_H

#include <stdbool.h>

#include <ddbstream/record.h>

/* How a record stands in its document. */
enum standing {
    STANDS_IN_MEMBER, /* Records */
    STANDS_IN_ARRAY,  /* that is the document */
    STANDS_FIRST,     /* the document itself, or its first line */
    STANDS_IN_LINE    /* another one */
};

/* The record's own bytes begin at `data`. `keeps`: unknown members were to be kept. */
void check_record(const ddbstream_record *record, const char *data, enum standing standing,
                  bool keeps);

#endif
