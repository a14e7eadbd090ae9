/* Rules of redaction, as one sorted table of steps: from a place, by a name or a position, to the
 * next place. */
#include "redaction.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "buffer.h"
#include "escape.h"
#include "memory.h"
#include "path_step.h"
#include "sort.h"
#include "unescape.h"

/* Rules by name are steps from nowhere, as they hold at every place. */
struct step {
    size_t from;
    bool is_index;
    size_t index;
    ddbstream_string name;

    size_t place; /* where it leads */
    size_t rule;  /* the first rule that ends here, or NO_RULE */
    int action;
};

#define NO_RULE SIZE_MAX

struct ddbstream_redaction {
    ddbstream_allocator allocator;
    struct ddbstream_buffer mask;
    uint64_t seed;
    struct arena names;
    struct step *steps; /* their places count from PLACE_ITEM + 1 */
    size_t count, room;
    const void **sorted;
};

/* Looking up. */

static int order_steps(const void *left, const void *right)
{
    const struct step *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->is_index != b->is_index)
        return a->is_index ? -1 : 1;
    if (a->is_index)
        return (a->index > b->index) - (a->index < b->index);
    return ddbs_order_bytes(a->name.data, a->name.length, b->name.data, b->name.length);
}

static const struct step *find(const ddbstream_redaction *redaction, const struct step *wanted)
{
    size_t low = 0, high = redaction->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = order_steps(wanted, redaction->sorted[middle]);
        if (order == 0)
            return redaction->sorted[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* The first rule counts; NULL is no step. */
static struct redaction_verdict judge(const struct step *by_name, const struct step *by_path)
{
    struct redaction_verdict verdict = { 0, PLACE_NOWHERE };
    if (by_path != NULL)
        verdict = (struct redaction_verdict){ by_path->action, by_path->place };
    if (by_name != NULL && (by_path == NULL || by_name->rule < by_path->rule))
        verdict.action = by_name->action;
    return verdict;
}

struct redaction_verdict ddbs_redact_attribute(const ddbstream_redaction *redaction, size_t place,
                                               ddbstream_string name)
{
    struct step wanted = { .from = PLACE_NOWHERE, .name = name };
    const struct step *by_name = find(redaction, &wanted), *by_path = NULL;
    wanted.from = place;
    if (place != PLACE_NOWHERE)
        by_path = find(redaction, &wanted);
    return judge(by_name, by_path);
}

struct redaction_verdict ddbs_redact_element(const ddbstream_redaction *redaction, size_t place,
                                             size_t index)
{
    struct step wanted = { .from = place, .is_index = true, .index = index };
    return judge(NULL, place != PLACE_NOWHERE ? find(redaction, &wanted) : NULL);
}

ddbstream_string ddbs_redaction_mask(const ddbstream_redaction *redaction)
{
    return ddbstream_buffer_text(&redaction->mask);
}

uint64_t ddbs_redaction_seed(const ddbstream_redaction *redaction)
{
    return redaction->seed;
}

/* Making the table. */

/* The step like `wanted`, made if there is none yet; NULL when there is no memory. */
static struct step *take_step(ddbstream_redaction *redaction, const struct step *wanted)
{
    struct step *steps = redaction->steps;
    for (size_t i = 0; i < redaction->count; i++)
        if (order_steps(&steps[i], wanted) == 0)
            return &steps[i];
    if (redaction->count == redaction->room) {
        steps = ddbs_grow_array(&redaction->allocator, steps, &redaction->room, 8, sizeof *steps);
        if (steps == NULL)
            return NULL;
        redaction->steps = steps;
    }
    steps[redaction->count] = *wanted;
    steps[redaction->count].rule = NO_RULE;
    steps[redaction->count].place = PLACE_ITEM + 1 + redaction->count;
    return &steps[redaction->count++];
}

static void end_rule(struct step *step, const ddbstream_redaction_rule *rules, size_t rule)
{
    if (step->rule != NO_RULE)
        return;
    step->rule = rule;
    step->action = (int)rules[rule].action;
}

/* A step as the path has it, with a name of the redaction's own. */
static ddbstream_status keep_step(ddbstream_redaction *redaction, const struct path_step *step,
                                  struct step *kept)
{
    char *name;
    kept->is_index = step->kind == STEP_INDEX;
    kept->index = step->index;
    kept->name = step->name;
    if (kept->is_index)
        return DDBSTREAM_OK;
    name = ddbs_arena_copy(&redaction->names, step->name.data, step->name.length);
    if (name == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    kept->name.data = name;
    if (step->kind == STEP_QUOTED
        && !ddbs_unescape(step->name.data, step->name.length, name, &kept->name.length))
        return DDBSTREAM_ERROR_PATH;
    return DDBSTREAM_OK;
}

static ddbstream_status add_name(ddbstream_redaction *redaction, const char *name,
                                 struct step **last)
{
    struct path_step step = { .kind = STEP_NAME, .name = { name, strlen(name) } };
    struct step kept = { .from = PLACE_NOWHERE };
    ddbstream_status status = keep_step(redaction, &step, &kept);
    if (status != DDBSTREAM_OK)
        return status;
    *last = take_step(redaction, &kept);
    return *last != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
}

static ddbstream_status add_path(ddbstream_redaction *redaction, const char *path,
                                 struct step **last)
{
    struct path_rest rest = { path, path + strlen(path), true };
    struct path_step step = ddbs_path_step(&rest);
    struct step kept = { .from = PLACE_ITEM };
    ddbstream_status status = DDBSTREAM_OK;
    for (; step.kind != STEP_END; step = ddbs_path_step(&rest)) {
        status = step.kind != STEP_BAD ? keep_step(redaction, &step, &kept) : DDBSTREAM_ERROR_PATH;
        if (status != DDBSTREAM_OK)
            return status;
        *last = take_step(redaction, &kept);
        if (*last == NULL)
            return DDBSTREAM_ERROR_MEMORY;
        kept.from = (*last)->place;
    }
    return DDBSTREAM_OK;
}

static bool makes_sense(const ddbstream_redaction_rule *rule)
{
    return (rule->name == NULL) != (rule->path == NULL) && rule->action >= DDBSTREAM_REDACT_MASK
           && rule->action <= DDBSTREAM_REDACT_HASH;
}

static ddbstream_status add_rules(ddbstream_redaction *redaction,
                                  const ddbstream_redaction_rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct step *last = NULL;
        ddbstream_status status = DDBSTREAM_ERROR_ARGUMENT;
        if (makes_sense(&rules[i]))
            status = rules[i].name != NULL ? add_name(redaction, rules[i].name, &last)
                                           : add_path(redaction, rules[i].path, &last);
        if (status != DDBSTREAM_OK)
            return status;
        end_rule(last, rules, i);
    }
    return DDBSTREAM_OK;
}

static ddbstream_status sort_steps(ddbstream_redaction *redaction)
{
    if (redaction->count == 0)
        return DDBSTREAM_OK;
    redaction->sorted =
        ddbs_allocate(&redaction->allocator, redaction->count * sizeof *redaction->sorted);
    if (redaction->sorted == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    for (size_t i = 0; i < redaction->count; i++)
        redaction->sorted[i] = &redaction->steps[i];
    ddbs_sort(redaction->sorted, redaction->count, order_steps);
    return DDBSTREAM_OK;
}

/* Life. */

static bool read_options(ddbstream_redaction_options *known,
                         const ddbstream_redaction_options *given)
{
    *known = (ddbstream_redaction_options)DDBSTREAM_REDACTION_OPTIONS_INIT;
    if (given != NULL && given->size < sizeof given->size)
        return false;
    if (given != NULL)
        memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    if (known->mask == NULL)
        known->mask = "***";
    return true;
}

static ddbstream_redaction *make(const ddbstream_allocator *allocator, uint64_t seed)
{
    ddbstream_redaction *made = ddbs_allocate(allocator, sizeof *made);
    if (made == NULL)
        return NULL;
    *made = (struct ddbstream_redaction){ .allocator = *allocator, .seed = seed };
    ddbs_buffer_init(&made->mask, &made->allocator);
    ddbs_arena_init(&made->names, &made->allocator);
    return made;
}

ddbstream_status ddbstream_redaction_create(ddbstream_redaction **redaction,
                                            const ddbstream_redaction_rule *rules, size_t count,
                                            const ddbstream_redaction_options *options)
{
    ddbstream_redaction_options known;
    ddbstream_allocator chosen;
    ddbstream_redaction *made;
    ddbstream_status status;
    if (redaction == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *redaction = NULL;
    if ((rules == NULL && count > 0) || !read_options(&known, options)
        || !ddbs_allocator_choose(&chosen, known.allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    made = make(&chosen, known.seed);
    if (made == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    status = ddbs_escape(&made->mask, known.mask, strlen(known.mask));
    if (status == DDBSTREAM_OK)
        status = add_rules(made, rules, count);
    if (status == DDBSTREAM_OK)
        status = sort_steps(made);
    if (status == DDBSTREAM_OK)
        *redaction = made;
    else
        ddbstream_redaction_free(made);
    return status;
}

void ddbstream_redaction_free(ddbstream_redaction *redaction)
{
    ddbstream_allocator allocator;
    if (redaction == NULL)
        return;
    allocator = redaction->allocator;
    ddbs_release(&allocator, redaction->sorted, redaction->count * sizeof *redaction->sorted);
    ddbs_release(&allocator, redaction->steps, redaction->room * sizeof *redaction->steps);
    ddbs_arena_release(&redaction->names);
    ddbs_buffer_release(&redaction->mask);
    ddbs_release(&allocator, redaction, sizeof *redaction);
}
