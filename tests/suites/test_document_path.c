/* Document paths: what they find, and what is none. */
#include <ddbstream/document_path.h>

#include "item.h"

/* Each S says where it stands. */
static const char item[] =
    "{'a':{'S':'a'},'null':{'NULL':true},'n':{'N':'1'},'':{'S':'empty name'},"
    "'a.b':{'S':'a point'},'say `'hi`'':{'S':'quotes'},'a[0]':{'S':'brackets'},"
    "'back``slash':{'S':'a backslash'},'order-id':{'S':'a hyphen'},'0':{'S':'a digit'},"
    "'line`nend':{'S':'a line end'},'`u0000':{'S':'NUL'},'gr\xc3\xb6\xc3\x9f"
    "e':{'S':'UTF-8'},'`ud83d`ude00':{'S':'a pair'},'$':{'S':'a dollar'},"
    "'empty':{'M':{}},'none':{'L':[]},"
    "'lines':{'L':[{'S':'lines 0'},{'L':[{'S':'lines 1 0'}]},{'M':{'city':{'S':'lines 2 city'},"
    "'a.b':{'M':{'c':{'S':'lines 2 a.b c'}}}}},{'NULL':true}]},"
    "'m':{'M':{'m':{'M':{'m':{'S':'m m m'}}},'l':{'L':[{'M':{'x':{'S':'m l 0 x'}}}]}}},"
    "'set':{'SS':['x']}}";

static const struct {
    const char *path;
    const char *found;
} found[] = {
    { "a", "a" },
    { "m.m.m", "m m m" },
    { "m.l[0].x", "m l 0 x" },
    { "m['l'][0]['x']", "m l 0 x" },
    { "lines[0]", "lines 0" },
    { "lines[00]", "lines 0" },
    { "lines[1][0]", "lines 1 0" },
    { "lines[2].city", "lines 2 city" },
    { "lines[2]['a.b'].c", "lines 2 a.b c" },
    { "['a']", "a" },
    { "['`u0061']", "a" },
    { "['a.b']", "a point" },
    { "['']", "empty name" },
    { "['say `'hi`'']", "quotes" },
    { "['a[0]']", "brackets" },
    { "['back``slash']", "a backslash" },
    { "['line`nend']", "a line end" },
    { "['line`u000Aend']", "a line end" },
    { "['`u0000']", "NUL" },
    { "order-id", "a hyphen" },
    { "['order-id']", "a hyphen" },
    { "0", "a digit" },
    { "$", "a dollar" },
    { "back`slash", "a backslash" },
    { "gr\xc3\xb6\xc3\x9f"
      "e",
      "UTF-8" },
    { "['gr`u00f6\xc3\x9f"
      "e']",
      "UTF-8" },
    { "['`ud83d`ude00']", "a pair" },
    { "['\xf0\x9f\x98\x80']", "a pair" },
};

/* All three functions; `from` is the same item. */
static ddbstream_status look_up(const ddbstream_image *image, const char *path,
                                const ddbstream_value **value)
{
    ddbstream_value from = { .type = DDBSTREAM_TYPE_M, .as.map = image->attributes };
    const ddbstream_value *by_map = NULL, *by_value = NULL;
    ddbstream_status status = ddbstream_image_at(image, path, value);
    expect_status(path, ddbstream_map_at(&image->attributes, path, &by_map), status);
    expect_status(path, ddbstream_value_at(&from, path, &by_value), status);
    ck_assert(status != DDBSTREAM_OK || (*value == by_map && *value == by_value));
    return status;
}

START_TEST(a_value_is_found)
{
    struct item data = item_decode(item);
    struct json path = json(found[_i].path);
    const ddbstream_value *value = NULL;
    expect_status(path.data, look_up(data.image, path.data, &value), DDBSTREAM_OK);
    ck_assert_int_eq(value->type, DDBSTREAM_TYPE_S);
    expect_string(path.data, value->as.string, found[_i].found);
    item_release(&data);
}
END_TEST

START_TEST(a_null_value_is_present)
{
    struct item data = item_decode(item);
    const ddbstream_value *value = NULL;
    expect_status("null", look_up(data.image, "null", &value), DDBSTREAM_OK);
    ck_assert_int_eq(value->type, DDBSTREAM_TYPE_NULL);
    expect_status("lines[3]", look_up(data.image, "lines[3]", &value), DDBSTREAM_OK);
    ck_assert_int_eq(value->type, DDBSTREAM_TYPE_NULL);
    item_release(&data);
}
END_TEST

static const struct {
    const char *path;
    ddbstream_status status;
} not_found[] = {
    { "b", DDBSTREAM_ERROR_ABSENT },
    { "A", DDBSTREAM_ERROR_ABSENT },
    { "aa", DDBSTREAM_ERROR_ABSENT },
    { "['']['x']", DDBSTREAM_ERROR_TYPE },
    { "['a.']", DDBSTREAM_ERROR_ABSENT },
    { "['a.bc']", DDBSTREAM_ERROR_ABSENT },
    { "['gr\xc3\xb6']", DDBSTREAM_ERROR_ABSENT },
    { "a.b", DDBSTREAM_ERROR_TYPE },
    { "m.x", DDBSTREAM_ERROR_ABSENT },
    { "m.x.y", DDBSTREAM_ERROR_ABSENT },
    { "b.x[7]", DDBSTREAM_ERROR_ABSENT },
    { "empty.x", DDBSTREAM_ERROR_ABSENT },
    { "none[0]", DDBSTREAM_ERROR_ABSENT },
    { "lines[4]", DDBSTREAM_ERROR_ABSENT },
    { "lines[4294967295]", DDBSTREAM_ERROR_ABSENT },
    { "lines.city", DDBSTREAM_ERROR_TYPE },
    { "lines['0']", DDBSTREAM_ERROR_TYPE },
    { "m[0]", DDBSTREAM_ERROR_TYPE },
    { "null.x", DDBSTREAM_ERROR_TYPE },
    { "null[0]", DDBSTREAM_ERROR_TYPE },
    { "n[0]", DDBSTREAM_ERROR_TYPE },
    { "set[0]", DDBSTREAM_ERROR_TYPE },
    { "lines[0].x", DDBSTREAM_ERROR_TYPE },
    { "[0]", DDBSTREAM_ERROR_TYPE },
    { "", DDBSTREAM_ERROR_PATH },
    { ".", DDBSTREAM_ERROR_PATH },
    { ".a", DDBSTREAM_ERROR_PATH },
    { "a.", DDBSTREAM_ERROR_PATH },
    { "a..b", DDBSTREAM_ERROR_PATH },
    { "a[", DDBSTREAM_ERROR_PATH },
    { "a[]", DDBSTREAM_ERROR_PATH },
    { "a[0", DDBSTREAM_ERROR_PATH },
    { "a[-1]", DDBSTREAM_ERROR_PATH },
    { "a[0x1]", DDBSTREAM_ERROR_PATH },
    { "a[ 0]", DDBSTREAM_ERROR_PATH },
    { "a[99999999999999999999999]", DDBSTREAM_ERROR_PATH },
    { "a[0]b", DDBSTREAM_ERROR_PATH },
    { "a]", DDBSTREAM_ERROR_PATH },
    { "a['b'", DDBSTREAM_ERROR_PATH },
    { "a['b]", DDBSTREAM_ERROR_PATH },
    { "['b`']", DDBSTREAM_ERROR_PATH },
    { "['`x']", DDBSTREAM_ERROR_PATH },
    { "['`u12']", DDBSTREAM_ERROR_PATH },
    { "['`ud800']", DDBSTREAM_ERROR_PATH },
    { "['`ud800`ud800']", DDBSTREAM_ERROR_PATH },
    { "['`ud800abcdefgh']", DDBSTREAM_ERROR_PATH },
    { "['`udc00']", DDBSTREAM_ERROR_PATH },
    { "['\n']", DDBSTREAM_ERROR_PATH },
    { "['\xff']", DDBSTREAM_ERROR_PATH },
    { "['a\xc3']", DDBSTREAM_ERROR_PATH },
    { "a'b", DDBSTREAM_ERROR_PATH },
    { "b.x[", DDBSTREAM_ERROR_PATH },
    { "n.x..y", DDBSTREAM_ERROR_PATH },
    { "n.x['`x']", DDBSTREAM_ERROR_PATH },
};

START_TEST(nothing_is_found)
{
    struct item data = item_decode(item);
    struct json path = json(not_found[_i].path);
    const ddbstream_value *value = NULL;
    expect_status(path.data, look_up(data.image, path.data, &value), not_found[_i].status);
    ck_assert_ptr_null(value);
    item_release(&data);
}
END_TEST

START_TEST(a_path_is_judged_whatever_the_image)
{
    static const ddbstream_image absent = { DDBSTREAM_ABSENT, { NULL, 0 } };
    const ddbstream_value *value = NULL;
    expect_status("a", ddbstream_image_at(NULL, "a", &value), DDBSTREAM_ERROR_ABSENT);
    expect_status("a", ddbstream_image_at(&absent, "a", &value), DDBSTREAM_ERROR_ABSENT);
    expect_status("a", ddbstream_map_at(NULL, "a", &value), DDBSTREAM_ERROR_ABSENT);
    expect_status("a", ddbstream_value_at(NULL, "a", &value), DDBSTREAM_ERROR_ABSENT);
    expect_status("a[", ddbstream_image_at(NULL, "a[", &value), DDBSTREAM_ERROR_PATH);
    expect_status("a[", ddbstream_image_at(&absent, "a[", &value), DDBSTREAM_ERROR_PATH);
    expect_status("a[", ddbstream_map_at(NULL, "a[", &value), DDBSTREAM_ERROR_PATH);
    expect_status("a[", ddbstream_value_at(NULL, "a[", &value), DDBSTREAM_ERROR_PATH);
    expect_status("no path", ddbstream_image_at(&absent, NULL, &value), DDBSTREAM_ERROR_PATH);
    ck_assert_ptr_null(value);
}
END_TEST

START_TEST(an_image_that_is_not_there_has_nothing_in_it)
{
    struct item data = item_decode(item);
    ddbstream_image image = { DDBSTREAM_NULL, data.image->attributes };
    const ddbstream_value *value = NULL;
    expect_status("a", ddbstream_image_at(&image, "a", &value), DDBSTREAM_ERROR_ABSENT);
    item_release(&data);
}
END_TEST

START_TEST(a_path_from_a_value_may_begin_with_a_position)
{
    struct item data = item_decode(item);
    const ddbstream_value *lines = ddbstream_image_find(data.image, "lines"), *value = NULL;
    expect_status("[2].city", ddbstream_value_at(lines, "[2].city", &value), DDBSTREAM_OK);
    expect_string("[2].city", value->as.string, "lines 2 city");
    value = NULL;
    expect_status("[4]", ddbstream_value_at(lines, "[4]", &value), DDBSTREAM_ERROR_ABSENT);
    expect_status("city", ddbstream_value_at(lines, "city", &value), DDBSTREAM_ERROR_TYPE);
    expect_status("", ddbstream_value_at(lines, "", &value), DDBSTREAM_ERROR_PATH);
    ck_assert_ptr_null(value);
    item_release(&data);
}
END_TEST

int main(void)
{
    return RUN_SUITE("document_path", EACH(a_value_is_found, found), ONCE(a_null_value_is_present),
                     EACH(nothing_is_found, not_found), ONCE(a_path_is_judged_whatever_the_image),
                     ONCE(an_image_that_is_not_there_has_nothing_in_it),
                     ONCE(a_path_from_a_value_may_begin_with_a_position));
}
