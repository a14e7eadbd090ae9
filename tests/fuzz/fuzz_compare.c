/* Compares the images of each record, with a plain second implementation of equality, and checks
 * what must hold for hashes, differences, plain JSON and redaction, whatever the images are. */
#include <ddbstream/ddbstream.h>

#include <yajl/yajl_parse.h>

#include "fuzz.h"
#include "slow_number.h"

/* What all the checks use. */
struct tools {
    ddbstream_comparer *comparer;
    ddbstream_difference *difference;
    ddbstream_buffer *text;
    ddbstream_encoder *encoder; /* into `text` */
};

/* Equality, by looking for each in all. */

static bool same_text(ddbstream_string a, ddbstream_string b)
{
    return same_bytes(a.data, a.length, b.data, b.length);
}

/* Numbers beyond what the second implementation can read are taken to be the same. */
static bool same_number(ddbstream_string a, ddbstream_string b)
{
    struct slow_number left, right;
    if (a.length > SLOW_MOST_DIGITS || b.length > SLOW_MOST_DIGITS)
        return true;
    left = slow_number_read(a.data, a.length);
    right = slow_number_read(b.data, b.length);
    if (left.has_large_exponent || right.has_large_exponent)
        return true;
    if (left.count == 0 || right.count == 0)
        return left.count == right.count;
    return left.is_negative == right.is_negative && left.point == right.point
           && same_bytes(left.digits, (size_t)left.count, right.digits, (size_t)right.count);
}

static bool has_large_exponent(ddbstream_string text)
{
    return text.length > SLOW_MOST_DIGITS
           || slow_number_read(text.data, text.length).has_large_exponent;
}

static bool same_member(const ddbstream_value *a, size_t i, const ddbstream_value *b, size_t k)
{
    ddbstream_bytes left, right;
    if (a->type == DDBSTREAM_TYPE_SS)
        return same_text(a->as.string_set.members[i], b->as.string_set.members[k]);
    if (a->type == DDBSTREAM_TYPE_NS)
        return same_number(a->as.number_set.members[i], b->as.number_set.members[k]);
    left = a->as.binary_set.members[i];
    right = b->as.binary_set.members[k];
    return same_bytes(left.data, left.length, right.data, right.length);
}

static bool is_subset(const ddbstream_value *a, const ddbstream_value *b)
{
    for (size_t i = 0; i < a->as.string_set.count; i++) {
        bool found = false;
        for (size_t k = 0; k < b->as.string_set.count && !found; k++)
            found = same_member(a, i, b, k);
        if (!found)
            return false;
    }
    return true;
}

static bool same_value(const ddbstream_value *a, const ddbstream_value *b);

static bool same_map(const ddbstream_map *a, const ddbstream_map *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        ddbstream_string name = a->attributes[i].name;
        const ddbstream_value *other = ddbstream_map_find_n(b, name.data, name.length);
        same = other != NULL && same_value(&a->attributes[i].value, other);
    }
    return same;
}

static bool same_list(const ddbstream_list *a, const ddbstream_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_value(&a->values[i], &b->values[i]);
    return same;
}

static bool same_value(const ddbstream_value *a, const ddbstream_value *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case DDBSTREAM_TYPE_S:
        return same_text(a->as.string, b->as.string);
    case DDBSTREAM_TYPE_N:
        return same_number(a->as.number, b->as.number);
    case DDBSTREAM_TYPE_B:
        return same_bytes(a->as.binary.data, a->as.binary.length, b->as.binary.data,
                          b->as.binary.length);
    case DDBSTREAM_TYPE_BOOL:
        return a->as.boolean == b->as.boolean;
    case DDBSTREAM_TYPE_NULL:
        return a->as.null == b->as.null;
    case DDBSTREAM_TYPE_M:
        return same_map(&a->as.map, &b->as.map);
    case DDBSTREAM_TYPE_L:
        return same_list(&a->as.list, &b->as.list);
    default:
        return is_subset(a, b) && is_subset(b, a);
    }
}

/* Whether the second implementation has to pass over a number in it. */
static bool has_unclear_number(const ddbstream_value *value)
{
    bool unclear = false;
    if (value->type == DDBSTREAM_TYPE_N)
        return has_large_exponent(value->as.number);
    if (value->type == DDBSTREAM_TYPE_NS)
        for (size_t i = 0; i < value->as.number_set.count; i++)
            unclear |= has_large_exponent(value->as.number_set.members[i]);
    if (value->type == DDBSTREAM_TYPE_M)
        for (size_t i = 0; i < value->as.map.count; i++)
            unclear |= has_unclear_number(&value->as.map.attributes[i].value);
    if (value->type == DDBSTREAM_TYPE_L)
        for (size_t i = 0; i < value->as.list.count; i++)
            unclear |= has_unclear_number(&value->as.list.values[i]);
    return unclear;
}

/* What must hold. */

static bool are_equal(const struct tools *tools, const ddbstream_value *a, const ddbstream_value *b)
{
    bool equal, back;
    uint64_t left, right;
    MUST(ddbstream_comparer_equal(tools->comparer, a, b, &equal) == DDBSTREAM_OK);
    MUST(ddbstream_comparer_equal(tools->comparer, b, a, &back) == DDBSTREAM_OK);
    MUST(ddbstream_comparer_hash(tools->comparer, a, 1, &left) == DDBSTREAM_OK);
    MUST(ddbstream_comparer_hash(tools->comparer, b, 1, &right) == DDBSTREAM_OK);
    MUST(equal == back && equal == (left == right));
    return equal;
}

static void check_equality(const struct tools *tools, const ddbstream_value *a,
                           const ddbstream_value *b)
{
    bool equal = are_equal(tools, a, b), plainly = same_value(a, b);
    MUST(are_equal(tools, a, a));
    MUST(equal == plainly || (plainly && (has_unclear_number(a) || has_unclear_number(b))));
}

/* What a difference tells: how many changes of each kind, and their paths added up. */
struct summary {
    size_t added, removed, changed;
    uint64_t added_paths, removed_paths, changed_paths;
};

static uint64_t sum_of(ddbstream_string path)
{
    uint64_t sum = 5381;
    for (size_t i = 0; i < path.length; i++)
        sum = sum * 33 + (unsigned char)path.data[i];
    return sum;
}

static void add_change(struct summary *summary, const ddbstream_change *change)
{
    uint64_t sum = sum_of(change->path);
    bool is_added = change->kind == DDBSTREAM_CHANGE_ADDED;
    bool is_removed = change->kind == DDBSTREAM_CHANGE_REMOVED;
    MUST((change->old_value == NULL) == is_added && (change->new_value == NULL) == is_removed);
    MUST(change->path.length > 0 && change->path.data[change->path.length] == '\0');
    summary->added += is_added;
    summary->removed += is_removed;
    summary->changed += !is_added && !is_removed;
    summary->added_paths += is_added ? sum : 0;
    summary->removed_paths += is_removed ? sum : 0;
    summary->changed_paths += !is_added && !is_removed ? sum : 0;
}

static struct summary summary_of(const struct tools *tools, const ddbstream_image *a,
                                 const ddbstream_image *b)
{
    struct summary summary = { .added = 0 };
    const ddbstream_change *change;
    MUST(ddbstream_difference_begin(tools->difference, a, b) == DDBSTREAM_OK);
    do {
        MUST(ddbstream_difference_next(tools->difference, &change) == DDBSTREAM_OK);
        if (change != NULL)
            add_change(&summary, change);
    } while (change != NULL);
    return summary;
}

static bool is_empty(const struct summary *summary)
{
    return summary->added + summary->removed + summary->changed == 0;
}

static void check_difference(const struct tools *tools, const ddbstream_image *a,
                             const ddbstream_image *b)
{
    struct summary there = summary_of(tools, a, b), back = summary_of(tools, b, a);
    struct summary none = summary_of(tools, a, a);
    bool equal;
    MUST(is_empty(&none));
    MUST(there.added == back.removed && there.removed == back.added);
    MUST(there.changed == back.changed && there.changed_paths == back.changed_paths);
    MUST(there.added_paths == back.removed_paths && there.removed_paths == back.added_paths);
    MUST(ddbstream_comparer_equal_maps(tools->comparer, &a->attributes, &b->attributes, &equal)
         == DDBSTREAM_OK);
    MUST(equal == is_empty(&there));
}

/* What has been written is JSON. */
static void check_json(const struct tools *tools)
{
    yajl_handle parser = yajl_alloc(NULL, NULL, NULL);
    ddbstream_string text = ddbstream_buffer_text(tools->text);
    MUST(parser != NULL);
    MUST(yajl_parse(parser, (const unsigned char *)text.data, text.length) == yajl_status_ok);
    MUST(yajl_complete_parse(parser) == yajl_status_ok);
    yajl_free(parser);
    ddbstream_buffer_clear(tools->text);
}

static void check_output(const struct tools *tools, const ddbstream_record *record)
{
    ddbstream_buffer_clear(tools->text);
    MUST(ddbstream_encoder_plain_record(tools->encoder, record) == DDBSTREAM_OK);
    check_json(tools);
    MUST(ddbstream_encoder_difference(tools->encoder, &record->old_image, &record->new_image)
         == DDBSTREAM_OK);
    check_json(tools);
}

/* Each path that a difference tells is one by which a redaction finds the value. */

static const char mask[] = "what nobody has written";

static void check_path(const ddbstream_change *change, const ddbstream_image *image)
{
    const ddbstream_redaction_rule rule = { NULL, change->path.data, DDBSTREAM_REDACT_MASK };
    ddbstream_redaction_options how = DDBSTREAM_REDACTION_OPTIONS_INIT;
    ddbstream_encoder_options options = DDBSTREAM_ENCODER_OPTIONS_INIT;
    ddbstream_redaction *redaction;
    ddbstream_encoder *encoder;
    ddbstream_buffer *text;
    how.mask = mask;
    MUST(ddbstream_redaction_create(&redaction, &rule, 1, &how) == DDBSTREAM_OK);
    options.redaction = redaction;
    MUST(ddbstream_buffer_create(&text, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_encoder_create(&encoder, ddbstream_sink_buffer(text), &options) == DDBSTREAM_OK);
    MUST(ddbstream_encoder_image(encoder, image) == DDBSTREAM_OK);
    MUST(strstr(ddbstream_buffer_text(text).data, mask) != NULL);
    ddbstream_encoder_free(encoder);
    ddbstream_buffer_free(text);
    ddbstream_redaction_free(redaction);
}

static void check_paths(const struct tools *tools, const ddbstream_record *record)
{
    const ddbstream_change *change;
    MUST(ddbstream_difference_begin(tools->difference, &record->old_image, &record->new_image)
         == DDBSTREAM_OK);
    do {
        MUST(ddbstream_difference_next(tools->difference, &change) == DDBSTREAM_OK);
        if (change != NULL)
            check_path(change, change->new_value != NULL ? &record->new_image : &record->old_image);
    } while (change != NULL);
}

/* Written and read again, it is the same. */
static void check_round_trip(const struct tools *tools, const ddbstream_record *record)
{
    ddbstream_string text;
    ddbstream_batch *batch;
    struct summary none;
    ddbstream_buffer_clear(tools->text);
    MUST(ddbstream_encoder_record(tools->encoder, record) == DDBSTREAM_OK);
    text = ddbstream_buffer_text(tools->text);
    MUST(ddbstream_batch_decode(&batch, text.data, text.length, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_batch_record_count(batch) == 1);
    none = summary_of(tools, &record->new_image, &ddbstream_batch_record(batch, 0)->new_image);
    MUST(is_empty(&none));
    ddbstream_batch_free(batch);
}

static void check_record(const struct tools *tools, const ddbstream_record *record)
{
    ddbstream_value a = { .type = DDBSTREAM_TYPE_M }, b = a;
    a.as.map = record->old_image.attributes;
    b.as.map = record->new_image.attributes;
    check_equality(tools, &a, &b);
    check_difference(tools, &record->old_image, &record->new_image);
    check_output(tools, record);
    check_paths(tools, record);
    check_round_trip(tools, record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *input = exact_copy(data, size);
    struct tools tools;
    ddbstream_batch *batch;
    ddbstream_batch_decode(&batch, input, size, NULL);
    free(input);
    MUST(batch != NULL);
    MUST(ddbstream_comparer_create(&tools.comparer, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_difference_create(&tools.difference, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_buffer_create(&tools.text, NULL) == DDBSTREAM_OK);
    MUST(ddbstream_encoder_create(&tools.encoder, ddbstream_sink_buffer(tools.text), NULL)
         == DDBSTREAM_OK);
    for (size_t i = 0; i < ddbstream_batch_record_count(batch); i++)
        check_record(&tools, ddbstream_batch_record(batch, i));
    ddbstream_encoder_free(tools.encoder);
    ddbstream_buffer_free(tools.text);
    ddbstream_difference_free(tools.difference);
    ddbstream_comparer_free(tools.comparer);
    ddbstream_batch_free(batch);
    return 0;
}
