/* Looks at lines one by one. */
#include "slow_lines.h"

#include "fuzz.h"
#include "slow_place.h"

/* Lines. */

static size_t end_of_line(const char *data, size_t length, size_t at)
{
    while (at < length && data[at] != '\n')
        at++;
    return at;
}

struct slow_line slow_first_line(const char *data, size_t length)
{
    return (struct slow_line){ 0, end_of_line(data, length, 0) };
}

bool slow_next_line(struct slow_line *line, const char *data, size_t length)
{
    if (line->end == length)
        return false;
    line->start = line->end + 1;
    line->end = end_of_line(data, length, line->start);
    return true;
}

struct slow_line slow_line_at(const char *data, size_t length, size_t at)
{
    struct slow_line line = slow_first_line(data, length);
    while (line.end < at && slow_next_line(&line, data, length))
        ;
    return line;
}

static bool begins_with_mark(const struct slow_line *line, const char *data)
{
    return line->end - line->start >= 3 && memcmp(data + line->start, "\xef\xbb\xbf", 3) == 0;
}

bool slow_line_is_blank(const struct slow_line *line, const char *data)
{
    size_t at = line->start;
    if (at == 0 && begins_with_mark(line, data))
        at += 3;
    while (at < line->end && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r'))
        at++;
    return at == line->end;
}

/* A mark may stand only in front of the first line. */
void slow_line_read(struct slow_json *json, const struct slow_line *line, const char *data)
{
    bool has_mark = line->start < line->end && data[line->start] == '\xef';
    if (line->start > 0 && has_mark)
        *json = (struct slow_json){ .status = DDBSTREAM_ERROR_JSON };
    else
        slow_json_read(json, data + line->start, line->end - line->start);
}

/* Kinds. */

enum kind { KIND_NONE, KIND_OTHER, KIND_RECORD, KIND_EXPORT };

static const struct {
    const char *name;
    enum kind kind;
} telling[] = {
    { "Records", KIND_OTHER },          { "requestContext", KIND_OTHER },
    { "responseContext", KIND_OTHER },  { "DDBStreamBatchInfo", KIND_OTHER },
    { "KinesisBatchInfo", KIND_OTHER }, { "dynamodb", KIND_RECORD },
    { "kinesis", KIND_RECORD },         { "Item", KIND_EXPORT },
    { "Metadata", KIND_EXPORT },        { "Keys", KIND_EXPORT },
    { "NewImage", KIND_EXPORT },        { "OldImage", KIND_EXPORT },
};

/* What a member's name tells of the object that it stands in. */
static enum kind kind_by_name(const char *data, size_t name)
{
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++) {
        ddbstream_string text = { telling[i].name, strlen(telling[i].name) };
        if (slow_string_is(data, name, text))
            return telling[i].kind;
    }
    return KIND_NONE;
}

/* Members that no record has: until a name tells, they are the document's. */
static bool is_of_document(const char *data, size_t name)
{
    static const char *const names[] = {
        "window",
        "state",
        "shardId",
        "isFinalInvokeForWindow",
        "isWindowTerminatedEarly",
        "version",
        "timestamp",
        "NextShardIterator",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slow_string_is(data, name, (ddbstream_string){ names[i], strlen(names[i]) }))
            return true;
    return false;
}

/* Whether text in the member is no Unicode. */
static bool has_text_fault(const struct slow_json *json, size_t member)
{
    size_t from = json->names[member];
    bool is_last = member + 1 == json->name_count;
    size_t to = is_last ? json->offset : json->names[member + 1];
    for (size_t i = 0; i < json->text_fault_count; i++)
        if (json->text_faults[i] >= from && json->text_faults[i] < to)
            return true;
    return false;
}

/* The first name that tells decides; but a record can't have Records, and bad text in what is the
 * document's ends that. */
static enum kind kind_of_line(const struct slow_json *json, const char *line)
{
    enum kind kind = KIND_NONE;
    for (size_t i = 0; i < json->name_count; i++) {
        size_t name = json->names[i];
        if (kind == KIND_NONE && is_of_document(line, name) && has_text_fault(json, i))
            return KIND_OTHER;
        if (kind == KIND_NONE)
            kind = kind_by_name(line, name);
        if (kind == KIND_RECORD && slow_string_is(line, name, (ddbstream_string){ "Records", 7 }))
            return KIND_OTHER;
    }
    return kind;
}

bool slow_is_lines(const char *data, size_t length)
{
    struct slow_line line = slow_first_line(data, length);
    struct slow_json json;
    enum kind kind;
    bool is_whole;
    while (slow_line_is_blank(&line, data) && slow_next_line(&line, data, length))
        ;
    slow_line_read(&json, &line, data);
    kind = kind_of_line(&json, data + line.start);
    is_whole = json.status == DDBSTREAM_OK;
    slow_json_free(&json);
    return kind == KIND_EXPORT || (kind == KIND_RECORD && is_whole);
}

bool slow_tells(const char *data, size_t name)
{
    return kind_by_name(data, name) != KIND_NONE;
}

bool slow_text_tells(ddbstream_string name)
{
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (same_bytes(name.data, name.length, telling[i].name, strlen(telling[i].name)))
            return true;
    return false;
}

bool slow_is_record(const char *data, size_t at)
{
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (telling[i].kind >= KIND_RECORD && slow_find(data, at, telling[i].name) != SLOW_NOWHERE)
            return true;
    return false;
}
