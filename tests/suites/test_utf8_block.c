/* Characters of whole blocks, against one sequence at a time. Built twice: as the library is, and with
 * words alone. */
#include "utf8_block.h"

#include "suite.h"
#include "utf8.h"

/* As ddbs_utf8_characters, with a quote for what stops. */
static size_t count_plainly(const char data[BLOCK])
{
    size_t at = 0;
    while (at < BLOCK && data[at] != '"') {
        struct utf8_sequence sequence = ddbs_utf8_look(data + at, BLOCK - at);
        if (sequence.verdict != UTF8_WHOLE)
            break;
        at += sequence.length;
    }
    return at;
}

static void check(const char data[BLOCK])
{
    ddbs_block block = ddbs_block_load(data);
    size_t found = ddbs_utf8_characters(block, ddbs_block_find(block, '"'));
    if (found != count_plainly(data))
        ck_abort_msg("%zu, not %zu of: %.16s", found, count_plainly(data), data);
}

/* The sequence at every place of a block, also where the block cuts it, between what may stand around
 * it. */
static void check_everywhere(const unsigned char sequence[4])
{
    static const char *const around[] = {
        "aaaaaaaaaaaaaaaaaaaaaaaa", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
                                    "\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
    };
    for (size_t i = 0; i < sizeof around / sizeof around[0]; i++)
        for (size_t place = 0; place < BLOCK; place++) {
            char data[BLOCK + 4];
            memcpy(data, around[i], sizeof data);
            memcpy(data + place, sequence, 4);
            check(data);
        }
}

START_TEST(every_two_bytes)
{
    for (unsigned second = 0; second < 0x100; second++) {
        const unsigned char sequence[4] = { (unsigned char)_i, (unsigned char)second, 'a', 'a' };
        check_everywhere(sequence);
    }
}
END_TEST

/* Bytes on both sides of each bound in the grammar. */
static const unsigned char bounds[] = {
    0x22, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff
};

START_TEST(three_and_four_bytes_around_the_bounds)
{
    unsigned char lead = (unsigned char)(0xc0 + _i);
    for (size_t i = 0; i < sizeof bounds * sizeof bounds * sizeof bounds; i++) {
        const unsigned char sequence[4] = { lead, bounds[i % sizeof bounds],
                                            bounds[i / sizeof bounds % sizeof bounds],
                                            bounds[i / sizeof bounds / sizeof bounds] };
        check_everywhere(sequence);
    }
}
END_TEST

/* Characters of every length, five of them in every order and then again, seen from every place. */
START_TEST(mixed_text)
{
    static const char *const characters[] = { "a", "\xc3\xa9", "\xe6\x9d\xb1", "\xf0\x9f\x98\x80",
                                              "\"" };
    for (unsigned order = 0; order < 5 * 5 * 5 * 5 * 5; order++) {
        char text[10 * 4 + BLOCK];
        size_t length = 0;
        unsigned rest = 0;
        for (int i = 0; i < 10; i++) {
            const char *character;
            rest = i % 5 == 0 ? order : rest / 5;
            character = characters[rest % 5];
            memcpy(text + length, character, strlen(character));
            length += strlen(character);
        }
        memset(text + length, 'z', BLOCK);
        for (size_t from = 0; from < length; from++)
            check(text + from);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("utf8_block", { every_two_bytes, 256 },
                     { three_and_four_bytes_around_the_bounds, 64 }, ONCE(mixed_text));
}
