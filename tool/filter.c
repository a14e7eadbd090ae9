/* Compares members of records with what was asked for. */
#include "filter.h"

#include <stdlib.h>
#include <string.h>

#include <ddbstream/arn.h>

/* The table's name is made of other members, and comes first. */
enum { TABLE = 0, NO_PLACE = -1 };

static const struct member {
    const char *name;
    ptrdiff_t place; /* in the record */
} members[] = {
    [TABLE] = { "tableName", NO_PLACE },
    { "eventName", offsetof(ddbstream_record, event_name_text) },
    { "eventID", offsetof(ddbstream_record, event_id) },
    { "eventVersion", offsetof(ddbstream_record, event_version) },
    { "eventSource", offsetof(ddbstream_record, event_source) },
    { "eventSourceARN", offsetof(ddbstream_record, event_source_arn) },
    { "awsRegion", offsetof(ddbstream_record, aws_region) },
    { "sequenceNumber", offsetof(ddbstream_record, sequence_number) },
    { "checkpoint", offsetof(ddbstream_record, checkpoint) },
    { "streamViewType", offsetof(ddbstream_record, stream_view_type_text) },
};

enum { MEMBERS = sizeof members / sizeof members[0] };

static enum filtering add(struct filter *filter, size_t member, const char *value)
{
    size_t size = (filter->count + 1) * sizeof *filter->conditions;
    struct condition *grown;
    if (member == TABLE && value[0] == '\0') /* no table has that name */
        return FILTER_WRONG;
    grown = realloc(filter->conditions, size);
    if (grown == NULL)
        return FILTER_NO_MEMORY;
    grown[filter->count++] = (struct condition){ member, value };
    filter->conditions = grown;
    return FILTER_OK;
}

enum filtering filter_add(struct filter *filter, const char *text)
{
    size_t length = strcspn(text, "=");
    if (text[length] == '\0')
        return FILTER_WRONG;
    for (size_t i = 0; i < MEMBERS; i++)
        if (strlen(members[i].name) == length && memcmp(members[i].name, text, length) == 0)
            return add(filter, i, text + length + 1);
    return FILTER_WRONG;
}

enum filtering filter_add_table(struct filter *filter, const char *name)
{
    return add(filter, TABLE, name);
}

void filter_release(struct filter *filter)
{
    free(filter->conditions);
    *filter = (struct filter){ NULL, 0 };
}

/* NULL data when the record does not say. */
static ddbstream_string value_of(const ddbstream_record *record, size_t member)
{
    ddbstream_string name = { NULL, 0 };
    if (members[member].place != NO_PLACE)
        return *(const ddbstream_string *)(const void *)((const char *)record
                                                         + members[member].place);
    ddbstream_record_table_name(record, &name);
    return name;
}

static bool holds(const struct condition *condition, const ddbstream_record *record)
{
    ddbstream_string value = value_of(record, condition->member);
    size_t length = strlen(condition->value);
    return value.data != NULL && value.length == length
           && memcmp(value.data, condition->value, length) == 0;
}

static bool one_holds(const struct filter *filter, size_t member, const ddbstream_record *record)
{
    for (size_t i = 0; i < filter->count; i++)
        if (filter->conditions[i].member == member && holds(&filter->conditions[i], record))
            return true;
    return false;
}

bool filter_passes(const struct filter *filter, const ddbstream_record *record)
{
    for (size_t i = 0; i < filter->count; i++)
        if (!one_holds(filter, filter->conditions[i].member, record))
            return false;
    return true;
}
