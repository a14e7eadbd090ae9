/* Text made up by chance, but the same at every run: words, digits, base64. */
#include "chance.h"

#include <inttypes.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const plain_words[] = {
    "amber",  "basket", "cedar",  "delta",  "ember",  "fjord",  "garden", "harbour",
    "island", "jasper", "kernel", "ladder", "meadow", "nickel", "orchid", "pepper",
    "quartz", "ribbon", "saddle", "timber", "umbra",  "velvet", "willow", "yonder",
};

/* Two, three and four bytes in UTF-8, and escapes of each kind. */
static const char *const odd_words[] = {
    "Zürich", "smörgås",    "naïveté",        "привет",       "東京都",         "한국어",
    "😀",      "€ 12",       "\\\"no\\\"",     "C:\\\\orders", "a\\tb",          "line\\r\\n",
    "10\\/5", "caf\\u00e9", "\\u4e2d\\u6587", "\\u0001",      "\\ud83d\\ude80", "\\b\\f",
};

/* Marsaglia's xorshift: good enough to vary lengths and letters. */
static uint64_t next(struct chance *chance)
{
    uint64_t x = chance->state;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return chance->state = x;
}

/* The high bits are the better ones. */
uint64_t chance_between(struct chance *chance, uint64_t low, uint64_t high)
{
    return low + (next(chance) >> 16) % (high - low + 1);
}

bool chance_percent(struct chance *chance, unsigned percent)
{
    return chance_between(chance, 1, 100) <= percent;
}

void chance_put(struct chance *chance, const char *text)
{
    text_append(&chance->text, text, strlen(text));
}

static void put_letters(struct chance *chance, const char *alphabet, size_t size, size_t length)
{
    char *end = text_extend(&chance->text, length);
    for (size_t i = 0; i < length; i++)
        end[i] = alphabet[chance_between(chance, 0, size - 1)];
}

void chance_put_digits(struct chance *chance, size_t length)
{
    put_letters(chance, "0123456789", 10, length);
}

void chance_put_hex(struct chance *chance, size_t length)
{
    put_letters(chance, "0123456789abcdef", 16, length);
}

static const char *pick_word(struct chance *chance, unsigned percent)
{
    if (chance_percent(chance, percent))
        return odd_words[chance_between(chance, 0, COUNT(odd_words) - 1)];
    return plain_words[chance_between(chance, 0, COUNT(plain_words) - 1)];
}

void chance_put_words(struct chance *chance, size_t count, unsigned percent)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            chance_put(chance, " ");
        chance_put(chance, pick_word(chance, percent));
    }
}

/* The last letter before the padding may have only the bits that are used. */
void chance_put_base64(struct chance *chance, size_t length)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    put_letters(chance, letters, 64, length / 3 * 4);
    if (length % 3 == 1) {
        put_letters(chance, letters, 64, 1);
        put_letters(chance, "AQgw", 4, 1);
        chance_put(chance, "==");
    } else if (length % 3 == 2) {
        put_letters(chance, letters, 64, 2);
        put_letters(chance, "AEIMQUYcgkosw048", 16, 1);
        chance_put(chance, "=");
    }
}

/* Mostly amounts; now and then all of DynamoDB's 38 digits. */
void chance_put_number(struct chance *chance)
{
    uint64_t whole = chance_between(chance, 1, 99999);
    switch (chance_between(chance, 0, 7)) {
    case 0:
        text_format(&chance->text, "-%" PRIu64, whole);
        break;
    case 1:
        chance_put(chance, "8");
        chance_put_digits(chance, 37);
        break;
    case 2:
    case 3:
        text_format(&chance->text, "%" PRIu64, whole);
        break;
    default:
        text_format(&chance->text, "%" PRIu64 ".%" PRIu64, whole, chance_between(chance, 1, 99));
    }
}
