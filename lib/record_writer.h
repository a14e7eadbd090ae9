/* Records and attribute values as JSON: typed, in the form of a Lambda event, or plain. What is of
 * a record is written by record_writer.c, what is of an image or a value by value_writer.c. */
#ifndef DDBS_RECORD_WRITER_H
#define DDBS_RECORD_WRITER_H

#include <ddbstream/record.h>

#include "comparer.h"
#include "json_writer.h"

struct record_writer {
    struct json_writer json;
    struct ddbstream_buffer open;                /* maps and lists whose end has not been written */
    bool plain;                                  /* values without their types; false at first */
    const struct ddbstream_redaction *redaction; /* NULL at first: all is shown */
    struct comparer comparer;                    /* makes the hashes that this asks for */
};

/* Allocates nothing yet. The allocator must outlive the writer. `json` is the caller's to set
 * up. */
void ddbs_record_writer_init(struct record_writer *writer, const ddbstream_allocator *allocator);

void ddbs_record_writer_release(struct record_writer *writer);

/* An attribute of an item, with its name, into the object that is open; nothing if it is to be
 * dropped. */
void ddbs_write_attribute(struct record_writer *writer, ddbstream_string name,
                          const ddbstream_value *value);

/* The same for one that has changed: {"old":...,"new":...}. */
void ddbs_write_change(struct record_writer *writer, ddbstream_string name,
                       const ddbstream_value *old_value, const ddbstream_value *new_value);

/* Each writes one JSON value; errors stay in `json`. An image that is not there is null. A value by
 * itself is no attribute: only what is in it can be redacted, by name. */
void ddbs_write_value(struct record_writer *writer, const ddbstream_value *value);
void ddbs_write_image(struct record_writer *writer, const ddbstream_image *image);
void ddbs_write_record(struct record_writer *writer, const ddbstream_record *record);

/* What changed: event name, keys and images. For a writer that is `plain`. */
void ddbs_write_plain_record(struct record_writer *writer, const ddbstream_record *record);

#endif
