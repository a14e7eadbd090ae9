/* Checks what a document says beside its records against the bytes that it came from. */
#ifndef ORIGIN_DOCUMENT_H
#define ORIGIN_DOCUMENT_H

#include <stdbool.h>

#include <ddbstream/document.h>

/* The document is the object at `data`, in which Records or a failed batch's members stand, and has
 * been read to its end. `keeps`: unknown members were to be kept. */
void check_document(const ddbstream_document *document, const char *data, bool keeps);

#endif
