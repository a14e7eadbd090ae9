/* Puts together what a refrain is compared with. */
#include "refrain.h"

#include "plain.h"

static char *put(char *to, const char *text, size_t length)
{
    memcpy(to, text, length);
    return to + length;
}

/* Text with an escape would stand otherwise in JSON. */
static bool is_all_plain(ddbstream_string text)
{
    const char *end = text.data + text.length;
    return ddbs_skip_plain(text.data, end) == end;
}

static bool can_add(const struct refrain *refrain, const struct record_member *member,
                    ddbstream_string text)
{
    enum { AROUND = sizeof ",\"\":\"\"" - 1 };
    return text.data != NULL
           && member->length + text.length + AROUND <= REFRAIN_JSON - refrain->length
           && text.length < REFRAIN_TEXTS - refrain->texts_length && is_all_plain(text);
}

static void add(struct refrain *refrain, const struct record_member *member, ddbstream_string text)
{
    char *end = refrain->json + refrain->length;
    if (refrain->count > 0)
        *end++ = ',';
    end = put(end, member->quoted, member->length + sizeof "\"\":" - 1);
    *end++ = '"';
    end = put(end, text.data, text.length);
    *end++ = '"';
    refrain->length = (size_t)(end - refrain->json);
    refrain->members[refrain->count].start = refrain->texts_length;
    refrain->members[refrain->count++].length = text.length;
    put(refrain->texts + refrain->texts_length, text.data, text.length + 1);
    refrain->texts_length += text.length + 1;
    refrain->bits |= member->bit;
}

void ddbs_refrain_keep(struct refrain *refrain, const struct record_member *first,
                       const ddbstream_record *record)
{
    const struct record_member *end = first + ddbs_refrain_members[first->refrain - 1];
    *refrain = (struct refrain){ .count = 0 };
    for (const struct record_member *member = first; member < end; member++) {
        ddbstream_string text =
            *(const ddbstream_string *)(const void *)((const char *)record + member->place);
        if (!can_add(refrain, member, text))
            return;
        add(refrain, member, text);
    }
}
