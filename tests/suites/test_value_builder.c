/* The value builder: containers inside each other, paths on the way, duplicates, and memory. */
#include "value_builder.h"

#include "rendering.h"
#include "rows.h"
#include "suite.h"
#include "test_allocator.h"
#include "tight_memory.h"

struct building {
    struct test_allocator memory;
    struct arena arena;
    struct value_builder builder;
    ddbstream_map image;
};

static void begin(struct building *building)
{
    test_allocator_init(&building->memory);
    ddbs_arena_init(&building->arena, &building->memory.allocator);
    ddbs_value_builder_init(&building->builder, &building->memory.allocator, &building->arena);
}

static void end(struct building *building)
{
    ddbs_value_builder_release(&building->builder);
    ddbs_arena_release(&building->arena);
    test_allocator_check_empty(&building->memory);
}

/* Building by script, one character a call:
 *
 *     a b ...   adds an entry of that name, which stands where the character does
 *     .         adds an entry without a name
 *     1         makes the entry being built a number
 *     s y       makes it a string, a binary; as members of sets too
 *     M L S N B opens a container in it
 *     )         closes the innermost one
 *     ]         closes the image
 */

static void set_scalar(ddbstream_value *value, char c)
{
    static const ddbstream_string number = { "1", 1 }, text = { "s", 1 };
    static const ddbstream_bytes bytes = { (const unsigned char *)"y", 1 };
    value->type = c == '1' ? DDBSTREAM_TYPE_N : c == 's' ? DDBSTREAM_TYPE_S : DDBSTREAM_TYPE_B;
    if (c == 'y')
        value->as.binary = bytes;
    else
        value->as.string = c == '1' ? number : text;
}

static bool open_container(struct value_builder *builder, char c)
{
    static const struct {
        char letter;
        ddbstream_type type;
    } types[] = { { 'M', DDBSTREAM_TYPE_M },
                  { 'L', DDBSTREAM_TYPE_L },
                  { 'S', DDBSTREAM_TYPE_SS },
                  { 'N', DDBSTREAM_TYPE_NS },
                  { 'B', DDBSTREAM_TYPE_BS } };
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (types[i].letter == c)
            ddbs_value_builder_entry(builder)->attribute.value.type = types[i].type;
    return ddbs_value_builder_open(builder);
}

static bool add_entry(struct value_builder *builder, const char *c, uint64_t offset)
{
    ddbstream_string name = { *c == '.' ? NULL : c, *c != '.' };
    return ddbs_value_builder_add(builder, name, offset);
}

static enum closing verdict(bool ok)
{
    return ok ? CLOSED : CLOSING_NO_MEMORY;
}

static enum closing take(struct building *building, const char *c, uint64_t offset)
{
    struct value_builder *builder = &building->builder;
    if (*c == ']')
        return ddbs_value_builder_end(builder, &building->image);
    if (*c == ')')
        return ddbs_value_builder_close(builder);
    if (strchr("MLSNB", *c) != NULL)
        return verdict(open_container(builder, *c));
    if (strchr("1sy", *c) == NULL)
        return verdict(add_entry(builder, c, offset));
    set_scalar(&ddbs_value_builder_entry(builder)->attribute.value, *c);
    return CLOSED;
}

static enum closing build(struct building *building, const char *script)
{
    enum closing closing = verdict(ddbs_value_builder_begin(&building->builder));
    for (uint64_t i = 0; closing == CLOSED && script[i] != '\0'; i++)
        closing = take(building, script + i, i);
    return closing;
}

static void expect_image(const char *row, const ddbstream_map *image, const char *want)
{
    ddbstream_value value = { .type = DDBSTREAM_TYPE_M, .as.map = *image };
    struct json wanted = json(want), got = render_value(&value);
    expect_text(row, got.data, wanted.data);
}

/* Whole images. */

static const struct {
    const char *script, *image;
} images[] = {
    { "]", "{'M':{}}" },
    { "a1]", "{'M':{'a':{'N':'1'}}}" },
    { "csa1by]", "{'M':{'c':{'S':'s'},'a':{'N':'1'},'b':{'B':'eQ=='}}}" },
    { "aM)]", "{'M':{'a':{'M':{}}}}" },
    { "aL)bS)cN)dB)]", "{'M':{'a':{'L':[]},'b':{'SS':[]},'c':{'NS':[]},'d':{'BS':[]}}}" },
    { "aS.s.s)]", "{'M':{'a':{'SS':['s','s']}}}" },
    { "aN.1.1.1)]", "{'M':{'a':{'NS':['1','1','1']}}}" },
    { "aB.y)]", "{'M':{'a':{'BS':['eQ==']}}}" },
    { "aL.1.s.y)]", "{'M':{'a':{'L':[{'N':'1'},{'S':'s'},{'B':'eQ=='}]}}}" },
    { "aMb1)c1]", "{'M':{'a':{'M':{'b':{'N':'1'}}},'c':{'N':'1'}}}" },
    { "aMaMa1))]", "{'M':{'a':{'M':{'a':{'M':{'a':{'N':'1'}}}}}}}" },
    { "aL.L.L)).Mbs).S.s))]",
      "{'M':{'a':{'L':[{'L':[{'L':[]}]},{'M':{'b':{'S':'s'}}},{'SS':['s']}]}}}" },
};

START_TEST(entries_become_an_image)
{
    struct building building;
    begin(&building);
    ck_assert_int_eq(build(&building, images[_i].script), CLOSED);
    expect_image(images[_i].script, &building.image, images[_i].image);
    end(&building);
}
END_TEST

START_TEST(beginning_again_drops_what_there_was)
{
    struct building building;
    begin(&building);
    ck_assert_int_eq(build(&building, "aMbL.s.M"), CLOSED);
    ck_assert_int_eq(build(&building, images[_i].script), CLOSED);
    expect_image(images[_i].script, &building.image, images[_i].image);
    end(&building);
}
END_TEST

START_TEST(empty_containers_have_no_array)
{
    struct building building;
    begin(&building);
    ck_assert_int_eq(build(&building, "aM)bL)cS)dB)]"), CLOSED);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_ptr_null(building.image.attributes[i].value.as.map.attributes);
        ck_assert_uint_eq(building.image.attributes[i].value.as.map.count, 0);
    }
    ck_assert_int_eq(build(&building, "]"), CLOSED);
    ck_assert_ptr_null(building.image.attributes);
    end(&building);
}
END_TEST

/* What the image holds lies in the arena, not on the stack that the next image will use. */
START_TEST(images_stay_while_others_are_built)
{
    struct building building;
    ddbstream_map first;
    begin(&building);
    ck_assert_int_eq(build(&building, "aMbL.1))]"), CLOSED);
    first = building.image;
    ck_assert_int_eq(build(&building, "csdL.s.s.s)es]"), CLOSED);
    expect_image("first", &first, "{'M':{'a':{'M':{'b':{'L':[{'N':'1'}]}}}}}");
    end(&building);
}
END_TEST

/* Paths. */

static const struct {
    const char *script;
    enum value_place place;
    const char *path;
} paths[] = {
    { "", PLACE_CONTAINER, "" },
    { "as", PLACE_CONTAINER, "" },
    { "a", PLACE_ENTRY, ".a" },
    { "asb", PLACE_ENTRY, ".b" },
    { "#", PLACE_ENTRY, "['#']" },
    { "a1", PLACE_PAYLOAD, ".a.N" },
    { "#y", PLACE_PAYLOAD, "['#'].B" },
    { "aM", PLACE_CONTAINER, ".a.M" },
    { "aMb", PLACE_ENTRY, ".a.M.b" },
    { "aMbs", PLACE_PAYLOAD, ".a.M.b.S" },
    { "aM)", PLACE_PAYLOAD, ".a.M" },
    { "aMbs)c", PLACE_ENTRY, ".c" },
    { "aL", PLACE_CONTAINER, ".a.L" },
    { "aL.", PLACE_ENTRY, ".a.L[0]" },
    { "aL.1.", PLACE_ENTRY, ".a.L[1]" },
    { "aL.1.1.s", PLACE_PAYLOAD, ".a.L[2].S" },
    { "aL.1.L.M#", PLACE_ENTRY, ".a.L[1].L[0].M['#']" },
    { "bsaL.1.L)", PLACE_PAYLOAD, ".a.L[1].L" },
    { "aS.s.", PLACE_ENTRY, ".a.SS[1]" },
    { "aN.", PLACE_ENTRY, ".a.NS[0]" },
    { "aB.y.y.", PLACE_ENTRY, ".a.BS[2]" },
};

static void expect_path(const struct value_builder *builder, enum value_place place,
                        const char *row, const char *want)
{
    struct json path = json(want);
    struct test_allocator memory;
    struct ddbstream_buffer text;
    test_allocator_init(&memory);
    ddbs_buffer_init(&text, &memory.allocator);
    ck_assert(ddbs_value_builder_path(builder, &text, place));
    expect_text(row, ddbstream_buffer_text(&text).data, path.data);
    ddbs_buffer_release(&text);
}

START_TEST(what_is_being_built_has_a_path)
{
    struct building building;
    begin(&building);
    ck_assert_int_eq(build(&building, paths[_i].script), CLOSED);
    expect_path(&building.builder, paths[_i].place, paths[_i].script, paths[_i].path);
    end(&building);
}
END_TEST

START_TEST(a_path_needs_memory)
{
    struct building building;
    struct test_allocator memory;
    struct ddbstream_buffer path;
    begin(&building);
    ck_assert_int_eq(build(&building, "aM"), CLOSED);
    test_allocator_init(&memory);
    test_allocator_fail(&memory, 0, true);
    ddbs_buffer_init(&path, &memory.allocator);
    ck_assert(!ddbs_value_builder_path(&building.builder, &path, PLACE_CONTAINER));
    ddbs_buffer_release(&path);
    end(&building);
}
END_TEST

/* With a name that is escaped at its end, it may ask for a little more. */
START_TEST(a_path_needs_its_length)
{
    enum { LITTLE = 24 };
    const char *script = paths[_i].script;
    size_t needed = strlen(paths[_i].path);
    struct building building;
    struct ddbstream_buffer path;
    begin(&building);
    ck_assert_int_eq(build(&building, script), CLOSED);
    for (size_t room = 0; room <= needed; room++) {
        size_t left = room < needed ? room : needed + LITTLE;
        ddbs_buffer_init(&path, &building.memory.allocator);
        leave_in_buffer(&path, left);
        test_allocator_fail(&building.memory, 0, true);
        expect_number(script, ddbs_value_builder_path(&building.builder, &path, paths[_i].place),
                      room == needed);
        test_allocator_recover(&building.memory);
        ddbs_buffer_release(&path);
    }
    end(&building);
}
END_TEST

/* Duplicates. */

static const struct {
    const char *script, *caret, *path;
} duplicates[] = {
    { "asas]", //
      "  ^", ".a" },
    { "asbscsbs]", //
      "      ^", ".b" },
    { "asbsasbs]", // the first that comes again
      "    ^", ".a" },
    { "asasas]", // the second of three
      "  ^", ".a" },
    { "aM)a1]", // of other types
      "   ^", ".a" },
    { "aMbsbs)", //
      "    ^", ".a.M.b" },
    { "csaL.s.Mbsdsds)", //
      "            ^", ".a.L[1].M.d" },
};

START_TEST(a_name_may_not_come_twice)
{
    struct building building;
    const char *script = duplicates[_i].script;
    begin(&building);
    ck_assert_int_eq(build(&building, script), CLOSING_DUPLICATE);
    expect_path(&building.builder, PLACE_ENTRY, script, duplicates[_i].path);
    expect_number(script, ddbs_value_builder_entry(&building.builder)->offset,
                  caret(duplicates[_i].caret));
    end(&building);
}
END_TEST

static const char *const distinct[] = {
    "aMasbs)bMasbs)]", /* the same in two maps */
    "aMaMas))]",       /* the same in maps inside each other */
    "asAs]",           /* capital and small */
    "aL.s.s.s)]",      /* list values have no name */
};

START_TEST(other_names_are_no_duplicates)
{
    struct building building;
    begin(&building);
    ck_assert_msg(build(&building, distinct[_i]) == CLOSED, "%s", distinct[_i]);
    end(&building);
}
END_TEST

/* Growth and memory. */

enum { MANY = 300, DEEP = 100 };

/* A list of many, in many maps: "aMaM...aL.1.1.1...)...))]". */
static struct json large_script(void)
{
    struct json script = { .length = 0 };
    for (size_t i = 0; i < DEEP; i++)
        json_append(&script, "aM");
    json_append(&script, "aL");
    for (size_t i = 0; i < MANY; i++)
        json_append(&script, ".1");
    json_append(&script, ")");
    for (size_t i = 0; i < DEEP; i++)
        json_append(&script, ")");
    json_append(&script, "]");
    return script;
}

static void expect_large(const ddbstream_map *map)
{
    for (size_t i = 0; i < DEEP; i++) {
        ck_assert_uint_eq(map->count, 1);
        map = &map->attributes[0].value.as.map;
    }
    ck_assert_uint_eq(map->attributes[0].value.as.list.count, MANY);
    for (size_t i = 0; i < MANY; i++)
        ck_assert_str_eq(map->attributes[0].value.as.list.values[i].as.number.data, "1");
}

START_TEST(there_is_no_bound_but_memory)
{
    struct json script = large_script();
    struct building building;
    begin(&building);
    ck_assert_int_eq(build(&building, script.data), CLOSED);
    expect_large(&building.image);
    end(&building);
}
END_TEST

static bool fail_once(const struct json *script, size_t skipped)
{
    struct building building;
    bool has_failed;
    begin(&building);
    test_allocator_fail(&building.memory, skipped, false);
    has_failed = build(&building, script->data) == CLOSING_NO_MEMORY;
    ck_assert_uint_eq(building.memory.failures, has_failed);
    test_allocator_recover(&building.memory);
    ck_assert_int_eq(build(&building, script->data), CLOSED);
    expect_large(&building.image);
    end(&building);
    return has_failed;
}

START_TEST(each_allocation_may_fail)
{
    struct json script = large_script();
    size_t failed = 0;
    while (fail_once(&script, failed))
        failed++;
    ck_assert_uint_gt(failed, 6);
}
END_TEST

START_TEST(its_own_memory_serves_the_next_image)
{
    struct json script = large_script();
    struct building building;
    size_t calls;
    begin(&building);
    ck_assert_int_eq(build(&building, script.data), CLOSED);
    calls = building.memory.calls;
    ddbs_arena_reset(&building.arena);
    ck_assert_int_eq(build(&building, script.data), CLOSED);
    ck_assert_uint_eq(building.memory.calls, calls);
    end(&building);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "value_builder", EACH(entries_become_an_image, images),
        EACH(beginning_again_drops_what_there_was, images), ONCE(empty_containers_have_no_array),
        ONCE(images_stay_while_others_are_built), EACH(what_is_being_built_has_a_path, paths),
        ONCE(a_path_needs_memory), EACH(a_path_needs_its_length, paths),
        EACH(a_name_may_not_come_twice, duplicates), EACH(other_names_are_no_duplicates, distinct),
        ONCE(there_is_no_bound_but_memory), ONCE(each_allocation_may_fail),
        ONCE(its_own_memory_serves_the_next_image));
}
