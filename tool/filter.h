/* Which records a command is given. */
#ifndef TOOL_FILTER_H
#define TOOL_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include <ddbstream/record.h>

/* What a member of a record has to be. */
struct condition {
    size_t member; /* the position in the table of members, */
    const char *value;
};

/* Conditions on one member: one of them has to hold. Those on several: for each. */
struct filter {
    struct condition *conditions;
    size_t count;
};

enum filtering { FILTER_OK, FILTER_WRONG, FILTER_NO_MEMORY };

/* Adds a condition, "MEMBER=VALUE". The text must outlive the filter. */
enum filtering filter_add(struct filter *filter, const char *text);

/* Adds a condition on the name of the table. Likewise. */
enum filtering filter_add_table(struct filter *filter, const char *name);

void filter_release(struct filter *filter);

bool filter_passes(const struct filter *filter, const ddbstream_record *record);

#endif
