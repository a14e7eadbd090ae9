/* The names of the types, there and back. */
#include "value_type.h"

#include "suite.h"

static const struct {
    ddbstream_type type;
    const char *name;
} types[] = {
    { DDBSTREAM_TYPE_S, "S" },   { DDBSTREAM_TYPE_N, "N" },       { DDBSTREAM_TYPE_B, "B" },
    { DDBSTREAM_TYPE_M, "M" },   { DDBSTREAM_TYPE_BOOL, "BOOL" }, { DDBSTREAM_TYPE_NULL, "NULL" },
    { DDBSTREAM_TYPE_L, "L" },   { DDBSTREAM_TYPE_SS, "SS" },     { DDBSTREAM_TYPE_NS, "NS" },
    { DDBSTREAM_TYPE_BS, "BS" },
};

static ddbstream_type find_plainly(const char *name, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strlen(types[i].name) == length && memcmp(types[i].name, name, length) == 0)
            return types[i].type;
    return 0;
}

static void check(const char *name, size_t length)
{
    if (ddbs_find_type(name, length) != find_plainly(name, length))
        ck_abort_msg("%zu bytes: %.*s", length, (int)length, name);
}

START_TEST(each_type_has_its_name)
{
    const char *name = types[_i].name;
    ck_assert_str_eq(ddbstream_type_name(types[_i].type), name);
    ck_assert_int_eq((int)ddbs_find_type(name, strlen(name)), (int)types[_i].type);
}
END_TEST

START_TEST(there_are_no_other_types)
{
    for (int type = -1; type < 20; type++)
        if (type < DDBSTREAM_TYPE_S || type > DDBSTREAM_TYPE_BS)
            ck_assert_str_eq(ddbstream_type_name((ddbstream_type)type), "?");
    ck_assert_uint_eq(COUNT_OF(types), DDBSTREAM_TYPE_BS);
}
END_TEST

START_TEST(every_one_and_two_bytes)
{
    for (unsigned i = 0; i < 0x10000; i++) {
        const char name[2] = { (char)(i >> 8), (char)i };
        check(name, 1);
        check(name, 2);
    }
}
END_TEST

/* NUL in front must not make a longer name a shorter one. */
START_TEST(every_short_name_over_some_bytes)
{
    static const char bytes[] = "SNBMLOUs"; /* and the NUL behind them */
    char name[5];
    for (size_t length = 0; length <= sizeof name; length++)
        for (unsigned number = 0; number < 9 * 9 * 9 * 9 * 9; number++) {
            for (size_t i = 0, rest = number; i < length; i++, rest /= 9)
                name[i] = bytes[rest % 9];
            check(name, length);
        }
}
END_TEST

static const struct {
    const char *name, *reason;
} others[] = {
    { "BOOLE", "a name that goes on" },
    { "BOO", "a name that breaks off" },
    { "Bool", "another case" },
    { "nULL", "another case" },
    { "LS", "no such set" },
    { "SSS", "too many letters" },
    { "S ", "a space behind the name" },
    { "\xd3", "S with the top bit set" },
    { "NULLNULL", "a name twice" },
    { "XXXXXXXXXXXXXXXS", "a name at a long one's end" },
};

START_TEST(other_names_are_no_types)
{
    size_t length = strlen(others[_i].name);
    char *exact = exact_copy(others[_i].name, length);
    ck_assert_msg(ddbs_find_type(exact, length) == 0, "%s", others[_i].reason);
    free(exact);
}
END_TEST

int main(void)
{
    return RUN_SUITE("value_type", EACH(each_type_has_its_name, types),
                     ONCE(there_are_no_other_types), ONCE(every_one_and_two_bytes),
                     ONCE(every_short_name_over_some_bytes),
                     EACH(other_names_are_no_types, others));
}
