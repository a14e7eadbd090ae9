/* Document paths, taken apart step by step. */
#include "path_step.h"

#include "rows.h"
#include "suite.h"

/* "name a;index 2;quoted x;end": the steps, or what there is before a bad one. */
static const struct {
    const char *path, *steps;
} rows[] = {
    { "a", "name a;end" },
    { "address.lines[2].city", "name address;name lines;index 2;name city;end" },
    { "l[0][1]", "name l;index 0;index 1;end" },
    { "['a.b']", "quoted a.b;end" },
    { "['a.b'].c['d'][3]", "quoted a.b;name c;quoted d;index 3;end" },
    { "a['`'`u0041``']", "name a;quoted `'`u0041``;end" },
    { "['']", "quoted ;end" },
    { "first-name", "name first-name;end" },
    { "a b.\xc3\xa9", "name a b;name \xc3\xa9;end" },
    { "2", "name 2;end" },
#if SIZE_MAX > 0xffffffff
    { "a[18446744073709551615]", "name a;index 18446744073709551615;end" },
#endif
    { "a[4294967295]", "name a;index 4294967295;end" },
    { "a[007]", "name a;index 7;end" },
    { "", "bad" },
    { ".", "bad" },
    { ".a", "bad" },
    { "[0]", "bad" },
    { "[", "bad" },
    { "a.", "name a;bad" },
    { "a..b", "name a;bad" },
    { "a.[0]", "name a;bad" },
    { "a[", "name a;bad" },
    { "a[]", "name a;bad" },
    { "a[1", "name a;bad" },
    { "a[-1]", "name a;bad" },
    { "a[*]", "name a;bad" },
    { "a[b]", "name a;bad" },
    { "a[18446744073709551616]", "name a;bad" },
    { "a[99999999999999999999999]", "name a;bad" },
    { "a[0]b", "name a;index 0;bad" },
    { "a]", "name a;bad" },
    { "a'b'", "name a;bad" },
    { "['a", "bad" },
    { "['a'", "bad" },
    { "['a`']", "bad" },
    { "['a`", "bad" },
    { "['a'b]", "bad" },
    { "['a']b", "quoted a;bad" },
};

static void append_step(struct json *text, const struct path_step *step)
{
    static const char *const kinds[] = { "bad", "end", "name ", "quoted ", "index " };
    char content[64] = "";
    if (step->kind == STEP_INDEX)
        snprintf(content, sizeof content, "%zu;", step->index);
    else if (step->kind == STEP_NAME || step->kind == STEP_QUOTED)
        snprintf(content, sizeof content, "%.*s;", (int)step->name.length, step->name.data);
    json_append(text, kinds[step->kind]);
    json_append(text, content);
}

/* In memory that ends where the path does. */
START_TEST(paths_are_taken_apart)
{
    struct json path = json(rows[_i].path), want = json(rows[_i].steps), text = { .length = 0 };
    char *copy = exact_copy(path.data, path.length);
    struct path_rest rest = { copy, copy + path.length, true };
    struct path_step step;
    do {
        step = ddbs_path_step(&rest);
        append_step(&text, &step);
    } while (step.kind != STEP_BAD && step.kind != STEP_END);
    expect_text(rows[_i].path, text.data, want.data);
    free(copy);
}
END_TEST

int main(void)
{
    return RUN_SUITE("path_step", EACH(paths_are_taken_apart, rows));
}
