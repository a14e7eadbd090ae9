/* Made-up items, as they stand in a record's images. */
#ifndef BENCH_IMAGE_H
#define BENCH_IMAGE_H

#include <stdint.h>

#include "chance.h"

/* The keys of the item of that number: an object, as all of these are. */
void image_write_keys(struct chance *chance, uint64_t number);

/* An order of five to eight attributes. */
void image_write_order(struct chance *chance, uint64_t number);

/* Some sixty attributes of all ten types, nested up to four deep, in many scripts. */
void image_write_wide(struct chance *chance, uint64_t number);

/* The same, but an attribute of one name has the same type in each item, as in a table, and so have
 * the members of its maps and lists; now and then one is missing. */
void image_write_table(struct chance *chance, uint64_t number);

/* Strings and binaries of tens of kilobytes. */
void image_write_blob(struct chance *chance, uint64_t number);

#endif
