/* Quotes and backslashes in raw JSON text: where strings begin and end. */
#ifndef DDBS_QUOTES_H
#define DDBS_QUOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "block.h"

struct quote_scan {
    bool inside;  /* a string is open */
    bool escaped; /* the last byte was a backslash that escapes the next one */
};

static inline void ddbs_quotes_scan_byte(struct quote_scan *scan, char byte)
{
    if (scan->escaped)
        scan->escaped = false;
    else if (byte == '\\')
        scan->escaped = true;
    else if (byte == '"')
        scan->inside = !scan->inside;
}

/* Goes on over all of the data. */
void ddbs_quotes_scan(struct quote_scan *scan, const char *data, size_t length);

/* Scans a block. Returns a bit for each of its bytes that stands inside of a string; of the quotes
 * around it the first counts, and the last does not. */
uint32_t ddbs_quotes_scan_block(struct quote_scan *scan, ddbs_block block);

/* Whether an odd number of backslashes stands right before that place in the data. */
bool ddbs_quotes_is_escaped(const char *data, size_t position);

/* The place of the first quote or backslash in the data; the length when there is none. */
size_t ddbs_quotes_find_mark(const char *data, size_t length);

/* Goes on to the end of the string that is open, or of the data; how many bytes that is, the closing
 * quote included. */
size_t ddbs_quotes_scan_string(struct quote_scan *scan, const char *data, size_t length);

/* The length of the string that the data begins with, its quotes included; all of it when the
 * string does not end there. */
size_t ddbs_quotes_string_length(const char *data, size_t length);

/* The place of the first string that has 512 bytes in a row without a quote, not even an escaped
 * one; the length when there is none. One that has 256 may be found too. When the first stands right
 * behind a word, which no JSON is, it is the length, whatever follows. */
size_t ddbs_quotes_find_long(const char *data, size_t length);

/* The place of the last quote in the data that no backslash escapes; 0 when there is none. Before
 * the quote that opens a string no backslash stands, so looking back from inside a string this
 * finds its beginning. */
size_t ddbs_quotes_find_last(const char *data, size_t length);

#endif
