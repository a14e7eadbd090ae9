/* Base64 against known texts and against a second, plain decoder. */
#include "base64.h"

#include <stdio.h>

#include "suite.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Character by character, bit by bit. */
static bool plain_decode(const char *text, size_t length, unsigned char *out, size_t *decoded)
{
    size_t digits = length;
    unsigned bits = 0, value = 0;
    *decoded = 0;
    while (digits > 0 && length - digits < 2 && text[digits - 1] == '=')
        digits--;
    for (size_t i = 0; i < digits; i++) {
        const char *digit = memchr(alphabet, text[i], 64);
        if (digit == NULL)
            return false;
        value = value << 6 | (unsigned)(digit - alphabet);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[(*decoded)++] = (unsigned char)(value >> bits);
            value &= (1u << bits) - 1;
        }
    }
    return length % 4 == 0 && value == 0;
}

/* Decodes from and into blocks of just the right size. */
static bool decode(const char *text, size_t length, unsigned char *out, size_t *decoded)
{
    size_t room = ddbs_base64_decoded_room(length);
    char *exact_text = exact_copy(text, length);
    unsigned char *exact_out = malloc(room > 0 ? room : 1);
    bool ok;
    ck_assert_ptr_nonnull(exact_out);
    ok = ddbs_base64_decode(exact_text, length, exact_out, decoded);
    ck_assert_uint_le(*decoded, room);
    memcpy(out, exact_out, *decoded);
    free(exact_out);
    free(exact_text);
    return ok;
}

static const struct {
    const char *text, *bytes, *reason;
} good[] = {
    { "", "", "nothing" },
    { "Zg==", "f", "RFC 4648, section 10" },
    { "Zm8=", "fo", "the same" },
    { "Zm9v", "foo", "the same" },
    { "Zm9vYg==", "foob", "the same" },
    { "Zm9vYmE=", "fooba", "the same" },
    { "Zm9vYmFy", "foobar", "the same" },
    { "++//", "\xfb\xef\xff", "the two that are neither letters nor digits" },
    { "/w==", "\xff", "only 1 bits, two padded" },
    { "//8=", "\xff\xff", "only 1 bits, one padded" },
    { "////", "\xff\xff\xff", "only 1 bits, none padded" },
    { "VGhpcyB0ZXh0IGlzIEJhc2U2NC1lbmNvZGVk", "This text is Base64-encoded", "DynamoDB's manual" },
};

START_TEST(good_text_goes_both_ways)
{
    const char *text = good[_i].text, *bytes = good[_i].bytes;
    unsigned char out[64];
    char again[64];
    size_t decoded;
    ck_assert_msg(decode(text, strlen(text), out, &decoded), "%s: %s", text, good[_i].reason);
    ck_assert_uint_eq(decoded, strlen(bytes));
    ck_assert_mem_eq(out, bytes, decoded);
    ck_assert_uint_eq(ddbs_base64_encoded_length(decoded), strlen(text));
    ddbs_base64_encode(out, decoded, again);
    ck_assert_mem_eq(again, text, strlen(text));
}
END_TEST

static const struct {
    const char *text, *reason;
} bad[] = {
    { "Z", "one character" },
    { "Zg", "padding is missing" },
    { "Zg=", "half the padding is missing" },
    { "Zm8", "the only padding is missing" },
    { "Zm9vY", "one character more than a group" },
    { "=", "padding alone" },
    { "====", "a group of padding" },
    { "Z===", "three padded: six bits make no byte" },
    { "Zg==Zg==", "padding in the middle" },
    { "Zm8=Zm8=", "padding in the middle" },
    { "Zm9v====", "a group of padding at the end" },
    { "Z=g=", "padding before a character" },
    { "=Zg=", "padding first" },
    { "Zg=v", "padding before the last character" },
    { "Zh==", "bits left over: would encode as Zg==" },
    { "Zv==", "all four bits left over" },
    { "Zm9=", "bits left over: would encode as Zm8=" },
    { "Zm+=", "two bits left over" },
    { "Zm9-", "URL alphabet" },
    { "Zm9_", "URL alphabet" },
    { "Zm9v\n", "line end" },
    { "Zm9v\r\nYg", "a line end that makes whole groups" },
    { " Zg=", "space" },
    { "Zm9\xc3", "no ASCII" },
};

START_TEST(bad_text_is_refused)
{
    unsigned char out[64];
    size_t decoded;
    ck_assert_msg(!decode(bad[_i].text, strlen(bad[_i].text), out, &decoded), "%s: %s",
                  bad[_i].text, bad[_i].reason);
}
END_TEST

static void check_against_plain(const char *text, size_t length)
{
    unsigned char out[128], plain_out[128];
    size_t decoded, plain_decoded;
    bool ok = decode(text, length, out, &decoded);
    bool plain_ok = plain_decode(text, length, plain_out, &plain_decoded);
    ck_assert_msg(ok == plain_ok, "%.*s is %s", (int)length, text, plain_ok ? "good" : "bad");
    if (!ok)
        return;
    ck_assert_uint_eq(decoded, plain_decoded);
    ck_assert_mem_eq(out, plain_out, decoded);
}

/* The last ones are longer than the blocks of each size that are decoded at once. */
#define TWENTY "QUJDREVGR0hJSktMTU5P"
static const char *const hosts[] = { "QUJDREVG",
                                     "QUJDREU=",
                                     "QUJDRA==",
                                     "+/+/",
                                     TWENTY,
                                     "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWQ==",
                                     TWENTY TWENTY "RA==",
                                     TWENTY TWENTY TWENTY TWENTY "+/+/" TWENTY TWENTY "REU=" };

START_TEST(every_byte_everywhere_is_judged)
{
    char text[160];
    size_t length = strlen(hosts[_i]);
    for (size_t at = 0; at < length; at++)
        for (int byte = 0; byte < 256; byte += test_stride()) {
            memcpy(text, hosts[_i], length);
            text[at] = (char)byte;
            check_against_plain(text, length);
        }
}
END_TEST

START_TEST(every_pair_before_padding_is_judged)
{
    char text[5];
    for (const char *a = alphabet; *a != '\0'; a++)
        for (const char *b = alphabet; *b != '\0'; b++) {
            snprintf(text, sizeof text, "%c%c==", *a, *b);
            check_against_plain(text, 4);
            snprintf(text, sizeof text, "Q%c%c=", *a, *b);
            check_against_plain(text, 4);
        }
}
END_TEST

START_TEST(every_length_comes_back)
{
    size_t length = (size_t)_i, text_length = ddbs_base64_encoded_length(length), decoded;
    unsigned char data[300], back[303];
    char text[401];
    for (size_t i = 0; i < length; i++)
        data[i] = (unsigned char)(i * 167 + length);
    memset(text, '!', sizeof text);
    ddbs_base64_encode(data, length, text);
    ck_assert_int_eq(text[text_length], '!');
    ck_assert(decode(text, text_length, back, &decoded));
    ck_assert_uint_eq(decoded, length);
    ck_assert_mem_eq(back, data, length);
    for (size_t cut = 1; cut < 4 && cut <= text_length; cut++)
        ck_assert(!decode(text, text_length - cut, back, &decoded));
}
END_TEST

int main(void)
{
    return RUN_SUITE("base64", EACH(good_text_goes_both_ways, good), EACH(bad_text_is_refused, bad),
                     EACH(every_byte_everywhere_is_judged, hosts),
                     ONCE(every_pair_before_padding_is_judged), { every_length_comes_back, 301 });
}
