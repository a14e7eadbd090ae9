/* Which objects and arrays are open, from the outside in: a bit for each. */
#ifndef DDBS_NESTING_H
#define DDBS_NESTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Counted over the whole document. Far more than any has (DynamoDB nests 32 levels, which are some
 * 70 of JSON), and little to keep. */
enum { NESTING_MOST = 4096, NESTING_WORD = 64 };

struct nesting {
    size_t depth;
    uint64_t is_object[NESTING_MOST / NESTING_WORD]; /* of those beyond the depth, anything */
};

/* False when there are too many. */
static inline bool ddbs_nesting_push(struct nesting *nesting, bool is_object)
{
    uint64_t *word = &nesting->is_object[nesting->depth / NESTING_WORD];
    uint64_t place = nesting->depth % NESTING_WORD;
    if (nesting->depth == NESTING_MOST)
        return false;
    *word = (*word & ~((uint64_t)1 << place)) | (uint64_t)is_object << place;
    nesting->depth++;
    return true;
}

/* Whether the innermost one is an object; false when none is open. */
static inline bool ddbs_nesting_in_object(const struct nesting *nesting)
{
    size_t level = nesting->depth - 1;
    return nesting->depth > 0
           && (nesting->is_object[level / NESTING_WORD] >> level % NESTING_WORD & 1) != 0;
}

static inline void ddbs_nesting_copy(struct nesting *to, const struct nesting *from)
{
    to->depth = from->depth;
    for (size_t i = 0; i * NESTING_WORD < from->depth; i++)
        to->is_object[i] = from->is_object[i];
}

#endif
