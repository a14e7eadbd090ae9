/* Blocks against a plain look at each byte. Built twice: as the library is, and with words alone. */
#include "block.h"

#include <stdbool.h>

#include "suite.h"

static bool stops_run(unsigned char byte)
{
    return byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\';
}

static bool is_suspect(unsigned char byte)
{
    return byte <= '\f' || byte >= 0x80 || byte == '\\';
}

static bool is_no_digit(unsigned char byte)
{
    return byte < '0' || byte > '9';
}

/* Looks at a copy with nothing after it. */
static void check(const char data[BLOCK])
{
    char *exact = exact_copy(data, BLOCK);
    ddbs_block block = ddbs_block_load(exact);
    ddbs_block equal = ddbs_block_equal(block, data[0]), suspect = ddbs_block_suspects(block);
    char stored[BLOCK];
    uint32_t stops = 0, suspects = 0, no_digits = 0, found = 0, beyond = 0, matching = 0;
    char turned[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
        stops |= (uint32_t)stops_run((unsigned char)data[i]) << i;
        suspects |= (uint32_t)is_suspect((unsigned char)data[i]) << i;
        no_digits |= (uint32_t)is_no_digit((unsigned char)data[i]) << i;
        beyond |= (uint32_t)((unsigned char)data[i] >= 0x80) << i;
        found |= (uint32_t)(data[i] == data[0]) << i;
        turned[i] = data[BLOCK - 1 - i];
        matching |= (uint32_t)(data[i] == turned[i]) << i;
    }
    ck_assert_uint_eq(ddbs_block_stops(block), stops);
    ck_assert_uint_eq(ddbs_block_mask(suspect), suspects);
    ck_assert_uint_eq(ddbs_block_no_digits(block), no_digits);
    ck_assert_uint_eq(ddbs_block_beyond_ascii(block), beyond);
    ck_assert_uint_eq(ddbs_block_mask(ddbs_block_either(equal, suspect)), found | suspects);
    ck_assert_uint_eq(ddbs_block_mask(ddbs_block_just_one(equal, suspect)), found ^ suspects);
    ck_assert_uint_eq(ddbs_block_find(block, data[0]), found);
    ck_assert_uint_eq(ddbs_block_match(block, ddbs_block_load(turned)), matching);
    for (unsigned low = 0x80; low < 0x100; low += 0xf) {
        uint32_t at_least = 0;
        for (int i = 0; i < BLOCK; i++)
            at_least |= (uint32_t)((unsigned char)data[i] >= low) << i;
        ck_assert_uint_eq(ddbs_block_at_least(block, (unsigned char)low), at_least);
    }
    ddbs_block_store(stored, block);
    ck_assert_mem_eq(stored, data, BLOCK);
    free(exact);
}

START_TEST(each_byte_at_each_place)
{
    static const char around[] = "a\"5\x80";
    char data[BLOCK];
    for (size_t i = 0; i < sizeof around - 1; i++)
        for (int place = 0; place < BLOCK; place++) {
            memset(data, around[i], BLOCK);
            data[place] = (char)_i;
            check(data);
        }
}
END_TEST

/* Bytes that are next to each other, where a carry would show, and how they differ. */
static const int differences[] = { 1, 2, 4, 8, 16, 32, 64, 127, 128, 129, 254, 255 };

START_TEST(neighbours)
{
    char data[BLOCK];
    for (int first = 0; first < 256; first++) {
        for (int i = 0; i < BLOCK; i++)
            data[i] = (char)(i % 2 == 0 ? first : first + differences[_i]);
        check(data);
    }
}
END_TEST

START_TEST(the_lowest_bit_is_found)
{
    uint32_t bit = (uint32_t)1 << _i;
    ck_assert_uint_eq(ddbs_lowest_bit(bit), (size_t)_i);
    ck_assert_uint_eq(ddbs_lowest_bit(bit | 0x80000000u), (size_t)_i);
    ck_assert_uint_eq(ddbs_lowest_bit(~(bit - 1)), (size_t)_i);
}
END_TEST

START_TEST(the_lowest_bit_is_found_wherever_it_was_before)
{
    uint64_t bit = (uint64_t)1 << _i;
    for (unsigned place = 0; place <= 32; place++) {
        const uint64_t masks[] = { bit, bit | (uint64_t)1 << 32, ~(bit - 1) };
        for (size_t i = 0; i < 3; i++) {
            unsigned char before = (unsigned char)place;
            ck_assert_uint_eq(ddbs_lowest_bit_again(masks[i], &before), (size_t)_i);
            ck_assert_uint_eq(before, (unsigned)_i);
        }
    }
}
END_TEST

START_TEST(so_many_bytes_are_copied)
{
    static const char text[BLOCK] = "0123456789abcdef";
    size_t count = (size_t)_i;
    char *from = exact_copy(text, count), *to = malloc(count + 1);
    ck_assert_ptr_nonnull(to);
    to[count] = '!';
    ddbs_block_copy_few(to, from, count);
    ck_assert_mem_eq(to, text, count);
    ck_assert_int_eq(to[count], '!');
    free(from);
    free(to);
}
END_TEST

int main(void)
{
    return RUN_SUITE("block", { each_byte_at_each_place, 256 }, EACH(neighbours, differences),
                     { the_lowest_bit_is_found, 32 },
                     { the_lowest_bit_is_found_wherever_it_was_before, 33 },
                     { so_many_bytes_are_copied, BLOCK });
}
