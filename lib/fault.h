/* What was found to be wrong, kept until it can be reported. */
#ifndef DDBS_FAULT_H
#define DDBS_FAULT_H

#include <stdint.h>

#include <ddbstream/error.h>

#include "buffer.h"

struct fault {
    ddbstream_status status; /* DDBSTREAM_OK: nothing is wrong */
    uint64_t offset;
    struct ddbstream_buffer path;
    struct ddbstream_buffer message;
};

void ddbs_fault_init(struct fault *fault, const ddbstream_allocator *allocator);

/* Nothing is wrong any more; the memory is kept. */
void ddbs_fault_clear(struct fault *fault);

void ddbs_fault_release(struct fault *fault);

/* Appends pieces of text to the message, up to NULL; false when there is no memory. */
bool ddbs_fault_say(struct fault *fault, const char *piece, ...);

/* The part of a public error that a fault knows; the rest is for the caller to fill. The text is
 * the fault's. */
ddbstream_error ddbs_fault_error(const struct fault *fault);

#endif
