/* Finding many attributes of a map: the same as finding each by itself. */
#include "attribute_finder.h"

#include "rows.h"

enum { MOST = 3 * MOST_TAGS, NAME_ROOM = 24 };

/* Names that are "a0" and on, and the empty one. */
struct items {
    char names[MOST][NAME_ROOM];
    ddbstream_attribute attributes[MOST];
    ddbstream_map map;
};

static struct items *make_items(size_t count)
{
    struct items *items = calloc(1, sizeof *items);
    ck_assert_ptr_nonnull(items);
    for (size_t i = 0; i < count; i++) {
        if (i != 1)
            snprintf(items->names[i], NAME_ROOM, "a%zu", i);
        items->attributes[i].name = (ddbstream_string){ items->names[i], strlen(items->names[i]) };
        items->attributes[i].value.type = DDBSTREAM_TYPE_NULL;
    }
    items->map = (ddbstream_map){ items->attributes, count };
    return items;
}

static const size_t counts[] = { 0, 1, 2, 7, 100, MOST_TAGS, MOST_TAGS + 1, MOST };

static void expect_found(struct attribute_finder *finder, const struct items *items,
                         const char *name)
{
    ck_assert_msg(ddbs_attribute_finder_find(finder, name) == ddbstream_map_find(&items->map, name),
                  "'%s' of %zu", name, items->map.count);
}

START_TEST(each_is_found_in_any_order)
{
    struct items *items = make_items(counts[_i]);
    for (size_t step = 1; step < 5; step++) {
        struct attribute_finder finder;
        ddbs_attribute_finder_init(&finder, &items->map);
        for (size_t i = 0; i < counts[_i]; i++) {
            expect_found(&finder, items, items->names[i * step % counts[_i]]);
            expect_found(&finder, items, items->names[counts[_i] - 1 - i]);
        }
    }
    free(items);
}
END_TEST

START_TEST(what_is_absent_is_not_found)
{
    struct items *items = make_items(counts[_i]);
    struct attribute_finder finder;
    ddbs_attribute_finder_init(&finder, &items->map);
    expect_found(&finder, items, "b");
    expect_found(&finder, items, "a");
    expect_found(&finder, items, "");
    expect_found(&finder, items, "a0");
    expect_found(&finder, items, "a00");
    for (int last = 0; last < 128; last++) {
        char name[] = { 'a', (char)last, '\0' };
        expect_found(&finder, items, name);
    }
    free(items);
}
END_TEST

START_TEST(a_name_may_hold_nul)
{
    static const ddbstream_attribute attributes[] = { { { "a\0b", 3 }, { .type = 0 } },
                                                      { { "a", 1 }, { .type = 0 } } };
    static const ddbstream_map map = { attributes, 2 };
    struct attribute_finder finder;
    ddbs_attribute_finder_init(&finder, &map);
    ck_assert_ptr_eq(ddbs_attribute_finder_find(&finder, "a"), &attributes[1].value);
}
END_TEST

int main(void)
{
    return RUN_SUITE("attribute_finder", EACH(each_is_found_in_any_order, counts),
                     EACH(what_is_absent_is_not_found, counts), ONCE(a_name_may_hold_nul));
}
