/* What has changed, in rows: one line a change, with its path and its values. */
#include <ddbstream/difference.h>

#include "given.h"
#include "rendering.h"
#include "suite.h"
#include "test_allocator.h"

struct differing {
    struct test_allocator memory;
    ddbstream_difference *difference;
};

static void begin(struct differing *differing, bool top_level_only)
{
    ddbstream_difference_options options = DDBSTREAM_DIFFERENCE_OPTIONS_INIT;
    test_allocator_init(&differing->memory);
    options.allocator = &differing->memory.allocator;
    options.top_level_only = top_level_only;
    ck_assert_int_eq(ddbstream_difference_create(&differing->difference, &options), DDBSTREAM_OK);
}

static void end(struct differing *differing)
{
    ddbstream_difference_free(differing->difference);
    test_allocator_check_empty(&differing->memory);
}

static void append_value(struct json *text, const ddbstream_value *value)
{
    struct json rendered;
    json_append(text, " ");
    if (value == NULL) {
        json_append(text, "-");
        return;
    }
    rendered = render_value(value);
    json_append(text, rendered.data);
}

/* "path old new\n", with - for what is not there. Whoever knows the path knows the step. */
static void append_change(struct json *text, const ddbstream_change *change)
{
    static const char kinds[] = "?+-~";
    char index[32];
    ck_assert_uint_eq(strlen(change->path.data), change->path.length);
    ck_assert_int_eq(change->kind == DDBSTREAM_CHANGE_ADDED, change->old_value == NULL);
    ck_assert_int_eq(change->kind == DDBSTREAM_CHANGE_REMOVED, change->new_value == NULL);
    ck_assert_int_ne(kinds[change->kind], '?');
    json_append(text, change->path.data);
    if (change->name.data == NULL) {
        snprintf(index, sizeof index, "[%zu]", change->index);
        ck_assert_ptr_nonnull(strstr(change->path.data, index));
    }
    append_value(text, change->old_value);
    append_value(text, change->new_value);
    json_append(text, "\n");
}

static struct json changes_of(struct differing *differing, const ddbstream_image *old_image,
                              const ddbstream_image *new_image)
{
    const ddbstream_change *change = NULL;
    struct json text = { .length = 0 };
    ck_assert_int_eq(ddbstream_difference_begin(differing->difference, old_image, new_image),
                     DDBSTREAM_OK);
    do {
        ck_assert_int_eq(ddbstream_difference_next(differing->difference, &change), DDBSTREAM_OK);
        if (change != NULL)
            append_change(&text, change);
    } while (change != NULL);
    ck_assert_int_eq(ddbstream_difference_next(differing->difference, &change), DDBSTREAM_OK);
    ck_assert_ptr_null(change);
    return text;
}

#define A "{'S':'a'}"
#define B "{'S':'b'}"

/* `top_level` is NULL where it is the same. */
static const struct {
    const char *name, *old_image, *new_image, *changes, *top_level;
} rows[] = {
    { "nothing to nothing", "{}", "{}", "", NULL },
    { "nothing has changed", "{'x':" A "}", "{'x':" A "}", "", NULL },
    { "added", "{}", "{'x':" A "}", "x - " A "\n", NULL },
    { "removed", "{'x':" A "}", "{}", "x " A " -\n", NULL },
    { "changed", "{'x':" A "}", "{'x':" B "}", "x " A " " B "\n", NULL },
    { "changed type", "{'x':{'SS':[]}}", "{'x':{'L':[]}}", "x {'SS':[]} {'L':[]}\n", NULL },
    { "from map to list", "{'x':{'M':{}}}", "{'x':{'L':[]}}", "x {'M':{}} {'L':[]}\n", NULL },
    { "an order of its own", "{'r2':" A ",'c':" A ",'k':" A ",'r1':" A "}",
      "{'n2':" B ",'k':" A ",'n1':" B ",'c':" B "}",
      "n2 - " B "\nn1 - " B "\nc " A " " B "\nr2 " A " -\nr1 " A " -\n", NULL },
    { "another order is no change", "{'a':" A ",'b':" B "}", "{'b':" B ",'a':" A "}", "", NULL },
    { "numbers by value", "{'a':{'N':'1.0'},'b':{'N':'-0'},'c':{'N':'1E2'},'d':{'N':'1'}}",
      "{'a':{'N':'1'},'b':{'N':'0'},'c':{'N':'100'},'d':{'N':'1.1'}}", "d {'N':'1'} {'N':'1.1'}\n",
      NULL },
    { "sets as wholes", "{'a':{'SS':['x','y']},'b':{'NS':['1','2']},'c':{'SS':['x']}}",
      "{'a':{'SS':['y','x','x']},'b':{'NS':['2.0','1']},'c':{'SS':['x','y']}}",
      "c {'SS':['x']} {'SS':['x','y']}\n", NULL },
    { "NULL that is false", "{'a':{'NULL':true}}", "{'a':{'NULL':false}}",
      "a {'NULL':true} {'NULL':false}\n", NULL },
    { "empty is not absent", "{'a':{'M':{}}}", "{}", "a {'M':{}} -\n", NULL },
    { "a map in a map", "{'m':{'M':{'a':" A ",'r':" A "}}}", "{'m':{'M':{'n':" A ",'a':" B "}}}",
      "m.n - " A "\nm.a " A " " B "\nm.r " A " -\n",
      "m {'M':{'a':" A ",'r':" A "}} {'M':{'n':" A ",'a':" B "}}\n" },
    { "a list grows", "{'l':{'L':[" A "]}}", "{'l':{'L':[" A "," B ",{'N':'1'}]}}",
      "l[1] - " B "\nl[2] - {'N':'1'}\n", "l {'L':[" A "]} {'L':[" A "," B ",{'N':'1'}]}\n" },
    { "a list shrinks, by position", "{'l':{'L':[" A "," B "]}}", "{'l':{'L':[" B "]}}",
      "l[0] " A " " B "\nl[1] " B " -\n", "l {'L':[" A "," B "]} {'L':[" B "]}\n" },
    { "an empty list grows", "{'l':{'L':[]}}", "{'l':{'L':[" A "]}}", "l[0] - " A "\n",
      "l {'L':[]} {'L':[" A "]}\n" },
    { "what is added is added whole", "{}", "{'m':{'M':{'a':" A "}}}", "m - {'M':{'a':" A "}}\n",
      NULL },
    { "paths through maps and lists",
      "{'address':{'M':{'lines':{'L':[" A "," A ",{'M':{'city':" A "}}]}}},'z':" A "}",
      "{'address':{'M':{'lines':{'L':[" A "," A ",{'M':{'city':" B "}}]}}},'z':" B "}",
      "address.lines[2].city " A " " B "\nz " A " " B "\n",
      "address {'M':{'lines':{'L':[" A "," A ",{'M':{'city':" A "}}]}}} "
      "{'M':{'lines':{'L':[" A "," A ",{'M':{'city':" B "}}]}}}\nz " A " " B "\n" },
    { "lists in lists", "{'l':{'L':[{'L':[" A "]},{'L':[]}]}}",
      "{'l':{'L':[{'L':[" B "]},{'L':[" B "]}]}}", "l[0][0] " A " " B "\nl[1][0] - " B "\n",
      "l {'L':[{'L':[" A "]},{'L':[]}]} {'L':[{'L':[" B "]},{'L':[" B "]}]}\n" },
    { "names that are no identifiers", "{'a.b':{'M':{}},'':{'M':{}},'x':{'M':{}},'`'q`'':" A "}",
      "{'a.b':{'M':{'c':" A "}},'':{'M':{'`u0000':" A "}},'x':{'M':{'[0]':" A ",'-':" A "}}}",
      "['a.b'].c - " A "\n['']['`u0000'] - " A "\nx['[0]'] - " A "\nx['-'] - " A "\n['`'q`''] " A
      " -\n",
      "['a.b'] {'M':{}} {'M':{'c':" A "}}\n[''] {'M':{}} {'M':{'`u0000':" A "}}\n"
      "x {'M':{}} {'M':{'[0]':" A ",'-':" A "}}\n['`'q`''] " A " -\n" },
};

/* Both as JSON; NULL for one that is not there. */
static struct given given_images(const char *old_image, const char *new_image)
{
    struct json text = json("'Keys':{}");
    if (old_image != NULL) {
        json_append(&text, ",'OldImage':");
        json_append(&text, old_image);
    }
    if (new_image != NULL) {
        json_append(&text, ",'NewImage':");
        json_append(&text, new_image);
    }
    return given_record(text.data);
}

static void check_row(int row, bool top_level_only, const char *changes)
{
    struct given given = given_images(rows[row].old_image, rows[row].new_image);
    struct json want = json(changes), got;
    struct differing differing;
    begin(&differing, top_level_only);
    got = changes_of(&differing, &given.record->old_image, &given.record->new_image);
    expect_text(rows[row].name, got.data, want.data);
    got = changes_of(&differing, &given.record->new_image, &given.record->new_image);
    expect_text(rows[row].name, got.data, "");
    end(&differing);
    given_free(&given);
}

START_TEST(changes_are_told)
{
    check_row(_i, false, rows[_i].changes);
}
END_TEST

START_TEST(changes_are_told_of_the_top_level)
{
    check_row(_i, true, rows[_i].top_level != NULL ? rows[_i].top_level : rows[_i].changes);
}
END_TEST

/* The steps of the path, for those who need not the path. */
START_TEST(the_last_step_is_told)
{
    struct given given = given_images("{'m':{'M':{'l':{'L':[" A "]}}}}",
                                      "{'m':{'M':{'l':{'L':[" B "]},'a.b':" A "}}}");
    const ddbstream_change *change;
    struct differing differing;
    begin(&differing, false);
    ddbstream_difference_begin(differing.difference, &given.record->old_image,
                               &given.record->new_image);
    ddbstream_difference_next(differing.difference, &change);
    ck_assert_ptr_null(change->name.data);
    ck_assert_uint_eq(change->index, 0);
    ddbstream_difference_next(differing.difference, &change);
    expect_string("name", change->name, "a.b");
    end(&differing);
    given_free(&given);
}
END_TEST

/* Images that are not there. */

static const struct {
    const char *name, *old_image, *new_image, *changes;
} absent[] = {
    { "both absent", NULL, NULL, "" },
    { "absent to null", NULL, "null", "" },
    { "null to empty", "null", "{}", "" },
    { "an insert", NULL, "{'x':" A "}", "x - " A "\n" },
    { "a removal", "{'x':" A "}", NULL, "x " A " -\n" },
    { "a removal to null", "{'x':" A "}", "null", "x " A " -\n" },
};

START_TEST(an_image_that_is_not_there_is_empty)
{
    struct given given = given_images(absent[_i].old_image, absent[_i].new_image);
    struct json want = json(absent[_i].changes), got;
    struct differing differing;
    begin(&differing, false);
    got = changes_of(&differing, &given.record->old_image, &given.record->new_image);
    expect_text(absent[_i].name, got.data, want.data);
    end(&differing);
    given_free(&given);
}
END_TEST

START_TEST(no_image_is_empty)
{
    struct given given = given_images("{'x':" A "}", NULL);
    struct json want = json("x " A " -\n"), got;
    struct differing differing;
    begin(&differing, false);
    got = changes_of(&differing, &given.record->old_image, NULL);
    expect_text("no new image", got.data, want.data);
    got = changes_of(&differing, NULL, NULL);
    expect_text("no images", got.data, "");
    end(&differing);
    given_free(&given);
}
END_TEST

START_TEST(before_the_first_begin_there_is_no_change)
{
    const ddbstream_change *change = (const ddbstream_change *)&change;
    struct differing differing;
    begin(&differing, false);
    ck_assert_int_eq(ddbstream_difference_next(differing.difference, &change), DDBSTREAM_OK);
    ck_assert_ptr_null(change);
    end(&differing);
}
END_TEST

/* Half read, and begun anew. */
START_TEST(what_was_not_read_is_forgotten)
{
    struct given given = given_images("{'m':{'M':{'a':" A ",'b':" A "}},'n':" A "}",
                                      "{'m':{'M':{'a':" B ",'b':" B "}},'o':" A "}");
    struct json want = json("m.a " A " " B "\nm.b " A " " B "\no - " A "\nn " A " -\n"), got;
    const ddbstream_change *change;
    struct differing differing;
    begin(&differing, false);
    for (int read = 0; read < 4; read++) {
        ddbstream_difference_begin(differing.difference, &given.record->old_image,
                                   &given.record->new_image);
        for (int i = 0; i < read; i++)
            ddbstream_difference_next(differing.difference, &change);
        got = changes_of(&differing, &given.record->old_image, &given.record->new_image);
        expect_text("begun anew", got.data, want.data);
    }
    end(&differing);
    given_free(&given);
}
END_TEST

/* Images made by hand. */

static ddbstream_status next_of(struct differing *differing, const ddbstream_attribute *attribute)
{
    const ddbstream_image image = { DDBSTREAM_PRESENT, { attribute, 1 } };
    const ddbstream_change *change;
    ddbstream_status status;
    ck_assert_int_eq(ddbstream_difference_begin(differing->difference, NULL, &image), DDBSTREAM_OK);
    status = ddbstream_difference_next(differing->difference, &change);
    ck_assert((change != NULL) == (status == DDBSTREAM_OK));
    return status;
}

START_TEST(a_name_that_is_not_utf8_is_told)
{
    const ddbstream_attribute bad = { .name = { "a\xff", 2 }, .value.type = DDBSTREAM_TYPE_NULL };
    const ddbstream_attribute good = { .name = { "a\xc3\xa9", 3 },
                                       .value.type = DDBSTREAM_TYPE_NULL };
    struct differing differing;
    begin(&differing, false);
    ck_assert_int_eq(next_of(&differing, &bad), DDBSTREAM_ERROR_TEXT);
    ck_assert_int_eq(next_of(&differing, &good), DDBSTREAM_OK);
    end(&differing);
}
END_TEST

START_TEST(a_type_that_is_none_is_told)
{
    const ddbstream_attribute bad = { .name = { "a", 1 }, .value.type = (ddbstream_type)11 };
    const ddbstream_image image = { DDBSTREAM_PRESENT, { &bad, 1 } };
    const ddbstream_change *change = (const ddbstream_change *)&change;
    struct differing differing;
    begin(&differing, false);
    ck_assert_int_eq(ddbstream_difference_begin(differing.difference, &image, &image),
                     DDBSTREAM_OK);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(ddbstream_difference_next(differing.difference, &change),
                         DDBSTREAM_ERROR_VALUE);
        ck_assert_ptr_null(change);
    }
    end(&differing);
}
END_TEST

/* Size. */

/* Lists within lists around a string; for free(). */
static ddbstream_attribute *deep(size_t depth, const char *text)
{
    ddbstream_value *values = calloc(depth + 2, sizeof *values);
    ddbstream_attribute *attribute = calloc(1, sizeof *attribute);
    ck_assert(values != NULL && attribute != NULL);
    values[depth] = (ddbstream_value){ .type = DDBSTREAM_TYPE_S };
    values[depth].as.string = (ddbstream_string){ text, strlen(text) };
    for (size_t i = depth; i-- > 0;) {
        values[i].type = DDBSTREAM_TYPE_L;
        values[i].as.list = (ddbstream_list){ &values[i + 1], 1 };
    }
    attribute->name = (ddbstream_string){ "a", 1 };
    attribute->value = (ddbstream_value){ .type = DDBSTREAM_TYPE_L, .as.list = { values, 1 } };
    return attribute;
}

static void deep_free(ddbstream_attribute *attribute)
{
    free((void *)(uintptr_t)attribute->value.as.list.values);
    free(attribute);
}

/* At the decoder's limits, and where recursion would run out of stack. */
static const size_t depths[] = { 0, 1, 62, 2047, 300000 };

START_TEST(deep_images)
{
    ddbstream_attribute *one = deep(depths[_i], "1"), *other = deep(depths[_i], "2");
    const ddbstream_image old_image = { DDBSTREAM_PRESENT, { one, 1 } };
    const ddbstream_image new_image = { DDBSTREAM_PRESENT, { other, 1 } };
    const ddbstream_change *change;
    struct differing differing;
    begin(&differing, false);
    ddbstream_difference_begin(differing.difference, &old_image, &new_image);
    ck_assert_int_eq(ddbstream_difference_next(differing.difference, &change), DDBSTREAM_OK);
    ck_assert_uint_eq(change->path.length, strlen("a[0]") + 3 * depths[_i]);
    expect_string("new", change->new_value->as.string, "2");
    ck_assert_int_eq(ddbstream_difference_next(differing.difference, &change), DDBSTREAM_OK);
    ck_assert_ptr_null(change);
    end(&differing);
    deep_free(one);
    deep_free(other);
}
END_TEST

/* Memory. */

/* One after the other they take no more memory than one of them. */
START_TEST(what_has_been_left_takes_no_memory)
{
    enum { MANY = 100000 };
    const ddbstream_attribute inside = { { "b", 1 }, { .type = DDBSTREAM_TYPE_NULL } };
    ddbstream_value *values = calloc(MANY, sizeof *values);
    ddbstream_attribute attribute = { { "a", 1 }, { .type = DDBSTREAM_TYPE_L } };
    const ddbstream_image image = { DDBSTREAM_PRESENT, { &attribute, 1 } };
    const ddbstream_change *change;
    struct differing differing;
    ck_assert_ptr_nonnull(values);
    for (size_t i = 0; i < MANY; i++) {
        values[i].type = DDBSTREAM_TYPE_M;
        values[i].as.map = (ddbstream_map){ &inside, 1 };
    }
    attribute.value.as.list = (ddbstream_list){ values, MANY };
    begin(&differing, false);
    ddbstream_difference_begin(differing.difference, &image, &image);
    ck_assert_int_eq(ddbstream_difference_next(differing.difference, &change), DDBSTREAM_OK);
    ck_assert_ptr_null(change);
    ck_assert_uint_lt(differing.memory.most_bytes, 10000);
    end(&differing);
    free(values);
}
END_TEST

#define OLD "{'m':{'M':{'b':{'NS':['1','2']},'a':" A "}},'l':{'L':[{'M':{}}]},'x y':" A "}"
#define NEW "{'l':{'L':[{'M':{'k':" B "}}]},'m':{'M':{'a':" B ",'b':{'NS':['2','1']}}}}"
#define CHANGES "l[0].k - " B "\nm.a " A " " B "\n['x y'] " A " -\n"

static ddbstream_status run(struct differing *differing, const ddbstream_record *record)
{
    const ddbstream_change *change = NULL;
    ddbstream_status status =
        ddbstream_difference_begin(differing->difference, &record->old_image, &record->new_image);
    while (status == DDBSTREAM_OK) {
        status = ddbstream_difference_next(differing->difference, &change);
        if (change == NULL)
            break;
    }
    if (status != DDBSTREAM_OK)
        ck_assert_int_eq(ddbstream_difference_next(differing->difference, &change), status);
    return status;
}

/* Whatever has failed, it can begin anew. */
START_TEST(each_allocation_may_fail)
{
    struct given given = given_images(OLD, NEW);
    struct json want = json(CHANGES), got;
    size_t failed = 0;
    for (bool goes_on = true; goes_on; failed += goes_on) {
        struct differing differing;
        begin(&differing, false);
        test_allocator_fail(&differing.memory, failed, false);
        ck_assert_int_eq(run(&differing, given.record),
                         differing.memory.failures > 0 ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK);
        goes_on = differing.memory.failures > 0;
        test_allocator_recover(&differing.memory);
        got = changes_of(&differing, &given.record->old_image, &given.record->new_image);
        expect_text("after failing", got.data, want.data);
        end(&differing);
    }
    ck_assert_uint_ge(failed, 5);
    given_free(&given);
}
END_TEST

START_TEST(a_warm_difference_allocates_nothing)
{
    struct given given = given_images(OLD, NEW);
    struct differing differing;
    size_t calls;
    begin(&differing, false);
    ck_assert_int_eq(run(&differing, given.record), DDBSTREAM_OK);
    calls = differing.memory.calls;
    ck_assert_int_eq(run(&differing, given.record), DDBSTREAM_OK);
    ck_assert_uint_eq(differing.memory.calls, calls);
    end(&differing);
    given_free(&given);
}
END_TEST

START_TEST(there_may_be_no_memory_for_a_difference)
{
    ddbstream_difference_options options = DDBSTREAM_DIFFERENCE_OPTIONS_INIT;
    ddbstream_difference *difference = (ddbstream_difference *)&difference;
    struct test_allocator memory;
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 0, true);
    options.allocator = &memory.allocator;
    ck_assert_int_eq(ddbstream_difference_create(&difference, &options), DDBSTREAM_ERROR_MEMORY);
    ck_assert_ptr_null(difference);
}
END_TEST

static const ddbstream_allocator half = { test_allocate, test_reallocate, NULL, NULL };

static const ddbstream_difference_options nonsense[] = {
    { .size = 0 },
    { .size = sizeof(size_t) - 1 },
    { .size = sizeof(ddbstream_difference_options), .allocator = &half },
};

START_TEST(a_difference_is_not_made_of_nonsense)
{
    ddbstream_difference *difference = (ddbstream_difference *)&difference;
    ck_assert_int_eq(ddbstream_difference_create(&difference, &nonsense[_i]),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_ptr_null(difference);
}
END_TEST

START_TEST(arguments_are_checked)
{
    const ddbstream_change *change;
    ddbstream_difference *difference;
    ck_assert_int_eq(ddbstream_difference_create(NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_difference_create(&difference, NULL), DDBSTREAM_OK);
    ck_assert_int_eq(ddbstream_difference_begin(NULL, NULL, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_difference_next(NULL, &change), DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_difference_next(difference, NULL), DDBSTREAM_ERROR_ARGUMENT);
    ddbstream_difference_free(difference);
    ddbstream_difference_free(NULL);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "difference", EACH(changes_are_told, rows), EACH(changes_are_told_of_the_top_level, rows),
        ONCE(the_last_step_is_told), EACH(an_image_that_is_not_there_is_empty, absent),
        ONCE(no_image_is_empty), ONCE(before_the_first_begin_there_is_no_change),
        ONCE(what_was_not_read_is_forgotten), ONCE(a_name_that_is_not_utf8_is_told),
        ONCE(a_type_that_is_none_is_told), EACH(deep_images, depths),
        ONCE(each_allocation_may_fail), ONCE(a_warm_difference_allocates_nothing),
        ONCE(what_has_been_left_takes_no_memory), ONCE(there_may_be_no_memory_for_a_difference),
        EACH(a_difference_is_not_made_of_nonsense, nonsense), ONCE(arguments_are_checked));
}
