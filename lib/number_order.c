/* Compares numbers digit by digit, whatever form they are written in; rounds nothing. */
#include "number_order.h"

#include "sort.h"

/* Reading. */

/* `sign_at` is behind the 'e'. */
static struct exponent read_exponent(const char *sign_at, const char *end)
{
    bool negative = *sign_at == '-';
    const char *digits = sign_at + (negative || *sign_at == '+');
    while (digits < end && *digits == '0')
        digits++;
    return (struct exponent){ negative, digits, (size_t)(end - digits) };
}

void ddbs_number_read(struct number *number, ddbstream_string text)
{
    size_t mantissa = 0;
    *number = (struct number){ .text = text };
    if (text.data == NULL)
        return;
    while (mantissa < text.length && text.data[mantissa] != 'e' && text.data[mantissa] != 'E')
        mantissa++;
    number->is_number = ddbs_decimal_parse(&number->mantissa, text.data, mantissa);
    if (mantissa == text.length || !number->is_number)
        return;
    number->is_number = ddbs_decimal_is_number(text.data, text.length);
    if (number->is_number)
        number->exponent = read_exponent(text.data + mantissa + 1, text.data + text.length);
}

/* Where the point stands: mantissa.point + exponent, as ten's complement, the lowest digit first.
 * In the end what is carried is 0 or -1, the digits beyond all 0 or all 9. */
struct point {
    const struct exponent *exponent;
    size_t place;
    int64_t carried;
};

static struct point point_of(const struct number *number)
{
    return (struct point){ &number->exponent, 0, number->mantissa.point };
}

static bool has_ended(const struct point *point)
{
    return point->place >= point->exponent->count && (point->carried == 0 || point->carried == -1);
}

static int next_digit_of_point(struct point *point)
{
    const struct exponent *exponent = point->exponent;
    int64_t digit = 0;
    if (point->place < exponent->count)
        digit = exponent->digits[exponent->count - 1 - point->place] - '0';
    point->place++;
    point->carried += exponent->negative ? -digit : digit;
    digit = point->carried % 10;
    if (digit < 0)
        digit += 10;
    point->carried = (point->carried - digit) / 10;
    return (int)digit;
}

/* Whether one exponent has so many more digits that the rest does not count. Without this, one that
 * is very long would be read whenever its number is compared with a short one. */
static bool is_far_beyond(const struct exponent *a, const struct exponent *b)
{
    enum { MOST_OF_INT64 = 19 };
    return a->count > MOST_OF_INT64 + 1 && a->count - 1 > b->count;
}

static int order_points(const struct number *a, const struct number *b)
{
    struct point left = point_of(a), right = point_of(b);
    int order = 0;
    if (is_far_beyond(&a->exponent, &b->exponent))
        return a->exponent.negative ? -1 : 1;
    if (is_far_beyond(&b->exponent, &a->exponent))
        return b->exponent.negative ? 1 : -1;
    while (!has_ended(&left) || !has_ended(&right)) {
        int left_digit = next_digit_of_point(&left), right_digit = next_digit_of_point(&right);
        if (left_digit != right_digit)
            order = left_digit < right_digit ? -1 : 1;
    }
    if (left.carried != right.carried)
        return left.carried < right.carried ? -1 : 1;
    return order;
}

/* The same sum modulo two to the 64th. */
static uint64_t short_point(const struct number *number)
{
    const struct exponent *exponent = &number->exponent;
    uint64_t sum = 0;
    for (size_t i = 0; i < exponent->count; i++)
        sum = sum * 10 + (uint64_t)(exponent->digits[i] - '0');
    return (uint64_t)number->mantissa.point + (exponent->negative ? -sum : sum);
}

/* The digits of the mantissa, the highest first. */
struct digits {
    const char *at;
    size_t left;
};

static struct digits digits_of(const struct number *number)
{
    return (struct digits){ number->mantissa.first, number->mantissa.count };
}

/* NUL, which is below all digits, when there is none left. */
static char next_digit(struct digits *digits)
{
    if (digits->left == 0)
        return '\0';
    if (*digits->at == '.')
        digits->at++;
    digits->left--;
    return *digits->at++;
}

static int order_digits(const struct number *a, const struct number *b)
{
    struct digits left = digits_of(a), right = digits_of(b);
    while (left.left > 0 || right.left > 0) {
        char left_digit = next_digit(&left), right_digit = next_digit(&right);
        if (left_digit != right_digit)
            return left_digit < right_digit ? -1 : 1;
    }
    return 0;
}

/* Comparing. */

static int sign_of(const struct number *number)
{
    if (number->mantissa.count == 0)
        return 0;
    return number->mantissa.negative ? -1 : 1;
}

int ddbs_number_order(const struct number *a, const struct number *b)
{
    int sign, order;
    if (a->is_number != b->is_number)
        return a->is_number ? -1 : 1;
    if (!a->is_number)
        return ddbs_order_bytes(a->text.data, a->text.length, b->text.data, b->text.length);
    sign = sign_of(a);
    if (sign != sign_of(b) || sign == 0)
        return sign - sign_of(b);
    order = order_points(a, b);
    return sign * (order != 0 ? order : order_digits(a, b));
}

void ddbs_number_hash(const struct number *number, struct hash *hash)
{
    struct digits digits = digits_of(number);
    if (!number->is_number) {
        ddbs_hash_bytes(hash, number->text.data, number->text.length);
        return;
    }
    ddbs_hash_word(hash, (uint64_t)sign_of(number));
    ddbs_hash_word(hash, digits.left);
    ddbs_hash_word(hash, digits.left > 0 ? short_point(number) : 0);
    while (digits.left > 0) {
        char digit = next_digit(&digits);
        ddbs_hash_bytes(hash, &digit, 1);
    }
}
