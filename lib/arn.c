/* Takes the ARNs of tables and streams apart, and finds a record's table. */
#include <ddbstream/arn.h>

#include <string.h>

static bool is(ddbstream_string text, const char *wanted)
{
    return text.length == strlen(wanted) && memcmp(text.data, wanted, text.length) == 0;
}

/* Takes what stands before the separator, and the separator; all when there is none. */
static ddbstream_string take(ddbstream_string *rest, char separator)
{
    const char *found = rest->length > 0 ? memchr(rest->data, separator, rest->length) : NULL;
    ddbstream_string piece = *rest;
    if (found == NULL) {
        *rest = (ddbstream_string){ NULL, 0 };
        return piece;
    }
    piece.length = (size_t)(found - piece.data);
    rest->data = found + 1;
    rest->length -= piece.length + 1;
    return piece;
}

static bool has(ddbstream_string piece, char byte)
{
    return memchr(piece.data, byte, piece.length) != NULL;
}

/* table/NAME, and perhaps /index/NAME or /stream/LABEL. */
static bool read_resource(ddbstream_string rest, ddbstream_arn *arn)
{
    ddbstream_string kind;
    if (!is(take(&rest, '/'), "table"))
        return false;
    arn->table = take(&rest, '/');
    if (arn->table.length == 0 || has(arn->table, ':'))
        return false;
    if (rest.data == NULL)
        return true;
    kind = take(&rest, '/');
    if (rest.length == 0 || has(rest, '/'))
        return false;
    if (is(kind, "stream"))
        arn->stream = rest;
    else if (is(kind, "index") && !has(rest, ':'))
        arn->index = rest;
    else
        return false;
    return true;
}

ddbstream_status ddbstream_arn_parse(ddbstream_string text, ddbstream_arn *arn)
{
    ddbstream_arn pieces = { .partition = { NULL, 0 } };
    if (text.data == NULL)
        text.length = 0;
    if (!is(take(&text, ':'), "arn"))
        return DDBSTREAM_ERROR_ARN;
    pieces.partition = take(&text, ':');
    pieces.service = take(&text, ':');
    pieces.region = take(&text, ':');
    pieces.account = take(&text, ':');
    if (pieces.partition.length == 0 || pieces.region.length == 0 || pieces.account.length == 0
        || !is(pieces.service, "dynamodb") || !read_resource(text, &pieces))
        return DDBSTREAM_ERROR_ARN;
    *arn = pieces;
    return DDBSTREAM_OK;
}

ddbstream_status ddbstream_record_table_name(const ddbstream_record *record, ddbstream_string *name)
{
    ddbstream_arn arn;
    if (record == NULL)
        return DDBSTREAM_ERROR_ABSENT;
    if (record->table_name.length > 0) {
        *name = record->table_name;
        return DDBSTREAM_OK;
    }
    if (ddbstream_arn_parse(record->event_source_arn, &arn) != DDBSTREAM_OK)
        return DDBSTREAM_ERROR_ABSENT;
    *name = arn.table;
    return DDBSTREAM_OK;
}
