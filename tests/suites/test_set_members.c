/* Members of sets: sorted, each once, and told alike or not. */
#include "set_members.h"

#include "given.h"
#include "number_order.h"
#include "suite.h"
#include "test_allocator.h"

static const struct {
    const char *set;
    const char *members; /* each with a space behind it */
} rows[] = {
    { "{'SS':[]}", "" },
    { "{'NS':[]}", "" },
    { "{'BS':[]}", "" },
    { "{'SS':['b']}", "b " },
    { "{'SS':['b','aa','','a','b','a']}", " a b aa " },
    { "{'NS':['1','10','1.0','-0','2','0','1E0','0.1e2']}", "0 1 2 10 " },
    { "{'NS':['1e125','-1e125','1e-130']}", "-1e125 1e-130 1e125 " },
    { "{'BS':['Yg==','YQ==','','YQ==']}", " a b " },
};

/* Of numbers that are the same, any may stand for them; so they are told by their value here. */
static void append_number(struct json *text, const struct number *number)
{
    static const char *const plain[] = { "0", "1", "2", "10" };
    for (size_t i = 0; i < COUNT_OF(plain); i++) {
        struct number other;
        ddbs_number_read(&other, (ddbstream_string){ plain[i], strlen(plain[i]) });
        if (ddbs_number_order(&other, number) == 0) {
            json_append(text, plain[i]);
            return;
        }
    }
    json_append(text, number->text.data);
}

static void append_member(struct json *text, ddbstream_type type, const void *member)
{
    if (type == DDBSTREAM_TYPE_NS)
        append_number(text, member);
    else if (type == DDBSTREAM_TYPE_SS)
        json_append(text, ((const ddbstream_string *)member)->data);
    else
        json_append(text, (const char *)((const ddbstream_bytes *)member)->data);
    json_append(text, " ");
}

START_TEST(members_are_sorted_and_stand_once)
{
    struct given given = given_value(rows[_i].set);
    struct json text = { .length = 0 };
    struct test_allocator memory;
    struct ddbstream_buffer room;
    struct set_members members;
    test_allocator_init(&memory);
    ddbs_buffer_init(&room, &memory.allocator);
    ck_assert(ddbs_set_members(&members, given.value, &room));
    for (size_t i = 0; i < members.count; i++)
        append_member(&text, given.value->type, members.items[i]);
    expect_text(rows[_i].set, text.data, rows[_i].members);
    ck_assert(ddbs_same_set_members(&members, &members));
    ddbs_buffer_release(&room);
    given_free(&given);
    test_allocator_check_empty(&memory);
}
END_TEST

START_TEST(a_member_more_makes_a_difference)
{
    const ddbstream_string strings[] = { { "a", 1 }, { "b", 1 } };
    const void *items[] = { &strings[0], &strings[1] };
    struct given given = given_value("{'SS':['a','c']}");
    struct ddbstream_buffer room;
    struct test_allocator memory;
    struct set_members one, other;
    test_allocator_init(&memory);
    ddbs_buffer_init(&room, &memory.allocator);
    ck_assert(ddbs_set_members(&one, given.value, &room));
    other = (struct set_members){ items, 2, one.order };
    ck_assert(!ddbs_same_set_members(&one, &other));
    one.count = other.count = 1;
    ck_assert(ddbs_same_set_members(&one, &other));
    other.count = 2;
    ck_assert(!ddbs_same_set_members(&one, &other));
    ddbs_buffer_release(&room);
    given_free(&given);
}
END_TEST

START_TEST(memory_may_fail)
{
    struct given given = given_value(rows[_i].set);
    struct test_allocator memory;
    struct ddbstream_buffer room;
    struct set_members members;
    test_allocator_init(&memory);
    ddbs_buffer_init(&room, &memory.allocator);
    test_allocator_fail(&memory, 0, true);
    ck_assert(!ddbs_set_members(&members, given.value, &room));
    given_free(&given);
}
END_TEST

START_TEST(impossible_sets_are_refused)
{
    ddbstream_value set = { .type = DDBSTREAM_TYPE_NS };
    struct test_allocator memory;
    struct ddbstream_buffer room;
    struct set_members members;
    set.as.number_set.count = SIZE_MAX / 2;
    test_allocator_init(&memory);
    ddbs_buffer_init(&room, &memory.allocator);
    ck_assert(!ddbs_set_members(&members, &set, &room));
    ck_assert_uint_eq(memory.calls, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("set_members", EACH(members_are_sorted_and_stand_once, rows),
                     ONCE(a_member_more_makes_a_difference), EACH(memory_may_fail, rows),
                     ONCE(impossible_sets_are_refused));
}
