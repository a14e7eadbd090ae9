/* What has changed from one image to another, change by change.
 *
 *     ddbstream_difference_begin(difference, &record->old_image, &record->new_image);
 *     while (ddbstream_difference_next(difference, &change) == DDBSTREAM_OK && change != NULL)
 *         printf("%s\n", change->path.data);
 *
 * Values are compared as equality.h has it. Where both sides have a map, or both have a list, what
 * is in them is compared in turn: maps by name, lists by position, so what one of two lists has
 * more of is added or removed at its end. A set has changed as a whole.
 *
 * In each map the changes come in the order of the new one, and then those of what has been
 * removed, in the order of the old one.
 *
 * A difference keeps the memory that it takes, so a warm one allocates nothing for images no larger
 * than those before. It takes n log n comparisons, and no recursion. It is used by one thread at a
 * time; differences share nothing. */
#ifndef DDBSTREAM_DIFFERENCE_H
#define DDBSTREAM_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/record.h>
#include <ddbstream/status.h>
#include <ddbstream/text.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* Two images, and how far their changes have been told. */
typedef struct ddbstream_difference ddbstream_difference;

/* Options. Start from DDBSTREAM_DIFFERENCE_OPTIONS_INIT. */
typedef struct ddbstream_difference_options {
    size_t size; /* sizeof(ddbstream_difference_options) */

    /* Copied. Default: malloc, realloc and free. */
    const ddbstream_allocator *allocator;

    /* Tell each attribute of the images as a whole, without looking for what has changed inside of
     * it. Default: no. */
    bool top_level_only;
} ddbstream_difference_options;

/* All defaults. */
#define DDBSTREAM_DIFFERENCE_OPTIONS_INIT                                                          \
    {                                                                                              \
        sizeof(ddbstream_difference_options), NULL, false                                          \
    }

/* What became of a value. */
typedef enum ddbstream_change_kind {
    DDBSTREAM_CHANGE_ADDED = 1,   /* only in the new image */
    DDBSTREAM_CHANGE_REMOVED = 2, /* only in the old image */
    DDBSTREAM_CHANGE_CHANGED = 3  /* in both, and not the same */
} ddbstream_change_kind;

/* One change. The library makes these; new members are added at the end. */
typedef struct ddbstream_change {
    ddbstream_change_kind kind; /* added, removed or changed */

    /* Where: a document path, as DynamoDB writes them: address.lines[2].city. A name that is no
     * plain identifier (a letter or _, then letters, digits and _) stands in brackets as a JSON
     * string: address["a.b"]. */
    ddbstream_string path;

    /* The last step of the path: a name, or for what stands in a list its position, and then the
     * name's `data` is NULL. */
    ddbstream_string name;
    size_t index;

    const ddbstream_value *old_value; /* NULL when it was added */
    const ddbstream_value *new_value; /* NULL when it was removed */
} ddbstream_change;

/* Makes a difference, of two images with nothing in them.
 *
 * difference: receives it; the caller owns it and gives it back to ddbstream_difference_free. NULL
 *     on failure.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ARGUMENT when difference is NULL or the options make no
 * sense; DDBSTREAM_ERROR_MEMORY. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_difference_create(
    ddbstream_difference **difference, const ddbstream_difference_options *options);

/* Begins anew with two images.
 *
 * old_image, new_image: must live until the last change has been read. NULL, absent and null images
 *     count as images with nothing in them.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY, or DDBSTREAM_ERROR_ARGUMENT when difference is
 * NULL. */
DDBSTREAM_API ddbstream_status ddbstream_difference_begin(ddbstream_difference *difference,
                                                          const ddbstream_image *old_image,
                                                          const ddbstream_image *new_image);

/* Finds the next change.
 *
 * change: receives it, or NULL when there is none left. The change and its path live until the next
 *     call of next, begin or free on this difference; its name and values as long as the images.
 * Returns DDBSTREAM_OK; or, with NULL in `change` and each time until the next begin,
 * DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_VALUE when a value's type is none, or
 * DDBSTREAM_ERROR_TEXT when a name that stands in brackets is not valid UTF-8 (images from a
 * decoder have neither). DDBSTREAM_ERROR_ARGUMENT when an argument is NULL. */
DDBSTREAM_API ddbstream_status ddbstream_difference_next(ddbstream_difference *difference,
                                                         const ddbstream_change **change);

/* Gives the difference back. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_difference_free(ddbstream_difference *difference);

DDBSTREAM_END

#endif
