/* Text for people, written into memory that may be too small for it. */
#ifndef DDBS_BOUNDED_TEXT_H
#define DDBS_BOUNDED_TEXT_H

#include <stddef.h>

#include <ddbstream/text.h>

struct bounded_text {
    char *text;
    size_t size;
    size_t length; /* of the whole text, cut or not */
};

void ddbs_bounded_byte(struct bounded_text *out, char byte);
void ddbs_bounded_text(struct bounded_text *out, const char *text);

/* Text from a document, made harmless for a terminal: control characters and bytes that are not
 * UTF-8 come out as '?'. Returns how many characters it has. */
size_t ddbs_bounded_foreign(struct bounded_text *out, ddbstream_string text);

/* Ends the text in NUL, and returns its whole length. */
size_t ddbs_bounded_end(struct bounded_text *out);

#endif
