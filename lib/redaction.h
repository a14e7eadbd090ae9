/* Which attributes must not be shown. Rules are a tree of steps: a place in it goes along while a
 * value is written, so that no path need be written to be compared. */
#ifndef DDBS_REDACTION_H
#define DDBS_REDACTION_H

#include <stddef.h>

#include <ddbstream/redaction.h>
#include <ddbstream/text.h>

/* Where in the tree: at a value that no path leads to, at an item, or at a step below it. */
enum { PLACE_NOWHERE = 0, PLACE_ITEM = 1 };

struct redaction_verdict {
    int action;   /* DDBSTREAM_REDACT_..., or 0: it may be shown, */
    size_t place; /* and what is in it is at this place */
};

struct redaction_verdict ddbs_redact_attribute(const ddbstream_redaction *redaction, size_t place,
                                               ddbstream_string name);
struct redaction_verdict ddbs_redact_element(const ddbstream_redaction *redaction, size_t place,
                                             size_t index);

/* As JSON, quotes included. */
ddbstream_string ddbs_redaction_mask(const ddbstream_redaction *redaction);

uint64_t ddbs_redaction_seed(const ddbstream_redaction *redaction);

#endif
