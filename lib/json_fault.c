/* Finds the place of a fault in JSON text that yajl has refused, because yajl tells it only
 * roughly. Strict by RFC 8259, but for UTF-8, which the guard has looked at; looks at one token,
 * given what may stand there. */
#include "json_fault.h"

#include <string.h>

/* The bytes of one token, and how far they have been read. */
struct lexeme {
    const char *data;
    size_t length;
    size_t at;
};

/* What a look at one token found: a fault at `at`, or its end there. */
struct finding {
    const char *reason; /* NULL: nothing is wrong with it, as far as it goes */
    size_t at;
};

static struct finding fine(size_t end)
{
    return (struct finding){ NULL, end };
}

static struct finding fault(size_t at, const char *reason)
{
    return (struct finding){ reason, at };
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_hex(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

static bool has_more(const struct lexeme *token)
{
    return token->at < token->length;
}

enum json_expect ddbs_json_after_value(const struct nesting *nesting)
{
    if (nesting->depth == 0)
        return EXPECT_NOTHING;
    return ddbs_nesting_in_object(nesting) ? EXPECT_MORE_MEMBERS : EXPECT_MORE_ITEMS;
}

size_t ddbs_json_skip_separators(enum json_expect *expect, const char *data, size_t length)
{
    size_t i = 0;
    for (; i < length; i++) {
        if (is_space(data[i]))
            continue;
        if (data[i] == ',' && *expect == EXPECT_MORE_ITEMS)
            *expect = EXPECT_VALUE;
        else if (data[i] == ',' && *expect == EXPECT_MORE_MEMBERS)
            *expect = EXPECT_NAME;
        else if (data[i] == ':' && *expect == EXPECT_COLON)
            *expect = EXPECT_VALUE;
        else
            break;
    }
    return i;
}

const char *ddbs_json_check_string_byte(struct string_check *check, char byte)
{
    if (check->hex_digits_left > 0) {
        check->hex_digits_left--;
        return is_hex(byte) ? NULL : "\\u needs four hexadecimal digits";
    }
    if (check->after_backslash) {
        check->after_backslash = false;
        check->hex_digits_left = byte == 'u' ? 4 : 0;
        return memchr("\"\\/bfnrtu", byte, 9) != NULL ? NULL : "no such escape in a string";
    }
    check->after_backslash = byte == '\\';
    check->has_ended = byte == '"';
    return (unsigned char)byte >= 0x20 ? NULL : "a control character in a string must be escaped";
}

static struct finding check_string(struct lexeme *token)
{
    struct string_check check = { .has_ended = false };
    for (token->at = 1; has_more(token) && !check.has_ended; token->at++) {
        const char *reason = ddbs_json_check_string_byte(&check, token->data[token->at]);
        if (reason != NULL)
            return fault(token->at, reason);
    }
    return fine(token->at);
}

/* At least one digit; true when the bytes ended or a digit was there. */
static bool skip_digits(struct lexeme *token)
{
    size_t first = token->at;
    while (has_more(token) && is_digit(token->data[token->at]))
        token->at++;
    return token->at > first || !has_more(token);
}

static bool skip_byte(struct lexeme *token, const char *bytes)
{
    if (!has_more(token) || memchr(bytes, token->data[token->at], strlen(bytes)) == NULL)
        return false;
    token->at++;
    return true;
}

static struct finding check_number(struct lexeme *token)
{
    token->at = 0;
    skip_byte(token, "-");
    if (!skip_byte(token, "0") && !skip_digits(token))
        return fault(token->at, "expected a digit");
    if (skip_byte(token, ".") && !skip_digits(token))
        return fault(token->at, "expected a digit after the decimal point");
    if (skip_byte(token, "eE")) {
        skip_byte(token, "+-");
        if (!skip_digits(token))
            return fault(token->at, "expected a digit in the exponent");
    }
    return fine(token->at);
}

static struct finding check_literal(const struct lexeme *token)
{
    const char *word = token->data[0] == 't' ? "true" : token->data[0] == 'f' ? "false" : "null";
    size_t i = 0;
    for (; i < token->length && word[i] != '\0'; i++)
        if (token->data[i] != word[i])
            return fault(i, "expected true, false or null");
    return fine(i);
}

static struct finding check_value(struct lexeme *token)
{
    char first = token->data[0];
    if (first == '{' || first == '[')
        return fine(1);
    if (first == '"')
        return check_string(token);
    if (first == '-' || is_digit(first))
        return check_number(token);
    if (first == 't' || first == 'f' || first == 'n')
        return check_literal(token);
    return fault(0, "expected a value");
}

static struct finding check_name(struct lexeme *token, const char *reason)
{
    return token->data[0] == '"' ? check_string(token) : fault(0, reason);
}

static struct finding check_token(enum json_expect expect, struct lexeme *token)
{
    char first = token->data[0];
    switch (expect) {
    case EXPECT_VALUE:
        return check_value(token);
    case EXPECT_FIRST_ITEM:
        return first == ']' ? fine(1) : check_value(token);
    case EXPECT_FIRST_NAME:
        return first == '}' ? fine(1) : check_name(token, "expected a member's name or '}'");
    case EXPECT_NAME:
        return check_name(token, "expected a member's name");
    case EXPECT_COLON:
        return fault(0, "expected ':' after a member's name");
    case EXPECT_MORE_ITEMS:
        return first == ']' ? fine(1) : fault(0, "expected ',' or ']'");
    case EXPECT_MORE_MEMBERS:
        return first == '}' ? fine(1) : fault(0, "expected ',' or '}'");
    case EXPECT_NOTHING:
        break;
    }
    return fault(0, "expected nothing after the document");
}

/* The state after a token that may stand there, told by its first byte. */
static void step_over(struct json_state *state, char first)
{
    if (first == '{' || first == '[') {
        ddbs_nesting_push(&state->nesting, first == '{');
        state->expect = first == '{' ? EXPECT_FIRST_NAME : EXPECT_FIRST_ITEM;
    } else if (state->expect == EXPECT_NAME
               || (state->expect == EXPECT_FIRST_NAME && first == '"')) {
        state->expect = EXPECT_COLON;
    } else {
        state->nesting.depth -= first == '}' || first == ']';
        state->expect = ddbs_json_after_value(&state->nesting);
    }
}

struct json_fault ddbs_json_find_fault(struct json_state *state, const char *data, size_t length)
{
    size_t at = ddbs_json_skip_separators(&state->expect, data, length), start = at;
    while (at < length) {
        struct lexeme token = { data + at, length - at, 0 };
        struct finding finding = check_token(state->expect, &token);
        start = at;
        at += finding.at;
        if (finding.reason != NULL)
            return (struct json_fault){ true, at, start, finding.reason };
        if (at == length)
            break;
        step_over(state, data[start]);
        at += ddbs_json_skip_separators(&state->expect, data + at, length - at);
    }
    return (struct json_fault){ false, length, start, NULL };
}
