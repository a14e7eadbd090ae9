/* Documents of any size, made of a part that is repeated. */
#ifndef SHAPE_H
#define SHAPE_H

#include <stddef.h>

enum { NAME_LENGTH = 16 };

/* Makes a name that is different for each number. */
typedef void (*shape_name_fn)(size_t number, char name[NAME_LENGTH]);

/* In each text ' stands for ", ` for \, ~ for a byte that is no UTF-8, and # for a name, another
 * one each time that the text is repeated. NULL counts as "". */
struct shape {
    const char *front;
    const char *repeated; /* so many times, */
    const char *middle;
    const char *closing; /* and this as many times */
    const char *back;
    shape_name_fn name; /* NULL: shape_name */
};

struct document {
    char *data;
    size_t length;
};

/* `data` is for free(). Ends the program when there is no memory. */
struct document shape_document(const struct shape *shape, size_t count);

/* Names that differ in some of their bytes: everywhere, at the end only, or such that a table that
 * finds them by the hash of lib/duplicates.c has them nearly all in the same places. */
void shape_name(size_t number, char name[NAME_LENGTH]);
void shape_name_alike(size_t number, char name[NAME_LENGTH]);
void shape_name_colliding(size_t number, char name[NAME_LENGTH]);

#endif
