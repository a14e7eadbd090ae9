/* Unknown members: collected by name, level and value, told as an array, and merged. */
#include "unknown.h"

#include "rows.h"
#include "suite.h"
#include "token_feed.h"

/* Collects the members of the outermost object of a document. */
struct collecting {
    struct token_feed feed;
    struct arena arena;
    struct unknown unknown;
    ddbstream_level level;
    bool in_value;
};

static int hear(void *context, const struct token *token)
{
    struct collecting *collecting = context;
    enum step step = STEP_NEXT;
    if (collecting->in_value) {
        step = ddbs_unknown_take(&collecting->unknown, token);
        collecting->in_value = step == STEP_NEXT;
    } else if (token->kind == TOKEN_NAME) {
        collecting->in_value = ddbs_unknown_begin(&collecting->unknown, collecting->level, token);
        step = collecting->in_value ? STEP_NEXT : STEP_NO_MEMORY;
    }
    return step == STEP_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
}

static void begin(struct collecting *collecting)
{
    token_feed_init(&collecting->feed, hear, collecting);
    ddbs_arena_init(&collecting->arena, &collecting->feed.memory.allocator);
    ddbs_unknown_init(&collecting->unknown, &collecting->feed.memory.allocator, &collecting->arena,
                      true);
}

static void end(struct collecting *collecting)
{
    ddbs_unknown_release(&collecting->unknown);
    ddbs_arena_release(&collecting->arena);
    token_feed_release(&collecting->feed);
}

static ddbstream_status collect(struct collecting *collecting, ddbstream_level level,
                                const char *row)
{
    struct json text = json(row);
    collecting->level = level;
    collecting->in_value = false;
    return token_feed_text(&collecting->feed, text.data, text.length);
}

/* "LEVEL NAME JSON\n" for each, with ' for ". */
static struct json told_of(const ddbstream_unknown_members *unknown)
{
    struct json told = { .length = 0 };
    ck_assert_int_eq(unknown->members == NULL, unknown->count == 0);
    for (size_t i = 0; i < unknown->count; i++) {
        const ddbstream_unknown_member *member = &unknown->members[i];
        char level[] = { (char)('0' + member->level), ' ', '\0' };
        ck_assert_uint_eq(strlen(member->name.data), member->name.length);
        ck_assert_uint_eq(strlen(member->json.data), member->json.length);
        json_append(&told, level);
        json_append(&told, member->name.data);
        json_append(&told, " ");
        json_append(&told, member->json.data);
        json_append(&told, "\n");
    }
    return told;
}

static void expect_members(const char *row, const struct collecting *collecting, const char *want)
{
    struct json text = json(want);
    ddbstream_unknown_members members;
    ck_assert(ddbs_unknown_members(&collecting->unknown, &members));
    expect_text(row, told_of(&members).data, text.data);
}

static const struct {
    const char *text, *members;
} rows[] = {
    { "{}", "" },
    { "{'a':1}", "1 a 1\n" },
    { "{'':null}", "1  null\n" },
    { "{'a':true,'b':'x','c':-0.50}", "1 a true\n1 b 'x'\n1 c -0.50\n" },
    { "{'b':1,'a':2,'b':3}", "1 b 1\n1 a 2\n1 b 3\n" },
    { "{'a':{'b':[{'c':{}},[]]},'d':{}}", "1 a {'b':[{'c':{}},[]]}\n1 d {}\n" },
    { "{ '`u00e9' : [ 1 , 2 ] }", "1 \xc3\xa9 [1,2]\n" },
};

START_TEST(members_are_collected)
{
    struct collecting collecting;
    begin(&collecting);
    expect_status(rows[_i].text, collect(&collecting, DDBSTREAM_LEVEL_RECORD, rows[_i].text),
                  DDBSTREAM_OK);
    expect_members(rows[_i].text, &collecting, rows[_i].members);
    expect_members("asked again", &collecting, rows[_i].members);
    end(&collecting);
}
END_TEST

START_TEST(each_has_its_level)
{
    struct collecting collecting;
    begin(&collecting);
    for (int level = DDBSTREAM_LEVEL_DOCUMENT; level <= DDBSTREAM_LEVEL_KINESIS; level++)
        ck_assert_int_eq(collect(&collecting, (ddbstream_level)level, "{'x':[]}"), DDBSTREAM_OK);
    expect_members("levels", &collecting, "0 x []\n1 x []\n2 x []\n3 x []\n4 x []\n5 x []\n");
    end(&collecting);
}
END_TEST

START_TEST(cleared_is_as_new)
{
    struct collecting collecting;
    begin(&collecting);
    ddbs_unknown_clear(&collecting.unknown);
    expect_members("nothing", &collecting, "");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        collect(&collecting, DDBSTREAM_LEVEL_RECORD, rows[i].text);
        ddbs_unknown_clear(&collecting.unknown);
        expect_members(rows[i].text, &collecting, "");
        collect(&collecting, DDBSTREAM_LEVEL_RECORD, rows[_i].text);
        expect_members(rows[_i].text, &collecting, rows[_i].members);
        ddbs_unknown_clear(&collecting.unknown);
        ddbs_arena_reset(&collecting.arena);
    }
    end(&collecting);
}
END_TEST

/* A member that broke off in the middle of its value has not come. */
START_TEST(a_member_cut_short_is_none)
{
    struct collecting collecting;
    begin(&collecting);
    ck_assert_int_eq(collect(&collecting, DDBSTREAM_LEVEL_RECORD, "{'a':1,'b':[2,{'c'"),
                     DDBSTREAM_ERROR_TRUNCATED);
    expect_members("cut", &collecting, "1 a 1\n");
    ck_assert_int_eq(collect(&collecting, DDBSTREAM_LEVEL_RECORD, "{'d':4}"), DDBSTREAM_OK);
    expect_members("the next", &collecting, "1 a 1\n1 d 4\n");
    end(&collecting);
}
END_TEST

/* A record in the data of another: what stood around it, and in it, and what both come to. */

static const struct {
    const char *name;
    struct {
        ddbstream_level level;
        const char *text;
    } outer[3], inner[3];
    const char *merged;
} merges[] = {
    { .name = "nothing", .merged = "" },
    { "in the outer record alone",
      { { DDBSTREAM_LEVEL_RECORD, "{'a':1,'b':2}" } },
      { { 0, NULL } },
      "4 a 1\n4 b 2\n" },
    { "in kinesis alone", { { DDBSTREAM_LEVEL_KINESIS, "{'a':1}" } }, { { 0, NULL } }, "5 a 1\n" },
    { "in an identity around alone",
      { { DDBSTREAM_LEVEL_IDENTITY, "{'a':1}" } },
      { { 0, NULL } },
      "" },
    { "in the inner record alone",
      { { 0, NULL } },
      { { DDBSTREAM_LEVEL_RECORD, "{'a':1}" },
        { DDBSTREAM_LEVEL_CHANGE, "{'b':[2]}" },
        { DDBSTREAM_LEVEL_IDENTITY, "{'c':3}" } },
      "1 a 1\n2 b [2]\n3 c 3\n" },
    { "everywhere",
      { { DDBSTREAM_LEVEL_IDENTITY, "{'gone':0}" },
        { DDBSTREAM_LEVEL_KINESIS, "{'a':1}" },
        { DDBSTREAM_LEVEL_RECORD, "{'b':2}" } },
      { { DDBSTREAM_LEVEL_RECORD, "{'b':3}" }, { DDBSTREAM_LEVEL_IDENTITY, "{'d':4}" } },
      "5 a 1\n4 b 2\n1 b 3\n3 d 4\n" },
    { "an identity between others",
      { { DDBSTREAM_LEVEL_RECORD, "{'a':1}" },
        { DDBSTREAM_LEVEL_IDENTITY, "{'gone':0,'too':0}" },
        { DDBSTREAM_LEVEL_RECORD, "{'b':2}" } },
      { { 0, NULL } },
      "4 a 1\n4 b 2\n" },
};

static void fill(struct collecting *outer, struct collecting *inner, int row)
{
    begin(outer);
    begin(inner);
    for (size_t i = 0; i < COUNT_OF(merges[0].outer); i++) {
        if (merges[row].outer[i].text != NULL)
            collect(outer, merges[row].outer[i].level, merges[row].outer[i].text);
        if (merges[row].inner[i].text != NULL)
            collect(inner, merges[row].inner[i].level, merges[row].inner[i].text);
    }
}

START_TEST(two_records_members_are_merged)
{
    struct collecting outer, inner;
    fill(&outer, &inner, _i);
    ck_assert(ddbs_unknown_merge(&outer.unknown, &inner.unknown));
    expect_members(merges[_i].name, &outer, merges[_i].merged);
    end(&outer);
    end(&inner);
}
END_TEST

/* Memory. */

static bool collect_failing(const char *text, size_t skipped)
{
    struct collecting collecting;
    ddbstream_status status;
    bool is_told, has_failed;
    ddbstream_unknown_members members;
    begin(&collecting);
    test_allocator_fail(&collecting.feed.memory, skipped, false);
    status = collect(&collecting, DDBSTREAM_LEVEL_RECORD, text);
    is_told = ddbs_unknown_members(&collecting.unknown, &members);
    has_failed = collecting.feed.memory.failures > 0;
    ck_assert_msg(has_failed == (status != DDBSTREAM_OK || !is_told), "%s", text);
    test_allocator_recover(&collecting.feed.memory);
    end(&collecting);
    return has_failed;
}

/* The array of many members does not fit where the members did. */
START_TEST(each_allocation_may_fail)
{
    struct json text = json("{'long':'");
    size_t failed = 0;
    for (int i = 0; i < 300; i++)
        json_append(&text, "0123456789");
    json_append(&text, "\"");
    for (int i = 0; i < 800; i++)
        json_append(&text, ",\"a\":1");
    json_append(&text, "}");
    while (collect_failing(text.data, failed))
        failed++;
    ck_assert_uint_gt(failed, 8);
}
END_TEST

/* Both have so much that the outer one's list must grow. */
START_TEST(merging_may_find_no_memory)
{
    struct collecting outer, inner;
    fill(&outer, &inner, COUNT_OF(merges) - 1);
    for (int i = 0; i < 50; i++)
        collect(&inner, DDBSTREAM_LEVEL_RECORD, "{'a':1}");
    test_allocator_fail(&outer.feed.memory, 0, true);
    ck_assert(!ddbs_unknown_merge(&outer.unknown, &inner.unknown));
    test_allocator_recover(&outer.feed.memory);
    end(&outer);
    end(&inner);
}
END_TEST

START_TEST(nothing_is_allocated_for_nothing)
{
    struct collecting collecting, inner;
    begin(&collecting);
    begin(&inner);
    ck_assert(ddbs_unknown_merge(&collecting.unknown, &inner.unknown));
    expect_members("nothing", &collecting, "");
    ck_assert_uint_eq(collecting.feed.memory.calls, 0);
    end(&inner);
    end(&collecting);
}
END_TEST

int main(void)
{
    return RUN_SUITE("unknown", EACH(members_are_collected, rows), ONCE(each_has_its_level),
                     EACH(cleared_is_as_new, rows), ONCE(a_member_cut_short_is_none),
                     EACH(two_records_members_are_merged, merges), ONCE(each_allocation_may_fail),
                     ONCE(merging_may_find_no_memory), ONCE(nothing_is_allocated_for_nothing));
}
