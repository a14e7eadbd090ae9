/* UTF-8 sequences against a plain decoder. */
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>

#include "suite.h"

/* By the lead byte's bits alone; 0 when it leads nothing. */
static size_t length_by_bits(unsigned char lead)
{
    if (lead >> 7 == 0)
        return 1;
    if (lead >> 5 == 6)
        return 2;
    if (lead >> 4 == 14)
        return 3;
    return lead >> 3 == 30 ? 4 : 0;
}

/* Whether `count` bytes can begin a sequence: of the code points that begin so, from lowest to
 * highest, one must need that many bytes, be no surrogate, and exist. */
static bool can_begin(const unsigned char *bytes, size_t count)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t length = length_by_bits(bytes[0]);
    uint32_t low = length > 1 ? bytes[0] & (0x7fu >> length) : bytes[0], high;
    if (length == 0)
        return false;
    for (size_t i = 1; i < count; i++) {
        if (bytes[i] >> 6 != 2)
            return false;
        low = low << 6 | (bytes[i] & 0x3fu);
    }
    high = low;
    for (size_t i = count; i < length; i++) {
        low <<= 6;
        high = high << 6 | 0x3f;
    }
    low = low < smallest[length] ? smallest[length] : low;
    high = high > 0x10ffff ? 0x10ffff : high;
    return low <= high && (low < 0xd800 || high > 0xdfff);
}

static struct utf8_sequence look_plainly(const unsigned char *bytes, size_t available)
{
    size_t length = length_by_bits(bytes[0]);
    for (size_t count = 1; count <= available; count++) {
        if (!can_begin(bytes, count))
            return (struct utf8_sequence){ count - 1, UTF8_BAD };
        if (count == length)
            return (struct utf8_sequence){ length, UTF8_WHOLE };
    }
    return (struct utf8_sequence){ available, UTF8_CUT };
}

static void check(const unsigned char *bytes, size_t available)
{
    char exact[4];
    struct utf8_sequence expected = look_plainly(bytes, available), found;
    memcpy(exact + 4 - available, bytes, available);
    found = ddbs_utf8_look(exact + 4 - available, available);
    if (found.verdict != expected.verdict || found.length != expected.length)
        ck_abort_msg("%02x %02x %02x %02x, %zu available: %d at %zu, not %d at %zu", bytes[0],
                     bytes[1], bytes[2], bytes[3], available, (int)expected.verdict,
                     expected.length, (int)found.verdict, found.length);
}

START_TEST(every_one_and_two_bytes)
{
    for (unsigned i = 0; i < 0x10000; i++) {
        const unsigned char bytes[4] = { (unsigned char)(i >> 8), (unsigned char)i, 0, 0 };
        check(bytes, 1);
        check(bytes, 2);
    }
}
END_TEST

/* Bytes on both sides of each bound in the grammar. */
static const unsigned char bounds[] = { 0x00, 0x22, 0x7f, 0x80, 0x8f, 0x90,
                                        0x9f, 0xa0, 0xbf, 0xc0, 0xff };

START_TEST(three_and_four_bytes_around_the_bounds)
{
    for (unsigned lead = 0xc0; lead <= 0xff; lead++)
        for (size_t i = 0; i < sizeof bounds * sizeof bounds; i++) {
            const unsigned char bytes[4] = { (unsigned char)lead, bounds[_i],
                                             bounds[i / sizeof bounds], bounds[i % sizeof bounds] };
            check(bytes, 3);
            check(bytes, 4);
        }
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
    int verdict;
    const char *reason;
} rows[] = {
    { "a", 1, UTF8_WHOLE, "ASCII" },
    { "\x7f", 1, UTF8_WHOLE, "the last ASCII" },
    { "ab", 1, UTF8_WHOLE, "only the first of two" },
    { "\xc2\x80", 2, UTF8_WHOLE, "U+0080, the first of two bytes" },
    { "\xdf\xbf", 2, UTF8_WHOLE, "U+07FF, the last" },
    { "\xe0\xa0\x80", 3, UTF8_WHOLE, "U+0800, the first of three" },
    { "\xef\xbf\xbf", 3, UTF8_WHOLE, "U+FFFF, the last" },
    { "\xef\xbb\xbf", 3, UTF8_WHOLE, "the byte order mark" },
    { "\xf0\x90\x80\x80", 4, UTF8_WHOLE, "U+10000, the first of four" },
    { "\xf4\x8f\xbf\xbf", 4, UTF8_WHOLE, "U+10FFFF, the last of all" },
    { "\xed\x9f\xbf", 3, UTF8_WHOLE, "U+D7FF, before the surrogates" },
    { "\xee\x80\x80", 3, UTF8_WHOLE, "U+E000, after them" },
    { "\xed\xa0\x80", 1, UTF8_BAD, "U+D800, a surrogate" },
    { "\xed\xbf\xbf", 1, UTF8_BAD, "U+DFFF, a surrogate" },
    { "\xc0\x80", 0, UTF8_BAD, "NUL in two bytes" },
    { "\xc1\xbf", 0, UTF8_BAD, "overlong" },
    { "\xe0\x9f\xbf", 1, UTF8_BAD, "overlong" },
    { "\xf0\x8f\xbf\xbf", 1, UTF8_BAD, "overlong" },
    { "\xf4\x90\x80\x80", 1, UTF8_BAD, "U+110000" },
    { "\xf5\x80\x80\x80", 0, UTF8_BAD, "above all" },
    { "\xff", 0, UTF8_BAD, "no lead" },
    { "\x80", 0, UTF8_BAD, "a continuation first" },
    { "\xc3", 1, UTF8_CUT, "cut after one of two" },
    { "\xe2\x82", 2, UTF8_CUT, "cut after two of three" },
    { "\xf0\x9f\x98", 3, UTF8_CUT, "cut after three of four" },
    { "\xc3\"", 1, UTF8_BAD, "a quote inside" },
    { "\xe2\x82\"", 2, UTF8_BAD, "a quote inside" },
    { "\xf0\x9f\x98\xc3", 3, UTF8_BAD, "a lead inside" },
};

START_TEST(known_sequences)
{
    struct utf8_sequence found = ddbs_utf8_look(rows[_i].bytes, strlen(rows[_i].bytes));
    ck_assert_msg((int)found.verdict == rows[_i].verdict, "%s", rows[_i].reason);
    ck_assert_msg(found.length == rows[_i].length, "%s: %zu", rows[_i].reason, found.length);
}
END_TEST

int main(void)
{
    return RUN_SUITE("utf8", EACH(known_sequences, rows), ONCE(every_one_and_two_bytes),
                     EACH(three_and_four_bytes_around_the_bounds, bounds));
}
