/* Document paths, step by step: address.lines[2]["a.b"]. */
#ifndef DDBS_PATH_STEP_H
#define DDBS_PATH_STEP_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/text.h>

/* Into a map by a name, or into a list by a position. */
struct path_step {
    enum { STEP_BAD, STEP_END, STEP_NAME, STEP_QUOTED, STEP_INDEX } kind;
    ddbstream_string name; /* quoted: the inside of a JSON string */
    size_t index;
};

/* What is left of a path that is being read; all of it at first, and `is_first` is true. */
struct path_rest {
    const char *at;
    const char *end;
    bool is_first;
};

/* The next step: STEP_END when there is none left, STEP_BAD when it is no path. A path begins with
 * a name. */
struct path_step ddbs_path_step(struct path_rest *rest);

#endif
