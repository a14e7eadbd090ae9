/* UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef DDBS_UTF8_H
#define DDBS_UTF8_H

#include <stddef.h>

/* What a few bytes are the start of. */
struct utf8_sequence {
    /* How many of the bytes can stand there: all of the sequence's when it is whole. */
    size_t length;
    enum { UTF8_WHOLE, UTF8_CUT, UTF8_BAD } verdict;
};

/* Looks at one sequence, at most four bytes. UTF8_CUT: right so far, but the bytes end inside it.
 * UTF8_BAD: the byte at `length` can't be there. `available` is not 0. */
struct utf8_sequence ddbs_utf8_look(const char *bytes, size_t available);

#endif
