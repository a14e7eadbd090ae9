/* Names the kinds of token for people. */
#include "token.h"

const char *ddbs_token_describe(enum token_kind kind)
{
    static const char *const names[] = {
        [TOKEN_OBJECT] = "an object",      [TOKEN_OBJECT_END] = "the end of the object",
        [TOKEN_ARRAY] = "an array",        [TOKEN_ARRAY_END] = "the end of the array",
        [TOKEN_NAME] = "a further member", [TOKEN_STRING] = "a string",
        [TOKEN_NUMBER] = "a number",       [TOKEN_TRUE] = "true",
        [TOKEN_FALSE] = "false",           [TOKEN_NULL] = "null",
        [TOKEN_NONE] = "nothing"
    };
    return names[kind];
}
