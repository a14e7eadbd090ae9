/* What tokens are called, and where they say they are. */
#include "token.h"

#include "suite.h"

static const struct {
    enum token_kind kind;
    const char *description;
} kinds[] = {
    { TOKEN_OBJECT, "an object" },      { TOKEN_OBJECT_END, "the end of the object" },
    { TOKEN_ARRAY, "an array" },        { TOKEN_ARRAY_END, "the end of the array" },
    { TOKEN_NAME, "a further member" }, { TOKEN_STRING, "a string" },
    { TOKEN_NUMBER, "a number" },       { TOKEN_TRUE, "true" },
    { TOKEN_FALSE, "false" },           { TOKEN_NULL, "null" },
};

START_TEST(every_kind_has_a_description)
{
    ck_assert_str_eq(ddbs_token_describe(kinds[_i].kind), kinds[_i].description);
}
END_TEST

enum { FAR = 1000000, BEYOND = 1000007 };

static uint64_t far_offset(const struct token_source *source, const struct token *token)
{
    ck_assert_ptr_eq(source, token->source);
    return FAR;
}

static uint64_t far_end(const struct token_source *source)
{
    ck_assert_ptr_nonnull(source);
    return BEYOND;
}

static const struct token_source far_source = { far_offset, far_end };

START_TEST(the_source_tells_the_place)
{
    const struct token token = { .kind = TOKEN_NUMBER, .source = &far_source };
    ck_assert_uint_eq(ddbs_token_offset(&token), FAR);
    ck_assert_uint_eq(ddbs_token_end(&token), BEYOND);
}
END_TEST

/* Memory in which the bytes from 4 on, eight of them, are those from 100 on of a document. */
static const char memory[] = "....\"a\":\"b\"...";

static const struct {
    size_t place; /* of the text in memory */
    uint64_t offset;
    const char *reason;
} places[] = {
    { 5, 100, "right behind the first byte" },
    { 9, 104, "behind a later one" },
    { 11, 106, "the last byte" },
    { 12, FAR, "after the last" },
    { 3, FAR, "before the first" },
    { 0, FAR, "long before" },
};

START_TEST(text_where_it_was_found_tells_its_place_itself)
{
    const struct token token = { .kind = TOKEN_STRING,
                                 .data = memory + places[_i].place,
                                 .length = 1,
                                 .source = &far_source,
                                 .stretch = { memory + 4, 8, 100 } };
    ck_assert_msg(ddbs_token_text_offset(&token) == places[_i].offset, "%s", places[_i].reason);
}
END_TEST

int main(void)
{
    return RUN_SUITE("token", EACH(every_kind_has_a_description, kinds),
                     ONCE(the_source_tells_the_place),
                     EACH(text_where_it_was_found_tells_its_place_itself, places));
}
