/* Finds one's way in a document by its bytes alone: where values stand, and under which path. All
 * that is looked at is known to be JSON. */
#ifndef SLOW_PLACE_H
#define SLOW_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/text.h>

#define SLOW_NOWHERE ((size_t)-1)

/* Behind the value that begins at `at`, which may be a member's name too. */
size_t slow_value_end(const char *data, size_t at);

/* The first value in an array, or name in an object, that begins at `at`; the next one after what
 * ends at `end`. SLOW_NOWHERE when there is none. */
size_t slow_first(const char *data, size_t at);
size_t slow_next(const char *data, size_t end);

/* The value of the member whose name begins at `name`. */
size_t slow_value_of(const char *data, size_t name);

/* The value of the first member of that name in the object at `at`; SLOW_NOWHERE when there is
 * none, or no object. */
size_t slow_find(const char *data, size_t at, const char *name);

/* Whether the string at `at` is Unicode, and stands for that text. */
bool slow_is_text(const char *data, size_t at);
bool slow_string_is(const char *data, size_t at, ddbstream_string text);

/* Whether a member before the one whose name is at `name`, in the same object, has its name; and
 * whether none of those before it has one that another has. */
bool slow_is_second(const char *data, size_t name);
bool slow_is_first_second(const char *data, size_t name);

/* What the string at `at`, which is Unicode, stands for, with a NUL behind it; to be freed. */
char *slow_string(const char *data, size_t at, size_t *length);

/* The path of the innermost value or member that the byte at `offset` belongs to, in the library's
 * notation, to be freed; a name that is not Unicode ends it. Only what stands before the byte, and
 * the token that it is in, need be JSON. */
char *slow_path(const char *data, size_t offset);

#endif
