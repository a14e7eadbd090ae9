/* Records gathered from chunks, however they are cut. */
#include "gather.h"

#include "rows.h"
#include "suite.h"
#include "test_allocator.h"

static const struct {
    const char *name, *text;
    size_t record; /* how much of it belongs to the record, what stands before it included */
} rows[] = {
    { "an object", "{'a':1},{}", 7 },
    { "with a comma before it", ",{'a':1}]}", 8 },
    { "with space before it", " \n{}", 4 },
    { "nested", "{'a':[{},[]],'b':{}}}", 20 },
    { "brackets in strings", "{'}':'`'}',']':'{'}", 19 },
    { "escaped backslashes", "{'a``':'``'},{}", 12 },
    { "long strings", "{'a':'0123456789abcdef0123456789abcdef}','b':1}]", 47 },
};

struct gathered {
    struct test_allocator memory;
    struct gather gather;
};

static void begin(struct gathered *gathered, size_t most)
{
    test_allocator_init(&gathered->memory);
    ddbs_gather_init(&gathered->gather, &gathered->memory.allocator, most);
    ddbs_gather_reset(&gathered->gather);
}

static void end(struct gathered *gathered)
{
    ddbs_gather_release(&gathered->gather);
    test_allocator_check_empty(&gathered->memory);
}

/* Adds a copy with nothing after it; returns how much of it was taken. */
static size_t add(struct gathered *gathered, const char *data, size_t length,
                  enum gathering expected)
{
    char *copy = exact_copy(data, length);
    struct piece rest = { .data = copy, .length = length };
    ck_assert_int_eq(ddbs_gather_add(&gathered->gather, &rest), expected);
    ck_assert_ptr_eq(rest.data, copy + (length - rest.length));
    free(copy);
    return length - rest.length;
}

START_TEST(each_cut_gives_the_record)
{
    struct json text = json(rows[_i].text);
    size_t record = rows[_i].record;
    for (size_t first = 0; first < record; first++)
        for (size_t second = first; second < record; second++) {
            struct gathered gathered;
            begin(&gathered, SIZE_MAX);
            add(&gathered, text.data, first, GATHERED_PART);
            add(&gathered, text.data + first, second - first, GATHERED_PART);
            ck_assert_uint_eq(
                add(&gathered, text.data + second, text.length - second, GATHERED_WHOLE),
                record - second);
            ck_assert_uint_eq(gathered.gather.bytes.length, record);
            ck_assert_mem_eq(gathered.gather.bytes.data, text.data, record);
            end(&gathered);
        }
}
END_TEST

START_TEST(byte_by_byte)
{
    struct json text = json(rows[_i].text);
    struct gathered gathered;
    begin(&gathered, rows[_i].record);
    for (size_t at = 0; at < rows[_i].record; at++)
        add(&gathered, text.data + at, 1,
            at + 1 < rows[_i].record ? GATHERED_PART : GATHERED_WHOLE);
    ck_assert_mem_eq(gathered.gather.bytes.data, text.data, rows[_i].record);
    end(&gathered);
}
END_TEST

START_TEST(it_begins_with_the_front_of_a_record)
{
    struct json text = json(rows[_i].text);
    size_t record = rows[_i].record;
    for (size_t first = 1; first < record; first++) {
        struct piece front = { .data = text.data, .length = first };
        struct gathered gathered;
        begin(&gathered, record);
        ck_assert_int_eq(ddbs_gather_begin(&gathered.gather, &front), GATHERED_PART);
        ck_assert(gathered.gather.is_on && front.length == 0);
        add(&gathered, text.data + first, text.length - first, GATHERED_WHOLE);
        ck_assert_mem_eq(gathered.gather.bytes.data, text.data, record);
        end(&gathered);
    }
}
END_TEST

START_TEST(it_does_not_begin_with_a_whole_one_or_too_much)
{
    struct json text = json(rows[_i].text);
    for (size_t length = 1; length <= text.length; length++) {
        struct piece front = { .data = text.data, .length = length };
        struct gathered gathered;
        begin(&gathered, length < rows[_i].record ? length - 1 : SIZE_MAX);
        ck_assert_int_eq(ddbs_gather_begin(&gathered.gather, &front), GATHERED_NONE);
        ck_assert(!gathered.gather.is_on && gathered.gather.bytes.length == 0);
        ck_assert_uint_eq(front.length, length);
        end(&gathered);
    }
}
END_TEST

START_TEST(too_much_is_not_gathered)
{
    struct json text = json(rows[_i].text);
    for (size_t most = 0; most < rows[_i].record; most++) {
        struct gathered gathered;
        begin(&gathered, most);
        ck_assert_uint_eq(add(&gathered, text.data, text.length, GATHERED_NONE), 0);
        end(&gathered);
        begin(&gathered, most);
        add(&gathered, text.data, most, GATHERED_PART);
        ck_assert_uint_eq(add(&gathered, text.data + most, text.length - most, GATHERED_NONE), 0);
        ck_assert_uint_eq(gathered.gather.bytes.length, most);
        end(&gathered);
    }
}
END_TEST

START_TEST(after_a_reset_it_begins_anew)
{
    struct gathered gathered;
    begin(&gathered, SIZE_MAX);
    add(&gathered, "{\"a", 3, GATHERED_PART);
    ddbs_gather_reset(&gathered.gather);
    ck_assert_uint_eq(add(&gathered, "{}{", 3, GATHERED_WHOLE), 2);
    ck_assert_uint_eq(gathered.gather.bytes.length, 2);
    end(&gathered);
}
END_TEST

START_TEST(memory_may_end)
{
    struct piece front = { .data = "{", .length = 1 };
    struct gathered gathered;
    begin(&gathered, SIZE_MAX);
    test_allocator_fail(&gathered.memory, 0, true);
    ck_assert_uint_eq(add(&gathered, "{}", 2, GATHERED_NO_MEMORY), 0);
    ck_assert_int_eq(ddbs_gather_begin(&gathered.gather, &front), GATHERED_NO_MEMORY);
    ck_assert(!gathered.gather.is_on);
    end(&gathered);
}
END_TEST

int main(void)
{
    return RUN_SUITE("gather", EACH(each_cut_gives_the_record, rows), EACH(byte_by_byte, rows),
                     EACH(it_begins_with_the_front_of_a_record, rows),
                     EACH(it_does_not_begin_with_a_whole_one_or_too_much, rows),
                     EACH(too_much_is_not_gathered, rows), ONCE(after_a_reset_it_begins_anew),
                     ONCE(memory_may_end));
}
