/* Text for people, written into memory that may be too small for it. */
#ifndef DDBS_LINE_H
#define DDBS_LINE_H

#include <stddef.h>

#include <ddbstream/text.h>

struct line {
    char *text;
    size_t size;
    size_t length; /* of the whole text, cut or not */
};

void ddbs_line_byte(struct line *line, char byte);
void ddbs_line_text(struct line *line, const char *text);

/* Text from a document, made harmless for a terminal: control characters and bytes that are not
 * UTF-8 come out as '?'. Returns how many characters it has. */
size_t ddbs_line_foreign(struct line *line, ddbstream_string text);

/* Ends the text in NUL, and returns its whole length. */
size_t ddbs_line_end(struct line *line);

#endif
