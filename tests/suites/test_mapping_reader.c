/* Structs filled from maps of attributes: each kind, what is absent, what does not fit. */
#include "counted_arena.h"
#include "everything.h"
#include "item.h"

/* As a double, which a constant need not be where more bits are calculated with. */
static const double tenth = 0.1;

static void expect_bytes(ddbstream_bytes bytes, const char *wanted, size_t length)
{
    ck_assert_uint_eq(bytes.length, length);
    ck_assert(memcmp(bytes.data, wanted, length) == 0);
}

static void expect_integers(const struct everything *all)
{
    ck_assert_int_eq(all->int8, INT8_MIN);
    ck_assert_int_eq(all->int16, INT16_MIN);
    ck_assert_int_eq(all->int32, INT32_MIN);
    ck_assert_int_eq(all->int64, INT64_MIN);
    ck_assert_uint_eq(all->uint8, UINT8_MAX);
    ck_assert_uint_eq(all->uint16, UINT16_MAX);
    ck_assert_uint_eq(all->uint32, UINT32_MAX);
    ck_assert_uint_eq(all->uint64, UINT64_MAX);
}

static void expect_sets(const struct everything *all)
{
    ck_assert_uint_eq(all->strings.count, 2);
    expect_string("strings", all->strings.members[1], "b");
    ck_assert_uint_eq(all->numbers.count, 2);
    expect_string("numbers", all->numbers.members[0], "1.0");
    ck_assert_uint_eq(all->int64s.count, 2);
    ck_assert_int_eq(all->int64s.members[0], -1);
    ck_assert_int_eq(all->int64s.members[1], 100);
    ck_assert_uint_eq(all->reals.count, 2);
    ck_assert(all->reals.members[0] == 0.5 && all->reals.members[1] == tenth);
    ck_assert_uint_eq(all->binaries.count, 2);
    expect_bytes(all->binaries.members[0], "\0", 1);
}

static void expect_structs(const struct everything *all)
{
    const struct point *points = all->points.items;
    ck_assert(all->has_point);
    ck_assert(all->point.x == 1 && all->point.y == 2 && all->point.has_y);
    ck_assert_uint_eq(all->points.count, 2);
    ck_assert(points[0].x == 3 && points[0].y == 4 && points[0].has_y);
    ck_assert(points[1].x == 5 && points[1].y == -1 && !points[1].has_y);
}

static void expect_everything(const struct everything *all)
{
    expect_string("string", all->string, "text");
    ck_assert_str_eq(all->chars, "EUR");
    expect_bytes(all->bytes, "\xff\0", 2);
    ck_assert(all->boolean);
    expect_integers(all);
    ck_assert(all->real == tenth);
    ck_assert(all->decimal.negative && all->decimal.exponent == 88);
    ck_assert_str_eq(all->decimal.digits, "99999999999999999999999999999999999999");
    expect_string("number", all->number, "1E-130");
    expect_sets(all);
    ck_assert_int_eq(all->value->type, DDBSTREAM_TYPE_NULL);
    expect_structs(all);
}

START_TEST(each_kind_is_read)
{
    struct item item = item_decode(EVERYTHING);
    struct everything all;
    struct counted_arena memory;
    ddbstream_mapping_error error = { .path = "untouched" };
    counted_arena_begin(&memory);
    memset(&all, 0x55, sizeof all);
    expect_status(error.path,
                  ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all,
                                          memory.arena, &error),
                  DDBSTREAM_OK);
    expect_everything(&all);
    ck_assert_str_eq(error.path, "untouched");
    counted_arena_end(&memory);
    item_release(&item);
}
END_TEST

/* The attributes from that one on first, as another writer may have them. */
START_TEST(attributes_come_in_any_order)
{
    struct item item = item_decode(EVERYTHING);
    ddbstream_map map = item.image->attributes;
    ddbstream_attribute *turned = malloc(map.count * sizeof *turned);
    struct everything all;
    struct counted_arena memory;
    counted_arena_begin(&memory);
    for (size_t step = 1; step < map.count; step++) { /* there are 23, a prime */
        for (size_t i = 0; i < map.count; i++)
            turned[i] = map.attributes[(size_t)_i + i * step < map.count
                                           ? (size_t)_i + i * step
                                           : ((size_t)_i + i * step) % map.count];
        ck_assert_int_eq(ddbstream_map_to_struct(&everything_mapping,
                                                 &(ddbstream_map){ turned, map.count }, &all,
                                                 memory.arena, NULL),
                         DDBSTREAM_OK);
        expect_everything(&all);
    }
    counted_arena_end(&memory);
    free(turned);
    item_release(&item);
}
END_TEST

/* Absent attributes, NULL values and no map at all. */
static const char *const nothing[] = {
    "{}", "{'other':{'S':'x'}}",
    ("{'string':{'NULL':true},'int8':{'NULL':false},'points':{'NULL':true},'a.`'point`'':"
     "{'NULL':true},'int64s':{'NULL':true}}")
};

START_TEST(what_is_absent_is_zero)
{
    struct item item = item_decode(nothing[_i]);
    struct everything all, zero;
    memset(&all, 0x55, sizeof all);
    memset(&zero, 0, sizeof zero);
    ck_assert_int_eq(
        ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all, NULL, NULL),
        DDBSTREAM_OK);
    ck_assert(memcmp(&all, &zero, sizeof all) == 0);
    ck_assert_int_eq(ddbstream_map_to_struct(&everything_mapping, NULL, &all, NULL, NULL),
                     DDBSTREAM_OK);
    ck_assert(memcmp(&all, &zero, sizeof all) == 0);
    item_release(&item);
}
END_TEST

START_TEST(what_is_absent_has_its_default)
{
    struct item item = item_decode("{'x':{'N':'7'}}");
    struct point point;
    ck_assert_int_eq(
        ddbstream_map_to_struct(&point_mapping, &item.image->attributes, &point, NULL, NULL),
        DDBSTREAM_OK);
    ck_assert(point.x == 7 && point.y == -1 && !point.has_y);
    item_release(&item);
}
END_TEST

START_TEST(empty_sets_and_lists_are_there)
{
    struct item item = item_decode("{'strings':{'SS':[]},'numbers':{'NS':[]},'int64s':{'NS':[]},"
                                   "'reals':{'NS':[]},'binaries':{'BS':[]},'points':{'L':[]}}");
    struct everything all;
    ck_assert_int_eq(
        ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all, NULL, NULL),
        DDBSTREAM_OK);
    ck_assert(all.strings.count == 0 && all.numbers.count == 0 && all.int64s.count == 0);
    ck_assert(all.reals.count == 0 && all.binaries.count == 0 && all.points.count == 0);
    ck_assert(all.int64s.members == NULL && all.points.items == NULL);
    item_release(&item);
}
END_TEST

static const struct {
    const char *item;
    ddbstream_status status;
    const char *path, *message;
} faults[] = {
    { "{'string':{'N':'1'}}", DDBSTREAM_ERROR_TYPE, "string", "expected S, found N" },
    { "{'chars':{'N':'1'}}", DDBSTREAM_ERROR_TYPE, "chars", "expected S, found N" },
    { "{'bytes':{'S':'1'}}", DDBSTREAM_ERROR_TYPE, "bytes", "expected B, found S" },
    { "{'boolean':{'S':'1'}}", DDBSTREAM_ERROR_TYPE, "boolean", "expected BOOL, found S" },
    { "{'int8':{'S':'1'}}", DDBSTREAM_ERROR_TYPE, "int8", "expected N, found S" },
    { "{'uint64':{'NS':['1']}}", DDBSTREAM_ERROR_TYPE, "uint64", "expected N, found NS" },
    { "{'strings':{'NS':['1']}}", DDBSTREAM_ERROR_TYPE, "strings", "expected SS, found NS" },
    { "{'numbers':{'SS':['1']}}", DDBSTREAM_ERROR_TYPE, "numbers", "expected NS, found SS" },
    { "{'int64s':{'L':[]}}", DDBSTREAM_ERROR_TYPE, "int64s", "expected NS, found L" },
    { "{'binaries':{'B':''}}", DDBSTREAM_ERROR_TYPE, "binaries", "expected BS, found B" },
    { "{'points':{'M':{}}}", DDBSTREAM_ERROR_TYPE, "points", "expected L, found M" },
    { "{'a.`'point`'':{'L':[]}}", DDBSTREAM_ERROR_TYPE, "[`'a.``'point```'']",
      "expected M, found L" },
    { "{'chars':{'S':'EURO'}}", DDBSTREAM_ERROR_RANGE, "chars", "the text is too long" },
    { "{'chars':{'S':'`u0000'}}", DDBSTREAM_ERROR_RANGE, "chars", "there is a NUL in the text" },
    { "{'int8':{'N':'-129'}}", DDBSTREAM_ERROR_RANGE, "int8", "the number does not fit" },
    { "{'int8':{'N':'128'}}", DDBSTREAM_ERROR_RANGE, "int8", "the number does not fit" },
    { "{'int16':{'N':'-32769'}}", DDBSTREAM_ERROR_RANGE, "int16", "the number does not fit" },
    { "{'int16':{'N':'32768'}}", DDBSTREAM_ERROR_RANGE, "int16", "the number does not fit" },
    { "{'int32':{'N':'-2147483649'}}", DDBSTREAM_ERROR_RANGE, "int32", "the number does not fit" },
    { "{'int32':{'N':'2147483648'}}", DDBSTREAM_ERROR_RANGE, "int32", "the number does not fit" },
    { "{'int64':{'N':'-9223372036854775809'}}", DDBSTREAM_ERROR_RANGE, "int64",
      "the number does not fit" },
    { "{'int64':{'N':'9223372036854775808'}}", DDBSTREAM_ERROR_RANGE, "int64",
      "the number does not fit" },
    { "{'uint8':{'N':'256'}}", DDBSTREAM_ERROR_RANGE, "uint8", "the number does not fit" },
    { "{'uint8':{'N':'-1'}}", DDBSTREAM_ERROR_RANGE, "uint8", "the number does not fit" },
    { "{'uint16':{'N':'65536'}}", DDBSTREAM_ERROR_RANGE, "uint16", "the number does not fit" },
    { "{'uint32':{'N':'4294967296'}}", DDBSTREAM_ERROR_RANGE, "uint32", "the number does not fit" },
    { "{'uint64':{'N':'18446744073709551616'}}", DDBSTREAM_ERROR_RANGE, "uint64",
      "the number does not fit" },
    { "{'int8':{'N':'1.5'}}", DDBSTREAM_INEXACT, "int8",
      "the number has digits that would be lost" },
    { "{'uint8':{'N':'1.5'}}", DDBSTREAM_INEXACT, "uint8",
      "the number has digits that would be lost" },
    { "{'real':{'N':'1E+400'}}", DDBSTREAM_ERROR_RANGE, "real", "the number does not fit" },
    { "{'decimal':{'N':'123456789012345678901234567890123456789'}}", DDBSTREAM_INEXACT, "decimal",
      "the number has digits that would be lost" },
    { "{'decimal':{'N':'1E+100000000000000001'}}", DDBSTREAM_ERROR_RANGE, "decimal",
      "the number does not fit" },
    { "{'int64s':{'NS':['1','9223372036854775808']}}", DDBSTREAM_ERROR_RANGE, "int64s[1]",
      "the number does not fit" },
    { "{'reals':{'NS':['1','2','1E+400']}}", DDBSTREAM_ERROR_RANGE, "reals[2]",
      "the number does not fit" },
    { "{'a.`'point`'':{'M':{}}}", DDBSTREAM_ERROR_ABSENT, "[`'a.``'point```''].x",
      "the attribute is missing" },
    { "{'a.`'point`'':{'M':{'x':{'NULL':true}}}}", DDBSTREAM_ERROR_ABSENT, "[`'a.``'point```''].x",
      "the attribute is missing" },
    { "{'points':{'L':[{'M':{'x':{'N':'1'}}},{'M':{'x':{'S':'1'}}}]}}", DDBSTREAM_ERROR_TYPE,
      "points[1].x", "expected N, found S" },
    { "{'points':{'L':[{'NULL':true}]}}", DDBSTREAM_ERROR_TYPE, "points[0]",
      "expected M, found NULL" },
};

/* In a row's path ` stands before each quote and backslash, as in JSON. */
static struct json path_of(const char *row)
{
    struct json path = { .length = 0 };
    for (; *row != '\0'; row++) {
        char one[2] = { *row == '\'' ? '"' : *row == '`' ? '\\' : *row, '\0' };
        if (*row == '`')
            one[0] = *++row == '\'' ? '"' : '\\';
        json_append(&path, one);
    }
    return path;
}

START_TEST(a_fault_is_told_with_its_path)
{
    struct item item = item_decode(faults[_i].item);
    struct json path = path_of(faults[_i].path);
    struct everything all;
    struct counted_arena memory;
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    memset(&error, 0x55, sizeof error);
    expect_status(faults[_i].item,
                  ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all,
                                          memory.arena, &error),
                  faults[_i].status);
    expect_status(faults[_i].item, error.status, faults[_i].status);
    expect_text(faults[_i].item, error.path, path.data);
    expect_text(faults[_i].item, error.message, faults[_i].message);
    expect_status(faults[_i].item,
                  ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all,
                                          memory.arena, NULL),
                  faults[_i].status);
    counted_arena_end(&memory);
    item_release(&item);
}
END_TEST

static const struct {
    const char *item;
    const char *path;
} taken[] = {
    { "{'int64s':{'NS':['1']}}", "int64s" },
    { "{'reals':{'NS':['1']}}", "reals" },
    { "{'points':{'L':[{'M':{}}]}}", "points" },
};

START_TEST(memory_may_end)
{
    struct item item = item_decode(taken[_i].item);
    struct everything all;
    struct counted_arena memory;
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    test_allocator_fail(&memory.memory, 0, true);
    expect_status(taken[_i].item,
                  ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all,
                                          memory.arena, &error),
                  DDBSTREAM_ERROR_MEMORY);
    ck_assert_str_eq(error.path, taken[_i].path);
    ck_assert_str_eq(error.message, "there is no memory");
    expect_status(
        "no arena",
        ddbstream_map_to_struct(&everything_mapping, &item.image->attributes, &all, NULL, &error),
        DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_str_eq(error.path, taken[_i].path);
    ck_assert_str_eq(error.message, "there is no arena");
    counted_arena_end(&memory);
    item_release(&item);
}
END_TEST

/* A tree of that many levels. */
static struct json tree_of(size_t levels)
{
    struct json text = { .length = 0 };
    json_append(&text, "{'depth':{'N':'1'}");
    for (size_t i = 1; i < levels; i++)
        json_append(&text, ",'branches':{'L':[{'M':{'depth':{'N':'1'}");
    for (size_t i = 1; i < levels; i++)
        json_append(&text, "}}]}");
    json_append(&text, "}");
    return text;
}

START_TEST(structs_in_themselves_have_a_bound)
{
    struct json most = tree_of(DDBSTREAM_MAPPING_DEPTH),
                more = tree_of(DDBSTREAM_MAPPING_DEPTH + 1);
    struct item item = item_decode(most.data), deeper = item_decode(more.data);
    struct tree tree;
    struct counted_arena memory;
    ddbstream_mapping_error error;
    counted_arena_begin(&memory);
    expect_status("the most",
                  ddbstream_map_to_struct(&tree_mapping, &item.image->attributes, &tree,
                                          memory.arena, &error),
                  DDBSTREAM_OK);
    expect_status("one more",
                  ddbstream_map_to_struct(&tree_mapping, &deeper.image->attributes, &tree,
                                          memory.arena, &error),
                  DDBSTREAM_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "structs are nested too deep");
    ck_assert_uint_eq(strlen(error.path), sizeof error.path - 1);
    ck_assert_int_eq(strncmp(error.path, "branches[0].branches[0].", 24), 0);
    counted_arena_end(&memory);
    item_release(&item);
    item_release(&deeper);
}
END_TEST

static const ddbstream_field senseless[] = {
    { 0, 4, (ddbstream_field_kind)0, NULL, "x", false, 0 },
    { 0, 4, (ddbstream_field_kind)99, NULL, "x", false, 0 },
    { 0, 4, DDBSTREAM_FIELD_STRUCT, NULL, "m", false, 0 },
    { 0, 4, DDBSTREAM_FIELD_STRUCT, &point_mapping, "m", false, 0 },
    { 0, 4, DDBSTREAM_FIELD_LIST, NULL, "l", false, 0 },
};

START_TEST(tables_without_sense_are_refused)
{
    struct item item = item_decode("{'x':{'N':'1'},'m':{'M':{}},'l':{'L':[]}}");
    ddbstream_mapping mapping = { &senseless[_i], 1, sizeof(struct point), NULL };
    struct point point;
    ddbstream_mapping_error error;
    ck_assert_int_eq(
        ddbstream_map_to_struct(&mapping, &item.image->attributes, &point, NULL, &error),
        DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_str_eq(error.path, senseless[_i].name);
    item_release(&item);
}
END_TEST

START_TEST(no_mapping_is_refused)
{
    ddbstream_mapping mapping = { NULL, 1, sizeof(struct point), NULL };
    struct point point;
    ddbstream_mapping_error error;
    ck_assert_int_eq(ddbstream_map_to_struct(NULL, NULL, &point, NULL, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_str_eq(error.path, "");
    ck_assert_int_eq(ddbstream_map_to_struct(&mapping, NULL, &point, NULL, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_int_eq(ddbstream_map_to_struct(&everything_mapping, NULL, NULL, NULL, &error),
                     DDBSTREAM_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "there is no struct");
}
END_TEST

START_TEST(values_made_by_hand_are_checked_too)
{
    const ddbstream_attribute attributes[] = {
        { { "int8", 4 }, { DDBSTREAM_TYPE_N, { .number = { "one", 3 } } } },
        { { "chars", 5 }, { DDBSTREAM_TYPE_S, { .string = { NULL, 0 } } } },
    };
    ddbstream_map number = { attributes, 1 }, text = { attributes + 1, 1 };
    struct everything all;
    ddbstream_mapping_error error;
    ck_assert_int_eq(ddbstream_map_to_struct(&everything_mapping, &number, &all, NULL, &error),
                     DDBSTREAM_ERROR_NUMBER);
    ck_assert_str_eq(error.message, "the text is no number");
    ck_assert_int_eq(ddbstream_map_to_struct(&everything_mapping, &text, &all, NULL, &error),
                     DDBSTREAM_OK);
    ck_assert_str_eq(all.chars, "");
}
END_TEST

int main(void)
{
    return RUN_SUITE("mapping_reader", ONCE(each_kind_is_read),
                     EACH(attributes_come_in_any_order, everything_fields),
                     EACH(what_is_absent_is_zero, nothing), ONCE(what_is_absent_has_its_default),
                     ONCE(empty_sets_and_lists_are_there),
                     EACH(a_fault_is_told_with_its_path, faults), EACH(memory_may_end, taken),
                     ONCE(structs_in_themselves_have_a_bound),
                     EACH(tables_without_sense_are_refused, senseless), ONCE(no_mapping_is_refused),
                     ONCE(values_made_by_hand_are_checked_too));
}
