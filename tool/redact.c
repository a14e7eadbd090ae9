/* Makes rules of paths. */
#include "redact.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static ddbstream_status create(ddbstream_redaction **redaction, const char *const *paths,
                               size_t count)
{
    ddbstream_redaction_rule *rules = calloc(count, sizeof *rules);
    ddbstream_status status;
    if (rules == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        rules[i] = (ddbstream_redaction_rule){ NULL, paths[i], DDBSTREAM_REDACT_MASK };
    status = ddbstream_redaction_create(redaction, rules, count, NULL);
    free(rules);
    return status;
}

ddbstream_status redact_create(ddbstream_redaction **redaction, const struct words *paths)
{
    *redaction = NULL;
    return paths->count > 0 ? create(redaction, paths->at, paths->count) : DDBSTREAM_OK;
}

ddbstream_status redact_check(const char *path)
{
    ddbstream_redaction *redaction;
    ddbstream_status status = create(&redaction, &path, 1);
    if (status == DDBSTREAM_OK)
        ddbstream_redaction_free(redaction);
    return status;
}

/* The longest beginning that is a path ends there. */
size_t redact_fault(char *path)
{
    bool is_path = false;
    size_t length = strlen(path);
    while (length > 0 && !is_path) {
        char last = path[--length];
        path[length] = '\0';
        is_path = redact_check(path) == DDBSTREAM_OK;
        path[length] = last;
    }
    return length;
}
