/* What a window of ids is made of: entries in a list by age, and in chains by hash. */
#ifndef DDBS_ONCE_H
#define DDBS_ONCE_H

#include <ddbstream/once.h>

enum { NONE = 0 }; /* entries are counted from 1 */

/* Other entries by number. */
struct entry {
    size_t older, newer;
    size_t next; /* in its chain, or of the unused ones */
    size_t length;
};

struct ddbstream_once {
    ddbstream_allocator allocator;
    size_t size; /* of the block in which all lies */
    uint64_t key[2];
    size_t max_length;
    size_t mask;    /* the number of chains is a power of two, one more than this */
    size_t *chains; /* the first entry of each */
    struct entry *entries;
    char *texts; /* max_length bytes an entry */
    size_t oldest, newest, unused;
};

#endif
